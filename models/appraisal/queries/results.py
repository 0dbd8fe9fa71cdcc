"""Results of a round: computed while it is on trial, read as frozen once posted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.freezing import Ground
from models.appraisal.queries.entries import entries
from models.appraisal.queries.live import Live, live
from models.appraisal.queries.posted import posted
from models.appraisal.queries.rounds import exemptions, parts, round_row
from models.appraisal.rows import GroupResult, RosterRow, RoundResult, RoundRow, UnitResult
from models.appraisal.rules.totals import Frame
from models.appraisal.scoring import Scored
from models.appraisal.tables import AppraisalRound, Scheme
from models.appraisal.terms import EntryState, RoundState
from models.errors import Refusal

Standing = Mapping[tuple[str, int], int]
"""(name of the group, unit) → rank."""


def result(session: Session, *, round_id: int) -> RoundResult:
    """The result of a round, by group, ranked ones first."""
    row = existing(session, round_id)
    frozen = posted(session, round_id=round_id)
    if frozen is not None:
        kept = frozen.result
        then = kept.round
        return replace(kept, round=replace(row, name=then.name, scheme=then.scheme, starts=then.starts, ends=then.ends))
    return live_result(session, row, live(session, round_id=round_id, scheme_id=row.scheme_id))


def live_result(session: Session, row: RoundRow, found: Live) -> RoundResult:
    """What a round on trial comes to."""
    before = ranks_before(session, round_id=row.id)
    return assembled(row, found.sheet.frame, found.roster, found.scored, before)


def ground(session: Session, *, round_id: int) -> Ground:
    """What the result of a round rests on, live or frozen: rows of the score table, sub-rounds, accepted entries."""
    row = existing(session, round_id)
    frozen = posted(session, round_id=round_id)
    if frozen is not None:
        return frozen.ground
    found = live(session, round_id=round_id, scheme_id=row.scheme_id)
    return Ground(
        found.criteria,
        found.roster,
        parts(session, round_id=round_id),
        entries(session, round_id=round_id, state=EntryState.ACCEPTED),
        exemptions(session, round_id=round_id),
    )


def ranks_before(session: Session, *, round_id: int) -> Standing:
    """The ranks of the round before (by days, under a version of the same scheme), withdrawn ones left out."""
    own = (
        select(Scheme.campaign_id, Scheme.position)
        .join(AppraisalRound, AppraisalRound.scheme_id == Scheme.id)
        .where(AppraisalRound.id == round_id)
    )
    campaign_id, family = session.execute(own).one()
    query = (
        select(AppraisalRound.id, AppraisalRound.scheme_id)
        .join(Scheme, Scheme.id == AppraisalRound.scheme_id)
        .where(AppraisalRound.campaign_id == campaign_id, Scheme.position == family)
        .where((AppraisalRound.state != RoundState.WITHDRAWN) | (AppraisalRound.id == round_id))
        .order_by(AppraisalRound.starts, AppraisalRound.position, AppraisalRound.number, AppraisalRound.id)
    )
    found = session.execute(query).all()
    place = next(place for place, row in enumerate(found) if row.id == round_id)
    if not place:
        return {}
    other, scheme_id = found[place - 1]
    frozen = posted(session, round_id=other)
    if frozen is not None:
        return {
            (group.name, unit.unit_id): unit.rank
            for group in frozen.result.groups
            for unit in group.units
            if unit.rank is not None
        }
    trial = live(session, round_id=other, scheme_id=scheme_id)
    ranked = ((one, trial.scored.ranks.get(one.unit_id)) for one in trial.roster)
    return {(one.group, one.unit_id): rank for one, rank in ranked if rank is not None}


def assembled(
    row: RoundRow, frame: Frame, members: Sequence[RosterRow], scored: Scored, before: Standing
) -> RoundResult:
    """Scores with names, groups and ranks."""
    own: dict[int, list[RosterRow]] = {}
    for one in members:
        own.setdefault(one.group_id, []).append(one)
    groups = tuple(
        GroupResult(
            group_id,
            found[0].group,
            tuple(
                in_order(
                    [
                        UnitResult(
                            one.unit_id,
                            one.name,
                            group_id,
                            scored.totals[one.unit_id],
                            scored.ranks[one.unit_id],
                            before.get((one.group, one.unit_id)),
                            scored.items[one.unit_id],
                        )
                        for one in found
                        if one.is_checked
                    ]
                )
            ),
        )
        for group_id, found in own.items()
    )
    return RoundResult(row, frame, groups)


def in_order(units: Sequence[UnitResult]) -> list[UnitResult]:
    """Ranked ones first by rank, in roster order among equals; then those without a rank."""
    return sorted(units, key=lambda one: (one.rank is None, one.rank or 0))


def existing(session: Session, round_id: int) -> RoundRow:
    """The round; Refusal when it is gone."""
    row = round_row(session, round_id=round_id)
    if row is None:
        raise Refusal("这个考核期已经被删除。", "请刷新后再试。")
    return row
