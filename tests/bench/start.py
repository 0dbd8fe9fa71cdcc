"""Start to the first painted window, and to the filled overview, against a bare PySide6 window with one label.

Whole processes, offscreen, from the program's own `app.main`; the kinds take turns so that noise hits all alike.
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
def at_filled_overview():
    import ui.application  # as the program does: first of all of ui
    from ui.main_window import MainWindow
    from PySide6.QtCore import QTimer
    show = MainWindow.show_page
    def shown(self, key, *rest, **more):
        show(self, key, *rest, **more)
        if key == "overview" and self.store.is_open:
            self.repaint()
            leave()
    MainWindow.show_page = shown
{until}()
app.main(sys.argv[1:])
"""


def seconds(code: str, home: Path) -> float:
    """Wall time of one process from its start to its end."""
    env = os.environ | {
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUTF8": "1",
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled modules are kept, as for any user
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=env, cwd=ROOT)
    took = time.perf_counter() - start
    shutil.rmtree(home / ".local" / "state", ignore_errors=True)  # the mark of a crash: it would have the file checked
    return took


def main() -> None:
    print(machine())
    home = Path(tempfile.mkdtemp())
    small, large = stress_database(1), stress_database(60)
    kinds = {
        "bare": BARE,
        "painted": OURS.format(root=str(ROOT), path=str(small), until="at_first_paint"),
        "filled": OURS.format(root=str(ROOT), path=str(small), until="at_filled_overview"),
        "stress": OURS.format(root=str(ROOT), path=str(large), until="at_filled_overview"),
    }
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    for run in range(RUNS + 1):
        for kind, code in kinds.items():
            took = seconds(code, home)
            if run:
                found[kind].append(took)
    bare, painted, filled, stress = (median(found[kind]) for kind in kinds)
    line("first paint / bare window", painted / bare, "≤ 1.6", f"{painted * 1000:.0f} ms against {bare * 1000:.0f} ms")
    line("overview filled / bare window", filled / bare, "≤ 4", f"{filled * 1000:.0f} ms")
    line("overview filled, 50,000 assignments / sample", stress / filled, "≤ 1.3", f"{stress * 1000:.0f} ms")


if __name__ == "__main__":
    main()
