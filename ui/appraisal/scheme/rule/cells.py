"""Fields of a part of a rule: each shows one value, tells when it is typed in and when it is left, and reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from models.appraisal.rules.kinds import ZERO, Choice, Level, Tier
from models.errors import Refusal
from models.words import Labelled
from ui.appraisal.figures import number_of, number_or_none, share_of, text_of, text_of_share
from ui.style import px
from ui.widgets.fields import TextField
from ui.widgets.quiet import Combo

LOSE, GAIN = "扣", "得"


class Cell(QWidget):
    """`typed` while it is changed, `left` when it is done with. `read` raises a Refusal for what cannot stand."""

    typed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(px(4))

    def show_value(self, value: Any) -> None:
        """Show a value; tells nobody."""
        raise NotImplementedError

    def read(self) -> Any:
        """The value as it stands."""
        raise NotImplementedError


class LineCell(Cell):
    """One line, read and written by two functions."""

    def __init__(
        self, read: Callable[[str], Any], write: Callable[[Any], str], hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._read, self._write = read, write
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(hint)
        self.line.textEdited.connect(self.typed)
        self.line.editingFinished.connect(self.left)
        self.row.addWidget(self.line)
        self.setFocusProxy(self.line)

    @override
    def show_value(self, value: Any) -> None:
        self.line.setText(self._write(value))
        self.line.setCursorPosition(0)

    @override
    def read(self) -> Any:
        return self._read(self.line.text())


class SignedCell(LineCell):
    """扣 or 得, and how much; `lose` and `gain` are the words of both."""

    def __init__(self, parent: QWidget | None = None, *, lose: str = LOSE, gain: str = GAIN) -> None:
        super().__init__(partial(number_of, what="分值"), text_of, "如 0.5", parent)
        self._lose, self._gain = lose, gain
        self.side = Combo(self)
        self.side.addItems([lose, gain])
        self.side.setAccessibleName(f"{lose}或{gain}")
        self.side.activated.connect(self._on_side_activated)
        self.row.insertWidget(0, self.side)

    @override
    def show_value(self, value: Any) -> None:
        self.side.setCurrentText(self._gain if value > 0 else self._lose)
        super().show_value(abs(value))

    @override
    def read(self) -> Any:
        found = super().read()
        if found <= 0:
            raise Refusal("分值要大于零。", "扣分还是得分在前面选。")
        return -found if self.side.currentText() == self._lose else found

    def _on_side_activated(self, at: int) -> None:
        self.left.emit()


class BoolCell(Cell):
    """Yes or no."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = QCheckBox(text, self)
        self.check.clicked.connect(self.left)
        self.row.addWidget(self.check)
        self.setFocusProxy(self.check)

    @override
    def show_value(self, value: Any) -> None:
        self.check.setChecked(bool(value))

    @override
    def read(self) -> Any:
        return self.check.isChecked()


class ChoiceCell(Cell):
    """One of a few."""

    def __init__(self, entries: tuple[tuple[Any, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = [value for value, _ in entries]
        self.box = Combo(self)
        self.box.addItems([text for _, text in entries])
        self.box.activated.connect(self._on_box_activated)
        self.row.addWidget(self.box, 1)
        self.setFocusProxy(self.box)

    @override
    def show_value(self, value: Any) -> None:
        self.box.setCurrentIndex(self._values.index(value))

    @override
    def read(self) -> Any:
        return self._values[self.box.currentIndex()]

    def _on_box_activated(self, at: int) -> None:
        self.left.emit()


class LinesCell(Cell):
    """Several lines, each an entry."""

    def __init__(
        self, read: Callable[[str], Any], write: Callable[[Any], str], hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._read, self._write = read, write
        self.text = TextField(hint, lines=3, parent=self)
        self.text.edit.setProperty("frameless", False)
        self.text.edit.textChanged.connect(self._on_text_changed)
        self.text.edit.left.connect(self.left)
        self.row.addWidget(self.text)
        self.setFocusProxy(self.text.edit)

    @override
    def show_value(self, value: Any) -> None:
        self.text.set_value(self._write(value))

    @override
    def read(self) -> Any:
        return self._read(self.text.edit.toPlainText())

    def _on_text_changed(self) -> None:
        if self.text.edit.hasFocus():  # not when it is filled
            self.typed.emit()


# ---- what stands in a line ------------------------------------------------------------------------------------


def text_cell(hint: str = "") -> Cell:
    """Words."""
    return LineCell(str.strip, str, hint)


def unit_cell(hint: str = "") -> Cell:
    """What is counted by: 次, 处, 10起; a bare number is none."""
    return LineCell(_unit, str, hint)


def number_cell(what: str = "数", hint: str = "") -> Cell:
    """A number that must be there."""
    return LineCell(partial(number_of, what=what), text_of, hint)


def points_cell(hint: str = "") -> Cell:
    """Points, not below zero, that must be there."""
    return LineCell(_points, text_of, hint)


def most_cell(hint: str = "不限") -> Cell:
    """Points up to which it counts; nothing typed: no bound."""
    return LineCell(_most, text_of, hint)


def share_cell() -> Cell:
    """A share as per cent."""
    return LineCell(_share, text_of_share, "如 70%")


def labelled_cell(kind: type[Labelled]) -> Cell:
    """One of the words of a term."""
    return ChoiceCell(tuple((one, one.label) for one in kind if isinstance(one, Enum)))


def ranks_cell() -> Cell:
    """Points of the ranks: 60、57、54."""
    return LineCell(_ranks, _ranks_words, "如 60、57、54、51、48")


def choices_cell() -> Cell:
    """省级媒体 3, one in each line; a minus deducts."""
    return LinesCell(_choices, _choices_words, "每行一档：名称 分值\n省级媒体 3\n市级媒体 2")


def tiers_cell() -> Cell:
    """95 8: a bound and its points, one in each line, the hardest first."""
    return LinesCell(_tiers, _tiers_words, "每行一档：标准 得分\n95 8\n90 6")


def levels_cell() -> Cell:
    """好 9—10, one in each line."""
    return LinesCell(_levels, _levels_words, "每行一级：名称 起—止\n好 9—10\n中 7—8\n差 0—6")


def _unit(text: str) -> str:
    found = text.strip()
    if found and not re.sub(r"[\d０-９.．/／%％\s]", "", found):
        raise Refusal(f"“{found}”不是计量单位。", "请写次、处、件；每10起一计的写“10起”。")
    return found or "次"


def _points(text: str) -> Fraction:
    found = number_of(text, "分值")
    if found < 0:
        raise Refusal("分值不能是负数。", "请写零或更大的数。")
    return found


def _most(text: str) -> Fraction | None:
    found = number_or_none(text, "分值")
    if found is not None and found < 0:
        raise Refusal("上限不能是负数。", "不限时空着。")
    return found


def _share(text: str) -> Fraction:
    found = share_of(text)
    if found is None or not 0 <= found <= 1:
        raise Refusal("比例要在 0 至 100% 之间。", "请写百分数，如 70%。")
    return found


def _ranks(text: str) -> tuple[Fraction, ...]:
    parts = [part for part in re.split(r"[、，,；;\s/／]+", text.strip()) if part]
    if not parts:
        raise Refusal("名次得分没有填。", "从第1名起依次写，如 60、57、54。")
    return tuple(_points(part) for part in parts)


def _ranks_words(points: tuple[Fraction, ...]) -> str:
    return "、".join(text_of(one) for one in points)


def _choices(text: str) -> tuple[Choice, ...]:
    found = []
    for line in _lines(text, "档次"):
        match = re.fullmatch(r"(.*?)[\s：:]*([-－+]?[\d０-９.．/／]+)\s*分?", line)
        if match is None or not match.group(1).strip():
            raise Refusal(f"“{line[:16]}”看不出名称和分值。", "每行写一档，如 省级媒体 3。")
        found.append(Choice(match.group(1).strip(), number_of(match.group(2), "分值")))
    return tuple(found)


def _choices_words(choices: tuple[Choice, ...]) -> str:
    return "\n".join(f"{one.name} {text_of(one.points)}" for one in choices)


def _tiers(text: str) -> tuple[Tier, ...]:
    found = []
    for line in _lines(text, "分段"):
        match = re.fullmatch(r"\D*?([\d０-９.．/／]+)\s*[%％]?[\s：:、，,得]+([\d０-９.．/／]+)\s*分?", line)
        if match is None:
            raise Refusal(f"“{line[:16]}”看不出标准和得分。", "每行写一档，如 95 8：达到 95 得 8 分。")
        found.append(Tier(number_of(match.group(1), "标准"), number_of(match.group(2), "分值")))
    return tuple(found)


def _tiers_words(tiers: tuple[Tier, ...]) -> str:
    return "\n".join(f"{text_of(one.bound)} {text_of(one.points)}" for one in tiers)


def _levels(text: str) -> tuple[Level, ...]:
    found = []
    for line in _lines(text, "级别"):
        match = re.fullmatch(r"(.*?)[\s：:]*([\d０-９.．]+)\s*[-－—–~～至到]+\s*([\d０-９.．]+)\s*分?", line)
        if match is None or not match.group(1).strip():
            raise Refusal(f"“{line[:16]}”看不出名称和起止。", "每行写一级，如 好 9—10。")
        low, high = number_of(match.group(2), "分值"), number_of(match.group(3), "分值")
        found.append(Level(match.group(1).strip(), min(low, high), max(low, high)))
    return tuple(found)


def _levels_words(levels: tuple[Level, ...]) -> str:
    return "\n".join(f"{one.name} {text_of(one.low)}—{text_of(one.high)}" for one in levels)


def _lines(text: str, what: str) -> list[str]:
    found = [line.strip() for line in re.split(r"[\n；;]+", text) if line.strip()]
    if not found:
        raise Refusal(f"{what}没有填。", "每行写一个。")
    return found


def above_zero(text: str) -> Fraction:
    """A number that must be larger than zero."""
    found = number_of(text)
    if found <= ZERO:
        raise Refusal("这个数要大于零。", "请核对后再填。")
    return found
