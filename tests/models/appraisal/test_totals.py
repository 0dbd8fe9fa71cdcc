"""From items to totals: published forms, what does not apply, bonus, vetoes, bands, where it is rounded."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from models.appraisal.rules.facts import Fact, ItemScore
from models.appraisal.rules.figures import fixed
from models.appraisal.rules.kinds import Band, Bonus, Direct, PerOccurrence, Rule
from models.appraisal.rules.ranking import ranks, year_score
from models.appraisal.rules.totals import Component, Frame, Node, grade_of, total
from models.appraisal.scoring import Item, Sheet, score
from models.appraisal.terms import Scope, Stage, Start

F = Fraction
MIX = (Component(1, "系统", F("0.4")), Component(2, "现场", F("0.4")), Component(3, "履职", F("0.2")))
FORM = Frame(components=MIX, nodes=tuple(Node(key, f"项{key}", None, key, F(100)) for key in (1, 2, 3)))


def given(**scores: str | None) -> dict[int, ItemScore]:
    """a="93.25" is item 1."""
    return {ord(key) - 96: ItemScore(None if text is None else F(text), bonus=F(0)) for key, text in scores.items()}


def of(frame: Frame, items: Mapping[int, ItemScore], *left_out: int) -> Fraction | None:
    return total(frame, items, left_out).score


@pytest.mark.parametrize(
    ("system", "field", "duty", "expected"),
    [  # 系统40%+现场40%+履职20%, by hand
        ("93.25", "88.6", "95", "91.74"),
        ("98.7", "91.35", "100", "96.02"),
        ("87.46", "90.13", "88.5", "88.74"),  # 88.736
        ("91.11", "92.22", "93.33", "92.00"),  # 91.998
        ("85.0125", "85", "85", "85.01"),  # 85.005: half up
        ("85.0124", "85", "85", "85.00"),  # 85.00496
        ("100", "100", "100", "100.00"),
        ("0", "0", "0", "0.00"),
    ],
)
def test_the_published_mix_comes_out_exactly(system: str, field: str, duty: str, expected: str) -> None:
    found = of(FORM, given(a=system, b=field, c=duty))
    assert found is not None
    assert fixed(found, 2) == expected


def test_a_published_month_with_ranks() -> None:
    """Five districts of one month: component scores, total with two decimals, rank; equal totals share one."""
    table = {
        "临江": ("96.8", "93.5", "98", "95.72", 1),
        "青石": ("95.1", "92.25", "97.5", "94.44", 2),
        "经开": ("94.6", "93.0", "97.0", "94.44", 2),
        "古樟": ("93.0", "90.5", "96", "92.60", 4),
        "望湖": ("90.05", "88.75", "91.5", "89.82", 5),
    }
    scores = {name: of(FORM, given(a=row[0], b=row[1], c=row[2])) for name, row in table.items()}
    assert {name: fixed(found, 2) for name, found in scores.items() if found} == {n: row[3] for n, row in table.items()}
    assert ranks(scores) == {name: row[4] for name, row in table.items()}


@pytest.mark.parametrize(
    ("stages", "expected"),
    [  # 33.335, 33.335, 33.335 with two digits
        ((), "33.335"),
        ((Stage.TOTAL,), "33.34"),
        ((Stage.ITEM,), "33.34"),
        ((Stage.COMPONENT,), "33.33"),  # 13.334 → 13.33 twice, 6.667 → 6.67
    ],
)
def test_where_it_is_rounded_changes_the_total(stages: tuple[Stage, ...], expected: str) -> None:
    frame = Frame(components=MIX, nodes=FORM.nodes, stages=frozenset(stages))
    found = of(frame, given(a="33.335", b="33.335", c="33.335"))
    assert found == F(expected)


TREE = Frame(
    nodes=(
        Node(10, "环境卫生", None, 0, F(0)),
        Node(1, "道路", 10, 0, F(20)),
        Node(2, "公厕", 10, 0, F(10)),
        Node(3, "市场", 10, 0, F(10)),
        Node(4, "台账", None, 0, F(60)),
    )
)


@pytest.mark.parametrize(
    ("items", "left_out", "expected"),
    [
        (given(a="18", b="8", c="9", d="50"), (), "85"),
        (given(a="18", b="8", c="9", d="50"), (3,), "84.67"),  # (18+8)×40/30 + 50
        (given(a="18", b="8", c=None, d="50"), (), "84.67"),  # waits for a mark: the same
        (given(a="18", b="8", c="9", d="50"), (1, 2, 3), "83.33"),  # 50×100/60: a heading that does not apply
        (given(a="18", b="8", c="9", d="50"), (1, 2, 3, 4), None),
        (given(), (), None),
    ],
)
def test_points_of_what_does_not_apply_go_to_the_neighbours(
    items: dict[int, ItemScore], left_out: tuple[int, ...], expected: str | None
) -> None:
    assert of(TREE, items, *left_out) == (None if expected is None else F(expected))


def test_a_component_nobody_looked_at_gives_its_weight_to_the_others() -> None:
    assert of(FORM, given(a="90", b=None, c="96")) == F(92)  # (36 + 19.2) / 60%


def test_components_without_weights_give_their_points_to_the_others() -> None:
    daily, final = Component(1, "日常"), Component(2, "年终")
    frame = Frame(components=(daily, final), nodes=(Node(1, "日常", None, 1, F(60)), Node(2, "年终", None, 2, F(40))))
    assert of(frame, given(a="54", b="30")) == F(84)
    assert of(frame, given(a="54", b=None)) == F(90)


def test_an_item_outside_any_component_counts_beside_them() -> None:
    frame = Frame(components=MIX[:1], nodes=(Node(1, "系统", None, 1, F(100)), Node(2, "附加", None, 0, F(60))))
    assert of(frame, given(a="90", b="50")) == F(86)


@pytest.mark.parametrize(
    ("ceiling", "beyond", "bonus", "expected"),
    [(None, True, "7", "105"), (F(5), True, "7", "103"), (F(5), False, "7", "100"), (F(5), True, "1.5", "99.5")],
)
def test_bonus_up_to_the_ceiling_and_the_full_mark(
    ceiling: Fraction | None, beyond: bool, bonus: str, expected: str
) -> None:
    frame = Frame(nodes=(Node(1, "项", None, 0, F(100)),), bonus_ceiling=ceiling, bonus_beyond=beyond)
    assert of(frame, {1: ItemScore(F(98), bonus=F(bonus))}) == F(expected)


@pytest.mark.parametrize(("scope", "expected"), [(Scope.WHOLE, "0"), (Scope.PART, "98"), (Scope.HONOUR, "98")])
def test_a_veto_of_the_whole_takes_everything_also_bonus(scope: Scope, expected: str) -> None:
    veto = ((scope.value, "弄虚作假"),)
    frame = Frame(nodes=(Node(1, "项", None, 0, F(100)),))
    found = total(frame, {1: ItemScore(F(98), bonus=F(0), vetoes=veto)})
    assert (found.score, found.vetoes, found.loses_honour) == (F(expected), veto, scope is not Scope.PART)
    assert total(frame, {1: ItemScore(F(98), vetoes=veto)}, left_out=(1,)).vetoes == ()


BANDS = (Band("优秀", F(90)), Band("良好", F(80), F(90)), Band("合格", F(60), F(80)), Band("不合格", None, F(60)))


@pytest.mark.parametrize(
    ("score_", "grade"),
    [
        ("100", "优秀"),
        ("90", "优秀"),
        ("89.99", "良好"),
        ("80", "良好"),
        ("60", "合格"),
        ("59.99", "不合格"),
        ("0", "不合格"),
    ],
)
def test_bands(score_: str, grade: str) -> None:
    assert grade_of(F(score_), BANDS) == grade


def test_a_hole_between_bands_gives_no_grade_and_an_overlap_the_first() -> None:
    holed = (
        Band("优秀", F(90), low_open=True),
        Band("良好", F(80), F(90)),
        Band("尚可", F(85), F(90), high_closed=True),
    )
    assert [grade_of(F(one), holed) for one in (91, 90, 87, 70)] == ["优秀", "尚可", "良好", ""]


@pytest.mark.parametrize(
    ("scores", "breakers", "expected"),
    [
        ((90, 95, 90, None), None, (2, 1, 2, None)),
        ((95, 95, 90), None, (1, 1, 3)),
        ((95, 95, 90), {0: (F(40),), 1: (F(41),), 2: (F(99),)}, (2, 1, 3)),
        ((95, 95), {0: (F(40), F(9)), 1: (F(40), F(9))}, (1, 1)),
    ],
)
def test_equal_totals_share_a_rank_unless_told_apart(
    scores: tuple[int | None, ...], breakers: dict[int, tuple[Fraction, ...]] | None, expected: tuple[int | None, ...]
) -> None:
    table = {unit: None if one is None else F(one) for unit, one in enumerate(scores)}
    assert tuple(ranks(table, breakers).values()) == expected


@pytest.mark.parametrize(
    ("rounds", "best", "expected"),
    [
        ((("90", "1"), ("80", "1")), None, "85"),
        ((("90", "0.5"), ("80", "0.25"), (None, "0.25")), None, "86.67"),  # without the missing one
        ((("90", "1"), ("80", "1"), ("100", "1")), 2, "95"),
        (((None, "1"),), None, None),
    ],
)
def test_the_year(rounds: tuple[tuple[str | None, str], ...], best: int | None, expected: str | None) -> None:
    table = [(None if one is None else F(one), F(weight)) for one, weight in rounds]
    assert year_score(table, best=best, digits=2) == (None if expected is None else F(expected))


PARTS = {1: [(71, "3月", F(1)), (72, "4月", F(1))]}
PATROL = Rule(parts=(PerOccurrence(F(-1)), Bonus(F(2), ceiling=F(3))))


def sheet(by_part: Mapping[int, list[Fact]], absent: frozenset[tuple[int, int]] = frozenset()) -> Sheet:
    node = Node(1, "暗访", None, 1, F(100))
    frame = Frame(components=(Component(1, "现场", F(1)),), nodes=(node,))
    return Sheet(frame, (Item(node, PATROL),), {5: 51}, {(1, 5): by_part}, parts=PARTS, absent=absent)


def test_a_component_is_the_average_over_its_sub_rounds() -> None:
    found = score(sheet({71: [Fact(0, F(4), id=1)], 72: [Fact(0, F(9), id=2)]}))
    assert found.totals[5].score == F("93.5")


def test_a_sub_round_in_which_the_unit_was_not_checked_does_not_count() -> None:
    by_part = {71: [Fact(0, F(4), id=1)], 72: [Fact(0, F(9), id=2)]}
    assert score(sheet(by_part, frozenset(((5, 72),)))).totals[5].score == F(96)
    assert score(sheet(by_part, frozenset(((5, 71), (5, 72))))).totals[5].score is None


def test_the_ceiling_of_a_bonus_holds_over_all_sub_rounds() -> None:
    found = score(sheet({71: [Fact(1, F(1), id=1)], 72: [Fact(1, F(1), id=2)]}))
    assert (found.items[5][1].bonus, found.totals[5].score) == (F(3), F(103))


def test_units_are_ranked_in_their_group_only_and_items_of_others_do_not_count() -> None:
    common, own = Node(1, "通用", None, 0, F(60)), Node(2, "履职差异", None, 0, F(40))
    by_hand = Rule(Start.ZERO, (Direct(F(60)),))
    sheet_ = Sheet(
        Frame(nodes=(common, own)),
        (Item(common, by_hand), Item(own, Rule(Start.ZERO, (Direct(F(40)),)), frozenset((52,)))),
        {1: 51, 2: 51, 3: 52},
        {(1, 1): {0: [Fact(0, F(50))]}, (1, 2): {0: [Fact(0, F(55))]}, (1, 3): {0: [Fact(0, F(30))]},
         (2, 3): {0: [Fact(0, F(40))]}},
    )  # fmt: skip
    found = score(sheet_)
    assert {unit: one.score for unit, one in found.totals.items()} == {1: F(50), 2: F(55), 3: F(70)}
    assert found.ranks == {1: 2, 2: 1, 3: 1}
