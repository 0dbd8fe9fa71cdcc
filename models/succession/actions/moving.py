"""Giving what a unit has to another unit from a day on: dated records end and begin, references remember who was."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.errors import Refusal
from models.org.tables import FormerUnit, Post, Seat, Tenure, Unit
from models.records import next_position
from models.succession.holdings import BY_POST, HOLDINGS, Holding, copied, held
from models.succession.rules import Span, room_for
from models.succession.terms import MoveKind

Heirs = dict[int, int | None]


def give(session: Session, *, unit_ids: Collection[int], heirs: Heirs, day: date) -> None:
    """Everything of `unit_ids` that is current on `day` goes to its heir: `heirs` maps the id of each record that
    moves to the unit that takes it, or to None when it ends with the old unit. Records it does not name stay.

    A post keeps its id, so that seats, watches and tenures go on undivided; a FormerUnit tells papers as of an earlier
    day that it stood at the old unit. (To end it and open another one would cut every tenure and seat in two, and
    nobody could ask any more since when somebody holds it.) Where the heir has a post of that title already, the old
    post's holder ends and what was tied to the post is tied to the heir's.
    """
    twins: dict[int, int] = {}
    for holding in HOLDINGS:
        records = [record for record in held(session, holding, unit_ids, day) if record.id in heirs]
        if holding.is_dated:
            _move_dated(session, holding, [(record, heirs[record.id]) for record in records], day, heirs)
            continue
        for record in records:
            heir = heirs[record.id]
            if holding.kind is MoveKind.POST:
                twin = None if heir is None else twin_of(session, record, heir)
                if heir is None or twin is not None:
                    _end_tenures(session, record.id, day)
                if twin is not None:
                    twins[record.id] = twin
                    continue
            if heir is not None:
                _move_reference(session, holding, record, heir, day)
    for post_id, twin in twins.items():
        _tie_to_twin(session, post_id, twin, day)
    session.flush()


def twin_of(session: Session, post: Post, unit_id: int) -> int | None:
    """The post of the same title that a unit has already."""
    return session.scalars(select(Post.id).where(Post.unit_id == unit_id, Post.title == post.title)).first()


def end_dated(session: Session, record: Any, day: date) -> None:
    """A dated record ends on `day`; one that would only begin then goes."""
    if record.valid_from is not None and record.valid_from >= day:
        session.delete(record)
    else:
        record.valid_to = day


def _move_dated(
    session: Session, holding: Holding, moving: list[tuple[Any, int | None]], day: date, heirs: Heirs
) -> None:
    wanted = {heir for _, heir in moving if heir is not None}
    taken: dict[tuple[int, tuple[Any, ...]], list[Span]] = defaultdict(list)
    for own in held(session, holding, wanted, day):
        taken[getattr(own, holding.field), holding.key(own)].append(Span(own.valid_from, own.valid_to))
    for record, heir in moving:
        span = None
        if heir is not None and not _pairs_with_itself(holding, record, heir):
            others = taken[heir, holding.key(record)]
            span = room_for(Span(max(day, record.valid_from or day), record.valid_to), others)
            if span is not None:
                others.append(span)
        if span is None:
            end_dated(session, record, day)
        elif record.valid_from is not None and record.valid_from >= day:
            setattr(record, holding.field, heir)
            record.valid_from, record.valid_to = span.start, span.end
        else:
            fresh = copied(record, id=new_id(), valid_from=span.start, valid_to=span.end, **{holding.field: heir})
            record.valid_to = day
            heirs[fresh.id] = heir  # a pairing of two units that both end moves twice
            session.add(fresh)
    session.flush()


def _pairs_with_itself(holding: Holding, record: Any, heir: int) -> bool:
    if holding.kind is not MoveKind.PAIRING:
        return False
    return heir == (record.partner_id if holding.field == "unit_id" else record.unit_id)


def _move_reference(session: Session, holding: Holding, record: Any, heir: int, day: date) -> None:
    if holding.kind is MoveKind.CHILD and record.name in names_below(session, heir):
        raise Refusal(f"下属单位“{record.name}”：承接单位下面已有同名单位。", "不带过去，或先给其中一个改名。")
    known = session.scalars(
        select(FormerUnit.valid_to).where(FormerUnit.record_id == record.id, FormerUnit.field == holding.field)
    ).all()
    if not any(valid_to is not None and valid_to >= day for valid_to in known):
        session.add(
            FormerUnit(
                record_id=record.id,
                field=holding.field,
                unit_id=getattr(record, holding.field),
                position=getattr(record, "position", 0),
                valid_to=day,
            )
        )
    if holding.kind in (MoveKind.CHILD, MoveKind.POST):
        record.position = next_position(session, holding.mapped, **{holding.field: heir})
    setattr(record, holding.field, heir)
    session.flush()


def names_below(session: Session, unit_id: int) -> set[str]:
    """Names of the units in use directly below a unit."""
    return set(session.scalars(select(Unit.name).where(Unit.parent_id == unit_id, Unit.valid_to.is_(None))))


def _end_tenures(session: Session, post_id: int, day: date) -> None:
    for tenure in session.scalars(select(Tenure).where(Tenure.post_id == post_id)).all():
        if tenure.valid_to is None or tenure.valid_to > day:
            end_dated(session, tenure, day)
    session.flush()


def _tie_to_twin(session: Session, post_id: int, twin: int, day: date) -> None:
    """What names the old post from `day` on names the heir's; a person written in as its holder makes room for the
    heir's holder."""
    tenures = session.scalars(select(Tenure).where(Tenure.post_id == post_id)).all()
    before = {tenure.person_id for tenure in tenures if tenure.valid_to == day}
    for holding in BY_POST:
        moving = [(record, twin) for record in held(session, holding, [post_id], day)]
        _move_dated(session, holding, list(moving), day, {})
    for seat in session.scalars(select(Seat).where(Seat.post_id == twin, Seat.valid_from == day)).all():
        if seat.person_id in before:
            seat.person_id = None
