"""`list loads`: how many tasks each unit and each person carries; whether that is far more than usual, or nothing."""

import argparse
from typing import Any

from models.database import Database
from models.org.queries import campaign_named
from models.org.terms import UnitKind
from models.task import queries
from models.task.queries.people import OF_UNIT
from models.task.rules.load import measure_of
from models.task.terms import PersonRole, Role
from models.verbs import Listing

Rows = list[dict[str, Any]]


def loads(database: Database, args: argparse.Namespace) -> Rows:
    """Units in official order, then people by pinyin; collective names (各区) are not compared."""
    campaign_id = database.read(campaign_named, name=args.campaign).id
    return _units(database, campaign_id, args) + _people(database, campaign_id, args)


def _units(database: Database, campaign_id: int, args: argparse.Namespace) -> Rows:
    carried = {found.id: found for found in database.read(queries.by_unit, campaign_id=campaign_id, on=args.as_of)}
    heads = [
        unit
        for unit in database.read(queries.units_in_order, on=args.as_of)
        if unit.kind is not UnitKind.COLLECTIVE and (unit.is_current or unit.id in carried)
    ]
    counts = {unit.id: len(carried[unit.id].duties) if unit.id in carried else 0 for unit in heads}
    measure = measure_of(counts)
    return [
        {"who": "单位", "name": unit.name}
        | {role.value: carried[unit.id].count(role) if unit.id in carried else 0 for role in Role}
        | {"tasks": counts[unit.id], "burden": measure.of(counts[unit.id]).label}
        for unit in heads
    ]


def _people(database: Database, campaign_id: int, args: argparse.Namespace) -> Rows:
    people = database.read(queries.person_loads, campaign_id=campaign_id, on=args.as_of)
    measure = measure_of({person.id: person.tasks for person in people})
    kinds = (*(role.value for role in PersonRole), OF_UNIT)
    return [
        {"who": "人员", "name": person.name, "posts": person.posts}
        | {kind: person.count(kind) for kind in kinds}
        | {"tasks": person.tasks, "burden": measure.of(person.tasks).label}
        for person in people
    ]


LISTINGS: dict[str, Listing] = {"loads": loads}
