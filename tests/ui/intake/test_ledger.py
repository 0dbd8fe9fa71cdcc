"""Ledgers and score tables under review: their rows, their photos, where they go."""

from __future__ import annotations

import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from models.errors import Refusal
from models.intake.draft import Duty, Kind
from models.intake.review import Block
from models.intake.source import Sheet, SheetPicture
from tests.ui.intake.test_sheet import reading_of_sheet
from ui.intake.edits import lines_in, points_of, rules_in
from ui.intake.page import IntakePage

LEDGER = Sheet(
    "台账",
    (
        ("云溪市市容问题整改台账", "", "", "", "", "", ""),
        ("序号", "点位", "存在问题", "责任单位", "整改措施", "整改时限", "照片"),
        ("1", "梅湾市场", "东门摊位占道", "市城管局", "清理摊位；加密巡查", "5月底前", ""),
        ("2", "长丰路", "井盖破损", "市住建局", "更换井盖", "立行立改", ""),
    ),
    pictures=(SheetPicture(3, 7, "image1.png"),),
)
SCORES = Sheet(
    "评分",
    (
        ("云溪市农贸市场考核评分表", "", "", "", ""),
        ("序号", "考核项目", "分值", "考核内容", "评分标准"),
        ("1", "环境卫生", "10", "地面干净", "发现一处垃圾扣0.5分，扣完为止"),
        ("2", "经营秩序", "20", "无占道经营", "每处占道扣1分"),
    ),
)


def png() -> bytes:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


@pytest.fixture
def ledger(page: IntakePage) -> IntakePage:
    """The page with a ledger under review."""
    page.show_read((reading_of_sheet(LEDGER, pictures=(("image1.png", png()),)),))
    return page


def test_a_ledger_is_shown_with_its_photos(ledger: IntakePage) -> None:
    review = ledger.review
    assert review is not None and review.kind is Kind.LEDGER
    first = review.rows(Block.PROBLEMS)[0]
    ledger.desk.select(first.id)
    assert ledger.panel.inspector.field("problem").value() == "东门摊位占道"
    assert first.value.photos == ("image1.png",)
    photos = ledger.panel.inspector.field("photos")
    assert photos.value() == ("image1.png",)
    assert photos.accessibleDescription() == "1 张照片"
    assert not photos.grab().isNull() and not ledger.source.sheet.grab().isNull()
    assert "整改台账现在还没有自己的页面" in ledger.desk.facts.note.text()


def test_a_ledger_is_edited_like_a_task(ledger: IntakePage) -> None:
    review = ledger.review
    assert review is not None
    row = review.rows(Block.PROBLEMS)[0]
    ledger.desk.select(row.id)
    ledger.panel.edited.emit(row.id, "measures", "清理摊位\n设置护栏；加密巡查")
    ledger.panel.edited.emit(row.id, Duty.SUPPORT.value, ("市商务局",))
    ledger.panel.edited.emit(row.id, "deadline", "6月底前")
    value = review.item(row.id).value
    assert value.measures == ("清理摊位", "设置护栏", "加密巡查")
    assert value.of(Duty.SUPPORT) == ("市商务局",) and value.deadline == "6月底前"


def test_a_ledger_has_no_home_yet_and_says_so(ledger: IntakePage, prompts: Any) -> None:
    assert not ledger.primary.isEnabled()
    assert ledger.primary.toolTip().startswith("整改台账还没有存放的地方，不会写入。")
    ledger.ask_import()
    assert prompts.said[-1].startswith("整改台账还没有存放的地方，不会写入。")


@pytest.mark.parametrize("suffix", [".xlsx", ".json"])
def test_a_ledger_is_exported(ledger: IntakePage, tmp_path: Path, prompts: Any, qtbot: QtBot, suffix: str) -> None:
    assert ledger.export_button.isVisible()
    path = tmp_path / f"台账{suffix}"
    prompts.answer(path)
    next(
        action for action in ledger.export.actions if suffix[1:3].lower() in ("xl", "js") and _is(action, suffix)
    ).trigger()
    qtbot.waitUntil(lambda: bool(prompts.said) and "已导出" in prompts.said[-1], timeout=20_000)
    assert prompts.said[-1] == f"已导出 2 行到“台账{suffix}”。"
    if suffix == ".json":
        found = json.loads(path.read_text(encoding="utf-8"))
        assert [one["problem"] for one in found["problems"]] == ["东门摊位占道", "井盖破损"]
    else:
        with zipfile.ZipFile(path) as book:
            assert any("media/" in name for name in book.namelist())


def _is(action: Any, suffix: str) -> bool:
    return ("JSON" in action.text()) == (suffix == ".json")


def test_a_score_table_becomes_a_scheme(page: IntakePage, prompts: Any, qtbot: QtBot) -> None:
    page.show_read((reading_of_sheet(SCORES),))
    review = page.review
    assert review is not None
    assert [(one.value.item, one.value.points) for one in review.rows(Block.CRITERIA)][:2] == [
        ("环境卫生", Decimal(10)),
        ("经营秩序", Decimal(20)),
    ]
    row = review.rows(Block.CRITERIA)[0]
    page.desk.select(row.id)
    page.panel.edited.emit(row.id, "points", "１２分")
    assert review.item(row.id).value.points == Decimal(12)
    page.panel.edited.emit(row.id, "points", "很多")
    assert prompts.said[-1] == "分值“很多”不对。请写数字，如 5 或 0.5。"
    seen: list[tuple[str, object, object]] = []
    page.navigate_requested.connect(lambda key, record, payload: seen.append((key, record, payload)))
    prompts.answer(lambda form: None)
    page.ask_import()
    qtbot.waitUntil(lambda: page.is_imported, timeout=20_000)
    assert [(key, payload) for key, _, payload in seen] == [("appraisal", "scheme")]
    assert isinstance(seen[0][1], int)
    assert "考核办法草稿" in prompts.said[-1]


@pytest.mark.parametrize(
    ("text", "points"), [("5", Decimal(5)), ("0.5分", Decimal("0.5")), ("", None), (None, None), ("１０", Decimal(10))]
)
def test_points_are_numbers(text: str | None, points: Decimal | None) -> None:
    assert points_of(text) == points


@pytest.mark.parametrize("text", ["-1", "NaN", "Infinity", "五", "1e9"])
def test_other_points_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match="分值"):
        points_of(text)


def test_measures_and_rules_are_read_line_by_line() -> None:
    assert lines_in("一；二\n\n三;") == ("一", "二", "三")
    rules = rules_in("每少一次扣0.5分\n材料齐全", Decimal(5))
    assert rules[0].points == Decimal("-0.5") and rules[-1].text == "材料齐全"
