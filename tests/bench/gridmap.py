"""The map of a grid with 2,010 places in a real window (offscreen): painting, hover, drill-down, colouring; and 2,000
pasted places, seen and written.

Each figure of the window is the time until everything is painted.
"""

import shutil
import time
from collections.abc import Callable
from itertools import cycle

from measure import FOLDER, line, machine, median, p95, stress_database, times

SCALE = 67
RUNS = 30


def window_figures() -> None:
    """The view 示意图 of the page 网格."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from models.database import open_database
    from ui.application import prepare
    from ui.main_window import MainWindow
    from ui.settings import Settings
    from ui.store import Store
    from ui.style import Theme, apply

    app = prepare()
    apply(app, theme=Theme.LIGHT, scale=100, dense=False)
    copy = FOLDER / "gridmap.zrt"
    shutil.copyfile(stress_database(SCALE), copy)
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
        app.processEvents()
        return time.perf_counter() - start

    page = window.show_page("grid")
    assert page is not None
    QTest.qWait(100)
    first = until_painted(lambda: page.show_view("map"))  # type: ignore[attr-defined]
    part = page._part  # type: ignore[attr-defined]
    view = part.map
    tiles = sum(not spot.is_frame for spot in view.spots)
    line("view 示意图 shown first", None, "", f"{first * 1000:.0f} ms, {tiles} tiles")

    painted = [until_painted(view._repaint) for _ in range(RUNS)]
    line(f"{tiles} tiles painted anew, p95", None, "≤ 50 ms", f"{p95(painted) * 1000:.1f} ms")

    spots = [spot for spot in view.spots if not spot.is_frame]
    points = cycle([QPoint(round(spot.rect.x) + 15, round(spot.rect.y) + 7) for spot in spots[:: len(spots) // 60]])
    hovered = [until_painted(lambda: QTest.mouseMove(view, next(points))) for _ in range(RUNS)]
    line("hover over the map, p95", None, "≤ 16 ms", f"{p95(hovered) * 1000:.1f} ms")

    area = next(row for row in page.view.cells if row.depth == 1)  # type: ignore[attr-defined]
    alone = []
    for _ in range(RUNS):
        alone.append(until_painted(lambda: part.set_area(area)))
        part.set_area(None)
    line("into a district, the map alone, p95", None, "≤ 50 ms", f"{p95(alone) * 1000:.1f} ms, {area.sites} places")
    down, up = [], []
    for _ in range(RUNS):
        down.append(until_painted(lambda: view.entered.emit(area.id)))
        up.append(until_painted(lambda: QTest.keyClick(view, Qt.Key.Key_Backspace)))
    line("into a district, tree and inspector with it, median", None, "", f"{median(down) * 1000:.0f} ms")
    line("one level up, tree and inspector with it, median", None, "", f"{median(up) * 1000:.0f} ms")

    keys = cycle(("vacancy", "duty", "stage"))
    coloured = [until_painted(lambda: part._on_segments_chosen(next(keys))) for _ in range(6)]
    line("another colouring, read and painted, median", None, "", f"{median(coloured) * 1000:.0f} ms")
    window.close()
    store.detach()
    copy.unlink()


def paste_figures() -> None:
    """2,000 rows with level columns into an empty grid."""
    from models.database import create_database
    from models.grid import actions
    from models.grid.rules import TEMPLATES

    path = FOLDER / "paste.zrt"
    path.unlink(missing_ok=True)
    database = create_database(path)
    database.do("层级", actions.set_levels, levels=TEMPLATES[0].forms)
    rows = [["市", "区", "街道", "社区", "点位", "批次", "编号"]]
    for number in range(2_000):
        upper = [f"{number // 500}区", f"{number // 100}街道", f"{number // 20}社区"]
        shown = [name if number % step == 0 else "" for name, step in zip(upper, (500, 100, 20), strict=True)]
        rows.append(["云溪市" if number == 0 else "", *shown, f"{number}号市场", "第一批", f"N{number:05d}"])
    seen = median(times(lambda: database.read(actions.plan_paste, block=rows), 5, warm_up=1))
    line("2,000 pasted places, preview", None, "≤ 1 s", f"{seen * 1000:.0f} ms")
    start = time.perf_counter()
    database.do("粘贴点位", actions.paste_cells, block=rows)
    line("2,000 pasted places, written as one step", None, "≤ 5 s", f"{time.perf_counter() - start:.2f} s")
    database.close()
    path.unlink()


def main() -> None:
    import models.schema  # noqa: F401

    print(machine())
    window_figures()
    paste_figures()


if __name__ == "__main__":
    main()
