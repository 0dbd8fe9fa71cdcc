"""The form 移动到…: another parent for cells, with what lies below them; loops and wrong levels are refused."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.grid.queries import CellRow
from models.grid.rules import why_not_under
from models.org.rules import clean_name
from models.trees import branch
from ui.grid.forms import path_words
from ui.tables.completing import CompletingLine
from ui.tables.editors import Option
from ui.widgets.form import FormDialog


class MoveForm(FormDialog):
    """`value()` answers the id of the new parent, None for the top."""

    def __init__(self, parent: QWidget, cells: Sequence[CellRow], moved: Sequence[CellRow]) -> None:
        super().__init__("移动到…", parent, accept_text="移动")
        self._moved = tuple(moved)
        inside = set(branch({row.id: row.parent_id for row in cells}, [row.id for row in moved]))
        lowest = min((row.level_position for row in moved), default=0)
        self._inside = {path_words(row) for row in cells if row.id in inside}
        self._above = {path_words(row): row for row in cells if row.level_position < lowest and row.id not in inside}
        below = sum(row.sites for row in moved)
        names = f"“{moved[0].name}”" if len(moved) == 1 else f"{len(moved)} 个网格"
        words = QLabel(f"{names}{f'连同其中 {below} 个点位' if below else ''}移到下面这个网格里，可以撤销。", self)
        words.setWordWrap(True)
        self.line = CompletingLine(
            [Option(row.id, text, (row.name, row.initials, row.pinyin)) for text, row in self._above.items()],
            parent=self,
        )
        self.line.setPlaceholderText("名称、拼音；留空是最上一级")
        self.add("", words)
        self.add("新的上级", self.line)
        self.line.setFocus()

    def _target(self) -> CellRow | None:
        text = self.line.text().strip()
        found = self._above.get(text)
        if found is not None:
            return found
        same = [row for row in self._above.values() if row.name == clean_name(text)]
        return same[0] if len(same) == 1 else None

    @override
    def value(self) -> int | None:
        target = self._target()
        return target.id if target is not None else None

    @override
    def why_not(self) -> Refusal | None:
        text = self.line.text().strip()
        target = self._target()
        if target is None:
            if not text:
                return None
            if any(words == text or words.endswith(f"/ {text}") for words in self._inside):
                return Refusal(f"“{text[:30]}”在要移动的网格之内，不能移到它下面。", "请选择另一个上级。")
            same = sum(row.name == clean_name(text) for row in self._above.values())
            if same > 1:
                return Refusal(f"有 {same} 个叫“{text[:30]}”的网格。", "请从提示里选择带上级的那一个。")
            return Refusal(f"没有能作上级的“{text[:30]}”。", "请从提示里选择更高一级的网格，或留空。")
        for row in self._moved:
            refusal = why_not_under(row.level_position, target.level_position, row.name, target.name)
            if refusal is not None:
                return refusal
        return None
