"""The sheets of the breakdown: every duty on paper once, merged under its big item, own role marked."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.tables import UnitAlias
from models.org.terms import AliasKind
from models.papers.sheet import Sheet, plain
from models.task import actions, papers
from models.task.actions import CellEdit
from models.task.papers import BreakdownOptions
from models.task.tables import Assignment
from models.task.terms import Role
from tests.models.task.conftest import Work
from tests.models.task.test_spreading import build_grid

DAY = date(2026, 3, 18)


def sheet(work: Work, **options: object) -> Sheet:
    chosen = BreakdownOptions(**options)  # type: ignore[arg-type]
    found: Sheet = work.database.read(papers.breakdown, campaign_id=work.campaign, options=chosen, on=DAY)
    return found


def column(paper: Sheet, key: str) -> list[str]:
    return [plain(row.cells.get(key, "")) for row in paper.rows]


def two_levels(work: Work) -> dict[str, int]:
    first, second = work.add("市容环境卫生"), work.add("农贸市场", body="全面达标")
    ids = {"一": work.add("整治占道经营", first, points=250), "二": work.add("清理卫生死角", first), "乙": second}
    edits = [
        CellEdit(ids["一"], "lead", "城管局"),
        CellEdit(ids["一"], "support", "公安局、商务局"),
        CellEdit(ids["二"], "responsible", "城管局"),
        CellEdit(second, "lead", "商务局"),
        CellEdit(second, "deadline", "5月底前"),
    ]
    work.do(actions.set_cells, edits=edits)
    return ids


def test_by_task(work: Work) -> None:
    two_levels(work)
    paper = sheet(work)
    assert paper.title == "创建国家卫生城市责任分解表"
    assert [found.heading for found in paper.columns] == [
        "序号", "任务大项", "具体任务", "牵头单位", "责任单位", "配合单位", "完成时限", "分值", "备注",
    ]  # fmt: skip
    assert column(paper, "no") == ["1", "2", "3"]
    assert column(paper, "title") == ["整治占道经营", "清理卫生死角", "全面达标"]
    assert column(paper, "big") == ["市容环境卫生", "市容环境卫生", "农贸市场"]
    assert column(paper, "support") == ["公安局、商务局", "", ""]
    assert column(paper, "lead") == ["城管局", "", "商务局"]
    assert column(paper, "points") == ["2.5", "", ""]
    assert [row.groups[0] for row in paper.rows][:2] == [paper.rows[0].groups[0]] * 2
    assert paper.rows[2].groups[0] != paper.rows[0].groups[0]
    assert paper.notes == ("无牵头单位的，责任单位即为牵头单位。",)
    assert paper.date == "2026年3月18日"


def test_only_big_items_make_a_flat_sheet(work: Work) -> None:
    for number, title in (("（一）", "宣传行动"), ("（二）", "整治行动")):
        work.add(title, no=number)
    paper = sheet(work)
    assert [found.key for found in paper.columns] == ["no", "title", "lead", "deadline", "note"]
    assert paper.columns[1].heading == "任务"
    assert column(paper, "no") == ["1", "2"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("创建国家卫生城市", "创建国家卫生城市责任分解表"),
        ("创建国家卫生城市 2026", "创建国家卫生城市2026年责任分解表"),
        ("创卫2026", "创卫2026年责任分解表"),
        ("创卫2026年", "创卫2026年责任分解表"),
        ("专项12026", "专项12026责任分解表"),
        ("2026年第2批", "2026年第2批责任分解表"),
    ],
)
def test_a_bare_year_at_the_end_is_said_as_a_year(name: str, title: str) -> None:
    assert papers.usual_title(name) == title


def test_numbers_count_the_lines_of_the_paper_in_both_views(work: Work) -> None:
    for number, title in (("（一）", "宣传行动"), ("（三）", "整治行动")):
        task = work.add(title, no=number)
        work.do(actions.set_cells, edits=[CellEdit(task, "lead", "城管局")])
    (unit,) = work.database.read(papers.unit_breakdowns, campaign_id=work.campaign, on=DAY)
    assert column(sheet(work), "no") == column(unit, "no") == ["1", "2"]


def test_a_big_item_with_units_of_its_own_keeps_its_line(work: Work) -> None:
    ids = two_levels(work)
    work.add("改造棚顶", ids["乙"])
    paper = sheet(work)
    assert column(paper, "title") == ["整治占道经营", "清理卫生死角", "全面达标", "改造棚顶"]
    assert column(paper, "lead")[2:] == ["商务局", ""]
    assert paper.rows[2].groups[0] == paper.rows[3].groups[0]


def test_a_third_level_gets_a_merged_column(work: Work) -> None:
    ids = two_levels(work)
    for title in ("早市", "夜市"):
        work.add(title, ids["二"])
    work.add("烧烤", work.add("摊点", work.add("规范", ids["一"])))
    work.do(actions.set_units, task_id=ids["一"], role=Role.LEAD, unit_ids=[])
    paper = sheet(work)
    assert [found.key for found in paper.columns][:4] == ["no", "big", "group", "title"]
    assert [found.merge for found in paper.columns][:4] == [0, 1, 2, 0]
    assert column(paper, "group") == [
        "整治占道经营",
        "整治占道经营",
        "清理卫生死角",
        "清理卫生死角",
        "清理卫生死角",
        "",
    ]
    assert column(paper, "title")[:2] == ["（本项总体）", "规范：摊点：烧烤"]
    assert [row.groups[1] for row in paper.rows[2:5]] == [paper.rows[2].groups[1]] * 3


def test_by_unit_marks_the_own_role(work: Work) -> None:
    two_levels(work)
    found = work.database.read(papers.unit_breakdowns, campaign_id=work.campaign, on=DAY)
    assert [paper.name for paper in found] == ["商务局", "城管局", "公安局"]
    trade = found[0]
    assert trade.title == "创建国家卫生城市责任分解表\n（云溪市商务局）"
    assert column(trade, "own") == ["配合", "牵头"]
    assert [row.strong for row in trade.rows] == [False, True]
    assert trade.notes[0] == "共 2 项，牵头 1 项，配合 1 项。"
    assert column(found[1], "own") == ["牵头", "责任（牵头）"]


def test_chosen_columns_and_their_order(work: Work) -> None:
    two_levels(work)
    paper = sheet(work, columns=("title", "lead", "no"), title="任务清单", unit="创卫办", sign_off=())
    assert [found.key for found in paper.columns] == ["title", "lead", "no"]
    assert (paper.title, paper.unit, paper.sign_off) == ("任务清单", "填报单位：创卫办", ())
    with pytest.raises(Refusal, match="没有名为“colour”的列"):
        sheet(work, columns=("colour",))


def test_a_unit_without_tasks_has_nothing_to_print(work: Work) -> None:
    two_levels(work)
    with pytest.raises(Refusal, match="没有任务"):
        work.database.read(papers.unit_breakdowns, campaign_id=work.campaign, unit_ids={work.units["卫健委"]}, on=DAY)


def test_an_empty_campaign_prints_an_empty_sheet(work: Work) -> None:
    paper = sheet(work)
    assert paper.rows == () and paper.empty_text == "还没有任务"


def test_who_leads_a_big_item_stands_in_its_merged_cell(work: Work) -> None:
    two_levels(work)
    first = work.rows()[0].id
    work.do(actions.set_units, task_id=first, role=Role.LEAD, unit_ids=[work.units["卫健委"]])
    paper = sheet(work)
    assert column(paper, "big")[:2] == ["市容环境卫生\n（牵头：卫健委）"] * 2
    assert len(paper.rows) == 3
    work.do(actions.set_cells, edits=[CellEdit(first, "deadline", "长期坚持")])
    paper = sheet(work)
    assert column(paper, "big")[0] == "市容环境卫生"
    assert column(paper, "title")[0] == "（本项总体）"
    (own,) = work.database.read(papers.unit_breakdowns, campaign_id=work.campaign, unit_ids={work.units["卫健委"]})
    assert column(own, "big") == ["市容环境卫生"] and column(own, "own") == ["牵头"]


def test_many_places_of_a_unit_are_a_number_or_their_names(work: Work) -> None:
    levels, _, units = work.do(build_grid)
    task = work.add("改造农贸市场")
    work.do(actions.set_units, task_id=task, role=Role.RESPONSIBLE, unit_ids=[work.units["公安局"]])
    work.do(actions.add_rule, task_id=task, level_id=levels["点位"])
    assert column(sheet(work), "responsible") == ["公安局、临江区（2处）、商务局（1处）、青石区（1处）"]
    assert column(sheet(work, list_cells=True), "responsible") == [
        "公安局、临江区（滨江市场、文昌市场）、商务局（南门市场）、青石区（古樟市场）"
    ]
    (own,) = work.database.read(papers.unit_breakdowns, campaign_id=work.campaign, unit_ids={units["临江区"]}, on=DAY)
    assert column(own, "own") == ["责任（2处）"]


def test_a_paper_of_a_past_day_names_who_carried_it_then_as_it_was_called(work: Work) -> None:
    task = work.add("整治占道经营")
    merged = date(2026, 3, 1)

    def merge(session: Session) -> None:
        old, heir = work.units["商务局"], work.units["城管局"]
        session.add(Assignment(task_id=task, unit_id=old, role=Role.LEAD, valid_to=merged))
        session.add(Assignment(task_id=task, unit_id=heir, role=Role.LEAD, valid_from=merged))
        name = "云溪市商业局"
        session.add(UnitAlias(unit_id=old, name=name, kind=AliasKind.FORMER, valid_to=date(2026, 2, 1)))

    work.do(merge)

    def leads(day: date) -> list[str]:
        found = work.database.read(papers.breakdown, campaign_id=work.campaign, on=day)
        return column(found, "lead")

    assert leads(date(2026, 1, 31)) == ["云溪市商业局"]
    assert leads(date(2026, 2, 28)) == ["商务局"]
    assert leads(merged) == ["城管局"]
