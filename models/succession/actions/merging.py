"""Units merged into another one from a day on: one step, one undo."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.org.actions import create_unit
from models.org.tables import Unit
from models.records import fetch, fetch_all
from models.succession.actions.moving import give, names_below
from models.succession.facts import unit_facts
from models.succession.holdings import HOLDINGS, held
from models.succession.rules import parent_of_new, why_not_merged
from models.succession.terms import MoveKind


def merge_units(
    session: Session,
    *,
    unit_ids: Sequence[int],
    into_id: int | None,
    day: date,
    new_name: str = "",
    left_out: Collection[int] | None = None,
) -> int:
    """The units end on `day` and another one is their successor; what is current of theirs goes over to it. Answers
    the successor's id: with `into_id` None it is a new unit `new_name`, founded that day in the place of the first.

    `left_out` are the ids of records that do not go over (None: those that a preview would not propose): duties,
    seats, posts, contacts, watches and pairings among them end that day; children and what a unit leads stay where
    they are. What the successor carries already is not given to it twice.
    """
    unit_ids = list(dict.fromkeys(unit_ids))
    rows = fetch_all(session, Unit, unit_ids)
    if into_id is not None:
        fetch(session, Unit, into_id)
    facts = unit_facts(session)
    refusal = why_not_merged(facts, unit_ids, into_id, day, new_name)
    if refusal:
        raise refusal
    if into_id is None:
        into_id = _found(session, rows[unit_ids[0]], parent_of_new(facts, unit_ids), new_name, day)
    left = children_that_stay(session, unit_ids, into_id, day) if left_out is None else set(left_out)
    heirs: dict[int, int | None] = {}
    for holding in HOLDINGS:
        for record in held(session, holding, unit_ids, day):
            if record.id == into_id:
                continue
            if record.id not in left:
                heirs[record.id] = into_id
            elif holding.kind.ends:
                heirs[record.id] = None
    give(session, unit_ids=unit_ids, heirs=heirs, day=day)
    for row in rows.values():
        row.valid_to = day
        row.successor_id = into_id
    session.flush()
    return into_id


def children_that_stay(session: Session, unit_ids: Sequence[int], into_id: int | None, day: date) -> set[int]:
    """Units below those that end whose names are taken below the successor (or by one another): by default they stay
    where they are, and the clerk decides."""
    taken = set() if into_id is None else names_below(session, into_id)
    stay: set[int] = set()
    children = next(holding for holding in HOLDINGS if holding.kind is MoveKind.CHILD)
    for record in held(session, children, unit_ids, day):
        if record.name in taken:
            stay.add(record.id)
        taken.add(record.name)
    return stay


def _found(session: Session, first: Unit, parent_id: int | None, name: str, day: date) -> int:
    """A new unit in front of the first one that ends."""
    unit_id = create_unit(
        session, name=name, kind=first.kind, parent_id=parent_id, before_id=first.id, check_name=False
    )
    row = session.scalars(select(Unit).where(Unit.id == unit_id)).one()
    row.valid_from = day
    session.flush()
    return unit_id
