"""Papers of other layouts: closings, notices with their schemes, duties told in sentences, tables of our own."""

from datetime import date

import pytest

from models.intake.draft import Draft, Kind, Task
from models.intake.loaders.text import source_of_text
from models.intake.reading import read_bytes, read_source
from models.task.deadlines import NOTHING
from tests.documents import word


def read(text: str) -> Draft:
    return read_source(source_of_text(text))


def tree(draft: Draft) -> list[tuple[str, str, str | None]]:
    titles = {task.key: task.title for task in draft.tasks}
    return [(task.no, task.title, None if task.parent is None else titles[task.parent]) for task in draft.tasks]


def carried(task: Task) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return task.lead_units, task.support_units


CLOSED = """重点工作责任分解
一、重点工作
1.加强养老服务，新增床位不少于1000张。（责任单位：市民政局；完成时限：持续推进）
2.办好教育事业。新建幼儿园12所，普及率达到92%。（市教育局负责。完成时限：2025年8月底前）
联系人：市政府督查室  王海  电话：0799-6660000
云江市人民政府办公室
2025年3月1日
（此件公开发布）
"""


def test_signature_date_and_contact_belong_to_no_task() -> None:
    draft = read(CLOSED)
    assert [(task.title, task.body, task.deadline, task.people) for task in draft.tasks] == [
        ("加强养老服务", "加强养老服务，新增床位不少于1000张。", "持续推进", ()),
        ("办好教育事业", "新建幼儿园12所，普及率达到92%。", "2025年8月底前", ()),
    ]
    assert [(one.unit, one.name, one.phone) for one in draft.contacts] == [("市政府督查室", "王海", "0799-6660000")]


NOTICE = """关于印发《202X年全区爱国卫生月活动实施方案》的通知
各镇（街道），区直各单位：
　　现将《202X年全区爱国卫生月活动实施方案》印发给你们，请认真组织实施。
　　　　　　　　　　　　　　　　　　　　　　　区爱卫办
　　　　　　　　　　　　　　　　　　　　　　　202X年4月1日
202X年全区爱国卫生月活动实施方案
　　一、活动时间
　　202X年4月1日至30日
　　二、活动内容
　　（一）开展环境卫生整治。各镇（街道）组织“周末大扫除”活动。（责任单位：各镇（街道），区城管局）
　　（二）开展病媒生物防制。区疾控中心牵头，各单位配合，4月20日前完成集中消杀。
　　（三）开展健康宣传。区卫健局会同区融媒体中心制作宣传片不少于2部。
　　三、工作要求
　　（一）加强领导。各单位要落实专人负责。
　　（二）及时报送信息。各单位每周报送工作信息不少于1条，活动总结于5月5日前报区爱卫办。
"""


def test_a_notice_with_its_scheme() -> None:
    draft = read(NOTICE)
    assert draft.kind is Kind.PLAN and draft.years == ()
    assert [(task.title, *carried(task), bool(task.doubts)) for task in draft.tasks] == [
        ("开展环境卫生整治", ("各镇（街道）", "区城管局"), (), False),
        ("开展病媒生物防制", ("区疾控中心",), ("各单位",), True),
        ("开展健康宣传", ("区卫健局",), ("区融媒体中心",), True),
    ]
    assert draft.tasks[1].deadline == "4月20日前" and draft.tasks[1].due == NOTHING
    assert [(duty.what, duty.deadline, duty.to) for duty in draft.reporting] == [
        ("工作信息", "每周", ""),
        ("活动总结", "5月5日前", "区爱卫办"),
    ]
    assert ("宣传片", "不少于2部") in [(target.indicator, target.value) for target in draft.targets]


SPOKEN = """XX区安全生产专项整治“回头看”实施方案
    为深入贯彻落实上级部署要求，现制定如下方案。
    一、整治重点
    （一）危险化学品。由区应急局牵头，区工信局、区市场监管局等部门配合，对全区企业开展检查，确保隐患整改率100%。
    （二）道路交通。由区公安分局负责，重点整治超限超载。
    （三）消防安全。区消防救援大队会同区住建局开展消防检查，5月底前完成。
    （四）建设工程。住建部门要加大检查力度。
    二、方法步骤
    第一阶段：自查自纠（即日起至4月30日）。各单位开展自查。
    第二阶段：集中检查（5月1日至8月31日）。各牵头单位组织检查。
    三、工作要求
    请各单位每周五下午5时前将整治情况报送至区安委办，并于9月25日前报送工作总结。
"""


def test_a_plan_that_says_in_sentences_who_carries_what() -> None:
    draft = read(SPOKEN)
    assert [(task.title, *carried(task)) for task in draft.tasks] == [
        ("危险化学品", ("区应急局",), ("区工信局", "区市场监管局")),
        ("道路交通", ("区公安分局",), ()),
        ("消防安全", ("区消防救援大队",), ("区住建局",)),
        ("建设工程", (), ()),
    ]
    assert all(task.doubts for task in draft.tasks)
    assert draft.tasks[2].deadline == "5月底前"
    assert [(phase.name, phase.time) for phase in draft.phases] == [
        ("自查自纠", "即日起至4月30日"),
        ("集中检查", "5月1日至8月31日"),
    ]
    assert [(duty.who, duty.what, duty.deadline, duty.due.every) for duty in draft.reporting] == [
        (("各单位",), "整治情况", "每周五下午5时前", "FREQ=WEEKLY;BYDAY=FR"),
        (("各单位",), "工作总结", "9月25日前", None),
    ]


def test_articles_of_rules_are_no_tasks() -> None:
    draft = read(
        "第一章　总则\n第一条　为规范工作，制定本办法。\n第二条　本办法适用于各单位。\n第三条　考核实行百分制。\n"
    )
    assert draft.kind is Kind.RULES and draft.tasks == ()


# ---- tables -------------------------------------------------------------------------------------------------

ROWS = [
    ["创建任务分解表"],
    ["序号", "大项", "工作任务", "牵头单位", "责任单位", "完成时限"],
    ["1", "市容环境", "清理背街小巷", "市城管局", "各街道\n市公安局", "2024年6月底前"],
    ["2", "", "整治户外广告", "市城管局", "市住建局", "长期坚持"],
    ["3", "农贸市场", "标准化改造，达标率≥90%", "市商务局", "", "年底前"],
]


def test_a_table_with_merged_big_items() -> None:
    draft = read_bytes(word.document(word.table(ROWS, down=[(1, 2, 3)], title=True)), "a.docx").draft
    assert tree(draft) == [
        ("", "市容环境", None),
        ("1", "清理背街小巷", "市容环境"),
        ("2", "整治户外广告", "市容环境"),
        ("", "农贸市场", None),
        ("3", "标准化改造，达标率≥90%", "农贸市场"),
    ]
    assert carried(draft.tasks[1]) == (("市城管局",), ("各街道", "市公安局"))
    assert draft.tasks[1].due.to == date(2024, 6, 30)
    assert draft.kind is Kind.BREAKDOWN


@pytest.mark.parametrize("separator", ["\t", "|"])
def test_a_table_in_plain_text(separator: str) -> None:
    rows = [
        ["序号", "重点任务", "具体内容", "牵头单位", "完成时限"],
        ["1", "市容", "清理占道经营", "街道城管办", "3月底前"],
    ]
    draft = read("街道责任清单\n" + "\n".join(separator.join(row) for row in rows))
    (task,) = draft.tasks
    assert (task.no, task.title, task.body, task.lead_units, task.deadline) == (
        "1",
        "市容",
        "清理占道经营",
        ("街道城管办",),
        "3月底前",
    )


def test_cells_of_a_table_glued_one_below_the_other() -> None:
    cells = [
        "序号",
        "工作任务",
        "牵头单位",
        "完成时限",
        "1",
        "清理街巷",
        "区城管局",
        "6月底前",
        "2",
        "改造市场",
        "区商务局",
        "9月底前",
    ]
    draft = read("任务分解表\n" + "\n".join(cells))
    assert [(task.no, task.title, task.lead_units, task.deadline) for task in draft.tasks] == [
        ("1", "清理街巷", ("区城管局",), "6月底前"),
        ("2", "改造市场", ("区商务局",), "9月底前"),
    ]


def test_member_contact_and_place_tables() -> None:
    members = word.table([["姓名", "单位及职务", "组内职务"], ["樊正阳", "市长", "组长"], ["祝明", "副市长", "副组长"]])
    contacts = word.table([["单位", "姓名", "职务", "联系电话"], ["市城管局", "何越", "科长", "13800000000"]])
    places = word.table(
        [
            ["区", "市场名称", "批次", "进度"],
            ["临江区", "橘园市场", "第一批", "完成45%"],
            ["临江区", "江湾市场", "第二批", ""],
        ]
    )
    draft = read_bytes(word.document(members, contacts, places), "a.docx").draft
    assert [(seat.role, seat.name, seat.post) for seat in draft.seats] == [
        ("组长", "樊正阳", "市长"),
        ("副组长", "祝明", "副市长"),
    ]
    assert [(one.unit, one.name, one.post, one.phone) for one in draft.contacts] == [
        ("市城管局", "何越", "科长", "13800000000")
    ]
    (cell,) = draft.cells
    assert [(point.name, point.batch, point.progress) for point in cell.points] == [
        ("橘园市场", "第一批", 45),
        ("江湾市场", "第二批", None),
    ]


def test_headings_that_are_units_carry_the_items_below_them() -> None:
    draft = read(
        "农贸市场整治方案\n二、工作任务及责任分工\n（一）区商务局\n1.牵头制定整治方案；\n2.负责市场改造提升。\n"
        "（二）区市场监管局、区城管局\n1.配合做好市场秩序整治。\n（三）各街道办事处\n负责辖区内周边环境整治。\n"
    )
    assert [(task.title, *carried(task)) for task in draft.tasks] == [
        ("牵头制定整治方案", ("区商务局",), ()),
        ("负责市场改造提升", ("区商务局",), ()),
        ("配合做好市场秩序整治", (), ("区市场监管局", "区城管局")),
        ("负责辖区内周边环境整治", ("各街道办事处",), ()),
    ]


def test_brackets_of_nothing_but_units_are_read_where_several_items_end_in_them() -> None:
    draft = read(
        "重点任务\n二、重点任务\n1.整治占道经营。加强巡查。（区城管局、各街道）\n2.规范停车秩序。（公安分局、城管局）\n"
        "3.推进垃圾分类。（区城管局牵头，区住建局配合）\n"
    )
    assert [carried(task) for task in draft.tasks] == [
        (("区城管局", "各街道"), ()),
        (("公安分局", "城管局"), ()),
        (("区城管局",), ("区住建局",)),
    ]
    assert draft.tasks[0].body == "加强巡查。"


def test_units_that_a_dated_sentence_speaks_to_are_doubtful() -> None:
    draft = read("专项行动方案\n三、工作内容\n（一）开展集中清理。各街道要在4月底前完成卫生死角清理。\n")
    (task,) = draft.tasks
    assert task.lead_units == ("各街道",) and task.unsure == ("units",)


LOOSE = """整治方案
二、任务
1.清理街巷。主责部门:县城管局 协办单位:县公安局 时间节点:6月底前
2.改造市场。牵头部门（县商务局）配合部门（县公安局、县城管局）
3.完善设施，牵头单位是县住建局，配合单位是各乡镇。
4.【牵头单位】县教育局
"""


def test_labels_without_colons_in_running_text() -> None:
    draft = read(LOOSE)
    assert [(task.title, *carried(task)) for task in draft.tasks][:3] == [
        ("清理街巷", ("县城管局",), ("县公安局",)),
        ("改造市场", ("县商务局",), ("县公安局", "县城管局")),
        ("完善设施", ("县住建局",), ("各乡镇",)),
    ]


def test_decisions_of_a_meeting_are_doubtful_duties_titled_by_what_is_to_be_done() -> None:
    draft = read(
        "会议纪要\n一、由市商务局牵头，市城管局配合，制定改造方案，4月底前完成。\n二、各区要加快进度，6月底前完成。\n"
    )
    assert [(task.title, *carried(task), bool(task.doubts)) for task in draft.tasks] == [
        ("制定改造方案", ("市商务局",), ("市城管局",), True),
        ("各区要加快进度", ("各区",), (), True),
    ]
