"""Numbers of all kinds as papers use them, with the tree of duties that follows from them."""

import pytest

from models.intake.draft import Draft
from models.intake.loaders.text import source_of_text
from models.intake.reading import read_source

Row = tuple[str, str, str | None]


def tree(draft: Draft) -> list[Row]:
    titles = {task.key: task.title for task in draft.tasks}
    return [(task.no, task.title, None if task.parent is None else titles[task.parent]) for task in draft.tasks]


CASES: dict[str, tuple[str, list[Row]]] = {
    "runs on through headings with a gap": (
        "创建方案\n第一部分 主要任务\n一、整治市容\n1.清理占道经营。（区城管局负责）\n"
        "2．规范停车。责任单位：区公安分局\n二、整治市场\n3、改造市场。（区商务局负责）\n5.完善设施。（区住建局负责）\n"
        "第二部分 工作要求\n一、加强领导。\n",
        [
            ("一", "整治市容", None),
            ("1", "清理占道经营", "整治市容"),
            ("2", "规范停车", "整治市容"),
            ("二", "整治市场", None),
            ("3", "改造市场", "整治市场"),
            ("5", "完善设施", "整治市场"),
        ],
    ),
    "brackets of both widths and circles": (
        "任务分解\n一、主要任务\n1、整治市容（牵头单位：城管局）\n（1）清理占道经营（责任单位：城管局）\n(2)规范停车（责任单位：公安局）\n"
        "①划定车位（责任单位：交警大队）\n2、整治市场\n（1）改造（责任单位：商务局）\n",
        [
            ("1", "整治市容", None),
            ("（1）", "清理占道经营", "整治市容"),
            ("(2)", "规范停车", "整治市容"),
            ("①", "划定车位", "规范停车"),
            ("2", "整治市场", None),
            ("（1）", "改造", "整治市场"),
        ],
    ),
    "1. stands over （一）": (
        "工作要点\n1.农贸市场整治。\n(一)改造老旧市场。牵头单位：市商务局\n(二)规范秩序。牵头单位：市市场监管局\n"
        "2.老旧小区整治。\n(一)完善设施。牵头单位：市住建局\n",
        [
            ("1", "农贸市场整治", None),
            ("(一)", "改造老旧市场", "农贸市场整治"),
            ("(二)", "规范秩序", "农贸市场整治"),
            ("2", "老旧小区整治", None),
            ("(一)", "完善设施", "老旧小区整治"),
        ],
    ),
    "articles": (
        "任务分工方案\n第一条 整治市容。（牵头单位：区城管局）\n第二条 整治市场。（牵头单位：区商务局）\n",
        [("第一条", "整治市容", None), ("第二条", "整治市场", None)],
    ),
    "一是 on lines of their own": (
        "创建方案\n二、主要任务\n一是整治市容环境。\n二是整治农贸市场。\n三、工作要求\n一要提高认识。\n二要加强督查。\n",
        [("", "整治市容环境", None), ("", "整治农贸市场", None)],
    ),
    "一是 within a duty that names none": (
        "创建方案\n二、主要任务\n（一）整治市容\n一是清理占道。\n二是规范停车。\n（二）整治市场\n一是改造。\n二是管理。\n",
        [("（一）", "整治市容", None), ("（二）", "整治市场", None)],
    ),
    "一要 with labels within one paragraph": (
        "创建方案\n二、主要任务\n（一）整治市场。一要改造提升。牵头单位：区商务局。二要规范管理。牵头单位：区市场监管局。\n"
        "（二）整治市容。责任单位：区城管局\n",
        [
            ("（一）", "整治市场", None),
            ("", "改造提升", "整治市场"),
            ("", "规范管理", "整治市场"),
            ("（二）", "整治市容", None),
        ],
    ),
    "dashes": (
        "创建方案\n二、主要任务\n——整治市容环境。清理占道经营。责任单位：区城管局\n——整治农贸市场。责任单位：区商务局\n",
        [("", "整治市容环境", None), ("", "整治农贸市场", None)],
    ),
    "titles that begin with digits": (
        "创建方案\n二、主要任务\n（一）12345热线办理。责任单位：区信访局\n（二）2024年市场改造。责任单位：区商务局\n"
        "1.100条街巷改造。责任单位：区住建局\n2、3条道路整治。责任单位：区住建局\n",
        [
            ("（一）", "12345热线办理", None),
            ("（二）", "2024年市场改造", None),
            ("1", "100条街巷改造", "2024年市场改造"),
            ("2", "3条道路整治", "2024年市场改造"),
        ],
    ),
    "a heading that ends in 。 and goes on, restarts and repeats": (
        "创建方案\n三、重点任务\n（一）整治市容。清理街巷，规范秩序。责任单位：区城管局\n（一）整治市场。改造提升。责任单位：区商务局\n"
        "四、其他任务\n（一）整治小区。责任单位：区住建局\n",
        [("（一）", "整治市容", None), ("（一）", "整治市场", None), ("（一）", "整治小区", None)],
    ),
    "a duty that begins with its time": (
        "任务清单\n（一）6月底前，排查充电隐患，依托网格开展夜查。\n牵头单位：市消防支队\n（二）更新标志，增设灯具。\n牵头单位：市交警支队\n",
        [("（一）", "排查充电隐患", None), ("（二）", "更新标志", None)],
    ),
    "a whole paper in one paragraph with a gap": (
        "全区市容整治任务清单　1．清理占道经营，规范早夜市。　牵头部门：区城管局　时间节点：5月底前"
        "　2．规范停车秩序，划定车位。　牵头部门：区公安分局　4．整治农贸市场，改造棚顶。"
        "　牵头部门：区商务局　时间节点：9月底前",
        [("1", "清理占道经营", None), ("2", "规范停车秩序", None), ("4", "整治农贸市场", None)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_tree_that_numbers_tell(name: str) -> None:
    text, rows = CASES[name]
    assert tree(read_source(source_of_text(text))) == rows


def test_indicators_under_aims_and_tasks_are_no_duties() -> None:
    draft = read_source(
        source_of_text(
            "方案\n二、目标任务\n1、达标率达到90%以上。\n2、快检公示率≥95%；\n三、主要任务\n（一）改造。责任单位：区商务局\n"
        )
    )
    assert tree(draft) == [("（一）", "改造", None)] and len(draft.targets) == 2


def test_a_note_on_how_units_are_named_is_no_part_of_a_duty() -> None:
    draft = read_source(
        source_of_text(
            "方案\n二、主要任务\n1.整治市容（区城管局、各街道）\n备注：括号内为责任单位，列第一位的为牵头单位。\n"
        )
    )
    (task,) = draft.tasks
    assert (task.body, task.lead_units, task.support_units) == ("", ("区城管局",), ("各街道",))


@pytest.mark.parametrize(
    "rule",
    [
        "列第一位的为牵头单位。",
        "（注：列在首位的责任单位为牵头单位）",
        "各项任务责任单位中，列第一位的为牵头单位，其他为配合单位。",
        "备注：责任单位中排在第一位的为牵头单位。",
        "第一个责任单位为牵头单位。",
    ],
)
def test_a_rule_sentence_holds_for_all_that_follows(rule: str) -> None:
    draft = read_source(
        source_of_text(
            f"任务分工\n{rule}\n一、重点任务\n1.整治市容。（责任单位：区城管局、各街道）\n2.整治市场。（责任单位：区商务局、区住建局）\n"
        )
    )
    assert draft.first_unit_leads
    assert [(task.lead_units, task.support_units) for task in draft.tasks] == [
        (("区城管局",), ("各街道",)),
        (("区商务局",), ("区住建局",)),
    ]
