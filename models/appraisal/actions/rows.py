"""Rows of a score table as they stand there: fields, rule and scope of several items in one step."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from models.appraisal.actions.criteria import set_rule, set_scope, update_criteria
from models.appraisal.queries.schemes import exact
from models.appraisal.rules.following import with_points
from models.appraisal.rules.stored import rule_of
from models.appraisal.tables import Criterion
from models.records import fetch_all

RULE, SCOPE, POINTS = "rule", "scope", "points"


def change_rows(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """{id: {field: value}} as `update_criteria`; under `rule` a Rule or None, under `scope` (group ids, unit ids).

    A rule that gave exactly the points of its item follows when only these change.
    """
    before = {row.id: (exact(row.points), rule_of(row.rule)) for row in fetch_all(session, Criterion, changes).values()}
    fields = {
        row_id: {key: value for key, value in row.items() if key not in (RULE, SCOPE)}
        for row_id, row in changes.items()
    }
    update_criteria(session, changes=fields)
    for row_id, row in changes.items():
        old, rule = before[row_id]
        if RULE in row:
            set_rule(session, criterion_id=row_id, rule=row[RULE])
        elif rule is not None and old is not None and row.get(POINTS) is not None:
            set_rule(session, criterion_id=row_id, rule=with_points(rule, old, row[POINTS]))
        if SCOPE in row:
            group_ids, unit_ids = row[SCOPE]
            set_scope(session, criterion_ids=[row_id], group_ids=group_ids, unit_ids=unit_ids)
