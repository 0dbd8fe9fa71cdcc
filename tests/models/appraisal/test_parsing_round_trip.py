"""What a rule says in words is read back to the same rule, for every kind."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

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
from models.appraisal.rules.parsing import read_rule
from models.appraisal.rules.pattern import MEASURES
from models.appraisal.rules.wording import VERBS, rule_words
from models.appraisal.terms import Best, Compare, Mean, Scope, Start

HUNDREDTHS = st.integers(1, 3000).map(lambda number: Fraction(number, 100))
CAPS = st.none() | HUNDREDTHS
WHAT = st.sampled_from(
    (
        "乱贴乱画",
        "未按时报送",
        "超期处理",
        "垃圾裸露（含夜间）",
        "被市级以上通报",
        "未每日清扫",
        "开展宣传，组织活动",
        "第一次",
        "台账不全",
        "媒体曝光",
        *VERBS,
        "未报送，迟报",
    )
)
MAYBE = st.just("") | WHAT
PER = st.sampled_from((*MEASURES, "10起", "2次"))
NAMES = st.sampled_from(("国家级", "省媒1篇", "市媒2篇", "县区级", "优秀", "良好", "不合格", "95%以上", "重大"))
RATES = st.sampled_from(("完成率", "事件处理率", "群众满意度", "日均车流量", "案件量"))
UNITS = st.sampled_from(("%", "天", "件", "", "个"))
BEST = st.sampled_from(Best)

occurrences = st.builds(
    PerOccurrence,
    each=HUNDREDTHS | HUNDREDTHS.map(lambda number: -number),
    per=PER,
    what=MAYBE,
    cap=CAPS,
    halved=st.sampled_from(("", "能当场解决", "主动整改到位")),
    highest_only=st.booleans(),
)
once = st.builds(lambda each, what: PerOccurrence(-each, "次", what, each), HUNDREDTHS, WHAT)
alternatives = st.builds(
    Alternatives,
    choices=st.lists(
        st.builds(Choice, NAMES, HUNDREDTHS | HUNDREDTHS.map(lambda number: -number) | st.just(Fraction(0))),
        min_size=1,
        max_size=5,
        unique_by=lambda choice: choice.name,
    ).map(tuple),
    what=st.sampled_from(("", "宣传报道", "信息采用")),
    cap=CAPS,
    highest_only=st.booleans(),
)
ratios = st.builds(Ratio, points=HUNDREDTHS, what=st.sampled_from(("完成比例", "事件处理率", "群众满意度")))
steps = st.builds(
    Steps,
    target=HUNDREDTHS,
    step=HUNDREDTHS,
    each=HUNDREDTHS | HUNDREDTHS.map(lambda number: -number),
    what=st.just("") | RATES,
    unit=UNITS,
    cap=CAPS,
    started=st.booleans(),
    above=st.booleans(),
)
thresholds = st.builds(
    Threshold,
    compare=st.sampled_from(Compare),
    bound=HUNDREDTHS,
    then=HUNDREDTHS,
    otherwise=HUNDREDTHS | st.just(Fraction(0)),
    what=st.just("") | RATES,
    unit=UNITS,
)
tables = st.builds(
    RankTable,
    points=st.lists(HUNDREDTHS, min_size=1, max_size=8).map(lambda found: tuple(sorted(found, reverse=True))),
    best=BEST,
    fall=HUNDREDTHS | st.just(Fraction(0)),
    least=HUNDREDTHS | st.just(Fraction(0)),
    what=st.just("") | RATES,
)
shares = st.builds(ShareOfBest, points=HUNDREDTHS, best=BEST, what=st.just("") | RATES)
graded = st.builds(
    Graded,
    points=HUNDREDTHS,
    levels=st.sampled_from(
        (
            (Level("好", Fraction(9), Fraction(10)), Level("合格", Fraction(7), Fraction(8))),
            (
                Level("国家级", Fraction(9), Fraction(10)),
                Level("省级", Fraction(7), Fraction(8)),
                Level("不合格", Fraction(0), Fraction(6)),
            ),
            (Level("", Fraction(9), Fraction(10)), Level("", Fraction(0), Fraction(8))),
            (Level("好", Fraction(5), Fraction(10)),),
            (),
        )
    ),
    out_of=st.sampled_from((Fraction(10), Fraction(100))),
    mean=st.sampled_from(Mean),
)
marks = st.builds(Direct, points=HUNDREDTHS, mean=st.sampled_from(Mean))
SIGNED = HUNDREDTHS | HUNDREDTHS.map(lambda number: -number)
bonuses = st.builds(Bonus, each=SIGNED, per=PER, what=MAYBE, ceiling=CAPS, highest_only=st.booleans()) | st.builds(
    lambda each, what: Bonus(each, "次", what, abs(each)), SIGNED, WHAT
)
beyond = st.builds(
    Alternatives,
    choices=st.lists(
        st.builds(Choice, NAMES, HUNDREDTHS), min_size=1, max_size=4, unique_by=lambda choice: choice.name
    ).map(tuple),
    what=st.sampled_from(("", "宣传报道", "信息采用")),
    cap=CAPS,
    highest_only=st.booleans(),
    beyond=st.just(True),
)
tiers = st.builds(
    lambda bounds, points, rest, what, unit, at_most: Tiers(
        tuple(Tier(bound, point) for bound, point in zip(sorted(bounds, reverse=not at_most), points, strict=False)),
        rest,
        what,
        unit,
        at_most,
    ),
    st.lists(HUNDREDTHS, min_size=2, max_size=4, unique=True),
    st.lists(HUNDREDTHS, min_size=4, max_size=4),
    HUNDREDTHS | st.just(Fraction(0)),
    st.just("") | RATES,
    UNITS,
    st.booleans(),
)
factors = st.builds(Multiplier, factor=HUNDREDTHS, what=st.sampled_from(("三点位无问题", "连续三个月第一名", "")))
vetoes = st.builds(Veto, scope=st.sampled_from(Scope), what=MAYBE)
below = st.builds(
    VetoBelow, scope=st.sampled_from(Scope), share=st.integers(1, 100).map(lambda number: Fraction(number, 100))
)
parts = st.one_of(
    occurrences,
    once,
    alternatives,
    ratios,
    steps,
    thresholds,
    tables,
    shares,
    graded,
    marks,
    bonuses,
    beyond,
    tiers,
    factors,
    vetoes,
    below,
)


def _loses(rule: Rule) -> bool:
    return any(isinstance(part, PerOccurrence | Steps) and part.each < 0 for part in rule.parts)


def _told(part: Part) -> object:
    """What a wording says once however often it says it."""
    return (Ratio, part.points) if isinstance(part, Ratio) else part


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(Start), st.lists(parts, min_size=1, max_size=4, unique_by=_told), CAPS)
def test_words_of_a_rule_read_back_to_it(start: Start, found: list[Part], most_lost: Fraction | None) -> None:
    rule = Rule(start, tuple(found), None)
    if _loses(rule):
        rule = Rule(start, tuple(found), most_lost)
    words = rule_words(rule)
    reading = read_rule(words, Fraction(30))
    assert (reading.rule, reading.rest) == (rule, ""), words


def test_rules_without_parts() -> None:
    for points, rule in ((Fraction(5), Rule(Start.FULL)), (None, Rule(Start.FULL)), (Fraction(5), Rule(Start.ZERO))):
        assert read_rule(rule_words(rule, points), points).rule == rule
    assert read_rule(rule_words(None), Fraction(5)).rule is None
    assert read_rule(rule_words(None), Fraction(5)).rest == ""
