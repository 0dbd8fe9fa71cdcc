"""A score table out of a file: what is read, what is taken, what becomes a draft."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from models.appraisal.importing.draft import SchemeReading
from models.appraisal.importing.reading import reading_of
from tests.ui.conftest import Prompts
from ui.appraisal.scheme.import_dialog import ImportDialog
from ui.appraisal.scheme.view import SchemeView
from ui.store import Store

ROWS: tuple[tuple[object, ...], ...] = (
    ("东江市市容环境考核评分表",),
    ("序号", "考核项目", "分值", "考核内容", "评分标准", "负责考核部门", "得分"),
    ("一", "市容环境（20分）", None, None, None, None, None),
    (1, "道路保洁", 12, "路面净", "每发现一处垃圾扣0.5分，最多扣6分。", "城管局", None),
    (2, "门前三包", 6, "责任到户", "视情况酌情扣分。", "城管局", None),
    ("二", "设施管理", None, None, None, None, None),
    (3, "路灯", 80, "亮灯", "按完成比例得分。", "住建局", None),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    path = tmp_path / "评分表 1.xlsx"
    book.save(path)
    return path


@pytest.fixture
def reading(file: Path) -> SchemeReading:
    return reading_of(file.read_bytes(), file.name)


def test_a_file_becomes_a_draft_that_can_be_undone(
    view: SchemeView, file: Path, prompts: Prompts, qtbot: QtBot, store: Store
) -> None:
    before = view.book.schemes
    seen: list[ImportDialog] = []

    def accept(dialog: ImportDialog) -> None:
        seen.append(dialog)
        dialog.accept()

    prompts.answer(accept)
    view.steps.read_file(file)
    qtbot.waitUntil(lambda: len(view.book.schemes) == len(before) + 1, timeout=30_000)
    assert view.book.scheme is not None
    assert view.book.scheme.name == "东江市市容环境考核评分表"
    assert [(row.depth, row.name) for row in view.book.criteria] == [
        (0, "市容环境"),
        (1, "道路保洁"),
        (1, "门前三包"),
        (0, "设施管理"),
        (1, "路灯"),
    ]
    roads, bags, lamps = (view.book.criteria[at] for at in (1, 2, 4))
    assert roads.rule is not None and lamps.rule is not None and bags.rule is None
    assert (roads.points, bags.body, lamps.assessor) == (Fraction(12), "视情况酌情扣分。", "住建局")
    assert "已导入" in prompts.said[-1] or "导入办法" in prompts.said[-1]
    store.undo()
    assert view.book.schemes == before


def test_the_preview_tells_what_wants_a_look(view: SchemeView, reading: SchemeReading, qtbot: QtBot) -> None:
    dialog = ImportDialog(view.page, reading)
    qtbot.addWidget(dialog)
    assert dialog.counts.text() == "3 个考核项目：读成规则 2，人工评分 1"
    lines = {line.ruled.row.name: line for line in dialog.model.rows}
    assert "写明20分，下面各项合计18分" in lines["市容环境"].said
    assert "没有读懂：“视情况酌情扣分。”" in lines["门前三包"].said
    dialog.only_open.setChecked(True)
    assert dialog.model.rowCount() < len(lines)
    assert "得分" not in dialog.sentence.text()


def test_rows_are_left_out_by_the_clerk(view: SchemeView, reading: SchemeReading, qtbot: QtBot) -> None:
    dialog = ImportDialog(view.page, reading)
    qtbot.addWidget(dialog)
    line = next(line for line in dialog.model.rows if line.ruled.row.name == "门前三包")
    dialog.table.activated_id.emit(line.id)
    assert "门前三包" not in [one.row.name for one in dialog.value().rows]
    assert dialog.accept_button.text() == "导入 4 行"
    for other in dialog.model.rows:
        if other.id != line.id:
            dialog.table.clicked.emit(dialog.model.index_of(other.id, "taken"))
    assert not dialog.accept_button.isEnabled()


@pytest.mark.parametrize(("name", "full"), [("", "100"), ("考核办法", "零"), ("考核办法", "0"), ("考核办法", "")])
def test_without_name_or_full_mark_nothing_is_imported(
    view: SchemeView, reading: SchemeReading, qtbot: QtBot, name: str, full: str
) -> None:
    dialog = ImportDialog(view.page, reading)
    qtbot.addWidget(dialog)
    assert dialog.accept_button.isEnabled()
    dialog.name.setText(name)
    dialog.full.setText(full)
    assert not dialog.accept_button.isEnabled()
    assert dialog.accept_button.toolTip()
