"""Listings of the grid for `app.py list THING`: levels, cells, sites."""

import argparse
from typing import Any

from models.database import Database
from models.grid import queries
from models.verbs import Listing

Rows = list[dict[str, Any]]


def levels(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {"number": row.position + 1, "name": row.name, "is_site": row.is_site, "cells": row.cells}
        for row in database.read(queries.levels)
    ]


def cells(database: Database, args: argparse.Namespace) -> Rows:
    return [_plain(row) for row in database.read(queries.cells)]


def sites(database: Database, args: argparse.Namespace) -> Rows:
    return [_plain(row) for row in database.read(queries.sites)]


def _plain(row: queries.CellRow) -> dict[str, Any]:
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
    }


LISTINGS: dict[str, Listing] = {"levels": levels, "cells": cells, "sites": sites}
