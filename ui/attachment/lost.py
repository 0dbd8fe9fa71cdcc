"""Looks at the folder of attachments after a file was opened; what was lost nearby comes back, the rest is said."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui import background, messages
from ui.context import Context

if TYPE_CHECKING:
    from models.attachment.queries import Missing

LOOK_AFTER_MS = 3_000  # after a file is open: the first pages come first
_SHOWN = 3


class LostFiles(QObject):
    """Works for one window."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._store = context.store
        self._window = window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER_MS)
        self._timer.timeout.connect(self.look)
        self._store.opened.connect(self._timer.start)
        self._store.closed.connect(self._timer.stop)

    def look(self) -> None:
        """Take back what lies nearby, then say what is missing."""
        if not self._store.is_open:
            return
        database = self._store.database

        def work(report: background.Report) -> tuple[int, tuple[Missing, ...]]:
            from models.attachment.keeping import fetch_near
            from models.attachment.queries import all_missing

            if not database.read(all_missing, database=database.path):
                return 0, ()
            came = fetch_near(database, report)
            return came, database.read(all_missing, database=database.path)

        job = partial(self._on_looked, database.path)
        background.run(self._window, "核对附件", work, job, modal=False)

    def _on_looked(self, path: Path, found: tuple[int, tuple[Missing, ...]]) -> None:
        came, missing = found
        if self._store.path != path:
            return
        if missing:
            names = "、".join(f"“{row.names[0]}”" for row in missing[:_SHOWN]) + ("等" if len(missing) > _SHOWN else "")
            messages.say(
                self._window,
                f"有 {len(missing)} 个附件的文件不在旁边的“{path.name}.files”文件夹里：{names}。其他数据都在。",
                kind="warning",
                action=("查看和找回", self._show),
            )
        elif came:
            messages.say(self._window, f"附件文件夹没有跟着数据文件，已从旁边取回 {came} 个附件。", kind="ok")

    def _show(self) -> None:
        self._context.command_requested.emit("attachments", None)
