"""What every page is given: the store, the settings, the campaign in hand, the way to other pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from ui.settings import Settings
from ui.store import Store


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of the global search; `page` is the key of the page that shows it."""

    kind: str
    id: int
    title: str
    subtitle: str
    page: str


def no_hits(text: str) -> tuple[Hit, ...]:
    """The search of a window without data."""
    return ()


class Context(QObject):
    """Shared by all pages of one window."""

    campaign_changed = Signal(object)  # id or None
    phones_changed = Signal(bool)
    start_requested = Signal(str)  # "import", "blank", "sample", "open"
    command_requested = Signal(str, object)  # id of a window action, or "operator"; what it works on, or None

    def __init__(self, store: Store, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.settings = settings
        self.search: Callable[[str], tuple[Hit, ...]] = no_hits
        self._campaign_id: int | None = None
        self._campaign_name = ""
        self._phones_shown = False

    @property
    def campaign_id(self) -> int | None:
        """The campaign in hand, None when the file has none."""
        return self._campaign_id

    @property
    def campaign_name(self) -> str:
        return self._campaign_name

    @property
    def today(self) -> date:
        """The office's date."""
        return date.today()

    @property
    def phones_shown(self) -> bool:
        """Whether phones stand in full. Never so when the program starts."""
        return self._phones_shown

    def show_phones(self, shown: bool) -> None:
        """Show phones in full everywhere, or hide their middles again."""
        if shown != self._phones_shown:
            self._phones_shown = shown
            self.phones_changed.emit(shown)

    def phone(self, number: str) -> str:
        """A phone as it may be shown and copied now."""
        from models.org.rules import masked  # after the first paint

        return number if self._phones_shown else masked(number)

    def set_campaign(self, campaign_id: int | None, name: str = "") -> None:
        """Take another campaign in hand; `campaign_changed` only when it is another one."""
        other = campaign_id != self._campaign_id
        self._campaign_id, self._campaign_name = campaign_id, name
        if other:
            self.campaign_changed.emit(campaign_id)
