"""Lines of people, contacts and ledgers in prose, in the many forms that papers give them; invented names."""

import pytest

from models.intake.draft import Draft, Kind
from models.intake.loaders.text import source_of_text
from models.intake.reading import read_source

Row = tuple[str, str, str]


def read(text: str) -> Draft:
    return read_source(source_of_text(text))


HEAD = "创卫领导小组成员名单\n"
PEOPLE: dict[str, tuple[str, list[Row]]] = {
    "names apart by blanks": (
        HEAD + "副组长:钱家豪  杨凤霞  蒋春华\n",
        [("副组长", "钱家豪", ""), ("副组长", "杨凤霞", ""), ("副组长", "蒋春华", "")],
    ),
    "persons with posts in brackets": (
        HEAD + "副组长：王方（区委常委、副区长）  赵明（副区长）\n",
        [("副组长", "王方", "区委常委、副区长"), ("副组长", "赵明", "副区长")],
    ),
    "comrades": (HEAD + "组长：张帆同志\n", [("组长", "张帆", "")]),
    "posts without names": (
        HEAD + "组长：市政府分管领导\n副组长：市商务局主要负责人\n",
        [("组长", "", "市政府分管领导"), ("副组长", "", "市商务局主要负责人")],
    ),
    "roles on lines of their own": (
        HEAD + "组长\n张帆  市长\n副组长\n李越  副市长\n王芳  副市长\n",
        [("组长", "张帆", "市长"), ("副组长", "李越", "副市长"), ("副组长", "王芳", "副市长")],
    ),
    "a post that is cut before its last word": (
        HEAD + "成员：彭波  团市委党组成员、\n副主任\n冯军  市公安局副局长\n",
        [("成员", "彭波", "团市委党组成员、副主任"), ("成员", "冯军", "市公安局副局长")],
    ),
    "told in a sentence with posts": (
        "成立老旧小区改造工作领导小组，由市委常委、常务副市长曹波任组长，彭红梅、杨文斌任副组长。\n",
        [("组长", "曹波", "市委常委、常务副市长"), ("副组长", "彭红梅", ""), ("副组长", "杨文斌", "")],
    ),
    "任 as a surname": ("成立创城领导小组，由管委会主任任一帆任组长。\n", [("组长", "任一帆", "管委会主任")]),
    "roles within a sentence": (
        "成立创城工作领导小组，组长：彭华；副组长：苏俊、何越；成员单位：市教育局、市公安局。\n",
        [("组长", "彭华", ""), ("副组长", "苏俊", ""), ("副组长", "何越", "")],
    ),
    "posts of several units": (
        HEAD + "组长由分管副市长担任，副组长由市政府副秘书长、市商务局局长担任。\n",
        [("组长", "", "分管副市长"), ("副组长", "", "市政府副秘书长"), ("副组长", "", "市商务局局长")],
    ),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_people(name: str) -> None:
    text, rows = PEOPLE[name]
    assert [(seat.role, seat.name, seat.post) for seat in read(text).seats if not seat.unit] == rows


def test_a_group_founded_in_one_sentence_with_its_office() -> None:
    draft = read(
        "三、组织领导\n成立由区长任组长，分管副区长任副组长，区直有关部门主要负责人为成员的创卫工作领导小组，"
        "领导小组下设办公室在区卫健局，由区卫健局局长王芳同志兼任办公室主任。\n"
    )
    assert [(seat.group, seat.role, seat.name, seat.post, seat.unit) for seat in draft.seats] == [
        ("创卫工作领导小组", "组长", "", "区长", ""),
        ("创卫工作领导小组", "副组长", "", "分管副区长", ""),
        ("创卫工作领导小组", "成员", "", "", "区直有关部门"),
        ("办公室", "办公室主任", "王芳", "区卫健局局长", ""),
    ]


def test_an_office_whose_people_stand_behind_colons() -> None:
    draft = read(
        "创城领导小组名单\n组长：张帆  市长\n"
        "领导小组办公室设在市城管局，负责协调。办公室主任：许英（兼）；副主任：马磊、姜德胜。\n"
    )
    office = [(seat.role, seat.name) for seat in draft.seats if seat.group.endswith("办公室")]
    assert office == [("主任", "许英"), ("副主任", "马磊"), ("副主任", "姜德胜")]


def test_groups_named_on_lines_without_numbers() -> None:
    draft = read("创城指挥部成员名单\n成员：任国栋  市城管局\n宣传报道组\n组长：严军  宣传部部长\n")
    assert [(seat.group, seat.role, seat.name, seat.post) for seat in draft.seats] == [
        ("创城指挥部", "成员", "任国栋", "市城管局"),
        ("宣传报道组", "组长", "严军", "宣传部部长"),
    ]


def test_a_count_of_member_units_is_checked() -> None:
    draft = read(HEAD + "组成单位：市商务局、市城管局等11个部门和单位\n")
    assert draft.units == ("市商务局", "市城管局") and draft.warnings == ("“组成单位”标注11个，实际读到2个",)


CONTACTS: list[tuple[str, list[tuple[str, str, str, str]]]] = [
    ("通讯录\n区财政局　马伟　股长　0700-2580418\n", [("区财政局", "马伟", "股长", "0700-2580418")]),
    ("通讯录\n1.区城管局：张帆（13800138000）\n", [("区城管局", "张帆", "", "13800138000")]),
    ("通讯录\n区教育局 联络员 王芳 8888888\n", [("区教育局", "王芳", "联络员", "8888888")]),
    ("联络员名单\n区商务局\n李  越  科员  13900139000\n", [("区商务局", "李越", "科员", "13900139000")]),
]


@pytest.mark.parametrize(("text", "rows"), CONTACTS)
def test_contacts(text: str, rows: list[tuple[str, str, str, str]]) -> None:
    draft = read(text)
    assert draft.kind is Kind.CONTACTS
    assert [(one.unit, one.name, one.post, one.phone) for one in draft.contacts] == rows


LEDGER = """平川县安全生产问题整改清单
1.银杏市场：熟食摊位无防蝇设施。
整改措施：加装纱罩；清理垃圾
整改单位：县公安局、县市场监管局
责任人：钱小燕
整改期限：2024年6月底前
2.金桂市场：活禽区未隔离。整改措施：设置隔断。责任单位：县商务局。责任人：王立新。整改时限：长期坚持。
3.存在问题：消防通道被占用
"""


def test_a_ledger_in_prose() -> None:
    draft = read(LEDGER)
    assert draft.kind is Kind.LEDGER and draft.tasks == ()
    first, second, third = draft.problems
    assert (first.no, first.place, first.problem, first.measures) == (
        "1",
        "银杏市场",
        "熟食摊位无防蝇设施",
        ("加装纱罩", "清理垃圾"),
    )
    assert (first.lead_units, first.people[0].name, first.deadline) == (
        ("县公安局", "县市场监管局"),
        "钱小燕",
        "2024年6月底前",
    )
    assert (second.place, second.problem, second.measures) == ("金桂市场", "活禽区未隔离", ("设置隔断",))
    assert (second.lead_units, second.deadline) == (("县商务局",), "长期坚持")
    assert third.problem == "消防通道被占用" and third.unsure == ("units",) and not first.doubts


def test_the_paper_that_a_notice_sends_round_gives_the_title() -> None:
    draft = read(
        "县政府办公室关于印发《云溪县创建工作方案》的通知\n各乡镇：\n现将《云溪县创建工作方案》印发给你们。\n县政府办公室\n2024年3月1日\n"
        "云溪县创建工作方案\n一、主要任务\n（一）整治市容。责任单位：县城管局\n"
    )
    assert draft.title == "云溪县创建工作方案" and [task.title for task in draft.tasks] == ["整治市容"]


def test_marks_of_drafts_and_numbers_of_papers_are_no_part_of_the_title() -> None:
    assert (
        read("云政办〔202x〕19号\n云溪县创建工作方案（2024年）\n（征求意见稿）\n各乡镇：\n一、主要任务\n").title
        == "云溪县创建工作方案（2024年）"
    )
