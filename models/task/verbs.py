"""Listings of the breakdown for `app.py list THING`, and the verbs `spread` and `attach`."""

import argparse
from typing import Any

from models.database import Database
from models.org.queries import campaign_named
from models.task import attach_verbs, load_verbs, queries, spread_verbs
from models.task.queries.tree import TaskRow
from models.task.rules import text_of_points
from models.task.terms import Role
from models.verbs import Listing

Rows = list[dict[str, Any]]


def add_verbs(commands: Any) -> None:
    """Add `spread` and `attach`."""
    spread_verbs.add_verbs(commands)
    attach_verbs.add_verbs(commands)


def tasks(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {
            "number": row.number,
            "level": row.depth + 1,
            "title": row.title,
            "body": row.body,
            "kind": row.kind.label,
            "target": row.target,
            "lead": [ref.name for ref in row.lead if not ref.leads_by_rule],
            "responsible": [ref.name for ref in row.responsible],
            "support": [ref.name for ref in row.support],
            "oversee": [ref.name for ref in row.oversee],
            "leaders": list(row.leaders),
            "owners": list(row.owners),
            "deadline": row.deadline,
            "due_from": row.due_from,
            "due_to": row.due_to,
            "due_every": row.due_every,
            "points": text_of_points(row.points),
            "phase": row.phase,
            "note": row.note,
            "source": row.source,
            "issues": [issue.sentence for issue in row.issues],
        }
        for row in _tree(database, args)
    ]


def assignments(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {"number": row.number, "task": row.title, "unit": ref.name, "role": ref.role.label, "cells": ref.cells}
        for row in _tree(database, args)
        for role in Role
        for ref in row.units(role)
        if not ref.leads_by_rule
    ]


def duties(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {
            "task": row.task,
            "level": row.level,
            "cell": row.cell,
            "path": list(row.path),
            "unit": row.unit,
            "role": row.role.label,
            "state": row.state.label,
            "done_on": row.done_on,
            "note": row.note,
        }
        for row in database.read(queries.duties, campaign_id=_campaign_id(database, args), day=args.as_of)
    ]


def phases(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {
            "name": row.name,
            "time": row.time_words,
            "starts": row.starts,
            "ends": row.ends,
            "tasks": row.tasks,
            "body": row.body,
        }
        for row in database.read(queries.phases, campaign_id=_campaign_id(database, args))
    ]


def targets(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {"task": row.task, "indicator": row.indicator, "value": row.value}
        for row in database.read(queries.targets, campaign_id=_campaign_id(database, args))
    ]


def findings(database: Database, args: argparse.Namespace) -> Rows:
    found = database.read(queries.findings, campaign_id=_campaign_id(database, args), on=args.as_of)
    return [{"kind": row.kind.label, "where": row.where, "sentence": row.sentence} for row in found]


LISTINGS: dict[str, Listing] = (
    {
        "tasks": tasks,
        "assignments": assignments,
        "duties": duties,
        "phases": phases,
        "targets": targets,
        "findings": findings,
    }
    | attach_verbs.LISTINGS
    | load_verbs.LISTINGS
)


def _campaign_id(database: Database, args: argparse.Namespace) -> int:
    found: int = database.read(campaign_named, name=args.campaign).id
    return found


def _tree(database: Database, args: argparse.Namespace) -> tuple[TaskRow, ...]:
    rows: tuple[TaskRow, ...] = database.read(
        queries.task_tree, campaign_id=_campaign_id(database, args), on=args.as_of
    )
    return rows
