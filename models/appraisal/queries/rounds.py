"""考核期: the rounds of a campaign, the roster of one, its sub-rounds and what does not apply in it."""

from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.appraisal.rows import ExemptionRow, PartRow, RosterRow, RoundRow
from models.appraisal.tables import (
    AppraisalRound,
    Entry,
    Objection,
    RoundExemption,
    RoundPart,
    RoundUnit,
    Scheme,
    SchemeGroup,
)
from models.appraisal.terms import EntryState, Outcome

_COLUMNS = (
    AppraisalRound.id,
    AppraisalRound.name,
    AppraisalRound.number,
    AppraisalRound.origin_id,
    AppraisalRound.scheme_id,
    AppraisalRound.starts,
    AppraisalRound.ends,
    AppraisalRound.weight,
    AppraisalRound.state,
    AppraisalRound.posted_on,
    AppraisalRound.posted_until,
    AppraisalRound.locked_on,
    AppraisalRound.withdrawn_on,
    AppraisalRound.reason,
    AppraisalRound.note,
)
"""All but the frozen content, which is long."""


def rounds(session: Session, *, campaign_id: int) -> tuple[RoundRow, ...]:
    """All rounds of a campaign by their days, the newest version of each last."""
    return _rows(session, AppraisalRound.campaign_id == campaign_id)


def round_row(session: Session, *, round_id: int) -> RoundRow | None:
    """One round; None when it is gone."""
    return next(iter(_rows(session, AppraisalRound.id == round_id)), None)


def _rows(session: Session, where: object) -> tuple[RoundRow, ...]:
    query = (
        select(*_COLUMNS, Scheme.name.label("scheme"), Scheme.number.label("scheme_number"))
        .join(Scheme, Scheme.id == AppraisalRound.scheme_id)
        .where(where)  # type: ignore[arg-type]
        .order_by(AppraisalRound.starts, AppraisalRound.position, AppraisalRound.number, AppraisalRound.id)
    )
    found = session.execute(query).all()
    ids = [row.id for row in found]
    units = _counted(session, RoundUnit, ids)
    objections = _counted(session, Objection, ids, Objection.outcome == Outcome.OPEN)
    entries = _entries(session, ids)
    return tuple(
        RoundRow(
            row.id,
            row.name,
            row.number,
            row.origin_id,
            row.scheme_id,
            f"{row.scheme}（第{row.scheme_number}版）" if row.scheme_number > 1 else row.scheme,
            row.starts,
            row.ends,
            Fraction(row.weight, 10_000),
            row.state,
            row.posted_on,
            row.posted_until,
            row.locked_on,
            row.withdrawn_on,
            row.reason,
            units.get(row.id, 0),
            entries.get((row.id, EntryState.ACCEPTED), 0),
            entries.get((row.id, EntryState.PROPOSED), 0),
            objections.get(row.id, 0),
            row.note,
        )
        for row in found
    )


def roster(session: Session, *, round_id: int) -> tuple[RosterRow, ...]:
    """The frozen roster by group and place."""
    query = (
        select(RoundUnit, SchemeGroup.name)
        .join(SchemeGroup, SchemeGroup.id == RoundUnit.group_id)
        .where(RoundUnit.round_id == round_id)
        .order_by(SchemeGroup.position, SchemeGroup.id, RoundUnit.position, RoundUnit.id)
    )
    return tuple(
        RosterRow(row.id, row.unit_id, row.name, row.group_id, group, row.is_checked)
        for row, group in session.execute(query)
    )


def parts(session: Session, *, round_id: int) -> tuple[PartRow, ...]:
    """The sub-rounds of a round in order."""
    found = session.scalars(
        select(RoundPart).where(RoundPart.round_id == round_id).order_by(RoundPart.position, RoundPart.id)
    )
    return tuple(PartRow(row.id, row.component_id, row.name, Fraction(row.weight, 10_000)) for row in found)


def exemptions(session: Session, *, round_id: int) -> tuple[ExemptionRow, ...]:
    """What does not apply to whom, and why."""
    found = session.scalars(
        select(RoundExemption).where(RoundExemption.round_id == round_id).order_by(RoundExemption.id)
    )
    return tuple(ExemptionRow(row.id, row.unit_id, row.criterion_id, row.round_part_id, row.reason) for row in found)


def _entries(session: Session, ids: list[int]) -> dict[tuple[int, EntryState], int]:
    if not ids:
        return {}
    query = select(Entry.round_id, Entry.state, func.count()).where(Entry.round_id.in_(ids))
    return {(one, state): count for one, state, count in session.execute(query.group_by(Entry.round_id, Entry.state))}


def _counted(session: Session, mapped: type[RoundUnit | Objection], ids: list[int], *where: object) -> dict[int, int]:
    if not ids:
        return {}
    query = select(mapped.round_id, func.count()).where(mapped.round_id.in_(ids), *where)  # type: ignore[arg-type]
    return dict(session.execute(query.group_by(mapped.round_id)).all())
