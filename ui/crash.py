"""Our own bugs: written to the log, told in a dialog with the log's place; the program stays usable.

Conditions that no page caught are said in the message bar; a cancelled work is silence.
"""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from platformdirs import user_log_path
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from models.errors import Cancelled, Condition
from ui import messages

if TYPE_CHECKING:
    from ui.widgets.question import Question

LOG_BYTES = 1_000_000
LOG_FILES = 5

log = logging.getLogger("zerentian")


def log_path() -> Path:
    """Where the log of this user lies."""
    return Path(user_log_path("zerentian", appauthor=False)) / "zerentian.log"


def start_log() -> Path | None:
    """Log to a rotating file, once; None when the folder cannot be written (that never stops the start)."""
    from logging.handlers import RotatingFileHandler

    path = log_path()
    root = logging.getLogger()
    if any(isinstance(known, RotatingFileHandler) for known in root.handlers):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True)
    except OSError as error:
        log.warning("no log file: %s", error)
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return path


class Catcher(QObject):
    """Stands behind sys.excepthook and threading.excepthook; speaks in the window's thread."""

    _caught = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._open: Question | None = None
        self._details = ""
        self._caught.connect(self._on_caught)

    def install(self) -> None:
        """Take the hooks."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._caught.emit(error.with_traceback(trace))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._caught.emit(args.exc_value)

    def _on_caught(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            messages.say(self._window, "已取消，没有改动。")
        elif isinstance(error, Condition):
            messages.refuse(self._window, error)
        else:
            self._tell(error)

    def _tell(self, error: BaseException) -> None:
        import traceback

        details = "".join(traceback.format_exception(error))
        start_log()
        log.error("bug\n%s", details)
        if self._open is not None:
            return  # one dialog at a time; every bug is in the log
        from ui.widgets.question import Question

        dialog = Question(
            "程序出错了",
            "刚才的操作没有完成。之前保存的内容都在，可以继续使用。\n"
            f"如果再次出现，请把日志发给维护人员：\n{log_path()}",
            (messages.Choice("folder", "打开日志文件夹"), messages.Choice("copy", "复制详情", primary=True)),
            self._window,
        )
        dialog.cancel_button.setText("关闭")
        self._details = details
        dialog.answered.connect(self._on_dialog_answered)
        dialog.finished.connect(self._on_dialog_finished)
        self._open = dialog
        for button in dialog.findChildren(QPushButton):
            button.setAutoDefault(False)
        messages.open_form(self._window, dialog)

    def _on_dialog_answered(self, key: str) -> None:
        if key == "copy":
            import platform

            system = f"责任田  Python {platform.python_version()}  {platform.platform()}\n"
            QGuiApplication.clipboard().setText(system + self._details)
            messages.say(self._window, "已复制错误详情。")
        elif key == "folder":
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_path().parent)))

    def _on_dialog_finished(self) -> None:
        self._open = None
