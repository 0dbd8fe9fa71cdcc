"""What a record is tied to: a line each that can be opened, described and taken away, and a line to type the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.style import px
from ui.tables.completing import CompletingLine
from ui.tables.editors import Option, matches
from ui.widgets.fields import ChoiceField, LineField

PROPOSED = 8


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie; `key` comes back. `kind` is one of the list's kinds, `note` the user's words about it."""

    key: int
    text: str
    caption: str = ""
    kind: object = None
    note: str = ""
    tooltip: str = ""


class _Title(QLabel):
    """Words that open what they name, by a click or Enter."""

    clicked = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("tie", True)
        self.setIndent(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
            return
        super().keyPressEvent(event)


class TieLine(QWidget):
    """One tie as shown; tells its list what was done with it."""

    def __init__(self, ties: TieList, tie: Tie, kinds: Sequence[Option]) -> None:
        super().__init__(ties)
        self._ties = ties
        self.tie = tie
        self.title = _Title(tie.text, self)
        self.title.setToolTip(tie.tooltip or "点一下去看")
        self.title.setAccessibleName(tie.text)
        self.cross = QToolButton(self)
        self.cross.setIcon(icon("close", "secondary"))
        self.cross.setIconSize(QSize(px(14), px(14)))
        self.cross.setAutoRaise(True)
        self.cross.setToolTip("去掉")
        self.cross.setAccessibleName(f"去掉“{tie.text}”")
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(px(4))
        top.addWidget(self.title, 1)
        top.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(2), px(2), 0, px(4))
        layout.setSpacing(px(1))
        layout.addLayout(top)
        if tie.caption:
            caption = QLabel(tie.caption, self)
            caption.setTextFormat(Qt.TextFormat.PlainText)
            caption.setWordWrap(True)
            caption.setProperty("caption", True)
            layout.addWidget(caption)
        self.kind: ChoiceField | None = None
        self.note: LineField | None = None
        if kinds:
            layout.addLayout(self._described(kinds))
        self.title.clicked.connect(self._on_title_clicked)
        self.cross.clicked.connect(self._on_cross_clicked)

    def _described(self, kinds: Sequence[Option]) -> QHBoxLayout:
        self.kind = ChoiceField(kinds)
        self.kind.set_value(self.tie.kind)
        self.kind.name(f"和“{self.tie.text}”的关系")
        self.note = LineField("备注")
        self.note.set_value(self.tie.note)
        self.note.name(f"和“{self.tie.text}”对应的备注")
        self.kind.committed.connect(self._on_kind_committed)
        self.note.committed.connect(self._on_note_committed)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addWidget(self.kind)
        row.addWidget(self.note, 1)
        return row

    def _on_title_clicked(self) -> None:
        self._ties.opened.emit(self.tie.key)

    def _on_cross_clicked(self) -> None:
        self._ties.removed.emit(self.tie.key)

    def _on_kind_committed(self, kind: object) -> None:
        self._ties.kind_chosen.emit(self.tie.key, kind)

    def _on_note_committed(self, note: object) -> None:
        self._ties.note_written.emit(self.tie.key, str(note))


class TieList(QWidget):
    """`set_ties` shows them. The line below proposes `choices()` that are not tied yet, asked when it is entered."""

    added = Signal(object)  # value of the option taken
    unknown = Signal(str)  # what was typed fits nothing, or several
    removed = Signal(object)  # key of the tie, 64 bits wide
    opened = Signal(object)
    kind_chosen = Signal(object, object)
    note_written = Signal(object, str)

    def __init__(
        self,
        hint: str,
        choices: Callable[[], Sequence[Option]],
        kinds: Sequence[Option] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self._kinds = tuple(kinds)
        self.lines: list[TieLine] = []
        self.line = CompletingLine((), "", self)
        self.line.setProperty("frameless", True)
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.installEventFilter(self)
        self.line.chosen.connect(self._on_line_chosen)
        self.line.returnPressed.connect(self._on_line_return_pressed)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, px(4), 0)
        layout.setSpacing(px(2))
        layout.addLayout(self._list)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)

    def set_ties(self, ties: Sequence[Tie]) -> None:
        """Show other ties; tells nobody."""
        if [line.tie for line in self.lines] == list(ties):
            return
        for line in self.lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [TieLine(self, tie, self._kinds) for tie in ties]
        for line in self.lines:
            self._list.addWidget(line)

    def _on_line_chosen(self, option: Option) -> None:
        self.line.clear()
        self.added.emit(option.value)

    def _on_line_return_pressed(self) -> None:
        text = self.line.text().strip()
        if not text:
            return
        fitting = matches(self._choices(), text, PROPOSED)
        exact = [option for option in fitting if option.text == text]
        if len(exact or fitting) == 1:
            self._on_line_chosen((exact or fitting)[0])
        else:
            self.unknown.emit(text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.FocusIn:
            self.line.set_options(self._choices())
        return super().eventFilter(watched, event)
