"""Rules as they are stored: JSON of kinds and exact numbers, checked when read."""

from models.appraisal.rules.kinds import Rule
from models.errors import Condition
from models.frozen import BROKEN, read, text_of


def stored(rule: Rule) -> str:
    """The rule as JSON text; equal rules are equal texts."""
    return text_of(rule)


def rule_of(text: str) -> Rule | None:
    """The rule of a stored text; None for an empty one (marked by hand). Raises Condition for one that is no rule."""
    if not text:
        return None
    try:
        return read(Rule, text)
    except BROKEN:
        raise Condition("这条评分规则读不懂。", "请重新设置这一项的规则。") from None
