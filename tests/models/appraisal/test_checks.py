"""Slips of a score table are found with their place; a right one has none."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest

from models.appraisal.queries.criteria import nodes_of
from models.appraisal.rows import BandRow, CriterionRow, GroupRow, SchemeDetails, SchemeRow
from models.appraisal.rules.bands import band_slips
from models.appraisal.rules.checks import Finding, Slip, check_scheme
from models.appraisal.rules.kinds import Band, Bonus, Direct, PerOccurrence, Ratio, Rule
from models.appraisal.rules.parsing import read_rule
from models.appraisal.rules.totals import Component
from models.appraisal.terms import SchemeState, Start, Ties

STREETS = GroupRow(7, "街道", ((71, "城东街道"), (72, "城西街道")))
DETAILS = SchemeDetails(
    SchemeRow(1, "考核办法", 1, None, "", SchemeState.DRAFT, None, F(100), 1, 3, 0),
    2,
    frozenset({"total"}),
    None,
    True,
    Ties.SHARED,
    (),
    False,
    (STREETS,),
    (),
    (),
)


def row(
    key: int,
    name: str,
    points: int | None,
    *,
    parent: int | None = None,
    children: int = 0,
    sum_: int | None = None,
    no: str = "",
    body: str = "",
    rule: Rule | None = None,
    **more: Any,
) -> CriterionRow:
    own = None if points is None else F(points)
    total = F(sum_) if sum_ is not None else own or F(0)
    made = CriterionRow(
        key, parent, int(parent is not None), 0, children, no, name, "", body, own, total, rule, "", None, ""
    )
    return replace(made, **more)


def said(body: str, points: int) -> Rule:
    rule = read_rule(body, F(points)).rule
    assert rule is not None
    return rule


WORDS = "每发现一处扣1分，扣完为止"
RIGHT = (
    row(1, "环境卫生", 60, children=2, sum_=60, no="一"),
    row(2, "道路保洁", 40, parent=1, no="1", body=WORDS, rule=said(WORDS, 40)),
    row(3, "垃圾清运", 20, parent=1, no="2", body="按完成比例得分", rule=said("按完成比例得分", 20)),
    row(4, "健康教育", 40, no="二", body=WORDS, rule=said(WORDS, 40)),
)


def of_kind(found: Sequence[Finding], kind: Slip) -> list[tuple[int | None, str]]:
    return [(one.criterion_id, one.sentence) for one in found if one.kind is kind]


def test_a_right_scheme_has_no_findings() -> None:
    assert check_scheme(DETAILS, RIGHT) == ()
    assert check_scheme(replace(DETAILS, groups=()), RIGHT) == ()


def test_a_heading_says_another_sum_than_its_items() -> None:
    rows = (replace(RIGHT[0], points=F(65)), *RIGHT[1:])
    assert of_kind(check_scheme(DETAILS, rows), Slip.SUM) == [
        (1, "“一 环境卫生”写明65分，下面各项合计60分，少5分。"),
    ]


def test_the_items_miss_the_full_mark() -> None:
    rows = (*RIGHT[:3], replace(RIGHT[3], points=F(38), sum=F(38)))
    assert of_kind(check_scheme(DETAILS, rows), Slip.SUM) == [
        (None, "“街道”各项分值合计98分，满分是100分，少2分。"),
    ]


def test_sums_are_those_of_each_group_and_unit() -> None:
    own = row(5, "履职", 10, unit_ids=(72,))
    found = of_kind(check_scheme(DETAILS, (*RIGHT, own)), Slip.SUM)
    assert found == [(None, "“街道”里城西街道各项分值合计110分，满分是100分，多10分。")]
    offices = GroupRow(8, "部门", ((81, "市教育局"),))
    shared = (*RIGHT[:3], replace(RIGHT[3], group_ids=(7,)), row(5, "部门履职", 40, group_ids=(8,)))
    assert of_kind(check_scheme(replace(DETAILS, groups=(STREETS, offices)), shared), Slip.SUM) == []


def test_bonus_and_veto_items_are_beside_the_full_mark() -> None:
    bonus = row(5, "加分项", 10, children=1, sum_=10)
    inner = row(6, "信息报送", 10, parent=5, body="每篇加1分", rule=said("每篇加1分", 10))
    veto = row(7, "重大事故", None, body="发生重大事故的一票否决", rule=said("发生重大事故的一票否决", 5))
    assert check_scheme(DETAILS, (*RIGHT, bonus, inner, veto)) == ()


def test_weights_must_come_to_the_whole() -> None:
    parts = (Component(1, "系统", F(4, 10)), Component(2, "现场", F(4, 10)), Component(3, "履职", F(3, 10)))
    rows = tuple(replace(one, component_id=key) for one, key in zip((RIGHT[0], RIGHT[3]), (1, 2), strict=True))
    rows = (rows[0], RIGHT[1], RIGHT[2], rows[1])
    assert of_kind(check_scheme(replace(DETAILS, components=parts), rows), Slip.WEIGHT) == [
        (None, "各部分权重 系统40%＋现场40%＋履职30% 合计110%，不是100%。"),
        (None, "“履职”这一部分下面没有考核项目。"),
    ]
    right = (Component(1, "系统", F(6, 10)), Component(2, "现场", F(4, 10)))
    assert check_scheme(replace(DETAILS, components=right), rows) == ()


def test_an_item_outside_all_components() -> None:
    details = replace(DETAILS, components=(Component(1, "系统", F(1)),))
    rows = (replace(RIGHT[0], component_id=1), RIGHT[1], RIGHT[2], RIGHT[3])
    found = check_scheme(details, rows)
    assert of_kind(found, Slip.WEIGHT) == [(4, "“二 健康教育”不属于任何一个考核部分，得分会另外加在总分里。")]
    assert of_kind(found, Slip.SUM) == [(None, "“街道”没有权重的部分有40分，而各部分的权重已经占满。")]


def test_numbers_used_twice() -> None:
    rows = (RIGHT[0], RIGHT[1], replace(RIGHT[2], no="1"), RIGHT[3])
    assert of_kind(check_scheme(DETAILS, rows), Slip.NUMBER) == [(3, "序号“1”用了两次：“道路保洁”和“垃圾清运”。")]
    dotted = (replace(RIGHT[0], no="1"), replace(RIGHT[1], no="1.1"), RIGHT[2], replace(RIGHT[3], no="1.1"))
    assert of_kind(check_scheme(DETAILS, dotted), Slip.NUMBER) == [(4, "序号“1.1”用了两次：“道路保洁”和“健康教育”。")]


def test_items_without_points_or_rule() -> None:
    rows = (*RIGHT, row(5, "其他", None))
    found = check_scheme(DETAILS, rows)
    assert of_kind(found, Slip.POINTS) == [(5, "“其他”没有分值。")]
    assert of_kind(found, Slip.WORDING) == [(5, "“其他”没有评分标准，也没有规则。")]


def test_wording_and_rule_differ() -> None:
    rows = (*RIGHT[:3], replace(RIGHT[3], rule=said("每发现一处扣2分", 40)))
    assert of_kind(check_scheme(DETAILS, rows), Slip.WORDING) == [
        (
            4,
            "“二 健康教育”的评分标准读作“每处扣1分，扣完为止。”，设置的规则是“每处扣2分，扣完为止。”，两者不同。",
        )
    ]


def test_a_wording_that_could_be_a_rule() -> None:
    rows = (*RIGHT[:3], replace(RIGHT[3], rule=None))
    assert [one.criterion_id for one in check_scheme(DETAILS, rows) if one.kind is Slip.WORDING] == [4]
    by_hand = (*RIGHT[:3], replace(RIGHT[3], rule=None, body="情节严重的酌情扣1—3分"))
    assert check_scheme(DETAILS, by_hand) == ()


@pytest.mark.parametrize(
    ("body", "points", "sentence"),
    [
        ("每次扣1分，最多扣50分", 40, "封顶50分，超过本项分值40分。"),
        ("第1—2名依次得50、40分，其余不得分", 40, "第1名得50分，超过本项分值40分。"),
        ("达到90%得50分，否则不得分", 40, "得50分，超过本项分值40分。"),
        ("完成率×50分", 40, "规则按50分计，本项分值是40分。"),
    ],
)
def test_caps_larger_than_the_item(body: str, points: int, sentence: str) -> None:
    rows = (*RIGHT[:3], replace(RIGHT[3], body=body, rule=said(body, points)))
    assert of_kind(check_scheme(DETAILS, rows), Slip.CAP) == [(4, f"“二 健康教育”{sentence}")]


def test_rules_that_count_the_same_twice() -> None:
    share = Ratio(F(40), "整改率")
    for other, sentence in (
        (share, "“按整改率得分，满分40分”设了两次，会计两次分。"),
        (
            Direct(F(40)),
            "“按整改率得分，满分40分”、“评分人在0—40分内评分，多人评分取平均”各给满分40分，合起来超过本项分值。",
        ),
    ):
        rows = (*RIGHT[:3], replace(RIGHT[3], body="", rule=Rule(Start.ZERO, (share, other))))
        assert of_kind(check_scheme(DETAILS, rows), Slip.CAP) == [(4, f"“二 健康教育”{sentence}")]
    lessened = Rule(Start.ZERO, (share, PerOccurrence(F(-1))))
    assert of_kind(check_scheme(DETAILS, (*RIGHT[:3], replace(RIGHT[3], body="", rule=lessened))), Slip.CAP) == []


def test_a_bonus_with_points_of_its_own_has_no_part_of_the_full_mark() -> None:
    given = row(5, "加分", 5, body="", rule=Rule(Start.ZERO, (Bonus(F(1), "分", "", F(5)),)))
    assert check_scheme(DETAILS, (*RIGHT, given)) == ()
    assert [node.points for node in nodes_of((*RIGHT, given))] == [F(0), F(40), F(20), F(40), F(0)]


def test_a_veto_that_can_never_come() -> None:
    body = "每次扣1分，最多扣5分；得分低于70%的，一票否决"
    rows = (*RIGHT[:3], replace(RIGHT[3], body=body, rule=said(body, 40)))
    (found,) = of_kind(check_scheme(DETAILS, rows), Slip.VETO)
    assert found == (4, "“二 健康教育”得分低于70%才否决，可是本项最多扣5分，怎么也不会低于35分。")
    reachable = "每次扣1分，最多扣15分；得分低于70%的，一票否决"
    rows = (*RIGHT[:3], replace(RIGHT[3], body=reachable, rule=said(reachable, 40)))
    assert check_scheme(DETAILS, rows) == ()


def test_groups() -> None:
    twice = GroupRow(8, "部门", ((71, "城东街道"),))
    empty = GroupRow(9, "社区")
    found = of_kind(check_scheme(replace(DETAILS, groups=(STREETS, twice, empty)), RIGHT), Slip.GROUP)
    assert found == [
        (None, "考核组“社区”里没有单位。"),
        (None, "“城东街道”同时在街道、部门里，会排两次名次。"),
    ]
    lost = (*RIGHT[:3], replace(RIGHT[3], unit_ids=(71, 72, 99)))
    assert of_kind(check_scheme(DETAILS, lost), Slip.GROUP) == [
        (4, "“二 健康教育”适用的单位里有一个单位不在任何考核组里。")
    ]
    nowhere = (*RIGHT[:3], replace(RIGHT[3], group_ids=(9,)))
    assert of_kind(check_scheme(replace(DETAILS, groups=(STREETS, empty)), nowhere), Slip.GROUP) == [
        (None, "考核组“社区”里没有单位。"),
        (4, "“二 健康教育”不适用于任何单位，不会计分。"),
    ]


def test_ties_without_an_order() -> None:
    details = replace(DETAILS, ties=Ties.BREAKERS)
    assert of_kind(check_scheme(details, RIGHT), Slip.TIES) == [
        (None, "同分时依次比较指定部分的得分，但没有指定部分。")
    ]


GOOD = Band("优秀", F(90))
FAIR = Band("良好", F(80), F(90))
POOR = Band("不合格", None, F(80))


@pytest.mark.parametrize(
    ("bands", "sentences"),
    [
        ((), ()),
        ((GOOD, FAIR, POOR), ()),
        ((POOR, GOOD, FAIR), ()),
        ((Band("优秀", F(90), F(100), high_closed=True), FAIR, POOR), ()),
        ((GOOD, replace(FAIR, high=F(95)), POOR), ("等次“良好”和“优秀”重叠：90分到95分两个都算。",)),
        (
            (GOOD, replace(FAIR, high=F(89), high_closed=True), POOR),
            ("等次“良好”和“优秀”之间有空当：89分到90分没有等次。",),
        ),
        ((GOOD, replace(FAIR, high_closed=True), POOR), ("等次“良好”和“优秀”重叠：90分两个都算。",)),
        ((replace(GOOD, low_open=True), FAIR, POOR), ("等次“良好”和“优秀”之间有空当：正好90分没有等次。",)),
        ((GOOD, FAIR), ("80分以下没有等次，最低的等次“良好”够不到。",)),
        ((replace(GOOD, high=F(100)), FAIR, POOR), ("满分100分没有等次：“优秀”到100分为止，不含本数。",)),
        ((GOOD, FAIR, POOR, Band("卓越", F(110))), ("等次“卓越”从110分起，超过满分100分。",)),
        ((GOOD, FAIR, POOR, Band("怪", F(70), F(60))), ("等次“怪”的下限70分不低于上限60分，没有分数落在里面。",)),
        ((GOOD, FAIR, replace(POOR, name="良好")), ("等次“良好”写了两次。",)),
    ],
)
def test_bands(bands: tuple[Band, ...], sentences: tuple[str, ...]) -> None:
    assert band_slips(bands, F(100)) == sentences


def test_bands_of_a_scheme_are_checked() -> None:
    details = replace(DETAILS, bands=(BandRow(1, GOOD), BandRow(2, FAIR)))
    assert [one.kind for one in check_scheme(details, RIGHT)] == [Slip.BAND]


def test_bonus_lifts_totals_out_of_the_bands() -> None:
    closed = (Band("优秀", F(90), F(100), high_closed=True), FAIR, POOR)
    details = replace(DETAILS, bands=tuple(BandRow(key, band) for key, band in enumerate(closed)))
    bonus = row(5, "加分项", None, body="每篇加1分", rule=said("每篇加1分", 10))
    assert [one.sentence for one in check_scheme(details, (*RIGHT, bonus))] == [
        "加分后总分可以超过满分，超过100分的没有等次。"
    ]
    assert check_scheme(replace(details, bonus_beyond=False), (*RIGHT, bonus)) == ()
    assert check_scheme(details, RIGHT) == ()
