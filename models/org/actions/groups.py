"""Groups and their seats: create, change, order and tree, delete, paste."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.actions.people import create_person
from models.org.rules import (
    Held,
    clean,
    clean_name,
    holders_on,
    kind_of_group,
    role_of_wording,
    why_no_name,
    why_no_range,
)
from models.org.tables import Campaign, Group, Person, Post, Seat, Tenure, Unit
from models.org.terms import GroupKind, SeatRole
from models.records import change, fetch, fetch_all, next_position, shift_records, siblings, write_order
from models.references import uses_of, why_in_use
from models.trees import branch, reordered, tops, would_loop

GROUP_FIELDS = ("name", "kind", "lead_unit_id", "duty")
SEAT_FIELDS = (
    "role",
    "wording",
    "post_id",
    "person_id",
    "unit_id",
    "post_text",
    "valid_from",
    "valid_to",
    "note",
)


def add_group(
    session: Session,
    *,
    campaign_id: int,
    name: str,
    kind: GroupKind | None = None,
    parent_id: int | None = None,
    lead_unit_id: int | None = None,
    duty: str = "",
    before_id: int | None = None,
    position: int | None = None,
) -> int:
    """A new group below `parent_id`, in front of `before_id` or last; answers its id.

    `kind` None: as the name tells.
    """
    fetch(session, Campaign, campaign_id)
    if parent_id is not None and fetch(session, Group, parent_id).campaign_id != campaign_id:
        raise Refusal("上级小组属于另一项专项工作。", "请在同一项专项工作里选择上级小组。")
    if position is None:
        position = next_position(session, Group, campaign_id=campaign_id, parent_id=parent_id)
    row = Group(campaign_id=campaign_id, parent_id=parent_id, position=position)
    _fill_group(session, row, {"name": name, "lead_unit_id": lead_unit_id, "duty": duty})
    row.kind = kind or kind_of_group(row.name)
    session.add(row)
    session.flush()
    if before_id is not None:
        rows = siblings(session, Group, campaign_id=campaign_id, parent_id=parent_id)
        write_order(rows, reordered([group.id for group in rows], [row.id], before_id))
    return row.id


def update_group(session: Session, *, group_id: int, **fields: Any) -> None:
    """Change fields of a group (name, kind, lead_unit_id, duty)."""
    _fill_group(session, fetch(session, Group, group_id), fields)


def update_groups(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of several groups in one step: {id: {field: value}}."""
    rows = fetch_all(session, Group, changes)
    for group_id, fields in changes.items():
        _fill_group(session, rows[group_id], fields)


def move_groups(
    session: Session, *, group_ids: Sequence[int], parent_id: int | None, before_id: int | None = None
) -> None:
    """Hang groups (with what is below them) under another group of their campaign, in front of `before_id` or last."""
    first = fetch(session, Group, group_ids[0])
    parents = _parents(session, first.campaign_id)
    moved = tops(parents, list(group_ids))
    rows = fetch_all(session, Group, moved)
    if parent_id is not None:
        target = fetch(session, Group, parent_id)
        if any(row.campaign_id != target.campaign_id for row in rows.values()):
            raise Refusal("小组不能移到另一项专项工作里。")
        if would_loop(parents, moved, parent_id):
            raise Refusal(f"“{target.name}”在要移动的小组之内，不能移到它下面。", "请选择另一个上级小组。")
    for row in rows.values():
        if row.parent_id != parent_id:
            row.parent_id = parent_id
    session.flush()
    listed = siblings(session, Group, campaign_id=first.campaign_id, parent_id=parent_id)
    write_order(listed, reordered([row.id for row in listed], moved, before_id))


def shift_groups(session: Session, *, group_ids: Sequence[int], by: int) -> None:
    """Move groups one place up (`by` -1) or down (+1) among their siblings."""
    shift_records(session, Group, group_ids, by, ("campaign_id", "parent_id"))


def delete_groups(session: Session, *, group_ids: Sequence[int]) -> int:
    """Delete groups with the groups below them and all their seats; answers how many groups."""
    first = fetch(session, Group, group_ids[0])
    doomed = branch(_parents(session, first.campaign_id), group_ids)
    rows = fetch_all(session, Group, doomed)
    refusal = why_in_use(uses_of(session, Group, doomed, own=("seat",)), first.name, "先在那里换成别的小组。")
    if refusal:
        raise refusal
    for seat in session.scalars(select(Seat).where(Seat.group_id.in_(doomed))):
        session.delete(seat)
    for row in rows.values():
        session.delete(row)
    return len(rows)


# ---- seats --------------------------------------------------------------------------------------------------


def add_seat(
    session: Session,
    *,
    group_id: int,
    role: SeatRole | None = None,
    before_id: int | None = None,
    position: int | None = None,
    **fields: Any,
) -> int:
    """A new seat (fields: SEAT_FIELDS), in front of `before_id` or last; answers its id.

    It may be empty. `role` None: as `wording` tells (指挥长 → head).
    """
    fetch(session, Group, group_id)
    if position is None:
        position = next_position(session, Seat, group_id=group_id)
    row = Seat(group_id=group_id, position=position)
    _fill_seat(session, row, {"role": role or role_of_wording(fields.get("wording", "")), **fields})
    session.add(row)
    session.flush()
    if before_id is not None:
        rows = siblings(session, Seat, group_id=group_id)
        write_order(rows, reordered([seat.id for seat in rows], [row.id], before_id))
    return row.id


def add_seat_for(
    session: Session, *, group_id: int, person_id: int | None = None, new_name: str = "", **fields: Any
) -> int:
    """`add_seat` for the person decided on, else a new one of `new_name`, else an empty seat."""
    if person_id is None and new_name:
        person_id = create_person(session, name=new_name)
    return add_seat(session, group_id=group_id, person_id=person_id, **fields)


def update_seat(session: Session, *, seat_id: int, **fields: Any) -> None:
    """Change fields of a seat (SEAT_FIELDS)."""
    _fill_seat(session, fetch(session, Seat, seat_id), fields)


def update_seats(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of several seats in one step: {id: {field: value}}."""
    rows = fetch_all(session, Seat, changes)
    for seat_id, fields in changes.items():
        _fill_seat(session, rows[seat_id], fields)


def seat_person(session: Session, *, seat_id: int, person_id: int | None = None, new_name: str = "") -> None:
    """Who sits in a seat: the person decided on, else a new one of `new_name`, else nobody."""
    if person_id is None and new_name:
        person_id = create_person(session, name=new_name)
    update_seat(session, seat_id=seat_id, person_id=person_id)


def seat_post(session: Session, *, seat_id: int, post_id: int | None) -> None:
    """Tie a seat to a post, so that it follows the holder: the person named in it goes when he holds that post.

    None unties it; who sat there by the post then sits there by name.
    """
    row = fetch(session, Seat, seat_id)
    today = date.today()
    holders: list[int] = []
    wanted = post_id if post_id is not None else row.post_id
    if wanted is not None:
        held = session.scalars(select(Tenure).where(Tenure.post_id == wanted)).all()
        holders = holders_on([Held(one.person_id, one.valid_from, one.valid_to) for one in held], today)
    person_id = row.person_id
    if post_id is not None and (person_id is None or person_id in holders):
        person_id = None
    elif post_id is None and person_id is None and holders:
        person_id = holders[0]
    _fill_seat(session, row, {"post_id": post_id, "person_id": person_id})


def move_seats(session: Session, *, seat_ids: Sequence[int], group_id: int, before_id: int | None = None) -> None:
    """Put seats into a group (their own or another), in front of `before_id` or last."""
    target = fetch(session, Group, group_id)
    rows = fetch_all(session, Seat, seat_ids)
    for row in rows.values():
        if row.group_id != target.id:
            row.group_id = target.id
    session.flush()
    listed = siblings(session, Seat, group_id=group_id)
    write_order(listed, reordered([row.id for row in listed], list(rows), before_id))


def shift_seats(session: Session, *, seat_ids: Sequence[int], by: int) -> None:
    """Move seats one place up (`by` -1) or down (+1) within their group."""
    shift_records(session, Seat, seat_ids, by, ("group_id",))


def delete_seats(session: Session, *, seat_ids: Sequence[int]) -> int:
    """Delete seats; the people, posts and units stay."""
    rows = fetch_all(session, Seat, seat_ids)
    for row in rows.values():
        session.delete(row)
    return len(rows)


def _parents(session: Session, campaign_id: int) -> dict[int, int | None]:
    found = session.execute(select(Group.id, Group.parent_id).where(Group.campaign_id == campaign_id))
    return dict(found.all())


def _fill_group(session: Session, row: Group, fields: Mapping[str, Any]) -> None:
    values = dict(fields)
    if "name" in values:
        refusal = why_no_name(values["name"], "小组")
        if refusal:
            raise refusal
        values["name"] = clean_name(values["name"])
    if "duty" in values:
        values["duty"] = clean(values["duty"])
    if values.get("lead_unit_id") is not None:
        fetch(session, Unit, values["lead_unit_id"])
    change(row, values, GROUP_FIELDS)


def _fill_seat(session: Session, row: Seat, fields: Mapping[str, Any]) -> None:
    values = dict(fields)
    for key in ("wording", "post_text"):
        if key in values:
            values[key] = clean_name(values[key])
    if "note" in values:
        values["note"] = clean(values["note"])
    for key, mapped in (("unit_id", Unit), ("person_id", Person), ("post_id", Post)):
        if values.get(key) is not None:
            fetch(session, mapped, values[key])
    refusal = why_no_range(values.get("valid_from", row.valid_from), values.get("valid_to", row.valid_to), "席位")
    if refusal:
        raise refusal
    change(row, values, SEAT_FIELDS)
