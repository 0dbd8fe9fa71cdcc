"""More forms of fields, a table each: labels, brackets, role sentences, times, targets, hand-ins, places."""

import pytest

from models.intake.fields.labels import pieces_of
from models.intake.fields.reporting import reporting_in
from models.intake.fields.responsibility import of_bracket, of_role_sentence
from models.intake.fields.sites import sites_in
from models.intake.fields.targets import targets_in
from models.intake.fields.times import deadlines_in, time_alone
from models.intake.fields.units import units_of


def test_labels_side_by_side_with_blanks_between_them() -> None:
    _, pieces = pieces_of("牵头责任单位：市民政局  配合单位：市应急局、市妇联  责任领导：沈勇  完成时间：年底前")
    assert [(piece.label.word, piece.value) for piece in pieces] == [
        ("牵头责任单位", "市民政局"),
        ("配合单位", "市应急局、市妇联"),
        ("责任领导", "沈勇"),
        ("完成时间", "年底前"),
    ]


L, R, S = "lead", "responsible", "support"
BRACKETS: list[tuple[str, list[tuple[str, str]], list[str]]] = [
    ("牵头：区城管局；配合：区公安分局、各街道", [("区城管局", L), ("区公安分局", S), ("各街道", S)], []),
    ("牵头：市教育局；配合：市民政局；每月28日前", [("市教育局", L), ("市民政局", S)], ["每月28日前"]),
    ("区教育局为牵头单位，区卫健局为配合单位", [("区教育局", L), ("区卫健局", S)], []),
    ("市教育局、市公安局，2024年6月底前完成", [("市教育局", R), ("市公安局", R)], ["2024年6月底前"]),
    (
        "责任单位：区农业农村局（区乡村振兴局）、各镇（街道）",
        [("区农业农村局（区乡村振兴局）", R), ("各镇（街道）", R)],
        [],
    ),
    (
        "牵头：区教育局；配合：和平街道办事处；2024.9.20前完成",
        [("区教育局", L), ("和平街道办事处", S)],
        ["2024.9.20前"],
    ),
]


@pytest.mark.parametrize(("content", "units", "times"), BRACKETS)
def test_brackets(content: str, units: list[tuple[str, str]], times: list[str]) -> None:
    said = of_bracket(content)
    assert said is not None and not said.doubts
    assert [(unit.name, unit.duty.value) for unit in said.units] == units
    assert said.deadlines == times


SENTENCES: list[tuple[str, list[tuple[str, str]], list[str]]] = [
    (
        "由区民政局牵头，区卫健局、西津交警大队配合，4月底前完成。",
        [("区民政局", L), ("区卫健局", S), ("西津交警大队", S)],
        ["4月底前"],
    ),
    ("由县供电公司牵头，县公安局配合，每月28日前。", [("县供电公司", L), ("县公安局", S)], ["每月28日前"]),
    ("由区应急局负责。", [("区应急局", R)], []),
]


@pytest.mark.parametrize(("sentence", "units", "times"), SENTENCES)
def test_sentences_that_only_say_who(sentence: str, units: list[tuple[str, str]], times: list[str]) -> None:
    said = of_role_sentence(sentence)
    assert said is not None
    assert [(unit.name, unit.duty.value) for unit in said.units] == units and said.deadlines == times


@pytest.mark.parametrize(
    "sentence",
    [
        "由区公安分局负责，重点整治超限超载。",
        "各单位要落实专人负责。",
        "加强组织领导。",
        "区疾控中心牵头，各单位配合，4月20日前完成集中消杀。",
    ],
)
def test_sentences_that_say_more_or_nothing(sentence: str) -> None:
    assert of_role_sentence(sentence) is None


@pytest.mark.parametrize(
    ("text", "names", "stated"),
    [
        ("和平街道、区城管局和区住建局", ["和平街道", "区城管局", "区住建局"], None),
        ("市城管局等15个单位", ["市城管局"], 15),
        ("相关责任单位", [], None),
        ("县发改局，县财政局 县审计局", ["县发改局", "县财政局", "县审计局"], None),
        ("市公安局（交警支队）", ["市公安局（交警支队）"], None),
    ],
)
def test_units(text: str, names: list[str], stated: int | None) -> None:
    assert (list(units_of(text).names), units_of(text).stated) == (names, stated)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请各单位会后第二天完成整改。", ("单位会后第二天",)),
        ("于4月10日（星期三）前完成。", ("4月10日（星期三）前",)),
        ("2024.6.30前完成整改。", ("2024.6.30前",)),
        ("每周五下午下班前报送。", ("每周五下午下班前",)),
    ],
)
def test_deadlines_in_prose(text: str, found: tuple[str, ...]) -> None:
    assert deadlines_in(text) == found


@pytest.mark.parametrize(
    "words", ["春节前", "汛期前", "按月推进", "常态化", "2025年10月—2026年6月完成", "5个工作日内完成"]
)
def test_times_alone(words: str) -> None:
    assert time_alone(words) == words.removesuffix("完成")


TARGETS = [
    ("投诉办结率达98%、满意率达95%", [("投诉办结率", "达98%"), ("满意率", "达95%")]),
    ("PM2.5平均浓度控制在35微克/立方米以下", [("PM2.5平均浓度", "控制在35微克/立方米以下")]),
    ("力争到2025年底森林覆盖率稳定在60%以上", [("森林覆盖率", "稳定在60%以上")]),
    ("通过集中整治，快检公示率≥95%", [("快检公示率", "≥95%")]),
    ("整治背街小巷30条", []),
]


@pytest.mark.parametrize(("text", "found"), TARGETS)
def test_targets(text: str, found: list[tuple[str, str]]) -> None:
    assert [(figure.indicator, figure.value) for figure in targets_in(text)] == found


REPORTS = [
    ("自查报告由各有关单位于6月15日前报市安委办备案。", ("各有关单位",), "自查报告", "6月15日前", "市安委办"),
    (
        "各责任单位要于每月28日前向县专班办公室报送联络员名单。",
        ("各责任单位",),
        "联络员名单",
        "每月28日前",
        "县专班办公室",
    ),
    (
        "各单位每季度最后一个月的30日前将自查报告报市安委办。",
        ("各单位",),
        "自查报告",
        "每季度最后一个月的30日前",
        "市安委办",
    ),
    ("各区要在5月31日前制定实施方案并报市创卫办备案。", ("各区",), "实施方案", "5月31日前", "市创卫办"),
    ("12月10日前，各牵头单位形成总结报告报送区政府办公室。", ("各牵头单位",), "总结报告", "12月10日前", "区政府办公室"),
]


@pytest.mark.parametrize(("text", "who", "what", "deadline", "to"), REPORTS)
def test_hand_ins(text: str, who: tuple[str, ...], what: str, deadline: str, to: str) -> None:
    (found,) = reporting_in(text)
    assert (found.who, found.what, found.deadline, found.to) == (who, what, deadline, to)


def test_a_deduction_for_late_reports_is_no_hand_in() -> None:
    (found,) = reporting_in("各单位于每月25日前将工作信息报送市创卫办，每迟报一次扣0.2分。")
    assert (found.what, found.to) == ("工作信息", "市创卫办")


def test_places_with_their_state_in_brackets_and_names_that_tell_no_kind() -> None:
    sites = sites_in("城东街道：东门小区（已完成）、阳光花园、西门小区（第二批，正在施工）")
    assert sites is not None
    assert [(point.name, point.batch, point.stage) for point in sites.points] == [
        ("东门小区", "", "已完成"),
        ("阳光花园", "", ""),
        ("西门小区", "第二批", "正在施工"),
    ]
