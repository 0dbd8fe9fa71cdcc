"""Forms of the page 组织 for units that change from a day on: a new name, a merger, a split."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from models.errors import Condition, Refusal
from models.org.queries import UnitRow
from models.org.rules import clean_name, split_names, why_no_name
from models.succession.queries import MergePreview, SplitPreview
from ui.org.books import UnitBook
from ui.org.forms import text_line
from ui.org.moving_list import AllotmentList, MovingList
from ui.style import px
from ui.tables.completing import CompletingLine
from ui.tables.editors import parse_day
from ui.widgets.form import FormDialog

AskMerge = Callable[[int | None, str, date], MergePreview]
AskSplit = Callable[[date], SplitPreview]
CheckName = Callable[[str, date], object]  # raises the Refusal of the action
CheckSplit = Callable[[Sequence[str], date, bool], object]


@dataclass(frozen=True, slots=True)
class NewName:
    """A name, a short name, and the day from which they hold."""

    name: str
    short_name: str
    day: date


@dataclass(frozen=True, slots=True)
class Merger:
    """The successor (None: a new unit `new_name`), the day, and the records that do not go over."""

    into_id: int | None
    into: str
    day: date
    left_out: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Names of the parts, the day, which part takes which record, and whether the old unit goes on."""

    names: tuple[str, ...]
    day: date
    allotment: dict[int, int]
    goes_on: bool


class RenameForm(FormDialog):
    """A unit's new names and the day from which it is called so."""

    def __init__(self, parent: QWidget, row: UnitRow, today: date, check: CheckName) -> None:
        super().__init__("单位改名", parent, accept_text="改名")
        self._old = row
        self._check = check
        self.name = text_line(self, "")
        self.name.setText(row.name)
        self.short_name = text_line(self, "没有简称时不填")
        self.short_name.setText(row.short_name)
        self.on = day_line(self, today)
        self.add("新全称", self.name)
        self.add("新简称", self.short_name)
        self.add("从哪天起", self.on, f"以前的文件和名单仍是“{row.name}”；文件里写原名也认得。")

    @override
    def value(self) -> NewName:
        day = parse_day(self.on.text())
        assert isinstance(day, date)
        return NewName(clean_name(self.name.text()), clean_name(self.short_name.text()), day)

    @override
    def why_not(self) -> Refusal | None:
        day = parse_day(self.on.text())
        if not isinstance(day, date):
            return no_day(self.on.text())
        name, short = clean_name(self.name.text()), clean_name(self.short_name.text())
        if (name, short) == (self._old.name, self._old.short_name):
            return Refusal("新名称和现在的一样。", "请写上新的全称或简称。")
        return why_no_name(self.name.text(), "单位") or _refusal_of(lambda: self._check(name, day))


class MergeForm(FormDialog):
    """Units merged into one that is there or is founded by it; below, what goes over, with boxes."""

    def __init__(self, parent: QWidget, names: tuple[str, ...], units: UnitBook, today: date, ask: AskMerge) -> None:
        what = f"“{names[0]}”" if len(names) == 1 else f"“{names[0]}”等 {len(names)} 个单位"
        super().__init__(f"{what}并入…", parent, accept_text="并入")
        self._units = units
        self._ask = ask
        self._refusal: Condition | None = None
        others = [option for option in units.options() if option.text not in names]
        self.into = CompletingLine(others, parent=self)
        self.into.setPlaceholderText("选择承接单位；写一个新名称就是新设")
        self.on = day_line(self, today)
        self.moving = MovingList(self)
        self.told = _caption(self)
        self.add("并入", self.into)
        self.add("从哪天起", self.on, "到前一天为止的文件、名单和席位都不变。")
        self.add("", self.moving)
        self.add("", self.told)
        self.into.textChanged.connect(self._on_text_changed)
        self.on.textChanged.connect(self._on_text_changed)
        self.moving.changed.connect(self._on_moving_changed)
        self._refresh()

    def _on_text_changed(self, text: str) -> None:
        self.show_reason("")
        self._refresh()

    def _on_moving_changed(self) -> None:
        self._tell()

    def _refresh(self) -> None:
        """Ask again what would move, as far as the fields are filled in."""
        day, name = parse_day(self.on.text()), clean_name(self.into.text())
        self._refusal = None
        if not name:
            self._refusal = Refusal("没有写并入哪个单位。", "请选择承接单位。")
        elif not isinstance(day, date):
            self._refusal = no_day(self.on.text())
        else:
            into = self._units.find(name)
            try:
                preview = self._ask(into, name, day)
            except Condition as condition:
                self._refusal = condition
            else:
                self.moving.show_rows(preview.rows, "说明")
        if self._refusal is not None:
            self.moving.show_rows((), "说明")
        self._tell()

    def _tell(self) -> None:
        if self._refusal is not None:
            self.told.setText(str(self._refusal))
            return
        name = clean_name(self.into.text())
        new = "" if self._units.find(name) is not None else f"“{name}”从这一天起新设。"
        left = "不带的到前一天为止；牵头、管理和下属留在原单位名下。" if self.moving.left_out() else ""
        self.told.setText(f"{new}{self.moving.count_words()}。{left}")

    @override
    def value(self) -> Merger:
        day, name = parse_day(self.on.text()), clean_name(self.into.text())
        assert isinstance(day, date)
        return Merger(self._units.find(name), name, day, self.moving.left_out())

    @override
    def why_not(self) -> Refusal | None:
        refusal = self._refusal
        return None if refusal is None else Refusal(refusal.sentence, refusal.next_step)


class SplitForm(FormDialog):
    """New units out of one; below, what it has and who takes it."""

    def __init__(self, parent: QWidget, name: str, today: date, ask: AskSplit, check: CheckSplit) -> None:
        super().__init__(f"从“{name}”分设…", parent, accept_text="分设")
        self._name = name
        self._ask = ask
        self._check = check
        self._refusal: Condition | None = None
        self._shown: date | None = None
        self.names = QPlainTextEdit(self)
        self.names.setPlaceholderText("新单位的全称，用顿号或换行分开")
        self.names.setFixedHeight(px(56))
        self.names.setTabChangesFocus(True)
        self.on = day_line(self, today)
        self.goes_on = QCheckBox(f"“{name}”继续保留", self)
        self.goes_on.setChecked(True)
        self.moving = AllotmentList(self)
        self.told = _caption(self)
        self.add("新单位", self.names)
        self.add("从哪天起", self.on, "到前一天为止的文件、名单和席位都不变。")
        self.add("原单位", self.goes_on)
        self.add("", self.moving)
        self.add("", self.told)
        self.names.textChanged.connect(self._refresh)
        self.on.textChanged.connect(self._on_text_changed)
        self.goes_on.toggled.connect(self._on_goes_on_toggled)
        self._refresh()

    def _on_text_changed(self, text: str) -> None:
        self._refresh()

    def _on_goes_on_toggled(self, on: bool) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self.show_reason("")
        day = parse_day(self.on.text())
        self._refusal = None if isinstance(day, date) else no_day(self.on.text())
        if isinstance(day, date) and day != self._shown:
            try:
                self.moving.show_rows(self._ask(day).rows)
                self._shown = day
            except Condition as condition:
                self._refusal = condition
        otherwise = f"留在“{self._name}”" if self.goes_on.isChecked() else "到这一天为止"
        self.moving.set_parts(split_names(self.names.toPlainText()), otherwise)
        self.told.setText("选中几行（或整类），再选归哪个新单位；没有分的" + otherwise + "。")

    @override
    def value(self) -> Split:
        day = parse_day(self.on.text())
        assert isinstance(day, date)
        names = tuple(split_names(self.names.toPlainText()))
        return Split(names, day, self.moving.allotment(), self.goes_on.isChecked())

    @override
    def why_not(self) -> Refusal | None:
        if self._refusal is not None:
            return Refusal(self._refusal.sentence, self._refusal.next_step)
        names = split_names(self.names.toPlainText())
        if not names:
            return Refusal("没有写新单位。", "请写上新单位的全称。")
        value = self.value()
        return _refusal_of(lambda: self._check(value.names, value.day, value.goes_on))


def _refusal_of(check: Callable[[], object]) -> Refusal | None:
    """What a rule says, asked of the file before the form closes."""
    try:
        check()
    except Condition as condition:
        return Refusal(condition.sentence, condition.next_step)
    return None


def day_line(parent: QWidget, today: date) -> QLineEdit:
    """A line for a day, filled with today's."""
    line = text_line(parent, "2026-05-31")
    line.setText(today.isoformat())
    return line


def no_day(text: str) -> Refusal:
    """What is said to a text that is no day."""
    return Refusal(f"“{text.strip()[:12]}”不是日期。", "请写成 2026-05-31 或 5月31日。")


def _caption(parent: QWidget) -> QLabel:
    label = QLabel("", parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("caption", True)
    return label
