"""Section 附件 of the settings: how much there is, what is missing and how it comes back, export of all, clearing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from models.attachment import queries
from models.attachment.carrying import bring_back
from models.attachment.keeping import clear_loose, loose_files
from models.attachment.queries import Missing
from models.attachment.rules import size_words
from models.attachment.soundness import sentence_of
from models.attachment.store import files_folder
from ui import background, messages
from ui.attachment.exporting import ask_export
from ui.page import Page
from ui.preferences.section import Section, plain

_SHOWN = 6


class AttachmentsSection(Section):
    """Works through its page."""

    def __init__(self, page: Page) -> None:
        super().__init__("附件", page)
        self._page = page
        self._missing: tuple[Missing, ...] = ()
        self.amount = self.add_text("数量")
        self.place = self.add_text("位置")
        self.add_note("内容相同的只存一份；备份、另存为、恢复都带着它。拷贝数据文件时，请把它一起拷走。")
        self.lost = plain("", "", self)
        self.lost.setWordWrap(True)
        self.lost.setProperty("tone", "near")
        self.add("", self.lost)
        self.find_button, self.folder_button, self.clear_button = self.add_buttons(
            ("找回…", "file-search-outline", self._on_find),
            ("打开文件夹", "folder-outline", self._on_folder),
            ("清理…", "broom", self._on_clear),
        )
        self.export_button, self.zip_button = self.add_buttons(
            ("导出全部到文件夹…", "folder-arrow-down-outline", self._on_export),
            ("导出为压缩包…", "folder-zip-outline", self._on_zip),
        )
        page.store.changed.connect(self._on_store_changed)

    def show_values(self) -> None:
        """The open file's attachments; nothing while none is open."""
        store = self._page.store
        is_open = store.is_open and store.path is not None
        for button in (self.folder_button, self.export_button, self.zip_button):
            button.setEnabled(is_open)
        self._missing = ()
        if not is_open or store.path is None:
            self.amount.setText("没有打开文件")
            self.place.setText("没有打开文件")
            self._show_lost(0, 0)
            return
        found = store.read(queries.totals)
        self.amount.setText(
            f"{found.files:,} 个文件，{size_words(found.size) if found.size else '0 KB'}，挂在 {found.attached:,} 处；"
            f"{found.links:,} 个链接"
        )
        folder = files_folder(store.path)
        self.place.setText(str(folder))
        self.folder_button.setEnabled(folder.is_dir())
        for button in (self.export_button, self.zip_button):
            button.setEnabled(bool(found.attached or found.links))
        self._missing = store.read(queries.all_missing, database=store.path)
        loose = loose_files(store.database)
        self._show_lost(len(loose), sum(path.stat().st_size for path in loose))

    def _show_lost(self, loose: int, size: int) -> None:
        path = self._page.store.path
        lines = [f"▲ {sentence_of(row, path)}" for row in self._missing[:_SHOWN]] if path is not None else []
        if len(self._missing) > _SHOWN:
            lines.append(f"…… 共 {len(self._missing)} 个")
        self.lost.setText("\n".join(lines))
        self.lost.setVisible(bool(lines))
        self.find_button.setVisible(bool(self._missing))
        self.clear_button.setVisible(bool(loose))
        self.clear_button.setToolTip(f"有 {loose} 个文件没有任何记录和历史提到，占 {size_words(size)}" if loose else "")

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_find(self) -> None:
        messages.choose_folder(self._page, "在哪个文件夹里找（包括下级文件夹）", self._find_in)

    def _find_in(self, folder: Path) -> None:
        database = self._page.store.database.path
        wanted = {row.sha256: row.size for row in self._missing}

        def work(report: background.Report) -> int:
            return bring_back(database, wanted, [folder], report)

        background.run(self._page, "找回附件", work, partial(self._on_found, len(wanted), folder))

    def _on_found(self, wanted: int, folder: Path, came: int) -> None:
        self.show_values()
        if came:
            left = wanted - came
            said = f"已找回 {came} 个附件。" + (f"还有 {left} 个没有找到，可以换一个文件夹再找。" if left else "")
            messages.say(self._page, said, kind="ok")
        else:
            messages.say(
                self._page,
                f"“{folder.name}”里没有内容相同的文件。可以到备份、旧电脑或U盘上再找。",
                kind="warning",
            )

    def _on_folder(self) -> None:
        path = self._page.store.path
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(files_folder(path))))

    def _on_export(self) -> None:
        ask_export(self._page, packed=False)

    def _on_zip(self) -> None:
        ask_export(self._page, packed=True)

    def _on_clear(self) -> None:
        found = loose_files(self._page.store.database)
        size = size_words(sum(path.stat().st_size for path in found))
        messages.ask(
            self._page,
            "清理附件文件夹",
            f"有 {len(found)} 个文件没有任何记录和历史提到（添加到一半断电留下的），占 {size}。\n"
            "去掉过的附件不在其中：历史还提到它们，撤销时要用。",
            (messages.Choice("clear", "清理", primary=True),),
            self._on_clear_answered,
        )

    def _on_clear_answered(self, key: str) -> None:
        database = self._page.store.database

        def work(report: background.Report) -> int:
            return clear_loose(database, report)

        background.run(self._page, "清理附件文件夹", work, self._on_cleared)

    def _on_cleared(self, gone: int) -> None:
        self.show_values()
        messages.say(self._page, f"已清理 {gone} 个文件。", kind="ok")

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        if self._page.isVisible() and areas & {"attachment", "attached_file", "attached_link"}:
            self.show_values()
