"""Each kind of rule by hand: (points, rule, facts) → score, as 考核办法 read."""

from fractions import Fraction

import pytest

from models.appraisal.rules.facts import Fact
from models.appraisal.rules.items import score_item
from models.appraisal.rules.kinds import (
    Alternatives,
    Bonus,
    Choice,
    Direct,
    Graded,
    Level,
    Multiplier,
    Part,
    PerOccurrence,
    RankTable,
    Ratio,
    Rule,
    ShareOfBest,
    Steps,
    Threshold,
    Tier,
    Tiers,
    Veto,
    VetoBelow,
)
from models.appraisal.terms import Best, Compare, Mean, Scope, Start

F = Fraction
HALF = F("0.5")
ZERO = Start.ZERO
MEDIA = Alternatives((Choice("省媒", F(3)), Choice("市媒", F(2)), Choice("县媒", F(1))))
MEDIA_BONUS = Alternatives(MEDIA.choices, cap=F(5), beyond=True)
TWO = Tiers((Tier(F(95), F(8)), Tier(F(90), F(6))), what="办结率", unit="%")
FEW = Tiers((Tier(F(3), F(5)), Tier(F(5), F(3))), F(1), "投诉", "件", at_most=True)
SCALE = Graded(F(5), (Level("好", F(9), F(10)), Level("合格", F(7), F(8)), Level("不合格", F(0), F(6))))


def many(*amounts: str, part: int = 0) -> list[Fact]:
    return [Fact(part, F(amount), id=place + 1) for place, amount in enumerate(amounts)]


def at(*events: tuple[str, str]) -> list[Fact]:
    return [Fact(0, F(amount), event=event, id=place + 1) for place, (amount, event) in enumerate(events)]


def marks(*given: tuple[str, str]) -> list[Fact]:
    return [Fact(0, F(mark), scorer=scorer, id=place + 1) for place, (scorer, mark) in enumerate(given)]


CASES = {
    "nothing found leaves full marks": (3, Rule(parts=(PerOccurrence(-HALF),)), [], "3"),
    "每次扣0.5分": (3, Rule(parts=(PerOccurrence(-HALF),)), many("1", "1", "2"), "1"),
    "扣完为止": (3, Rule(parts=(PerOccurrence(-HALF),)), many("7"), "0"),
    "累计不超过2分": (3, Rule(parts=(PerOccurrence(-HALF, cap=F(2)),)), many("7"), "1"),
    "a cap per cause": (
        3,
        Rule(parts=(PerOccurrence(F("-0.1"), cap=HALF), PerOccurrence(F("-0.2"), cap=HALF))),
        many("9") + many("2", part=1),
        "2.1",
    ),
    "以上累计不超过1分": (
        3,
        Rule(parts=(PerOccurrence(F("-0.1"), cap=HALF), PerOccurrence(F("-0.4"))), most_lost=F(1)),
        many("9") + many("2", part=1),
        "2",
    ),
    "当场解决扣分减半": (
        3,
        Rule(parts=(PerOccurrence(F(-1), halved="当场解决"),)),
        [Fact(halved=True), Fact(id=1)],
        "1.5",
    ),
    "a half without the words counts whole": (3, Rule(parts=(PerOccurrence(F(-1)),)), [Fact(halved=True)], "2"),
    "同一事件就高": (
        9,
        Rule(parts=(PerOccurrence(F(-1), highest_only=True),)),
        at(("1", "暴雨"), ("3", "暴雨"), ("1", "")),
        "5",
    ),
    "every event counts without 就高": (9, Rule(parts=(PerOccurrence(F(-1)),)), at(("1", "暴雨"), ("3", "暴雨")), "5"),
    "省媒3市媒2县媒1": (10, Rule(ZERO, (MEDIA,)), [Fact(choice=0), Fact(0, F(2), choice=2, id=1)], "5"),
    "media, no more than the item": (4, Rule(ZERO, (MEDIA,)), [Fact(choice=0), Fact(choice=1, id=1)], "4"),
    "media, one event at its best": (
        10,
        Rule(ZERO, (Alternatives(MEDIA.choices, highest_only=True),)),
        [Fact(choice=2, event="稿"), Fact(choice=0, event="稿", id=1), Fact(choice=1, id=2)],
        "5",
    ),
    "处理率×15": (15, Rule(ZERO, (Ratio(F(15)),)), many("0.932"), "13.98"),
    "a ratio above 1 is 1": (15, Rule(ZERO, (Ratio(F(15)),)), many("1.2"), "15"),
    "a ratio not measured is unknown": (15, Rule(ZERO, (Ratio(F(15)),)), [], None),
    "每低5个百分点扣1分": (5, Rule(parts=(Steps(F("0.9"), F("0.05"), F(-1)),)), many("0.79"), "3"),
    "a step begun counts": (5, Rule(parts=(Steps(F("0.9"), F("0.05"), F(-1), started=True),)), many("0.79"), "2"),
    "exactly two steps": (5, Rule(parts=(Steps(F("0.9"), F("0.05"), F(-1), started=True),)), many("0.8"), "3"),
    "on target": (5, Rule(parts=(Steps(F("0.9"), F("0.05"), F(-1), started=True),)), many("0.95"), "5"),
    "每超1天扣1分": (5, Rule(parts=(Steps(F(3), F(1), F(-1), above=True),)), many("5.5"), "3"),
    "steps with a cap": (5, Rule(parts=(Steps(F(3), F(1), F(-1), above=True, cap=F(2)),)), many("30"), "3"),
    "达到90%得5分": (5, Rule(ZERO, (Threshold(Compare.AT_LEAST, F("0.9"), F(5)),)), many("0.9"), "5"),
    "否则得2分": (5, Rule(ZERO, (Threshold(Compare.MORE, F("0.9"), F(5), F(2)),)), many("0.9"), "2"),
    "两档": (8, Rule(ZERO, (TWO,)), many("96"), "8"),
    "第二档": (8, Rule(ZERO, (TWO,)), many("93"), "6"),
    "正好在界上": (8, Rule(ZERO, (TWO,)), many("90"), "6"),
    "都不到": (8, Rule(ZERO, (TWO,)), many("89.99"), "0"),
    "没有数据": (8, Rule(ZERO, (TWO,)), [], None),
    "不超过几件": (5, Rule(ZERO, (FEW,)), many("3"), "5"),
    "超过几件": (5, Rule(ZERO, (FEW,)), many("6"), "1"),
    "不超过": (5, Rule(ZERO, (Threshold(Compare.AT_MOST, F(3), F(5)),)), many("3"), "5"),
    "低于": (5, Rule(ZERO, (Threshold(Compare.LESS, F(3), F(5), F(1)),)), many("3"), "1"),
    "好9分×5分": (5, Rule(ZERO, (SCALE,)), marks(("甲", "9")), "4.5"),
    "two scorers, average": (10, Rule(ZERO, (Direct(F(10)),)), marks(("甲", "9"), ("乙", "8")), "8.5"),
    "the last mark of a scorer": (10, Rule(ZERO, (Direct(F(10)),)), marks(("甲", "2"), ("甲", "8")), "8"),
    "去掉最高最低": (
        10,
        Rule(ZERO, (Direct(F(10), Mean.TRIMMED),)),
        marks(("甲", "1"), ("乙", "8"), ("丙", "9"), ("丁", "10")),
        "8.5",
    ),
    "nothing to trim with two": (10, Rule(ZERO, (Direct(F(10), Mean.TRIMMED),)), marks(("甲", "6"), ("乙", "8")), "7"),
    "no mark is unknown": (10, Rule(ZERO, (Direct(F(10)),)), [], None),
    "×2 for no problem": (
        10,
        Rule(ZERO, (Direct(F(10)), Multiplier(F(2)))),
        [Fact(0, F(4)), Fact(1, id=1)],
        "8",
    ),
    "×2, no more than the item": (10, Rule(ZERO, (Direct(F(10)), Multiplier(F(2)))), [Fact(0, F(7)), Fact(1)], "10"),
    "整个项得0分": (10, Rule(parts=(PerOccurrence(F(-1)), Veto(Scope.PART))), [Fact(1)], "0"),
    "得分低于70%": (10, Rule(parts=(PerOccurrence(F(-1)), VetoBelow(Scope.PART, F("0.7")))), many("4"), "0"),
    "得分正好70%": (10, Rule(parts=(PerOccurrence(F(-1)), VetoBelow(Scope.PART, F("0.7")))), many("3"), "7"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_rule_scores_as_its_words_say(case: tuple[int, Rule, list[Fact], str | None]) -> None:
    points, rule, facts, expected = case
    (found,) = score_item(F(points), rule, {1: facts}).values()
    assert found.score == (None if expected is None else F(expected))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_lines_of_an_explanation_add_up_to_the_score(case: tuple[int, Rule, list[Fact], str | None]) -> None:
    points, rule, facts, expected = case
    (found,) = score_item(F(points), rule, {1: facts}).values()
    if expected is not None:
        start = F(points) if rule.start is Start.FULL else F(0)
        assert start + sum(line.points for line in found.lines) == F(expected)


def each(rule: Rule, points: int, *values: str | None) -> list[Fraction | None]:
    facts = {unit: many(value) if value is not None else [] for unit, value in enumerate(values)}
    return [one.score for one in score_item(F(points), rule, facts).values()]


def test_points_by_rank_with_shared_ranks_and_beyond_the_table() -> None:
    rule = Rule(ZERO, (RankTable(tuple(map(F, (60, 57, 54, 51, 48))), fall=F(3), least=F(40)),))
    values = ("98", "97", "97", "95", "94", "93", "92", "91", "90", None)
    assert each(rule, 60, *values) == [60, 57, 57, 51, 48, 45, 42, 40, 40, None]


def test_beyond_a_table_without_a_fall_all_get_the_least() -> None:
    assert each(Rule(ZERO, (RankTable((F(3), F(2)), least=HALF),)), 3, "9", "8", "7", "6") == [3, 2, HALF, HALF]


def test_points_by_rank_when_the_lowest_is_best() -> None:
    rule = Rule(ZERO, (RankTable((F(3), F(2), F(1)), Best.LOWEST, F(1), HALF),))
    assert each(rule, 3, "5", "2", "9", "10", "11") == [2, 3, 1, HALF, HALF]


@pytest.mark.parametrize(
    ("best", "values", "expected"),
    [
        (Best.HIGHEST, ("80", "40", None, "60"), [6, 3, None, F("4.5")]),
        (Best.LOWEST, ("2", "4", "3"), [6, 3, 4]),
        (Best.LOWEST, ("0", "4"), [6, 0]),
        (Best.HIGHEST, ("0", "0"), [6, 6]),
    ],
)
def test_share_of_the_best(best: Best, values: tuple[str | None, ...], expected: list[Fraction | None]) -> None:
    assert each(Rule(ZERO, (ShareOfBest(F(6), best),)), 6, *values) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (many("1"), "1"),
        (many("1", "3"), "3"),
        (at(("2", "表彰"), ("1", "表彰")), "2"),
        ([], "0"),
    ],
)
def test_bonus_goes_beyond_the_item_up_to_its_ceiling(facts: list[Fact], expected: str) -> None:
    rule = Rule(parts=(Bonus(F(1), ceiling=F(3), highest_only=True),))
    (found,) = score_item(F(5), rule, {1: facts}).values()
    assert (found.score, found.bonus) == (F(5), F(expected))


@pytest.mark.parametrize("scope", list(Scope))
def test_a_veto_names_its_scope_and_takes_only_its_own(scope: Scope) -> None:
    (found,) = score_item(F(5), Rule(parts=(Veto(scope, "弄虚作假"),)), {1: [Fact()]}).values()
    assert found.score == (0 if scope is Scope.PART else 5)
    assert found.vetoes == ((scope.value, "弄虚作假"),)


@pytest.mark.parametrize(
    ("parts", "facts", "expected"),
    [
        ((MEDIA_BONUS,), [Fact(0, F(2), choice=1)], "4"),
        ((MEDIA_BONUS,), [Fact(0, F(3), choice=0)], "5"),
        ((Bonus(F(-2), ceiling=F(3)),), many("1"), "-2"),
        ((Bonus(F(-2), ceiling=F(3)),), many("1", "1"), "-3"),
    ],
    ids=["choices", "up to the cap", "from the total", "up to the most"],
)
def test_what_goes_beyond_the_item(parts: tuple[Part, ...], facts: list[Fact], expected: str) -> None:
    (found,) = score_item(F(5), Rule(parts=parts), {1: facts}).values()
    assert (found.score, found.bonus) == (F(5), F(expected))


@pytest.mark.parametrize(("scope", "bonus"), [(Scope.PART, 0), (Scope.WHOLE, 2), (Scope.HONOUR, 2)])
def test_a_veto_of_the_item_takes_its_bonus_but_not_what_it_costs_the_total(scope: Scope, bonus: int) -> None:
    rule = Rule(parts=(Veto(scope, "弄虚作假"), Bonus(F(2), what="表彰")))
    (found,) = score_item(F(5), rule, {1: [Fact(), Fact(1)]}).values()
    assert found.bonus == bonus
    rule = Rule(parts=(Veto(scope, "弄虚作假"), Bonus(F(-2), what="瞒报")))
    (found,) = score_item(F(5), rule, {1: [Fact(), Fact(1)]}).values()
    assert found.bonus == -2


@pytest.mark.parametrize(
    ("part", "facts", "words"),
    [
        (PerOccurrence(-HALF, "处", "乱贴乱画"), many("1", "2"), "乱贴乱画3处"),
        (PerOccurrence(-HALF, "10起", "投诉"), many("2"), "投诉2个10起"),
        (MEDIA, [Fact(choice=0), Fact(choice=2, id=1)], "省媒、县媒2次"),
        (TWO, many("93"), "办结率93%，达到90%"),
        (TWO, many("80"), "办结率80%，不到90%"),
        (FEW, many("9"), "投诉9件，超过5件"),
    ],
)
def test_lines_say_how_many_of_what(part: Part, facts: list[Fact], words: str) -> None:
    (found,) = score_item(F(10), Rule(ZERO, (part,)), {1: facts}).values()
    assert found.lines[0].words == words
