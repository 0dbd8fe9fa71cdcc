"""Listings of the grid for `app.py list THING`: levels, cells, sites, pairings, roles, watches and what they lack."""

import argparse
from collections.abc import Sequence
from typing import Any

from models.database import Database
from models.grid import queries
from models.grid.duty import MOST_CELLS
from models.grid.field_rules import plain_value
from models.grid.queries import watches as duties
from models.org.rules import last_day, masked
from models.verbs import Listing

Rows = list[dict[str, Any]]


def levels(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {"number": row.position + 1, "name": row.name, "is_site": row.is_site, "cells": row.cells}
        for row in database.read(queries.levels)
    ]


def cells(database: Database, args: argparse.Namespace) -> Rows:
    fields = database.read(queries.cell_fields)
    return [_plain(row, fields) for row in database.read(queries.cells)]


def sites(database: Database, args: argparse.Namespace) -> Rows:
    fields = database.read(queries.cell_fields)
    return [_plain(row, fields) for row in database.read(queries.sites)]


def pairings(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {
            "kind": row.kind.label,
            "who": row.who,
            "cell": row.cell,
            "path": list(row.path),
            "partner": row.partner,
            "valid_from": row.valid_from,
            "last_day": last_day(row.valid_to),
            "note": row.note,
        }
        for row in database.read(queries.pairings, day=args.as_of)
    ]


def roles(database: Database, args: argparse.Namespace) -> Rows:
    names = {row.id: row.name for row in database.read(queries.levels)}
    return [
        {
            "name": row.name,
            "holder": row.holder.label,
            "levels": [names[level_id] for level_id in row.level_ids],
            "required": [names[level_id] for level_id in row.required_ids],
            "duty": row.duty,
        }
        for row in database.read(duties.watch_roles)
    ]


def watches(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {
            "cell": row.cell,
            "path": list(row.path),
            "role": row.role,
            "holder": row.holder,
            "person": row.person,
            "post": row.post,
            "unit": row.unit,
            "phone": masked(row.phone),
            "valid_from": row.valid_from,
            "last_day": last_day(row.valid_to),
            "inherited_from": row.from_name,
            "note": row.note,
        }
        for row in database.read(duties.watches, day=args.as_of)
    ]


def vacancies(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {"level": row.level, "cell": row.cell, "path": list(row.path), "role": row.role, "vacant_post": row.post}
        for row in database.read(duties.vacancies, day=args.as_of)
    ]


def overloads(database: Database, args: argparse.Namespace) -> Rows:
    most = getattr(args, "most", None)
    return [
        {"person": row.person, "cells": row.cells, "inherited": row.inherited, "names": list(row.names)}
        for row in database.read(duties.overloads, day=args.as_of, most=MOST_CELLS if most is None else most)
    ]


def _plain(row: queries.CellRow, fields: Sequence[queries.FieldRow]) -> dict[str, Any]:
    return {
        "level": row.level,
        "name": row.name,
        "path": list(row.path),
        "code": row.code,
        "unit": row.unit,
        "batch": row.batch,
        "stage": row.stage.label,
        "progress": row.progress,
        "operator": row.operator,
        "address": row.address,
        "stalls": row.stalls,
        "sites": row.sites,
        "note": row.note,
        "fields": {
            field.name: plain_value(field.kind, row.values.get(field.id, ""))
            for field in fields
            if field.stands_on(row.level_id)
        },
    }


LISTINGS: dict[str, Listing] = {
    "levels": levels,
    "cells": cells,
    "sites": sites,
    "pairings": pairings,
    "roles": roles,
    "watches": watches,
    "vacancies": vacancies,
    "overloads": overloads,
}
