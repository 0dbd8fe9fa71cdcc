"""Lines read from sheets as offices make them: headings, trees, percents, merged cells, and what is named as wrong."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.intake.loaders.workbook.formats import exact_number
from models.standard.importing.headings import Field, field_of
from models.standard.importing.line import Line, SheetLines
from models.standard.importing.matching import lines_of
from models.standard.importing.numbers import split_number
from models.standard.importing.reading import read_block, reading_of
from models.standard.importing.tree import Mark, depths, parents_by_depth
from models.standard.terms import Comparison
from tests.models.standard.sheets import workbook


def of_book(*args: Any, **kw: Any) -> SheetLines:
    (sheet,) = reading_of(workbook(*args, **kw), "标准.xlsx").sheets
    return sheet


def tree(lines: tuple[Line, ...]) -> list[tuple[int, str, str]]:
    return [(line.depth, line.no, line.name) for line in lines]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("编号", Field.NO),
        ("序 号", Field.NO),
        ("指标编码", Field.NO),
        ("指标名称", Field.NAME),
        ("测评指标", Field.NAME),
        ("三级指标", Field.NAME),
        ("测评项目", Field.NAME),
        ("标准值（%）", Field.REQUIREMENT),
        ("目标值", Field.REQUIREMENT),
        ("国家标准", Field.REQUIREMENT),
        ("要求", Field.BODY),
        ("测评标准", Field.BODY),
        ("考核内容和要求", Field.BODY),
        ("计量单位", Field.UNIT),
        ("满分", Field.POINTS),
        ("标准分值", Field.POINTS),
        ("佐证材料", Field.EVIDENCE),
        ("需提供的证明材料", Field.EVIDENCE),
        ("备注：", Field.NOTE),
        ("数据来源", Field.MORE),
        ("级次", Field.LEVEL),
        ("责任单位", None),
        ("牵头部门", None),
        ("完成时限", None),
        ("得分", None),
    ],
)
def test_headings(heading: str, field: Field | None) -> None:
    assert field_of(heading) is field


@pytest.mark.parametrize(
    ("value", "shape", "text"),
    [
        (0.95, "0%", "95%"),
        (0.95, "0.00%", "95.00%"),
        (0.9555, "0%", "95.55%"),
        (0.07, "0%", "7%"),
        (0.95, "General", "0.95"),
        (78.3, '0.0"岁"', "78.3岁"),
        (5.6, "0.0‰", "5.6‰"),
        (5.6, '0.0"‰"', "5.6‰"),
        (1.1, "0.00", "1.10"),
        (90.0, "General", "90"),
        (18, "0_ ", "18"),
        (1200, "#,##0", "1200"),
        (0.1 + 0.2, "General", "0.3"),
        (-3, "0;[Red]-0", "-3"),
        (0.95, '"≥"0%', "≥95%"),
    ],
)
def test_numbers_as_the_sheet_shows_them(value: float, shape: str, text: str) -> None:
    assert exact_number(value, shape) == text


@given(st.decimals(min_value=0, max_value=10_000, places=4))
def test_a_percent_loses_no_figure(number: Any) -> None:
    assert float(exact_number(float(number), "0%").rstrip("%")) == pytest.approx(float(number) * 100, rel=1e-11)


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("一、爱国卫生组织管理", "一", "爱国卫生组织管理"),
        ("（二）慢病", "（二）", "慢病"),
        ("3.死亡率", "3", "死亡率"),
        ("37 个人卫生支出占比", "37", "个人卫生支出占比"),
        ("1.2.3 绿化", "1.2.3", "绿化"),
        ("I-1-1 党的建设", "I-1-1", "党的建设"),
        ("第一章 总则", "第一章", "总则"),
        ("5岁以下儿童死亡率", None, "5岁以下儿童死亡率"),
        ("0—6岁眼保健和视力检查率", None, "0—6岁眼保健和视力检查率"),
        ("PM2.5年均浓度", None, "PM2.5年均浓度"),
        ("2.5米以下栏杆", None, "2.5米以下栏杆"),
        ("十大行动", None, "十大行动"),
        ("第三方评估", None, "第三方评估"),
        ("（2021版）指标", None, "（2021版）指标"),
        ("2024 年度接种率", None, "2024 年度接种率"),
        ("C级厕所", None, "C级厕所"),
    ],
)
def test_numbers_in_front_of_names(text: str, number: str | None, rest: str) -> None:
    found, left = split_number(text)
    assert (found.text if found else None, left) == (number, rest)


def test_a_table_with_title_sections_notes_and_sums() -> None:
    sheet = of_book(
        [
            ["附件1"],
            ["国家卫生城市标准（2021版）数据评价指标"],
            ["序号", "指标", "标准值", "单位", "佐证材料", "责任单位"],
            ["一、健康"],
            [33, "中小学生近视率", "逐年下降", "%", "体检表", "教育局"],
            [44, "建卡建证率", 0.95],
            ["二、死亡率"],
            [39, "婴儿死亡率", "≤5.6‰或持续降低", "‰"],
            ["序号", "指标", "标准值", "单位", "佐证材料", "责任单位"],
            [42, "人均预期寿命", "≥78.3", "岁"],
            ["合计", None, None],
            ["注：以国家公布为准。"],
        ],
        merges=["A2:F2", "A4:F4", "A7:F7"],
        formats={"C6": "0%"},
    )
    assert (sheet.title, sheet.note) == ("国家卫生城市标准（2021版）数据评价指标", "注：以国家公布为准。")
    assert sheet.unread == ("责任单位",)
    assert [(line.depth, line.no, line.name, line.words) for line in sheet.lines] == [
        (0, "一", "健康", ""),
        (1, "33", "中小学生近视率", "逐年下降"),
        (1, "44", "建卡建证率", "95%（比较方式待定）"),
        (0, "二", "死亡率", ""),
        (1, "39", "婴儿死亡率", "不高于 5.6‰ 或持续降低"),
        (1, "42", "人均预期寿命", "不低于 78.3 岁"),
    ]
    bare = sheet.lines[2]
    assert bare.to_confirm and bare.comparison is Comparison.NONE and bare.doubts
    assert [line.parent for line in sheet.lines] == [None, 1, 1, None, 4, 4]
    assert sheet.lines[1].evidence == "体检表" and sheet.lines[1].place == "第 5 行"


def test_a_tree_in_columns_with_merged_cells() -> None:
    sheet = of_book(
        [
            ["一级指标", None, "测评项目", "测评内容", "测评标准", "测评方法", "分值"],
            ["I-1", "政务环境", "I-1-1 党的建设", "内容一", "有制度", "材料审核", 2],
            [None, None, None, None, "有落实", "实地", 1],
            [None, None, "I-1-2 政务服务", "内容二", "≥90%", None, "2分"],
            ["I-2", "法治环境", "I-2-1 普法", "内容三", "/", "问卷", 1.5],
        ],
        merges=["A1:B1", "A2:A4", "B2:B4", "C2:C3", "D2:D3"],
    )
    assert tree(sheet.lines) == [
        (0, "I-1", "政务环境"),
        (1, "I-1-1", "党的建设"),
        (1, "I-1-2", "政务服务"),
        (0, "I-2", "法治环境"),
        (1, "I-2-1", "普法"),
    ]
    first, second = sheet.lines[1], sheet.lines[2]
    assert first.points == 300
    assert first.body.split("\n") == ["内容一", "有制度", "测评方法：材料审核", "有落实", "测评方法：实地"]
    assert (second.words, second.body, second.points) == ("不低于 90%", "内容二", 200)
    assert sheet.lines[4].body == "内容三\n测评方法：问卷"


def test_contents_below_a_merged_item_are_lines_of_their_own() -> None:
    long = "主次干道、背街小巷全天保洁，无垃圾堆积、无污水外溢，责任路段有人管、有记录，垃圾日产日清，运输车辆密闭。"
    sheet = of_book(
        [
            ["考核项目", "考核内容", "分值", "评分标准"],
            ["环境卫生", long, 6, "一处不合格扣0.5分"],
            [None, "公厕干净", 4, "一处不合格扣1分"],
            ["绿化", "绿化率达标", 5, "≥38%"],
        ],
        merges=["A2:A3"],
    )
    assert [(line.depth, line.name, line.points, line.words) for line in sheet.lines] == [
        (0, "环境卫生", None, ""),
        (1, "主次干道、背街小巷全天保洁", 600, ""),
        (1, "公厕干净", 400, ""),
        (0, "绿化", None, ""),
        (1, "绿化率达标", 500, "不低于 38%"),
    ]
    assert sheet.lines[1].body == f"{long}\n一处不合格扣0.5分"
    assert sheet.lines[2].body == "一处不合格扣1分"


def test_names_repeated_in_each_row_make_one_heading() -> None:
    sheet = of_book([["类别", "指标"], ["环境", "绿化率"], ["环境", "保洁"], ["健康", "保洁"]])
    assert tree(sheet.lines) == [(0, "", "环境"), (1, "", "绿化率"), (1, "", "保洁"), (0, "", "健康"), (1, "", "保洁")]


def test_headings_in_two_rows() -> None:
    sheet = of_book(
        [
            ["指标", None, "考核要求", None, "分值"],
            ["一级", "二级", "标准值", "单位", None],
            ["环境", "绿化率", "≥38", "%", 3],
            [None, "保洁", "大于8", "小时", 2],
        ],
        merges=["A1:B1", "C1:D1", "E1:E2", "A3:A4"],
    )
    assert [(line.depth, line.name, line.words, line.points) for line in sheet.lines] == [
        (0, "环境", "", None),
        (1, "绿化率", "不低于 38%", 300),
        (1, "保洁", "大于 8 小时", 200),
    ]


def test_indents_of_the_sheet_and_blanks_of_a_text() -> None:
    wanted = [(0, "", "环境"), (1, "", "绿化率"), (2, "", "行道树"), (0, "", "健康")]
    rows = [["指标", "满分"], ["环境", None], ["绿化率", 3], ["行道树", 1], ["健康", None]]
    assert tree(of_book(rows, indents={"A3": 1, "A4": 2}).lines) == wanted
    assert tree(read_block([["环境"], ["　绿化率"], ["　　行道树"], ["健康"]]).sheets[0].lines) == wanted


def test_an_outline_of_text_keeps_its_commas() -> None:
    text = "一、人群健康，总体要求\n（一）传染病\n1.发病率\n2.死亡率\n（二）慢病\n二、环境\n"
    (sheet,) = reading_of(text.encode("gb18030"), "标准.txt").sheets
    assert tree(sheet.lines) == [
        (0, "一", "人群健康，总体要求"),
        (1, "（一）", "传染病"),
        (2, "1", "发病率"),
        (2, "2", "死亡率"),
        (1, "（二）", "慢病"),
        (0, "二", "环境"),
    ]


def test_a_document_without_a_table_is_an_outline() -> None:
    import io

    import docx

    long = "认真贯彻落实爱国卫生各项要求，将爱国卫生工作纳入党委和政府重要议事日程，列入经济社会发展规划。"
    document = docx.Document()
    texts = (
        "国家卫生城市标准（2021版）",
        "各有关单位：",
        "一、组织管理",
        f"（一）{long}",
        "续一段，说得再细一些。",
        "（二）组织健全。",
        "二、健康教育",
    )
    for text in texts:
        document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    reading = reading_of(target.getvalue(), "标准.docx")
    (sheet,) = reading.sheets
    assert tree(sheet.lines) == [
        (0, "一", "组织管理"),
        (1, "（一）", "认真贯彻落实爱国卫生各项要求"),
        (1, "（二）", "组织健全"),
        (0, "二", "健康教育"),
    ]
    assert sheet.lines[1].body == f"{long}\n续一段，说得再细一些。"
    assert reading.suggested == ("国家卫生城市标准", "2021版") and sheet.unread == ("开头 1 行",)


def test_a_table_of_a_document_is_read_with_its_merged_cells() -> None:
    import io

    import docx

    document = docx.Document()
    document.add_paragraph("一、这段文字不是标准")
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate([("类别", "指标", "标准值"), ("环境", "绿化率", "≥38%"), ("", "保洁率", "≥95%")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    target = io.BytesIO()
    document.save(target)
    (sheet,) = reading_of(target.getvalue(), "标准.docx").sheets
    assert [(line.depth, line.name, line.words) for line in sheet.lines] == [
        (0, "环境", ""),
        (1, "绿化率", "不低于 38%"),
        (1, "保洁率", "不低于 95%"),
    ]


def test_a_formula_without_its_result_is_a_problem() -> None:
    sheet = of_book([["编号", "指标", "满分"], ["1", "甲", "=1+1"], ["2", "乙", 3]])
    assert [line.points for line in sheet.lines] == [None, 300]
    assert sheet.lines[0].problems[0].startswith("C2 是公式，文件里没有它的结果")


def test_comparison_in_a_column_of_its_own() -> None:
    lines = (
        "编号,指标,比较方式,标准值,单位",
        "1,近视率,逐年下降,,%",
        "2,接种率,≥,90,%",
        "3,密度,达到等级,C,级",
        "4,发病率,不高于平均水平,5,年",
        "5,占比,不高于或持续降低,25,%",
        "6,合格率,大约,90,%",
    )
    text = "\n".join(lines)
    (sheet,) = reading_of(text.encode(), "标准.csv").sheets
    assert [line.words for line in sheet.lines] == [
        "逐年下降",
        "不低于 90%",
        "达到 C 级",
        "不高于近 5 年平均水平",
        "不高于 25% 或持续降低",
        "90%（比较方式待定）",
    ]
    assert sheet.lines[5].doubts[0] == "C7 的比较方式“大约”不认识。"


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        (["1", "接种率", "≥0.95", "%"], "C2 是 0.95，单位是 %，请核对要不要乘 100。"),
        (["1", "接种率", "95", ""], "只有数值，没有写明不低于还是不高于。"),
        (["1", "死亡率", "≤5.6‰", "%"], "C2 的单位和单位栏“%”不一致。"),
        (["2026-01-02", "接种率", "≥95%", ""], None),
    ],
)
def test_doubtful_lines_are_marked(row: list[str], doubt: str | None) -> None:
    (line,) = read_block([["编号", "指标", "标准值", "单位"], row]).sheets[0].lines
    assert line.problems == ()
    assert (doubt in line.doubts and line.to_confirm) if doubt else not line.to_confirm


def test_a_number_that_became_a_day_is_told() -> None:
    import datetime

    sheet = of_book([["编号", "指标", "标准值"], [datetime.date(2026, 1, 2), "接种率", "≥95%"]])
    assert (sheet.lines[0].no, sheet.lines[0].doubts) == ("", ("A2 的编号成了日期，没有读，请补上编号。",))


def test_codes_keep_their_zeros() -> None:
    sheet = of_book([["编号", "指标"], [1.1, "甲"], [1.1, "乙"]], formats={"A3": "0.00"})
    assert [(line.no, line.problems) for line in sheet.lines] == [("1.1", ()), ("1.10", ())]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([["1", "甲", "优"]], "C2：“优”不是分值。"),
        ([["1", "甲", "-2"]], "C2：满分“-2”是负数。"),
        ([["1", "甲", "#REF!"]], "C2 是出错的公式 #REF!，请在表里改好。"),
        ([["1", "", "2"]], "B2 没有指标名称。"),
        ([["1", "甲", "2"], ["1", "乙", "2"]], "编号“1”和第 2 行重复。"),
    ],
)
def test_problems_name_their_cell(rows: list[list[str]], problem: str) -> None:
    lines = read_block([["编号", "指标", "满分"], *rows]).sheets[0].lines
    assert [text for line in lines for text in line.problems] == [problem]


def test_a_row_without_a_name_goes_on_with_the_one_above() -> None:
    block = [["编号", "指标", "要求", "满分"], ["1", "保洁", "有制度", "1"], ["", "", "有记录", "2"]]
    (line,) = read_block(block).sheets[0].lines
    assert (line.body, line.points) == ("有制度\n有记录", 300)
    assert line.doubts == ("第 3 行没有指标名称，并到了这一行。",)


def test_blocks_without_headings() -> None:
    lines = read_block([["1.1", "绿化率", "≥38%"], ["1.2", "保洁", "长效管理"]]).sheets[0].lines
    assert [(line.no, line.name, line.words, line.body) for line in lines] == [
        ("1.1", "绿化率", "不低于 38%", ""),
        ("1.2", "保洁", "", "长效管理"),
    ]
    with pytest.raises(Refusal, match="没有认出"):
        read_block([["甲", "乙", "丙", "丁", "戊", "己", "庚"]])
    with pytest.raises(Refusal, match="剪贴板"):
        read_block([["", " "]])


def test_several_sheets_stand_under_their_names() -> None:
    data = workbook(
        [["说明文字一段"], ["第二段"]],
        more={"数据": [["编号", "指标"], ["1", "甲"]], "现场": [["编号", "指标"], ["1", "乙"]]},
    )
    reading = reading_of(data, "国家标准（2021版）.xlsx")
    both = [sheet for sheet in reading.sheets if sheet.name in ("数据", "现场")]
    assert len(both) == 2 and reading.suggested[1] == "2021版"
    lines = lines_of(type(reading)(reading.name, tuple(both)))
    assert tree(lines) == [(0, "", "数据"), (1, "1", "甲"), (0, "", "现场"), (1, "1", "乙")]
    assert [line.parent for line in lines] == [None, 1, None, 3]
    assert lines_of(reading, both[1].id)[0].name == "乙"


def test_an_explicit_level_goes_before_all_other_signs() -> None:
    block = [["编号", "级次", "指标"], ["1", "1", "环境"], ["2", "2", "绿化"], ["3", "3", "行道树"], ["4", "2", "保洁"]]
    assert [line.depth for line in read_block(block).sheets[0].lines] == [0, 1, 2, 1]


_CELLS = st.sampled_from(
    [
        "一、环境",
        "（一）绿化",
        "1.",
        "1.1",
        "2",
        "指标",
        "标准值",
        "编号",
        "≥95%",
        "0.95",
        "满分",
        "2分",
        "优",
        "",
        "\u3000缩进",
        "合计",
        "注：x",
        "单位",
        "%",
        "类别",
        "#REF!",
        "A-1",
        "要求",
        "两\n行",
        "一级指标",
        "C级",
        "18/10万",
        "第一章 总则",
    ]
)


@given(st.lists(st.lists(_CELLS, min_size=1, max_size=6), min_size=1, max_size=9))
def test_whatever_stands_in_a_block_the_tree_is_sound(block: list[list[str]]) -> None:
    try:
        (sheet,) = read_block(block).sheets
    except Refusal:
        return
    for line in sheet.lines:
        assert line.name or line.problems
        above = sheet.lines[line.parent - 1] if line.parent is not None else None
        assert line.depth == (above.depth + 1 if above is not None else 0)
        assert above is None or above.id < line.id


@given(st.lists(st.builds(Mark, st.sampled_from(["", "chinese", "digits", "dotted 2", "dotted 3"]), st.integers(0, 3))))
def test_no_line_hangs_deeper_than_below_the_one_above(marks: list[Mark]) -> None:
    found = depths(marks)
    assert len(found) == len(marks)
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(found))
    assert all((parent is None) == (depth == 0) for parent, depth in zip(parents_by_depth(found), found, strict=True))


def test_a_bare_number_in_the_column_of_requirements_is_a_threshold_to_be_confirmed() -> None:
    block = [["编号", "指标", "达标要求"], ["1", "垃圾无害化处理率", "100%"], ["2", "绿化率", "有规划并落实"]]
    (sheet,) = read_block(block).sheets
    rate, green = sheet.lines
    assert (rate.comparison, rate.threshold, rate.unit, rate.body) == (Comparison.NONE, "100", "%", "")
    assert rate.to_confirm and "没有写明" in rate.doubts[0] and rate.words == "100%（比较方式待定）"
    assert (green.threshold, green.body, green.to_confirm) == ("", "有规划并落实", False)
