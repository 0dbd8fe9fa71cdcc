"""What stands between the scores of the parts and the score of the whole: factors, weights, bonus, vetoes, rounding.

Each is said in words with the difference it makes, so that an explanation adds up.
"""

from collections.abc import Container, Iterable, Sequence
from fractions import Fraction

from models.appraisal.rows import Explained
from models.appraisal.rules.figures import percent, short
from models.appraisal.rules.kinds import ONE, ZERO
from models.appraisal.rules.totals import Component, Frame, Sum, Total
from models.appraisal.terms import Scope


def of_heading(found: Sum, spared: Container[int]) -> tuple[Explained, ...]:
    """What lies between the rows below a heading and its score; `spared` are items that do not apply."""
    if found.score is None:
        return ()
    return _steps([_scaling(found, spared)], _plain(found.below), found.score, "")


def of_component(
    found: Sum, component: Component | None, frame: Frame, spared: Container[int]
) -> tuple[Explained, ...]:
    """The same for a component, with its weight and its rounding."""
    if found.score is None:
        return ()
    steps = [_scaling(found, spared)]
    if component is not None and component.weight is not None and found.points:
        factor = frame.full * component.weight / found.points
        weight = percent(component.weight)
        steps.append((f"满{short(found.points)}分折算为满分{short(frame.full)}的{weight}", ("×", factor)))
    return _steps(steps, _plain(found.below), found.score, _rounding(frame))


def of_total(total: Total, frame: Frame) -> tuple[Explained, ...]:
    """What lies between the components and the total."""
    if total.score is None:
        return ()
    components = {one.key: one for one in frame.components}
    worth = {one.id: _worth(one, components.get(one.id), frame) for one in total.components}
    missing = [one for one in total.components if one.score is None and worth[one.id]]
    planned = sum(worth.values(), ZERO)
    known = planned - sum((worth[one.id] for one in missing), ZERO)
    steps: list[tuple[str, tuple[str, Fraction]]] = []
    if missing and known:
        names = "、".join(f"“{one.name}”" if one.name else "其他项目" for one in missing)
        words = f"{names}{short(planned - known)}分没有数据不计，按{short(planned)}/{short(known)}折算"
        steps.append((words, ("×", planned / known)))
    if total.bonus:
        ceiling = f"（最多{short(frame.bonus_ceiling)}分）" if frame.bonus_ceiling is not None else ""
        steps.append((f"{'加' if total.bonus > 0 else '减'}分{ceiling}", ("+", total.bonus)))
    if not frame.bonus_beyond:
        steps.append((f"总分不超过满分{short(frame.full)}分", ("≤", frame.full)))
    if any(scope == Scope.WHOLE.value for scope, _ in total.vetoes):
        steps.append(("一票否决，总分不得分", ("×", ZERO)))
    steps.append(("总分不低于0分", ("≥", ZERO)))
    return _steps(steps, _plain(total.components), total.score, _rounding(frame))


def _worth(found: Sum, component: Component | None, frame: Frame) -> Fraction:
    return found.points if component is None or component.weight is None else component.weight * frame.full


def _plain(below: Iterable[Sum]) -> Fraction:
    return sum((one.score for one in below if one.score is not None), ZERO)


def _rounding(frame: Frame) -> str:
    return f"四舍五入到{frame.digits}位小数"


def _scaling(found: Sum, spared: Container[int]) -> tuple[str, tuple[str, Fraction]]:
    """不适用的3分、没有数据的5分不计，按20/12折算."""
    left = [one for one in found.below if one.score is None]
    apart = sum((one.points for one in left if _is_spared(one, spared)), ZERO)
    unknown = sum((one.points for one in left), ZERO) - apart
    said = [f"不适用的{short(apart)}分"] if apart else []
    said += [f"没有数据的{short(unknown)}分"] if unknown else []
    known = found.points - apart - unknown
    return f"{'、'.join(said)}不计，按{short(found.points)}/{short(known)}折算", ("×", found.scale)


def _is_spared(found: Sum, spared: Container[int]) -> bool:
    """Whether an item, or all below a heading, does not apply."""
    return all(_is_spared(one, spared) for one in found.below) if found.below else found.id in spared


def _steps(
    steps: Sequence[tuple[str, tuple[str, Fraction]]], start: Fraction, end: Fraction, last: str
) -> tuple[Explained, ...]:
    """The steps that change something on the way from `start` to `end`; `last` names what is left over at the end."""
    found: list[Explained] = []
    at = start
    for words, (sign, by) in steps:
        if sign == "×" and by == ONE:
            continue
        after = {"×": at * by, "+": at + by, "≤": min(at, by), "≥": max(at, by)}[sign]
        if after != at:
            found.append(Explained(words, after - at, None, adjusts=True))
        at = after
    if end != at:
        found.append(Explained(last, end - at, None, adjusts=True))
    return tuple(found)
