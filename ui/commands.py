"""What the window can do: its actions (data of ui.actions) with their slots, the menu, the palette of Ctrl+K."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from models.errors import Condition
from models.history_rows import Turn
from ui import messages
from ui.actions import ACTIONS, MAIN_MENU
from ui.context import Hit
from ui.icons import icon
from ui.pages import PAGES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from ui.main_window import MainWindow


def _load_pinyin(report: object) -> None:
    from models.search import warm_up

    warm_up()


class Commands(QObject):
    """The actions are made at once, the menu with `complete` after the first paint."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._palette: Any = None
        self._recent_menu: QMenu | None = None
        self._actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(icon(spec.icon), spec.text, window)
            action.setObjectName(spec.id)
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
                action.setToolTip(f"{spec.text.rstrip('…')}（{spec.shortcut}）")
            action.triggered.connect(getattr(self, spec.slot))
            window.addAction(action)
            self._actions[spec.id] = action
        for at, page in enumerate([spec for spec in PAGES if spec.on_rail][:9]):
            action = QAction(page.word, window)
            action.setObjectName(f"page.{page.key}")
            action.setShortcut(QKeySequence(f"Ctrl+{at + 1}"))
            action.triggered.connect(partial(window.show_page, page.key))
            window.addAction(action)
            self._actions[action.objectName()] = action

    def complete(self) -> None:
        """Make the program's menu."""
        from PySide6.QtWidgets import QMenu

        if self._recent_menu is not None:
            return
        menu = QMenu(self._window)
        self._recent_menu = QMenu("最近的文件", menu)
        self._recent_menu.aboutToShow.connect(self._on_recent_menu_about_to_show)
        self._recent_menu.triggered.connect(self._on_recent_menu_triggered)
        for id in MAIN_MENU:
            if id == "-":
                menu.addSeparator()
            elif id == "@recent":
                menu.addMenu(self._recent_menu)
            else:
                menu.addAction(self._actions[id])
        self._window.rail.set_menu(menu)

    def action(self, id: str) -> QAction:
        """The window's action with that id. Raises KeyError."""
        return self._actions[id]

    def update_enabled(self) -> None:
        """What needs an open file is enabled while one is open; 撤销 and 重做 wait for `update_turn`."""
        store = self._window.store
        for spec in ACTIONS:
            can_wait = store.is_awaited and spec.group != "文件"
            self._actions[spec.id].setEnabled(store.is_open or can_wait or not spec.needs_file)
        if not store.is_open:
            self.update_turn()

    def update_turn(self) -> None:
        """Ask the store what undo and redo would do."""
        self.show_turn(self._window.store.turn())

    def show_turn(self, turn: Turn) -> None:
        """撤销 and 重做 name these steps; without one they are disabled and say why."""
        for id, word, title, why_not in (
            ("edit.undo", "撤销", turn.undo, str(turn.why_no_undo)),
            ("edit.redo", "重做", turn.redo, "没有可以重做的步骤。"),
        ):
            action = self._actions[id]
            action.setEnabled(title is not None)
            action.setToolTip(f"{word}：{title}（{action.shortcut().toString()}）" if title else why_not)

    def on_file_new(self) -> None:
        self._window.desk.ask_new()

    def on_file_open(self) -> None:
        self._window.desk.ask_open()

    def on_file_saved(self) -> None:
        messages.say(self._window, "每一步都已自动保存，不用再存。", kind="ok")

    def on_file_save_as(self) -> None:
        self._window.desk.ask_save_as()

    def on_file_backup(self) -> None:
        self._window.desk.backup_now()

    def on_file_restore(self) -> None:
        self._window.desk.ask_restore()

    def on_file_password(self) -> None:
        self._window.desk.ask_password()

    def on_file_close(self) -> None:
        self._window.store.detach()

    def on_file_sample(self) -> None:
        self._window.start("sample")

    def on_undo(self) -> None:
        self._turn_step(back=True)

    def on_redo(self) -> None:
        self._turn_step(back=False)

    def _turn_step(self, *, back: bool) -> None:
        if self._window.store.waits(partial(self._turn_step, back=back)):
            return
        try:
            title = self._window.store.undo() if back else self._window.store.redo()
        except Condition as condition:
            messages.refuse(self._window, condition)
            return
        if back:
            messages.say(self._window, f"已撤销：{title}", action=("重做", self.on_redo))
        else:
            messages.say(self._window, f"已重做：{title}", undo=True)

    def on_search(self) -> None:
        if self._window.store.waits(self.on_search) or not self._window.store.is_open:
            return
        if self._palette is None:
            from ui import background
            from ui.widgets.palette import Palette

            self._palette = Palette(self.find, self._window)
            self._palette.chosen.connect(self._on_palette_chosen)
            background.run(self._window, "准备拼音", _load_pinyin, modal=False)
        self._palette.open()

    def find(self, text: str) -> tuple[Hit, ...]:
        """Records and pages for the palette."""
        pages = tuple(Hit("page", 0, spec.word, "", spec.key) for spec in PAGES if text in spec.word)
        return self._window.context.search(text) + pages

    def _on_palette_chosen(self, hit: Hit) -> None:
        if hit.kind == "page":
            self._window.show_page(hit.page)
        else:
            self._window.show_page(hit.page, hit.id, hit.kind)

    def on_filter(self) -> None:
        page = self._window.current_page
        if page is not None and page.head.filter is not None:
            page.head.filter.setFocus()
            page.head.filter.selectAll()

    def on_inspector(self) -> None:
        shown = not self._window.settings.get("inspector")
        self._window.settings.set("inspector", shown)
        for page in self._window.pages.values():
            page.inspector_visible = shown

    def on_history(self) -> None:
        self._window.show_page("history")

    def on_print(self) -> None:
        page = self._window.current_page
        self._window.show_page("printing", None, page.print_payload() if page is not None else None)

    def on_fullscreen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def on_manual(self) -> None:
        from ui.manual import show_manual

        page = self._window.current_page
        show_manual(self._window, page.key if page is not None else "")

    def on_shortcuts(self) -> None:
        from ui.widgets.shortcuts import ShortcutSheet

        page = self._window.current_page
        messages.open_form(self._window, ShortcutSheet(page.page_actions if page is not None else [], self._window))

    def on_about(self) -> None:
        self._window.show_page("preferences", None, "about")

    def on_quit(self) -> None:
        self._window.close()

    def ask_operator(self) -> None:
        messages.ask_text(
            self._window,
            "操作员",
            "姓名",
            self.set_operator,
            value=self._window.store.operator,
            hint="历史里记录“谁做的”用这个名字。",
        )

    def set_operator(self, name: str) -> None:
        """Steps are recorded under this name from now on."""
        from models.held_file import system_user

        self._window.store.operator = name.strip() or system_user()
        self._window.settings.set("operator", name.strip())
        self._window.status.set_operator(self._window.store.operator)
        self.update_turn()

    def _on_recent_menu_about_to_show(self) -> None:
        assert self._recent_menu is not None
        self._recent_menu.clear()
        files = self._window.settings.recent_files()
        for path in files:
            action = self._recent_menu.addAction(path.name.replace("&", "&&"))
            action.setData(str(path))
            action.setToolTip(str(path))
        if not files:
            self._recent_menu.addAction("（没有）").setEnabled(False)

    def _on_recent_menu_triggered(self, action: QAction) -> None:
        if action.data():
            self._window.desk.open(Path(action.data()))

    def find_records(self, text: str) -> tuple[Hit, ...]:
        """Tasks, units, people, groups and places of the open file."""
        from models.search import search

        found = self._window.store.read(search, text=text, campaign_id=self._window.context.campaign_id)
        return tuple(Hit(hit.kind, hit.id, hit.title, hit.subtitle, hit.page) for hit in found)

    def place_palette(self) -> None:
        """The window has another size."""
        if self._palette is not None and self._palette.isVisible():
            self._palette.refresh()
