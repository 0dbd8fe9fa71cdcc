"""附件 in an inspector: what hangs on the record shown; add, drop, paste, and a menu for each file and link."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.attachment.terms import Holder
from ui.attachment.desk import AttachmentDesk
from ui.attachment.exporting import ask_export, save_all
from ui.attachment.hung import Hung, hung_on
from ui.attachment.hung_list import HungList
from ui.attachment.incoming import incoming, offers_something
from ui.icons import icon
from ui.page import Page
from ui.style import px
from ui.widgets.inspector import Inspector

HINT = "方案、照片、会议纪要可以放在这里。点“添加文件”，或把文件拖进来、复制后粘贴。"
DROP_HINT = "松开鼠标，就添加到这里。"
_AREAS = frozenset(("attachment", "attached_file", "attached_link"))
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop, QEvent.Type.DragLeave)


class AttachmentSection(QWidget):
    """Made into a section of `panel`; files may be dropped anywhere on the panel. `show_record` shows a record."""

    def __init__(self, page: Page, panel: Inspector, holder: Holder) -> None:
        super().__init__(panel)
        self._page = page
        self._panel = panel
        self._holder = holder
        self._row_id: int | None = None
        self._title = ""
        self.desk = AttachmentDesk(page)
        self._build()
        self.section = panel.add_section("附件")
        self.section.add_widget(self)
        self.section.add_title_widget(self.more)
        panel.setAcceptDrops(True)
        panel.installEventFilter(self)
        self._wire()
        self._show(())

    def _build(self) -> None:
        self.list = HungList(self)
        self.hint = QLabel(HINT, self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.setProperty("caption", True)
        self.file_button = _link("添加文件…", self)
        self.paste_button = _link("粘贴", self)
        self.paste_button.setToolTip("粘贴复制的文件、截图或网址（在列表里按 Ctrl+V）")
        self.link_button = _link("添加链接…", self)
        self.more = QToolButton(self)
        self.more.setIcon(icon("dots-horizontal"))
        self.more.setToolTip("全部另存、导出")
        self.more.setAccessibleName("附件：全部另存、导出")
        self.more.setAutoRaise(True)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(0)
        for button in (self.file_button, self.paste_button, self.link_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, px(2), px(4), 0)
        layout.setSpacing(px(4))
        layout.addWidget(self.list)
        layout.addWidget(self.hint)
        layout.addLayout(buttons)

    def _wire(self) -> None:
        self.list.opened.connect(self.desk.open)
        self.list.rename_requested.connect(self.desk.ask_name)
        self.list.remove_requested.connect(self.desk.remove)
        self.list.move_requested.connect(self.desk.move)
        self.list.menu_requested.connect(self._on_list_menu_requested)
        self.list.paste_requested.connect(self.paste)
        self.file_button.clicked.connect(self._on_file_button_clicked)
        self.paste_button.clicked.connect(self.paste)
        self.link_button.clicked.connect(self._on_link_button_clicked)
        self.more.clicked.connect(self._on_more_clicked)
        self.desk.healed.connect(self._reload)
        self._page.store.changed.connect(self._on_store_changed)
        self._page.store.closed.connect(self._on_store_closed)

    # ---- showing ----------------------------------------------------------------------------------------------

    def show_record(self, row_id: int | None, title: str = "") -> None:
        """Files and links of a record; None for none."""
        if row_id != self._row_id:
            self.list.stand_first()
        self._row_id, self._title = row_id, title
        for widget in self._panel.findChildren(QWidget):
            if widget.acceptDrops():  # a text field would take the path of a file as text
                widget.installEventFilter(self)
        self._reload()

    def _reload(self) -> None:
        if self._row_id is not None and self._page.store.is_open:
            self._show(hung_on(self._page.store, self._holder, self._row_id))

    def _show(self, rows: tuple[Hung, ...]) -> None:
        self.list.set_rows(rows)
        self.section.set_title(f"附件（{len(rows)}）" if rows else "附件")
        self._show_hint("")

    def _show_hint(self, text: str) -> None:
        """A sentence in place of the hint; empty shows the hint where nothing hangs."""
        self.hint.setText(text or HINT)
        self.hint.setVisible(bool(text) or not self.list.rows)

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        if areas & _AREAS:
            self._reload()

    def _on_store_closed(self) -> None:
        self._row_id = None

    # ---- adding -----------------------------------------------------------------------------------------------

    def _on_file_button_clicked(self) -> None:
        if self._row_id is not None:
            self.desk.ask_files(self._holder, self._row_id, self._title)

    def _on_link_button_clicked(self) -> None:
        if self._row_id is not None:
            self.desk.ask_link(self._holder, self._row_id, self._title)

    def paste(self) -> None:
        """Attach what is in the clipboard."""
        if self._row_id is not None:
            found = incoming(QGuiApplication.clipboard().mimeData())
            self.desk.take(self._holder, self._row_id, self._title, found)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files dragged over the panel."""
        kind = event.type()
        if kind in _DRAGS and self._row_id is not None and not self._panel.is_clear:
            if isinstance(event, QDropEvent):
                if watched is self._panel or any(url.isLocalFile() for url in event.mimeData().urls()):
                    return self._on_dragged(event)
            else:
                self._show_hint("")
        return super().eventFilter(watched, event)

    def _on_dragged(self, event: QDropEvent) -> bool:
        if not offers_something(event.mimeData()):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self._show_hint("")
            assert self._row_id is not None
            self.desk.take(self._holder, self._row_id, self._title, incoming(event.mimeData()))
        else:
            self._show_hint(DROP_HINT)
        return True

    # ---- menus ------------------------------------------------------------------------------------------------

    def _on_list_menu_requested(self, row: Hung, point: QPoint) -> None:
        menu = QMenu(self)
        for act, text, keys in _acts_of(row, self.list.rows):
            action = QAction(f"{text}\t{keys}" if keys else text, menu)
            action.setData((act, row))
            menu.addAction(action)
        menu.triggered.connect(self._on_menu_triggered)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    def _on_menu_triggered(self, action: QAction) -> None:
        act, row = action.data()
        self.act(act, row)

    def act(self, act: str, row: Hung) -> None:
        """What an entry of the menu does."""
        desk = self.desk
        {
            "open": desk.open,
            "find": desk.ask_lost,
            "save": desk.ask_save,
            "copy": desk.copy_address,
            "name": desk.ask_name,
            "note": desk.ask_note,
            "remove": desk.remove,
        }.get(act, self._shift if act == "up" else self._shift_down)(row)

    def _shift(self, row: Hung) -> None:
        self.desk.move(row, -1)

    def _shift_down(self, row: Hung) -> None:
        self.desk.move(row, 1)

    def _on_more_clicked(self) -> None:
        menu = QMenu(self)
        save = menu.addAction("这里的附件全部另存到文件夹…", self._on_save_all_triggered)
        save.setEnabled(any(row.file is not None for row in self.list.rows))
        menu.addSeparator()
        menu.addAction("导出全部资料到文件夹…", self._on_export_folder_triggered)
        menu.addAction("导出全部资料为压缩包…", self._on_export_zip_triggered)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _on_save_all_triggered(self) -> None:
        if self._row_id is not None:
            save_all(self._page, self._holder, self._row_id, self._title)

    def _on_export_folder_triggered(self) -> None:
        ask_export(self._page, packed=False)

    def _on_export_zip_triggered(self) -> None:
        ask_export(self._page, packed=True)


def _acts_of(row: Hung, rows: tuple[Hung, ...]) -> list[tuple[str, str, str]]:
    """The entries of a line's menu: what, words, keys."""
    kin = [other.id for other in rows if (other.file is None) == (row.file is None)]
    found = [("open", "打开（只读）" if row.file is not None else "打开", "回车")]
    if row.file is None:
        found += [("copy", "复制地址", ""), ("name", "修改…", "F2")]
    elif row.is_lost:
        found = [("find", "找回…", "回车"), ("name", "重命名…", "F2"), ("note", "写说明…", "")]
    else:
        found += [("save", "另存为…", ""), ("name", "重命名…", "F2"), ("note", "写说明…", "")]
    if kin[0] != row.id:
        found.append(("up", "上移", "Alt+↑"))
    if kin[-1] != row.id:
        found.append(("down", "下移", "Alt+↓"))
    return [*found, ("remove", "去掉", "Delete")]


def _link(text: str, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.setProperty("link", True)
    return button
