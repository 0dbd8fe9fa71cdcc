"""One field of all selected tasks; for units whether they take the place of the old ones, are added or taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QStackedWidget, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.task.actions.writer import COLUMNS, ROLES
from models.task.rules import ListChange
from ui.style import px
from ui.tables.completing import CompletingLine
from ui.task.choices import Choices
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo

FIELDS = ("lead", "responsible", "support", "oversee", "deadline", "phase", "points", "kind", "target", "leaders",
          "owners", "contacts", "body", "note", "source", "title")  # fmt: skip
PEOPLE = ("leaders", "owners", "contacts")


@dataclass(frozen=True, slots=True)
class BulkChange:
    """Which field becomes what, and how."""

    column: str
    text: str
    how: ListChange


class BulkForm(FormDialog):
    """`value()` is a BulkChange; `changed` counts the tasks it is for."""

    def __init__(self, choices: Choices, titles: Sequence[str], column: str, parent: QWidget) -> None:
        super().__init__(f"批量修改 {len(titles)} 项任务", parent, accept_text=f"修改 {len(titles)} 项")
        self._choices = choices
        shown = "、".join(title or "（未命名）" for title in titles[:3])
        about = QLabel(shown + (f" 等 {len(titles)} 项" if len(titles) > 3 else ""), self)
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        about.setProperty("muted", True)
        self.field, self.how = Combo(self), Combo(self)
        for key in FIELDS:
            self.field.addItem(COLUMNS[key], key)
        for how in ListChange:
            self.how.addItem(how.label, how.value)
        self.line = CompletingLine((), "、", self, spaces=True)
        self.plain = QLineEdit(self)
        self.words = QPlainTextEdit(self)
        self.words.setTabChangesFocus(True)
        self.words.setMaximumHeight(px(110))
        self.choice = Combo(self)
        self._editors = QStackedWidget(self)
        for widget in (self.line, self.plain, self.words, self.choice):
            widget.setAccessibleName("内容")
            self._editors.addWidget(widget)
        self._editors.setMaximumHeight(px(110))
        self.add("", about)
        self.add("项目", self.field)
        self.add("方式", self.how)
        self.add("内容", self._editors)
        self.clear = QCheckBox("", self)
        self.add("", self.clear)
        self._count = len(titles)
        self.field.setCurrentIndex(max(0, self.field.findData(column)))
        self.field.currentIndexChanged.connect(self._show_editor)
        self.how.currentIndexChanged.connect(self._show_hint)
        self.clear.toggled.connect(self._editors.setDisabled)
        self._show_editor()
        if (editor := self._editors.currentWidget()) is not None:
            editor.setFocus()

    @property
    def column(self) -> str:
        return str(self.field.currentData())

    def _show_editor(self) -> None:
        key = self.column
        is_units = key in ROLES
        self.how.setEnabled(is_units)
        if not is_units:
            self.how.setCurrentIndex(0)
        if is_units or key in PEOPLE:
            self.line.set_options(self._choices.units() if is_units else self._choices.people())
            editor: QWidget = self.line
        elif key in ("phase", "kind"):
            self.choice.clear()
            for option in self._choices.phase_names() if key == "phase" else self._choices.kinds():
                self.choice.addItem(option.text or "（无）", option.value)
            editor = self.choice
        else:
            editor = self.words if key == "body" else self.plain
        self._editors.setCurrentWidget(editor)
        self._editors.setFixedHeight(px(110) if editor is self.words else px(32))
        self._show_hint()

    def _show_hint(self) -> None:
        hints = {"deadline": "例如 6月底前、每月25日", "points": "例如 2.5"}
        is_units = self.column in ROLES
        replaces = not is_units or self.how.currentIndex() == 0
        self.clear.setText(f"清空这 {self._count} 项任务的{COLUMNS[self.column]}")
        self.clear.setVisible(replaces and self.column != "kind")
        if not replaces or self.column == "kind":
            self.clear.setChecked(False)
        self.line.setPlaceholderText("简称、拼音或名称的一部分，几个用、分开" if is_units else "姓名，几个用、分开")
        self.plain.setPlaceholderText(hints.get(self.column, ""))

    @override
    def why_not(self) -> Refusal | None:
        value = self.value()
        if value.how is not ListChange.REPLACE and not value.text:
            return Refusal("没有写单位。", "请写上要增加或去掉的单位。")
        if not value.text and not self.clear.isChecked():
            return Refusal(f"没有写{COLUMNS[value.column]}。", "请写上内容；要清空，请勾选“清空”。")
        return None

    @override
    def value(self) -> BulkChange:
        texts = (
            self.line.text(),
            self.plain.text(),
            self.words.toPlainText(),
            str(self.choice.currentData() or ""),
        )
        text = texts[self._editors.currentIndex()]
        text = "" if self.clear.isChecked() else text
        return BulkChange(self.column, text.strip().strip("、"), ListChange.of(str(self.how.currentData())))
