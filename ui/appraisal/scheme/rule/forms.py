"""Every kind of rule: its plain name, what a new one starts with, the fields of its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

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
from models.appraisal.terms import Best, Compare, Mean, Scope
from ui.appraisal.figures import text_of
from ui.appraisal.scheme.rule.cells import (
    BoolCell,
    Cell,
    ChoiceCell,
    LineCell,
    SignedCell,
    above_zero,
    choices_cell,
    labelled_cell,
    levels_cell,
    most_cell,
    number_cell,
    points_cell,
    ranks_cell,
    share_cell,
    text_cell,
    tiers_cell,
    unit_cell,
)

ONCE = "同一事件就高，不重复计"


@dataclass(frozen=True, slots=True)
class Spec:
    """A field of a part: `key` names the value in its dataclass; without a label it bears its words itself."""

    key: str
    label: str
    cell: Callable[[], Cell]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of part; `new(points)` is one of an item with so many points."""

    part: type[Any]
    word: str
    about: str
    new: Callable[[Fraction], Part]
    specs: tuple[Spec, ...]


KINDS: tuple[Kind, ...] = (
    Kind(
        PerOccurrence,
        "按次计分",
        "每发现一次扣 0.5 分，最多扣 2 分",
        lambda points: PerOccurrence(Fraction(-1), what="发现问题"),
        (
            Spec("what", "事由", lambda: text_cell("如 发现占道经营")),
            Spec("each", "每次", SignedCell),
            Spec("per", "计量", lambda: unit_cell("次、处、件、个")),
            Spec("cap", "最多", most_cell),
            Spec("halved", "减半情形", lambda: text_cell("如 能当场整改；没有不填")),
            Spec("highest_only", "", lambda: BoolCell(ONCE)),
        ),
    ),
    Kind(
        Alternatives,
        "分档计分",
        "省级媒体每篇 3 分、市级 2 分、县级 1 分",
        lambda points: Alternatives((Choice("省级", Fraction(3)), Choice("市级", Fraction(2)))),
        (
            Spec("what", "事由", lambda: text_cell("如 被媒体报道")),
            Spec("choices", "档次", choices_cell),
            Spec("cap", "最多", most_cell),
            Spec("highest_only", "", lambda: BoolCell(ONCE)),
            Spec("beyond", "", lambda: BoolCell("加在满分以外（加分）")),
        ),
    ),
    Kind(
        Ratio,
        "按完成比例",
        "按完成比例得分；事件处理率×15 分",
        lambda points: Ratio(points),
        (
            Spec("what", "什么比例", lambda: text_cell("如 事件处理率")),
            Spec("points", "满分", points_cell),
        ),
    ),
    Kind(
        Steps,
        "每差一档",
        "每低于目标 5 个百分点扣 1 分；每超 1 天扣 1 分",
        lambda points: Steps(Fraction(90), Fraction(5), Fraction(-1), "完成率", "%"),
        (
            Spec("what", "什么数", lambda: text_cell("如 办结率")),
            Spec("above", "计哪边", lambda: ChoiceCell(((False, "低于目标的"), (True, "超过目标的")))),
            Spec("target", "目标", lambda: number_cell("目标")),
            Spec("step", "每档", lambda: LineCell(above_zero, text_of, "如 5")),
            Spec("unit", "单位", lambda: text_cell("如 %、天")),
            Spec("each", "每档计", SignedCell),
            Spec("cap", "最多", most_cell),
            Spec("started", "", lambda: BoolCell("不足一档的按一档计")),
        ),
    ),
    Kind(
        Threshold,
        "达标得分",
        "达到 90% 得 5 分，否则不得分",
        lambda points: Threshold(Compare.AT_LEAST, Fraction(90), points, what="完成率", unit="%"),
        (
            Spec("what", "什么数", lambda: text_cell("如 完成率")),
            Spec("compare", "比较", lambda: labelled_cell(Compare)),
            Spec("bound", "标准", lambda: number_cell("标准")),
            Spec("unit", "单位", lambda: text_cell("如 %、天")),
            Spec("then", "达标得", points_cell),
            Spec("otherwise", "否则得", points_cell),
        ),
    ),
    Kind(
        Tiers,
        "分段得分",
        "达到 95% 得 8 分、达到 90% 得 6 分，其余不得分",
        lambda points: Tiers((Tier(Fraction(95), points), Tier(Fraction(90), points / 2)), what="完成率", unit="%"),
        (
            Spec("what", "什么数", lambda: text_cell("如 办结率")),
            Spec("at_most", "比较", lambda: ChoiceCell(((False, "达到"), (True, "不超过")))),
            Spec("tiers", "各段", tiers_cell),
            Spec("unit", "单位", lambda: text_cell("如 %、件")),
            Spec("otherwise", "其余得", points_cell),
        ),
    ),
    Kind(
        RankTable,
        "按名次",
        "第 1—5 名依次得 60、57、54、51、48 分",
        lambda points: RankTable(tuple(max(points - lost, Fraction(0)) for lost in range(3))),
        (
            Spec("what", "比什么", lambda: text_cell("如 暗访成绩")),
            Spec("best", "最好的是", lambda: labelled_cell(Best)),
            Spec("points", "各名次得", ranks_cell),
            Spec("fall", "以后每名少", points_cell),
            Spec("least", "最少得", points_cell),
        ),
    ),
    Kind(
        ShareOfBest,
        "与第一名比",
        "第 1 名得 6 分，其余按比例",
        lambda points: ShareOfBest(points),
        (
            Spec("what", "比什么", lambda: text_cell("如 信息报送量")),
            Spec("best", "最好的是", lambda: labelled_cell(Best)),
            Spec("points", "第1名得", points_cell),
        ),
    ),
    Kind(
        Graded,
        "分级评分",
        "好 9—10、中 7—8、差 0—6，折算成分值",
        lambda points: Graded(points, _levels()),
        (
            Spec("levels", "级别", levels_cell),
            Spec("out_of", "评分满分", lambda: LineCell(above_zero, text_of, "如 10")),
            Spec("points", "折算为", points_cell),
            Spec("mean", "多人评分", lambda: labelled_cell(Mean)),
        ),
    ),
    Kind(
        Direct,
        "评分人评分",
        "评分人在 0 至满分内评分，多人取平均",
        lambda points: Direct(points),
        (
            Spec("points", "满分", points_cell),
            Spec("mean", "多人评分", lambda: labelled_cell(Mean)),
        ),
    ),
    Kind(
        Bonus,
        "加分",
        "受到表彰每次加 1 分，最多加 3 分；也可以从总分中扣",
        lambda points: Bonus(Fraction(1), what="受到表彰"),
        (
            Spec("what", "事由", lambda: text_cell("如 受到省级表彰")),
            Spec("each", "每次", lambda: SignedCell(lose="从总分中扣", gain="加")),
            Spec("per", "计量", lambda: unit_cell("次、项、篇")),
            Spec("ceiling", "最多", most_cell),
            Spec("highest_only", "", lambda: BoolCell(ONCE)),
        ),
    ),
    Kind(
        Multiplier,
        "得分翻倍",
        "三个点位都没有问题的，得分乘以 2",
        lambda points: Multiplier(Fraction(2), "三个点位都没有问题的"),
        (
            Spec("what", "情形", lambda: text_cell("如 三个点位都没有问题的")),
            Spec("factor", "乘以", lambda: LineCell(above_zero, text_of, "如 2")),
        ),
    ),
    Kind(
        Veto,
        "一票否决",
        "弄虚作假的，取消评先资格",
        lambda points: Veto(Scope.PART, "弄虚作假"),
        (
            Spec("what", "情形", lambda: text_cell("如 弄虚作假")),
            Spec("scope", "否决", lambda: labelled_cell(Scope)),
        ),
    ),
    Kind(
        VetoBelow,
        "得分过低否决",
        "得分低于本项分值 70% 的，一票否决",
        lambda points: VetoBelow(Scope.WHOLE, Fraction(7, 10)),
        (
            Spec("share", "低于", share_cell),
            Spec("scope", "否决", lambda: labelled_cell(Scope)),
        ),
    ),
)


def kind_of(part: Part) -> Kind:
    """The kind of a part."""
    return next(kind for kind in KINDS if kind.part is type(part))


def _levels() -> tuple[Level, ...]:
    bounds = (("好", 9, 10), ("中", 7, 8), ("差", 0, 6))
    return tuple(Level(name, Fraction(low), Fraction(high)) for name, low, high in bounds)
