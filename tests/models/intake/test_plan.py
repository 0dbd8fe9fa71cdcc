"""Whole plans and breakdowns of our own, in many layouts, with their exact readings."""

from datetime import date
from pathlib import Path

import pytest

from models.intake.as_json import as_json
from models.intake.draft import Draft, Duty, Kind, Task
from models.intake.loaders.text import source_of_text
from models.intake.reading import read_bytes, read_source
from models.task.deadlines import NOTHING


def read(text: str) -> Draft:
    return read_source(source_of_text(text))


def tree(draft: Draft) -> list[tuple[str, str, str | None]]:
    titles = {task.key: task.title for task in draft.tasks}
    return [(task.no, task.title, None if task.parent is None else titles[task.parent]) for task in draft.tasks]


def carried(task: Task) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return task.lead_units, task.support_units


# ---- the sample plan that is shipped ------------------------------------------------------------------------


@pytest.fixture(params=["plan.docx", "plan.txt"])
def sample(request: pytest.FixtureRequest, root: Path) -> Draft:
    path = root / "resources" / "sample" / request.param
    return read_bytes(path.read_bytes(), path.name).draft


def test_the_sample_plan_is_read_completely(sample: Draft) -> None:
    assert sample.kind is Kind.PLAN and sample.warnings == ()
    assert sample.title == "云溪市清河新区创建国家卫生城市专项整治行动工作方案（2026年）"
    assert [seat.group for seat in sample.seats] == ["清河新区创建国家卫生城市指挥部"] * 22 + ["办公室"] * 7
    assert len({seat.name for seat in sample.seats[:22]}) == 21, "one person sits twice"
    assert len(sample.tasks) == 8 and all(task.parent is None and not task.doubts for task in sample.tasks)
    assert carried(sample.tasks[2]) == (
        ("清河街道办事处", "柳堤街道办事处", "建设环保局"),
        ("经济发展局", "社会事务局", "财政局", "市城市管理局新区分局"),
    )
    assert [unit.role for unit in sample.tasks[2].units] == ["牵头单位"] * 3 + ["责任单位"] * 4
    assert [task.deadline for task in sample.tasks] == [
        "2026年9月底前",
        "10月底前",
        "",
        "",
        "",
        "",
        "每季度末前",
        "长期坚持",
    ]
    assert [task.due.to for task in sample.tasks[:2]] == [date(2026, 9, 30), date(2026, 10, 31)]
    assert [(phase.name, phase.due.from_) for phase in sample.phases] == [
        ("动员部署阶段", date(2026, 3, 1)),
        ("集中攻坚阶段", date(2026, 5, 1)),
        ("考核验收阶段", date(2026, 10, 1)),
    ]
    assert len(sample.targets) == 9
    assert [(duty.who, duty.deadline) for duty in sample.reporting] == [
        (("各牵头单位",), "4月10日前"),
        (("各责任单位",), "每月28日前"),
    ]
    assert [(cell.area, len(cell.points)) for cell in sample.cells] == [("清河街道", 7), ("柳堤街道", 4)]


def test_the_same_plan_reads_the_same_from_word_and_text(root: Path) -> None:
    readings = []
    for name in ("plan.docx", "plan.txt"):
        answer = as_json(read_bytes((root / "resources" / "sample" / name).read_bytes(), name).draft)
        for task in answer["tasks"]:
            del task["source"]  # blank lines count in the text only
        readings.append(answer)
    assert readings[0] == readings[1]


# ---- brackets, a rule sentence, items of a breakdown --------------------------------------------------------

BRACKETED = """XX县2024年优化营商环境任务分工方案

列第一位的为牵头单位。
一、提升政务服务水平
1.深化“一网通办”改革，政务服务事项网上可办率达到95%以上。（县行政审批局、县大数据中心，各乡镇负责，6月底前完成）
2.推进告知承诺制，年底前清理证明事项不少于20项。（责任单位：县司法局、县行政审批局等有关部门）
3．加快数据共享，建设统一平台。（县大数据中心牵头，县公安局配合）
二、优化市场准入
4.压缩企业开办时间。（县市场监管局会同有关部门负责）
5.推行“一业一证”改革试点。（县商务（经济）局、县住房和城乡建设局等按职责分工负责）
6.由县发展和改革局牵头，县财政局配合，建立项目会商机制。
"""


def test_brackets_with_a_rule_sentence_and_numbers_that_run_on() -> None:
    draft = read(BRACKETED)
    assert draft.kind is Kind.BREAKDOWN and draft.first_unit_leads and draft.years == (2024,)
    assert tree(draft) == [
        ("一", "提升政务服务水平", None),
        ("1", "深化“一网通办”改革", "提升政务服务水平"),
        ("2", "推进告知承诺制", "提升政务服务水平"),
        ("3", "加快数据共享", "提升政务服务水平"),
        ("二", "优化市场准入", None),
        ("4", "压缩企业开办时间", "优化市场准入"),
        ("5", "推行“一业一证”改革试点", "优化市场准入"),
        ("6", "建立项目会商机制", "优化市场准入"),
    ]
    assert carried(draft.tasks[1]) == (("县行政审批局",), ("县大数据中心", "各乡镇"))
    assert draft.tasks[1].body == "深化“一网通办”改革，政务服务事项网上可办率达到95%以上。"
    assert [task.due.to for task in draft.tasks[1:3]] == [date(2024, 6, 30), date(2024, 12, 31)]
    assert carried(draft.tasks[3]) == (("县大数据中心",), ("县公安局",))
    assert carried(draft.tasks[6]) == (("县商务（经济）局",), ("县住房和城乡建设局",))
    assert carried(draft.tasks[7]) == (("县发展和改革局",), ("县财政局",))
    assert draft.tasks[7].doubts, "units found in running text are shown as doubtful"
    assert ("政务服务事项网上可办率", "达到95%以上") in [(one.indicator, one.value) for one in draft.targets]


def test_several_duties_in_one_paragraph_become_tasks_of_their_own() -> None:
    draft = read(
        "二、重点任务\n（一）整治市容环境。1.清理占道经营。（市城管局负责）2.规范停车秩序，划定车位。（市"
        "公安局牵头，市住建局配合）\n"
        "（二）整治农贸市场。（市商务局负责）\n"
    )
    assert tree(draft) == [
        ("（一）", "整治市容环境", None),
        ("1", "清理占道经营", "整治市容环境"),
        ("2", "规范停车秩序", "整治市容环境"),
        ("（二）", "整治农贸市场", None),
    ]
    assert carried(draft.tasks[2]) == (("市公安局",), ("市住建局",))


# ---- label lines --------------------------------------------------------------------------------------------

WRAPPED = """　　清河市城区环境整治“百日攻坚”行动工作任务分解表
　　一、市容市貌整治
　　（一）整治占道经营。对主次干道流动摊点进行
集中清理，规范早夜市经营秩序，引导摊贩入市经
营，确保道路畅通。
　　牵头单位：市城管局
　　责任单位：各街道办事处、市公安局、市市场监
管局
　　完成时限：5月31日前
　　二、老旧小区整治
　　（二）完善基础设施。对1995年以前建成的小区
实施雨污分流、道路硬化改造。
　　责任单位：城区小区：市房管局
　　背街小巷：市城管局、市市政处
　　责任领导：张建军（副市长）
　　责任人：李小明、王  芳
　　时间节点：长期坚持
"""


def test_hard_wrapped_lines_sub_labels_people_and_lasting_times() -> None:
    draft = read(WRAPPED)
    assert [task.title for task in draft.tasks] == ["市容市貌整治", "整治占道经营", "老旧小区整治", "完善基础设施"]
    first, second = draft.tasks[1], draft.tasks[3]
    assert first.body == "对主次干道流动摊点进行集中清理，规范早夜市经营秩序，引导摊贩入市经营，确保道路畅通。"
    assert carried(first) == (("市城管局",), ("各街道办事处", "市公安局", "市市场监管局"))
    assert first.deadline == "5月31日前" and first.due == NOTHING, "no year stands anywhere"
    assert [(unit.scope, unit.name) for unit in second.units] == [
        ("城区小区", "市房管局"),
        ("背街小巷", "市城管局"),
        ("背街小巷", "市市政处"),
    ]
    assert second.lead_units == ("市房管局", "市城管局", "市市政处"), "responsible units lead where no lead is stated"
    assert [(one.role, one.name, one.post) for one in second.people] == [
        ("责任领导", "张建军", "副市长"),
        ("责任人", "李小明", ""),
        ("责任人", "王芳", ""),
    ]
    assert second.deadline == "长期坚持"


def test_labels_behind_the_last_of_several_items_belong_to_the_item_above() -> None:
    draft = read(
        "二、重点任务\n（一）工地扬尘治理\n1.规范围挡设置。\n2.落实湿法作业。\n牵头单位：区住建局\n配合单位：区城管局\n"
        "（二）餐饮油烟治理\n1.改造油烟净化设施。\n责任单位：区城管局\n2.建立监控平台。\n责任单位：区生态环境分局\n"
    )
    assert tree(draft) == [
        ("（一）", "工地扬尘治理", None),
        ("（二）", "餐饮油烟治理", None),
        ("1", "改造油烟净化设施", "餐饮油烟治理"),
        ("2", "建立监控平台", "餐饮油烟治理"),
    ]
    assert carried(draft.tasks[0]) == (("区住建局",), ("区城管局",))
    assert "1.规范围挡设置。" in draft.tasks[0].body and "2.落实湿法作业。" in draft.tasks[0].body


def test_words_of_a_label_on_the_lines_below_it() -> None:
    draft = read(
        "二、重点任务\n（一）整治市容\n牵头单位：\n市城管局\n配合单位：\n市公安局、各街道\n完成时限：\n9月底前\n"
    )
    (task,) = draft.tasks
    assert carried(task) == (("市城管局",), ("市公安局", "各街道"))
    assert task.deadline == "9月底前"


def test_overseers_are_neither_leads_nor_helpers() -> None:
    draft = read("二、重点任务\n（一）整治市容\n责任单位：市城管局\n督导单位：市创卫办\n")
    (task,) = draft.tasks
    assert carried(task) == (("市城管局",), ())
    assert [(unit.name, unit.duty) for unit in task.units][1] == ("市创卫办", Duty.OVERSEE)


def test_a_document_in_one_paragraph() -> None:
    draft = read(
        "关于开展全区农贸市场专项整治的工作方案 为进一步规范农贸市场管理，制定本方案。 一、工作目标 力争"
        "到2025年底，全区农贸市场达标率达到90%以上。 "
        "二、重点任务 （一）实施标准化改造。按照标准对老旧市场进行改造。牵头单位：区市场监管局。配合单位"
        "：区商务局、各街道。完成时限：9月底前。 "
        "（二）整治市场周边环境。清理占道经营，规范停车秩序。牵头单位：区城管局 配合单位：区公安分局、各"
        "街道 三、实施步骤 "
        "（一）动员部署阶段（2025年3月）。召开动员会。 （二）集中整治阶段（2025年4月至10月）。全面整治。 "
        "四、工作要求 各街道于每月25日前将工作进展报区市场监管局。"
    )
    assert draft.kind is Kind.PLAN and draft.title == "关于开展全区农贸市场专项整治的工作方案"
    assert [(task.no, task.title, *carried(task)) for task in draft.tasks] == [
        ("（一）", "实施标准化改造", ("区市场监管局",), ("区商务局", "各街道")),
        ("（二）", "整治市场周边环境", ("区城管局",), ("区公安分局", "各街道")),
    ]
    assert draft.tasks[0].due.to == date(2025, 9, 30), "all times that name a year name this one"
    assert [(phase.name, phase.time) for phase in draft.phases] == [
        ("动员部署阶段", "2025年3月"),
        ("集中整治阶段", "2025年4月至10月"),
    ]
    assert [(target.indicator, target.value) for target in draft.targets] == [("全区农贸市场达标率", "达到90%以上")]
    assert [duty.what for duty in draft.reporting] == ["工作进展"]


def test_a_plan_without_units_keeps_its_tasks() -> None:
    draft = read(
        "创建工作方案\n一、指导思想\n以人民为中心。\n二、主要任务\n（一）整治市容\n清理街巷。\n（二）整治"
        "市场\n改造市场。\n"
    )
    assert tree(draft) == [("（一）", "整治市容", None), ("（二）", "整治市场", None)]
    assert all(not task.units and not task.doubts for task in draft.tasks)


def test_an_item_without_units_among_others_with_units_is_doubtful() -> None:
    draft = read("二、主要任务\n（一）整治市容\n牵头单位：市城管局\n（二）整治市场\n改造市场。\n")
    assert [bool(task.doubts) for task in draft.tasks] == [False, True]


def test_praise_requirements_and_aims_are_no_tasks() -> None:
    draft = read(
        "创建工作方案\n一、指导思想\n（一）坚持人民至上。各级要提高认识。\n二、工作目标\n（一）环境改善。"
        "\n三、主要任务\n（一）整治市容\n"
        "牵头单位：市城管局\n四、保障措施\n（一）加强组织领导。各单位要高度重视。\n（二）强化督查。定期通报。\n"
    )
    assert [task.title for task in draft.tasks] == ["整治市容"]


def test_duties_listed_by_unit() -> None:
    draft = read(
        "各部门职责分工\n一、部门职责\n区教育局：负责学校环境卫生，组织开展宣传活动。\n区商务局、区市场监"
        "管局：负责市场改造。\n"
    )
    assert [(task.body, task.lead_units) for task in draft.tasks] == [
        ("负责学校环境卫生，组织开展宣传活动。", ("区教育局",)),
        ("负责市场改造。", ("区商务局", "区市场监管局")),
    ]


def test_a_stated_count_of_units_is_checked() -> None:
    draft = read("二、主要任务\n（一）整治市容\n牵头单位：市城管局\n配合单位：市公安局、市住建局等9个部门和单位\n")
    assert draft.warnings == ("“配合单位”标注9个单位，实际读到2个",)


def test_masked_years_give_no_dates() -> None:
    draft = read("202x年创建工作方案\n二、主要任务\n（一）整治市容\n牵头单位：市城管局\n完成时限：9月底前\n")
    assert draft.years == () and draft.tasks[0].due == NOTHING


def test_a_place_list_under_its_heading() -> None:
    draft = read(
        "改造计划\n二、市场名单\n城东街道（3个）：东门市场、河滨、柳林农贸市场\n城西街道：西关市场、桥头市场\n"
    )
    assert [(cell.area, [point.name for point in cell.points]) for cell in draft.cells] == [
        ("城东街道", ["东门市场", "河滨", "柳林农贸市场"]),
        ("城西街道", ["西关市场", "桥头市场"]),
    ]


def test_duties_without_numbers_below_the_heading_of_a_chapter() -> None:
    draft = read(
        """XX县2024年重点工作
二、重点任务
整治市容环境。清理占道经营。（县城管局负责）
——整治农贸市场，改造提升。（*县商务局、XX县市场监管局负责）
三、其他任务
整治老旧小区
完善基础设施。
牵头单位：县住建局
完成时限：10月底前
整治背街小巷
牵头单位：县城管局
配合单位：各乡镇
"""
    )
    assert [(task.title, *carried(task), task.parent) for task in draft.tasks] == [
        ("整治市容环境", ("县城管局",), (), None),
        ("整治农贸市场", ("*县商务局", "XX县市场监管局"), (), None),
        ("整治老旧小区", ("县住建局",), (), None),
        ("整治背街小巷", ("县城管局",), ("各乡镇",), None),
    ]
    assert draft.tasks[2].body == "完善基础设施。" and draft.tasks[2].due.to == date(2024, 10, 31)


def test_a_paper_without_any_number() -> None:
    draft = read("关于做好迎检工作的通知\n清理占道经营，规范停车。\n责任单位：区城管局\n")
    assert [(task.title, task.body, task.lead_units) for task in draft.tasks] == [
        ("清理占道经营", "清理占道经营，规范停车。", ("区城管局",))
    ]


def test_numbers_with_points_are_items_and_quantities_are_not() -> None:
    draft = read("工作任务\n1.1 完善机制\n责任单位：区委办\n3.5万元用于宣传。\n1.2 加强督查\n责任单位：区政府办\n")
    assert [(task.no, task.title) for task in draft.tasks] == [("1.1", "完善机制"), ("1.2", "加强督查")]


def test_contacts_one_a_line() -> None:
    draft = read("通讯录\n县城管局  张三  副局长  13800000000\n县教育局  李  四  0731-5551234\n")
    assert draft.kind is Kind.CONTACTS
    assert [(one.unit, one.name, one.post, one.phone) for one in draft.contacts] == [
        ("县城管局", "张三", "副局长", "13800000000"),
        ("县教育局", "李四", "", "0731-5551234"),
    ]
