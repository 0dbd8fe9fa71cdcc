"""Forms of the watches: one watch, the same for many cells, handing over to somebody else, the last day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QScrollArea, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.grid.duty import Holder, why_no_watch_range
from models.grid.queries.watch_rows import WatchRoleRow, WatchRow
from models.org.rules import end_after, last_day
from ui.grid.duty_columns import span_words
from ui.grid.holders import HolderBook
from ui.style import px
from ui.tables.completing import CompletingLine
from ui.tables.editors import parse_day
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo
from ui.widgets.rowlist import ListRow, RowList

LISTED = 200  # changes listed one by one; more are counted


@dataclass(frozen=True, slots=True)
class WatchValue:
    """What a form of watches was filled with; `valid_to` exclusive."""

    role_id: int
    who: str
    valid_from: date | None
    valid_to: date | None
    note: str
    replace: bool = False


@dataclass(frozen=True, slots=True)
class SwapValue:
    """Who goes, who comes, from which day, over which cells (None: all)."""

    old: Holder
    who: str
    on: date
    cell_ids: tuple[int, ...] | None


class DayEdit(QLineEdit):
    """A day, empty for none."""

    def __init__(self, value: date | None, hint: str, parent: QWidget) -> None:
        super().__init__(value.isoformat() if value is not None else "", parent)
        self.setPlaceholderText(hint)

    def day(self) -> date | None:
        """The day; None when empty or unreadable."""
        found = self._read()
        return found if isinstance(found, date) else None

    def why_not(self, what: str) -> Refusal | None:
        """Why what stands there is no day."""
        found = self._read()
        if isinstance(found, str):
            return Refusal(f"{what}“{found[:12]}”不是日期。", "请写成 2026-05-31 或 5月31日。")
        return None

    def _read(self) -> date | str | None:
        text = self.text().strip()
        return parse_day(text) if text else None


class WatchForm(FormDialog):
    """One watch over a cell, or the same over several (`many`); with `row` an existing one is changed."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        roles: Sequence[WatchRoleRow],
        book: HolderBook,
        *,
        role_id: int | None = None,
        row: WatchRow | None = None,
        many: bool = False,
        start: date | None = None,
    ) -> None:
        super().__init__(title, parent, accept_text="保存" if row is not None else "设置" if many else "添加")
        self._book = book
        self._roles = {role.id: role for role in roles}
        self.role = Combo(self)
        for role in roles:
            self.role.addItem(role.name, role.id)
        self.role.setCurrentIndex(max(0, self.role.findData(row.role_id if row is not None else role_id)))
        self.who = CompletingLine((), parent=self)
        self.who.setText((book.words(row.named) or row.holder) if row is not None else "")
        begin = row.valid_from if row is not None else start
        self.begin = DayEdit(begin, "不详", self)
        self.end = DayEdit(last_day(row.valid_to) if row is not None else None, "至今", self)
        self.note = QLineEdit(row.note if row is not None else "", self)
        self.replace = QCheckBox("换下现在担任这个角色的人", self)
        self.replace.setChecked(True)
        self.add("角色", self.role)
        self.add("由谁", self.who, "填岗位时，换人后由继任者接着担任")
        self.add("自", self.begin)
        self.add("至", self.end)
        self.add("备注", self.note)
        if many:
            self.add("", self.replace)
        else:
            self.replace.hide()
        self.role.currentIndexChanged.connect(self._on_role_changed)
        self._on_role_changed()
        if self.role.count() > 0 and (role_id is not None or row is not None):
            self.who.setFocus()

    def _on_role_changed(self) -> None:
        role = self._roles.get(self.role.currentData())
        if role is not None:
            self.who.set_options(self._book.options(role.holder))
            self.who.setPlaceholderText(f"姓名、职务或单位，可输拼音首字母（{role.holder.label}）")

    @override
    def value(self) -> WatchValue:
        return WatchValue(
            self.role.currentData(),
            self.who.text().strip(),
            self.begin.day(),
            end_after(self.end.day()),
            self.note.text().strip(),
            self.replace.isChecked() and not self.replace.isHidden(),
        )

    @override
    def why_not(self) -> Refusal | None:
        if self.role.currentData() is None:
            return Refusal("还没有可用的角色。", "先在“层级…”里添加。")
        if not self.who.text().strip():
            return Refusal("还没有写由谁担任。", "输入姓名、职务或单位。")
        wrong = self.begin.why_not("开始日期") or self.end.why_not("结束日期")
        return wrong or why_no_watch_range(self.begin.day(), end_after(self.end.day()))


class EndForm(FormDialog):
    """The last day of watches."""

    def __init__(self, parent: QWidget, title: str, today: date) -> None:
        super().__init__(title, parent, accept_text="结束")
        self.last = DayEdit(today - timedelta(days=1), "2026-05-31", self)
        self.add("最后一天", self.last, "这一天还算在内；以前的记录不变，第二天起这里没有人或随上级")

    @override
    def value(self) -> date | None:
        return self.last.day()

    @override
    def why_not(self) -> Refusal | None:
        wrong = self.last.why_not("最后一天")
        if wrong is None and self.last.day() is None:
            return Refusal("没有写最后一天。", "请写成 2026-05-31 或 5月31日。")
        return wrong


class SwapForm(FormDialog):
    """Old to new from a day on, over a selection or everywhere, with the list of what changes."""

    def __init__(
        self,
        parent: QWidget,
        book: HolderBook,
        holders: Iterable[WatchRow],
        look: Callable[[Holder, date, Sequence[int] | None], Sequence[WatchRow]],
        *,
        selected: Sequence[int],
        today: date,
        old: Holder | None = None,
        here: bool = False,
    ) -> None:
        super().__init__("更换责任人", parent, accept_text="更换")
        self._book = book
        self._look = look
        self._selected = tuple(selected)
        self._present = tuple(holders)
        self._old = {book.words(row.named) or row.holder: row.named for row in self._present}
        self.old = CompletingLine([option for option in book.options() if option.text in self._old], parent=self)
        self.old.setPlaceholderText("现在担任的人、岗位或单位")
        self.new = CompletingLine(book.options(), parent=self)
        self.new.setPlaceholderText("姓名、职务或单位，可输拼音首字母")
        self.on = DayEdit(today, "2026-05-31", self)
        self.scope = Combo(self)
        self.scope.addItem("全部网格", None)
        if selected:
            self.scope.addItem("只这个网格" if here else f"选中的 {len(selected)} 个网格", "selected")
            self.scope.setCurrentIndex(1)
        self.changes = RowList(self, height=28)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self.changes)
        area.setFixedHeight(px(168))
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.summary = QLabel("", self)
        self.summary.setProperty("muted", True)
        self.summary.setWordWrap(True)
        self.add("换下", self.old)
        self.add("换上", self.new)
        self.add("自", self.on, "这一天起由新人担任，以前的记录不变")
        self.add("范围", self.scope)
        self.add("", self.summary)
        self.add("", area)
        if old is not None and not old.is_empty:
            self.old.setText(book.words(old))
        self.old.textChanged.connect(self._show)
        self.on.textChanged.connect(self._show)
        self.scope.currentIndexChanged.connect(self._show)
        self._show()

    @property
    def _cells(self) -> tuple[int, ...] | None:
        return self._selected if self.scope.currentData() else None

    def _show(self) -> None:
        holder, on = self._old.get(self.old.text().strip()), self.on.day()
        if holder is None or on is None:
            self.changes.set_rows([])
            self.summary.setText("选好换下的人和日期后，这里列出将要更换的责任。")
            return
        rows = self._look(holder, on, self._cells)
        by_post = sum(
            row.via_post and (row.person_id, None) == (holder.person_id, holder.post_id) for row in self._present
        )
        words = f"将更换 {len(rows)} 处：" if rows else "从这一天起没有直接由他担任的责任。"
        if by_post:
            words += f"另有 {by_post} 处随岗位，换任职时自动更换。"
        self.summary.setText(words)
        self.changes.set_rows(
            [ListRow(row.id, row.cell, row.role, span_words(row) or "起始不详") for row in rows[:LISTED]]
            + ([ListRow(None, f"另有 {len(rows) - LISTED} 处")] if len(rows) > LISTED else [])
        )

    @override
    def value(self) -> SwapValue:
        on = self.on.day()
        assert on is not None
        return SwapValue(self._old[self.old.text().strip()], self.new.text().strip(), on, self._cells)

    @override
    def why_not(self) -> Refusal | None:
        if self.old.text().strip() not in self._old:
            return Refusal("没有选好换下的人。", "从提示里选择现在担任的人、岗位或单位。")
        if not self.new.text().strip():
            return Refusal("没有写换上谁。", "输入姓名、职务或单位。")
        if self.on.why_not("日期") is not None or self.on.day() is None:
            return self.on.why_not("日期") or Refusal("没有写从哪一天起。", "请写成 2026-05-31 或 5月31日。")
        if not self.changes.rows:
            return Refusal("从这一天起没有由他担任的责任。", "请核对姓名、日期和范围。")
        return None
