"""架构图 of 300 groups in a window of 1366×768 (offscreen): a step of panning, a step of zooming, the layout.

Each frame is the time until everything is painted, with all boxes in sight and with some. For comparison the same
boxes as items of a QGraphicsView, which was not taken.
"""

import shutil
import sys
import time
from collections.abc import Callable
from functools import partial

from measure import FOLDER, line, machine, median, p95

GROUPS = 300
WORDS = ("市容环境卫生专业组", "农贸市场建设与管理专业组", "督查专班", "健康教育和健康促进专业组", "综合协调组")
PEOPLE = ("祝明远", "岳清扬", "安知行", "宁致远", "欧阳牧", "申屠远")


def fill(path: object) -> int:
    """A campaign with 300 groups on four levels, each with a head and two members; answers its id."""
    from pathlib import Path

    import models.schema  # noqa: F401
    from models.database import create_database
    from models.org import actions

    assert isinstance(path, Path)
    path.unlink(missing_ok=True)
    database = create_database(path)

    def build(session: object) -> int:
        campaign = actions.create_campaign(session, name="创卫 2026", year=2026)  # type: ignore[arg-type]
        people = [actions.create_person(session, name=name) for name in PEOPLE]  # type: ignore[arg-type]
        ids: list[int] = []
        for number in range(GROUPS):
            above = ids[(number - 1) // 7] if ids else None
            name = f"{WORDS[number % len(WORDS)]}{number}"
            ids.append(actions.add_group(session, campaign_id=campaign, name=name, parent_id=above))  # type: ignore[arg-type]
            for place, role in enumerate(("组长", "成员", "成员")):
                person = people[(number + place) % len(people)]
                actions.add_seat(session, group_id=ids[-1], wording=role, person_id=person)  # type: ignore[arg-type]
        return campaign

    campaign = int(database.do("准备", build).value)
    database.close()
    return campaign


def main() -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from models.database import open_database
    from models.org.chart import Direction, lay_out
    from ui.application import prepare
    from ui.main_window import MainWindow
    from ui.settings import Settings
    from ui.store import Store
    from ui.style import Theme, apply

    app = prepare()
    apply(app, theme=Theme.LIGHT, scale=100, dense=False)
    FOLDER.mkdir(exist_ok=True)
    source = FOLDER / f"chart-{GROUPS}.zrt"
    campaign = fill(source)
    copy = FOLDER / "chart.zrt"
    shutil.copyfile(source, copy)
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

    page = window.show_page("org")
    assert page is not None
    page.context.set_campaign(campaign, "创卫 2026")
    page.nav.select_id("groups")  # type: ignore[attr-defined]
    QTest.qWait(50)
    shown = until_painted(partial(page._on_face_chosen, "chart"))  # type: ignore[attr-defined]
    view = page.view  # type: ignore[attr-defined]
    canvas = view.canvas
    print(machine())
    line("chart shown first, 300 groups", None, "", f"{shown * 1000:.0f} ms")
    canvas.setFocus()
    middle = QPointF(canvas.viewport().rect().center())

    for words, zoom in (("nearly all in sight", 0.0), ("at 60 %", 0.6), ("at 100 %", 1.0)):
        canvas.fit()
        canvas.set_zoom(zoom or canvas.zoom * 1.15)
        until_painted(canvas.viewport().update)
        whole = [until_painted(canvas.viewport().update) for _ in range(40)]
        boxes = sum(canvas.rect_of(box).intersects(canvas.viewport().rect()) for box in canvas.chart.boxes)
        line(f"whole repaint, {words}, {boxes} boxes, p95", None, "≤ 50 ms", f"{p95(whole) * 1000:.1f} ms")
        steps = [
            until_painted(partial(canvas._scroll_by, 40 if at % 40 < 20 else -40, 24 if at % 30 < 15 else -24))
            for at in range(120)
        ]
        line(f"pan step, {words}, p95", None, "≤ 16 ms", f"{p95(steps) * 1000:.1f} ms")
    canvas.fit()
    zooms = [until_painted(partial(canvas.zoom_by, 1.1 if at % 50 < 25 else 1 / 1.1, middle)) for at in range(200)]
    line("zoom step, from the whole to 100 % and back, p95", None, "≤ 50 ms", f"{p95(zooms) * 1000:.1f} ms")
    laid = []
    for _ in range(9):
        start = time.perf_counter()
        lay_out(view._nodes, direction=Direction.AUTO)
        laid.append(time.perf_counter() - start)
    line("layout of 300 boxes, all arrangements tried, median", None, "", f"{median(laid) * 1000:.0f} ms")
    _compare(canvas, until_painted)
    store.detach()
    copy.unlink()
    sys.stdout.flush()


def _compare(canvas: object, until_painted: Callable[[Callable[[], object]], float]) -> None:
    """The same boxes with their words as items of a QGraphicsView."""
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QGraphicsScene, QGraphicsView

    from models.org.chart import parts_of
    from ui.org.chart.sight import FULL, ChartSight
    from ui.style import font

    assert isinstance(canvas, ChartSight)
    scene = QGraphicsScene()
    for box in canvas.chart.boxes:
        scene.addRect(box.x * FULL, box.y * FULL, box.width * FULL, box.height * FULL)
        for part in parts_of(box):
            if part.text:
                made = QFont(font(13))
                made.setPixelSize(max(round(part.size_pt * 0.3528 * FULL), 1))
                item = scene.addSimpleText(part.text, made)
                item.setPos(part.x * FULL, part.y * FULL)
    for link in canvas.chart.links:
        for (x1, y1), (x2, y2) in zip(link.points, link.points[1:], strict=False):
            scene.addLine(x1 * FULL, y1 * FULL, x2 * FULL, y2 * FULL)
    other = QGraphicsView(scene)
    other.resize(canvas.size())
    other.show()
    other.fitInView(scene.sceneRect())
    until_painted(other.viewport().update)
    whole = [until_painted(other.viewport().update) for _ in range(20)]
    line("the same in a QGraphicsView: whole repaint, all in sight, p95", None, "", f"{p95(whole) * 1000:.1f} ms")
    zooms = [
        until_painted(partial(other.scale, *((1.1, 1.1) if at % 50 < 25 else (1 / 1.1, 1 / 1.1)))) for at in range(100)
    ]
    line("the same in a QGraphicsView: zoom step, p95", None, "", f"{p95(zooms) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
