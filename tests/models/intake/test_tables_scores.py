"""Score tables: sections and their points, items, sentences that take and give, assessors, stated totals."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.intake.as_json import as_json
from models.intake.draft import Criterion, Draft, Kind
from models.intake.readers.score_points import named_points, points_of
from models.intake.wishes import Wishes
from tests.models.intake.by_hand import read, sheet

HEADS = ["序号", "考核项目", "分值", "考核内容", "评分标准", "负责考核部门"]


def items(draft: Draft) -> list[Criterion]:
    return [one for one in draft.criteria if not one.is_heading]


def plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def outline(draft: Draft) -> list[tuple[str, str, float | None, str | None]]:
    """(number, name, points, name of the heading above) of every row."""
    names = {one.key: one.item for one in draft.criteria}
    return [
        (one.no, one.item, plain(one.points), names[one.parent] if one.parent is not None else None)
        for one in draft.criteria
    ]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("10", 10),
        ("10分", 10),
        ("（10分）", 10),
        ("１０", 10),
        ("0.5", "0.5"),
        ("满分10分", 10),
        ("+2", 2),
        ("-5分", -5),
        ("5分/项", 5),
        ("一票否决", None),
        ("10-20", None),
        ("", None),
    ],
)
def test_points_of_a_cell(text: str, points: int | str | None) -> None:
    assert points_of(text) == (None if points is None else Decimal(points))


@pytest.mark.parametrize(
    ("text", "name", "points"),
    [
        ("环境卫生（20分）", "环境卫生", 20),
        ("环境卫生(满分20分)", "环境卫生", 20),
        ("环境卫生：20分", "环境卫生", 20),
        ("环境卫生（含公厕）", "环境卫生（含公厕）", None),
        ("（20分）", "（20分）", None),
    ],
)
def test_points_behind_a_name(text: str, name: str, points: int | None) -> None:
    assert named_points(text) == (name, None if points is None else Decimal(points))


def test_a_score_table_with_all_its_columns() -> None:
    draft = read(
        sheet(
            [
                ["文明城市创建考核评分表"],
                [*HEADS, "责任单位", "得分", "备注"],
                [
                    "1",
                    "占道经营",
                    "10分",
                    "主次干道无占道经营",
                    "每发现一处扣0.5分，扣完为止。",
                    "区城管局",
                    "各街道",
                    "",
                    "每月",
                ],
                [
                    "2",
                    "信息报送",
                    "5",
                    "按时报送",
                    "每迟报一次扣2分；被省级采用的每篇加1分，累计不超过3分。",
                    "区创建办",
                    "各成员单位",
                    "",
                    "",
                ],
            ]
        )
    )
    assert draft.kind is Kind.SCORE_TABLE
    first, second = draft.criteria
    assert (first.no, first.item, plain(first.points), first.content) == ("1", "占道经营", 10, "主次干道无占道经营")
    assert (first.unit, first.doer, first.note) == ("区城管局", "各街道", "每月")
    assert [(rule.text, rule.points) for rule in first.rules] == [("每发现一处扣0.5分", Decimal("-0.5"))]
    assert first.cap == 10
    assert [rule.points for rule in second.rules] == [-2, 1]
    assert second.cap == 3
    assert draft.units == ()
    assert as_json(draft)["criteria"][0] == {
        "section": None,
        "no": "1",
        "item": "占道经营",
        "points": 10,
        "unit": "区城管局",
        "rules": [{"text": "每发现一处扣0.5分", "points": -0.5}],
        "cap": 10,
        "source": {"sheet": "Sheet1", "cell": "B3"},
    }


def test_sections_of_merged_cells_with_subtotals() -> None:
    draft = read(
        sheet(
            [
                ["一级指标", "二级指标", "分值", "评分标准"],
                ["组织领导（20分）", "机构建设", "10", "未成立的不得分"],
                ["", "工作部署", "10", "每少研究一次扣2分，扣完为止"],
                ["小计", "", "20", ""],
                ["环境卫生", "保洁", "30", "每处扣1分"],
                ["", "清运", "40", "按比例得分"],
                ["加分项", "创新", "5", "被推广的加2分，最多加5分"],
                ["合计", "", "90", ""],
            ],
            (2, 1, 3, 1),
            (5, 1, 6, 1),
        )
    )
    assert outline(draft) == [
        ("", "组织领导", 20, None),
        ("", "机构建设", 10, "组织领导"),
        ("", "工作部署", 10, "组织领导"),
        ("", "环境卫生", None, None),
        ("", "保洁", 30, "环境卫生"),
        ("", "清运", 40, "环境卫生"),
        ("", "加分项", None, None),
        ("", "创新", 5, "加分项"),
    ]
    assert [one.section for one in items(draft)] == ["组织领导", "组织领导", "环境卫生", "环境卫生", "加分项"]
    assert draft.warnings == ()


def test_sections_as_rows_across_the_table() -> None:
    rows = [
        ["序号", "考核内容", "分值", "评分办法"],
        ["一、组织领导（20分）"],
        ["1", "成立机构", "10", "未成立扣5分"],
        ["2", "部署工作", "10", "未部署扣5分"],
        ["二、安全生产"],
        ["3", "无事故", "80", "发生较大事故的一票否决"],
    ]
    draft = read(sheet(rows, (2, 1, 2, 4), (5, 1, 5, 4)))
    assert outline(draft) == [
        ("一", "组织领导", 20, None),
        ("1", "成立机构", 10, "组织领导"),
        ("2", "部署工作", 10, "组织领导"),
        ("二", "安全生产", None, None),
        ("3", "无事故", 80, "安全生产"),
    ]
    assert draft.criteria[-1].rules[0].points is None


def test_an_item_over_rows_with_points_of_their_own_heads_them() -> None:
    rows = [
        HEADS,
        ["1", "市容环境（30分）", "10", "占道经营", "每处扣1分", "区城管局"],
        ["", "", "20", "垃圾清运", "每次扣1分", ""],
    ]
    draft = read(sheet(rows, (2, 1, 3, 1), (2, 2, 3, 2), (2, 6, 3, 6)))
    assert outline(draft) == [
        ("1", "市容环境", 30, None),
        ("", "占道经营", 10, "市容环境"),
        ("", "垃圾清运", 20, "市容环境"),
    ]
    assert [one.unit for one in items(draft)] == ["区城管局", "区城管局"]


def test_an_item_over_rows_of_wording_stays_one() -> None:
    rows = [
        HEADS,
        ["1", "市容环境", "30", "占道经营", "每处扣1分", "区城管局"],
        ["", "", "", "垃圾清运", "每次扣2分，扣完为止", ""],
    ]
    (item,) = read(sheet(rows, (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 6, 3, 6))).criteria
    assert (plain(item.points), item.content, plain(item.cap)) == (30, "占道经营\n垃圾清运", 30)
    assert [rule.points for rule in item.rules] == [-1, -2]


def test_points_at_each_level() -> None:
    rows = [
        ["一级指标", "分值", "二级指标", "分值", "三级指标", "评分标准"],
        ["党建工作", "20", "理论学习", "8", "中心组学习", "每少一次扣1分"],
        ["", "", "", "", "个人自学", "每人次扣0.2分"],
        ["", "", "组织生活", "12", "三会一课", "每次扣0.5分"],
    ]
    merges = [(2, 1, 4, 1), (2, 2, 4, 2), (2, 3, 3, 3), (2, 4, 3, 4)]
    draft = read(sheet(rows, *merges))
    assert outline(draft) == [
        ("", "党建工作", 20, None),
        ("", "理论学习", 8, "党建工作"),
        ("", "中心组学习", None, "理论学习"),
        ("", "个人自学", None, "理论学习"),
        ("", "组织生活", 12, "党建工作"),
        ("", "三会一课", 12, "组织生活"),
    ]
    assert draft.warnings == ()


def test_points_stand_in_the_wording() -> None:
    rows = [
        ["序号", "考核项目", "考核内容及分值", "评分标准"],
        ["1", "市容环境（40分）", "1.主次干道整洁（20分）", "每处扣1分"],
        ["", "", "2.无占道经营（20分）", "每处扣2分"],
    ]
    draft = read(sheet(rows, (2, 1, 3, 1), (2, 2, 3, 2)))
    assert outline(draft)[1:] == [
        ("1", "主次干道整洁", 20, "市容环境"),
        ("2", "无占道经营", 20, "市容环境"),
    ]


@pytest.mark.parametrize(
    ("above", "total", "warning"),
    [
        ("", "100", "评分表合计应为100分，实际相加为90分"),
        ("", "90", None),
        ("考核细则（满分100分）", "", "评分表合计应为100分，实际相加为90分"),
        ("考核细则（90分）", "", None),
        ("考核细则", "", None),
    ],
)
def test_a_stated_total_is_checked(above: str, total: str, warning: str | None) -> None:
    rows = [[above], HEADS, ["1", "市容", "40", "", "每处扣1分", ""], ["2", "市场", "50", "", "每处扣1分", ""]]
    draft = read(sheet([*rows, *([["合计", "", total]] if total else [])], (1, 1, 1, 6)))
    assert list(draft.warnings) == ([warning] if warning else [])


def test_a_stated_subtotal_is_checked() -> None:
    rows = [
        ["一级指标", "二级指标", "分值", "评分标准"],
        ["组织领导（20分）", "机构", "10", "每处扣1分"],
        ["", "部署", "5", "每处扣1分"],
    ]
    assert read(sheet(rows, (2, 1, 3, 1))).warnings == ("“组织领导”应为20分，实际相加为15分",)


def test_points_that_are_not_understood_are_doubted() -> None:
    rows = [HEADS, ["1", "市容", "10-20分", "整洁", "每处扣1分", "区城管局"]]
    (item,) = read(sheet(rows)).criteria
    assert (item.points, item.unsure, item.doubts) == (None, ("points",), ("分值“10-20分”没有读懂。",))


def test_points_shared_with_the_next_item_are_doubted() -> None:
    rows = [HEADS, ["1", "市容", "10", "整洁", "每处扣1分", ""], ["2", "市场", "", "有序", "每处扣1分", ""]]
    draft = read(sheet(rows, (2, 3, 3, 3)))
    assert [(one.points, one.unsure) for one in draft.criteria] == [(None, ("points",)), (None, ("points",))]


def test_a_table_read_as_a_score_table_on_demand() -> None:
    rows = [["序号", "事项", "分值", "评分标准", "责任单位"], ["1", "保洁", "10", "每处扣1分", "各街道"]]
    draft = read(sheet(rows), wishes=Wishes(kind=Kind.SCORE_TABLE))
    (item,) = draft.criteria
    assert (item.item, item.points, item.doer) == ("保洁", Decimal(10), "各街道")
    assert draft.tasks == ()


# ---- any score table reads back ------------------------------------------------------------------------------------

NAME = st.text(alphabet="清理整治街巷市场规范停车设施小区绿化", min_size=2, max_size=8)
ITEM = st.tuples(NAME, st.integers(1, 20), st.integers(1, 4))


@settings(max_examples=100, deadline=None)
@given(
    groups=st.lists(
        st.tuples(NAME, st.lists(ITEM, min_size=1, max_size=4)), min_size=1, max_size=4, unique_by=lambda g: g[0]
    ),
    subtotals=st.booleans(),
    total=st.booleans(),
)
def test_any_score_table_reads_back(
    groups: list[tuple[str, list[tuple[str, int, int]]]], subtotals: bool, total: bool
) -> None:
    rows = [["类别", "考核项目", "分值", "评分标准"]]
    merges = []
    for name, listed in groups:
        merges.append((len(rows) + 1, 1, len(rows) + len(listed), 1))
        for at, (item, points, half) in enumerate(listed):
            rows.append([name if at == 0 else "", item, str(points), f"每发现一处扣{half / 2:g}分，扣完为止"])
        if subtotals:
            rows.append(["小计", "", str(sum(points for _, points, _ in listed)), ""])
    if total:
        rows.append(["合计", "", str(sum(points for _, listed in groups for _, points, _ in listed)), ""])
    draft = read(sheet(rows, *merges))
    assert [
        (one.section, one.item, plain(one.points), plain(one.rules[0].points), plain(one.cap)) for one in items(draft)
    ] == [(name, item, points, -half / 2, points) for name, listed in groups for item, points, half in listed]
    assert draft.warnings == ()


def test_points_and_wording_in_one_cell() -> None:
    rows = [
        ["编号", "具体评价项目及评价细则", "考评分", "打分人员"],
        ["1", "按时上报工作计划（5分）。不按时上报每次扣0.5分；不报不得分。", "", ""],
        ["2", "认真做好走访工作，要有记录（10分）。缺一次扣1分。", "", ""],
    ]
    draft = read(sheet(rows, name="评分表"))
    assert [(one.item, plain(one.points)) for one in draft.criteria] == [
        ("按时上报工作计划", 5),
        ("认真做好走访工作", 10),
    ]
    assert [[rule.points for rule in one.rules] for one in draft.criteria] == [[Decimal("-0.5"), None], [Decimal(-1)]]


def test_an_item_named_by_its_content_does_not_repeat_it() -> None:
    rows = [
        ["评分表"],
        ["序号", "考核项目", "考核内容", "分值", "评分标准"],
        ["1", "环境卫生", "道路保洁及时。", "4", "每处扣1分"],
        ["2", "环境卫生", "公厕干净，有人管理。", "5", "每处扣1分"],
    ]
    draft = read(sheet(rows, (3, 2, 4, 2)))
    assert [(one.item, one.content) for one in items(draft)] == [
        ("道路保洁及时", ""),
        ("公厕干净，有人管理", ""),
    ]
