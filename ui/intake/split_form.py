"""拆分: where a row is cut in two; the caret stands at the cut, both halves are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.intake.review import Item
from models.intake.review.parting import MAIN
from ui.style import px
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo

LABELS = {
    "title": "任务",
    "body": "内容",
    "name": "名称",
    "post": "职务",
    "indicator": "指标",
    "value": "目标值",
    "what": "报送什么",
    "unit": "单位",
    "problem": "问题",
    "item": "考核项目",
    "content": "考核内容",
}


def splittable(item: Item) -> tuple[str, ...]:
    """The fields of a row in which it can be cut."""
    return tuple(name for name in MAIN[item.block] if len(str(getattr(item.value, name, "")).strip()) > 1)


def proposed_cut(text: str) -> int:
    """A place between two parts: behind the first mark that parts sentences, else clauses, else in the middle."""
    for mark in ("；;。\n", "，,、", "和及与"):
        found = next((at for at, letter in enumerate(text[1:-1], 1) if letter in mark), None)
        if found is not None:
            return found if mark == "和及与" else found + 1
    return len(text) // 2


def _holds_two(text: str) -> bool:
    return any(mark in text.strip()[1:-1] for mark in "；;。\n")


class SplitForm(FormDialog):
    """`value()` is (field, position)."""

    def __init__(self, item: Item, fields: Sequence[str], parent: QWidget | None) -> None:
        super().__init__("拆分", parent, accept_text="拆成两行")
        self._item = item
        self.field = Combo(self)
        for name in fields:
            self.field.addItem(LABELS.get(name, name), name)
        if len(fields) > 1:
            self.add("拆哪一栏", self.field)
        else:
            self.field.hide()
        self.edit = QPlainTextEdit(self)
        self.edit.setReadOnly(True)
        self.edit.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.edit.setTabChangesFocus(True)
        self.edit.setCursorWidth(px(2))
        self.edit.setFixedHeight(px(110))
        self.add("原文", self.edit, "在两件事中间点一下（或用方向键），从那里拆开。单位、人员、时限两行都保留。")
        self.first, self.second = self._part("第一行"), self._part("第二行")
        self.field.currentIndexChanged.connect(self._on_field_current_index_changed)
        self.edit.cursorPositionChanged.connect(self._show_parts)
        parted = next((at for at, name in enumerate(fields) if _holds_two(str(getattr(item.value, name)))), 0)
        self.field.setCurrentIndex(parted)
        self._on_field_current_index_changed(parted)
        self.edit.setFocus()

    def _part(self, label: str) -> QLabel:
        made = QLabel(self)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(True)
        self.add(label, made)
        return made

    @override
    def value(self) -> tuple[str, int]:
        return str(self.field.currentData()), self.edit.textCursor().position()

    @override
    def why_not(self) -> Refusal | None:
        before, behind = self._parts()
        if not before or not behind:
            return Refusal("拆分的位置前后都要有文字。", "请把光标放在两件事的中间。")
        return None

    def _parts(self) -> tuple[str, str]:
        name, at = self.value()
        words = str(getattr(self._item.value, name))
        return words[:at].strip(" 　，,。；;、\n"), words[at:].strip(" 　，,。；;、\n")

    def _show_parts(self) -> None:
        before, behind = self._parts()
        self.first.setText(before or "（空）")
        self.second.setText(behind or "（空）")
        self.show_reason("")

    def _on_field_current_index_changed(self, at: int) -> None:
        text = str(getattr(self._item.value, str(self.field.currentData())))
        self.edit.setPlainText(text)
        caret = QTextCursor(self.edit.document())
        caret.setPosition(proposed_cut(text))
        self.edit.setTextCursor(caret)
        self._show_parts()
