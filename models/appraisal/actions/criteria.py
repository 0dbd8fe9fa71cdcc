"""Criteria of a draft: rows of the score table, their place, rules and where they apply."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.actions.schemes import draft_of
from models.appraisal.rules.kinds import Rule
from models.appraisal.rules.limits import hundredths
from models.appraisal.rules.stored import stored
from models.appraisal.tables import Criterion, CriterionScope, SchemeComponent, SchemeGroup, SourceTie
from models.base import new_id
from models.errors import Refusal
from models.org.rules import clean, clean_name, why_no_name
from models.org.tables import Unit
from models.records import change, fetch, fetch_all, shift_records
from models.tree_records import hang, indent, outdent, parents_of, place_new
from models.trees import branch

FIELDS = ("no", "name", "content", "body", "points", "component_id", "assessor", "indicator_id", "note")
_TEXTS = ("content", "body", "assessor", "note")


def add_criterion(
    session: Session,
    *,
    scheme_id: int,
    name: str,
    parent_id: int | None = None,
    after_id: int | None = None,
    rule: Rule | None = None,
    **fields: Any,
) -> int:
    """A new row under `parent_id` (None: on top), behind a sibling, else last. `fields` as `update_criteria`."""
    draft_of(session, scheme_id)
    if parent_id is not None and fetch(session, Criterion, parent_id).scheme_id != scheme_id:
        raise Refusal("上级属于另一份办法。", "请在同一份办法里添加。")
    row = new_criterion(session, scheme_id, parent_id, name, rule, fields)
    place_new(session, row, "scheme_id", after_id)
    return row.id


def new_criterion(
    session: Session, scheme_id: int, parent_id: int | None, name: str, rule: Rule | None, fields: Mapping[str, Any]
) -> Criterion:
    """A filled row that has no place yet and is not added; the scheme must be a draft."""
    empty: dict[str, Any] = dict.fromkeys(("no", *_TEXTS), "")
    row = Criterion(
        id=new_id(),
        scheme_id=scheme_id,
        parent_id=parent_id,
        component_id=None,
        position=0,
        name="",
        points=None,
        rule="" if rule is None else stored(rule),
        indicator_id=None,
        **empty,
    )
    _fill(session, row, {"name": name, **fields})
    return row


def update_criteria(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of several rows in one step: {id: {field: value}}, points exact."""
    for criterion_id, row in _drafts(session, list(changes)).items():
        _fill(session, row, changes[criterion_id])


def set_rule(session: Session, *, criterion_id: int, rule: Rule | None) -> None:
    """The rule of an item; None: marked by hand."""
    (row,) = _drafts(session, [criterion_id]).values()
    text = "" if rule is None else stored(rule)
    if row.rule != text:
        row.rule = text


def set_scope(
    session: Session, *, criterion_ids: Sequence[int], group_ids: Sequence[int] = (), unit_ids: Sequence[int] = ()
) -> None:
    """Items apply to these groups and units only; to all with none."""
    rows = _drafts(session, criterion_ids)
    groups = fetch_all(session, SchemeGroup, group_ids)
    if any(group.scheme_id != row.scheme_id for group in groups.values() for row in rows.values()):
        raise Refusal("考核组属于另一份办法。", "请在同一份办法里选择。")
    units = fetch_all(session, Unit, unit_ids)
    wanted = [(one, None) for one in groups] + [(None, one) for one in units]
    for criterion_id in rows:
        present = {
            (one.group_id, one.unit_id): one
            for one in session.scalars(select(CriterionScope).where(CriterionScope.criterion_id == criterion_id))
        }
        for key, one in present.items():
            if key not in wanted:
                session.delete(one)
        for group_id, unit_id in wanted:
            if (group_id, unit_id) not in present:
                session.add(CriterionScope(id=new_id(), criterion_id=criterion_id, group_id=group_id, unit_id=unit_id))
    session.flush()


def delete_criteria(session: Session, *, criterion_ids: Sequence[int]) -> int:
    """Delete rows of a draft with everything below them. How many went."""
    if not criterion_ids:
        return 0
    scheme_id = next(iter(_drafts(session, criterion_ids).values())).scheme_id
    doomed = branch(parents_of(session, Criterion, scheme_id=scheme_id), criterion_ids)
    for scope in session.scalars(select(CriterionScope).where(CriterionScope.criterion_id.in_(doomed))):
        session.delete(scope)
    for tie in session.scalars(select(SourceTie).where(SourceTie.criterion_id.in_(doomed))):
        session.delete(tie)
    rows = fetch_all(session, Criterion, doomed)
    for row in rows.values():
        session.delete(row)
    return len(rows)


def shift_criteria(session: Session, *, criterion_ids: Sequence[int], by: int) -> None:
    """Move rows one place up (`by` -1) or down (+1) among their siblings."""
    _drafts(session, criterion_ids)
    shift_records(session, Criterion, criterion_ids, by, ("scheme_id", "parent_id"))


def move_criteria(
    session: Session, *, criterion_ids: Sequence[int], parent_id: int | None, before_id: int | None = None
) -> None:
    """Hang rows (with what is below them) under `parent_id`, in front of `before_id` or last."""
    _drafts(session, criterion_ids)
    hang(session, Criterion, criterion_ids, parent_id, before_id, "scheme_id")


def indent_criteria(session: Session, *, criterion_ids: Sequence[int]) -> int:
    """Make rows the last ones below the row above them; answers the id of that row."""
    _drafts(session, criterion_ids)
    return indent(session, Criterion, criterion_ids, "scheme_id")


def outdent_criteria(session: Session, *, criterion_ids: Sequence[int]) -> None:
    """Lift rows to the level of their parent, right behind it."""
    _drafts(session, criterion_ids)
    outdent(session, Criterion, criterion_ids, "scheme_id")


def _drafts(session: Session, criterion_ids: Sequence[int]) -> dict[int, Criterion]:
    """The rows, all of drafts."""
    rows = fetch_all(session, Criterion, criterion_ids)
    for scheme_id in {row.scheme_id for row in rows.values()}:
        draft_of(session, scheme_id)
    return rows


def _fill(session: Session, row: Criterion, fields: Mapping[str, Any]) -> None:
    values = dict(fields)
    if "name" in values:
        refusal = why_no_name(values["name"], "考核项目")
        if refusal is not None:
            raise refusal
        values["name"] = clean_name(values["name"])
    if "no" in values:
        values["no"] = clean_name(values["no"])
    for key in _TEXTS:
        if key in values:
            values[key] = clean(values[key])
    if "points" in values:
        values["points"] = hundredths(values["points"])
    if values.get("component_id") is not None:
        component = fetch(session, SchemeComponent, values["component_id"])
        if component.scheme_id != row.scheme_id:
            raise Refusal("这个考核部分属于另一份办法。", "请重新选择。")
    change(row, values, FIELDS)
