"""Pictures of every page, taken of the real window without a screen."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSize, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from models.database import Database
from models.errors import Condition
from models.intake.draft import Kind
from models.intake.review import Block
from ui import background, icons, style
from ui.main_window import MainWindow
from ui.page import Page
from ui.pages import PAGES
from ui.settings import Settings
from ui.store import Store
from ui.style import Theme

if TYPE_CHECKING:
    from ui.tour import Log

SIZE = QSize(1366, 768)
THEMES = ((Theme.LIGHT, "浅色"), (Theme.DARK, "深色"))
PATIENCE_S = 60.0
TURN_MS = 30
CALM_MS = 400
LEAST_COLOURS = 12


def take_pictures(database: Database, plan: Path, out: Path, scratch: Path, log: Log, size: QSize = SIZE) -> None:
    """Show each page of the window over `database` in both themes and save what it looks like at `size` pixels."""
    log.step("各页面图片")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    icons.enable()
    settings = Settings(scratch / "settings.json")
    settings.set("reopen_last", False)
    store = Store()
    for theme, word in THEMES:
        settings.set("theme", theme.value)
        style.apply(app, theme=theme)
        window = MainWindow(store, settings)
        window.resize(size)
        window.show()
        if not store.is_open:
            store.attach(database)
        else:
            store.opened.emit()
        for number, spec in enumerate(PAGES, 1):
            page = window.show_page(spec.key)
            if page is None:
                log.prove(False, f"{spec.word}（{word}）：页面没有打开")
                continue
            _prepare(page, plan)
            _save(window, out / f"{number:02d}-{spec.word}-{word}.png", log, size)
            for name, change in _further(page):
                change()
                _settle()
                _save(window, out / f"{number:02d}-{spec.word}-{name}-{word}.png", log, size)
        window.hide()  # closing would close the file
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settings.save()


def _prepare(page: Page, plan: Path) -> None:
    """Bring a page to where it shows most, and wait until it stands still."""
    from ui.intake.page import IntakePage
    from ui.printing.page import PrintingPage
    from ui.printing.wish import PrintWish
    from ui.standard.page import StandardPage
    from ui.task.page import TaskPage

    if isinstance(page, IntakePage):
        page.read_file(plan)
        wait_until(lambda: page.review is not None, "读取示例方案")
        page.desk.show_block(Block.TASKS)
    elif isinstance(page, PrintingPage):
        page.goto(None, PrintWish("breakdown"))
        wait_until(lambda: page.made is not None, "生成打印预览")
    elif isinstance(page, TaskPage) and page.rows.all:
        page.goto(page.rows.all[min(1, len(page.rows.all) - 1)].id)
    elif isinstance(page, StandardPage) and page.book.rows:
        page.goto(next((row.id for row in page.book.rows if row.tasks and row.links), page.book.rows[0].id))
    else:
        _select_first_row(page)
    _settle()


def _select_first_row(page: Page) -> None:
    """Choose the first row of the page's widest table, so that the inspector has something to show."""
    from ui.tables.view import TableView

    tables = [table for table in page.findChildren(TableView) if table.isVisible() and table.model().rowCount()]
    if tables:
        table = max(tables, key=TableView.width)
        table.setCurrentIndex(table.model().index(0, 0))


def _further(page: Page) -> list[tuple[str, Callable[[], object]]]:
    """Other views of a page worth a picture."""
    from functools import partial

    from models.grid.queries import levels
    from models.org.queries import groups
    from ui.appraisal.page import AppraisalPage
    from ui.grid.page import GridPage
    from ui.grid.parts import VIEWS as GRID_VIEWS
    from ui.intake.page import IntakePage
    from ui.org.page import OrgPage
    from ui.printing.page import PrintingPage
    from ui.printing.wish import PrintWish
    from ui.standard.page import CROSSWALK, StandardPage
    from ui.task.page import TaskPage
    from ui.task.views import VIEWS

    if isinstance(page, IntakePage):
        return [("台账", partial(_ledger, page))]
    if isinstance(page, AppraisalPage):
        return _appraisal(page)
    if isinstance(page, OrgPage) and page.store.read(groups, campaign_id=page.context.campaign_id):
        charts = (("小组架构图", "groups"), ("单位架构图", "units"))
        return [(word, partial(page.show_face, key, "chart")) for word, key in charts]
    if isinstance(page, GridPage) and page.store.read(levels):
        return [(spec.text, partial(page.show_view, spec.key)) for spec in GRID_VIEWS]
    if isinstance(page, StandardPage) and len(page.book.standards) > 1:
        return [("对照", partial(page.show_view, CROSSWALK))]
    if isinstance(page, TaskPage):
        return [
            *((view.word, partial(page.show_view, view.key)) for view in VIEWS[1:]),
            ("月历", partial(_calendar, page)),
            ("附件", partial(_attachments, page)),
        ]
    if isinstance(page, PrintingPage) and page.store.read(groups, campaign_id=page.context.campaign_id):
        papers = (("组成人员名单", "members"), ("组织架构图", "chart"))
        return [(word, partial(page.goto, None, PrintWish(key))) for word, key in papers]
    return []


def _ledger(page: Page) -> None:
    """A workbook beside its draft."""
    from ui.intake.page import LEDGER, IntakePage

    assert isinstance(page, IntakePage)
    page.read_file(LEDGER)
    wait_until(lambda: page.review is not None and page.review.kind is Kind.LEDGER, "读取示例台账")
    page.desk.show_block(Block.PROBLEMS)


def _appraisal(page: Page) -> list[tuple[str, Callable[[], object]]]:
    """An item with its rule, the other sides of a scheme, the other views."""
    from functools import partial

    from ui.appraisal.page import AppraisalPage
    from ui.appraisal.round.tabs import TABS
    from ui.appraisal.round.view import RoundView
    from ui.appraisal.scheme.view import SIDES, SchemeView
    from ui.appraisal.views import VIEWS

    assert isinstance(page, AppraisalPage)
    scheme = page.views[SchemeView.key]
    assert isinstance(scheme, SchemeView)
    sides = [(word, partial(scheme.show_side, key)) for key, word in SIDES[1:]]
    item = next((row.id for row in scheme.book.criteria if row.rule is not None), None)
    rule = [("规则", partial(page.goto, item))] if item is not None else []
    rounds = page.views[RoundView.key]
    assert isinstance(rounds, RoundView)
    views = [(kind.word, partial(page.show_view, kind.key)) for kind in VIEWS[1:]]
    tabs = [(f"考核期-{kind.word}", partial(rounds.show_tab, kind.key)) for kind in TABS[1:]]
    return [*sides, *rule, *views[:1], *tabs, *views[1:]]


def _attachments(page: Page) -> None:
    """The table with the files of a task beside it."""
    from PySide6.QtWidgets import QScrollArea

    from models.attachment.queries import counts
    from ui.task.page import TaskPage

    assert isinstance(page, TaskPage)
    bearing = page.store.read(counts, of_table="task")
    task = next((row.id for row in page.rows.all if row.id in bearing), None)
    if task is not None:
        page.show_view("table")
        page.goto(task)
        wait_until(lambda: page.inspector.task_id == task, "附件")
        _turn(CALM_MS)
        scroll = page.inspector.findChild(QScrollArea)
        if scroll is not None:
            scroll.ensureWidgetVisible(page.inspector.files.section, 0, 0)


def _calendar(page: Page) -> None:
    """The month of the view by deadline."""
    from ui.task.page import TaskPage
    from ui.task.views import ByDeadline

    assert isinstance(page, TaskPage)
    page.show_view(ByDeadline.key)
    view = page.views[ByDeadline.key]
    if isinstance(view, ByDeadline) and view.panel is not None:
        view.panel.set_mode("calendar")


def _save(window: MainWindow, path: Path, log: Log, size: QSize) -> None:
    picture = window.grab()
    image = picture.toImage()
    saved = picture.save(str(path), "PNG")
    if saved:
        log.wrote(path)
    colours = colours_of(image)
    shape = f"{image.width()}×{image.height()}"
    log.prove(saved and image.size() == size and colours >= LEAST_COLOURS, f"{path.name}：{shape}")


def colours_of(image: QImage) -> int:
    """How many colours a coarse grid over the picture meets; an empty page has two or three."""
    met = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 3)}
    return len(met)


def _settle() -> None:
    """Wait until no work runs in the background and the last repaint is done."""
    wait_until(lambda: not background.is_busy(), "后台工作")
    _turn(CALM_MS)
    wait_until(lambda: not background.is_busy(), "后台工作")


def wait_until(ready: Callable[[], bool], what: str) -> None:
    """Let the window work until `ready()`. Raises Condition after a minute."""
    end = time.monotonic() + PATIENCE_S
    while not ready():
        if time.monotonic() > end:
            raise Condition(f"等了 {PATIENCE_S:.0f} 秒，“{what}”还没有完成。", "请看日志，再试一次。")
        _turn(TURN_MS)


def _turn(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
