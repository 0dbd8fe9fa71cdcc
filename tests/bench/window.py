"""The page 任务 with 50,000 assignments in a real window (offscreen): filter as you type, wheel, page jump, cell edit.

Each figure is the time until everything is painted; the matrix is measured with the same keys.
"""

import shutil
import sys
import time
from collections.abc import Callable
from functools import partial

from measure import FOLDER, line, machine, median, p95, stress_database

WORDS = ("农", "农贸", "市场", "swj", "市商务局", "卫生 街道", "12月", "垃圾", "z", "健康教育")


def main() -> None:
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractItemView, QApplication

    from models.database import open_database
    from ui.application import prepare
    from ui.main_window import MainWindow
    from ui.settings import Settings
    from ui.store import Store
    from ui.style import Theme, apply

    app = prepare()
    apply(app, theme=Theme.LIGHT, scale=100, dense=False)
    copy = FOLDER / "window.zrt"
    shutil.copyfile(stress_database(60), copy)
    store = Store()
    kept = FOLDER / "settings.json"
    kept.unlink(missing_ok=True)
    window = MainWindow(store, Settings(kept))
    window.resize(1366, 768)
    window.show()
    store.attach(open_database(copy))
    QTest.qWait(200)

    def until_painted(work: Callable[[], object]) -> float:
        start = time.perf_counter()
        work()
        QApplication.sendPostedEvents()
        app.processEvents()  # delivers the update request: what changed is painted here
        return time.perf_counter() - start

    start = time.perf_counter()
    page = window.show_page("task")
    assert page is not None
    QTest.qWait(50)
    print(machine())
    shown = page.table.shown  # type: ignore[attr-defined]
    line("page 任务 shown first", None, "", f"{(time.perf_counter() - start) * 1000:.0f} ms, {shown} rows")

    for name, switch in (("table", None), ("matrix", "矩阵")):
        if switch:
            page.show_view("matrix")  # type: ignore[attr-defined]
            QTest.qWait(200)
        panel = page.table if switch is None else page.matrix  # type: ignore[attr-defined]
        typed = []
        for word in WORDS:
            for end in range(1, len(word) + 1):
                typed.append(until_painted(partial(panel.set_filter, word[:end])))
            until_painted(partial(panel.set_filter, ""))
        line(f"filter as you type, {name}, p95", None, "≤ 100 ms", f"{p95(typed) * 1000:.0f} ms")
        area: QAbstractItemView = page.table.table if switch is None else page.matrix.view  # type: ignore[attr-defined]
        middle = QPointF(area.viewport().rect().center())

        def wheel(area: QAbstractItemView = area, middle: QPointF = middle) -> None:
            event = QWheelEvent(
                middle, area.viewport().mapToGlobal(middle), QPoint(), QPoint(0, -120),
                Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(area.viewport(), event)

        steps = [until_painted(wheel) for _ in range(120)]
        line(f"wheel step, {name}, p95", None, "≤ 16 ms", f"{p95(steps) * 1000:.1f} ms")
        area.setFocus()
        jumps = [until_painted(partial(QTest.keyClick, area, Qt.Key.Key_PageDown)) for _ in range(60)]
        line(f"page jump, {name}, p95", None, "≤ 50 ms", f"{p95(jumps) * 1000:.1f} ms")
    page.show_view("table")  # type: ignore[attr-defined]
    QTest.qWait(200)
    panel = page.table  # type: ignore[attr-defined]
    task_id = panel.current_id()
    edits = [until_painted(partial(panel.write, task_id, "note", f"备注{number}")) for number in range(40)]
    line("cell edit with repaint, median", None, "≤ 15 ms", f"{median(edits) * 1000:.1f} ms")
    store.detach()
    copy.unlink()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
