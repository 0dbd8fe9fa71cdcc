"""The base of every page: head, tree slot, body, inspector slot; knows when it is stale; one way to do a step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Condition
from ui import messages
from ui.context import Context
from ui.icons import icon as icon_of
from ui.style import px
from ui.widgets.empty import EmptyState
from ui.widgets.head import PageHead
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from models.database import Done

TREE_WIDTH = 240
INSPECTOR_WIDTH = 320
ANY_TABLE = frozenset({"*"})


class Page(QWidget):
    """Subclasses fill `_build`, `_wire` and `reload`; nobody calls another page, `go` asks the window."""

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    areas: ClassVar[frozenset[str]] = frozenset()  # tables whose change makes the page stale; or ANY_TABLE
    needs_campaign: ClassVar[bool] = False

    navigate_requested = Signal(str, object, object)  # page key, record id, payload

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.store = context.store
        self.settings = context.settings
        self.is_stale = True
        self._own_step = False
        self._was_shown = False
        self.page_actions: list[QAction] = []
        self.setAccessibleName(self.title)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._frame()
        self._build()
        self._wire()
        self._restore_layout()
        self.store.changed.connect(self._on_store_changed)
        context.campaign_changed.connect(self._on_context_campaign_changed)
        self.store.opened.connect(self._on_store_opened)

    # ---- for subclasses ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Make the widgets."""

    def _wire(self) -> None:
        """Connect signals, in one block."""

    def reload(self) -> None:
        """Read everything again; called when the page is shown stale, or goes stale while shown."""

    def goto(self, record_id: int | None, payload: object = None) -> None:
        """Show a record; called after the page is shown and loaded."""

    def print_payload(self) -> object | None:
        """What the printing page should open with on Ctrl+P; None for nothing special."""
        return None

    # ---- slots of the frame -----------------------------------------------------------------------------------

    def set_tree(self, widget: QWidget) -> None:
        """The left slot, 240 px."""
        self._put(self._tree, widget)

    def set_body(self, widget: QWidget) -> None:
        """The middle."""
        self._put(self._body, widget)

    def set_inspector(self, widget: QWidget) -> None:
        """The right slot, 320 px; F4 hides it."""
        self._put(self._inspector, widget)
        self._inspector.setVisible(self.settings.get("inspector"))

    @property
    def message_place(self) -> QWidget:
        """The part of the page whose lower edge messages may cover: not the inspector with its buttons."""
        return self._body

    @property
    def has_inspector(self) -> bool:
        return self._inspector.property("filled") is True

    @property
    def inspector_visible(self) -> bool:
        return self.has_inspector and not self._inspector.isHidden()

    @inspector_visible.setter
    def inspector_visible(self, visible: bool) -> None:
        if self.has_inspector:
            self._inspector.setVisible(visible)

    def show_empty(
        self,
        sentence: str,
        primary: str = "",
        on_primary: Callable[[], Any] | None = None,
        link: str = "",
        on_link: Callable[[], Any] | None = None,
        icon: str = "",
        note: str = "",
    ) -> None:
        """One sentence, one primary action, one quiet link instead of the body."""
        buttons = ((primary, on_primary),) if primary and on_primary else ()
        links = ((link, on_link),) if link and on_link else ()
        self.empty.show_state(sentence, icon=icon, note=note, buttons=buttons, links=links)
        self._stack.setCurrentWidget(self.empty)

    def show_body(self) -> None:
        """The page itself again."""
        self._skeleton.stop()
        self._stack.setCurrentWidget(self._splitter)

    def show_busy(self) -> None:
        """Skeleton rows (after 150 ms) until `show_body`."""
        self._skeleton.start()
        self._stack.setCurrentWidget(self._skeleton)

    def take_focus(self) -> None:
        """Let the keyboard act here: in the first table of the body, else on the page itself."""
        focused = self.focusWidget() if self._was_shown else None
        self._was_shown = True
        if focused is not None and focused.isVisibleTo(self):
            focused.setFocus()
            return
        tables = [view for view in self._body.findChildren(QAbstractScrollArea) if view.property("takesKeys")]
        shown = next((view for view in tables if view.isVisibleTo(self)), None)
        (shown or self).setFocus()

    # ---- work -------------------------------------------------------------------------------------------------

    def do(
        self,
        title: str,
        action: Callable[..., Any],
        /,
        *,
        said: str = "",
        refresh: Callable[[], Any] | None = None,
        **kw: Any,
    ) -> Done | None:
        """One step of work. A Condition is shown in the bar and None comes back; `said` is shown with 撤销.

        With `refresh` this page is not reloaded after the step: `refresh()` is called instead (one row, not all).
        """
        self._own_step = refresh is not None
        try:
            done = self.store.do(title, action, **kw)
        except Condition as condition:
            messages.refuse(self, condition)
            return None
        finally:
            self._own_step = False
        if refresh is not None and done.areas & self.areas:
            refresh()
        if said:
            messages.say(self, said, kind="ok", undo=done.seq is not None)
        else:
            messages.take_back(self)
        return done

    def go(self, page: str, record_id: int | None = None, payload: object = None) -> None:
        """Ask the window for another page."""
        self.navigate_requested.emit(page, record_id, payload)

    def add_action(
        self,
        id: str,
        text: str,
        shortcut: str,
        slot: Callable[[], Any],
        icon: str = "",
        widget: QWidget | None = None,
    ) -> QAction:
        """An action of this page with its shortcut (of `widget` and what is inside it, when given)."""
        action = QAction(text, self)
        action.setObjectName(id)
        if icon:
            action.setIcon(icon_of(icon))
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setToolTip(f"{text}（{shortcut}）")
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        QWidget.addAction(widget or self, action)
        self.page_actions.append(action)
        return action

    # ---- freshness --------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reload if stale and possible."""
        if not self.is_stale or not self.store.is_open:
            return
        if self.needs_campaign and self.context.campaign_id is None:
            return
        self.is_stale = False
        self.reload()

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        if (areas & self.areas or ANY_TABLE & (areas | self.areas)) and not self._own_step:
            self._stale()

    def _on_context_campaign_changed(self, campaign_id: object) -> None:
        self._stale()

    def _on_store_opened(self) -> None:
        self.is_stale = True

    def _stale(self) -> None:
        self.is_stale = True
        if self.isVisible():
            self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    # ---- frame ------------------------------------------------------------------------------------------------

    def _frame(self) -> None:
        self.head = PageHead(self.title, self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._tree, self._body, self._inspector = (
            self._slot(name) for name in ("treeSlot", "bodySlot", "inspectorSlot")
        )
        self._tree.setMinimumWidth(px(160))
        self._inspector.setMinimumWidth(px(240))
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([px(TREE_WIDTH), px(800), px(INSPECTOR_WIDTH)])
        self._tree.hide()
        self._inspector.hide()
        self._splitter.splitterMoved.connect(self._on_splitter_moved)
        self.empty = EmptyState(self)
        self._skeleton = Skeleton(self)
        self._stack = QStackedWidget(self)
        for widget in (self._splitter, self.empty, self._skeleton):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self._stack, 1)

    def _slot(self, name: str) -> QFrame:
        frame = QFrame(self._splitter)
        frame.setObjectName(name)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._splitter.addWidget(frame)
        return frame

    @staticmethod
    def _put(frame: QFrame, widget: QWidget) -> None:
        layout = frame.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old is not widget:
                old.hide()
        layout.addWidget(widget)
        widget.show()
        frame.setProperty("filled", True)
        frame.show()

    def _restore_layout(self) -> None:
        layout = self.settings.layout(f"page.{self.key}")
        sizes = layout.get("sizes")
        if isinstance(sizes, list) and len(sizes) == 3 and all(isinstance(size, int) and size >= 0 for size in sizes):
            self._splitter.setSizes([px(size) for size in sizes])

    def _on_splitter_moved(self, position: int, index: int) -> None:
        kept = self.settings.layout(f"page.{self.key}").get("sizes") or [TREE_WIDTH, 800, INSPECTOR_WIDTH]
        now = self._splitter.sizes()
        sizes = [round(size / px(100) * 100) if size else old for size, old in zip(now, kept, strict=True)]
        self.settings.set_layout(f"page.{self.key}", {"sizes": sizes})

    def find_action(self, id: str) -> QAction | None:
        """The page's action with that id."""
        return next((action for action in self.page_actions if action.objectName() == id), None)


def page_of(widget: QObject | None) -> Page | None:
    """The page that `widget` stands in."""
    while widget is not None and not isinstance(widget, Page):
        widget = widget.parent()
    return widget
