"""排名表 and 年度汇总: figures as the engine has them, weights in the heads, ranks only where they may be told."""

import re
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from models.appraisal import actions
from models.appraisal.papers.choices import paper_title
from models.appraisal.papers.figures import SHOWN
from models.appraisal.papers.ranking import OFFER, RAW
from models.appraisal.papers.yearly import OFFER as YEARLY
from models.errors import Refusal
from models.org.actions import update_unit
from models.papers.pdf import page_text
from models.papers.press import Press
from models.papers.render import render_pdf
from models.papers.sheet import Sheet
from tests.models.appraisal.papers.conftest import BUREAUS, STREETS, Appraised, rows_of
from tests.models.papers.conftest import press  # noqa: F401 - one press for all

POSTED: dict[str, Any] = {"on": date(2026, 4, 8), "until": date(2026, 4, 14)}


def table(sheet: Sheet, *keys: str) -> list[tuple[str, ...]]:
    return [tuple(str(row.get(key, "")) for key in keys) for row in rows_of(sheet)]


def headings(sheet: Sheet) -> list[str]:
    return [column.heading for column in sheet.columns]


def test_the_published_form_with_weights_in_the_heads(appraised: Appraised) -> None:
    (sheet,) = appraised.made(OFFER)
    parts = [f"part{appraised.parts[name]}" for name in ("系统", "现场", "履职")]
    weights = ["系统\n（40%）", "现场\n（40%）", "履职\n（20%）"]
    assert headings(sheet) == ["考核组", "名次", "单位", *weights, "加分", "总分", "等次", "备注"]
    assert table(sheet, "group", "rank", "unit", *parts, "bonus", "score", "grade") == [
        ("街道", "1", "东关街道", "39.84", "40.00", "20.00", "+2", "101.84", "优秀"),
        ("街道", "2", "西河街道", "39.20", "36.80", "20.00", "", "96.00", "优秀"),
        ("街道", "3", "南苑街道", "38.56", "29.20", "16.00", "", "83.76", "合格"),
        ("市直部门", "1", BUREAUS[0], "37.28", "40.00", "20.00", "", "97.28", "优秀"),
        ("市直部门", "2", BUREAUS[1], "36.64", "40.00", "20.00", "", "96.64", "优秀"),
        ("市直部门", "3", BUREAUS[2], "36.00", "40.00", "20.00", "", "96.00", "优秀"),
    ]
    assert rows_of(sheet)[2]["note"] == "发生责任事故（取消评先资格）"
    assert sheet.title == "创建国家卫生城市一季度考核排名表"
    assert sheet.number == "2026年1月1日至3月31日　试算，未公示"
    assert "本期未考核，不计分、不排名：北湖街道。" in sheet.notes and "总分相同的名次并列。" in sheet.notes


def test_parts_before_their_weight(appraised: Appraised) -> None:
    (sheet,) = appraised.made(OFFER, parts=RAW)
    assert table(sheet, f"part{appraised.parts['系统']}")[:2] == [("99.60",), ("98.00",)]


def test_ranks_stay_untold_while_the_scheme_does_not_publish_them(appraised: Appraised) -> None:
    version = appraised.do(actions.new_version, scheme_id=appraised.scheme)
    appraised.do(actions.update_scheme, scheme_id=version, shows_ranks=False)
    appraised.do(actions.put_in_force, scheme_id=version, on=date(2026, 4, 1))
    again = appraised.do(
        actions.create_round, campaign_id=appraised.campaign, scheme_id=version, name="4月",
        starts=date(2026, 4, 1), ends=date(2026, 4, 30))  # fmt: skip
    (sheet,) = appraised.made(OFFER, round=str(again))
    assert "名次" not in headings(sheet) and "较上期" not in headings(sheet)
    assert sheet.title.endswith("4月考核得分表") and any("不公布" in note for note in sheet.notes)
    assert [unit for (unit,) in table(sheet, "unit")] == [*STREETS, *BUREAUS]
    (told,) = appraised.made(OFFER, round=str(again), ranks=SHOWN)
    assert "名次" in headings(told) and told.title.endswith("排名表")


def test_a_group_alone_and_each_on_its_sheet(appraised: Appraised) -> None:
    (sheet,) = appraised.made(OFFER, groups=[appraised.groups["市直部门"]])
    assert headings(sheet)[0] == "名次" and sheet.title.endswith("\n（市直部门）") and len(sheet.rows) == 3
    assert [one.name for one in appraised.made(OFFER, sheets="each")] == ["街道", "市直部门"]


def test_a_posted_round_prints_the_same_after_later_changes(appraised: Appraised) -> None:
    appraised.do(actions.post_round, round_id=appraised.round, **POSTED)
    (before,) = appraised.made(OFFER)
    appraised.do(update_unit, unit_id=appraised.units["东关街道"], name="东城街道")
    appraised.do(actions.end_scheme, scheme_id=appraised.scheme)
    (after,) = appraised.made(OFFER)
    assert after == before
    assert re.fullmatch(r"2026-04-08 公示 · 历史第\d+步 [0-9a-f]{12}", after.small_print)


def test_changes_against_the_round_before(appraised: Appraised) -> None:
    second = appraised.new_round("二季度考核", date(2026, 4, 1), date(2026, 6, 30))
    for unit, share in zip(STREETS, ("80%", "90%", "95%", "70%"), strict=True):
        appraised.value(unit, "事件处理率", share, round_id=second)
    (sheet,) = appraised.made(OFFER, groups=[appraised.groups["街道"]])
    assert table(sheet, "rank", "unit", "change") == [
        ("1", "南苑街道", "↑2"), ("2", "西河街道", "—"), ("3", "东关街道", "↓2"), ("4", "北湖街道", "")]  # fmt: skip


def test_on_paper(appraised: Appraised, press: Press) -> None:  # noqa: F811
    (sheet,) = appraised.made(OFFER)
    text = re.sub(r"\s", "", page_text(render_pdf(sheet, worker=press), 0))
    for words in ("系统（40%）", "东关街道", "101.84", "发生责任事故", "总分四舍五入到2位小数", "审核："):
        assert words in text


def test_without_rounds_there_is_nothing_to_print(appraised: Appraised) -> None:
    appraised.do(actions.delete_round, round_id=appraised.round)
    with pytest.raises(Refusal, match="还没有考核期"):
        appraised.made(OFFER)
    with pytest.raises(Refusal, match="还没有公示过"):
        appraised.made(YEARLY)


@pytest.mark.parametrize(
    ("weights", "heads", "scores"),
    [
        ((Fraction(1), Fraction(1)), ["一季度考核", "二季度考核"], ["98.40", "96.64"]),
        ((Fraction(2, 5), Fraction(3, 5)), ["一季度考核\n（40%）", "二季度考核\n（60%）"], ["97.71", "96.64"]),
        ((Fraction(1, 2), Fraction(1, 4)), ["一季度考核\n（权重2）", "二季度考核\n（权重1）"], ["99.55", "96.64"]),
    ],
)
def test_the_year_with_its_weights(
    appraised: Appraised, weights: tuple[Fraction, Fraction], heads: list[str], scores: list[str]
) -> None:
    second = appraised.new_round("二季度考核", date(2026, 4, 1), date(2026, 6, 30))
    for number, unit in enumerate((*STREETS, *BUREAUS), 1):
        appraised.value(unit, "事件处理率", f"{90 + number}%", round_id=second)
        appraised.value(unit, "按期结案率", f"{80 + 2 * number}%", round_id=second)
    for round_id, weight in zip((appraised.round, second), weights, strict=True):
        appraised.do(actions.update_round, round_id=round_id, weight=weight)
        appraised.do(actions.post_round, round_id=round_id, **POSTED)
    (sheet,) = appraised.made(YEARLY)
    assert [one for one in headings(sheet) if "季度" in one] == heads
    rows = {row["unit"]: row for row in rows_of(sheet)}
    assert [rows[name]["score"] for name in ("东关街道", "北湖街道")] == scores
    assert rows["东关街道"]["score0"] == "101.84" and rows["北湖街道"]["score0"] == "未考核"
    assert rows["南苑街道"]["deduction"] == "-1"
    assert sheet.title == "创建国家卫生城市2026年度考核汇总表"


@pytest.mark.parametrize(
    ("campaign", "rest", "title"),
    [
        ("创建国家卫生城市 2026", "2026年10月考核排名表", "创建国家卫生城市2026年10月考核排名表"),
        ("创建国家卫生城市2026年", "2026年度考核汇总表", "创建国家卫生城市2026年度考核汇总表"),
        ("创建国家卫生城市 2025", "2026年1月考核排名表", "创建国家卫生城市2025年2026年1月考核排名表"),
        ("创建国家卫生城市", "一季度考核排名表", "创建国家卫生城市一季度考核排名表"),
    ],
)
def test_a_year_that_both_say_is_said_once(campaign: str, rest: str, title: str) -> None:
    assert paper_title(campaign, rest).replace(" ", "") == title
