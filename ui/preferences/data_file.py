"""Sections 数据文件, 备份 and 检查 of the open file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from models.backup import BackupRow, backup_folder, backups_of
from models.check import Checked
from ui.preferences.section import Section, ShortTable, plain
from ui.style import px
from ui.tables.cells import Column
from ui.tables.rows import RowsModel

MOST_FINDINGS = 200


def size_words(size: int) -> str:
    """736 KB, 12.4 MB."""
    return f"{max(1, round(size / 1024)):,} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:,.1f} MB"


class FileSection(Section):
    """Where the open file lies, its size, its password."""

    folder_requested = Signal(object)  # path
    save_as_requested = Signal()
    password_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("数据文件", parent)
        self._path: Path | None = None
        self.place = self.add_text("位置")
        self.length = self.add_text("大小")
        self.lock = self.add_text("密码")
        self.folder_button, self.copy_button, self.password_button = self.add_buttons(
            ("打开所在文件夹", "folder-outline", self._on_folder),
            ("另存为…", "content-save-move-outline", self.save_as_requested.emit),
            ("设置密码…", "lock-outline", self.password_requested.emit),
        )

    def show_file(self, path: Path | None, has_password: bool, steps: int) -> None:
        """The open file; None for none."""
        self._path = path
        for button in (self.folder_button, self.copy_button, self.password_button):
            button.setEnabled(path is not None)
        if path is None:
            for label in (self.place, self.length, self.lock):
                label.setText("没有打开文件")
            return
        self.place.setText(str(path))
        self.length.setText(f"{size_words(path.stat().st_size)}，{steps:,} 步历史；每改一处都已存盘，不必另按保存。")
        self.lock.setText("已设置，打开时要输入" if has_password else "未设置")
        self.password_button.setText("修改密码…" if has_password else "设置密码…")

    def _on_folder(self) -> None:
        if self._path is not None:
            self.folder_requested.emit(self._path.parent)


class BackupSection(Section):
    """The kept backups, a new one, and the way back."""

    backup_requested = Signal()
    restore_requested = Signal(object)  # path of a backup, None to choose a file
    folder_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("备份", parent)
        self._path: Path | None = None
        columns = (
            Column("at", "时间", lambda row: f"{row.row.at:%Y-%m-%d %H:%M:%S}", width=160, stretch=True),
            Column("seq", "到第几步", lambda row: f"{row.row.seq:,}", width=88, align="right"),
            Column("size", "大小", lambda row: size_words(row.row.size), width=96, align="right"),
        )
        self.model = RowsModel(columns, parent=self)
        self.table = ShortTable(self.model, name="preferences.backups", whole_rows=True)
        self.table.setAccessibleName("已有的备份")
        self.note = plain("", "caption", self)
        self.note.setWordWrap(True)
        self.add("", self.note)
        self.add("", self.table, grows=True)
        self.backup_button, self.restore_button, self.other_button, self.folder_button = self.add_buttons(
            ("立即备份", "backup-restore", self.backup_requested.emit),
            ("恢复选中的…", "restore", self._on_restore),
            ("恢复其他文件…", "", self._on_other),
            ("打开文件夹", "folder-outline", self._on_folder),
            indent=False,
        )
        self.table.current_changed.connect(self._on_table_current_changed)

    def show_backups(self, path: Path | None) -> None:
        """The backups of the file at `path`."""
        self._path = path
        rows = backups_of(path) if path is not None else []
        self.model.set_rows(BackupLine(str(row.path), row) for row in rows)
        self.note.setText(
            f"有改动时每半小时自动备份，写完即核验。现有 {len(rows)} 份：最近两天的全留，更早的按天、周、月各留一份。"
        )
        self.backup_button.setEnabled(path is not None)
        self.folder_button.setEnabled(bool(rows))
        self._on_table_current_changed(self.table.current_id())

    def _on_table_current_changed(self, row_id: object) -> None:
        self.restore_button.setEnabled(self.model.row(row_id) is not None)

    def _on_restore(self) -> None:
        line = self.model.row(self.table.current_id())
        if line is not None:
            self.restore_requested.emit(line.row.path)

    def _on_other(self) -> None:
        self.restore_requested.emit(None)

    def _on_folder(self) -> None:
        if self._path is not None:
            self.folder_requested.emit(backup_folder(self._path))


class BackupLine:
    """A backup as a table row, known by its path."""

    __slots__ = ("id", "row")

    def __init__(self, id: str, row: BackupRow) -> None:
        self.id = id
        self.row = row


class CheckSection(Section):
    """Structure, chain of the history and every record, checked on demand."""

    check_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("检查", parent)
        note = plain("核对文件结构、历史的前后相连，并把每条记录与历史对照，查出程序外的改动。", "caption", self)
        note.setWordWrap(True)
        self.add("", note)
        self.button = self.add_top_button("立即检查", "shield-check-outline", self.check_requested.emit)
        self.result: QLabel = plain("", "", self)
        self.result.setWordWrap(True)
        self.result.hide()
        self.add("", self.result)
        self.findings = QPlainTextEdit(self)
        self.findings.setReadOnly(True)
        self.findings.setAccessibleName("检查发现的问题")
        self.findings.setFixedHeight(px(110))
        self.findings.hide()
        self.add("", self.findings)

    def show_result(self, checked: Checked | None) -> None:
        """What the check found; None before a check."""
        self.result.setVisible(checked is not None)
        self.findings.setVisible(bool(checked and (checked.findings or checked.notes)))
        if checked is None:
            return
        sound = not checked.findings
        is_grave = any(finding.is_grave for finding in checked.findings)
        self.result.setProperty("tone", "ok" if sound else "overdue" if is_grave else "near")
        self.result.style().unpolish(self.result)
        self.result.style().polish(self.result)
        if sound:
            self.result.setText(
                f"● 通过：{checked.steps:,} 步历史前后相连，{checked.rows:,} 条记录与历史一致。链尾 {checked.head[:16]}"
            )
        elif is_grave:
            self.result.setText(f"■ 发现 {len(checked.findings):,} 处问题。请不要继续录入，先恢复最近的备份。")
        else:
            self.result.setText(f"▲ 记录都完好；有 {len(checked.findings):,} 个附件的文件有问题，可以在“附件”里找回。")
        lines = [finding.sentence for finding in checked.findings[:MOST_FINDINGS]]
        self.findings.setPlainText("\n".join((*lines, *checked.notes)))
