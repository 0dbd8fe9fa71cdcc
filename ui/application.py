"""Start of the window: frame first, then (in a thread) the database library and the file, then the pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

import ui.quick_start  # noqa: F401 - before the rest of ui: it makes their import cheaper
from app import VERSION
from ui import icons, style
from ui.garbage import Collector
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.store import Store

COLLECTOR_AFTER_MS = 3_000
LOG_AFTER_MS = 1_500  # after the file is open; a bug before starts the log itself


class Program(QObject):
    """Holds what lives as long as the program: settings, store, window."""

    def __init__(self, app: QApplication, path: Path | None) -> None:
        super().__init__(app)
        self._app = app
        self.settings = Settings(parent=self)
        self.apply_style()
        self.store = Store(self)
        self._path = path or self._last_file()
        self.window = MainWindow(self.store, self.settings, self._path)
        self.window.painted.connect(self._on_window_painted)
        self.settings.changed.connect(self._on_settings_changed)
        app.styleHints().colorSchemeChanged.connect(self.apply_style)

    def apply_style(self) -> None:
        """The look as the settings (or the system's theme) want it."""
        style.apply(
            self._app,
            theme=style.Theme(self.settings.get("theme")),
            scale=self.settings.get("scale"),
            dense=self.settings.get("dense"),
        )

    def start(self) -> None:
        """Show the frame; the rest follows its first paint."""
        self.window.show()

    def _last_file(self) -> Path | None:
        recent = self.settings.recent_files() if self.settings.get("reopen_last") else []
        return recent[0] if recent else None

    def _on_window_painted(self) -> None:
        from ui import crash
        from ui.first_page import FirstPage

        icons.enable()
        self._app.setWindowIcon(icons.app_icon())
        crash.Catcher(self.window).install()
        QTimer.singleShot(COLLECTOR_AFTER_MS, self._on_collector_due)
        if self._path is not None:
            QTimer.singleShot(LOG_AFTER_MS, crash.start_log)
            self.window.desk.held_elsewhere.connect(self._on_desk_held_elsewhere)
            self.store.opened.connect(self._on_store_opened)
            self.first_page = FirstPage(self.window, VERSION)
            self.first_page.open(self._path)
        else:
            crash.start_log()
            self.window.welcome.show_start([])
            self.window.commands.complete()
        for widget in self.window.findChildren(QWidget):
            widget.update()

    def _on_desk_held_elsewhere(self) -> None:
        """A second start with the file of the first: that window is in front now, this one has nothing to do."""
        self.window.close()

    def _on_store_opened(self) -> None:
        """The start is over; from now on a file held elsewhere is only said."""
        self.window.desk.held_elsewhere.disconnect(self._on_desk_held_elsewhere)
        self.store.opened.disconnect(self._on_store_opened)

    def _on_collector_due(self) -> None:
        self._collector = Collector(self)

    def _on_settings_changed(self, key: str) -> None:
        if key in ("theme", "scale", "dense"):
            self.apply_style()


def prepare(arguments: Sequence[str] = ()) -> QApplication:
    """The QApplication with its names and Qt's own Chinese."""
    present = QApplication.instance()
    app = present if isinstance(present, QApplication) else QApplication([sys.argv[0], *style.ARGUMENTS, *arguments])
    app.setProperty("isFusion", present is None)
    app.setApplicationName("zerentian")
    app.setApplicationDisplayName("责任田")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("zerentian")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


def run(path: Path | None) -> int:
    """Open the window (and `path`, or the last file); the result is the exit code."""
    app = prepare()
    program = Program(app, path)
    program.start()
    return app.exec()
