"""What headings mean, in all their ways of writing; what the clerk says about a column; what contents tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.readers.columns import MEANING_LABELS, Form, meaning_from, meaning_of
from models.intake.readers.headings import layout_of
from models.intake.wishes import IGNORED, ColumnWish, Wishes
from tests.models.intake.by_hand import read, sheet


@pytest.mark.parametrize(
    ("form", "meaning", "headings"),
    [
        (Form.BREAKDOWN, "no", ["序号", "序 号", "编号", "序", "NO.", "任务编号"]),
        (Form.BREAKDOWN, "task", ["工作任务", "重点任务", "任务名称", "事项", "项目名称", "2024年重点工作任务"]),
        (Form.BREAKDOWN, "detail", ["具体内容", "工作措施", "主要\n内容", "工作内容及要求", "建设内容", "完成标准"]),
        (Form.BREAKDOWN, "group", ["任务类别", "大项", "一级指标", "工作领域"]),
        (Form.BREAKDOWN, "step", ["一季度", "第二季度目标", "上半年", "3月份"]),
        (Form.BREAKDOWN, "target", ["目标值", "工作目标", "年度目标"]),
        (Form.BREAKDOWN, "label:牵头单位", ["牵头单位", "牵 头 单 位", "牵头单位（盖章）", "牵头单位：", "★牵头单位"]),
        (
            Form.BREAKDOWN,
            "label:责任单位",
            ["责任单位", "责任\n单位", "责任单位/部门", "责任单位及责任人", "责任单位*"],
        ),
        (Form.BREAKDOWN, "label:完成时限", ["完成时限", "完成时限（月）", "时限", "完成时限【截止】"]),
        (Form.BREAKDOWN, "label:责任领导", ["责任领导"]),
        (
            Form.LEDGER,
            "problem",
            ["存在问题", "主要问题", "问题描述", "反馈问题", "巡查发现问题", "问题隐患", "存在的问题及不足"],
        ),
        (Form.LEDGER, "kind", ["问题类别", "问题类型", "类别", "所属类别"]),
        (Form.LEDGER, "place", ["点位", "点位名称", "地点", "具体位置", "问题点位", "市场名称", "小区名称"]),
        (Form.LEDGER, "area", ["所属街道", "区县", "乡镇", "社区", "县市区"]),
        (Form.LEDGER, "found", ["发现时间", "检查日期", "交办时间", "日期"]),
        (Form.LEDGER, "measure", ["整改措施", "整改要求", "拟采取措施", "处理意见", "下一步整改措施"]),
        (
            Form.LEDGER,
            "status",
            ["整改情况", "整改进展", "是否完成", "完成情况", "整改完成情况", "当前进展", "销号情况"],
        ),
        (Form.LEDGER, "photo", ["整改前照片", "整改后图片", "问题照片", "照片"]),
        (Form.LEDGER, "done", ["实际完成时间", "销号时间"]),
        (Form.LEDGER, "label:整改时限", ["整改时限", "整改时限（2024年）"]),
        (Form.SCORES, "item", ["考核项目", "指标名称", "一级指标", "考核指标", "项目"]),
        (Form.SCORES, "points", ["分值", "标准分", "满分", "权重", "分值（分）", "考核分值"]),
        (Form.SCORES, "criteria", ["评分标准", "扣分标准", "考核办法", "评分细则", "计分方法"]),
        (Form.SCORES, "content", ["考核内容", "考核要求", "具体内容"]),
        (Form.SCORES, "assessor", ["负责考核部门", "考核单位", "评分部门", "考评部门"]),
        (Form.SCORES, "none", ["得分", "自评分", "扣分原因", "实得分"]),
        (Form.CONTACTS, "name", ["姓名", "联络员", "联系人"]),
        (Form.CONTACTS, "phone", ["联系电话", "手机", "手机号码", "办公电话", "联系方式"]),
        (Form.CONTACTS, "post", ["职务", "单位及职务", "现任职务"]),
        (Form.CONTACTS, "unit", ["单位", "工作单位", "成员单位", "部门", "单位名称"]),
        (Form.MEMBERS, "role", ["组内职务", "领导小组职务", "角色"]),
        (Form.TARGETS, "indicator", ["指标", "指标名称", "考核指标"]),
        (Form.TARGETS, "target", ["目标值", "2024年目标值", "2025年目标", "年度目标", "指标值"]),
        (Form.TARGETS, "measured", ["单位", "计量单位"]),
        (Form.PHASES, "phase", ["阶段", "实施阶段", "工作步骤"]),
        (Form.PHASES, "label:时间", ["时间"]),
    ],
)
def test_headings_mean(form: Form, meaning: str, headings: list[str]) -> None:
    assert {heading: str(meaning_of(heading, form)) for heading in headings} == dict.fromkeys(headings, meaning)


@pytest.mark.parametrize(
    "heading", ["清理背街小巷", "区城管局", "何越", "13800000001", "6月底前", "", "（）", "数据来源"]
)
def test_words_that_head_nothing(heading: str) -> None:
    assert all(meaning_of(heading, form) is None for form in Form)


@pytest.mark.parametrize("meaning", MEANING_LABELS)
def test_each_meaning_that_can_be_chosen_is_known(meaning: str) -> None:
    assert str(meaning_from(meaning)) == meaning


@pytest.mark.parametrize("words", ["", "nothing", "label:", "label:甲乙丙"])
def test_unknown_meanings_are_none(words: str) -> None:
    assert meaning_from(words) is None


# ---- the clerk's word ----------------------------------------------------------------------------------------------

ODD = [["号", "整的啥", "谁来", "啥时候"], ["1", "清理街巷", "区城管局", "6月底前"]]


def test_a_table_of_no_form_is_reported_with_its_headings() -> None:
    (table,) = read(sheet(ODD)).tables
    assert table.read_as == ""
    assert [(head.heading, head.meaning, head.spot.cell) for head in table.heads] == [
        ("号", "no", "A1"),
        ("整的啥", "", "B1"),
        ("谁来", "", "C1"),
        ("啥时候", "", "D1"),
    ]


def test_what_the_clerk_says_about_columns_makes_it_one() -> None:
    layout = read(sheet(ODD)).tables[0].layout
    said = {"整的啥": "problem", "谁来": "label:责任单位", "啥时候": "label:整改时限"}
    wishes = Wishes(columns=tuple(ColumnWish(layout, heading, meaning) for heading, meaning in said.items()))
    draft = read(sheet(ODD), wishes=wishes)
    (problem,) = draft.problems
    assert (problem.problem, problem.lead_units, problem.deadline) == ("清理街巷", ("区城管局",), "6月底前")
    assert (problem.doubts, draft.tables[0].layout, draft.tables[0].read_as) == ((), layout, "ledger")
    padded = [[" 号", "整 的\n啥", "谁　来", "啥时候："], *ODD[1:]]
    assert read(sheet(padded), wishes=wishes).problems == (problem,)
    other = [[*ODD[0], "备注"], [*ODD[1], "重点"]]
    assert read(sheet(other), wishes=wishes).problems == ()


def test_a_column_that_is_not_to_be_read() -> None:
    rows = [["序号", "工作任务", "牵头单位", "责任单位"], ["1", "清理街巷", "区城管局", "区住建局"]]
    layout = read(sheet(rows)).tables[0].layout
    (task,) = read(sheet(rows), wishes=Wishes(columns=(ColumnWish(layout, "责任单位", IGNORED),))).tasks
    assert [unit.name for unit in task.units] == ["区城管局"]


def test_the_wish_goes_before_what_the_heading_says() -> None:
    rows = [["序号", "存在问题", "整改措施", "责任单位"], ["1", "积水", "清理", "区城管局"]]
    layout = read(sheet(rows)).tables[0].layout
    wishes = Wishes(columns=(ColumnWish(layout, "存在问题", "task"), ColumnWish(layout, "整改措施", "detail")))
    draft = read(sheet(rows), wishes=wishes)
    assert (draft.problems, [(task.title, task.body) for task in draft.tasks]) == ((), [("积水", "清理")])


@given(
    st.lists(st.sampled_from(["序号", "任务", "完成时限(月)", "责任单位"]), min_size=1, max_size=4),
    st.sampled_from(["", " ", "\n", "\u3000"]),
)
def test_the_layout_of_a_form_withstands_padding_and_widths(heads: list[str], pad: str) -> None:
    padded = [pad.join(head).translate(str.maketrans("()", "（）")) + "：" for head in heads]
    assert layout_of(padded) == layout_of(heads)
    assert layout_of([*heads, "备注"]) != layout_of(heads)


# ---- told by contents ----------------------------------------------------------------------------------------------


def test_columns_told_by_their_contents_are_doubted() -> None:
    rows = [
        ["序号", "工作任务", "完成单位甲", "牵头单位", "谁干"],
        ["1", "清理街巷", "", "区城管局", "何越"],
        ["2", "整治广告", "", "区住建局", "祝明"],
    ]
    draft = read(sheet(rows))
    first = draft.tasks[0]
    assert [(one.name, one.role) for one in first.people] == [("何越", "责任人")]
    assert first.unsure == ("people",)
    assert first.doubts == ("“谁干”这一列的含义是从内容推出来的，请核对。",)
    assert [head.meaning for head in draft.tables[0].heads][-1] == "label:责任人"


def test_a_list_without_headings_is_read_by_contents() -> None:
    rows = [["区城管局", "何越", "13800000001"], ["区住建局", "祝明", "13800000002"]]
    draft = read(sheet(rows))
    assert [(one.unit, one.name, one.phone) for one in draft.contacts] == [tuple(row) for row in rows]
    assert all(set(one.unsure) == {"unit", "name", "phone"} for one in draft.contacts)


def test_the_unit_dictionary_parts_names_in_cells() -> None:
    rows = [["序号", "工作任务", "责任单位"], ["1", "清理街巷", "区城管局区住建局"]]
    draft = read(sheet(rows), wishes=Wishes(units=("区城管局", "区住建局")))
    assert draft.tasks[0].lead_units == ("区城管局", "区住建局")
