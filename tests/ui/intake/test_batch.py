"""Several documents at once, worked one after the other; text and tables from the clipboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from models.errors import Refusal
from models.intake.draft import Kind
from models.intake.review import Block
from ui.intake.batch import Batch, Entry
from ui.intake.page import IntakePage
from ui.intake.paste_view import PasteEdit
from ui.intake.reading import Origin, Refused

LIST = """云溪市河长制工作领导小组成员名单
组  长：林一川  市政府副市长
副组长：何  岚  市政府副秘书长
成  员：周文远  市水务局局长
许  诺  市城管局局长
"""
HTML = (
    "<html><body><p>任务分解表</p><table><tr><td>序号</td><td>工作任务</td><td>牵头单位</td><td>完成时限</td></tr>"
    "<tr><td>1</td><td>清理河道</td><td rowspan=2>市水务局</td><td>5月底前</td></tr>"
    "<tr><td>2</td><td>修复护岸</td><td>全年</td></tr></table></body></html>"
)


@pytest.fixture
def two(page: IntakePage, reading: Any, plan: str) -> IntakePage:
    """Two documents in hand, and one that could not be read."""
    refused = Refused(Origin("旧.doc"), Refusal("“旧.doc”是旧版 Word 文档。", "请另存为 .docx。"))
    page.show_read((reading(plan, "方案.txt"), refused, reading(LIST, "名单.txt")))
    return page


def test_several_files_are_read_by_one_child_with_what_fails_in_its_place(
    page: IntakePage, plan: str, tmp_path: Path, prompts: Any, qtbot: QtBot
) -> None:
    paths = []
    for name, text in (("一.txt", plan), ("二.txt", LIST)):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"PK\x03\x04" + b"\0" * 40)
    prompts.answer([*paths, bad])
    page.start.file_button.click()
    qtbot.waitUntil(lambda: len(page.batch.entries) == 3, timeout=30_000)
    assert [entry.refusal is None for entry in page.batch.entries] == [True, True, False]
    assert page.source.bar.name.text() == "一.txt" and page.source.bar.list.isVisible()
    assert prompts.said[-1] == "读了 2 份材料，1 份没有读出，列表里写着原因。Alt+PgDown 到下一份。"


def test_each_document_keeps_its_place_and_its_checks(two: IntakePage) -> None:
    first = two.review
    assert first is not None
    seat = first.rows(Block.SEATS)[2]
    two.desk.select(seat.id)
    two.desk.confirm_current()
    two.desk.select(seat.id)
    two.find_action("intake.next").trigger()  # type: ignore[union-attr]
    assert two._views.currentWidget() is two.refused
    assert two.refused.sentence.text() == "“旧.doc”是旧版 Word 文档。"
    assert not two.primary.isVisible() and two.source.isVisible()
    two.find_action("intake.next").trigger()  # type: ignore[union-attr]
    assert two.review is not None and two.review.kind is Kind.MEMBERS
    two.find_action("intake.next").trigger()  # type: ignore[union-attr]
    assert two.batch.at == 2  # there is no further one
    two.source.bar.chosen.emit(0)
    assert two.review is first and two.desk.current_item().id == seat.id  # type: ignore[union-attr]
    assert two.source.bar.list.itemText(0).startswith("1/3 方案.txt")
    assert "已确认 1/" in two.source.bar.list.itemText(0)


def test_one_document_written_leads_to_the_next(two: IntakePage, prompts: Any, qtbot: QtBot) -> None:
    prompts.answer(lambda form: None)
    two.primary.click()
    qtbot.waitUntil(lambda: two.batch.entries[0].imported is not None, timeout=20_000)
    assert two.batch.at == 2 and two.desk.isVisible()
    assert prompts.said[-1].endswith("接着核对下一份。")
    two.store.undo()
    assert two.batch.at == 0 and not two.is_imported


def test_a_batch_knows_what_waits() -> None:
    batch = Batch()
    assert batch.current is None and batch.beside(1) is None and batch.next_waiting() is None
    batch.take([Entry(Origin("甲")), Entry(Origin("乙"))])
    assert (batch.beside(1), batch.beside(-1)) == (1, None)
    assert batch.open_entries() == []


def test_a_folder_dropped_on_the_page_is_opened(page: IntakePage, plan: str, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "材料"
    folder.mkdir()
    for name in ("甲.txt", "乙.txt", "~$甲.docx", ".隐藏.txt", "照片.jpg"):
        (folder / name).write_text(plan, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, left, none))
    qtbot.waitUntil(lambda: len(page.batch.entries) == 2, timeout=30_000)
    assert sorted(entry.origin.name for entry in page.batch.entries) == ["乙.txt", "甲.txt"]


def mime(html: str, text: str) -> QMimeData:
    data = QMimeData()
    data.setHtml(html)
    data.setText(text)
    return data


def test_a_table_copied_in_a_browser_stays_a_table(page: IntakePage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setMimeData(mime(HTML, "序号\t工作任务\n1\t清理河道"))
    page.find_action("intake.paste").trigger()  # type: ignore[union-attr]
    assert page.paste.note.text() == "这是一张 3 行 4 列的表格，按表格读。"
    page.paste.read_button.click()
    qtbot.waitUntil(lambda: page.review is not None, timeout=20_000)
    review = page.review
    assert review is not None
    assert [item.value.lead_units for item in review.rows(Block.TASKS)] == [("市水务局",), ("市水务局",)]
    assert page.source.bar.name.text() == "粘贴的表格"


def test_a_pasted_table_that_was_edited_is_text(qtbot: QtBot) -> None:
    edit = PasteEdit()
    qtbot.addWidget(edit)
    edit.insertFromMimeData(mime(HTML, ""))
    assert edit.html and "清理河道" in edit.toPlainText()
    edit.appendPlainText("另有一行")
    assert edit.html == ""


@pytest.mark.parametrize("html", ["", "<p>只有文字</p>", "<table><tr><td>一格</td></tr></table>"])
def test_what_is_no_table_is_pasted_as_text(qtbot: QtBot, html: str) -> None:
    edit = PasteEdit()
    qtbot.addWidget(edit)
    data = QMimeData()
    data.setText("一段文字")
    if html:
        data.setHtml(html)
    edit.insertFromMimeData(data)
    assert edit.html == "" and edit.toPlainText() == "一段文字"


STYLED = HTML.replace("<table", "<style>td{border:1px solid}</style><table", 1)


@pytest.mark.parametrize(("text", "table"), [("td{border:1px solid}\n清理河道", STYLED), ("", STYLED), ("", HTML)])
def test_a_table_pasted_over_everything_selected_is_read_as_a_table(qtbot: QtBot, text: str, table: str) -> None:
    edit = PasteEdit()
    qtbot.addWidget(edit)
    edit.setPlainText("上一次粘贴的文字")
    edit.selectAll()
    data = QMimeData()
    data.setHtml(table)
    if text:
        data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    edit.paste()
    shown = edit.toPlainText()
    assert edit.html and "清理河道" in shown and "上一次" not in shown and "border" not in shown
    edit.undo()
    assert edit.toPlainText() == "上一次粘贴的文字" and edit.html == ""


def test_a_table_pasted_into_text_is_text(qtbot: QtBot) -> None:
    edit = PasteEdit()
    qtbot.addWidget(edit)
    edit.setPlainText("前面的话\n")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    data = QMimeData()
    data.setHtml(STYLED)
    edit.insertFromMimeData(data)
    assert edit.html == "" and edit.toPlainText().startswith("前面的话\n") and "清理河道" in edit.toPlainText()


def test_a_page_without_text_of_its_own_is_pasted_as_its_words(qtbot: QtBot) -> None:
    edit = PasteEdit()
    qtbot.addWidget(edit)
    data = QMimeData()
    data.setHtml("<style>p{color:red}</style><p>只有文字</p>")
    edit.insertFromMimeData(data)
    assert edit.toPlainText() == "只有文字"


def test_the_box_is_empty_for_another_document_and_kept_on_the_way_back(page: IntakePage) -> None:
    page.show_paste()
    page.paste.edit.setPlainText("还没有读的文字")
    page.paste.back_button.click()
    page.show_paste()
    assert page.paste.edit.toPlainText() == "还没有读的文字"
    page._show(page.desk)
    page.show_start()
    assert page.paste.edit.toPlainText() == ""
