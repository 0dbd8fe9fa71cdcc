"""Field readers, a table of forms each: labels, units, who carries a duty, times, targets, hand-ins, places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.draft import Duty
from models.intake.fields.labels import label_of, pieces_of
from models.intake.fields.reporting import reporting_in
from models.intake.fields.responsibility import of_bracket, of_sentences, rules_in
from models.intake.fields.sites import sites_in
from models.intake.fields.targets import targets_in
from models.intake.fields.times import deadlines_in, time_alone
from models.intake.fields.units import units_of

UNITS = [
    ("市城管局、江北街道办事处。", ["市城管局", "江北街道办事处"]),
    ("县商务（经济）局、县住房和城乡建设局，各乡镇", ["县商务（经济）局", "县住房和城乡建设局", "各乡镇"]),
    ("市发展和改革局及市财政局", ["市发展和改革局", "市财政局"]),
    ("市委宣传部和文明办", ["市委宣传部", "文明办"]),
    ("市文化和旅游局、自然资源和规划局", ["市文化和旅游局", "自然资源和规划局"]),
    ("人力资源和社会保障局与市民政局", ["人力资源和社会保障局", "市民政局"]),
    ("市教育局、市卫健委等有关部门", ["市教育局", "市卫健委"]),
    ("市公安局、市交通运输局等按职责分工负责", ["市公安局", "市交通运输局"]),
    ("各区、各街道、区直各部门、各有关单位、各成员单位", ["各区", "各街道", "区直各部门", "各有关单位", "各成员单位"]),
    ("商务局，各区；财政局", ["商务局", "各区", "财政局"]),
    ("市商务局（牵头）、市城管局（配合）", ["市商务局", "市城管局"]),
    ("各县（市、区）人民政府", ["各县（市、区）人民政府"]),
    ("相关部门", []),
    ("有关部门和单位", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), UNITS)
def test_units(text: str, names: list[str]) -> None:
    assert list(units_of(text).names) == names


def test_a_role_behind_a_name_and_a_part_before_it() -> None:
    marked = units_of("市商务局（牵头）、市城管局（配合）").units
    assert [unit.mark for unit in marked] == [Duty.LEAD, Duty.SUPPORT]
    parted = units_of("城区小区：市房管局；背街小巷：市城管局、市政处").units
    assert [(unit.scope, unit.name) for unit in parted] == [
        ("城区小区", "市房管局"),
        ("背街小巷", "市城管局"),
        ("背街小巷", "市政处"),
    ]


@pytest.mark.parametrize(
    ("text", "stated"), [("市教育局、市卫健委等9个部门和单位", 9), ("甲局、乙局（15个）", 15), ("甲局、乙局", None)]
)
def test_stated_counts(text: str, stated: int | None) -> None:
    assert units_of(text).stated == stated
    assert len(units_of(text).units) == 2


LABELS = [
    ("牵头单位", Duty.LEAD),
    ("牵头责任单位", Duty.LEAD),
    ("主责部门", Duty.LEAD),
    ("主办单位", Duty.LEAD),
    ("责任单位", Duty.RESPONSIBLE),
    ("责 任 部 门", Duty.RESPONSIBLE),
    ("承办单位", Duty.RESPONSIBLE),
    ("配合单位", Duty.SUPPORT),
    ("协办单位", Duty.SUPPORT),
    ("督导单位", Duty.OVERSEE),
    ("验收单位", Duty.OVERSEE),
    ("责任领导", None),
    ("包联领导", None),
    ("联系人", None),
    ("完成时限", None),
    ("整改时限", None),
    ("时间节点", None),
]


@pytest.mark.parametrize(("word", "duty"), LABELS)
@pytest.mark.parametrize("colon", ["：", ":", "：  "])
def test_label_lines(word: str, duty: Duty | None, colon: str) -> None:
    before, (piece,) = pieces_of(f"{word}{colon}市商务局。")
    assert (before, piece.value, piece.label.duty) == ("", "市商务局", duty)


@pytest.mark.parametrize("text", ["各牵头单位：要认真", "工作目标：达标", "会议要求：", "由牵头单位负责", ""])
def test_what_is_no_label(text: str) -> None:
    assert pieces_of(text) == (text, ())
    assert label_of("目标") is None


def test_a_label_without_a_colon_set_off_by_a_blank() -> None:
    assert pieces_of("牵头单位　市商务局")[1][0].value == "市商务局"


def test_several_labels_in_one_line() -> None:
    _, pieces = pieces_of("牵头单位：甲局；配合单位：乙局、丙局。完成时限：6月底前。")
    assert [piece.value for piece in pieces] == ["甲局", "乙局、丙局", "6月底前"]


L, R, S = "lead", "responsible", "support"
BRACKETS: list[tuple[str, list[tuple[str, str]], list[str]]] = [
    ("牵头单位：甲局，配合单位：乙局、丙局，各区", [("甲局", L), ("乙局", S), ("丙局", S), ("各区", S)], []),
    ("责任单位：甲局、乙局", [("甲局", R), ("乙局", R)], []),
    ("甲局、乙局负责", [("甲局", R), ("乙局", R)], []),
    ("甲局牵头，乙局配合", [("甲局", L), ("乙局", S)], []),
    ("甲局牵头，乙局、丙局等配合，6月底前完成", [("甲局", L), ("乙局", S), ("丙局", S)], ["6月底前"]),
    (
        "市商务局牵头；市城管局、市住建局配合；年底前完成",
        [("市商务局", L), ("市城管局", S), ("市住建局", S)],
        ["年底前"],
    ),
    ("甲局、乙局等按职责分工负责", [("甲局", R), ("乙局", R)], []),
    ("市商务局会同有关部门负责", [("市商务局", R)], []),
    ("市商务局会同市财政局负责", [("市商务局", R), ("市财政局", S)], []),
    ("市商务局负责；2024年底前", [("市商务局", R)], ["2024年底前"]),
]


@pytest.mark.parametrize(("content", "units", "times"), BRACKETS)
def test_brackets_that_say_who(content: str, units: list[tuple[str, str]], times: list[str]) -> None:
    said = of_bracket(content)
    assert said is not None
    assert [(unit.name, unit.duty.value) for unit in said.units] == units
    assert said.deadlines == times


@pytest.mark.parametrize(
    "content", ["含未开发地块", "拆迁工地", "简称：创卫办", "PPP", "4月-5月", "甲局、乙局", "2019年"]
)
def test_brackets_about_something_else(content: str) -> None:
    assert of_bracket(content) is None


def test_a_rule_sentence_lets_brackets_hold_units_alone() -> None:
    assert rules_in("括号内列第一位的为牵头单位") == (True, True)
    assert rules_in("各单位要高度重视") == (False, False)
    said = of_bracket("市商务局、市城管局、各区", bare_units=True)
    assert said is not None and [unit.order for unit in said.units] == [1, 2, 3]
    assert of_bracket("含未开发地块、空地", bare_units=True) is None


SENTENCES: list[tuple[str, list[tuple[str, str]]]] = [
    ("由市商务局牵头，市城管局、市市场监管局配合，开展整治。", [("市商务局", L), ("市城管局", S), ("市市场监管局", S)]),
    ("清河街道办事处、建设环保局组织相关部门整治老旧小区，推进改造。", [("清河街道办事处", L), ("建设环保局", L)]),
    ("市商务局会同市财政局制定办法。", [("市商务局", L), ("市财政局", S)]),
    ("我们组织相关部门开展检查。", []),
    ("由公安、交警、执法部门按各自职能分工依法进行查处。", []),
    ("加强组织领导。", []),
]


@pytest.mark.parametrize(("text", "units"), SENTENCES)
def test_sentences_that_say_who(text: str, units: list[tuple[str, str]]) -> None:
    assert [(unit.name, unit.duty.value) for unit in of_sentences(text).units] == units


DEADLINES = [
    ("6月底前完成改造，10月底前验收", ("6月底前", "10月底前")),
    ("请于5月31日前报送", ("5月31日前",)),
    ("在2月中、下旬前基本完成", ("2月中、下旬前",)),
    ("于动员部署会议后第二天上报", ("动员部署会议后第二天",)),
    ("202x年5月底前建成", ("202x年5月底前",)),
    ("于12月20日全面启动，1月16日进行了评审", ()),
    ("近年来，2018年以来，连续3年", ()),
    ("持续推进改革，长期坚持不懈", ()),
    ("5年内创建成果显著", ()),
]


@pytest.mark.parametrize(("text", "found"), DEADLINES)
def test_deadlines_in_prose(text: str, found: tuple[str, ...]) -> None:
    assert deadlines_in(text) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("6月底前完成", "6月底前"),
        ("4月-5月", "4月-5月"),
        ("长期坚持", "长期坚持"),
        ("市商务局", ""),
        ("召开会议3次", ""),
    ],
)
def test_a_text_that_is_only_a_time(text: str, words: str) -> None:
    assert time_alone(text) == words


TARGETS = [
    ("餐饮业，集体食堂量化分级管理率≥90%，落实制度", [("餐饮业，集体食堂量化分级管理率", "≥90%")]),
    ("确保农贸市场达标率达到95%以上", [("农贸市场达标率", "达到95%以上")]),
    ("绿化覆盖率不低于70%。", [("绿化覆盖率", "不低于70%")]),
    ("地区生产总值增长6.2%左右", [("地区生产总值", "增长6.2%左右")]),
    ("如人均公共绿地面积从7.5提高到8.5平方米", [("人均公共绿地面积", "从7.5提高到8.5平方米")]),
    ("污水集中处理率从50%提高到85%", [("污水集中处理率", "从50%提高到85%")]),
    ("全年报送信息不少于20份", [("报送信息", "不少于20份")]),
    ("各单位年内至少开展2次健康讲座", [("健康讲座", "年内至少开展2次")]),
    ("6月底前完成工程量的45%", [("工程量", "完成工程量的45%")]),
    ("居民收入增长与经济增长基本同步", [("居民收入增长与经济增长", "基本同步")]),
    ("查看了4家农贸市场，持续开展了15年", []),
    ("目前覆盖率已达到80%", []),
    ("10个大项、76个小项", []),
]


@pytest.mark.parametrize(("text", "found"), TARGETS)
def test_targets(text: str, found: list[tuple[str, str]]) -> None:
    assert [(figure.indicator, figure.value) for figure in targets_in(text)] == found


MAIL = "请各牵头部门于5月31日前将整治方案、联络员名单报送至区创卫办邮箱（a@b.cn）。"
QUARTER = "每季度最后一个月的30日前，各成员单位向领导小组办公室报送工作进展情况。"
REPORTS = [
    (MAIL, ("各牵头部门",), "整治方案、联络员名单", "5月31日前", "区创卫办"),
    ("各单位要于每月28日前将工作总结报市创卫办。", ("各单位",), "工作总结", "每月28日前", "市创卫办"),
    (QUARTER, ("各成员单位",), "工作进展情况", "每季度最后一个月的30日前", "领导小组办公室"),
    ("请于5月31日前将联络员名单报送至创卫办", (), "联络员名单", "5月31日前", "创卫办"),
    ("各区、各部门每月25日前报送工作信息", ("各区", "各部门"), "工作信息", "每月25日前", ""),
    ("各区要制定方案。工作方案于部署会议后第二天上报市工作组。", ("各区",), "工作方案", "部署会议后第二天", "市工作组"),
]


@pytest.mark.parametrize(("text", "who", "what", "deadline", "to"), REPORTS)
def test_hand_ins(text: str, who: tuple[str, ...], what: str, deadline: str, to: str) -> None:
    (found,) = reporting_in(text)
    assert (found.who, found.what, found.deadline, found.to) == (who, what, deadline, to)


@pytest.mark.parametrize(
    "text",
    [
        "各单位要定期召开报告会。",
        "将评估结果上报管委会。",
        "距3月份申报只有一个多月时间。",
        "12月20日第二版头条报道了工作成效。",
        "各区5月底前完成改造。",
    ],
)
def test_what_is_no_hand_in(text: str) -> None:
    assert reporting_in(text) == ()


def test_places_with_batch_stage_and_progress() -> None:
    sites = sites_in(
        "临江区：第一批改造市场：橘园市场、江湾市场等2家市场改造已基本完成;沙洲市场完成工程量的45%。"
        "第二批改造市场：文昌市场设计方案已评审。北门市场、石桥市场正在进行前期工作。"
    )
    assert sites is not None and sites.warnings == ()
    assert [(point.name, point.batch, point.progress) for point in sites.points] == [
        ("橘园市场", "第一批", None),
        ("江湾市场", "第一批", None),
        ("沙洲市场", "第一批", 45),
        ("文昌市场", "第二批", None),
        ("北门市场", "第二批", None),
        ("石桥市场", "第二批", None),
    ]
    assert sites.points[0].stage == "改造已基本完成"


def test_places_whose_stated_count_is_wrong() -> None:
    sites = sites_in("临江区：橘园市场、江湾市场等3家市场改造已完成。")
    assert sites is not None and sites.warnings == ("临江区：标注“等3家”，实际读到2个",)
    listed = sites_in("城东街道（3个）：东门、河滨", any_name=True)
    assert listed is not None and listed.warnings == ("城东街道：标注3个，实际读到2个",)


@pytest.mark.parametrize(
    "text", ["市城管局：负责市场管理。", "临江区要加强市场管理。", "会议要求：抓好市场", "临江区：加强市场管理。"]
)
def test_what_lists_no_places(text: str) -> None:
    assert sites_in(text) is None


@given(st.text(alphabet="市县区局委办和及与、，；（）()：各有关部门牵头配合负责单位等9个6月底前完成 ", max_size=60))
def test_any_words_are_read_without_failure_and_nothing_is_made_up(text: str) -> None:
    bare = "".join(text.split())
    for name in units_of(text).names:
        assert name in bare
    said = of_bracket(text, bare_units=True)
    for unit in said.units if said else ():
        assert unit.name in bare
    for hand_in in reporting_in(text):
        assert hand_in.what in bare
