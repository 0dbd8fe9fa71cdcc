"""What an appraisal refuses, in words: frozen schemes, points too fine, names taken."""

from collections.abc import Iterable
from fractions import Fraction

from models.appraisal.rules.figures import short
from models.appraisal.terms import RoundState, SchemeState
from models.errors import Refusal

MOST_POINTS = 100_000
MOST_TIE_WORDS = 200
NEW_VERSION = "请点“另起新版”，在新版里改。"


def hundredths(value: Fraction | None, what: str = "分值") -> int | None:
    """Points as stored. Refuses what is finer than 1/100, negative or beyond reason."""
    if value is None:
        return None
    scaled = value * 100
    if scaled.denominator != 1:
        raise Refusal(f"{what}“{short(value)}”的小数多于两位。", "请写到两位小数。")
    if not 0 <= value <= MOST_POINTS:
        raise Refusal(f"{what}“{short(value)}”不在 0 至 {MOST_POINTS} 之间。", "请核对后再填。")
    return int(scaled)


def ten_thousandths(value: Fraction | None, what: str = "权重") -> int | None:
    """A weight (0.4) as stored. Refuses what is finer than 0.01%, negative or above 1."""
    if value is None:
        return None
    scaled = value * 10_000
    if scaled.denominator != 1 or not 0 <= value <= 1:
        raise Refusal(f"{what}“{short(value * 100)}%”不在 0 至 100% 之间，或小数多于两位。", "请写百分数，如 40%。")
    return int(scaled)


def why_frozen(state: SchemeState) -> Refusal | None:
    """Why a scheme cannot be changed."""
    if state is SchemeState.DRAFT:
        return None
    return Refusal(f"这一版办法已经{state.label}，不能再改，已有的考核结果不会变。", NEW_VERSION)


def why_not_in_force(state: SchemeState, items: int, groups: int, members: int) -> Refusal | None:
    """Why a scheme cannot be put in force."""
    if state is not SchemeState.DRAFT:
        return Refusal(f"这一版办法已经{state.label}。")
    if not items:
        return Refusal("办法里还没有考核项目。", "请先录入或导入评分表。")
    if not groups or not members:
        return Refusal("还没有考核组，或组里没有单位。", "请先建立考核组，把单位放进去。")
    return None


def why_not_ended(state: SchemeState) -> Refusal | None:
    """Why a scheme cannot be ended."""
    if state is SchemeState.IN_FORCE:
        return None
    return Refusal("只有施行中的办法可以停用。", "草稿不用时可以删除。")


def why_not_deleted(name: str, state: SchemeState, rounds: int) -> Refusal | None:
    """Why a scheme cannot be deleted."""
    if rounds:
        return Refusal(f"“{name}”下面已有考核期，不能删除。", "不再使用时请停用。")
    return why_frozen(state)


def why_round_closed(state: RoundState) -> Refusal | None:
    """Why entries of a round cannot be changed any more."""
    if state is RoundState.TRIAL:
        return None
    if state is RoundState.WITHDRAWN:
        return Refusal("这个考核期已经撤回，留作备查，不能再改。", "请在撤回时生成的新版里改。")
    return Refusal(f"这个考核期已经{state.label}，结果不能再改。", "确需更正的，请先撤回，再在新版里改。")


def why_name_taken(name: str, others: Iterable[str], what: str) -> Refusal | None:
    """Why a name cannot be given twice."""
    if name in set(others):
        return Refusal(f"已经有叫“{name}”的{what}。", "请换一个名称。")
    return None
