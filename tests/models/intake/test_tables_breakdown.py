"""Breakdown tables: big items, tasks, units in their roles, people, times, stage goals, targets."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.intake.draft import Draft, Kind
from models.intake.reading import read_source
from models.intake.source import Source, Table, paragraphs_of
from tests.models.intake.by_hand import read, sheet

HEADS = ["序号", "工作任务", "具体措施", "责任单位", "完成时限"]


def tree(draft: Draft) -> list[tuple[str, str, str | None]]:
    """(number, title, title of the item above) of every task."""
    titles = {task.key: task.title for task in draft.tasks}
    return [(task.no, task.title, titles[task.parent] if task.parent is not None else None) for task in draft.tasks]


def test_groups_across_the_table_nest_by_their_numbers() -> None:
    rows = [
        ["重点任务清单"],
        ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"],
        ["一、市容环境"],
        ["（一）街巷整治"],
        ["1", "清理背街小巷", "区城管局", "各街道、区公安局", "6月底前"],
        ["（二）广告整治"],
        ["2", "拆除违规广告", "区城管局", "", "9月底前"],
        ["二、农贸市场"],
        ["1", "标准化改造", "区商务局", "区住建局", "年底前"],
    ]
    draft = read(sheet(rows, *[(row, 1, row, 5) for row in (3, 4, 6, 8)]))
    assert tree(draft) == [
        ("一", "市容环境", None),
        ("（一）", "街巷整治", "市容环境"),
        ("1", "清理背街小巷", "街巷整治"),
        ("（二）", "广告整治", "市容环境"),
        ("2", "拆除违规广告", "广告整治"),
        ("二", "农贸市场", None),
        ("1", "标准化改造", "农贸市场"),
    ]
    first = draft.tasks[2]
    assert (first.lead_units, first.support_units) == (("区城管局",), ("各街道", "区公安局"))
    assert draft.kind is Kind.BREAKDOWN
    assert not any(task.doubts for task in draft.tasks)


def test_a_group_with_its_number_in_the_column_of_numbers() -> None:
    rows = [["序号", "工作任务", "责任单位", "时限"], ["一", "市容环境"], ["1", "清理街巷", "区城管局", "6月底前"]]
    assert tree(read(sheet(rows))) == [("一", "市容环境", None), ("1", "清理街巷", "市容环境")]


def test_headings_with_units_of_their_own_and_numbers_of_two_levels() -> None:
    rows = [
        ["序号", "工作任务", "责任单位", "时限"],
        ["一", "市容环境", "区城管局", "年底前"],
        ["1", "清理街巷", "区住建局", ""],
        ["1.1", "清理占道", "区住建局", ""],
        ["1.2", "清理广告", "区住建局", ""],
        ["2", "规范停车", "区公安局", ""],
        ["二", "农贸市场", "区商务局", ""],
        ["1", "改造", "区商务局", ""],
    ]
    draft = read(sheet(rows))
    assert tree(draft) == [
        ("一", "市容环境", None),
        ("1", "清理街巷", "市容环境"),
        ("1.1", "清理占道", "清理街巷"),
        ("1.2", "清理广告", "清理街巷"),
        ("2", "规范停车", "市容环境"),
        ("二", "农贸市场", None),
        ("1", "改造", "农贸市场"),
    ]
    assert draft.tasks[0].lead_units == ("区城管局",)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("市\n容\n环\n境", "市容环境"),
        ("清理背街\n小巷", "清理背街小巷"),
        ("清理街巷\n组织力量清理卫生死角，做到日产日清。", "清理街巷"),
        ("清理街巷。\n整治", "清理街巷"),
    ],
)
def test_lines_that_a_narrow_column_broke(text: str, title: str) -> None:
    (task,) = read(sheet([["工作任务", "责任单位", "时限"], [text, "区城管局", ""]])).tasks
    assert task.title == title


def test_what_is_asked_of_a_place_is_a_task_of_its_name() -> None:
    rows = [["序号", "点位名称", "测评标准", "责任单位"], ["1", "橘园市场", "环境整洁，无占道经营", "区商务局"]]
    (task,) = read(sheet(rows)).tasks
    assert (task.title, task.body) == ("橘园市场", "环境整洁，无占道经营")
    rows = [["日期", "内容", "地点", "责任单位"], ["3月1日", "启动仪式", "文化广场", "区创建办"]]
    (task,) = read(sheet(rows)).tasks
    assert (task.title, task.body, task.deadline) == ("启动仪式", "地点：文化广场", "3月1日")


def test_one_heading_over_units_and_people() -> None:
    rows = [
        ["序号", "工作任务", "责任单位及责任人", "", "完成时限"],
        ["1", "清理街巷", "区城管局", "何越", "年底前"],
        ["2", "改造市场", "区商务局", "祝明", "年底前"],
    ]
    task = read(sheet(rows, (1, 3, 1, 4))).tasks[0]
    assert (task.lead_units, [one.name for one in task.people]) == (("区城管局",), ["何越"])
    assert task.unsure == ("people",)


def test_a_task_merged_over_rows_of_units_is_one_task() -> None:
    rows = [
        HEADS,
        ["1", "清理街巷", "清理占道", "区城管局", "6月底前"],
        ["", "", "", "区住建局", ""],
        ["", "", "", "区公安局", ""],
        ["2", "改造市场", "外立面", "区商务局", "12月31日前"],
    ]
    draft = read(sheet(rows, (2, 1, 4, 1), (2, 2, 4, 2), (2, 3, 4, 3), (2, 5, 4, 5)))
    first, second = draft.tasks
    assert (first.no, first.title, first.body) == ("1", "清理街巷", "清理占道")
    assert first.lead_units == ("区城管局", "区住建局", "区公安局")
    assert [unit.order for unit in first.units] == [1, 2, 3]
    assert first.deadlines == ("6月底前",)
    assert (second.no, second.lead_units) == ("2", ("区商务局",))


def test_a_task_over_measures_that_different_units_carry_heads_them() -> None:
    rows = [
        HEADS,
        ["1", "清理街巷", "(1)清理占道", "区城管局", "6月底前"],
        ["", "", "(2)拆除广告", "区住建局", "9月底前"],
        ["2", "治理噪声", "设监测点", "区生态环境局", ""],
    ]
    draft = read(sheet(rows, (2, 1, 3, 1), (2, 2, 3, 2)))
    assert tree(draft) == [
        ("1", "清理街巷", None),
        ("(1)", "清理占道", "清理街巷"),
        ("(2)", "拆除广告", "清理街巷"),
        ("2", "治理噪声", None),
    ]
    assert draft.tasks[-1].body == "设监测点"
    assert draft.tasks[0].spot.cell == "B2"


def test_a_task_over_measures_that_the_same_units_carry_holds_them() -> None:
    rows = [HEADS, ["1", "清理街巷", "清理占道", "区城管局", "6月底前"], ["", "", "拆除广告", "", ""]]
    (task,) = read(sheet(rows, (2, 1, 3, 1), (2, 2, 3, 2), (2, 4, 3, 4), (2, 5, 3, 5))).tasks
    assert (task.title, task.body, task.lead_units) == ("清理街巷", "清理占道\n拆除广告", ("区城管局",))


def test_cells_left_empty_below_a_big_item_as_in_text_tables() -> None:
    rows = [
        ["类别", "工作任务", "牵头单位", "完成时限（具体到月，超过的请说明）"],
        ["市容", "清理街巷", "区城管局", "6月底前"],
        ["", "拆除广告", "区住建局", "9月底前"],
        ["市场", "改造", "区商务局", "年底前"],
    ]
    assert tree(read(sheet(rows))) == [
        ("", "市容", None),
        ("", "清理街巷", "市容"),
        ("", "拆除广告", "市容"),
        ("", "市场", None),
        ("", "改造", "市场"),
    ]


def test_labels_inside_a_cell_go_before_its_heading() -> None:
    rows = [
        ["序号", "任务", "责任单位", "时限"],
        ["1", "清理街巷", "牵头单位：区城管局\n配合单位：各街道、区公安局", "6月底前"],
        ["2", "改造市场", "区商务局（牵头）、区住建局", "9月底前"],
        ["3", "宣传", "区委宣传部牵头，区文旅局配合", "长期坚持"],
    ]
    assert [(task.lead_units, task.support_units) for task in read(sheet(rows)).tasks] == [
        (("区城管局",), ("各街道", "区公安局")),
        (("区商务局",), ("区住建局",)),
        (("区委宣传部",), ("区文旅局",)),
    ]


def test_names_run_together_come_apart_where_the_other_cells_tell_where_they_begin() -> None:
    rows = [
        ["序号", "任务", "责任单位"],
        ["1", "清理", "县公安局"],
        ["2", "整治", "县财政局"],
        ["3", "改造", "县商务（经济）局"],
        ["4", "规范", "县教育局县民政局各乡镇"],
    ]
    draft = read(sheet(rows))
    assert [task.lead_units for task in draft.tasks][2:] == [("县商务（经济）局",), ("县教育局", "县民政局", "各乡镇")]
    assert [task.unsure for task in draft.tasks] == [(), (), (), ("units",)]
    assert draft.tasks[-1].doubts == ("单位是连在一起写的，已经拆开，请核对。",)
    alone = read(sheet([rows[0], rows[4]]))
    assert alone.tasks[0].lead_units == ("县教育局县民政局各乡镇",), "nothing tells where the names begin"


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("县农业农村局 各社区", ("县农业农村局", "各社区")),
        ("县人力资源和\n社会保障局", ("县人力资源和社会保障局",)),
        ("县公安局、县人力资\n源和社会保障局", ("县公安局", "县人力资源和社会保障局")),
        ("县公安局\n县财政局", ("县公安局", "县财政局")),
        ("县公安局，\n县财政局", ("县公安局", "县财政局")),
    ],
)
def test_blanks_and_line_breaks_between_and_in_names(text: str, units: tuple[str, ...]) -> None:
    (task,) = read(sheet([["序号", "任务", "责任单位"], ["1", "清理", text]])).tasks
    assert (task.lead_units, task.doubts) == (units, ())


def test_people_with_posts_and_phones_and_several_times() -> None:
    rows = [
        ["2024年任务表"],
        ["序号", "任务", "责任单位", "责任领导", "责任人", "联系电话", "启动时间", "完成时限"],
        ["1", "清理街巷", "区城管局", "樊正阳 副区长", "何  越", "13800000001", "", "6月底前"],
    ]
    (task,) = read(sheet(rows)).tasks
    assert [(one.name, one.role, one.post) for one in task.people] == [
        ("樊正阳", "责任领导", "副区长"),
        ("何越", "责任人", ""),
    ]
    assert (task.deadline, task.due.to) == ("6月底前", date(2024, 6, 30))


def test_the_phone_of_the_only_person() -> None:
    rows = [["任务", "责任单位", "联系人", "电话"], ["清理街巷", "区城管局", "何越", "13800000001"]]
    (task,) = read(sheet(rows)).tasks
    assert [(one.name, one.role, one.phone) for one in task.people] == [("何越", "联系人", "13800000001")]


def test_stage_goals_and_targets() -> None:
    rows = [
        ["序号", "目标任务", "季度目标", "", "主要指标", "目标值", "牵头单位"],
        ["", "", "一季度", "二季度", "", "", ""],
        ["1", "新建公厕", "完成选址", "开工5座", "公厕数量", "20座", "区城管局"],
    ]
    draft = read(sheet(rows, (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5), (1, 6, 2, 6), (1, 7, 2, 7)))
    (task,) = draft.tasks
    assert task.body == "一季度：完成选址\n二季度：开工5座"
    assert [(one.indicator, one.value, one.task) for one in draft.targets] == [("公厕数量", "20座", task.key)]


def test_a_task_without_units_is_doubted_and_a_sum_is_none() -> None:
    rows = [HEADS, ["1", "清理街巷", "", "", "6月底前"], ["2", "", "", "", ""], ["合计", "1项", "", "", ""]]
    (task,) = read(sheet(rows)).tasks
    assert (task.doubts, task.unsure) == (("没有读到责任单位。",), ("units",))


@pytest.mark.parametrize(
    ("title", "warning"),
    [
        ("重点任务清单（共2项）", None),
        ("重点任务清单（共3项）", "标注“共3项”，实际读到2个"),
        ("重点任务清单（15个）", "标注“15个”，实际读到2个"),
        ("2024年重点任务清单", None),
        ("三个一批任务清单", None),
    ],
)
def test_a_stated_number_of_tasks_is_checked(title: str, warning: str | None) -> None:
    rows = [[title], HEADS, ["1", "清理", "", "区城管局", ""], ["2", "改造", "", "区商务局", ""]]
    assert list(read(sheet(rows, (1, 1, 1, 5))).warnings) == ([warning] if warning else [])


def test_a_stated_number_of_tasks_in_a_group_is_checked() -> None:
    rows = [HEADS, ["一、市容环境（3项）"], ["1", "清理", "", "区城管局", ""], ["2", "改造", "", "区商务局", ""]]
    assert read(sheet(rows, (2, 1, 2, 5))).warnings == ("“市容环境（3项）”标注3个，实际读到2个",)


def test_a_stated_number_of_units_is_checked() -> None:
    rows = [HEADS, ["1", "清理街巷", "", "区城管局、区住建局等9个部门", ""]]
    assert read(sheet(rows)).warnings == ("“责任单位”标注9个单位，实际读到2个",)


def test_several_sheets_of_one_form_go_on() -> None:
    first = sheet([["任务表"], HEADS, ["1", "清理", "", "区城管局", ""]], name="一季度")
    second = sheet([HEADS, ["1", "改造", "", "区商务局", ""]], name="二季度")
    cover = sheet([["某区重点任务表"], ["二〇二四年三月"]], name="封面")
    draft = read(cover, first, second)
    assert [(task.key, task.title, task.spot.sheet) for task in draft.tasks] == [
        (0, "清理", "一季度"),
        (1, "改造", "二季度"),
    ]
    assert [table.layout for table in draft.tables] == [draft.tables[0].layout] * 2


def test_a_card_of_one_task() -> None:
    rows = [
        ["重点任务卡"],
        ["任务名称", "清理背街小巷", "责任单位", "区城管局"],
        ["工作内容", "清理卫生死角，规范停车"],
        ["完成时限", "6月底前", "联系人", "何越"],
    ]
    (task,) = read(sheet(rows, (1, 1, 1, 4), (3, 2, 3, 4))).tasks
    assert (task.title, task.body, task.lead_units) == ("清理背街小巷", "清理卫生死角，规范停车", ("区城管局",))
    assert (task.deadline, [one.name for one in task.people]) == ("6月底前", ["何越"])


def table(rows: list[list[str]], first: int) -> Table:
    numbers = tuple(range(first, first + len(rows)))
    return Table(tuple(tuple(row) for row in rows), numbers, first=first, last=numbers[-1])


@pytest.mark.parametrize(("gap", "tasks"), [(0, 2), (1, 2), (5, 1)])
def test_a_table_that_runs_on_over_a_page_without_headings(gap: int, tasks: int) -> None:
    first = table([HEADS, ["1", "清理", "", "区城管局", ""]], 1)
    second = table([["2", "改造", "", "区商务局", "6月底前"]], 3 + gap)
    draft = read_source(Source("表.docx", "docx", (), (first, second)))
    assert len(draft.tasks) == tasks
    assert draft.tasks[0].spot.paragraph == 2


def test_the_line_over_a_table_of_a_document_tells_its_form() -> None:
    lines = ("关于印发有关材料的通知", "附件2：问题整改台账（共2项）")
    rows = [["序号", "事项", "处理措施", "责任单位"], ["1", "积水", "清理", "区城管局"]]
    draft = read_source(Source("表.docx", "docx", paragraphs_of(lines), (table(rows, 3),)))
    assert ([one.problem for one in draft.problems], draft.tasks) == (["积水"], ())
    assert draft.warnings == ("标注“共2项”，实际读到1个",)


def test_a_rule_in_the_notes_of_a_table_holds_for_it() -> None:
    rows = [HEADS, ["1", "清理", "", "区城管局、各街道", ""], ["注：责任单位列第一位的为牵头单位。"]]
    (task,) = read(sheet(rows, (3, 1, 3, 5))).tasks
    assert (task.lead_units, task.support_units) == (("区城管局",), ("各街道",))


# ---- any breakdown reads back -----------------------------------------------------------------------------------

NAME = st.text(alphabet="清理整治街巷市场规范停车设施小区绿化", min_size=3, max_size=10)
UNITS = st.lists(
    st.sampled_from(["区城管局", "区住建局", "区公安局", "各街道", "县商务（经济）局"]),
    min_size=1,
    max_size=3,
    unique=True,
)
TASK = st.tuples(NAME, UNITS, st.sampled_from(["6月底前", "2024年9月30日前", "长期坚持", "每月28日前"]))


@settings(max_examples=100, deadline=None)
@given(
    groups=st.lists(st.tuples(NAME, st.lists(TASK, min_size=1, max_size=4)), min_size=1, max_size=3),
    across=st.booleans(),
    apart=st.booleans(),
)
def test_any_breakdown_reads_back(
    groups: list[tuple[str, list[tuple[str, list[str], str]]]], across: bool, apart: bool
) -> None:
    """Groups across the table or as merged cells, units in one cell or one a row below a merged task."""
    heads = (
        ["序号", "工作任务", "责任单位", "完成时限"] if across else ["类别", "序号", "工作任务", "责任单位", "完成时限"]
    )
    rows, merges, number = [heads], [], 0
    for at, (name, tasks) in enumerate(groups):
        name = f"{at + 1}号{name}"
        if across:
            rows.append([name])
            merges.append((len(rows), 1, len(rows), 4))
        top = len(rows) + 1
        for title, units, when in tasks:
            number += 1
            first = len(rows) + 1
            for index, unit in enumerate(units if apart else ["、".join(units)]):
                own = index == 0
                row = [str(number) if own else "", title if own else "", unit, when if own else ""]
                rows.append(row if across else [name if len(rows) + 1 == top else "", *row])
            if len(rows) > first:
                merges += [(first, column + (not across), len(rows), column + (not across)) for column in (1, 2, 4)]
        if not across and len(rows) > top:
            merges.append((top, 1, len(rows), 1))
    draft = read(sheet(rows, *merges))
    assert [
        (draft.tasks[task.parent].title, task.title, list(task.lead_units), task.deadline)
        for task in draft.tasks
        if task.parent is not None
    ] == [
        (f"{at + 1}号{name}", title, units, when)
        for at, (name, tasks) in enumerate(groups)
        for title, units, when in tasks
    ]
    assert sum(1 for task in draft.tasks if task.parent is None) == len(groups)
