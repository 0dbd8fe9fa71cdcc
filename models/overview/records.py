"""The history of one record with what hangs on it, and where a record of the journal is shown."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.base import Base
from models.history import hung_on, naming
from models.history_rows import StepRow
from models.journal import Change, Step

_ROOTS = {
    "task": "task_id",
    "unit": "unit_id",
    "person": "person_id",
    "org_group": "group_id",
    "post": "post_id",
    "grid_cell": "cell_id",
    "grid_level": "level_id",
    "standard": "standard_id",
    "indicator": "indicator_id",
    "scheme": "scheme_id",
    "criterion": "criterion_id",
    "appraisal_round": "round_id",
}
_PARTS = {
    "task": ("assignment", "assignment_rule", "task_person", "target", "task_indicator"),
    "unit": ("unit_alias", "former_unit", "post", "contact", "pairing"),
    "person": ("tenure", "contact", "portrait", "watch"),
    "org_group": ("seat",),
    "post": ("tenure",),
    "grid_cell": ("cell_value", "pairing", "watch"),
    "standard": ("indicator",),
    "indicator": ("indicator_link", "task_indicator"),
    "scheme": ("scheme_group", "scheme_component", "scheme_band", "criterion", "source_tie"),
    "criterion": ("criterion_scope",),
    "appraisal_round": ("round_unit", "round_part", "round_exemption", "entry", "objection"),
}
_HUNG = ("attached_file", "attached_link")  # they name their record by table and id, not by a column of its own
_PAGES = {
    "task": "task",
    "assignment": "task",
    "assignment_rule": "task",
    "task_person": "task",
    "target": "task",
    "phase": "task",
    "campaign": "org",
    "unit": "org",
    "unit_alias": "org",
    "former_unit": "org",
    "person": "org",
    "portrait": "org",
    "post": "org",
    "tenure": "org",
    "contact": "org",
    "org_group": "org",
    "seat": "org",
    "grid_cell": "grid",
    "grid_level": "grid",
    "cell_field": "grid",
    "cell_value": "grid",
    "pairing": "grid",
    "watch": "grid",
    "watch_role": "grid",
    "level_role": "grid",
    "standard": "standard",
    "indicator": "standard",
    "indicator_link": "standard",
    "task_indicator": "standard",
    "edition": "edition",
    "scheme": "appraisal",
    "scheme_group": "appraisal",
    "scheme_member": "appraisal",
    "scheme_component": "appraisal",
    "scheme_band": "appraisal",
    "criterion": "appraisal",
    "criterion_scope": "appraisal",
    "appraisal_round": "appraisal",
    "round_unit": "appraisal",
    "round_part": "appraisal",
    "round_exemption": "appraisal",
    "entry": "appraisal",
    "objection": "appraisal",
    "source_tie": "appraisal",
    "taken_document": "intake",
    "column_meaning": "intake",
    "office_day": "preferences",
    "table_layout": "task",
    "attachment": "task",
    "attached_file": "task",
    "attached_link": "task",
    "paper_profile": "printing",
}
RECORDED = frozenset(_PAGES)  # every table the journal keeps: a page that shows all steps goes stale with any of them
_KINDS = {"org_group": "group", "grid_cell": "cell", "grid_level": "level", "cell_field": "field", "watch_role": "role"}
_SHOWN_AS = {
    "assignment": "task",
    "assignment_rule": "task",
    "task_person": "task",
    "target": "task",
    "unit_alias": "unit",
    "former_unit": "unit",
    "tenure": "person",
    "portrait": "person",
    "contact": "unit",
    "seat": "org_group",
    "cell_value": "grid_cell",
    "watch": "grid_cell",
    "level_role": "grid_level",
    "indicator_link": "indicator",
    "task_indicator": "indicator",
    "scheme_group": "scheme",
    "scheme_component": "scheme",
    "scheme_band": "scheme",
    "criterion_scope": "criterion",
    "source_tie": "scheme",
    "round_unit": "appraisal_round",
    "round_part": "appraisal_round",
    "round_exemption": "appraisal_round",
    "entry": "appraisal_round",
    "objection": "appraisal_round",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is shown: the page, the record to go to there (None = the page as a whole), and its kind as the
    search names it."""

    page: str
    id: int | None
    kind: str


def steps_of_record(session: Session, *, table: str, row_id: int, limit: int = 300) -> tuple[StepRow, ...]:
    """Steps that touched a record or what hangs on it (a task: its assignments, people and targets), newest first."""
    touched = or_(and_(Change.table_name == table, Change.row_id == row_id), hung_on(row_id))
    if table in _PARTS:
        touched = or_(touched, naming(_PARTS[table], _ROOTS[table], row_id))
    found = select(Step).where(Step.seq.in_(select(Change.seq).where(touched))).order_by(Step.seq.desc()).limit(limit)
    return tuple(
        StepRow(step.seq, step.at, step.operator, step.title, step.kind, step.rows, step.hash)
        for step in session.scalars(found)
    )


def place_of(session: Session, *, seq: int, table: str, row_id: int) -> Place | None:
    """Where a record changed in step `seq` can be looked at now; a record that is gone leads to its page only."""
    page = _PAGES.get(table)
    if page is None:
        return None
    target = _SHOWN_AS.get(table, table)
    shown: int | None = row_id
    if table == "attachment":
        return Place(page, None, table)
    if table in _HUNG:
        image = _image(session, seq, table, row_id)
        target, shown = image["of_table"], image["row_id"]
        page = _PAGES[target]
    elif target != table:
        image = _image(session, seq, table, row_id)
        shown = image.get(_ROOTS[target])
    there = Base.metadata.tables[target]
    if shown is None or session.execute(select(there.c.id).where(there.c.id == shown)).first() is None:
        return Place(page, None, _KINDS.get(target, target))
    return Place(page, shown, _KINDS.get(target, target))


def name_of_record(session: Session, *, table: str, row_id: int) -> str:
    """The name of a record as it is now, else as the journal last knew it; empty when it has none."""
    there = Base.metadata.tables[table]
    label = next((there.c[key] for key in ("name", "title") if key in there.c), None)
    if label is None:
        return there.comment or ""
    name = session.execute(select(label).where(there.c.id == row_id)).scalar()
    if name is None:
        last = (
            select(Change.before)
            .where(Change.table_name == table, Change.row_id == row_id, Change.before.is_not(None))
            .order_by(Change.seq.desc())
            .limit(1)
        )
        before = session.execute(last).scalar()
        name = json.loads(before).get(label.key) if before else ""
    return str(name or "")


def _image(session: Session, seq: int, table: str, row_id: int) -> dict[str, Any]:
    query = select(Change.before, Change.after).where(
        Change.seq == seq, Change.table_name == table, Change.row_id == row_id
    )
    row = session.execute(query).first()
    text = (row.after or row.before) if row is not None else None
    return json.loads(text) if text else {}
