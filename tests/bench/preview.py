"""The preview of a breakdown of about 200 rows in a real window (offscreen): from a changed setting to the first page.

Each run changes a row and the title, so that nothing can be kept from the run before; "painted" is page 1 on the desk.
"""

import shutil
import sys
import time
from collections.abc import Callable

from measure import FOLDER, line, machine, median, stress_database

RUNS = 15
SCALE = 3


def main() -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from models.database import open_database
    from models.org.queries import campaigns
    from models.task import queries
    from models.task.actions import update_task
    from ui.application import prepare
    from ui.main_window import MainWindow
    from ui.printing.page import PrintingPage
    from ui.settings import Settings
    from ui.store import Store
    from ui.style import Theme, apply

    app = prepare()
    apply(app, theme=Theme.LIGHT, scale=100, dense=False)
    copy = FOLDER / "preview.zrt"
    shutil.copyfile(stress_database(SCALE), copy)
    store = Store()
    kept = FOLDER / "settings.json"
    kept.unlink(missing_ok=True)
    window = MainWindow(store, Settings(kept))
    window.resize(1366, 768)
    window.show()
    store.attach(open_database(copy))
    QTest.qWait(500)
    begun: list[float] = []

    def until(reached: Callable[[], bool]) -> float:
        start = time.perf_counter()
        while not reached():
            QApplication.sendPostedEvents()
            app.processEvents()
            time.sleep(0.001)
        return time.perf_counter() - start

    first = time.perf_counter()
    page = window.show_page("printing")
    assert isinstance(page, PrintingPage)
    page.preview.begun.connect(lambda pages: begun.append(time.perf_counter()))
    until(lambda: page.made is not None and page.artist.has(0, page.desk.dpi()))
    opened = time.perf_counter() - first
    (campaign,) = store.read(campaigns)
    rows = store.read(queries.task_tree, campaign_id=campaign.id)
    print(machine())
    line(f"preview opened the first time, {len(rows)} rows (child processes start)", None, "", f"{opened:.2f} s")

    shown, whole = [], []
    for run in range(RUNS):
        store.do("改名", update_task, task_id=rows[run].id, title=f"{rows[run].title}之{run}")
        QTest.qWait(50)
        until(lambda: not page.preview.is_running)
        box = page.panel._lines["title"].line
        box.setText(f"第 {run} 份分解表")
        begun.clear()
        start = time.perf_counter()
        box.editingFinished.emit()
        until(lambda: bool(begun) and page.artist.has(0, page.desk.dpi()))
        shown.append(time.perf_counter() - start)
        until(lambda: not page.preview.is_running)
        whole.append(time.perf_counter() - start)
    pages = page.artist.pages.total
    line("first page after a changed setting, median of 15", None, "≤ 0.5 s", f"{median(shown):.2f} s")
    line("the same, worst of 15", None, "≤ 0.5 s", f"{max(shown):.2f} s")
    line(f"all {pages} pages", None, "", f"{median(whole):.2f} s")
    page.preview.stop()
    store.detach()
    copy.unlink()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
