"""Score tables of published layouts, written here, read into schemes with rules."""

import io
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.appraisal.importing.draft import SchemeReading
from models.appraisal.importing.reading import reading_of
from models.appraisal.importing.ruled import RuledRow, as_scheme, ruled
from models.appraisal.importing.table import named_points, points_of, read_table
from models.appraisal.rules.checks import check_scheme
from models.appraisal.rules.kinds import Bonus, Rule, Veto, stands_beside
from models.appraisal.terms import Scope, Start
from models.errors import Refusal
from models.standard.importing.grid import Grid, cell_of_text, merge
from tests.models.standard.sheets import workbook

HEADS = ["序号", "考核项目", "分值", "考核内容", "评分标准", "负责考核部门"]
PLAIN = (
    ["2026年市容环境考核评分表"],
    HEADS,
    [1, "道路保洁", 40, "主次干道清扫到位", "每发现一处垃圾扣0.5分，扣完为止", "城管局"],
    [2, "垃圾清运", 30, "日产日清", "按清运率得分", "城管局"],
    [3, "健康教育", 30, "开展宣传活动", "每少一次扣1分；情节严重的酌情扣1—3分", "卫健委"],
    ["合计", "", 100],
)


def document(heads: Sequence[str], rows: Sequence[Sequence[str]], merges: Sequence[tuple[int, int, int]] = ()) -> bytes:
    """A .docx of a title and one table; `merges` are (column, first row, last row)."""
    made = docx.Document()
    made.add_paragraph("附件1")
    made.add_paragraph("2026年度创卫工作考核评分细则")
    table = made.add_table(rows=1 + len(rows), cols=len(heads))
    for row, texts in zip(table.rows, (heads, *rows), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for column, first, last in merges:
        table.cell(first, column).merge(table.cell(last, column))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def outline(rows: Sequence[RuledRow]) -> list[tuple[int, str, str, int | None]]:
    """(depth, number, name, points) of every row."""
    return [(one.row.depth, one.row.no, one.row.name, None if one.points is None else int(one.points)) for one in rows]


def read(data: bytes, name: str = "评分表.xlsx") -> tuple[RuledRow, ...]:
    return ruled(reading_of(data, name))


def test_one_row_an_item() -> None:
    reading = reading_of(workbook(PLAIN, merges=["A1:F1"]), "评分表.xlsx")
    rows = ruled(reading)
    assert (reading.title, reading.total) == ("2026年市容环境考核评分表", 10_000)
    assert outline(rows) == [(0, "1", "道路保洁", 40), (0, "2", "垃圾清运", 30), (0, "3", "健康教育", 30)]
    assert [one.words for one in rows] == [
        "垃圾每处扣0.5分，扣完为止。",
        "按清运率得分，满分30分。",
        "由评分人评分",
    ]
    assert rows[2].rest == "情节严重的酌情扣1—3分"
    assert rows[0].row.content == "主次干道清扫到位"
    assert rows[2].row.assessor == "卫健委"
    assert rows[1].row.place == "第 4 行"


MERGED = (
    HEADS,
    [1, "环境卫生（60分）", 20, "主次干道清扫到位", "每发现一处垃圾扣0.5分", "城管局"],
    ["", "", 20, "垃圾日产日清", "按清运率得分", "城管局"],
    ["", "", 20, "公厕达标", "缺项扣4分", "城管局"],
    ["", "小计", 60],
    [2, "健康教育", 40, "开展宣传活动", "每少一次扣1分", "卫健委"],
    ["合计", "", 100],
)
MERGED_OUTLINE = [
    (0, "1", "环境卫生", 60),
    (1, "", "主次干道清扫到位", 20),
    (1, "", "垃圾日产日清", 20),
    (1, "", "公厕达标", 20),
    (0, "2", "健康教育", 40),
]


def test_a_project_over_contents_with_points_of_their_own() -> None:
    assert outline(read(workbook(MERGED, merges=["A2:A4", "B2:B4"]))) == MERGED_OUTLINE
    assert outline(read(workbook(MERGED))) == MERGED_OUTLINE, "cells left empty instead of merged"


def test_points_merged_over_several_wordings_are_one_item() -> None:
    rows = (
        HEADS,
        [1, "环境卫生", 60, "主次干道清扫到位", "每发现一处垃圾扣0.5分", "城管局"],
        ["", "", "", "垃圾日产日清", "未日产日清每次扣1分", "城管局"],
        [2, "健康教育", 40, "开展宣传活动", "每少一次扣1分", "卫健委"],
    )
    found = read(workbook(rows, merges=["A2:A3", "B2:B3", "C2:C3"]))
    assert outline(found) == [(0, "1", "环境卫生", 60), (0, "2", "健康教育", 40)]
    assert found[0].words == "垃圾每处扣0.5分；未日产日清每次扣1分，扣完为止。"
    assert found[0].row.body == "每发现一处垃圾扣0.5分\n未日产日清每次扣1分"


SECTIONS = (
    HEADS,
    ["一、日常考核（60分）"],
    [1, "保洁", 30, "清扫", "每处扣1分", ""],
    [2, "清运", 30, "日清", "每次扣1分", ""],
    ["二、年终考核（40分）"],
    [1, "档案", 40, "齐全", "每缺一项扣1分", ""],
    ["加分项（10分）"],
    [1, "信息报送", 5, "被采用", "每篇得2分", ""],
    [2, "表彰", 5, "获得表彰", "国家级表彰得5分、省级表彰得3分", ""],
    ["一票否决"],
    [1, "重大事故", "", "发生重大安全事故的", "", ""],
    ["注：每月考核一次。"],
)
SECTION_MERGES = [f"A{row}:F{row}" for row in (2, 5, 7, 10, 12)]


def test_sections_bonus_and_veto() -> None:
    reading = reading_of(workbook(SECTIONS, merges=SECTION_MERGES), "评分表.xlsx")
    rows = ruled(reading)
    assert outline(rows) == [
        (0, "一", "日常考核", 60),
        (1, "1", "保洁", 30),
        (1, "2", "清运", 30),
        (0, "二", "年终考核", 40),
        (1, "1", "档案", 40),
        (0, "", "加分项", 10),
        (1, "1", "信息报送", None),
        (1, "2", "表彰", None),
        (0, "", "一票否决", None),
        (1, "1", "重大事故", None),
    ]
    assert rows[6].rule == Rule(Start.ZERO, (Bonus(F(2), "篇", "", F(5)),))
    assert rows[7].rule == Rule(Start.ZERO, (Bonus(F(5), "次", "国家级表彰"), Bonus(F(3), "次", "省级表彰")))
    assert rows[7].doubts == ("几种加分合起来最多加5分，请在办法的“加分上限”里控制。",)
    assert rows[9].rule == Rule(Start.FULL, (Veto(Scope.WHOLE, "发生重大安全事故"),))
    assert reading.notes == ("注：每月考核一次。",)
    assert check_scheme(*as_scheme(reading, rows)) == ()


def test_levels_of_names() -> None:
    rows = (
        ["一级指标", "二级指标", "分值", "评分标准", "得分"],
        ["组织领导", "机构健全", 5, "未成立机构扣2分", ""],
        ["", "经费保障", 5, "未落实扣2分", ""],
        ["工作落实", "清扫保洁", 50, "每处扣0.5分", ""],
        ["", "垃圾分类", 40, "按覆盖率得分", ""],
    )
    expected = [
        (0, "", "组织领导", None),
        (1, "", "机构健全", 5),
        (1, "", "经费保障", 5),
        (0, "", "工作落实", None),
        (1, "", "清扫保洁", 50),
        (1, "", "垃圾分类", 40),
    ]
    assert outline(read(workbook(rows, merges=["A2:A3", "A4:A5"]))) == expected
    assert outline(read(workbook(rows))) == expected


def test_numbers_of_several_levels() -> None:
    rows = (
        ["序号", "考核项目", "分值", "评分标准"],
        ["一", "组织领导", 10, ""],
        ["（一）", "机构健全", 5, "未成立机构扣2分"],
        ["（二）", "经费保障", 4, "未落实扣2分"],
        ["二", "工作落实", 90, ""],
        ["（一）", "清扫保洁", 50, "每处扣0.5分"],
        ["（一）", "垃圾分类", 40, "按覆盖率得分"],
    )
    reading = reading_of(workbook(rows), "评分表.xlsx")
    found = ruled(reading)
    assert outline(found) == [
        (0, "一", "组织领导", 10),
        (1, "（一）", "机构健全", 5),
        (1, "（二）", "经费保障", 4),
        (0, "二", "工作落实", 90),
        (1, "（一）", "清扫保洁", 50),
        (1, "（一）", "垃圾分类", 40),
    ]
    assert [one.sentence for one in check_scheme(*as_scheme(reading, found))] == [
        "各项分值合计99分，满分是100分，少1分。",
        "“一 组织领导”写明10分，下面各项合计9分，少1分。",
        "序号“（一）”用了两次：“清扫保洁”和“垃圾分类”。",
    ]


def test_headings_in_two_rows_and_once_more_on_the_next_page() -> None:
    rows = (
        ["序号", "考核指标", "", "分值", "考核标准", "评分办法", "得分"],
        ["", "一级指标", "二级指标", "", "", "", ""],
        [1, "组织领导（10分）", "机构健全", "5分", "有机构", "1.未成立机构扣2分；\n2.未明确人员扣1分。", ""],
        [2, "", "经费保障", "5分", "有经费", "未落实经费不得分", ""],
        ["序号", "考核指标", "", "分值", "考核标准", "评分办法", "得分"],
        [3, "工作落实（90分）", "清扫保洁", "90分", "达标", "每发现1处不合格扣0.5分，扣完为止", ""],
    )
    merges = ["A1:A2", "B1:C1", "D1:D2", "E1:E2", "F1:F2", "G1:G2", "B3:B4"]
    found = read(workbook(rows, merges=merges))
    assert outline(found) == [
        (0, "", "组织领导", 10),
        (1, "1", "机构健全", 5),
        (1, "2", "经费保障", 5),
        (0, "", "工作落实", 90),
        (1, "3", "清扫保洁", 90),
    ]
    assert (found[1].row.content, found[1].row.body) == ("有机构", "1.未成立机构扣2分；\n2.未明确人员扣1分。")
    assert found[1].words == "未成立机构的，扣2分；未明确人员的，扣1分，扣完为止。"


def test_a_long_name_is_shortened_and_kept_whole_in_the_contents() -> None:
    rows = (["考核内容", "分值", "评分标准"], ["1.组织领导。建立工作机制，明确专人负责", 100, "未建立机制扣2分"])
    (found,) = read(workbook(rows))
    assert (found.row.no, found.row.name) == ("1", "组织领导")
    assert found.row.content == "1.组织领导。建立工作机制，明确专人负责"


CELLS = st.sampled_from(
    (
        "",
        "",
        "1",
        "一",
        "（一）",
        "20",
        "20分",
        "合计",
        "小计",
        "环境卫生（20分）",
        "每处扣1分",
        "注：说明",
        "加分项",
        "#REF!",
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=12), st.data())
def test_any_table_under_the_headings_is_a_tree(rows: list[list[str]], data: st.DataObject) -> None:
    cells = [[cell_of_text(text) for text in row] for row in (HEADS, *rows)]
    for _ in range(data.draw(st.integers(0, 4))):
        top, left = data.draw(st.integers(1, 12)), data.draw(st.integers(0, 5))
        merge(cells, top, left, top + data.draw(st.integers(0, 3)), left + data.draw(st.integers(0, 5)))
    found = read_table(Grid("表", cells), "第 {} 行").rows
    depths = {row.id: row.depth for row in found}
    for row in found:
        assert row.name.strip()
        assert row.depth == (0 if row.parent is None else depths[row.parent] + 1)
        assert row.parent is None or row.parent < row.id
    ruled(SchemeReading("表", "", tuple(found)))


def test_points_of_projects_and_of_their_parts() -> None:
    rows = (
        ["序号", "考核项目", "分值", "考核内容", "分项分值", "评分标准", "责任单位"],
        [1, "环境卫生", 60, "清扫到位", 30, "每处扣0.5分", "各街道"],
        ["", "", "", "日产日清", 30, "每次扣1分", "各街道"],
        [2, "健康教育", 40, "宣传", 40, "每少一次扣1分", "各街道"],
    )
    found = read(workbook(rows, merges=["A2:A3", "B2:B3", "C2:C3"]))
    assert outline(found) == [
        (0, "1", "环境卫生", 60),
        (1, "", "清扫到位", 30),
        (1, "", "日产日清", 30),
        (0, "2", "健康教育", 40),
    ]
    assert found[1].row.assessor == ""
    assert found[1].row.note == "责任单位：各街道"


def test_a_table_of_a_document() -> None:
    rows = [
        ["1", "环境卫生（60分）", "清扫到位", "30", "每处扣0.5分，扣完为止"],
        ["", "", "日产日清", "30", "每次扣1分"],
        ["2", "健康教育", "宣传", "40", "每少一次扣1分"],
    ]
    data = document(["序号", "考核项目", "考核内容", "分值", "评分标准"], rows, [(0, 1, 2), (1, 1, 2)])
    reading = reading_of(data, "细则.docx")
    assert reading.title == "2026年度创卫工作考核评分细则"
    assert outline(ruled(reading)) == [
        (0, "1", "环境卫生", 60),
        (1, "", "清扫到位", 30),
        (1, "", "日产日清", 30),
        (0, "2", "健康教育", 40),
    ]


def test_several_sheets_become_headings() -> None:
    more: dict[str, Sequence[Sequence[object]]] = {
        "暗访考核": [HEADS, [1, "市场", 40, "整洁", "每处扣1分", ""]],
        "说明": [["填表说明"], ["请如实填写"]],
    }
    reading = reading_of(workbook(PLAIN[1:-1], more=more), "评分表.xlsx")
    assert [(row.depth, row.name) for row in reading.rows] == [
        (0, "Sheet"),
        (1, "道路保洁"),
        (1, "垃圾清运"),
        (1, "健康教育"),
        (0, "暗访考核"),
        (1, "市场"),
    ]
    assert reading.skipped == ("“说明”：没有认出评分表的表头。",)
    assert reading.rows[5].place == "“暗访考核”第 2 行"


def test_text_with_commas() -> None:
    text = "序号,考核项目,分值,评分标准\n1,保洁,60,每处扣1分\n2,清运,40,按清运率得分\n"
    assert outline(read(text.encode(), "评分表.csv")) == [(0, "1", "保洁", 60), (0, "2", "清运", 40)]


@pytest.mark.parametrize(
    ("text", "points"),
    [("20", 2000), ("20分", 2000), ("2.5", 250), ("二十分", 2000), ("一", None), ("", None), ("见细则", None)],
)
def test_points(text: str, points: int | None) -> None:
    assert points_of(text) == points


@pytest.mark.parametrize(
    ("text", "name", "points"),
    [
        ("环境卫生（20分）", "环境卫生", 2000),
        ("环境卫生(满分20分)", "环境卫生", 2000),
        ("加分项（最高10分）", "加分项", 1000),
        ("环境卫生：20分", "环境卫生", 2000),
        ("环境卫生", "环境卫生", None),
        ("市场（农贸）", "市场（农贸）", None),
    ],
)
def test_points_in_names(text: str, name: str, points: int | None) -> None:
    assert named_points(text) == (name, points)


def test_what_is_no_score_table_is_refused() -> None:
    with pytest.raises(Refusal, match="没有认出评分表的表头"):
        reading_of(workbook([["姓名", "电话"], ["张三", "1"]]), "通讯录.xlsx")


def test_broken_formulas_keep_a_row_out() -> None:
    rows = (HEADS, [1, "保洁", 40, "清扫", "#REF!", ""])
    found = read(workbook(rows))
    assert found[0].state == "有误"
    assert "E2" in found[0].row.problems[0]


BOTH_WAYS = (
    HEADS,
    ["一、日常工作（60分）"],
    [1, "部署", 60, "", "未召开部署会的扣2分", ""],
    ["二、现场检查（40分）"],
    [2, "市场", 40, "", "占道经营每处扣0.5分", ""],
    ["三、加减分"],
    [3, "加分", 5, "", "工作有创新、有成效的视情给予奖励加分。", ""],
    [4, "信息宣传", 3, "", "每篇加1分", ""],
    [5, "一票否决", 0, "", "发生重大食品安全事故的，取消评优资格。", ""],
    ["合计", "", 100],
)


def test_points_of_a_bonus_that_is_not_understood_stand_beside_the_full_mark() -> None:
    reading = reading_of(workbook(BOTH_WAYS, merges=["A2:F2", "A4:F4", "A6:F6"]), "评分表.xlsx")
    rows = {one.row.name: one for one in ruled(reading)}
    assert rows["加减分"].row.section == "加分"
    assert (rows["加分"].points, rows["加分"].words) == (None, "酌情加分，最多加5分。")
    assert rows["加分"].rule == Rule(Start.ZERO, (Bonus(F(1), "分", "", F(5)),))
    assert (rows["信息宣传"].points, rows["信息宣传"].words) == (None, "每篇加1分，最多加3分。")
    assert rows["一票否决"].row.section == "否决"
    assert [one.sentence for one in check_scheme(*as_scheme(reading, ruled(reading)))] == []


GIVEN = (
    HEADS,
    ["一、日常工作（100分）"],
    [1, "部署", 90, "", "未召开部署会的扣2分", ""],
    [2, "信息报送", 10, "", "省级媒体每篇加3分，市级每篇加2分，同一信息就高不重复，最高10分。", ""],
    ["二、加减分"],
    [3, "加分", 5, "", "获省级表彰每次加2分，市级加1分，最高加5分。", ""],
    ["合计", "", 100],
)


def test_what_is_added_belongs_to_the_item_or_beyond_the_full_mark_by_its_section() -> None:
    reading = reading_of(workbook(GIVEN, merges=["A2:F2", "A5:F5"]), "评分表.xlsx")
    rows = {one.row.name: one for one in ruled(reading)}
    inside, beyond = rows["信息报送"], rows["加分"]
    assert inside.points == 10 and inside.rule is not None and not stands_beside(inside.rule)
    assert inside.words == "省级媒体得3分、市级得2分，最多得10分（同一事件就高，不重复计）。"
    assert beyond.points is None and stands_beside(beyond.rule)
    assert beyond.words == "获省级表彰加2分、市级加1分，最多加5分。"
    assert [one.sentence for one in check_scheme(*as_scheme(reading, ruled(reading)))] == []


def test_the_check_counts_what_is_scored_as_an_ordinary_item() -> None:
    reading = reading_of(workbook(BOTH_WAYS, merges=["A2:F2", "A4:F4", "A6:F6"]), "评分表.xlsx")
    rows = tuple(replace(one, rule=None, points=F(5)) if one.row.name == "加分" else one for one in ruled(reading))
    assert [one.sentence for one in check_scheme(*as_scheme(reading, rows))] == [
        "各项分值合计105分，满分是100分，多5分。",
        "“3 加分”没有设成加分规则，它的5分算进了满分；没有填的时候会由其他项目分担。",
    ]
