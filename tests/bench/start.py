"""Start to the first painted window, to the filled overview and to the attached store, against a bare PySide6 window.

Whole processes, offscreen, from the program's own `app.main`; the kinds take turns so that noise hits all alike.
"filled" is a start with the facts of the overview kept by an earlier one: all of them are on the page and painted.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import ROOT, line, machine, median, stress_database

RUNS = 9
BARE = """
import os, sys
from PySide6.QtWidgets import QApplication, QLabel
class Label(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        os._exit(0)
app = QApplication(sys.argv)
label = Label("责任田")
label.resize(1366, 768)
label.show()
app.exec()
"""
OURS = """
import os, sys
sys.path.insert(0, {root!r})
sys.argv = ["app.py", {path!r}]
import app
def leave(*_):
    os._exit(0)
def at_first_paint():
    import ui.application  # as the program does: first of all of ui
    from ui.main_window import MainWindow
    paint = MainWindow.paintEvent
    def painted(self, event):
        paint(self, event)
        leave()
    MainWindow.paintEvent = painted
def leave_filled(window, page):
    from PySide6.QtCore import QEvent, QObject
    from ui.overview.todo import one_line_each
    class Painted(QObject):
        is_true = False
        def eventFilter(self, widget, event):
            self.is_true = self.is_true or event.type() == QEvent.Type.Paint
            return False
    facts, lines, painted = page.shown, page.todo.list.rows, Painted()
    lines.installEventFilter(painted)
    window.repaint()  # at once, with all that is in it
    is_filled = (
        painted.is_true
        and len(lines.entries) == len(one_line_each(facts.overview.todo)) > 0
        and len(page.recent.list.entries) == len(facts.steps) > 0
        and page.figures.figure("tasks").accessibleName().endswith(f"{{facts.overview.tasks:,}}")
    )
    os._exit(0 if is_filled else 1)
def at_filled_overview():
    import ui.application  # as the program does: first of all of ui
    from ui.main_window import MainWindow
    show = MainWindow.show_ahead
    def shown(self, page, *rest):
        show(self, page, *rest)
        if not self.store.is_open and "sqlalchemy" not in sys.modules:
            leave_filled(self, page)
    MainWindow.show_ahead = shown
def at_attached_store():
    import ui.application  # as the program does: first of all of ui
    from ui.main_window import MainWindow
    show = MainWindow.show_page
    def shown(self, key, *rest, **more):
        page = show(self, key, *rest, **more)
        if key == "overview" and self.store.is_open:
            leave_filled(self, page)
    MainWindow.show_page = shown
def when_kept():
    import ui.application  # as the program does: first of all of ui
    from PySide6.QtCore import QTimer
    from ui.first_page import FirstPage
    keep = FirstPage._on_timer_timeout
    def kept(self):
        keep(self)
        QTimer.singleShot(2_000, self._window.close)
    FirstPage._on_timer_timeout = kept
{until}()
app.main(sys.argv[1:])
"""


def seconds(code: str, home: Path, *, forget: bool = False) -> float:
    """Wall time of one process from its start to its end; with `forget` nothing is kept of an earlier one."""
    state = home / ".local" / "state"
    shutil.rmtree(state if forget else state / "zerentian" / "open", ignore_errors=True)  # the mark of a crash
    env = os.environ | {
        "HOME": str(home),
        "XDG_STATE_HOME": str(state),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUTF8": "1",
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled modules are kept, as for any user
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=env, cwd=ROOT, timeout=60)
    return time.perf_counter() - start


def clean_copy(path: Path, folder: Path) -> Path:
    """A copy of this program's schema, closed properly: nothing is upgraded, repaired or checked at the start."""
    from models.database import open_database

    copy = Path(shutil.copy(path, folder))
    open_database(copy).close()
    return copy


def main() -> None:
    print(machine())
    home, fresh = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    small, large = (clean_copy(stress_database(scale), home) for scale in (1, 60))

    def ours(path: Path, until: str) -> str:
        return OURS.format(root=str(ROOT), path=str(path), until=until)

    for path in (small, large):
        seconds(ours(path, "when_kept"), home)
    kinds = {
        "bare": BARE,
        "painted": ours(small, "at_first_paint"),
        "filled": ours(small, "at_filled_overview"),
        "attached": ours(small, "at_attached_store"),
        "stress": ours(large, "at_filled_overview"),
        "stress attached": ours(large, "at_attached_store"),
        "first": ours(small, "at_attached_store"),
    }
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    for run in range(RUNS + 1):
        for kind, code in kinds.items():
            took = seconds(code, fresh if kind == "first" else home, forget=kind == "first")
            if run:
                found[kind].append(took)
    took_by = {kind: median(times) for kind, times in found.items()}
    bare = took_by["bare"]
    for what, kind, base, bar in (
        ("first paint / bare window", "painted", "bare", "≤ 1.6"),
        ("overview filled / bare window", "filled", "bare", "≤ 4"),
        ("store attached (the page can be edited) / bare window", "attached", "bare", ""),
        ("first ever start, nothing kept: filled and attached / bare window", "first", "bare", ""),
        ("overview filled, 50,000 assignments / sample", "stress", "filled", "≤ 1.3"),
        ("store attached, 50,000 assignments / sample", "stress attached", "attached", ""),
    ):
        absolute = f"{took_by[kind] * 1000:.0f} ms" + (f" against {bare * 1000:.0f} ms" if base == "bare" else "")
        line(what, took_by[kind] / took_by[base], bar, absolute)


if __name__ == "__main__":
    main()
