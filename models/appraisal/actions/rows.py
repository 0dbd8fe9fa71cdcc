"""Rows of a score table as they stand there: fields, rule and scope of several items in one step."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from models.appraisal.actions.criteria import set_rule, set_scope, update_criteria

RULE, SCOPE = "rule", "scope"


def change_rows(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """{id: {field: value}} as `update_criteria`; under `rule` a Rule or None, under `scope` (group ids, unit ids)."""
    fields = {
        row_id: {key: value for key, value in row.items() if key not in (RULE, SCOPE)}
        for row_id, row in changes.items()
    }
    update_criteria(session, changes=fields)
    for row_id, row in changes.items():
        if RULE in row:
            set_rule(session, criterion_id=row_id, rule=row[RULE])
        if SCOPE in row:
            group_ids, unit_ids = row[SCOPE]
            set_scope(session, criterion_ids=[row_id], group_ids=group_ids, unit_ids=unit_ids)
