"""Contact lists, member tables, places, phases and indicators; and that no sheet, however odd, trips the reader."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.intake.as_json import as_json
from models.intake.draft import Draft, Kind
from models.intake.reading import read_source
from models.intake.source import Sheet, Source
from models.intake.wishes import Wishes
from tests.models.intake.by_hand import read, sheet


def people(draft: Draft) -> list[tuple[str, str, str, str]]:
    return [(one.unit, one.name, one.post, one.phone) for one in draft.contacts]


# ---- contacts ------------------------------------------------------------------------------------------------


def test_a_contact_list_with_merged_units_and_groups() -> None:
    rows = [
        ["成员单位通讯录"],
        ["序号", "单位", "姓名", "职务", "办公电话", "手机"],
        ["一、区直部门"],
        ["1", "区城管局", "何  越", "局长", "0898-66251234", "１３８０００００００１"],
        ["2", "", "祝明", "科长", "", "13800000002"],
        ["二、各街道"],
        ["3", "橘园街道", "樊正阳", "主任", "66251235", ""],
        ["4", "", "欧阳大明", "", "", "13800000004"],
    ]
    draft = read(sheet(rows, (1, 1, 1, 6), (4, 2, 5, 2)))
    assert people(draft) == [
        ("区城管局", "何越", "局长", "0898-66251234、13800000001"),
        ("区城管局", "祝明", "科长", "13800000002"),
        ("橘园街道", "樊正阳", "主任", "66251235"),
        ("橘园街道", "欧阳大明", "", "13800000004"),
    ]
    assert draft.kind is Kind.CONTACTS
    assert draft.contacts[1].spot.cell == "C5"


def test_two_people_in_each_row() -> None:
    rows = [
        ["序号", "单位", "分管领导", "", "", "联络员", "", ""],
        ["", "", "姓名", "职务", "电话", "姓名", "职务", "电话"],
        ["1", "区城管局", "何越", "副局长", "13800000001", "祝明", "科长", "13800000002"],
    ]
    draft = read(sheet(rows, (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 5), (1, 6, 1, 8)))
    assert people(draft) == [
        ("区城管局", "何越", "副局长", "13800000001"),
        ("区城管局", "祝明", "科长", "13800000002"),
    ]


def test_several_names_in_a_cell_with_their_phones() -> None:
    rows = [
        ["单位", "联系人", "联系电话"],
        ["区城管局", "何越\n祝明", "13800000001\n13800000002"],
        ["区住建局", "樊正阳、李大山", "13800000003"],
    ]
    draft = read(sheet(rows))
    assert people(draft)[:2] == [("区城管局", "何越", "", "13800000001"), ("区城管局", "祝明", "", "13800000002")]
    assert [(one.phone, one.unsure) for one in draft.contacts[2:]] == [("13800000003", ("phone",))] * 2


@pytest.mark.parametrize(
    ("name", "phone", "unsure"),
    [
        ("何越", "13800000001", ()),
        ("何越", "0898-66251234转801", ()),
        ("何越", "138000", ()),
        ("何越", "见群公告", ("phone",)),
        ("区城管局", "13800000001", ("name",)),
        ("何越", "", ()),
    ],
)
def test_doubts_of_a_contact(name: str, phone: str, unsure: tuple[str, ...]) -> None:
    (contact,) = read(sheet([["单位", "姓名", "电话"], ["区环卫所", name, phone]])).contacts
    assert contact.unsure == unsure


# ---- members --------------------------------------------------------------------------------------------------


def seats(draft: Draft) -> list[tuple[str, str, str, str]]:
    return [(seat.group, seat.role, seat.name, seat.post) for seat in draft.seats]


def test_a_member_table_with_roles_merged_down() -> None:
    rows = [
        ["临江区文明创建领导小组成员名单"],
        ["组内职务", "姓名", "单位及职务"],
        ["组 长", "樊正阳", "区委副书记、区长"],
        ["成员", "何越", "区城管局局长"],
        ["", "祝  明", "区商务局局长"],
    ]
    group = "临江区文明创建领导小组"
    assert seats(read(sheet(rows, (4, 1, 5, 1)))) == [
        (group, "组长", "樊正阳", "区委副书记、区长"),
        (group, "成员", "何越", "区城管局局长"),
        (group, "成员", "祝明", "区商务局局长"),
    ]


def test_a_member_table_with_lines_of_roles_and_groups() -> None:
    rows = [
        ["序号", "姓名", "单位", "职务", "联系电话"],
        ["一、市容整治工作专班"],
        ["组  长"],
        ["1", "樊正阳", "区政府", "副区长", ""],
        ["成  员"],
        ["2", "何越", "区城管局", "局长", "13800000001"],
    ]
    draft = read(sheet(rows), wishes=Wishes(kind=Kind.MEMBERS))
    assert [seat[1:] for seat in seats(draft)] == [("组长", "樊正阳", "区政府副区长"), ("成员", "何越", "区城管局局长")]
    assert {seat.group for seat in draft.seats} == {"市容整治工作专班"}
    assert people(draft) == [("区城管局", "何越", "局长", "13800000001")]


def test_a_post_twice_one_of_them_in_the_group() -> None:
    rows = [["姓名", "单位及职务", "职务"], ["樊正阳", "区长", "组长"], ["何越", "区城管局局长", "成员"]]
    assert [seat[1:] for seat in seats(read(sheet(rows)))] == [
        ("组长", "樊正阳", "区长"),
        ("成员", "何越", "区城管局局长"),
    ]


# ---- places ---------------------------------------------------------------------------------------------------


def places(draft: Draft) -> list[tuple[str, list[str]]]:
    return [(cell.area, [point.name for point in cell.points]) for cell in draft.cells]


def test_places_by_area_with_batch_and_stage() -> None:
    rows = [
        ["农贸市场改造名单"],
        ["序号", "区", "市场名称", "批次", "进度"],
        ["1", "临江区（2个）", "橘园市场", "第一批", "完成45%"],
        ["2", "", "江湾市场", "第二批", "未开工"],
        ["3", "新城区", "北门市场、南门市场", "第一批", ""],
        ["合计", "", "", "", ""],
    ]
    draft = read(sheet(rows, (1, 1, 1, 5), (3, 2, 4, 2)))
    assert (draft.kind, places(draft)) == (
        Kind.SITES,
        [("临江区", ["橘园市场", "江湾市场"]), ("新城区", ["北门市场", "南门市场"])],
    )
    first, second = draft.cells[0].points
    assert (first.batch, first.stage, first.progress) == ("第一批", "完成45%", 45)
    assert (second.batch, second.progress) == ("第二批", None)
    assert draft.warnings == ()


def test_areas_and_batches_as_lines_across_the_table() -> None:
    rows = [
        ["序号", "点位名称", "批次", "备注"],
        ["一、临江区（3个）"],
        ["1", "橘园市场", "第一批", ""],
        ["2", "江湾市场", "第一批", ""],
        ["二、新城区"],
        ["1", "北门市场", "第二批", ""],
    ]
    draft = read(sheet(rows, name="点位名单"))
    assert places(draft) == [("临江区", ["橘园市场", "江湾市场"]), ("新城区", ["北门市场"])]


def test_a_sheet_for_each_area() -> None:
    rows = [["序号", "小区名称", "批次"], ["1", "甲小区", "第一批"]]
    other = [["序号", "小区名称", "批次"], ["1", "乙小区", "第一批"]]
    draft = read(sheet(rows, name="橘园街道"), sheet(other, name="江湾街道"))
    assert places(draft) == [("橘园街道", ["甲小区"]), ("江湾街道", ["乙小区"])]


@pytest.mark.parametrize(
    ("rows", "warnings"),
    [
        ([["1", "临江区（3个）", "橘园市场、江湾市场", ""]], ["临江区：标注3个，实际读到2个"]),
        ([["1", "临江区", "橘园市场、江湾市场", "3"]], ["临江区：标注3个，实际读到2个"]),
        ([["1", "临江区", "橘园市场、江湾市场", "2"], ["合计", "", "", "4"]], ["合计标注4个，实际读到2个"]),
        ([["1", "临江区", "橘园市场、江湾市场", "2"], ["合计", "", "", "2"]], []),
    ],
)
def test_stated_counts_of_places_are_checked(rows: list[list[str]], warnings: list[str]) -> None:
    assert list(read(sheet([["序号", "区", "市场名称", "数量"], *rows])).warnings) == warnings


# ---- phases and indicators --------------------------------------------------------------------------------------


def test_phases() -> None:
    rows = [
        ["2024年整治行动阶段安排表"],
        ["阶段", "时间", "主要任务"],
        ["第一阶段：宣传发动", "3月1日—3月31日", "召开会议"],
        ["", "", "印发方案"],
        ["集中整治阶段", "4月-9月", "全面整治"],
        ["总结提升阶段", "", "总结"],
    ]
    draft = read(sheet(rows, (3, 1, 4, 1), (3, 2, 4, 2)))
    assert [(one.name, one.time, one.body) for one in draft.phases] == [
        ("宣传发动", "3月1日—3月31日", "召开会议\n印发方案"),
        ("集中整治阶段", "4月-9月", "全面整治"),
        ("总结提升阶段", "", "总结"),
    ]
    assert (draft.phases[0].due.from_, draft.phases[0].due.to) == (date(2024, 3, 1), date(2024, 3, 31))
    assert [one.unsure for one in draft.phases] == [(), (), ("time",)]


def test_indicators_with_units_of_measure() -> None:
    rows = [
        ["序号", "指标名称", "计量单位", "现状值", "目标值"],
        ["1", "绿化覆盖率", "%", "35", "≥40"],
        ["2", "公厕数量", "座", "10", "不少于20"],
        ["3", "达标率", "%", "80", "90%以上"],
    ]
    draft = read(sheet(rows))
    assert [(one.indicator, one.value) for one in draft.targets] == [
        ("绿化覆盖率", "≥40%"),
        ("公厕数量", "不少于20座"),
        ("达标率", "90%以上"),
    ]
    assert draft.tasks == ()


def test_indicators_of_several_years_and_who_carries_them() -> None:
    rows = [["指标名称", "2024年", "2025年", "责任单位"], ["绿化覆盖率", "≥40%", "≥42%", "区园林局"]]
    draft = read(sheet(rows))
    assert [(one.indicator, one.value, one.task) for one in draft.targets] == [
        ("绿化覆盖率（2024年）", "≥40%", 0),
        ("绿化覆盖率（2025年）", "≥42%", 0),
    ]
    assert [(task.title, task.lead_units) for task in draft.tasks] == [("绿化覆盖率", ("区园林局",))]


# ---- kinds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "heads", "row", "kind"),
    [
        ("", ["序号", "工作任务", "责任单位"], ["1", "清理", "区城管局"], Kind.BREAKDOWN),
        ("2024年工作计划", ["月份", "重点工作", "责任单位"], ["1月", "动员", "区创建办"], Kind.PLAN),
        ("任务台账", ["序号", "工作任务", "责任单位"], ["1", "清理", "区城管局"], Kind.BREAKDOWN),
        ("任务分解表", ["序号", "存在问题", "责任单位"], ["1", "积水", "区城管局"], Kind.LEDGER),
        ("", ["序号", "考核项目", "分值", "评分标准"], ["1", "市容", "10", "每处扣1分"], Kind.SCORE_TABLE),
        ("2024年度考核指标体系", ["指标名称", "权重", "评分办法"], ["绿化率", "5", "未达标不得分"], Kind.SCORE_TABLE),
        ("考核办法", ["考核项目", "分值", "评分标准"], ["市容", "10", "每处扣1分"], Kind.SCORE_TABLE),
        ("", ["单位", "姓名", "电话"], ["区城管局", "何越", "13800000001"], Kind.CONTACTS),
        ("", ["组内职务", "姓名", "职务"], ["组长", "何越", "区长"], Kind.MEMBERS),
        ("", ["街道", "小区名称"], ["橘园街道", "甲小区"], Kind.SITES),
    ],
)
def test_the_kind_that_is_proposed(title: str, heads: list[str], row: list[str], kind: Kind) -> None:
    assert read(sheet([[title], heads, row], (1, 1, 1, len(heads)))).kind is kind


# ---- nothing trips the reader -------------------------------------------------------------------------------------

WORD = st.sampled_from(
    [
        "",
        "",
        "序号",
        "工作任务",
        "责任单位",
        "存在问题",
        "整改措施",
        "分值",
        "评分标准",
        "考核项目",
        "姓名",
        "电话",
        "职务",
        "区",
        "市场名称",
        "阶段",
        "时间",
        "指标",
        "目标值",
        "合计",
        "小计",
        "备注：无",
        "一、市容",
        "（10分）",
        "10",
        "1",
        "同上",
        "/",
        "区城管局",
        "何越",
        "13800000001",
        "6月底前",
        "每处扣1分，扣完为止",
        "①清理②巡查",
        "牵头单位：区城管局",
        "填表人：何越",
        "\n",
        "a" * 60,
    ]
)
MERGE = st.tuples(st.integers(1, 9), st.integers(1, 7), st.integers(0, 4), st.integers(0, 4)).map(
    lambda place: (place[0], place[1], place[0] + place[2], place[1] + place[3])
)


@settings(max_examples=400, deadline=None)
@given(
    rows=st.lists(st.lists(WORD, max_size=7), max_size=9),
    merges=st.lists(MERGE, max_size=4),
    hidden=st.sets(st.integers(1, 9), max_size=2),
    kind=st.sampled_from([None, *Kind]),
)
def test_any_sheet_reads_to_something(
    rows: list[list[str]], merges: list[tuple[int, int, int, int]], hidden: set[int], kind: Kind | None
) -> None:
    """Overlapping merges, hidden rows, words of every form mixed: a draft comes out whose parts fit together."""
    made = Sheet("表", tuple(tuple(row) for row in rows), tuple(merges), frozenset(hidden), frozenset(hidden))
    draft = read_source(Source("表.xlsx", "xlsx", (), sheets=(made,)), Wishes(kind=kind))
    keys = [task.key for task in draft.tasks]
    assert keys == sorted(set(keys))
    assert all(task.parent is None or task.parent in keys for task in draft.tasks)
    criteria = [one.key for one in draft.criteria]
    assert all(one.parent is None or one.parent in criteria for one in draft.criteria)
    assert all(target.task is None or target.task in keys for target in draft.targets)
    as_json(draft)


def test_phases_without_a_title_are_phases_and_with_units_tasks() -> None:
    rows = [["阶段", "时间", "任务"], ["宣传发动阶段", "3月", "召开会议"]]
    assert [one.name for one in read(sheet(rows)).phases] == ["宣传发动阶段"]
    carried = [[*rows[0], "责任单位"], [*rows[1], "区创建办"]]
    assert [task.title for task in read(sheet(carried)).tasks] == ["召开会议"]
