"""The window: rail, top bar, page area, status line; pages are made when first shown. Knows no feature."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Condition
from ui import background, messages
from ui.actions import ACTIONS, MAIN_MENU
from ui.context import Context, Hit
from ui.file_desk import FileDesk
from ui.icons import icon
from ui.page import Page
from ui.pages import FIRST, PAGES, WITHOUT_FILE, spec_of
from ui.settings import Settings
from ui.store import Store
from ui.style import Tone
from ui.widgets.bar import MessageBar
from ui.widgets.rail import Rail
from ui.widgets.statusbar import StatusBar
from ui.widgets.topbar import TopBar
from ui.widgets.welcome import Welcome

TITLE = "责任田"
BACKUP_MINUTES = 30
LIGHTS_AFTER_MS = 600

log = logging.getLogger(__name__)


def _load_pinyin(report: background.Report) -> None:
    from models.search import warm_up

    warm_up()


class MainWindow(QMainWindow):
    """One per program. `painted` once, after the first paint."""

    painted = Signal()

    def __init__(self, store: Store, settings: Settings) -> None:
        super().__init__()
        self.store = store
        self.settings = settings
        self.context = Context(store, settings, self)
        self.desk = FileDesk(self.context, self)
        self.pages: dict[str, Page] = {}
        self.current_key = ""
        self._after_start = ""  # what was wanted while no file was open
        self._is_painted = False
        self._palette: Any = None
        self._listener: Any = None
        self._actions: dict[str, QAction] = {}
        self._build()
        self._wire()
        self._restore()
        self._show_state()

    # ---- building ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWindowTitle(TITLE)
        self.setMinimumSize(960, 600)
        self.message_bar = MessageBar()
        self.rail = Rail(self)
        self.top = TopBar(self)
        self.status = StatusBar(self)
        self.welcome = Welcome(self)
        self.area = QStackedWidget(self)
        self.area.setObjectName("desk")
        self.area.addWidget(self.welcome)
        for spec in ACTIONS:
            action = QAction(icon(spec.icon), spec.text, self)
            action.setObjectName(spec.id)
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
                action.setToolTip(f"{spec.text.rstrip('…')}（{spec.shortcut}）")
            action.triggered.connect(getattr(self, spec.slot))
            self.addAction(action)
            self._actions[spec.id] = action
        for at, page in enumerate([spec for spec in PAGES if spec.on_rail][:9]):
            action = QAction(page.word, self)
            action.setObjectName(f"page.{page.key}")
            action.setShortcut(QKeySequence(f"Ctrl+{at + 1}"))
            action.triggered.connect(partial(self.show_page, page.key))
            self.addAction(action)
            self._actions[f"page.{page.key}"] = action
        for id, text in (("edit.undo", ""), ("edit.redo", ""), ("view.history", "历史"), ("help.manual", "")):
            self.top.add_action_button(self._actions[id], text)
        self._menu = QMenu(self)
        self._recent_menu = QMenu("最近的文件", self)
        for id in MAIN_MENU:
            if id == "-":
                self._menu.addSeparator()
            elif id == "@recent":
                self._menu.addMenu(self._recent_menu)
            else:
                self._menu.addAction(self._actions[id])
        self.rail.set_menu(self._menu)
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
        self._backup_timer = QTimer(self)
        self._backup_timer.setInterval(BACKUP_MINUTES * 60_000)
        self._lights_timer = QTimer(self)  # counted when the hands rest, never between two keys
        self._lights_timer.setSingleShot(True)
        self._lights_timer.setInterval(LIGHTS_AFTER_MS)

    def _wire(self) -> None:
        self.rail.page_chosen.connect(self.show_page)
        self.top.search_requested.connect(self.on_search)
        self.top.campaign_chosen.connect(self._on_campaign_chosen)
        self.top.campaign_new_requested.connect(self.ask_campaign)
        self.top.campaign_manage_requested.connect(self._on_campaign_manage_requested)
        self.status.operator_requested.connect(self._on_operator_requested)
        self.welcome.start_requested.connect(self.start)
        self.welcome.recent_chosen.connect(self.desk.open)
        self.context.start_requested.connect(self.start)
        self.context.command_requested.connect(self._on_context_command_requested)
        self.store.opened.connect(self._on_store_opened)
        self.store.closed.connect(self._on_store_closed)
        self.store.changed.connect(self._on_store_changed)
        self.store.stepped.connect(self._on_store_stepped)
        self.desk.opened.connect(self._on_desk_opened)
        self.desk.failed.connect(self._on_desk_failed)
        self._backup_timer.timeout.connect(self.desk.backup_when_changed)
        self._lights_timer.timeout.connect(self._on_lights_timer_timeout)
        self.context.campaign_changed.connect(self._on_context_campaign_changed)
        self._recent_menu.aboutToShow.connect(self._on_recent_menu_about_to_show)
        self._recent_menu.triggered.connect(self._on_recent_menu_triggered)

    # ---- pages ------------------------------------------------------------------------------------------------

    def show_page(self, key: str, record_id: int | None = None, payload: object = None) -> Page | None:
        """Show a page (made at first), loaded, at a record; None when there is no file or no campaign for it."""
        self.current_key = key
        self.rail.set_current(key)
        if not self._show_state():
            return None
        page = self._page(key)
        if page is None:
            return None
        self._host_message_bar(page)
        self.area.setCurrentWidget(page)
        page.inspector_visible = self.settings.get("inspector")
        page.refresh()
        if record_id is not None or payload is not None:
            page.goto(record_id, payload)
        self.settings.set("last_page", key)
        return page

    @property
    def current_page(self) -> Page | None:
        """The page shown; None while the welcome is."""
        shown = self.area.currentWidget()
        return shown if isinstance(shown, Page) else None

    def _page(self, key: str) -> Page | None:
        if key not in self.pages:
            try:
                made = spec_of(key).load()(self.context, self.area)
            except ModuleNotFoundError as error:
                if not str(error.name).startswith("ui."):
                    raise
                log.warning("page %s is not there: %s", key, error)
                self.welcome.show_missing(spec_of(key).word)
                self.area.setCurrentWidget(self.welcome)
                return None
            made.navigate_requested.connect(self.show_page)
            self.pages[key] = made
            self.area.addWidget(made)
        return self.pages[key]

    def _show_state(self) -> bool:
        """Show why no page can be shown; True when the current one can."""
        page_class_needs = self.current_key not in WITHOUT_FILE
        if not self.store.is_open and page_class_needs:
            self.welcome.show_start(self.settings.recent_files())
        elif page_class_needs and self._needs_campaign() and self.context.campaign_id is None:
            self.welcome.show_no_campaign()
        else:
            return bool(self.current_key)
        self._host_message_bar(self.welcome)
        self.area.setCurrentWidget(self.welcome)
        return False

    def _needs_campaign(self) -> bool:
        page = self._page(self.current_key) if self.current_key else None
        return page is not None and page.needs_campaign

    def _host_message_bar(self, place: QWidget) -> None:
        layout = place.layout()
        assert isinstance(layout, QVBoxLayout)
        if self.message_bar.parentWidget() is not place:
            shown = self.message_bar.isVisible()
            layout.insertWidget(1, self.message_bar)
            self.message_bar.setVisible(shown)

    # ---- start ------------------------------------------------------------------------------------------------

    def start(self, kind: str) -> None:
        """The ways in: "import", "blank", "sample", "open"."""
        if kind == "open":
            self.desk.ask_open()
        elif kind == "sample":
            self.desk.open_sample()
        elif self.store.is_open:
            self._go_on(kind)
        else:
            self.desk.ask_new(partial(self._go_on, kind))

    def _go_on(self, kind: str) -> None:
        if kind == "import":
            self.show_page("intake")
        else:
            self.ask_campaign()

    def ask_campaign(self) -> None:
        """A new campaign by its name."""
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
        from ui.instance import Listener

        self.status.set_operator(self.store.operator)
        path = self.store.path
        if self._listener is None:
            self._listener = Listener(self.store, self)
            self._listener.raise_requested.connect(self.come_to_front)
        if path is not None:
            self._listener.listen(path)
            self.setWindowTitle(f"{path.stem} — {TITLE}")
        self.context.search = self._search
        self._read_campaigns()
        self._update_actions()
        self.status.set_file(path)
        self.show_page(self.current_key or self._last_page())
        self._backup_timer.start()

    def _on_store_closed(self) -> None:
        if self._listener is not None:
            self._listener.close()
        self._backup_timer.stop()
        for page in self.pages.values():
            page.is_stale = True
        self.context.set_campaign(None)
        self.top.set_campaigns((), None)
        self.setWindowTitle(TITLE)
        self.status.set_file(None)
        self.status.set_lights(())
        self._update_actions()
        self._show_state()

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        if areas & {"campaign", "*"}:
            self._read_campaigns()
            if self.area.currentWidget() is self.welcome:
                self.show_page(self.current_key or FIRST)
        if areas & {"task", "campaign", "*"}:
            self._lights_timer.start()
        self._update_turn()

    def _on_context_campaign_changed(self, campaign_id: object) -> None:
        self.status.set_lights(())
        self._lights_timer.start()

    def _on_lights_timer_timeout(self) -> None:
        if not self.store.is_open or self.context.campaign_id is None:
            return
        from models.overview.queries import lights

        found = self.store.read(lights, campaign_id=self.context.campaign_id, today=self.context.today)
        if found.in_time or found.near or found.overdue:
            self.status.set_lights(
                (
                    (Tone.OK, found.in_time, "按期"),
                    (Tone.NEAR, found.near, "临近"),
                    (Tone.OVERDUE, found.overdue, "逾期"),
                )
            )
        else:
            self.status.set_lights(())

    def _on_store_stepped(self, title: str) -> None:
        self.status.set_saved(self.store.path, title)

    def _on_desk_opened(self, path: Path) -> None:
        QTimer.singleShot(2_000, self.desk.backup_when_changed)

    def _on_desk_failed(self, path: Path | None) -> None:
        self.status.set_file(None)
        self._show_state()

    def _read_campaigns(self) -> None:
        from models.org.queries import campaigns

        rows = self.store.read(campaigns)
        names = {row.id: row.name for row in rows}
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
        if isinstance(campaign_id, int):
            self._choose_campaign(campaign_id)

    def _on_campaign_manage_requested(self) -> None:
        if self.store.is_open:
            self.show_page("org", None, "campaigns")
        else:
            self.ask_campaign()

    def _search(self, text: str) -> tuple[Hit, ...]:
        from models.search import search

        found = self.store.read(search, text=text, campaign_id=self.context.campaign_id)
        return tuple(Hit(hit.kind, hit.id, hit.title, hit.subtitle, hit.page) for hit in found)

    def _last_page(self) -> str:
        last = str(self.settings.get("last_page"))
        return last if any(spec.key == last for spec in PAGES) else FIRST

    # ---- actions ----------------------------------------------------------------------------------------------

    def action(self, id: str) -> QAction:
        """The window's action with that id. Raises KeyError."""
        return self._actions[id]

    def _update_actions(self) -> None:
        for spec in ACTIONS:
            self._actions[spec.id].setEnabled(self.store.is_open or not spec.needs_file)
        self._update_turn()

    def _update_turn(self) -> None:
        undo, redo = self.store.turn()
        for id, word, title in (("edit.undo", "撤销", undo), ("edit.redo", "重做", redo)):
            action = self._actions[id]
            action.setEnabled(title is not None)
            action.setToolTip(f"{word}：{title}（{action.shortcut().toString()}）" if title else f"没有可{word}的步骤")

    def on_file_new(self) -> None:
        self.desk.ask_new()

    def on_file_open(self) -> None:
        self.desk.ask_open()

    def on_file_saved(self) -> None:
        messages.say(self, "每一步都已自动保存，不用再存。", kind="ok")

    def on_file_save_as(self) -> None:
        self.desk.ask_save_as()

    def on_file_backup(self) -> None:
        self.desk.backup_now()

    def on_file_restore(self) -> None:
        self.desk.ask_restore()

    def on_file_password(self) -> None:
        self.desk.ask_password()

    def on_file_close(self) -> None:
        self.store.detach()

    def on_file_sample(self) -> None:
        self.desk.open_sample()

    def on_undo(self) -> None:
        self._turn_step(back=True)

    def on_redo(self) -> None:
        self._turn_step(back=False)

    def undo_from_message(self) -> None:
        """撤销 in the message bar."""
        self._turn_step(back=True)

    def _turn_step(self, *, back: bool) -> None:
        try:
            title = self.store.undo() if back else self.store.redo()
        except Condition as condition:
            messages.refuse(self, condition)
            return
        if back:
            messages.say(self, f"已撤销：{title}", action=("重做", self.on_redo))
        else:
            messages.say(self, f"已重做：{title}", undo=True)

    def on_search(self) -> None:
        if not self.store.is_open:
            return
        if self._palette is None:
            from ui.widgets.palette import Palette

            self._palette = Palette(self.find, self)
            self._palette.chosen.connect(self._on_palette_chosen)
            background.run(self, "准备拼音", _load_pinyin, modal=False)
        self._palette.open()

    def find(self, text: str) -> tuple[Hit, ...]:
        """Records and pages for the palette."""
        pages = tuple(Hit("page", 0, spec.word, "", spec.key) for spec in PAGES if text in spec.word)
        return self.context.search(text) + pages

    def _on_palette_chosen(self, hit: Hit) -> None:
        if hit.kind == "page":
            self.show_page(hit.page)
        else:
            self.show_page(hit.page, hit.id, hit.kind)

    def on_filter(self) -> None:
        page = self.current_page
        if page is not None and page.head.filter is not None:
            page.head.filter.setFocus()
            page.head.filter.selectAll()

    def on_inspector(self) -> None:
        shown = not self.settings.get("inspector")
        self.settings.set("inspector", shown)
        for page in self.pages.values():
            page.inspector_visible = shown

    def on_history(self) -> None:
        self.show_page("history")

    def on_print(self) -> None:
        page = self.current_page
        self.show_page("printing", None, page.print_payload() if page is not None else None)

    def on_fullscreen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def on_manual(self) -> None:
        from ui.manual import show_manual

        show_manual(self)

    def on_shortcuts(self) -> None:
        from ui.widgets.shortcuts import ShortcutSheet

        page = self.current_page
        messages.open_form(self, ShortcutSheet(page.page_actions if page is not None else [], self))

    def on_about(self) -> None:
        self.show_page("preferences", None, "about")

    def on_quit(self) -> None:
        self.close()

    def _on_context_command_requested(self, id: str, subject: object) -> None:
        if id == "operator":
            self.set_operator(str(subject or ""))
        elif id == "file.restore" and isinstance(subject, Path):
            self.desk.restore(subject)
        else:
            self._actions[id].trigger()

    def _on_operator_requested(self) -> None:
        messages.ask_text(
            self, "操作员", "姓名", self.set_operator, value=self.store.operator, hint="历史里记录“谁做的”用这个名字。"
        )

    def set_operator(self, name: str) -> None:
        """Steps are recorded under this name from now on."""
        from models.database import system_user

        self.store.operator = name.strip() or system_user()
        self.settings.set("operator", name.strip())
        self.status.set_operator(self.store.operator)
        self._update_turn()

    # ---- recent, layout, end ----------------------------------------------------------------------------------

    def _on_recent_menu_about_to_show(self) -> None:
        self._recent_menu.clear()
        files = self.settings.recent_files()
        for path in files:
            action = self._recent_menu.addAction(path.name.replace("&", "&&"))
            action.setData(str(path))
            action.setToolTip(str(path))
        if not files:
            self._recent_menu.addAction("（没有）").setEnabled(False)

    def _on_recent_menu_triggered(self, action: QAction) -> None:
        if action.data():
            self.desk.open(Path(action.data()))

    def come_to_front(self) -> None:
        """A second start named this file."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _restore(self) -> None:
        self.resize(1366, 768)
        stored = str(self.settings.get("window"))
        if stored:
            self.restoreGeometry(QByteArray.fromHex(stored.encode()))
        self.store.operator = str(self.settings.get("operator"))
        self._update_actions()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._palette is not None and self._palette.isVisible():
            self._palette.refresh()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if background.is_busy():
            background.cancel_all()
            background.wait_all()
        self.settings.set("window", bytes(self.saveGeometry().toHex().data()).decode())
        self.settings.save()
        self.store.detach()
        event.accept()
