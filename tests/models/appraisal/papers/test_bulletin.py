"""考核通报 and 奖惩建议: words from the result, the office's own words around them, red and black lists on demand."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document

from models.appraisal.papers.bulletin import OFFER
from models.appraisal.papers.figures import HIDDEN
from models.appraisal.papers.rewards import OFFER as REWARDS
from models.appraisal.papers.rewards import money_words
from models.papers.docx import render_docx
from models.papers.pdf import page_count, page_text
from models.papers.press import Press
from models.papers.render import render_pdf
from models.papers.sheet import Sheet
from tests.models.appraisal.papers.conftest import BUREAUS, Appraised, F, rows_of
from tests.models.papers.conftest import press  # noqa: F401 - one press for all


def texts(sheet: Sheet) -> list[str]:
    return [row.over for row in sheet.rows if row.over]


def test_the_letter_tells_the_result(appraised: Appraised) -> None:
    (sheet,) = appraised.made(OFFER)
    said = texts(sheet)
    assert sheet.title == "关于一季度考核情况的通报"
    assert said[0] == "各有关单位：" and sheet.rows[0].flush
    assert said[1].startswith("根据《市容环境综合考核办法》，对6个单位2026年1月1日至3月31日的工作进行了考核。")
    assert "（一）街道。参加考核3个单位，平均93.87分，最高101.84分，最低83.76分；其中优秀2个、合格1个。" in said
    assert any(one.startswith("失分较多的项目：占道经营（2个单位，共失33分）") for one in said)
    assert "一票否决：南苑街道：发生责任事故（取消评先资格）。" in said
    assert [one for one in said if one[1:2] == "、"] == ["一、考核结果", "二、存在问题", "三、工作要求"]
    assert [one.strip("　") for one in said[-2:]] == ["云溪市爱国卫生运动委员会办公室", "2026年4月8日"]
    assert len(rows_of(sheet)) == 6


def test_red_and_black_lists_only_on_demand(appraised: Appraised) -> None:
    assert not any("红榜" in one for one in texts(appraised.made(OFFER)[0]))
    said = texts(appraised.made(OFFER, lists=True, red=2, black=1)[0])
    assert f"红榜：街道——东关街道、西河街道；市直部门——{BUREAUS[0]}、{BUREAUS[1]}。" in said
    assert f"黑榜：街道——南苑街道；市直部门——{BUREAUS[2]}。" in said
    (wide,) = appraised.made(OFFER, lists=True, red=9, black=0, groups=[appraised.groups["街道"]])
    assert "红榜：东关街道、西河街道。" in texts(wide)  # the third lost its honour
    assert not any(one.startswith("黑榜") for one in texts(wide))


def test_the_words_are_the_offices_own(appraised: Appraised) -> None:
    (sheet,) = appraised.made(
        OFFER, title="{工作}通报", opening="依据{办法}。", demands="", problems=False, table=False, addressee="",
        signer="市爱卫办", number="云爱卫办〔2026〕5号", ranks=HIDDEN)  # fmt: skip
    said = texts(sheet)
    assert sheet.title == "创建国家卫生城市工作通报" and said[0] == "依据市容环境综合考核办法。"
    assert not any("工作要求" in one or "失分较多" in one for one in said) and rows_of(sheet) == []
    assert sheet.number == "云爱卫办〔2026〕5号　试算，未公示" and said[-2].strip("　") == "市爱卫办"


def test_as_a_word_file(appraised: Appraised, tmp_path: Path) -> None:
    render_docx(appraised.made(OFFER), tmp_path / "通报.docx")
    document = Document(str(tmp_path / "通报.docx"))
    lines = [one for one in document.paragraphs if one.text.strip()]
    addressee = next(one for one in lines if one.text == "各有关单位：")
    body = next(one for one in lines if one.text.startswith("根据《"))
    assert not addressee.paragraph_format.first_line_indent and body.paragraph_format.first_line_indent
    (table,) = document.tables
    assert [cell.text for cell in table.rows[1].cells][:3] == ["街道", "1", "东关街道"]


def test_on_paper(appraised: Appraised, press: Press) -> None:  # noqa: F811
    pdf = render_pdf(appraised.made(OFFER)[0], worker=press)
    text = re.sub(r"\s", "", "".join(page_text(pdf, index) for index in range(page_count(pdf))))
    for words in ("关于一季度考核情况的通报", "各有关单位：", "系统（40%）", "三、工作要求", "2026年4月8日"):
        assert words in text


def test_rewards_follow_the_bands(appraised: Appraised) -> None:
    (sheet,) = appraised.made(REWARDS)
    rows = {row.get("unit"): row for row in rows_of(sheet)}
    first, third = rows["东关街道"], rows["南苑街道"]
    assert (first["grade"], first["money"], first["flag"]) == ("优秀", "20,000元", "通报表扬")
    assert (third["grade"], third["money"], third["deduction"], third["flag"]) == (
        "合格", "", "1", "发生责任事故（取消评先资格）")  # fmt: skip
    assert rows_of(sheet)[-1] == {"group": "合计", "money": "100,000元"}
    assert "优秀：95分以上；良好：85分以上，不满95分" in sheet.notes[0]


def test_a_unit_with_nothing_to_come_is_listed_only_when_wished(appraised: Appraised) -> None:
    appraised.entry("西河街道", "任务落实", amount="2")  # 94.00: 良好, without anything that follows
    assert "西河街道" not in [row.get("unit") for row in rows_of(appraised.made(REWARDS)[0])]
    every = {row.get("unit"): row for row in rows_of(appraised.made(REWARDS, only=False)[0])}
    assert (every["西河街道"]["grade"], every["西河街道"]["money"], every["西河街道"]["flag"]) == ("良好", "", "")


@pytest.mark.parametrize(
    ("money", "words"),
    [(None, ""), (F(0), ""), (F(20_000), "20,000元"), (F("1234.5"), "1,234.5元"), (F(-500), "-500元")],
)
def test_money(money: Fraction | None, words: str) -> None:
    assert money_words(money) == words
