"""A round on trial takes another version of its scheme: after 撤回 because of a rule that was wrong."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.actions.entries import delete_entries
from models.appraisal.actions.rounds import trial_of, update_round
from models.appraisal.actions.sub_rounds import first_part
from models.appraisal.queries.rescheming import other_versions, scheme_change
from models.appraisal.queries.schemes import components_of, groups_of
from models.appraisal.tables import AppraisalRound, Entry, RoundExemption, RoundPart, RoundUnit, SchemeGroup
from models.errors import Refusal
from models.records import fetch_all


def change_round(session: Session, *, round_id: int, scheme_id: int | None = None, **fields: Any) -> int:
    """Change a round on trial as `update_round`, and the version of its scheme: entries stay where the items and their
    rules are the same, the others go. The roster stays. How many entries went."""
    update_round(session, round_id=round_id, **fields)
    row = trial_of(session, round_id)
    if scheme_id is None or scheme_id == row.scheme_id:
        return 0
    if scheme_id not in {one.id for one in other_versions(session, round_id=round_id)}:
        raise Refusal("这不是本期办法施行中的另一版。", "请先让新版施行，再改用。")
    plan = scheme_change(session, round_id=round_id, scheme_id=scheme_id)
    _regroup(session, round_id, scheme_id)
    parts = _reparted(session, row, scheme_id)
    delete_entries(session, entry_ids=[one.id for one in plan.lost])
    for exemption in list(session.scalars(select(RoundExemption).where(RoundExemption.round_id == round_id))):
        if exemption.criterion_id is not None and exemption.criterion_id not in plan.rows:
            session.delete(exemption)
        elif exemption.criterion_id is not None:
            exemption.criterion_id = plan.rows[exemption.criterion_id]
    row.scheme_id = scheme_id
    session.flush()
    rows = fetch_all(session, Entry, [one.id for one in plan.kept])
    first: dict[int, int | None] = {}
    for one in plan.kept:
        entry = rows[one.id]
        entry.criterion_id, entry.part, entry.choice = one.criterion_id, one.part, one.choice
        if one.criterion_id not in first:
            first[one.criterion_id] = first_part(session, round_id, one.criterion_id)
        if parts.get(entry.round_part_id) != _component_of(session, first[one.criterion_id]):
            entry.round_part_id = first[one.criterion_id]  # the item went to another component
    _drop_parts(session, round_id, parts)
    session.flush()
    return len(plan.lost)


def _regroup(session: Session, round_id: int, scheme_id: int) -> None:
    """Every unit of the roster into its group of the other version: the one it stands in, else the one of the name."""
    groups = groups_of(session, scheme_id)
    by_unit = {unit_id: group.id for group in groups for unit_id, _ in group.units}
    by_name = {group.name: group.id for group in groups}
    for member in session.scalars(select(RoundUnit).where(RoundUnit.round_id == round_id)):
        name = session.get_one(SchemeGroup, member.group_id).name
        found = by_unit.get(member.unit_id) or by_name.get(name)
        if found is None:
            raise Refusal(
                f"“{member.name}”在这一版办法里没有考核组。", "请在办法的新版里把它放进一个考核组，或另建考核期。"
            )
        member.group_id = found


def _reparted(session: Session, row: AppraisalRound, scheme_id: int) -> dict[int | None, int | None]:
    """Sub-rounds go to the component of the same name: {sub-round: its new component, None: there is none}."""
    names = {one.key: one.name for one in components_of(session, row.scheme_id)}
    new = {one.name: one.key for one in components_of(session, scheme_id)}
    found: dict[int | None, int | None] = {}
    for part in session.scalars(select(RoundPart).where(RoundPart.round_id == row.id)):
        found[part.id] = new.get(names.get(part.component_id, ""))
        if (component := found[part.id]) is not None:
            part.component_id = component
    return found


def _component_of(session: Session, part_id: int | None) -> int | None:
    return session.get_one(RoundPart, part_id).component_id if part_id is not None else None


def _drop_parts(session: Session, round_id: int, parts: dict[int | None, int | None]) -> None:
    """Sub-rounds of a component that is no more go, and what was said of them."""
    gone = [part for part, component in parts.items() if component is None]
    for mapped, key in ((RoundExemption, RoundExemption.round_part_id), (RoundPart, RoundPart.id)):
        for one in list(session.scalars(select(mapped).where(mapped.round_id == round_id, key.in_(gone)))):
            session.delete(one)
