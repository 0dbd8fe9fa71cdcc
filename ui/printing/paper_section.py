"""The fields of the paper: size and way, letter, margins. The same for every paper that is printed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.papers.sheet import Paper
from ui.printing.paper_choice import BODY_SIZES, PaperChoice, is_margin
from ui.tables.editors import Option
from ui.widgets.fields import ChoiceField, LineField
from ui.widgets.inspector import Section

_SIDES = ("上", "右", "下", "左")


class PaperSection(Section):
    """`set_choice` shows, `chosen(PaperChoice)` tells of each change by the user."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("纸张", False, parent)
        self._choice = PaperChoice(Paper.A4.value, True, BODY_SIZES[0], (0.0, 0.0, 0.0, 0.0))
        papers = [f"{paper.value} {way}" for paper in Paper for way in ("横向", "纵向")]
        self.paper = ChoiceField([Option(text, text) for text in papers])
        self.body_size = ChoiceField([Option(size, f"{size:g} 磅") for size in BODY_SIZES])
        self.margins = [LineField() for _ in _SIDES]
        self.add("paper", "纸张", self.paper)
        self.add("body_size", "字号", self.body_size)
        for side, field in zip(_SIDES, self.margins, strict=True):
            self.add(f"margin.{side}", f"{side}边距", field)
            field.line.setToolTip("毫米，0 到 80")
        self.edited.connect(self._on_edited)

    def set_choice(self, choice: PaperChoice) -> None:
        """Show this paper; tells nobody."""
        self._choice = choice
        self.paper.set_value(f"{choice.paper} {'横向' if choice.landscape else '纵向'}")
        self.body_size.set_value(choice.body_size)
        for side, field in enumerate(self.margins):
            field.set_value(f"{choice.margins[side]:g}")

    def _on_edited(self, key: str, value: object) -> None:
        if key.startswith("margin."):
            self._set_margin(_SIDES.index(key.removeprefix("margin.")), str(value))
        elif key == "paper":
            paper, way = str(value).split(" ")
            self._tell(replace(self._choice, paper=paper, landscape=way == "横向"))
        elif isinstance(value, float):
            self._tell(replace(self._choice, body_size=value))

    def _set_margin(self, side: int, text: str) -> None:
        try:
            value = float(text.replace("，", ".").replace("。", "."))
        except ValueError:
            value = -1.0
        if not is_margin(value):
            self.margins[side].set_value(f"{self._choice.margins[side]:g}")
            return
        margins = list(self._choice.margins)
        margins[side] = value
        self._tell(replace(self._choice, margins=tuple(margins)))

    def _tell(self, choice: PaperChoice) -> None:
        if choice != self._choice:
            self._choice = choice
            self.chosen.emit(choice)
