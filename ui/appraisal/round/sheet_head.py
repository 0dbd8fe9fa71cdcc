"""Above a sheet: whom or what it is of, which sub-round and whose marks are typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from ui.appraisal.round.book import RoundBook
from ui.icons import icon
from ui.style import px
from ui.widgets.quiet import Combo


class SheetHead(QWidget):
    """A box of subjects with arrows, the sub-round and the scorer in hand; the last two only where they matter."""

    subject_chosen = Signal(object)
    changed = Signal()

    def __init__(self, subject: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.subjects = Combo(self)
        self.subjects.setAccessibleName(subject)
        self.subjects.setMinimumWidth(px(200))
        self.subjects.setMaximumWidth(px(340))
        self.subjects.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.back, self.on = (
            self._arrow("chevron-left", f"上一个{subject}（Ctrl+PgUp）"),
            self._arrow("chevron-right", f"下一个{subject}（Ctrl+PgDn）"),
        )
        self.parts = Combo(self)
        self.parts.setAccessibleName("第几次检查")
        self.scorer_words = QLabel("评分人", self)
        self.scorer_words.setProperty("muted", True)
        self.scorer = QLineEdit(self)
        self.scorer.setAccessibleName("评分人")
        self.scorer.setPlaceholderText("不写则不分人")
        self.scorer.setMaximumWidth(px(110))
        self.words = QLabel(self)
        self.words.setProperty("caption", True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(px(16), px(6), px(16), px(6))
        self.row.setSpacing(px(8))
        for widget in (self.back, self.subjects, self.on, self.parts, self.scorer_words, self.scorer):
            self.row.addWidget(widget)
        self.row.addWidget(self.words, 1)
        self.back.clicked.connect(self._on_back_clicked)
        self.on.clicked.connect(self._on_on_clicked)
        self.subjects.activated.connect(self._on_subjects_activated)
        self.parts.activated.connect(self._on_changed)
        self.scorer.editingFinished.connect(self._on_changed)

    def _arrow(self, name: str, words: str) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon(name))
        made.setAutoRaise(True)
        made.setToolTip(words)
        made.setAccessibleName(words)
        return made

    @property
    def subject(self) -> int | None:
        """The subject in hand."""
        found = self.subjects.currentData()
        return None if found is None else int(found)

    @property
    def round_part(self) -> int | None:
        """The sub-round in hand."""
        found = self.parts.currentData() if self.parts.count() else None
        return None if found is None else int(found)

    def set_subjects(self, entries: Sequence[tuple[int, str]]) -> None:
        """Other subjects; the one in hand stays when it can."""
        known = [(self.subjects.itemData(at), self.subjects.itemText(at)) for at in range(self.subjects.count())]
        if known == list(entries):
            return
        kept = self.subject
        self.subjects.clear()
        for key, text in entries:
            self.subjects.addItem(text, key)
        self.set_subject(kept)

    def set_subject(self, key: int | None) -> bool:
        """Put a subject in hand; tells nobody."""
        at = next((at for at in range(self.subjects.count()) if self.subjects.itemData(at) == key), -1)
        if at >= 0:
            self.subjects.setCurrentIndex(at)
        elif self.subjects.count() and self.subjects.currentIndex() < 0:
            self.subjects.setCurrentIndex(0)
        return at >= 0

    def show_parts(self, book: RoundBook, component: int | None) -> None:
        """The sub-rounds of a component (None: of all)."""
        kept = self.round_part
        names = {one.key: one.name for one in book.scheme.components}
        found = [one for one in book.parts if component is None or one.component_id == component]
        self.parts.clear()
        for one in found:
            several = component is None and len({other.component_id for other in found}) > 1
            self.parts.addItem(f"{names.get(one.component_id, '')} {one.name}" if several else one.name, one.id)
            if one.id == kept:
                self.parts.setCurrentIndex(self.parts.count() - 1)
        self.parts.setVisible(bool(found))

    def show_scorer(self, shown: bool) -> None:
        """Marks are typed here, or not."""
        self.scorer.setVisible(shown)
        self.scorer_words.setVisible(shown)

    def step(self, by: int) -> None:
        """The next or the last subject."""
        at = self.subjects.currentIndex() + by
        if 0 <= at < self.subjects.count():
            self.subjects.setCurrentIndex(at)
            self._on_subjects_activated()

    def _on_back_clicked(self) -> None:
        self.step(-1)

    def _on_on_clicked(self) -> None:
        self.step(1)

    def _on_subjects_activated(self, *_: object) -> None:
        self.subject_chosen.emit(self.subject)

    def _on_changed(self, *_: object) -> None:
        self.changed.emit()
