"""What every view of the page 考核 is: a widget with one shape, which the page shows, filters and asks. A new one is a
class of this kind and a line in `ui.appraisal.views`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from models.errors import Refusal
from ui.icons import icon
from ui.page import Page
from ui.style import px
from ui.widgets.head import Notice


class AppraisalView(QWidget):
    """Itself the middle of the page; `tree` and `panel` fill the slots beside it, `tools` the right end of the head.

    The page calls `reload` when the view is (about to be) in sight and one of its `areas` changed.
    """

    key: ClassVar[str]
    word: ClassVar[str]
    tooltip: ClassVar[str] = ""
    areas: ClassVar[frozenset[str]] = frozenset()  # tables whose change makes the view stale
    filter_hint: ClassVar[str] = ""  # empty: nothing to filter here
    primary: ClassVar[tuple[str, str]] = ("", "plus")  # words and icon of the primary action; no words: none

    counted = Signal()  # the head should count again, and ask again whether something can be added
    beside_changed = Signal()  # `tree` or `panel` became None, or what it was when the view was made

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        self.store = page.store
        self.tree: QWidget | None = None
        self.panel: QWidget | None = None
        self.tools = QWidget(page)
        self._tools = QHBoxLayout(self.tools)
        self._tools.setContentsMargins(0, 0, 0, 0)
        self._tools.setSpacing(px(8))
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)

    @property
    def campaign_id(self) -> int:
        """The campaign in hand; the page is shown with one only."""
        campaign_id = self.page.context.campaign_id
        assert campaign_id is not None, "the page needs a campaign"
        return campaign_id

    def reload(self) -> None:
        """Read everything again."""
        raise NotImplementedError

    def count_words(self) -> str:
        """What stands small behind the title."""
        return ""

    def set_filter(self, text: str) -> None:
        """Show only what holds these words."""

    def add_new(self) -> None:
        """The primary action."""

    def why_not_new(self) -> Refusal | None:
        """Why the primary action cannot be done now."""
        return None

    def goto(self, record_id: int | None, payload: object = None) -> bool:
        """Show a record; False when it is none of this view. Called after `reload`."""
        return False

    def print_payload(self) -> object | None:
        """What Ctrl+P prints from here."""
        return None

    def take_keys(self) -> None:
        """Let the keyboard act here."""

    # ---- the head ---------------------------------------------------------------------------------------------

    def add_tool(self, text: str, name: str, slot: Callable[[], Any], tooltip: str = "") -> QPushButton:
        """A quiet button in the head, shown with this view; empty text gives an icon button."""
        button = QPushButton(text, self.tools)
        if name:
            button.setIcon(icon(name))
            button.setIconSize(QSize(px(18), px(18)))
        button.setToolTip(tooltip)
        button.setAccessibleName(text or tooltip)
        button.setProperty("quiet", True)
        button.clicked.connect(slot)
        self._tools.addWidget(button)
        return button

    def add_menu(self, text: str, name: str, actions: list[QAction], tooltip: str = "") -> QToolButton:
        """A button in the head that opens a menu, shown with this view."""
        button = QToolButton(self.tools)
        button.setText(f"{text} ▾")
        if name:
            button.setIcon(icon(name))
            button.setToolButtonStyle(button.toolButtonStyle().ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setAccessibleName(text)
        button.setToolTip(tooltip)
        menu = QMenu(button)
        menu.addActions(actions)
        button.setMenu(menu)
        self._tools.addWidget(button)
        return button

    def add_notice(self, key: str, text: str, tone: str = "near") -> Notice:
        """A countable remark in the head, shown with this view."""
        notice = Notice(text, tone, self.tools)
        notice.setObjectName(f"notice.{key}")
        self._tools.insertWidget(0, notice)
        return notice
