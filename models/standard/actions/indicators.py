"""Indicators: create, change, order and tree, delete."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.base import new_id
from models.errors import Refusal
from models.org.rules import clean, clean_name, why_no_name
from models.pinyin import initials
from models.records import change, fetch, fetch_all, shift_records, siblings
from models.references import going_along, uses_of, why_in_use
from models.standard.rules import clean_threshold, unit_words, why_not_under, why_number_taken
from models.standard.tables import Indicator, Standard
from models.standard.terms import Comparison
from models.tree_records import hang, parents_of, place_indented, place_new, place_outdented
from models.trees import branch, tops

_NOT_DELETED = "请先在那里换一个指标；已经施行、不能再改的，这项指标请留着。"
FIELDS = ("no", "name", "body", "comparison", "threshold", "unit", "points", "evidence", "to_confirm", "note")


def blank_indicator(standard_id: int, parent_id: int | None, position: int) -> Indicator:
    """A new mapped indicator with every text empty, not yet in a session."""
    empty: dict[str, Any] = dict.fromkeys(("no", "name", "body", "pinyin", "threshold", "unit", "evidence", "note"), "")
    return Indicator(
        id=new_id(),
        standard_id=standard_id,
        parent_id=parent_id,
        position=position,
        comparison=Comparison.NONE,
        points=None,
        to_confirm=False,
        **empty,
    )


def create_indicator(
    session: Session,
    *,
    standard_id: int,
    name: str,
    parent_id: int | None = None,
    after_id: int | None = None,
    **fields: Any,
) -> int:
    """A new indicator under `parent_id` (None: on top), after a sibling, else last."""
    fetch(session, Standard, standard_id)
    if parent_id is not None and fetch(session, Indicator, parent_id).standard_id != standard_id:
        raise Refusal("上级指标属于另一套标准。", "请在同一套标准里添加。")
    row = blank_indicator(standard_id, parent_id, 0)
    fill_indicator(row, {"name": name, **fields})
    _check_number(row, siblings(session, Indicator, standard_id=standard_id, parent_id=parent_id))
    place_new(session, row, "standard_id", after_id)
    return row.id


def update_indicator(session: Session, *, indicator_id: int, **fields: Any) -> None:
    """Change fields of an indicator (FIELDS)."""
    update_indicators(session, changes={indicator_id: fields})


def update_indicators(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of several indicators in one step: {id: {field: value}}. A comparison that is set where none was
    confirms the line, unless `to_confirm` says otherwise."""
    rows = fetch_all(session, Indicator, changes)
    numbered = []
    for indicator_id, fields in changes.items():
        row, before = rows[indicator_id], rows[indicator_id].no
        fill_indicator(row, fields)
        if row.no != before:
            numbered.append(row)
    for row in numbered:
        _check_number(row, siblings(session, Indicator, standard_id=row.standard_id, parent_id=row.parent_id))


def delete_indicators(session: Session, *, indicator_ids: Sequence[int]) -> int:
    """Delete indicators with everything below them, their links and ties to tasks. Answers how many went.

    Refused, saying where, while anything else names one of them.
    """
    if not indicator_ids:
        return 0
    doomed = branch(parents_of(session, Indicator), indicator_ids)
    rows = fetch_all(session, Indicator, doomed)
    uses = [use for use in uses_of(session, Indicator, doomed) if not use.goes_along]
    first = rows[doomed[0]].name
    refusal = why_in_use(uses, first if len(rows) == 1 else f"{first}等 {len(rows)} 项指标", _NOT_DELETED)
    if refusal:
        raise refusal
    for belonging in going_along(session, Indicator, doomed):
        session.delete(belonging)
    for row in rows.values():
        session.delete(row)
    return len(rows)


def shift_indicators(session: Session, *, indicator_ids: Sequence[int], by: int) -> None:
    """Move indicators one place up (`by` -1) or down (+1) among their siblings."""
    shift_records(session, Indicator, indicator_ids, by, ("standard_id", "parent_id"))


def move_indicators(
    session: Session, *, indicator_ids: Sequence[int], parent_id: int | None, before_id: int | None = None
) -> None:
    """Hang indicators (with what is below them) under `parent_id`, in front of `before_id` or last."""
    parents = parents_of(session, Indicator)
    moved = tops(parents, list(indicator_ids))
    rows = list(fetch_all(session, Indicator, moved).values())
    standard_id = rows[0].standard_id
    target = fetch(session, Indicator, parent_id) if parent_id is not None else None
    if any(row.standard_id != standard_id for row in rows) or (target and target.standard_id != standard_id):
        raise Refusal("指标不能移到另一套标准里。", "两套标准之间请用“对应指标”。")
    refusal = why_not_under(parents, moved, parent_id, target.name if target is not None else "")
    if refusal:
        raise refusal
    listed = siblings(session, Indicator, standard_id=standard_id, parent_id=parent_id)
    for row in rows:
        if row.parent_id != parent_id:
            _check_number(row, listed)
            listed.append(row)
    hang(session, Indicator, moved, parent_id, before_id, "standard_id")


def indent_indicators(session: Session, *, indicator_ids: Sequence[int]) -> int:
    """Make rows of one parent the last ones below the row above them; answers the id of that row."""
    moved, parent_id = place_indented(session, Indicator, indicator_ids, "standard_id")
    move_indicators(session, indicator_ids=moved, parent_id=parent_id)
    return parent_id


def outdent_indicators(session: Session, *, indicator_ids: Sequence[int]) -> None:
    """Lift rows of one parent to its level, right behind it."""
    moved, parent_id, before_id = place_outdented(session, Indicator, indicator_ids, "standard_id")
    move_indicators(session, indicator_ids=moved, parent_id=parent_id, before_id=before_id)


def fill_indicator(row: Indicator, fields: Mapping[str, Any]) -> None:
    """Set checked fields of an indicator."""
    values = dict(fields)
    if "name" in values:
        refusal = why_no_name(values["name"], "指标")
        if refusal:
            raise refusal
        values["name"] = clean_name(values["name"])
    if "no" in values:
        values["no"] = clean_name(values["no"])
    for key in ("body", "evidence", "note"):
        if key in values:
            values[key] = clean(values[key])
    if "unit" in values:
        values["unit"] = unit_words(values["unit"])
    comparison = values.get("comparison", row.comparison)
    if "threshold" in values or "comparison" in values:
        values["threshold"] = clean_threshold(comparison, values.get("threshold", row.threshold))
    settled = row.comparison is Comparison.NONE and comparison is not Comparison.NONE
    if settled and "to_confirm" not in values:
        values["to_confirm"] = False
    change(row, values, FIELDS)
    if "name" in values:
        change(row, {"pinyin": initials(row.name)}, ("pinyin",))


def _check_number(row: Indicator, listed: Sequence[Indicator]) -> None:
    refusal = why_number_taken(row.no, [other.no for other in listed if other.id != row.id])
    if refusal:
        raise refusal
