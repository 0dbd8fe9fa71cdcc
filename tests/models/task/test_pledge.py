"""目标责任书: a document for each unit with its own tasks, the office's clauses and two parties that sign."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.tables import Campaign
from models.papers.docx import render_docx
from models.papers.offer import Asked
from models.papers.pdf import page_count, page_text
from models.papers.press import Press
from models.papers.render import render_pdf
from models.papers.sheet import Sheet
from models.printing.catalogue import offer
from models.printing.produce import cover_of, formats_of, make
from models.task import actions
from models.task.actions import CellEdit
from models.task.papers.pledge import OFFER
from tests.models.papers.conftest import press  # noqa: F401 - one press for all
from tests.models.task.conftest import Work

DAY = date(2026, 3, 18)


@pytest.fixture
def tasks(work: Work) -> dict[str, int]:
    big = work.add("市容环境卫生")
    ids = {title: work.add(title, big) for title in ("整治占道经营", "清理死角", "修补道路")}
    edits = [
        CellEdit(ids["整治占道经营"], "lead", "城管局"),
        CellEdit(ids["整治占道经营"], "deadline", "5月底前"),
        CellEdit(ids["整治占道经营"], "support", "商务局"),
        CellEdit(ids["清理死角"], "lead", "商务局"),
        CellEdit(ids["清理死角"], "oversee", "公安局"),
        CellEdit(ids["清理死角"], "responsible", "城管局"),
        CellEdit(ids["修补道路"], "lead", "城管局"),
    ]
    work.do(actions.set_cells, edits=edits)
    return ids


def asked(work: Work, **settings: Any) -> Asked:
    return Asked(work.campaign, DAY, settings, OFFER.profile)


def pledges(work: Work, **settings: Any) -> tuple[Sheet, ...]:
    made = work.database.read(make, offer("pledge"), asked(work, **settings))
    assert isinstance(made, tuple)
    return made


def texts(paper: Sheet) -> list[str]:
    return [row.over for row in paper.rows if row.over]


def test_each_unit_gets_its_own_tasks(work: Work, tasks: dict[str, int]) -> None:
    trade, city = pledges(work, party_a="云溪市人民政府")
    assert (trade.name, city.name) == ("商务局", "城管局")
    assert city.title == "创建国家卫生城市目标责任书\n（云溪市城市管理执法局）"
    rows = [row.cells for row in city.rows if not row.over]
    assert [(row["title"], row["own"], row["deadline"]) for row in rows] == [
        ("整治占道经营（市容环境卫生）", "牵头", "5月底前"),
        ("清理死角（市容环境卫生）", "责任", ""),
        ("修补道路（市容环境卫生）", "牵头", ""),
    ]
    assert [row.cells["title"] for row in trade.rows if not row.over] == ["清理死角（市容环境卫生）"]
    assert "乙方承担以下 3 项任务，其中牵头 2 项、责任 1 项。" in texts(city)
    assert city.signing[0][:2] == ("甲方（盖章）：", "云溪市人民政府")
    assert city.signing[1][:2] == ("乙方（盖章）：", "云溪市城市管理执法局")
    opening = texts(city)[0]
    assert "为扎实推进创建国家卫生城市工作，" in opening and "{" not in "".join(texts(city))
    assert "云溪市人民政府（以下简称甲方）与云溪市城市管理执法局（以下简称乙方）" in opening


def test_supporting_tasks_come_when_wished(work: Work, tasks: dict[str, int]) -> None:
    trade = pledges(work, scope="all")[0]
    assert [row.cells["own"] for row in trade.rows if not row.over] == ["配合", "牵头"]


def test_clauses_are_the_offices_own_and_sections_count_on(work: Work, tasks: dict[str, int]) -> None:
    (city,) = pledges(work, unit_ids=(work.units["城管局"],), duties="", appraisal="逐月通报 {乙方} 进展。\n年终考核。")
    found = texts(city)
    assert [text for text in found if text[1:2] == "、"] == ["一、工作任务", "二、考核奖惩", "三、其他"]
    assert "（一）逐月通报 云溪市城市管理执法局 进展。" in found and "（二）年终考核。" in found
    assert not any(text.startswith("（一）本责任书") for text in found)


def test_targets_of_the_campaign_are_the_goal(work: Work, tasks: dict[str, int]) -> None:
    work.do(actions.add_target, campaign_id=work.campaign, indicator="城市道路装灯率", value="100%")
    (city,) = pledges(work, unit_ids=(work.units["城管局"],))
    assert texts(city)[1:3] == ["一、工作目标", "城市道路装灯率100%"]
    (bare,) = pledges(work, unit_ids=(work.units["城管局"],), targets=False)
    assert "一、工作目标" not in texts(bare)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("创建国家卫生城市 2026", "推进创建国家卫生城市工作，"),
        ("爱国卫生专项行动2026年", "推进爱国卫生专项行动，"),
        ("2026年", "推进2026年工作，"),
    ],
)
def test_the_work_is_named_as_in_a_sentence(work: Work, tasks: dict[str, int], name: str, words: str) -> None:
    def rename(session: Session) -> None:
        found = session.get(Campaign, work.campaign)
        assert found is not None
        found.name = name

    work.do(rename)
    assert words in texts(pledges(work)[0])[0]


def test_units_without_such_tasks_have_nothing_to_sign(work: Work, tasks: dict[str, int]) -> None:
    with pytest.raises(Refusal, match="没有可签的责任书"):
        pledges(work, unit_ids=(work.units["公安局"],))


def test_a_cover_to_sign_for_several(work: Work, tasks: dict[str, int]) -> None:
    made = pledges(work)
    assert cover_of(OFFER, made, asked(work)) is None
    cover = cover_of(OFFER, made, asked(work, cover=True))
    assert cover is not None
    sheet = cover((2, 3))
    assert sheet.title == "创建国家卫生城市目标责任书\n签收目录"
    assert [row.cells["unit"] for row in sheet.rows] == ["商务局", "城管局", "合计"]
    assert [row.cells["tasks"] for row in sheet.rows] == ["1", "3", "4"]
    assert set(formats_of(OFFER)) == {"pdf", "docx", "png"}


def test_as_a_word_file(work: Work, tasks: dict[str, int], tmp_path: Path) -> None:
    (city,) = pledges(work, unit_ids=(work.units["城管局"],), party_a="云溪市人民政府")
    render_docx([city], tmp_path / "责任书.docx")
    document = Document(str(tmp_path / "责任书.docx"))
    texts_there = [part.text for part in document.paragraphs if part.text.strip()]
    assert texts_there[2:4] == ["一、工作任务", "乙方承担以下 3 项任务，其中牵头 2 项、责任 1 项。"]
    assert texts_there.index("二、工作要求") == 4
    duties, signing = document.tables
    assert [row.cells[1].text for row in duties.rows][1] == "整治占道经营（市容环境卫生）"
    assert [cell.text for cell in signing.rows[1].cells] == ["云溪市人民政府", "云溪市城市管理执法局"]
    assert signing.rows[2].cells[0].text == "负责人（签字）：＿＿＿＿"


def test_on_paper(work: Work, tasks: dict[str, int], press: Press) -> None:  # noqa: F811
    (city,) = pledges(work, unit_ids=(work.units["城管局"],), party_a="云溪市人民政府")
    pdf = render_pdf(city, worker=press)
    pages = [re.sub(r"\s", "", page_text(pdf, index)) for index in range(page_count(pdf))]
    whole = "".join(pages)
    assert "创建国家卫生城市目标责任书（云溪市城市管理执法局）" in pages[0]
    for words in ("一、工作任务", "整治占道经营（市容环境卫生）", "三、考核奖惩", "自签订之日起生效"):
        assert words in whole
    assert "甲方（盖章）：乙方（盖章）：云溪市人民政府云溪市城市管理执法局" in pages[-1]
