"""A unit split into others from a day on, with what it has allotted to them: one step, one undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.actions import create_unit
from models.org.tables import Unit
from models.records import fetch, siblings
from models.succession.actions.moving import give
from models.succession.facts import unit_facts
from models.succession.holdings import HOLDINGS, held
from models.succession.rules import why_not_split


@dataclass(frozen=True, slots=True)
class Part:
    """A unit that comes out of a split."""

    name: str
    short_name: str = ""


def split_unit(
    session: Session,
    *,
    unit_id: int,
    parts: Sequence[Part],
    day: date,
    allotment: Mapping[int, int] | None = None,
    goes_on: bool = True,
) -> list[int]:
    """New units come out of a unit on `day`; answers their ids. They name it as their origin and stand behind it.

    `allotment` maps ids of what the unit has on that day to the number of the part (from 0) that takes it. What is
    not allotted stays with the old unit when it goes on; else duties, seats, posts, contacts, watches and pairings
    end, and children and what it leads keep its name.
    """
    row = fetch(session, Unit, unit_id)
    refusal = why_not_split(unit_facts(session), unit_id, [part.name for part in parts], day, goes_on=goes_on)
    if refusal:
        raise refusal
    allotted = dict(allotment or {})
    wrong = next((number for number in allotted.values() if not 0 <= number < len(parts)), None)
    if wrong is not None:
        raise Refusal(f"没有第 {wrong + 1} 个新单位，不能分给它。", "请重新分配。")
    listed = [unit.id for unit in siblings(session, Unit, parent_id=row.parent_id)]
    behind = listed[listed.index(unit_id) + 1 :]
    made: list[int] = []
    for part in parts:
        new = create_unit(
            session,
            name=part.name,
            short_name=part.short_name,
            kind=row.kind,
            parent_id=row.parent_id,
            before_id=behind[0] if behind else None,
            check_name=False,
        )
        unit = fetch(session, Unit, new)
        unit.valid_from, unit.origin_id = day, unit_id
        made.append(new)
    session.flush()
    heirs: dict[int, int | None] = {}
    for holding in HOLDINGS:
        for record in held(session, holding, [unit_id], day):
            part_number = allotted.get(record.id)
            if part_number is not None:
                heirs[record.id] = made[part_number]
            elif not goes_on and holding.kind.ends:
                heirs[record.id] = None
    give(session, unit_ids=[unit_id], heirs=heirs, day=day)
    if not goes_on:
        row.valid_to = day
    session.flush()
    return made
