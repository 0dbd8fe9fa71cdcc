"""The right pane: the fields of the current row, why it is doubtful, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.acceptance.differences import RowChange
from models.acceptance.terms import Choice
from models.intake.draft import Group
from models.intake.review import Item, Review, State
from ui.icons import icon
from ui.intake.change_box import ChangeBox
from ui.intake.choices import UnitChoices
from ui.intake.form_parts import Form
from ui.intake.forms import FORMS, form_of
from ui.intake.marking import unsure_keys
from ui.intake.photos import PhotosField
from ui.intake.thumbnails import Thumbnails
from ui.intake.words import spot_text, state_text
from ui.style import color, px
from ui.widgets.inspector import Inspector


class Doubts(QWidget):
    """The reasons to look twice, on amber."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setProperty("tone", "near")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(8), px(6), px(8), px(6))
        layout.addWidget(self.label)
        self.hide()

    def show_reasons(self, reasons: Sequence[str]) -> None:
        """Nothing is shown without reasons."""
        self.label.setText("\n".join(f"▲ {reason}" for reason in reasons))
        self.setVisible(bool(reasons))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("near_back"))
        painter.drawRoundedRect(self.rect(), px(6), px(6))
        painter.end()


class _Face:
    """One inspector with its doubts and its form."""

    def __init__(self, form: Form, units: UnitChoices, parent: QWidget) -> None:
        self.form = form
        self.inspector = Inspector(parent, empty="选中一行，在这里核对和修改。")
        self.doubts = Doubts(self.inspector)
        top = self.inspector.add_section()
        top.add_widget(self.doubts)
        form.build(self.inspector, units)

    def show(self, review: Review, item: Item) -> None:
        facts = [spot_text(item), state_text(item)]
        if item.edited and not item.added:
            facts.append("已修改")
        self.inspector.set_values(
            self.form.title(item.value), self.form.values(review, item), " · ".join(fact for fact in facts if fact)
        )
        self.doubts.show_reasons(item.doubts)
        self._mark(unsure_keys(item))

    def _mark(self, keys: frozenset[str]) -> None:
        for section in self.inspector.sections:
            for key, field in section.fields.items():
                label = next((each for each in section.findChildren(QLabel) if each.buddy() is field), None)
                amber = key in keys
                if label is not None and (label.property("tone") == "near") != amber:
                    label.setProperty("tone", "near" if amber else None)
                    label.setProperty("fieldLabel", None if amber else True)
                    label.style().unpolish(label)
                    label.style().polish(label)


class RowPanel(QWidget):
    """`edited(row id, key, value)`; the buttons below say what Enter and Delete do."""

    edited = Signal(object, str, object)
    unknown_unit = Signal(object, str, str)  # row id, key, typed name
    chosen = Signal(object)  # Choice: what is done with a row that the file holds otherwise
    confirm_requested = Signal()
    drop_requested = Signal()

    def __init__(self, units: UnitChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: Item | None = None
        self._faces = {key: _Face(form, units, self) for key, form in FORMS.items()}
        self._none = Inspector(self, empty="选中一行，在这里核对和修改。")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._none)
        for face in self._faces.values():
            self._stack.addWidget(face.inspector)
            face.inspector.edited.connect(self._on_edited)
            for key, field in face.form.unit_fields(face.inspector):
                _UnknownRelay(self, key, field)
        self.drop_button = QPushButton("舍去", self)
        self.drop_button.setIcon(icon("trash-can-outline"))
        self.drop_button.setToolTip("不要这一行（Delete）；在“已舍去”里可以恢复")
        self.confirm_button = QPushButton("确认，下一行", self)
        self.confirm_button.setIcon(icon("check"))
        self.confirm_button.setToolTip("这一行没有错（Enter）")
        for button in (self.drop_button, self.confirm_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.drop_button.clicked.connect(self.drop_requested)
        self.confirm_button.clicked.connect(self.confirm_requested)
        bar = QHBoxLayout()
        bar.setContentsMargins(px(12), px(8), px(12), px(8))
        bar.setSpacing(px(8))
        bar.addWidget(self.drop_button)
        bar.addWidget(self.confirm_button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.change = ChangeBox(self)
        self.change.chosen.connect(self.chosen)
        self.change.kept.connect(self._on_edited)
        layout.addWidget(self.change)
        layout.addWidget(self._stack, 1)
        layout.addLayout(bar)
        self.show_item(None, None)

    @property
    def inspector(self) -> Inspector:
        """The inspector shown now."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Inspector)
        return shown

    def show_item(self, review: Review | None, item: Item | None) -> None:
        """Show a row; None clears the pane."""
        self._item = item
        for button in (self.drop_button, self.confirm_button):
            button.setEnabled(item is not None)
        if item is None or review is None:
            self._stack.setCurrentWidget(self._none)
            return
        face = self._faces[form_of(item)]
        face.show(review, item)
        self._stack.setCurrentWidget(face.inspector)
        dropped = item.state is State.DROPPED
        self.drop_button.setText("恢复" if dropped else "舍去")
        self.drop_button.setIcon(icon("restore" if dropped else "trash-can-outline"))
        group = isinstance(item.value, Group)
        self.confirm_button.setText("确认，下一行" if not group else "确认组织，下一行")

    def show_change(self, change: RowChange | None, choice: Choice | None) -> None:
        """What the row would change in the file, above its fields."""
        self.change.show_change(change, choice)

    def set_pictures(self, pictures: Thumbnails) -> None:
        """The pictures of the document in hand."""
        for face in self._faces.values():
            for section in face.inspector.sections:
                for field in section.fields.values():
                    if isinstance(field, PhotosField):
                        field.pictures = pictures

    def focus_field(self, key: str) -> None:
        """Type in a field."""
        field = self.inspector.field(key)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_first(self) -> None:
        """F2: type in the first field."""
        for section in self.inspector.sections:
            for field in section.fields.values():
                if field.isVisibleTo(self) and field.focusProxy() is not None:
                    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
                    return

    def _on_edited(self, key: str, value: object) -> None:
        if self._item is not None:
            self.edited.emit(self._item.id, key, value)

    def tell_unknown(self, key: str, text: str) -> None:
        """A name typed into a unit field that no unit bears."""
        if self._item is not None:
            self.unknown_unit.emit(self._item.id, key, text)


class _UnknownRelay(QObject):
    """Says in which field an unknown name was typed."""

    def __init__(self, panel: RowPanel, key: str, field: QWidget) -> None:
        super().__init__(field)
        self._panel = panel
        self._key = key
        field.picker.unknown.connect(self._on_unknown)  # type: ignore[attr-defined]

    def _on_unknown(self, text: str) -> None:
        self._panel.tell_unknown(self._key, text)
