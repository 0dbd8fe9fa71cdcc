"""Rectification ledgers: problems with place, units, people, measures, times, state and photos."""

from datetime import date

import pytest

from models.intake.as_json import as_json
from models.intake.draft import Kind
from models.intake.readers.ledger import measures_of
from models.intake.wishes import Wishes
from tests.models.intake.by_hand import read, sheet

HEADS = ["序号", "点位", "存在问题", "整改措施", "责任单位", "整改时限", "整改情况"]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("立即清理。", ("立即清理",)),
        ("1.立即清理；2.增设垃圾桶；3.加强巡查。", ("立即清理", "增设垃圾桶", "加强巡查")),
        ("1、立即清理\n2、增设垃圾桶", ("立即清理", "增设垃圾桶")),
        ("①劝导②处罚③回访", ("劝导", "处罚", "回访")),
        ("（1）劝导；（2）处罚", ("劝导", "处罚")),
        ("一是新建管网；二是强化巡查。", ("新建管网", "强化巡查")),
        ("立即清理；\n加强巡查。", ("立即清理", "加强巡查")),
        ("对商户进行约谈，签订“门前三包”\n责任书。", ("对商户进行约谈，签订“门前三包”责任书",)),
        ("清理3.5吨垃圾，加装2个桶", ("清理3.5吨垃圾，加装2个桶",)),
        ("1.立即清理", ("立即清理",)),
        ("措施：1.清理；2.巡查", ("清理", "巡查")),
        ("先行停业：1.清理；2.巡查", ("先行停业", "清理", "巡查")),
        ("立即停业。1.清理；2.巡查", ("立即停业", "清理", "巡查")),
        ("", ()),
        ("/", ()),
        ("无", ()),
    ],
)
def test_measures_of_a_cell(text: str, measures: tuple[str, ...]) -> None:
    assert measures_of(text) == measures


def test_a_ledger_with_all_its_columns() -> None:
    draft = read(
        sheet(
            [
                ["2024年问题整改台账"],
                [
                    "序号",
                    "所属街道",
                    "点位名称",
                    "问题类别",
                    "存在的主要问题",
                    "发现时间",
                    "整改措施",
                    "牵头单位",
                    "配合单位",
                    "责任人",
                    "联系电话",
                    "整改时限",
                    "整改情况",
                    "问题来源",
                    "整改前照片",
                    "备注",
                ],
                [
                    "1",
                    "橘园街道",
                    "橘园市场",
                    "环境卫生",
                    "地面积水",
                    "2024/3/5",
                    "1.清理；2.巡查",
                    "区商务局",
                    "橘园街道、区城管局",
                    "何越",
                    "13800000001",
                    "6月底前",
                    "整改中",
                    "市级督查",
                    "",
                    "重点",
                ],
            ],
            (1, 1, 1, 16),
            pictures=[(3, 15, "image1.png"), (3, 15, "image2.png")],
        )
    )
    assert (draft.kind, draft.title, draft.years) == (Kind.LEDGER, "2024年问题整改台账", (2024,))
    (problem,) = draft.problems
    assert (problem.no, problem.place, problem.kind, problem.problem) == (
        "1",
        "橘园街道橘园市场",
        "环境卫生",
        "地面积水",
    )
    assert (problem.found, problem.measures, problem.status) == ("2024/3/5", ("清理", "巡查"), "整改中")
    assert [(unit.name, unit.role) for unit in problem.units] == [
        ("区商务局", "牵头单位"),
        ("橘园街道", "配合单位"),
        ("区城管局", "配合单位"),
    ]
    assert problem.lead_units == ("区商务局",)
    assert [(one.name, one.role, one.phone) for one in problem.people] == [("何越", "责任人", "13800000001")]
    assert (problem.deadline, problem.due.to) == ("6月底前", date(2024, 6, 30))
    assert problem.note == "问题来源：市级督查\n重点"
    assert problem.photos == ("image1.png", "image2.png")
    assert problem.spot.to_json() == {"sheet": "Sheet1", "cell": "E3"}
    assert draft.units == ("区商务局", "橘园街道", "区城管局")
    assert as_json(draft)["problems"][0]["measures"] == ["清理", "巡查"]


def test_a_problem_merged_over_rows_of_measures_is_one() -> None:
    draft = read(
        sheet(
            [
                HEADS,
                ["1", "橘园市场", "地面积水", "清理", "区城管局", "6月底前", "已整改"],
                ["", "", "", "修管网", "区住建局", "", ""],
                ["2", "江湾市场", "占道经营", "劝导", "区城管局", "9月底前", ""],
            ],
            (2, 1, 3, 1),
            (2, 2, 3, 2),
            (2, 3, 3, 3),
            (2, 6, 3, 6),
        )
    )
    first, second = draft.problems
    assert (first.measures, first.lead_units, first.deadline) == (
        ("清理", "修管网"),
        ("区城管局", "区住建局"),
        "6月底前",
    )
    assert (second.no, second.measures) == ("2", ("劝导",))


def test_a_place_merged_over_several_problems_is_that_of_each() -> None:
    rows = [
        HEADS,
        ["1", "橘园市场", "地面积水", "清理", "区城管局", "", ""],
        ["2", "", "占道经营", "劝导", "区城管局", "", ""],
    ]
    draft = read(sheet(rows, (2, 2, 3, 2)))
    assert [(one.place, one.problem) for one in draft.problems] == [("橘园市场", "地面积水"), ("橘园市场", "占道经营")]


def test_the_same_as_above_is_taken_from_above() -> None:
    rows = [
        HEADS,
        ["1", "橘园市场", "积水", "1.清理；2.巡查", "区城管局、各街道", "6月底前", "整改中"],
        ["2", "同上", "破损", "同上", "同上", "同上", "同上"],
    ]
    first, second = read(sheet(rows)).problems
    assert (second.place, second.measures, second.units) == (first.place, first.measures, first.units)
    assert (second.deadline, second.status) == ("6月底前", "整改中")


def test_rows_that_are_no_problems_are_left_out() -> None:
    rows = [
        HEADS,
        ["一、市容类"],
        ["1", "A路", "垃圾外溢", "清理", "环卫所", "", ""],
        ["2", "", "", "", "", "", ""],
        HEADS,
        ["合计", "", "1个", "", "", "", ""],
        ["填表人：何越", "", "", "审核人：祝明"],
    ]
    (problem,) = read(sheet(rows)).problems
    assert (problem.kind, problem.problem) == ("市容类", "垃圾外溢")


@pytest.mark.parametrize(
    ("heading", "text", "status"),
    [
        ("是否完成整改", "是", "已完成整改"),
        ("是否整改到位", "否", "未整改到位"),
        ("整改情况", "已于3月5日完成", "已于3月5日完成"),
        ("是否整改", "√", "已整改"),
        ("完成情况", "/", ""),
    ],
)
def test_the_state_as_written(heading: str, text: str, status: str) -> None:
    (problem,) = read(sheet([["序号", "问题", "责任单位", heading], ["1", "积水", "区城管局", text]])).problems
    assert problem.status == status


def test_what_is_missing_is_doubted_by_field() -> None:
    rows = [HEADS, ["1", "橘园市场", "", "清理", "", "", ""]]
    draft = read(sheet(rows))
    (problem,) = draft.problems
    assert as_json(draft)["doubts"] == [
        {"in": "problems", "at": 0, "fields": list(problem.unsure), "reasons": list(problem.doubts)}
    ]
    assert problem.unsure == ("problem", "units")
    assert problem.doubts == ("这一行没有写明问题。", "没有读到责任单位。")


def test_another_kind_reads_the_same_table_anew() -> None:
    """事项 and 措施 read as tasks; the clerk says that it is a ledger."""
    rows = [
        ["序号", "事项", "措施", "责任单位", "时限", "完成情况"],
        ["1", "积水", "1.清理；2.巡查", "区城管局", "6月底前", "已完成"],
    ]
    proposed = read(sheet(rows))
    assert (proposed.kind, len(proposed.tasks), proposed.problems) == (Kind.BREAKDOWN, 1, ())
    draft = read(sheet(rows), wishes=Wishes(kind=Kind.LEDGER))
    assert (draft.kind, draft.tasks) == (Kind.LEDGER, ())
    (problem,) = draft.problems
    assert (problem.problem, problem.measures, problem.status) == ("积水", ("清理", "巡查"), "已完成")
    assert problem.unsure == ("problem",)


def test_a_problem_read_as_a_task_on_demand() -> None:
    rows = [["序号", "存在问题", "整改措施", "责任单位"], ["1", "积水", "清理", "区城管局"]]
    draft = read(sheet(rows), wishes=Wishes(kind=Kind.BREAKDOWN))
    assert [(task.title, task.body, task.lead_units) for task in draft.tasks] == [("积水", "清理", ("区城管局",))]
    assert draft.problems == ()
