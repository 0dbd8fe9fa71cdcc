"""Peer groups with their units, and components with their weights."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.appraisal.actions.schemes import draft_of
from models.appraisal.rules.limits import ten_thousandths, why_name_taken
from models.appraisal.tables import Criterion, CriterionScope, SchemeComponent, SchemeGroup, SchemeMember
from models.base import new_id
from models.errors import Refusal
from models.org.rules import clean_name, why_no_name
from models.org.tables import Unit
from models.records import fetch, fetch_all, next_position, shift_records


def add_group(session: Session, *, scheme_id: int, name: str) -> int:
    """A new peer group, last."""
    draft_of(session, scheme_id)
    row = SchemeGroup(
        id=new_id(),
        scheme_id=scheme_id,
        name=_free_name(session, SchemeGroup, scheme_id, name, "考核组"),
        position=next_position(session, SchemeGroup, scheme_id=scheme_id),
    )
    session.add(row)
    session.flush()
    return row.id


def rename_group(session: Session, *, group_id: int, name: str) -> None:
    """Another name for a group."""
    row = fetch(session, SchemeGroup, group_id)
    draft_of(session, row.scheme_id)
    if clean_name(name) != row.name:
        row.name = _free_name(session, SchemeGroup, row.scheme_id, name, "考核组")


def shift_groups(session: Session, *, group_ids: Sequence[int], by: int) -> None:
    """Move groups one place up (`by` -1) or down (+1)."""
    for row in fetch_all(session, SchemeGroup, group_ids).values():
        draft_of(session, row.scheme_id)
    shift_records(session, SchemeGroup, group_ids, by, ("scheme_id",))


def delete_groups(session: Session, *, group_ids: Sequence[int]) -> None:
    """Delete groups with their membership; items that applied to them only are refused with their names."""
    rows = fetch_all(session, SchemeGroup, group_ids)
    for row in rows.values():
        draft_of(session, row.scheme_id)
    scoped = list(
        session.scalars(
            select(Criterion.name)
            .join(CriterionScope, CriterionScope.criterion_id == Criterion.id)
            .where(CriterionScope.group_id.in_(list(rows)))
        )
    )
    if scoped:
        raise Refusal(f"考核项目“{scoped[0]}”等 {len(scoped)} 项只适用于这个组。", "请先改这些项目的适用范围。")
    for member in session.scalars(select(SchemeMember).where(SchemeMember.group_id.in_(list(rows)))):
        session.delete(member)
    for row in rows.values():
        session.delete(row)


def set_members(session: Session, *, group_id: int, unit_ids: Sequence[int]) -> None:
    """Exactly these units, in this order. A unit is in one group of a scheme only."""
    group = fetch(session, SchemeGroup, group_id)
    draft_of(session, group.scheme_id)
    wanted = list(dict.fromkeys(unit_ids))
    units = fetch_all(session, Unit, wanted)
    elsewhere = session.execute(
        select(Unit.name, SchemeGroup.name)
        .select_from(SchemeMember)
        .join(SchemeGroup, SchemeGroup.id == SchemeMember.group_id)
        .join(Unit, Unit.id == SchemeMember.unit_id)
        .where(SchemeGroup.scheme_id == group.scheme_id, SchemeGroup.id != group_id, Unit.id.in_(list(units)))
    ).first()
    if elsewhere is not None:
        raise Refusal(f"“{elsewhere[0]}”已在“{elsewhere[1]}”组。", "一个单位只能在一个组里排名，请先从那个组移出。")
    present = {
        row.unit_id: row for row in session.scalars(select(SchemeMember).where(SchemeMember.group_id == group_id))
    }
    for unit_id, row in present.items():
        if unit_id not in units:
            session.delete(row)
    for position, unit_id in enumerate(wanted):
        if unit_id in present:
            if present[unit_id].position != position:
                present[unit_id].position = position
        else:
            session.add(SchemeMember(id=new_id(), group_id=group_id, unit_id=unit_id, position=position))
    session.flush()


def add_component(session: Session, *, scheme_id: int, name: str, weight: Fraction | None = None) -> int:
    """A new component, last. `weight` 2/5 for 40%; None: its points are added as they are."""
    draft_of(session, scheme_id)
    row = SchemeComponent(
        id=new_id(),
        scheme_id=scheme_id,
        name=_free_name(session, SchemeComponent, scheme_id, name, "考核部分"),
        weight=ten_thousandths(weight),
        position=next_position(session, SchemeComponent, scheme_id=scheme_id),
    )
    session.add(row)
    session.flush()
    return row.id


def update_component(session: Session, *, component_id: int, **fields: Any) -> None:
    """Change name or weight."""
    row = fetch(session, SchemeComponent, component_id)
    draft_of(session, row.scheme_id)
    if "name" in fields and clean_name(fields["name"]) != row.name:
        row.name = _free_name(session, SchemeComponent, row.scheme_id, fields["name"], "考核部分")
    if "weight" in fields:
        row.weight = ten_thousandths(fields["weight"])


def shift_components(session: Session, *, component_ids: Sequence[int], by: int) -> None:
    """Move components one place up (`by` -1) or down (+1)."""
    for row in fetch_all(session, SchemeComponent, component_ids).values():
        draft_of(session, row.scheme_id)
    shift_records(session, SchemeComponent, component_ids, by, ("scheme_id",))


def delete_components(session: Session, *, component_ids: Sequence[int]) -> None:
    """Delete components that no item stands in."""
    rows = fetch_all(session, SchemeComponent, component_ids)
    for row in rows.values():
        draft_of(session, row.scheme_id)
    used = session.scalar(select(func.count()).where(Criterion.component_id.in_(list(rows))))
    if used:
        raise Refusal(f"有 {used} 个考核项目在这个部分里。", "请先把它们改到别的部分。")
    for row in rows.values():
        session.delete(row)


def _free_name(
    session: Session, mapped: type[SchemeGroup | SchemeComponent], scheme_id: int, name: str, what: str
) -> str:
    refusal = why_no_name(name, what)
    if refusal is None:
        others = session.scalars(select(mapped.name).where(mapped.scheme_id == scheme_id))
        refusal = why_name_taken(clean_name(name), others, what)
    if refusal is not None:
        raise refusal
    return clean_name(name)
