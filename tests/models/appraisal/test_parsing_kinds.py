"""Every kind of rule out of a wording of published papers, part by part."""

from fractions import Fraction

import pytest

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
    ShareOfBest,
    Steps,
    Threshold,
    Tier,
    Tiers,
    Veto,
    VetoBelow,
)
from models.appraisal.rules.parsing import read_rule
from models.appraisal.terms import Best, Compare, Mean, Scope, Start

F = Fraction
KINDS: tuple[tuple[str, int, Start, tuple[Part, ...]], ...] = (
    ("每少一次扣0.5分，扣完为止", 3, Start.FULL, (PerOccurrence(F(-1, 2), "次", "少"),)),
    ("每少1名得0.5分", 3, Start.ZERO, (PerOccurrence(F(1, 2), "名", "少"),)),
    ("缺项扣4分", 10, Start.FULL, (PerOccurrence(F(-4), "次", "缺项", F(4)),)),
    ("每次扣0.1分，如能当场解决扣分减半", 3, Start.FULL, (PerOccurrence(F(-1, 10), "次", "", None, "能当场解决"),)),
    ("省媒1篇3分、市媒2篇2分", 5, Start.ZERO, (Alternatives((Choice("省媒1篇", F(3)), Choice("市媒2篇", F(2)))),)),
    ("事件处理率×15分", 15, Start.ZERO, (Ratio(F(15), "事件处理率"),)),
    ("低于90%的，每低5个百分点扣1分", 5, Start.FULL, (Steps(F(90), F(5), F(-1), "", "%"),)),
    ("超过30天的，每超1天扣1分", 5, Start.FULL, (Steps(F(30), F(1), F(-1), "", "天", above=True),)),
    ("达到90%得5分，否则得0分", 5, Start.ZERO, (Threshold(Compare.AT_LEAST, F(90), F(5), F(0), "", "%"),)),
    (
        "办结率达到95%以上得8分，90%-95%得6分，低于90%不得分。",
        8,
        Start.ZERO,
        (Tiers((Tier(F(95), F(8)), Tier(F(90), F(6))), F(0), "办结率", "%"),),
    ),
    (
        "投诉3件以下得5分，3—5件得3分，5件以上不得分",
        5,
        Start.ZERO,
        (Tiers((Tier(F(3), F(5)), Tier(F(5), F(3))), F(0), "投诉", "件", at_most=True),),
    ),
    (
        "90%（含）以上得10分，80%（含）—90%得8分，其余得1分",
        10,
        Start.ZERO,
        (Tiers((Tier(F(90), F(10)), Tier(F(80), F(8))), F(1), "", "%"),),
    ),
    (
        "低于60%不得分，60%—80%得3分，80%以上得5分",
        5,
        Start.ZERO,
        (Tiers((Tier(F(80), F(5)), Tier(F(60), F(3))), F(0), "", "%"),),
    ),
    (
        "省级媒体采用每篇加3分，市级每篇加2分，县级每篇加1分，同一信息就高不重复，最高10分。",
        10,
        Start.ZERO,
        (
            Alternatives(
                (Choice("省级媒体采用", F(3)), Choice("市级", F(2)), Choice("县级", F(1))), "", F(10), True, beyond=True
            ),
        ),
    ),
    (
        "获省级表彰每次加2分，市级加1分，最高加5分。",
        5,
        Start.ZERO,
        (Alternatives((Choice("获省级表彰", F(2)), Choice("市级", F(1))), "", F(5), beyond=True),),
    ),
    ("发现弄虚作假的，从总分中扣5分", 10, Start.ZERO, (Bonus(F(-5), "次", "发现弄虚作假", F(5)),)),
    ("瞒报每次从总分中扣2分，最多扣6分", 10, Start.ZERO, (Bonus(F(-2), "次", "瞒报", F(6)),)),
    ("第1—3名依次得60/57/54", 60, Start.ZERO, (RankTable((F(60), F(57), F(54))),)),
    ("从低到高第1名得5分，以后每名少1分", 5, Start.ZERO, (RankTable((F(5),), Best.LOWEST, F(1)),)),
    ("第1名6分其余按比例", 6, Start.ZERO, (ShareOfBest(F(6)),)),
    (
        "好9–10/合格7–8/不合格0–6",
        5,
        Start.ZERO,
        (Graded(F(5), (Level("好", F(9), F(10)), Level("合格", F(7), F(8)), Level("不合格", F(0), F(6)))),),
    ),
    ("评委打分，去掉最高分和最低分后取平均", 5, Start.ZERO, (Direct(F(5), Mean.TRIMMED),)),
    ("每次加1分，加分上限5分", 5, Start.ZERO, (Bonus(F(1), "次", "", F(5)),)),
    ("三点位无问题×2", 5, Start.FULL, (Multiplier(F(2), "三点位无问题"),)),
    ("发生重大事故的，一票否决", 5, Start.FULL, (Veto(Scope.WHOLE, "发生重大事故"),)),
    ("有不达标又恶化整个项得0分", 5, Start.FULL, (Veto(Scope.PART, "有不达标又恶化"),)),
    ("被问责的，取消评先评优资格", 5, Start.FULL, (Veto(Scope.HONOUR, "被问责"),)),
    ("本项得分<70%一票否决", 5, Start.FULL, (VetoBelow(Scope.WHOLE, F(7, 10)),)),
)


@pytest.mark.parametrize(("words", "points", "start", "parts"), KINDS)
def test_kinds(words: str, points: int, start: Start, parts: tuple[Part, ...]) -> None:
    rule = read_rule(words, F(points)).rule
    assert rule is not None
    assert (rule.start, rule.parts, rule.most_lost) == (start, parts, None)
