"""考核评分表 and 扣分明细: what was scored and why, merged groups and their sums, blanks to be filled by hand."""

import re
from datetime import date
from typing import Any

import pytest

from models.appraisal import actions
from models.appraisal.papers.deductions import ALL
from models.appraisal.papers.deductions import OFFER as DEDUCTIONS
from models.appraisal.papers.scoresheet import BLANK, BLANK_GROUP, OF_SCHEME, OFFER
from models.errors import Refusal
from models.papers.pdf import page_count, page_text
from models.papers.press import Press
from models.papers.render import render_pdf
from models.papers.sheet import Sheet
from tests.models.appraisal.papers.conftest import BUREAUS, STREETS, Appraised, rows_of
from tests.models.papers.conftest import press  # noqa: F401 - one press for all


def one(appraised: Appraised, unit: str, **settings: Any) -> Sheet:
    (sheet,) = appraised.made(settings.pop("offer", OFFER), unit_ids=[appraised.units[unit]], **settings)
    return sheet


def by_name(sheet: Sheet) -> dict[str, dict[str, Any]]:
    """Rows by item; sums by their word."""
    return {row.get("name") or row.get("head1", ""): row for row in rows_of(sheet)}


def test_a_filled_table_with_groups_and_sums(appraised: Appraised) -> None:
    sheet = one(appraised, "西河街道")
    rows = by_name(sheet)
    assert [column.heading for column in sheet.columns] == [
        "考核类别", "序号", "考核项目", "分值", "考核内容", "评分标准", "得分", "扣分说明"]  # fmt: skip
    assert [row.over for row in sheet.rows if row.over] == ["系统（权重40%）", "现场（权重40%）", "履职（权重20%）"]
    road = rows["道路保洁"]
    assert (road["head1"], road["points"], road["score"]) == ("一、市容环境\n（70分）", "40", "38.00")
    assert road["why"].splitlines()[:2] == ["垃圾积水6次，应扣3分，封顶2分 -2", "3月2日 人民路2号门前垃圾未清"]
    assert road["body"] == "每发现1处扣0.5分，最多扣2分。" and rows["垃圾收运"]["body"] == "满溢每次扣1分，扣完为止。"
    assert (rows["小计"]["points"], rows["小计"]["score"]) == ("70", "68.00")
    assert (rows["现场合计"]["score"], rows["现场合计"]["why"]) == ("92.00", "折算满分100分的40%，得36.80分")
    assert (rows["总分"]["score"], rows["总分"]["why"]) == ("96.00", "优秀")
    assert rows["安全底线"]["score"] == "—"
    assert sheet.unit == "考核对象：西河街道　　考核组：街道"


def test_bonus_and_reasons(appraised: Appraised) -> None:
    rows = by_name(one(appraised, "东关街道"))
    assert rows["信息报送"]["score"] == "30.00（另加2分）" and rows["加分"]["score"] == "+2"
    assert "市级简报采用" in rows["信息报送"]["why"]
    assert "市级简报采用" not in by_name(one(appraised, "东关街道", reasons=False))["信息报送"]["why"]


def test_what_does_not_apply_goes_to_its_neighbours(appraised: Appraised) -> None:
    rows = by_name(one(appraised, BUREAUS[2]))
    assert (rows["垃圾收运"]["score"], rows["垃圾收运"]["why"]) == ("不适用", "没有收运职责")
    said = "有未计分的项，其余40分按70分折算；折算满分100分的40%，得40.00分"
    assert (rows["现场合计"]["score"], rows["现场合计"]["why"]) == ("70.00", said)
    assert "小计" not in rows  # one heading over all: its sum is that of the part
    assert "占道经营" not in rows


def test_an_item_nobody_looked_at(appraised: Appraised) -> None:
    appraised.value(BUREAUS[0], "事件处理率", "")
    row = by_name(one(appraised, BUREAUS[0]))["事件处理率"]
    assert row["score"] == "—" and "没有计分" in row["why"]


def test_blank_tables_for_units_and_groups(appraised: Appraised) -> None:
    sheets = appraised.made(OFFER, way=BLANK)
    assert [sheet.name for sheet in sheets] == [*STREETS[:3], *BUREAUS]
    assert all(not row.get("score") and not row.get("why") for sheet in sheets for row in rows_of(sheet))
    streets, bureaus = appraised.made(OFFER, way=BLANK_GROUP)
    assert streets.unit.endswith("＿　　考核组：街道") and streets.row_mm > 0 and streets.small_print == ""
    assert "占道经营" in by_name(streets) and "占道经营" not in by_name(bureaus)
    assert by_name(bureaus)["现场合计"]["points"] == "70"


def test_blank_tables_of_a_scheme_without_a_round(appraised: Appraised) -> None:
    appraised.do(actions.delete_round, round_id=appraised.round)
    scheme = f"{OF_SCHEME}{appraised.scheme}"
    streets, bureaus = appraised.made(OFFER, round=scheme)
    assert (streets.number, streets.name, bureaus.name) == ("《市容环境综合考核办法》", "街道", "市直部门")
    assert [sheet.name for sheet in appraised.made(OFFER, round=scheme, way=BLANK)] == [*STREETS, *BUREAUS]
    draft = appraised.do(actions.create_scheme, campaign_id=appraised.campaign, name="空办法")
    appraised.do(actions.add_criterion, scheme_id=draft, name="绿化", points=10)
    (sheet,) = appraised.made(OFFER, round=f"{OF_SCHEME}{draft}")
    assert [row["name"] for row in rows_of(sheet)] == ["绿化", "总分"] and sheet.unit.endswith("＿")


def test_units_that_were_not_checked_have_no_table(appraised: Appraised) -> None:
    with pytest.raises(Refusal, match="没有参加考核"):
        appraised.made(OFFER, unit_ids=[])
    assert "北湖街道" not in [sheet.name for sheet in appraised.made(OFFER)]


def test_deductions_entry_by_entry(appraised: Appraised) -> None:
    sheet = one(appraised, "西河街道", offer=DEDUCTIONS)
    rows = rows_of(sheet)
    road = [row for row in rows if row["name"].startswith("道路保洁")]
    assert [(row["day"], row["points"]) for row in road] == [
        *((f"3月{day}日", "-0.5") for day in range(2, 8)), ("小计", "-2")]  # fmt: skip
    assert road[-1]["reason"] == "垃圾积水6次，应扣3分，封顶2分。得38.00分"
    assert not any(row["name"].startswith("垃圾收运") for row in rows)
    share = next(row for row in rows if row["name"].startswith("事件处理率"))
    assert (share["reason"], share["points"]) == ("处理率98%×60分。得58.80分", "-1.2")
    assert sheet.rows[-1].over == "最后得分：96.00分，街道第2名，优秀"
    assert [party[1] for party in sheet.signing] == ["云溪市爱国卫生运动委员会办公室", "西河街道"]


def test_deductions_tell_bonus_vetoes_and_what_does_not_apply(appraised: Appraised) -> None:
    first = rows_of(one(appraised, "东关街道", offer=DEDUCTIONS))
    assert [row["points"] for row in first if row["name"].startswith("信息报送")] == ["+3", "+2"]
    assert "取消评先资格" in one(appraised, "南苑街道", offer=DEDUCTIONS).rows[-1].over
    third = rows_of(one(appraised, BUREAUS[2], offer=DEDUCTIONS))
    assert [row["reason"] for row in third if row["name"].startswith("垃圾收运")] == ["不适用：没有收运职责"]
    every = rows_of(one(appraised, BUREAUS[2], offer=DEDUCTIONS, scope=ALL))
    assert [row["reason"] for row in every if row["name"].startswith("任务落实")] == ["没有扣分"]


def test_deductions_of_a_posted_round_stay(appraised: Appraised) -> None:
    appraised.do(actions.post_round, round_id=appraised.round, on=date(2026, 4, 8), until=date(2026, 4, 14))
    sheet = one(appraised, "西河街道", offer=DEDUCTIONS)
    assert sheet.small_print.startswith("2026-04-08 公示") and len(rows_of(sheet)) == 11


def test_on_paper(appraised: Appraised, press: Press) -> None:  # noqa: F811
    pdf = render_pdf(one(appraised, "西河街道"), worker=press)
    text = re.sub(r"\s", "", "".join(page_text(pdf, index) for index in range(page_count(pdf))))
    for words in (
        "一、市容环境（70分）",
        "垃圾积水6次，应扣3分，封顶2分-2",
        "折算满分100分的40%，得36.80分",
        "复核人：",
    ):
        assert words in text
    pdf = render_pdf(one(appraised, "西河街道", offer=DEDUCTIONS), worker=press)
    text = re.sub(r"\s", "", "".join(page_text(pdf, index) for index in range(page_count(pdf))))
    for words in ("人民路7号门前垃圾未清", "被考核单位（盖章）", "负责人（签字）：", "最后得分：96.00分"):
        assert words in text
