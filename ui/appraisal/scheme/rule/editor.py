"""The rule of an item in the inspector: its parts as forms, where it starts, its cap, and the whole in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.appraisal.rules.kinds import Part, Rule
from models.appraisal.rules.wording import rule_words, usual_start
from models.appraisal.terms import Start
from models.errors import Refusal
from ui.appraisal.scheme.rule.cells import Cell, ChoiceCell, most_cell
from ui.appraisal.scheme.rule.forms import KINDS, Kind
from ui.appraisal.scheme.rule.part_form import PartForm
from ui.icons import icon
from ui.style import px
from ui.widgets.fields import Field


class RuleEditor(Field):
    """A field whose value is a Rule, or None for an item marked by hand. `refused` tells why what is typed cannot
    stand; the rule is then kept as it was."""

    refused = Signal(object)  # Refusal

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule: Rule | None = None
        self._points: Fraction | None = None
        self.forms: list[PartForm] = []
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setContentsMargins(px(9), px(2), px(4), px(4))
        self.words.setAccessibleName("规则的文字")
        self.problem = QLabel(self)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.setProperty("tone", "overdue")
        self.problem.setContentsMargins(px(9), 0, px(4), px(4))
        self.problem.hide()
        self._parts = QVBoxLayout()
        self._parts.setSpacing(px(6))
        self.start = ChoiceCell(tuple((one, one.label) for one in Start), self)
        self.most = most_cell("扣完为止")
        self.whole = self._whole()
        self._box.setSpacing(px(4))
        self._box.addWidget(self.words)
        self.forms_box = QWidget(self)
        column = QVBoxLayout(self.forms_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(self._parts)
        column.addWidget(self.whole)
        column.addLayout(self._buttons())
        self._box.addWidget(self.forms_box)
        self._box.addWidget(self.problem)  # last, so that nothing moves away under the mouse
        self._show()

    def _whole(self) -> QWidget:
        """What is said of all parts together."""
        whole = QWidget(self)
        grid = QGridLayout(whole)
        grid.setContentsMargins(px(9), 0, px(8), 0)
        grid.setHorizontalSpacing(px(4))
        grid.setVerticalSpacing(px(4))
        grid.setColumnMinimumWidth(0, px(64))
        grid.setColumnStretch(1, 1)
        entries: tuple[tuple[str, Cell], ...] = (("起算", self.start), ("累计最多扣", self.most))
        for row, (label, cell) in enumerate(entries):
            words = QLabel(label, whole)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setProperty("fieldLabel", True)
            words.setBuddy(cell)
            cell.setParent(whole)
            cell.typed.connect(self._on_typed)
            cell.left.connect(self._on_left)
            grid.addWidget(words, row, 0)
            grid.addWidget(cell, row, 1)
        return whole

    def _buttons(self) -> QHBoxLayout:
        self.add = QToolButton(self)
        self.add.setText("加一条规则 ▾")
        self.add.setIcon(icon("plus"))
        self.add.setToolButtonStyle(self.add.toolButtonStyle().ToolButtonTextBesideIcon)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.add)
        self.menu.setToolTipsVisible(True)
        for kind in KINDS:
            action = QAction(f"{kind.word}　{kind.about}", self.menu)
            action.setObjectName(kind.part.__name__)
            action.triggered.connect(partial(self.add_part, kind))
            self.menu.addAction(action)
        self.add.setMenu(self.menu)
        self.clear = QPushButton("改为手工评分", self)
        self.clear.setProperty("link", True)
        self.clear.setToolTip("去掉规则，由评分人在 0 至分值之间评分")
        self.clear.clicked.connect(self._on_clear_clicked)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(self.clear)
        return row

    # ---- the field --------------------------------------------------------------------------------------------

    def set_points(self, points: Fraction | None) -> None:
        """The full mark of the item, for the words and for new parts."""
        self._points = points

    @override
    def set_value(self, value: Any) -> None:
        rule = value if isinstance(value, Rule) else None
        is_same = rule == self._rule and [form.part for form in self.forms] == list(rule.parts if rule else ())
        super().set_value(rule)
        self._rule = rule
        if is_same and any(form.isAncestorOf(focused) for form in self.forms if (focused := self._focused())):
            self._say(rule)
            return
        self._show()

    @override
    def value(self) -> Any:
        return self._rule

    def open(self) -> None:
        """Into the first part; without any, to the button that adds one."""
        if self.forms:
            self.forms[0].setFocus()
        else:
            self.add.setFocus()

    def _focused(self) -> QWidget | None:
        return self.window().focusWidget() if self.isVisible() else None

    def add_part(self, kind: Kind, checked: bool = False) -> None:
        """A new part, last."""
        part = kind.new(self._points if self._points is not None else Fraction(10))
        parts = (*(self._rule.parts if self._rule is not None else ()), part)
        self._take(Rule(self._start(parts), parts, self._rule.most_lost if self._rule is not None else None))
        if self.forms:
            self.forms[-1].setFocus()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:  # what cannot be changed is read in words
            self.forms_box.setVisible(self.isEnabled())

    # ---- showing ----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        rule = self._rule
        parts: Sequence[Part] = rule.parts if rule is not None else ()
        if [type(form.part) for form in self.forms] == [type(part) for part in parts]:
            for form, part in zip(self.forms, parts, strict=True):
                form.show_part(part)
        else:
            self._make_forms(parts)
        self.whole.setVisible(bool(parts))
        self.clear.setVisible(rule is not None)
        if rule is not None:
            self.start.show_value(rule.start)
            self.most.show_value(rule.most_lost)
        self._say(rule)

    def _make_forms(self, parts: Sequence[Part]) -> None:
        for form in self.forms:
            self._parts.removeWidget(form)
            form.hide()
            form.deleteLater()
        self.forms = [PartForm(part, number, self) for number, part in enumerate(parts, 1)]
        for at, form in enumerate(self.forms):
            form.up.setEnabled(at > 0)
            form.down.setEnabled(at < len(self.forms) - 1)
            form.typed.connect(self._on_typed)
            form.left.connect(self._on_left)
            form.moved.connect(self._on_form_moved)
            form.removed.connect(self._on_form_removed)
            self._parts.addWidget(form)

    def _say(self, rule: Rule | None) -> None:
        self.words.setText(rule_words(rule, self._points))
        self.problem.hide()

    # ---- reading ----------------------------------------------------------------------------------------------

    def read(self) -> Rule | None:
        """The rule as typed. Refusal when a field cannot stand."""
        if self._rule is None:
            return None
        parts = tuple(form.read() for form in self.forms)
        start = self.start.read()
        if start is self._rule.start:
            start = self._start(parts)
        return Rule(start, parts, self.most.read())

    def _start(self, parts: Sequence[Part]) -> Start:
        """Where the item starts with these parts: as usual (扣 became 得), unless the clerk said otherwise."""
        rule = self._rule
        if rule is not None and rule.parts and rule.start is not usual_start(rule.parts):
            return rule.start
        return usual_start(parts)

    def _on_typed(self) -> None:
        try:
            self._say(self.read())
        except Refusal as refusal:
            self._refuse(refusal)

    def _on_left(self) -> None:
        try:
            rule = self.read()
        except Refusal as refusal:
            self._refuse(refusal)
            self.refused.emit(refusal)
            return
        if rule != self._rule:
            self._take(rule)

    def _refuse(self, refusal: Refusal) -> None:
        self.problem.setText(str(refusal))
        self.problem.show()

    def _take(self, rule: Rule | None) -> None:
        self._rule = rule
        self._show()
        self._commit()

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_form_moved(self, form: PartForm, by: int) -> None:
        if self._rule is None:
            return
        at = self.forms.index(form)
        parts = list(self._rule.parts)
        parts[at], parts[at + by] = parts[at + by], parts[at]
        self._rule = replace(self._rule, parts=tuple(parts))
        self._make_forms(parts)
        self._take(self._rule)

    def _on_form_removed(self, form: PartForm) -> None:
        if self._rule is None:
            return
        at = self.forms.index(form)
        parts = tuple(part for place, part in enumerate(self._rule.parts) if place != at)
        self._take(replace(self._rule, parts=parts, start=self._start(parts)) if parts else None)

    def _on_clear_clicked(self) -> None:
        self._take(None)
