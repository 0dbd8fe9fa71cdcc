"""Figures of one rule that do not go with the points of its item, or that can never come about."""

from fractions import Fraction
from itertools import pairwise

from models.appraisal.rules.figures import percent, short
from models.appraisal.rules.kinds import (
    ZERO,
    Alternatives,
    Direct,
    Graded,
    Part,
    PerOccurrence,
    RankTable,
    Ratio,
    Rule,
    ShareOfBest,
    Steps,
    Threshold,
    Tiers,
    VetoBelow,
)
from models.appraisal.rules.wording import part_words
from models.appraisal.terms import Start


def cap_slips(rule: Rule, points: Fraction | None) -> tuple[str, ...]:
    """Caps and marks that are larger than the item's points (None: not known)."""
    if not points:
        return ()
    found = [sentence for part in rule.parts if (sentence := _of_part(part, points))]
    found += _told_twice(rule, points)
    if rule.most_lost is not None and rule.most_lost > points:
        found.append(f"最多扣{short(rule.most_lost)}分，超过本项分值{short(points)}分。")
    return tuple(dict.fromkeys(found))


def _told_twice(rule: Rule, points: Fraction) -> list[str]:
    """Parts that count the same twice, or that each give the whole points."""
    said = [part_words(part) for part in rule.parts]
    again = dict.fromkeys(one for one in said if said.count(one) > 1)
    if again:
        return [f"“{one}”设了两次，会计两次分。" for one in again]
    whole = [words for part, words in zip(rule.parts, said, strict=True) if getattr(part, "points", None) == points]
    if rule.start is Start.ZERO and len(whole) > 1:
        return [f"{'、'.join(f'“{one}”' for one in whole)}各给满分{short(points)}分，合起来超过本项分值。"]
    return []


def _of_part(part: Part, points: Fraction) -> str:
    match part:
        case Ratio() | Graded() | ShareOfBest() | Direct() if part.points != points:
            return f"规则按{short(part.points)}分计，本项分值是{short(points)}分。"
        case PerOccurrence() | Steps() if part.cap is not None and part.cap > points:
            return f"封顶{short(part.cap)}分，超过本项分值{short(points)}分。"
        case Alternatives() if not part.beyond and part.cap is not None and part.cap > points:
            return f"封顶{short(part.cap)}分，超过本项分值{short(points)}分。"
        case PerOccurrence() | Steps() if abs(part.each) > points:
            return f"一次就是{short(abs(part.each))}分，超过本项分值{short(points)}分。"
        case Tiers() if (most := max((one.points for one in part.tiers), default=ZERO)) > points:
            return f"得{short(most)}分，超过本项分值{short(points)}分。"
        case Tiers() if _out_of_order(part):
            return "各档的标准没有从高到低排，后面的一档永远用不上。"
        case Alternatives() if part.beyond:
            return ""
        case Alternatives() if max((abs(one.points) for one in part.choices), default=ZERO) > points:
            highest = max(part.choices, key=lambda one: abs(one.points))
            return f"“{highest.name}”是{short(abs(highest.points))}分，超过本项分值{short(points)}分。"
        case Threshold() if max(part.then, part.otherwise) > points:
            return f"得{short(max(part.then, part.otherwise))}分，超过本项分值{short(points)}分。"
        case RankTable() if part.points and max(part.points) > points:
            return f"第1名得{short(max(part.points))}分，超过本项分值{short(points)}分。"
    return ""


def _out_of_order(part: Tiers) -> bool:
    bounds = [one.bound for one in part.tiers]
    return any(later <= one if part.at_most else later >= one for one, later in pairwise(bounds))


def veto_slips(rule: Rule, points: Fraction | None) -> tuple[str, ...]:
    """Vetoes below a share of the points that the item's score can never fall below."""
    if not points or rule.start is not Start.FULL:
        return ()
    most = _most_lost(rule)
    if most is None:
        return ()
    least = max(points - most, ZERO)
    return tuple(
        f"得分低于{percent(part.share)}才否决，可是本项最多扣{short(most)}分，怎么也不会低于{short(least)}分。"
        for part in rule.parts
        if isinstance(part, VetoBelow) and least >= part.share * points
    )


def _most_lost(rule: Rule) -> Fraction | None:
    """The most an item that starts at full marks can lose; None: all of it."""
    losses = [
        part
        for part in rule.parts
        if (isinstance(part, PerOccurrence | Steps) and part.each < 0)
        or (isinstance(part, Alternatives) and any(one.points < 0 for one in part.choices))
    ]
    caps = [part.cap for part in losses if part.cap is not None]
    own = sum(caps, ZERO) if len(caps) == len(losses) else None
    bounds = [one for one in (own, rule.most_lost) if one is not None]
    return min(bounds) if bounds else None
