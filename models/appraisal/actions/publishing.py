"""Post, lock and withdraw rounds. What was posted is never changed or deleted: run these behind a wall for undo."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.appraisal.content import text_of
from models.appraisal.freezing import frozen
from models.appraisal.queries.posted import digest_of_round
from models.appraisal.queries.results import ground, result
from models.appraisal.rules.posting import why_not_locked, why_not_posted, why_round_not_withdrawn
from models.appraisal.tables import AppraisalRound, Entry, Objection, RoundExemption, RoundPart, RoundUnit
from models.appraisal.terms import EntryState, Outcome, RoundState
from models.attachment.tables import AttachedFile, AttachedLink
from models.base import Base, Record, new_id
from models.journal import Step, insert_many
from models.org.rules import clean
from models.records import CHUNK, fetch


def post_round(session: Session, *, round_id: int, on: date | None, until: date | None) -> None:
    """公示: freeze the result with all that explains it, from `on` until `until`."""
    row = fetch(session, AppraisalRound, round_id)
    found = result(session, round_id=round_id)
    units = [unit for group in found.groups for unit in group.units]
    proposed = session.scalar(
        select(func.count()).where(Entry.round_id == round_id, Entry.state == EntryState.PROPOSED)
    )
    refusal = why_not_posted(
        row.state,
        checked=len(units),
        scored=sum(unit.score is not None for unit in units),
        proposed=proposed or 0,
        on=on,
        until=until,
    )
    if refusal is not None:
        raise refusal
    row.content = text_of(frozen(found, ground(session, round_id=round_id)))
    row.state, row.posted_on, row.posted_until = RoundState.POSTED, on, until
    row.head = _head(session)
    row.digest = digest_of_round(row)


def lock_round(session: Session, *, round_id: int, on: date | None, today: date) -> None:
    """锁定: the posted result is final once its days are over and every objection is answered and dismissed; `on` is
    `today` or a day before."""
    row = fetch(session, AppraisalRound, round_id)
    counts = dict(
        session.execute(
            select(Objection.outcome, func.count()).where(Objection.round_id == round_id).group_by(Objection.outcome)
        ).all()
    )
    refusal = why_not_locked(
        row.state,
        until=row.posted_until,
        on=on,
        today=today,
        waiting=counts.get(Outcome.OPEN, 0),
        upheld=counts.get(Outcome.UPHELD, 0),
    )
    if refusal is not None:
        raise refusal
    row.state, row.locked_on = RoundState.LOCKED, on


def withdraw_round(session: Session, *, round_id: int, reason: str, on: date | None, today: date) -> int:
    """撤回: the posted result stays readable as it was; a new version on trial has its roster, sub-rounds, exemptions
    and entries with what is attached to them. The id of the new version."""
    row = fetch(session, AppraisalRound, round_id)
    refusal = why_round_not_withdrawn(row.state, posted_on=row.posted_on, on=on, today=today, reason=clean(reason))
    if refusal is not None:
        raise refusal
    row.state, row.withdrawn_on, row.reason = RoundState.WITHDRAWN, on, clean(reason)
    family = select(func.max(AppraisalRound.number)).where(
        AppraisalRound.campaign_id == row.campaign_id, AppraisalRound.position == row.position
    )
    kept = ("campaign_id", "scheme_id", "name", "starts", "ends", "weight", "position", "note")
    made = AppraisalRound(
        id=new_id(),
        number=(session.scalar(family) or row.number) + 1,
        origin_id=row.id,
        state=RoundState.TRIAL,
        posted_on=None,
        posted_until=None,
        locked_on=None,
        withdrawn_on=None,
        reason="",
        head="",
        digest="",
        content="",
        **{key: getattr(row, key) for key in kept},
    )
    session.add(made)
    session.flush()
    parts = _copied(session, RoundPart, round_id, made.id)
    _copied(session, RoundUnit, round_id, made.id)
    _copied(session, RoundExemption, round_id, made.id, parts)
    entries = _copied(session, Entry, round_id, made.id, parts)
    for mapped in (AttachedFile, AttachedLink):
        _attached(session, mapped, entries)
    return made.id


def _copied(
    session: Session, mapped: type[Record], old: int, new: int, parts: Mapping[int, int] | None = None
) -> dict[int, int]:
    """Rows of a round for another one: {old id: new id}; `parts` are its sub-rounds."""
    table = Base.metadata.tables[mapped.__tablename__]
    found: dict[int, int] = {}
    rows: list[dict[str, Any]] = []
    for row in session.execute(select(table).where(table.c.round_id == old).order_by(table.c.id)).mappings():
        found[row["id"]] = new_id()
        values = dict(row) | {"id": found[row["id"]], "round_id": new, "version": 1}
        if parts and values.get("round_part_id") is not None:
            values["round_part_id"] = parts[values["round_part_id"]]
        rows.append(values)
    insert_many(session, mapped, rows)
    return found


def _attached(session: Session, mapped: type[AttachedFile | AttachedLink], entries: Mapping[int, int]) -> None:
    """What hangs on entries hangs on their copies too."""
    table = Base.metadata.tables[mapped.__tablename__]
    for some in _chunks(list(entries)):
        query = select(table).where(table.c.of_table == Entry.__tablename__, table.c.row_id.in_(some))
        rows = [dict(row) for row in session.execute(query.order_by(table.c.id)).mappings()]
        fresh = [row | {"id": new_id(), "row_id": entries[row["row_id"]], "version": 1} for row in rows]
        insert_many(session, mapped, fresh)


def _chunks(ids: list[int]) -> Collection[list[int]]:
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]


def _head(session: Session) -> str:
    """The number and digest of the last step before this one: 57 1a2b…; the next step will name it as its ground."""
    step = session.execute(select(Step.seq, Step.hash).order_by(Step.seq.desc()).limit(1)).first()
    return f"{step.seq} {step.hash}" if step is not None else ""
