"""The matrix of 5,000 tasks × 300 units (50,000 assignments) in a real window (offscreen): opening it, wheel, page
jump, a role set by key, a block of 2,000 cells set at once. Each figure is the time until everything is painted."""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from measure import FOLDER, line, machine, median, p95

TASKS, GROUPS, UNITS, EACH = 5_000, 50, 300, 10


def made() -> Path:
    """The database, made anew each time: it takes some seconds."""
    from sqlalchemy.orm import Session

    import models.schema  # noqa: F401
    from models.database import create_database
    from models.org.tables import Campaign, Unit
    from models.org.terms import UnitKind
    from models.task.tables import Assignment, Task
    from models.task.terms import Role

    def build(session: Session) -> None:
        kinds, roles = [UnitKind.DEPARTMENT, UnitKind.DISTRICT, UnitKind.STREET, UnitKind.COMPANY], list(Role)
        campaign = Campaign(name="创建国家卫生城市", year=2026)
        units = [
            Unit(name=f"单位{at}", short_name=f"单位{at}", position=at, kind=kinds[at * len(kinds) // UNITS])
            for at in range(UNITS)
        ]
        session.add_all((campaign, *units))
        session.flush()
        heads = [Task(campaign_id=campaign.id, position=at, title=f"大项 {at}", deadline="") for at in range(GROUPS)]
        session.add_all(heads)
        session.flush()
        tasks = [
            Task(campaign_id=campaign.id, parent_id=heads[at % GROUPS].id, position=at, title=f"任务 {at}")
            for at in range(TASKS - GROUPS)
        ]
        session.add_all(tasks)
        session.flush()
        session.add_all(
            Assignment(
                task_id=task.id, unit_id=units[(at * 7 + step * 29) % UNITS].id,
                role=roles[0 if not step else 1 + step % 3], position=step,
            )
            for at, task in enumerate(tasks)
            for step in range(EACH)
        )  # fmt: skip

    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / "matrix.zrt"
    path.unlink(missing_ok=True)
    database = create_database(path)
    database.do("准备", build)
    database.close()
    return path


def main() -> None:
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from models.database import open_database
    from models.task import actions
    from models.task.terms import Role
    from ui.application import prepare
    from ui.main_window import MainWindow
    from ui.settings import Settings
    from ui.store import Store
    from ui.style import Theme, apply

    path = made()
    app = prepare()
    apply(app, theme=Theme.LIGHT, scale=100, dense=False)
    store = Store()
    kept = FOLDER / "settings.json"
    kept.unlink(missing_ok=True)
    window = MainWindow(store, Settings(kept))
    window.resize(1366, 768)
    window.show()
    store.attach(open_database(path))
    QTest.qWait(200)

    def until_painted(work: Callable[[], object]) -> float:
        start = time.perf_counter()
        work()
        QApplication.sendPostedEvents()
        app.processEvents()  # delivers the update request: what changed is painted here
        return time.perf_counter() - start

    page = window.show_page("task")
    assert page is not None
    QTest.qWait(400)
    print(machine())
    opened = [until_painted(partial(page.show_view, "matrix"))]  # type: ignore[attr-defined]
    panel = page.matrix  # type: ignore[attr-defined]
    for _ in range(4):  # after every task may have changed
        page.show_view("table")  # type: ignore[attr-defined]
        QTest.qWait(100)
        panel._is_stale = True
        opened.append(until_painted(partial(page.show_view, "matrix")))  # type: ignore[attr-defined]
    size = f"{len(panel.model.rows)} × {len(panel.model.columns)}"
    line("matrix opened, slowest of 5", None, "≤ 1 s", f"{max(opened) * 1000:.0f} ms, {size}")
    view = panel.view
    middle = QPointF(view.viewport().rect().center())

    def wheel(held: Qt.KeyboardModifier, down: int) -> None:
        event = QWheelEvent(
            middle, view.viewport().mapToGlobal(middle), QPoint(), QPoint(0, down),
            Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)

    for what, held in (
        ("down", Qt.KeyboardModifier.NoModifier),
        ("across (Shift)", Qt.KeyboardModifier.ShiftModifier),
    ):
        steps = [until_painted(partial(wheel, held, -120)) for _ in range(90)]
        line(f"wheel step {what}, p95", None, "≤ 16 ms", f"{p95(steps) * 1000:.1f} ms")
    view.setFocus()
    jumps = [until_painted(partial(QTest.keyClick, view, Qt.Key.Key_PageDown)) for _ in range(60)]
    line("page jump, p95", None, "≤ 50 ms", f"{p95(jumps) * 1000:.1f} ms")
    keys = [until_painted(partial(QTest.keyClick, view, Qt.Key.Key_P)) for _ in range(20)]
    line("a role by key, step and repaint, median", None, "", f"{median(keys) * 1000:.0f} ms")
    folds = [until_painted(partial(panel.model.toggle_group, "部门")) for _ in range(6)]
    line("a group of columns folded or unfolded, median", None, "", f"{median(folds) * 1000:.0f} ms")
    cells = [(row.id, column.id) for row in panel.model.rows[1:101] for column in panel.model.columns[:20]]
    action = partial(actions.set_role_in_cells, cells=cells, role=Role.OVERSEE)
    block = until_painted(partial(page.do, "一块", action))
    line("2,000 cells set as one step, with repaint", None, "", f"{block:.2f} s")
    store.detach()
    path.unlink()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
