"""What units have on a day and after: the mapped records of every kind that a merger or split gives to another unit."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.base import Record
from models.grid.tables import GridCell, Pairing, Watch
from models.org.tables import Campaign, Contact, Group, Post, Seat, Unit
from models.succession.terms import MoveKind
from models.task.tables import Assignment, AssignmentRule


@dataclass(frozen=True, slots=True)
class Holding:
    """Where records of a kind name their unit: the table, the column, and (dated ones) what makes two of one unit
    the same duty."""

    kind: MoveKind
    mapped: type[Any]
    field: str
    same: tuple[str, ...] = ()

    @property
    def is_dated(self) -> bool:
        return bool(self.same)

    def key(self, record: Any) -> tuple[Any, ...]:
        """Equal for records that would be one duty at one unit."""
        return tuple(getattr(record, name) for name in self.same)


HOLDINGS = (
    Holding(MoveKind.ASSIGNMENT, Assignment, "unit_id", ("task_id", "role", "cell_id")),
    Holding(MoveKind.SEAT, Seat, "unit_id", ("group_id", "role", "wording", "person_id", "post_id")),
    Holding(MoveKind.POST, Post, "unit_id"),
    Holding(MoveKind.CONTACT, Contact, "unit_id", ("role", "person_id")),
    Holding(MoveKind.WATCH, Watch, "unit_id", ("cell_id", "role_id", "person_id", "post_id")),
    Holding(MoveKind.PAIRING, Pairing, "unit_id", ("kind", "person_id", "post_id", "cell_id", "partner_id")),
    Holding(MoveKind.PAIRING, Pairing, "partner_id", ("kind", "unit_id", "person_id", "post_id", "cell_id")),
    Holding(MoveKind.CELL, GridCell, "unit_id"),
    Holding(MoveKind.GROUP, Group, "lead_unit_id"),
    Holding(MoveKind.CAMPAIGN, Campaign, "lead_unit_id"),
    Holding(MoveKind.RULE, AssignmentRule, "unit_id"),
    Holding(MoveKind.CHILD, Unit, "parent_id"),
)
# Dated records that name a post: they go over to the post of the same title where the successor has one.
BY_POST = (
    Holding(MoveKind.ASSIGNMENT, Assignment, "post_id", ("task_id", "unit_id", "role", "cell_id")),
    Holding(MoveKind.SEAT, Seat, "post_id", ("group_id", "role", "wording", "person_id", "unit_id")),
    Holding(MoveKind.WATCH, Watch, "post_id", ("cell_id", "role_id", "person_id", "unit_id")),
    Holding(MoveKind.PAIRING, Pairing, "post_id", ("kind", "unit_id", "person_id", "cell_id", "partner_id")),
)


def held(session: Session, holding: Holding, ids: Collection[int], day: date) -> Iterator[Any]:
    """The records of a kind that name one of `ids` (units, or posts) on `day` or later, in the order of their making;
    units that have ended are no children any more."""
    column = getattr(holding.mapped, holding.field)
    query = select(holding.mapped).where(column.in_(list(ids))).order_by(holding.mapped.id)
    if holding.is_dated or holding.kind is MoveKind.CHILD:
        ends = holding.mapped.valid_to
        query = query.where(or_(ends.is_(None), ends > day))
    if holding.kind is MoveKind.CHILD:
        query = query.where(Unit.id.not_in(list(ids)))
    found: list[Any] = list(session.scalars(query))
    if holding.kind in (MoveKind.CHILD, MoveKind.POST):
        found.sort(key=lambda record: record.position)
    yield from found


def copied(record: Record, **changed: Any) -> Any:
    """A new record with the fields of another one, except those given."""
    own = {column.key: getattr(record, column.key) for column in record.__table__.columns}
    for key in ("id", "version"):
        own.pop(key)
    return type(record)(**{**own, **changed})
