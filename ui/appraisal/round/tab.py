"""What every view of a round is: shows a book, asks for explanations, says what it changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.appraisal.actions.cells import Typed, put_cells
from models.appraisal.rows import RoundResult
from ui import messages
from ui.appraisal.round.book import RoundBook
from ui.icons import icon
from ui.page import Page
from ui.style import px

if TYPE_CHECKING:
    from models.database import Done


class RoundTab(QWidget):
    """`show_book` takes a round; `explained(unit, criterion)` asks for the panel beside it."""

    key: ClassVar[str]
    word: ClassVar[str]
    tooltip: ClassVar[str] = ""
    panel_key: ClassVar[str] = "explain"
    is_of_units: ClassVar[bool] = False  # what is explained beside it are totals of units

    explained = Signal(object, object)  # unit id, criterion id or None
    entry_wanted = Signal(object)  # entry id: show it among the entries
    sheet_wanted = Signal(object)  # unit id: open its score sheet
    entry_asked = Signal(object, object)  # unit id, criterion id: a new entry is wanted
    list_asked = Signal(object)  # Block: a list of entries that was copied from a spreadsheet
    exempt_asked = Signal(object, object)  # unit id, criterion id: it does not apply, or applies again
    entry_picked = Signal(object)  # EntryRow or None: what the panel of entries shows
    item_wanted = Signal(object, object)  # unit id, criterion id: its score sheet at that item
    card_wanted = Signal(object)  # unit id: its card
    picked = Signal(object, object)  # unit id or None, criterion id or None: what the cursor is on

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        self.book: RoundBook | None = None
        self.supposed: RoundResult | None = None  # what is shown in place of the true result
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)

    def show_book(self, book: RoundBook) -> None:
        """Show a round, keeping the place."""
        raise NotImplementedError

    def set_filter(self, text: str) -> None:
        """Show only what holds these words."""

    def select(self, unit_id: int | None, criterion_id: int | None) -> None:
        """Go to a unit or an item."""

    def take_keys(self) -> None:
        """Let the keyboard act here."""

    def badge(self, book: RoundBook) -> int:
        """A number behind the view's word; 0 shows none."""
        return 0

    # ---- for subclasses ---------------------------------------------------------------------------------------

    def do(self, title: str, action: Callable[..., Any], /, *, said: str = "", **kw: Any) -> Done | None:
        """One step of work; what it refuses is said and the old values are shown again."""
        done = self.page.do(title, action, said=said, **kw)
        if done is None and self.book is not None:
            self.show_book(self.book)
        return done

    def write(self, title: str, cells: Sequence[Typed]) -> bool:
        """Write typed cells as one step; False when it was refused."""
        assert self.book is not None
        if (refusal := self.book.closed) is not None:
            messages.refuse(self, refusal)
            return False
        said = f"{title}：{len(cells)} 格。" if len(cells) > 1 else ""
        return self.do(title, put_cells, said=said, round_id=self.book.row.id, cells=tuple(cells)) is not None

    def _on_typed_in_vain(self) -> None:
        if self.book is not None and self.book.closed is not None:
            messages.refuse(self, self.book.closed)

    def bar(self) -> QHBoxLayout:
        """A row of tools above the table."""
        frame = QWidget(self)
        row = QHBoxLayout(frame)
        row.setContentsMargins(px(16), px(6), px(16), px(6))
        row.setSpacing(px(8))
        self.box.addWidget(frame)
        return row

    def caption(self, text: str = "") -> QLabel:
        """Small grey words."""
        made = QLabel(text, self)
        made.setProperty("caption", True)
        return made

    def button(self, text: str, name: str, slot: Callable[[], Any], tooltip: str = "") -> QPushButton:
        """A quiet button with an icon."""
        made = QPushButton(text, self)
        made.setIcon(icon(name))
        made.setProperty("quiet", True)
        made.setToolTip(tooltip)
        made.setAccessibleName(text or tooltip)
        made.clicked.connect(slot)
        return made
