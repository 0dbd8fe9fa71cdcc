"""The settings page: everything is kept at once, there is no 确定 to press."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.check import Checked, check
from models.held_file import system_user
from models.history import steps
from models.papers.fonts import FontSet, font_set
from ui import background, messages
from ui.crash import log_path
from ui.page import Page
from ui.preferences.about import AboutSection
from ui.preferences.attachments import AttachmentsSection
from ui.preferences.data_file import BackupSection, CheckSection, FileSection
from ui.preferences.look import LookSection, OperatorSection
from ui.preferences.workdays import WorkdaysSection
from ui.preferences.workdays_desk import WorkdaysDesk
from ui.style import px

TWO_COLUMNS = 1_040


class PreferencesPage(Page):
    """Left who works and how it looks, right the file and its backups, below what the program is made of."""

    key: ClassVar[str] = "preferences"
    title: ClassVar[str] = "设置"

    @override
    def _build(self) -> None:
        self.operator = OperatorSection(self.settings, self)
        self.look = LookSection(self.settings, self)
        self.file = FileSection(self)
        self.backups = BackupSection(self)
        self.check = CheckSection(self)
        self.workdays = WorkdaysSection(self)
        self._workdays_desk = WorkdaysDesk(self, self.workdays)
        self.attachments = AttachmentsSection(self)
        self.about = AboutSection(log_path(), self)
        self._has_fonts = False
        self._columns = columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(px(12))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, sections in (
            (left, (self.operator, self.look, self.file, self.attachments, self.check)),
            (right, (self.backups, self.workdays, self.about)),
        ):
            column.setSpacing(px(12))
            for section in sections:
                column.addWidget(section, int(column is right))
            columns.addLayout(column, 1)
        left.addStretch(1)
        body = QWidget(self)
        body.setObjectName("desk")
        outer = QHBoxLayout(body)
        outer.setContentsMargins(px(16), px(12), px(16), px(16))
        outer.addLayout(columns)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(body)
        self.area = area
        self.set_body(area)

    @override
    def _wire(self) -> None:
        self.operator.renamed.connect(self._on_operator_renamed)
        self.file.folder_requested.connect(self._on_folder_requested)
        self.file.save_as_requested.connect(self._on_file_save_as_requested)
        self.file.password_requested.connect(self._on_file_password_requested)
        self.backups.backup_requested.connect(self._on_backups_backup_requested)
        self.backups.restore_requested.connect(self._on_backups_restore_requested)
        self.backups.folder_requested.connect(self._on_folder_requested)
        self.check.check_requested.connect(self._on_check_check_requested)
        self.about.folder_requested.connect(self._on_folder_requested)
        self.settings.changed.connect(self._on_settings_changed)
        self.store.stepped.connect(self._on_store_stepped)
        self.store.closed.connect(self._on_store_closed)

    @override
    def refresh(self) -> None:
        """Shown also while no file is open, and read again each time: backups are made by others too."""
        self.reload()

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        """The section named by the payload: "about", "file", "backups", "workdays" or "attachments"."""
        known = {"about": self.about, "file": self.file, "backups": self.backups, "workdays": self.workdays}
        known["attachments"] = self.attachments
        section = known.get(str(payload))
        if section is not None:
            self.area.ensureWidgetVisible(section, 0, px(12))

    @override
    def reload(self) -> None:
        self.is_stale = False
        self.show_body()
        self.operator.show_values(system_user())
        self.look.show_values()
        self._show_file()
        self.about.show_values()
        if not self._has_fonts:
            self._has_fonts = True
            background.run(self, "查看字体", _look_up_fonts, self._on_fonts_found, modal=False)

    def _show_file(self) -> None:
        path = self.store.path
        newest = self.store.read(steps, limit=1) if self.store.is_open else ()
        has_password = self.store.is_open and bool(self.store.database.password)
        self.file.show_file(path, has_password, newest[0].seq if newest else 0)
        self.backups.show_backups(path)
        self.attachments.show_values()
        self.check.button.setEnabled(path is not None)
        self._workdays_desk.reload()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where both fit, else one below the other."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if self.width() >= px(TWO_COLUMNS) else direction.TopToBottom)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_operator_renamed(self, name: str) -> None:
        self.context.command_requested.emit("operator", name)
        messages.say(self, f"以后的步骤记在“{name or system_user()}”名下。", kind="ok")

    def _on_folder_requested(self, folder: Path) -> None:
        if not folder.is_dir():
            messages.say(self, f"文件夹“{folder}”还没有建立。", kind="warning")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            messages.say(self, f"系统没有打开文件夹，它在：{folder}", kind="warning")

    def _on_file_save_as_requested(self) -> None:
        self.context.command_requested.emit("file.save_as", None)

    def _on_file_password_requested(self) -> None:
        self.context.command_requested.emit("file.password", None)

    def _on_backups_backup_requested(self) -> None:
        database = self.store.database

        def work(report: background.Report) -> Path:
            from models.backup import backup

            return backup(database, report=report)

        background.run(self, "备份", work, self._on_backed_up)

    def _on_backed_up(self, path: Path) -> None:
        self.backups.show_backups(self.store.path)
        messages.say(self, f"已备份并核验：{path.name}", kind="ok")

    def _on_backups_restore_requested(self, path: Path | None) -> None:
        self.context.command_requested.emit("file.restore", path)

    def _on_check_check_requested(self) -> None:
        database = self.store.database
        self.check.show_result(None)

        def work(report: background.Report) -> Checked:
            return check(database, report)

        background.run(self, "检查", work, self._on_checked)

    def _on_checked(self, checked: Checked) -> None:
        self.check.show_result(checked)

    def _on_fonts_found(self, fonts: FontSet) -> None:
        self.about.show_fonts(fonts)

    def _on_settings_changed(self, key: str) -> None:
        if self.isVisible() and key in ("theme", "scale", "dense", "reopen_last", "operator"):
            self.operator.show_values(system_user())
            self.look.show_values()

    def _on_store_stepped(self, title: str) -> None:
        self.check.show_result(None)

    def _on_store_closed(self) -> None:
        self.check.show_result(None)
        if self.isVisible():
            self._show_file()


def _look_up_fonts(report: background.Report) -> FontSet:
    return font_set()
