"""A unit's card: its components as shares, what it lost its points by, how it stood in earlier rounds."""

from collections.abc import Iterator
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.queries.explaining import titled
from models.appraisal.queries.results import ground, result
from models.appraisal.queries.rounds import rounds
from models.appraisal.rows import Cause, GroupResult, RoundResult, Share, TrendPoint, UnitCard
from models.appraisal.rules.kinds import ZERO
from models.appraisal.rules.totals import Frame, Sum
from models.appraisal.tables import Scheme
from models.appraisal.terms import RoundState
from models.errors import Refusal


def unit_card(session: Session, *, round_id: int, unit_id: int) -> UnitCard:
    """The card of a unit in a round. Refuses a unit that the round does not know."""
    found = result(session, round_id=round_id)
    group = next((one for one in found.groups if any(unit.unit_id == unit_id for unit in one.units)), None)
    unit = found.unit(unit_id)
    if group is None or unit is None:
        raise Refusal("这个单位本期没有参加考核，没有得分。", "请换一个单位。")
    basis = ground(session, round_id=round_id)
    numbers = {row.id: titled(row) for row in basis.criteria}
    counts: dict[int, int] = {}
    for entry in basis.entries:
        if entry.unit_id == unit_id:
            counts[entry.criterion_id] = counts.get(entry.criterion_id, 0) + 1
    causes = [
        Cause(node.id, numbers.get(node.id, node.name), lost, lost * weight, counts.get(node.id, 0))
        for component in unit.total.components
        for node, weight in _leaves(component, _worth(component, found.frame))
        if node.score is not None and (lost := node.points - node.score) > 0
    ]
    return UnitCard(
        unit,
        group.name,
        len([one for one in group.units if one.rank is not None]),
        tuple(_shares(found.frame, group, unit_id)),
        tuple(sorted(causes, key=lambda one: one.of_total, reverse=True)),
        tuple(_trend(session, found, unit_id)),
    )


def _shares(frame: Frame, group: GroupResult, unit_id: int) -> Iterator[Share]:
    """Components with what the unit got of their full marks, and what its group got on average. A scheme without
    components is shown by its uppermost headings."""
    own = next(one for one in group.units if one.unit_id == unit_id).total.components
    by_heading = len(own) == 1 and not own[0].name
    for place, one in enumerate(own[0].below if by_heading else own):
        full = one.points if by_heading else _full(frame, one)
        others = [(unit.total.components[0].below if by_heading else unit.total.components) for unit in group.units]
        scores = [found.score for sums in others for found in sums if found.id == one.id and found.score is not None]
        mean = sum(scores, ZERO) / len(scores) / full if scores and full else None
        share = one.score / full if one.score is not None and full else None
        yield Share(one.id or place, one.name, one.score, full, share, mean)


def _full(frame: Frame, of: Sum) -> Fraction:
    weight = next((one.weight for one in frame.components if one.key == of.id), None)
    return of.points if weight is None else frame.full * weight


def _worth(component: Sum, frame: Frame) -> Fraction:
    """What one point of the component's items is worth in the total."""
    return _full(frame, component) / component.points if component.points else ZERO


def _leaves(of: Sum, worth: Fraction) -> Iterator[tuple[Sum, Fraction]]:
    """The items below with what a point of each is worth, those that took the points of others more."""
    if not of.below:
        yield of, worth
    for one in of.below:
        yield from _leaves(one, worth * of.scale)


def _trend(session: Session, found: RoundResult, unit_id: int) -> Iterator[TrendPoint]:
    """The unit in every round under versions of the scheme up to this one; withdrawn and trial ones only when it is
    this one."""
    own = select(Scheme.campaign_id, Scheme.position).where(Scheme.id == found.round.scheme_id)
    campaign_id, family = session.execute(own).one()
    query = select(Scheme.id).where(Scheme.campaign_id == campaign_id, Scheme.position == family)
    versions = set(session.scalars(query))
    for row in rounds(session, campaign_id=campaign_id):
        if row.scheme_id not in versions:
            continue
        if row.id != found.round.id and row.state not in (RoundState.POSTED, RoundState.LOCKED):
            continue
        one = found if row.id == found.round.id else result(session, round_id=row.id)
        unit = one.unit(unit_id)
        if unit is not None:
            yield TrendPoint(row.id, row.name, unit.score, unit.rank, _mean(one, unit.group_id))
        if row.id == found.round.id:
            return


def _mean(found: RoundResult, group_id: int) -> Fraction | None:
    scores = [
        unit.score for group in found.groups if group.id == group_id for unit in group.units if unit.score is not None
    ]
    return sum(scores, ZERO) / len(scores) if scores else None
