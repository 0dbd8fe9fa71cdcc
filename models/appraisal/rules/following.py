"""A rule after the points of its item changed."""

from dataclasses import replace
from fractions import Fraction

from models.appraisal.rules.kinds import Direct, Graded, Part, Ratio, Rule, ShareOfBest, Threshold, Tiers


def with_points(rule: Rule, old: Fraction, new: Fraction) -> Rule:
    """Parts that gave exactly all points of the item give all of the new ones; others stay as they are."""
    return replace(rule, parts=tuple(_followed(part, old, new) for part in rule.parts))


def _followed(part: Part, old: Fraction, new: Fraction) -> Part:
    if isinstance(part, Ratio | ShareOfBest | Graded | Direct) and part.points == old:
        return replace(part, points=new)
    if isinstance(part, Threshold) and part.then == old:
        return replace(part, then=new)
    if isinstance(part, Tiers) and part.tiers and part.tiers[0].points == old:
        return replace(part, tiers=(replace(part.tiers[0], points=new), *part.tiers[1:]))
    return part
