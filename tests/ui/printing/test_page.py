"""The page 打印: what is on the desk is the print; settings redraw it and are kept; files come out of it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from models.errors import Condition
from models.org import actions as org
from models.papers import printers
from models.papers.pdf import page_count, page_sizes, page_text
from models.task import queries
from models.task.actions import update_task
from tests.ui.conftest import Prompts
from tests.ui.printing.conftest import WAIT_MS, Drawn
from ui import messages
from ui.context import Context
from ui.printing.page import PrintingPage


def pdf_of(page: PrintingPage) -> bytes:
    assert page.made is not None
    return page.made.pdf


def text_of(page: PrintingPage, index: int = 0) -> str:
    return "".join(page_text(pdf_of(page), index).split())


def test_the_breakdown_is_on_the_desk(page: PrintingPage, qtbot: QtBot) -> None:
    total = page_count(pdf_of(page))
    assert page.artist.pages.total == total > 3
    assert page.head.count.text() == f"共 {total} 页 · A4 横向"
    assert "责任分解表" in text_of(page)
    qtbot.waitUntil(lambda: page.artist.has(0, page.desk.dpi()), timeout=WAIT_MS)
    image = page.artist.image(0, page.desk.dpi())
    assert image is not None
    assert abs(image.width() - page.desk.page_width() * page.desk.devicePixelRatioF()) <= 2
    assert page.panel.fonts_note.text().startswith("本机没有公文字体") or page.panel.fonts_note.isHidden()


def test_words_of_the_user_come_to_the_paper_and_are_kept(page: PrintingPage, drawn: Drawn, context: Context) -> None:
    def fill() -> None:
        for key, text in (("title", "我的分解表"), ("number", "创卫办〔2026〕9号"), ("filler", "市爱卫办")):
            page.panel._lines[key].line.setText(text)
            page.panel._lines[key].line.editingFinished.emit()

    drawn(fill)
    first = text_of(page)
    assert "我的分解表" in first and "创卫办〔2026〕9号" in first and "填报单位：市爱卫办" in first
    again = PrintingPage(context)
    again.reload()
    assert again.panel.choices.title == "我的分解表"
    assert again.panel.choices.filler == "市爱卫办"
    again.preview.stop()
    again.deleteLater()


def test_columns_are_chosen_and_ordered(page: PrintingPage, drawn: Drawn) -> None:
    def only_two() -> None:
        columns = page.panel.columns
        for row in range(columns.count()):
            item = columns.item(row)
            keep = item.data(Qt.ItemDataRole.UserRole) in ("title", "lead")
            item.setCheckState(Qt.CheckState.Checked if keep else Qt.CheckState.Unchecked)

    drawn(only_two)
    assert "具体任务牵头单位" in text_of(page)
    assert "完成时限" not in text_of(page)
    drawn(page.panel.columns_reset.click)
    assert "完成时限" in text_of(page)
    assert page.panel.choices.columns is None


def test_a_table_without_columns_is_not_possible(page: PrintingPage) -> None:
    page.panel.columns.set_all(False)
    assert page.panel.choices.columns is None
    assert page.panel.columns.ticked()


def test_paper(page: PrintingPage, drawn: Drawn) -> None:
    box = page.panel.paper_section.paper.box
    at = box.findData("A3 纵向")
    box.setCurrentIndex(at)
    drawn(lambda: box.activated.emit(at))
    width, height = page_sizes(pdf_of(page))[0]
    assert (round(width), round(height)) == (842, 1191)
    assert page.head.count.text().endswith("A3 纵向")


@pytest.mark.parametrize(("typed", "kept"), [("25", 25.0), ("12.5", 12.5), ("-3", 20.0), ("81", 20.0), ("宽", 20.0)])
def test_margins_in_reason(page: PrintingPage, typed: str, kept: float) -> None:
    field = page.panel.paper_section.margins[0]
    field.line.setText(typed)
    field.line.editingFinished.emit()
    assert page.panel.choices.margins[0] == kept
    assert field.line.text() == f"{kept:g}"


def test_why_printing_waits_is_said_beside_the_button(page: PrintingPage, drawn: Drawn) -> None:
    page.reload()
    assert page.waiting.isVisibleTo(page) and page.waiting.text() == "正在计算页数…"
    assert not page.print_button.isEnabled() and page.print_button.toolTip().startswith("正在计算页数")
    drawn(page.reload)
    assert page.print_button.isEnabled() and not page.waiting.isVisibleTo(page)


def test_by_unit_each_with_its_pages(page: PrintingPage, drawn: Drawn) -> None:
    drawn(lambda: page.goto(None, {"by": "unit"}))
    made = page.made
    assert made is not None
    units = page.panel.handouts.ticked()
    assert len(made.page_counts) == len(units) == page.panel.handouts.model.rowCount()
    assert page.head.count.text().startswith(f"{len(units)} 个单位")
    assert [row.pages for row in page.panel.handouts.model.handouts] == list(made.page_counts)
    assert page.panel.handouts.sum.text() == f"已选 {len(units)} / {len(units)}，{sum(made.page_counts)} 页"
    assert page.exports.actions["each_pdf"].isVisible()
    assert made.cover_pages >= 1
    total = page_count(made.pdf)
    assert total > 10 and f"共 {total} 页" in page.head.count.text()
    assert page.page_total.text() == f"/ {total}"
    assert "分发目录" in text_of(page)
    assert "签收人" in text_of(page) and "市委宣传部" in text_of(page)
    assert "第1页" in text_of(page, made.cover_pages + made.page_counts[0])
    drawn(page.panel.view_section.cover.check.click)
    assert page.made is not None and page.made.cover_pages == 0
    assert "分发目录" not in text_of(page)
    drawn(lambda: page.goto(None, {"by": "unit", "unit_ids": [units[2]]}))
    assert page.made is not None and len(page.made.page_counts) == 1
    assert page.panel.handouts.ticked() == [units[2]]


def test_no_unit_chosen_is_said(page: PrintingPage, drawn: Drawn, prompts: Prompts, qtbot: QtBot) -> None:
    drawn(lambda: page.goto(None, {"by": "unit"}))
    page.panel.handouts.none.click()
    qtbot.waitUntil(lambda: page.artist.pages.total == 0)
    assert "没有可打印的内容" in prompts.said[-1]
    assert not page.print_button.isEnabled()
    assert not page.export_button.isEnabled()
    drawn(page.panel.handouts.every.click)
    assert page.print_button.isEnabled()


def test_changed_tasks_are_drawn_again(page: PrintingPage, drawn: Drawn, context: Context) -> None:
    rows = context.store.read(queries.task_tree, campaign_id=context.campaign_id)
    small = next(row for row in rows if row.depth == 1)
    drawn(lambda: context.store.do("改题目", update_task, task_id=small.id, title="换过的题目"))
    assert "换过的题目" in text_of(page)


def test_walking_and_zooming(page: PrintingPage) -> None:
    total = page.artist.pages.total
    page.page_box.setText("3")
    page.page_box.returnPressed.emit()
    assert page.desk.current == 2 == page.thumbnails.current
    page.page_box.setText(str(total + 1))
    page.page_box.returnPressed.emit()
    assert page.page_box.text() == "3"
    page.thumbnails.chosen.emit(0)
    assert page.desk.current == 0
    assert page.page_box.text() == "1"
    fitted = page.desk.zoom
    page.larger.click()
    assert page.desk.zoom > fitted
    assert page.zoom_words.text() == f"{round(page.desk.zoom * 100)}%"
    page.smaller.click()
    page.smaller.click()
    assert page.desk.zoom < fitted
    page.fit.click()
    assert page.desk.fits_width and page.desk.zoom == fitted


def test_export_is_the_print(page: PrintingPage, drawn: Drawn, prompts: Prompts, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "责任 分解表.pdf"
    prompts.answer(target)
    page.exports.actions["pdf"].trigger()
    qtbot.waitUntil(lambda: target.exists() and len(prompts.said) > 0, timeout=WAIT_MS)
    assert target.read_bytes() == pdf_of(page)
    assert prompts.said[-1] == f"已导出“{target}”。"
    book = tmp_path / "表.xlsx"
    prompts.answer(book)
    page.exports.actions["xlsx"].trigger()
    qtbot.waitUntil(lambda: len(prompts.said) > 1, timeout=WAIT_MS)
    assert openpyxl.load_workbook(book).sheetnames == ["责任分解表"]


def test_the_number_of_pages_is_known_with_the_first_of_them(page: PrintingPage, drawn: Drawn) -> None:
    begun: list[tuple[str, str]] = []

    def note() -> None:
        begun.append((page.head.count.text(), page.page_total.text()))

    page.preview.begun.connect(note)
    drawn(lambda: page.goto(None, {"by": "unit"}))
    total = page_count(pdf_of(page))
    assert [(f"共 {total} 页" in count, box) for count, box in begun] == [(True, f"/ {total}")]


def test_the_way_to_what_was_exported(page: PrintingPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shown: list[tuple[str, messages.Action | None]] = []
    opened: list[str] = []

    def say(widget: object, text: str, *, kind: str = "", action: messages.Action | None = None) -> None:
        shown.append((text, action))

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return len(opened) == 1

    monkeypatch.setattr(messages, "say", say)
    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    page.exports.say_saved([tmp_path / "表.pdf"])
    action = shown[0][1]
    assert action is not None and action[0] == "打开所在文件夹"
    action[1]()
    assert opened == [str(tmp_path)] and len(shown) == 1
    action[1]()
    assert str(tmp_path) in shown[1][0]


def test_a_file_for_each_unit(page: PrintingPage, drawn: Drawn, prompts: Prompts, qtbot: QtBot, tmp_path: Path) -> None:
    drawn(lambda: page.goto(None, {"by": "unit"}))
    three = page.panel.handouts.ticked()[:3]
    drawn(lambda: page.goto(None, {"by": "unit", "unit_ids": three}))
    for form in ("pdf", "xlsx"):
        prompts.answer(tmp_path)
        page.exports.actions[f"each_{form}"].trigger()
        qtbot.waitUntil(lambda: any("3 个文件" in text for text in prompts.said), timeout=WAIT_MS)
        prompts.messages.clear()
        (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
        names = sorted(path.name for path in folder.glob(f"*.{form}"))
        parts = [name for name in names if not name.startswith("00-")]
        assert [name[:3] for name in parts] == ["01-", "02-", "03-"]
        assert (folder / "00-分发目录.pdf").is_file()
    names = parts
    assert page.made is not None
    assert page_count((folder / names[0].replace("xlsx", "pdf")).read_bytes()) == page.made.page_counts[0]


def test_rare_letters_are_named(
    page: PrintingPage, drawn: Drawn, prompts: Prompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = page.panel._lines["title"]
    field.line.setText("分解表\U0003134a")
    drawn(field.line.editingFinished.emit)
    assert "U+3134A" in prompts.said[-1]


def test_preview_that_cannot_be_laid_out_is_said(
    page: PrintingPage, prompts: Prompts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.panel._lines["title"].line.setText("题" * 2000)
    page.panel._lines["title"].line.editingFinished.emit()
    qtbot.waitUntil(lambda: any("标题太长" in text for text in prompts.said), timeout=WAIT_MS)
    assert not page.print_button.isEnabled()


def test_campaign_without_tasks(page: PrintingPage, context: Context, prompts: Prompts) -> None:
    done = context.store.do("新建", org.create_campaign, name="空的", year=2026)
    context.set_campaign(int(done.value), "空的")
    assert "还没有任务" in prompts.said[-1]
    assert page.artist.pages.total == 0


def test_printing_without_a_printing_service_is_said(
    page: PrintingPage, prompts: Prompts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> tuple[object, ...]:
        raise Condition("打印服务没有运行。", "请启动。")

    monkeypatch.setattr(printers, "printers", gone)
    page.print_button.click()
    qtbot.waitUntil(lambda: any("打印服务没有运行" in text for text in prompts.said), timeout=WAIT_MS)
