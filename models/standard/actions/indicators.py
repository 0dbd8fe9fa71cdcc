"""Indicators: create, change, order and tree, delete."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.errors import Refusal
from models.org.rules import clean, clean_name, why_no_name
from models.pinyin import initials
from models.records import change, fetch, fetch_all, shift_records, siblings, write_order
from models.references import going_along
from models.standard.rules import clean_threshold, unit_words, why_not_under, why_number_taken
from models.standard.tables import Indicator, Standard
from models.standard.terms import Comparison
from models.trees import branch, reordered, tops

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
    listed = siblings(session, Indicator, standard_id=standard_id, parent_id=parent_id)
    fill_indicator(row, {"name": name, **fields})
    _check_number(row, listed)
    session.add(row)
    order = [one.id for one in listed]
    before = order[order.index(after_id) + 1] if after_id in order and order[-1] != after_id else None
    write_order([*listed, row], reordered(order, [row.id], before))
    session.flush()
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
    """Delete indicators with everything below them, their links and ties to tasks. Answers how many went."""
    if not indicator_ids:
        return 0
    doomed = branch(parents_of(session), indicator_ids)
    rows = fetch_all(session, Indicator, doomed)
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
    parents = parents_of(session)
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
            row.parent_id = parent_id
            listed.append(row)
    write_order(listed, reordered([row.id for row in listed], moved, before_id))


def indent_indicators(session: Session, *, indicator_ids: Sequence[int]) -> int:
    """Make rows of one parent the last ones below the row above them; answers the id of that row."""
    moved, order, _ = _family(session, indicator_ids)
    at = order.index(moved[0])
    if at == 0:
        raise Refusal("上面没有同级指标，不能再降级。", "请先在上面加一行，或拖到另一行下面。")
    move_indicators(session, indicator_ids=moved, parent_id=order[at - 1])
    return order[at - 1]


def outdent_indicators(session: Session, *, indicator_ids: Sequence[int]) -> None:
    """Lift rows of one parent to its level, right behind it."""
    moved, _, parent_id = _family(session, indicator_ids)
    if parent_id is None:
        raise Refusal("已经在最上一级，不能再升级。")
    parent = fetch(session, Indicator, parent_id)
    order = [row.id for row in siblings(session, Indicator, standard_id=parent.standard_id, parent_id=parent.parent_id)]
    later = order[order.index(parent_id) + 1 :]
    move_indicators(session, indicator_ids=moved, parent_id=parent.parent_id, before_id=later[0] if later else None)


def parents_of(session: Session) -> dict[int, int | None]:
    """Parent of every indicator."""
    return dict(session.execute(select(Indicator.id, Indicator.parent_id)).all())


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


def _family(session: Session, indicator_ids: Sequence[int]) -> tuple[list[int], list[int], int | None]:
    """The chosen rows in order, all their siblings in order, their parent."""
    if not indicator_ids:
        raise Refusal("没有选中指标。")
    chosen = tops(parents_of(session), list(indicator_ids))
    rows = list(fetch_all(session, Indicator, chosen).values())
    if any((row.standard_id, row.parent_id) != (rows[0].standard_id, rows[0].parent_id) for row in rows):
        raise Refusal("选中的指标不在同一级。", "请只选同一上级下的指标。")
    listed = siblings(session, Indicator, standard_id=rows[0].standard_id, parent_id=rows[0].parent_id)
    order = [row.id for row in listed]
    return [one for one in order if one in set(chosen)], order, rows[0].parent_id
