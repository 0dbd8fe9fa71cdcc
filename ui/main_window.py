"""The window: rail, top bar, page area, status line; pages are made when first shown. Knows no feature."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Condition
from ui import messages
from ui.commands import Commands
from ui.context import Context
from ui.first_size import SMALLEST, first_size
from ui.lights import Lights
from ui.pages import FIRST, PAGES, WITHOUT_FILE, spec_of
from ui.settings import Settings
from ui.store import Store
from ui.widgets.bar import MessageBar
from ui.widgets.rail import Rail
from ui.widgets.statusbar import StatusBar
from ui.widgets.topbar import TopBar
from ui.widgets.welcome import Welcome

TITLE = "责任田"

if TYPE_CHECKING:  # loaded after the first paint: the start is measured
    from ui.file_desk import FileDesk
    from ui.page import Page


class MainWindow(QMainWindow):
    """One per program. `painted` once, after the first paint."""

    painted = Signal()

    def __init__(self, store: Store, settings: Settings, opening: Path | None = None) -> None:
        super().__init__()
        self._opening = opening  # the file of the start, until it is open or refused
        self.store = store
        self.settings = settings
        self.context = Context(store, settings, self)
        self._desk: FileDesk | None = None
        self.pages: dict[str, Page] = {}
        self.current_key = ""
        self._is_painted = False
        self._listener: Any = None
        self._build()
        self._wire()
        self._restore()
        self._show_state()

    def _build(self) -> None:
        self.setWindowTitle(TITLE)
        self.setMinimumSize(SMALLEST)
        self.message_bar = MessageBar()
        self.rail = Rail(self)
        self.top = TopBar(self)
        self.status = StatusBar(self)
        self.welcome = Welcome(self)
        self.area = QStackedWidget(self)
        self.area.setObjectName("desk")
        self.area.addWidget(self.welcome)
        self.commands = Commands(self)
        for id, text in (("edit.undo", ""), ("edit.redo", ""), ("view.history", "历史"), ("help.manual", "")):
            self.top.add_action_button(self.action(id), text)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.area, 1)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        central = QWidget(self)
        central.setObjectName("desk")
        outer = QVBoxLayout(central)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(central)
        self.lights = Lights(self.context, self.status, self)

    def _wire(self) -> None:
        self.rail.page_chosen.connect(self.show_page)
        self.top.search_requested.connect(self.commands.on_search)
        self.top.campaign_chosen.connect(self._on_campaign_chosen)
        self.top.campaign_new_requested.connect(self.ask_campaign)
        self.top.campaign_manage_requested.connect(self._on_campaign_manage_requested)
        self.status.operator_requested.connect(self.commands.ask_operator)
        self.welcome.start_requested.connect(self.start)
        self.welcome.recent_chosen.connect(self._on_welcome_recent_chosen)
        self.context.start_requested.connect(self.start)
        self.context.command_requested.connect(self._on_context_command_requested)
        self.store.opened.connect(self._on_store_opened)
        self.store.closed.connect(self._on_store_closed)
        self.store.changed.connect(self._on_store_changed)
        self.store.stepped.connect(self._on_store_stepped)
        self.context.campaign_changed.connect(self._on_context_campaign_changed)

    @property
    def desk(self) -> FileDesk:
        """What works with files; made when first needed."""
        if self._desk is None:
            from ui.file_desk import FileDesk

            self._desk = FileDesk(self.context, self)
            self._desk.failed.connect(self._on_desk_failed)
        return self._desk

    # ---- pages ------------------------------------------------------------------------------------------------

    def show_page(self, key: str, record_id: int | None = None, payload: object = None) -> Page | None:
        """Show a page (made at first), loaded, at a record; None when there is no file or no campaign for it."""
        self.rail.set_current(key)
        if self.store.waits(partial(self.show_page, key, record_id, payload)):
            return None
        self.current_key = key
        if not self._show_state():
            return None
        page = self.page(key)
        self._place(page)
        page.refresh()
        if record_id is not None or payload is not None:
            page.goto(record_id, payload)
        page.take_focus()
        self.settings.set("last_page", key)
        return page

    @property
    def current_page(self) -> Page | None:
        """The page shown; None while the welcome is."""
        shown = self.area.currentWidget()
        return None if shown is self.welcome else cast("Page", shown)

    def _place(self, page: Page) -> None:
        self.message_bar.lay_over(page, page.message_place)
        self.area.setCurrentWidget(page)
        page.inspector_visible = self.settings.get("inspector")

    def show_ahead(
        self, page: Page, path: Path, operator: str, campaigns: tuple[tuple[int, str], ...], campaign_id: int
    ) -> None:
        """The frame around a page filled already, whose file is about to be attached to the store."""
        self.store.set_awaited(True)
        self.current_key = page.key
        self.rail.set_current(page.key)
        self._show_file(path, operator)
        self.top.set_campaigns(campaigns, campaign_id)
        self.context.set_campaign(campaign_id, dict(campaigns).get(campaign_id, ""))
        self.commands.update_enabled()
        self._place(page)
        page.take_focus()

    def page(self, key: str) -> Page:
        """The page with that key, made when first asked for."""
        if key not in self.pages:
            made = spec_of(key).load()(self.context, self.area)
            made.navigate_requested.connect(self.show_page)
            self.pages[key] = made
            self.area.addWidget(made)
        return self.pages[key]

    def _show_state(self) -> bool:
        """Show why no page can be shown; True when the current one can."""
        page_class_needs = self.current_key not in WITHOUT_FILE
        if not self.store.is_open and page_class_needs:
            self.rail.set_current("")
            if self._opening is not None:
                self.welcome.show_opening(self._opening)
            else:
                self.welcome.show_start(self.settings.recent_files())
        elif page_class_needs and self._needs_campaign() and self.context.campaign_id is None:
            self.welcome.show_no_campaign()
        else:
            return bool(self.current_key)
        self.message_bar.lay_over(self.welcome, self.welcome.state)
        self.area.setCurrentWidget(self.welcome)
        return False

    def _needs_campaign(self) -> bool:
        return bool(self.current_key) and spec_of(self.current_key).load().needs_campaign

    # ---- start ------------------------------------------------------------------------------------------------

    def start(self, kind: str) -> None:
        """The ways in: "import", "blank", "sample", "open"."""
        if self.store.waits(partial(self.start, kind)):
            return
        if kind == "open":
            self.desk.ask_open()
        elif kind == "sample":
            self.desk.open_sample(partial(self.show_page, FIRST))
        elif self.store.is_open:
            self._go_on(kind)
        elif kind == "import":
            self.desk.make_in_documents(partial(self._go_on, kind))
        else:
            self.desk.ask_new(partial(self._go_on, kind))

    def _go_on(self, kind: str) -> None:
        if kind == "import":
            self.show_page("intake")
        else:
            self.ask_campaign()

    def ask_campaign(self) -> None:
        """A new campaign by its name."""
        if self.store.waits(self.ask_campaign):
            return
        if not self.store.is_open:
            self.desk.ask_new(self.ask_campaign)
            return
        messages.ask_text(self, "新建专项工作", "名称", self._on_campaign_named, hint="例如：创建国家卫生城市 2026")

    def _on_campaign_named(self, name: str) -> None:
        from models.org import actions

        try:
            done = self.store.do("新建专项工作", actions.create_campaign, name=name)
        except Condition as condition:
            messages.refuse(self, condition)
            return
        self._read_campaigns()
        self._choose_campaign(int(done.value))
        self.show_page("task")

    # ---- store ------------------------------------------------------------------------------------------------

    def _on_store_opened(self) -> None:
        """The page first: what nobody waits for comes after it is painted."""
        self._show_file(self.store.database.path, self.store.operator)
        self.context.search = self.commands.find_records
        self.commands.update_enabled()
        self._read_campaigns()
        self.show_page(self.current_key or self.last_page())
        QTimer.singleShot(0, self._after_opened)

    def _show_file(self, path: Path, operator: str) -> None:
        self._opening = None
        self.status.set_operator(operator)
        self.status.set_file(path)
        self.setWindowTitle(f"{path.stem} — {TITLE}")

    def _after_opened(self) -> None:
        if self.store.path is None:
            return
        from ui.instance import Listener

        if self._listener is None:
            self._listener = Listener(self.store, self)
            self._listener.raise_requested.connect(self.come_to_front)
        self._listener.listen(self.store.path)
        self.commands.complete()
        self.commands.update_turn()

    def _on_store_closed(self) -> None:
        if self._listener is not None:
            self._listener.close()
        for page in self.pages.values():
            page.is_stale = True
        self._show_no_file()

    def _show_no_file(self) -> None:
        self.context.set_campaign(None)
        self.top.set_campaigns((), None)
        self.setWindowTitle(TITLE)
        self.status.set_file(None)
        self.commands.update_enabled()
        self._show_state()

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        if areas & {"campaign", "*"}:
            self._read_campaigns()
            if self.area.currentWidget() is self.welcome:
                self.show_page(self.current_key or FIRST)
        self.commands.update_turn()

    def _on_context_campaign_changed(self, campaign_id: object) -> None:
        if self.store.is_open and isinstance(campaign_id, int):  # a page took another one in hand
            self.settings.set("campaigns", {**self.settings.get("campaigns"), str(self.store.path): campaign_id})
            self._read_campaigns()

    def _on_store_stepped(self, title: str) -> None:
        self.status.set_saved(self.store.path, title)

    def _on_welcome_recent_chosen(self, path: Path) -> None:
        self.desk.open(path)

    def _on_desk_failed(self, path: Path | None) -> None:
        self._opening = None
        self.commands.complete()
        self.store.set_awaited(False)
        if not self.store.is_open:
            self._show_no_file()

    def _read_campaigns(self) -> None:
        from models.overview.queries import campaign_names

        names = dict(self.store.read(campaign_names))
        kept = self.context.campaign_id or self.settings.get("campaigns").get(str(self.store.path))
        current = kept if kept in names else next(iter(names), None)
        self.top.set_campaigns(tuple(names.items()), current)
        self.context.set_campaign(current, names.get(current, "") if current is not None else "")

    def _choose_campaign(self, campaign_id: int) -> None:
        self.settings.set("campaigns", {**self.settings.get("campaigns"), str(self.store.path): campaign_id})
        self.context.set_campaign(campaign_id)
        self._read_campaigns()
        if self.current_key:
            self.show_page(self.current_key)

    def _on_campaign_chosen(self, campaign_id: object) -> None:
        if self.store.waits(partial(self._on_campaign_chosen, campaign_id)):
            return
        if isinstance(campaign_id, int):
            self._choose_campaign(campaign_id)

    def _on_campaign_manage_requested(self) -> None:
        if self.store.is_open or self.store.is_awaited:
            self.show_page("org", None, "campaigns")
        else:
            self.ask_campaign()

    def last_page(self) -> str:
        """The key of the page that comes first when a file is opened."""
        last = str(self.settings.get("last_page"))
        return last if any(spec.key == last for spec in PAGES) else FIRST

    # ---- commands ---------------------------------------------------------------------------------------------

    def action(self, id: str) -> QAction:
        """The window's action with that id. Raises KeyError."""
        return self.commands.action(id)

    def undo_from_message(self) -> None:
        """撤销 in the message bar."""
        self.commands.on_undo()

    def _on_context_command_requested(self, id: str, subject: object) -> None:
        if id == "operator":
            self.commands.set_operator(str(subject or ""))
        elif id == "file.restore" and isinstance(subject, Path):
            self.desk.restore(subject)
        elif id == "attachments":
            self.show_page("preferences", None, "attachments")
        else:
            self.action(id).trigger()

    # ---- layout, end --- ----------------------------------------------------------------------------------

    def come_to_front(self) -> None:
        """A second start named this file."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _restore(self) -> None:
        size, is_full = first_size(self.screen().availableSize())
        self.resize(size)
        stored = str(self.settings.get("window"))
        if is_full and not stored:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        if stored:
            self.restoreGeometry(QByteArray.fromHex(stored.encode()))
        self.store.operator = str(self.settings.get("operator"))
        self.commands.update_enabled()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.commands.place_palette()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        from ui import background

        if background.is_busy():
            background.cancel_all()
            background.wait_all()
        self.settings.set("window", bytes(self.saveGeometry().toHex().data()).decode())
        self.settings.save()
        self.store.detach()
        event.accept()
