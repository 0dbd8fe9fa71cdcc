"""考核期 while on trial: created with a frozen roster, sub-rounds, what does not apply to whom."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.queries.criteria import criteria, nodes_of
from models.appraisal.queries.schemes import groups_of
from models.appraisal.rows import GroupRow
from models.appraisal.rules.limits import ten_thousandths, why_round_closed
from models.appraisal.tables import (
    AppraisalRound,
    Criterion,
    Entry,
    Objection,
    RoundExemption,
    RoundPart,
    RoundUnit,
    Scheme,
    SchemeComponent,
)
from models.appraisal.terms import RoundState, SchemeState
from models.base import new_id
from models.errors import Refusal
from models.org.rules import clean, clean_name, why_no_name
from models.org.tables import Unit
from models.records import change, fetch, fetch_all, next_position
from models.succession.facts import unit_facts
from models.succession.rules import heir

_FIELDS = ("name", "starts", "ends", "weight", "note")


def create_round(
    session: Session,
    *,
    campaign_id: int,
    scheme_id: int,
    name: str,
    starts: date | None = None,
    ends: date | None = None,
    **fields: Any,
) -> int:
    """A round on trial under a scheme in force; its roster are the groups of the scheme with the names of today. For a
    unit that had ended by the first day its successor stands, once."""
    scheme = fetch(session, Scheme, scheme_id)
    if scheme.campaign_id != campaign_id:
        raise Refusal("这份办法属于另一项专项工作。", "请选本专项工作的办法。")
    if scheme.state is not SchemeState.IN_FORCE:
        raise Refusal(f"“{scheme.name}”还没有施行，或已停用。", "请先让办法施行，再建立考核期。")
    row = AppraisalRound(
        id=new_id(),
        campaign_id=campaign_id,
        scheme_id=scheme_id,
        number=1,
        origin_id=None,
        name="",
        starts=None,
        ends=None,
        weight=10_000,
        position=next_position(session, AppraisalRound, campaign_id=campaign_id),
        state=RoundState.TRIAL,
        posted_on=None,
        posted_until=None,
        locked_on=None,
        withdrawn_on=None,
        reason="",
        head="",
        digest="",
        content="",
        note="",
    )
    _fill(row, {"name": name, "starts": starts, "ends": ends, **fields})
    session.add(row)
    members = _standing(session, groups_of(session, scheme_id), row.starts or date.today())
    units = fetch_all(session, Unit, list(members))
    for position, (unit_id, group_id) in enumerate(members.items()):
        unit = units[unit_id]
        session.add(
            RoundUnit(
                id=new_id(),
                round_id=row.id,
                unit_id=unit_id,
                group_id=group_id,
                name=unit.short_name or unit.name,
                is_checked=True,
                position=position,
            )
        )
    session.flush()
    return row.id


def _standing(session: Session, groups: Sequence[GroupRow], day: date) -> dict[int, int]:
    """Unit → group of the roster: those of the scheme that have not ended, and successors of those that have."""
    facts = unit_facts(session)
    listed = [(unit_id, group.id) for group in groups for unit_id, _ in group.units]
    ended = {unit_id for unit_id, _ in listed if (last := facts[unit_id].valid_to) is not None and last <= day}
    found = {unit_id: group_id for unit_id, group_id in listed if unit_id not in ended}
    roster: dict[int, int] = {}
    for unit_id, group_id in listed:
        standing = unit_id if unit_id not in ended else heir(facts, unit_id, day)
        if standing is not None:
            roster.setdefault(standing, found.get(standing, group_id))
    return roster


def update_round(session: Session, *, round_id: int, **fields: Any) -> None:
    """Change name, starts, ends, weight (exact share in the year) or note of a round on trial."""
    _fill(trial_of(session, round_id), fields)


def trial_of(session: Session, round_id: int) -> AppraisalRound:
    """The round, which must be on trial."""
    row = fetch(session, AppraisalRound, round_id)
    refusal = why_round_closed(row.state)
    if refusal is not None:
        raise refusal
    return row


def check_item(session: Session, round_: AppraisalRound, criterion_id: int) -> None:
    """Refuses what is no item of the round's scheme: one of another scheme, or a heading."""
    item = fetch(session, Criterion, criterion_id)
    if item.scheme_id != round_.scheme_id:
        raise Refusal("这个考核项目不在本考核期的办法里。", "请重新选择。")
    if session.scalar(select(Criterion.id).where(Criterion.parent_id == criterion_id).limit(1)) is not None:
        raise Refusal(f"“{item.name}”下面还有项目，本身不计分。", "请选它下面的项目。")


def delete_round(session: Session, *, round_id: int) -> None:
    """Delete a round on trial with its entries; one that was posted can only be withdrawn."""
    row = trial_of(session, round_id)
    for mapped in (Objection, Entry, RoundExemption, RoundPart, RoundUnit):
        for one in list(session.scalars(select(mapped).where(mapped.round_id == round_id))):
            session.delete(one)
    session.delete(row)


def set_checked(session: Session, *, round_id: int, unit_ids: Sequence[int], is_checked: bool) -> None:
    """Units that were not checked are left out: neither 0 nor full marks."""
    trial_of(session, round_id)
    for row in session.scalars(
        select(RoundUnit).where(RoundUnit.round_id == round_id, RoundUnit.unit_id.in_(list(unit_ids)))
    ):
        if row.is_checked != is_checked:
            row.is_checked = is_checked


def add_part(session: Session, *, round_id: int, component_id: int, name: str, weight: Fraction = Fraction(1)) -> int:
    """A sub-round of a component, last."""
    round_ = trial_of(session, round_id)
    component = fetch(session, SchemeComponent, component_id)
    if component.scheme_id != round_.scheme_id:
        raise Refusal("这个考核部分不在本考核期的办法里。", "请重新选择。")
    first = session.scalar(
        select(RoundPart.id).where(RoundPart.round_id == round_id, RoundPart.component_id == component_id)
    )
    row = RoundPart(
        id=new_id(),
        round_id=round_id,
        component_id=component_id,
        name=_named(name, "分次考核"),
        weight=ten_thousandths(weight),
        position=next_position(session, RoundPart, round_id=round_id),
    )
    session.add(row)
    if first is None:  # what was entered before there were sub-rounds belongs to the first one
        nodes = nodes_of(criteria(session, scheme_id=round_.scheme_id))
        items = {node.id for node in nodes if node.component == component_id}
        for entry in session.scalars(select(Entry).where(Entry.round_id == round_id)):
            if entry.criterion_id in items:
                entry.round_part_id = row.id
    session.flush()
    return row.id


def update_part(session: Session, *, part_id: int, **fields: Any) -> None:
    """Change name or weight of a sub-round."""
    row = fetch(session, RoundPart, part_id)
    trial_of(session, row.round_id)
    values = dict(fields)
    if "name" in values:
        values["name"] = _named(values["name"], "分次考核")
    if "weight" in values:
        values["weight"] = ten_thousandths(values["weight"])
    change(row, values, ("name", "weight"))


def delete_part(session: Session, *, part_id: int) -> None:
    """Delete a sub-round that nothing was entered for."""
    row = fetch(session, RoundPart, part_id)
    trial_of(session, row.round_id)
    if session.scalar(select(Entry.id).where(Entry.round_part_id == part_id).limit(1)) is not None:
        raise Refusal(f"“{row.name}”里已有记分，不能删除。", "请先删除或改动那些记分。")
    for one in list(session.scalars(select(RoundExemption).where(RoundExemption.round_part_id == part_id))):
        session.delete(one)
    session.delete(row)


def exempt(
    session: Session,
    *,
    round_id: int,
    unit_ids: Sequence[int],
    criterion_id: int | None = None,
    part_id: int | None = None,
    reason: str,
) -> None:
    """An item (or a sub-round) does not apply to these units; a reason is asked."""
    round_ = trial_of(session, round_id)
    if (criterion_id is None) == (part_id is None):
        raise ValueError("either an item or a sub-round")
    if criterion_id is not None:
        check_item(session, round_, criterion_id)
    if not clean(reason):
        raise Refusal("没有写明不适用的原因。", "原因会印在评分表上，请写一句。")
    present = {
        row.unit_id: row
        for row in session.scalars(
            select(RoundExemption).where(
                RoundExemption.round_id == round_id,
                RoundExemption.criterion_id.is_(None)
                if criterion_id is None
                else RoundExemption.criterion_id == criterion_id,
                RoundExemption.round_part_id.is_(None) if part_id is None else RoundExemption.round_part_id == part_id,
            )
        )
    }
    for unit_id in unit_ids:
        if unit_id in present:
            present[unit_id].reason = clean(reason)
        else:
            session.add(
                RoundExemption(
                    id=new_id(),
                    round_id=round_id,
                    unit_id=unit_id,
                    criterion_id=criterion_id,
                    round_part_id=part_id,
                    reason=clean(reason),
                )
            )
    session.flush()


def admit(session: Session, *, exemption_ids: Sequence[int]) -> None:
    """What did not apply applies again."""
    for row in fetch_all(session, RoundExemption, exemption_ids).values():
        trial_of(session, row.round_id)
        session.delete(row)


def _named(name: str, what: str) -> str:
    refusal = why_no_name(name, what)
    if refusal is not None:
        raise refusal
    return clean_name(name)


def _fill(row: AppraisalRound, fields: dict[str, Any]) -> None:
    values = dict(fields)
    if "name" in values:
        values["name"] = _named(values["name"], "考核期")
    if "note" in values:
        values["note"] = clean(values["note"])
    if "weight" in values:
        values["weight"] = ten_thousandths(values["weight"])
    change(row, values, _FIELDS)
    if row.starts is not None and row.ends is not None and row.starts > row.ends:
        raise Refusal("开始日期晚于结束日期。", "请改其中一个。")
