"""Lines of a file or of the clipboard: read, problems first, written in one step; the lines on the shelf."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from models.standard import actions
from models.standard.importing.matching import LineState
from models.standard.queries import IndicatorRow
from tests.ui.conftest import Prompts
from ui.standard.import_dialog import ImportDialog
from ui.standard.page import StandardPage
from ui.tables import clipboard

Finding = Callable[[str], IndicatorRow]
BLOCK = (
    ("编号", "指标", "标准值", "分值"),
    ("39", "婴儿死亡率", "≤5.6‰", "2"),
    ("201", "公共厕所达标率", "95%", "3"),
    ("202", "垃圾分类覆盖率", "≥90%", "很多"),
    ("203", "市场规范率", "逐年提高", "4"),
)


def is_taken(form: ImportDialog, line_id: int) -> bool:
    line = form.model.row(line_id)
    assert line is not None
    return bool(line.taken)


def as_dialog(dialog: QDialog) -> ImportDialog:
    assert isinstance(dialog, ImportDialog)
    return dialog


def test_problems_come_first_and_only_what_is_ticked_is_written(
    page: StandardPage, row: Finding, prompts: Prompts, qtbot: QtBot, said: list[str]
) -> None:
    def look(dialog: QDialog) -> None:
        form = as_dialog(dialog)
        assert form.target.currentData() == page.book.standards[0].id
        states = [(line.row.state, line.row.is_doubtful) for line in form.model.visible_rows()]
        assert states[0][0] is LineState.WRONG
        assert states[1] == (LineState.NEW, True)
        assert {state for state, _ in states[2:]} == {LineState.CHANGED, LineState.NEW}
        assert "有误 1" in form.counts.text()
        wrong = form.model.visible_rows()[0]
        form.table.select_id(wrong.id, "taken")
        qtbot.keyClick(form.table, Qt.Key.Key_Space)
        assert "有误" in form.why.text() and not is_taken(form, wrong.id)
        last = next(line for line in form.model.rows if line.row.line.name == "市场规范率")
        form.table.select_id(last.id, "taken")
        qtbot.keyClick(form.table, Qt.Key.Key_Space)
        assert not is_taken(form, last.id)
        form.accept_button.click()

    before = len(page.view.model.rows)
    prompts.answer(look)
    clipboard.put([list(line) for line in BLOCK])
    action = page.find_action("standard.import_block")
    assert action is not None
    action.trigger()
    assert len(page.view.model.rows) == before + 1
    assert row("婴儿死亡率").points == 200
    assert (row("公共厕所达标率").words, row("公共厕所达标率").to_confirm) == ("95%（比较方式待定）", True)
    assert "新增 1 行，更改 1 行" in said[-1]
    page.store.undo()
    assert len(page.view.model.rows) == before


def test_a_file_becomes_a_new_standard(page: StandardPage, prompts: Prompts, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "健康城市评价（2023版）.csv"
    path.write_text("\n".join(",".join(line) for line in (BLOCK[0], BLOCK[1], BLOCK[4])), encoding="utf-8-sig")
    seen: list[str] = []

    def accept(dialog: QDialog) -> None:
        form = as_dialog(dialog)
        seen.append(f"{form.name.text()}/{form.issue.text()}/{form.target.currentData()}")
        form.accept_button.click()

    prompts.answer(path, accept)
    page.steps.import_file()
    qtbot.waitUntil(lambda: len(page.book.standards) == 3, timeout=30_000)
    assert seen == ["健康城市评价/2023版/None"]
    assert page.standard is not None and page.standard.title == "健康城市评价（2023版）"
    assert [row.name for row in page.view.model.rows] == ["婴儿死亡率", "市场规范率"]


def test_another_target_proposes_anew(page: StandardPage, prompts: Prompts) -> None:
    def look(dialog: QDialog) -> None:
        form = as_dialog(dialog)
        form.target.setCurrentIndex(form.target.findData(None))
        assert LineState.CHANGED not in {line.row.state for line in form.model.rows}
        assert form.why_not() is not None  # a new standard needs a name
        form.name.setText("另一套")
        assert form.accept_button.isEnabled()
        form.only_open.setChecked(True)
        assert [line.row.line.no for line in form.model.visible_rows()] == ["202", "201"]
        form.reject()

    prompts.answer(look)
    page.steps.read_block(BLOCK)
    assert len(page.book.standards) == 2


def test_a_column_that_is_not_read_is_named(page: StandardPage, prompts: Prompts) -> None:
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        seen.append(as_dialog(dialog).sentence.text())
        dialog.reject()

    prompts.answer(look)
    page.steps.read_block((("编号", "指标", "天气"), ("301", "新的一项", "晴"), ("302", "又一项", "雨")))
    assert "没有读的列：“天气”。" in seen[0]
    assert f"另有 {len(page.view.model.rows)} 行文件中没有" in seen[0]


def test_nothing_in_the_clipboard_is_said(page: StandardPage, said: list[str]) -> None:
    page.steps.read_block(())
    assert "剪贴板里没有内容" in said[-1]


@pytest.fixture
def bare(page: StandardPage) -> StandardPage:
    for standard in page.book.standards:
        page.store.do("删除", actions.delete_standard, standard_id=standard.id)
    return page


def test_an_empty_page_has_ways_in(bare: StandardPage, said: list[str]) -> None:
    page = bare
    assert page.empty.isVisibleTo(page)
    assert page.head.primary is not None and not page.head.primary.isEnabled()
    action = page.find_action("standard.known")
    assert action is not None
    action.trigger()
    assert not page.empty.isVisibleTo(page) and page.head.primary.isEnabled()
    assert page.standard is not None and page.standard.title == "国家卫生城市标准（2021版）"
    assert said[-1].startswith("已加入：新增")
    action.trigger()
    assert "都已经在了" in said[-1]


def test_a_standard_goes_out_as_a_sheet_that_comes_back(
    page: StandardPage, prompts: Prompts, said: list[str], tmp_path: Path
) -> None:
    from models.standard.importing.matching import lines_of, propose
    from models.standard.importing.reading import reading_of

    standard = page.book.standards[0]
    path = tmp_path / "出.xlsx"
    prompts.answer(path)
    page.steps.export()
    assert said[-1] == "已导出 25 行到“出.xlsx”，改好后可以再导入。"
    rows = propose(lines_of(reading_of(path.read_bytes(), path.name)), page.book.rows_of(standard.id))
    assert {row.state for row in rows} == {LineState.SAME}
