"""Units, people, posts and the groups of the sample, written in bulk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.base import new_id
from models.journal import insert_many
from models.org.tables import Group, Person, Post, Seat, Tenure, Unit, UnitAlias
from models.org.terms import AliasKind, GroupKind, SeatRole
from models.pinyin import initials, sort_key
from models.sample.shelf import load


@dataclass(frozen=True, slots=True)
class Staff:
    """One person of a unit: ids of person and post, the title as papers write it."""

    person_id: int
    post_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """Ids of the sample's units by short name, their staff (head first) and the people by name."""

    units: Mapping[str, int]
    staff: Mapping[str, tuple[Staff, ...]]
    people: Mapping[str, int]


def add_organisation(session: Session, *, since: date) -> Organisation:
    """Write units with their names, people and posts; everybody holds the post since `since`."""
    entries = load("units")
    units = {entry["short"] or entry["name"]: new_id() for entry in entries}
    insert_many(session, Unit, [_unit_row(units, place, entry) for place, entry in enumerate(entries)])
    insert_many(session, UnitAlias, _alias_rows(units, entries, since))
    people: dict[str, int] = {}
    staff: dict[str, tuple[Staff, ...]] = {}
    persons: list[dict[str, Any]] = []
    posts: list[dict[str, Any]] = []
    tenures: list[dict[str, Any]] = []
    for unit, members in load("people").items():
        listed = []
        for place, (title, name) in enumerate(members):
            one = Staff(new_id(), new_id(), f"{unit}{title}")
            people[name] = one.person_id
            reach = {"office_phone": f"0440-555{len(staff):02d}{place:02d}", "email": f"{sort_key(name)}@yunxi.example"}
            persons.append({**person_row(one.person_id, name, phone=f"139000{len(persons) + 1:05d}"), **reach})
            posts.append({"id": one.post_id, "unit_id": units[unit], "title": title, "position": place})
            tenures.append({"post_id": one.post_id, "person_id": one.person_id, "valid_from": since})
            listed.append(one)
        staff[unit] = tuple(listed)
    insert_many(session, Person, persons)
    insert_many(session, Post, posts)
    insert_many(session, Tenure, tenures)
    return Organisation(units, staff, people)


def person_row(person_id: int, name: str, *, phone: str = "") -> dict[str, Any]:
    return {"id": person_id, "name": name, "pinyin": sort_key(name), "initials": initials(name), "phone": phone}


def _unit_row(units: Mapping[str, int], place: int, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": units[entry["short"] or entry["name"]],
        "parent_id": units[entry["parent"]] if "parent" in entry else None,
        "position": place,
        "name": entry["name"],
        "short_name": entry["short"],
        "kind": entry["kind"],
        "pinyin": sort_key(entry["name"]),
        "initials": initials(entry["name"]),
    }


def _alias_rows(units: Mapping[str, int], entries: list[dict[str, Any]], since: date) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for entry in entries:
        unit_id = units[entry["short"] or entry["name"]]
        rows += [{"unit_id": unit_id, "name": name} for name in entry.get("aliases", ())]
        rows += [
            {"unit_id": unit_id, "name": name, "kind": AliasKind.FORMER, "valid_to": since}
            for name in entry.get("former", ())
        ]
    return rows


def add_groups(session: Session, organisation: Organisation, *, campaign_id: int) -> None:
    """Write the headquarters, its office and the ten specialist groups with their seats.

    City leaders sit as heads of several groups; heads of units come in through their posts.
    """
    plan = load("groups")
    posts = {one.person_id: one for members in organisation.staff.values() for one in members}
    people = dict(organisation.people)
    leaders = [row for row in plan["headquarters"]["seats"] if row[2] not in people]
    people |= {row[2]: new_id() for row in leaders}
    insert_many(session, Person, [person_row(people[row[2]], row[2]) for row in leaders])
    offices = {people[row[2]]: row[3] for row in leaders}
    groups: list[dict[str, Any]] = []
    seats: list[dict[str, Any]] = []

    def add_group(entry: dict[str, Any], kind: GroupKind, parent_id: int | None, position: int) -> int:
        group_id = new_id()
        groups.append(
            {
                "id": group_id,
                "campaign_id": campaign_id,
                "parent_id": parent_id,
                "position": position,
                "name": entry["name"],
                "kind": kind,
                "lead_unit_id": organisation.units.get(entry.get("lead", "")),
                "duty": entry["duty"],
            }
        )
        return group_id

    def add_seat(group_id: int, role: str, wording: str, person_id: int) -> None:
        one = posts.get(person_id)
        seats.append(
            {
                "group_id": group_id,
                "position": len(seats),
                "role": role,
                "wording": wording,
                "person_id": person_id,
                "post_id": one.post_id if one else None,
                "post_text": one.title if one else offices[person_id],
            }
        )

    top = add_group(plan["headquarters"], GroupKind.HEADQUARTERS, None, 0)
    for role, wording, name, _ in plan["headquarters"]["seats"]:
        add_seat(top, role, wording, people[name])
    office = add_group(plan["office"], GroupKind.OFFICE, top, 0)
    for role, wording, name, _ in plan["office"]["seats"]:
        add_seat(office, role, wording, people[name])
    for position, entry in enumerate(plan["specialists"], 1):
        group_id = add_group(entry, GroupKind.SPECIALIST, top, position)
        add_seat(group_id, SeatRole.HEAD, "组长", people[entry["head"]])
        add_seat(group_id, SeatRole.DEPUTY, "副组长", organisation.staff[entry["lead"]][0].person_id)
        for unit in entry["members"]:
            members = organisation.staff[unit]
            add_seat(group_id, SeatRole.MEMBER, "成员", members[1 if len(members) > 2 else 0].person_id)
        liaison = people[entry["liaison"]] if "liaison" in entry else organisation.staff[entry["lead"]][-1].person_id
        add_seat(group_id, SeatRole.LIAISON, "联络员", liaison)
    insert_many(session, Group, groups)
    insert_many(session, Seat, seats)
