"""Roles and watches of the sample's grid: leaders of the districts, posts of the streets, workers, residents."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.grid.rules import TEMPLATES
from models.grid.tables import GridCell, Level, LevelRole, Watch, WatchRole
from models.journal import insert_many
from models.org.tables import Person
from models.sample.organisation import Organisation, Staff, person_row
from models.sample.shelf import load, shifted_month

CITY, DISTRICT, STREET, COMMUNITY, SITE = range(5)
THIRD = 3  # every third market has somebody of a member unit in it


def add_watches(session: Session, organisation: Organisation, *, today: date) -> int:
    """Write the usual roles and who is in them; answers the watches written.

    A few communities have no worker, one worker has too many markets, one district changed its leader; copies of the
    grid (the stress database) have workers of their own.
    """
    return _Writer(session, organisation, today).write()


class _Writer:
    def __init__(self, session: Session, organisation: Organisation, today: date) -> None:
        self._session = session
        self._organisation = organisation
        self._today = today
        self._since = date(today.year - 1, 1, 1)
        self._plan = load("watches")
        self._people: dict[str, int] = dict(session.execute(select(Person.name, Person.id)).all())
        self._fresh: list[dict[str, Any]] = []
        self._rows: list[dict[str, Any]] = []
        self._roles: dict[str, int] = {}
        self._heads = dict(self._heads_by_unit())

    def write(self) -> int:
        self._add_roles()
        levels = {row.id: row.position for row in self._session.scalars(select(Level))}
        columns = (GridCell.id, GridCell.parent_id, GridCell.level_id, GridCell.name, GridCell.unit_id)
        cells = self._session.execute(select(*columns).order_by(GridCell.position, GridCell.id)).all()
        by_id = {row.id: row for row in cells}
        heads, workers = iter(self._plan["community_heads"]), iter(self._plan["workers"])
        residents, partners = cycle(self._plan["resident_units"]), cycle(self._plan["partner_units"])
        more = self._more_names()
        overloaded = self._plan["overloaded"]
        sites = 0
        for row in cells:
            level = levels[row.level_id]
            if level == CITY:
                self._watch(row.id, "包保领导", person=self._plan["leaders"]["市"])
            elif level == DISTRICT:
                self._add_leader(row.id, row.name)
            if level in (DISTRICT, STREET, COMMUNITY) and row.unit_id in self._heads:
                self._watch(row.id, "网格长", post_id=self._heads[row.unit_id].post_id)
            elif level == COMMUNITY:
                self._watch(row.id, "网格长", person=next(heads, None) or next(more))
            if level == COMMUNITY and row.name not in self._plan["without_worker"]:
                self._watch(row.id, "网格员", person=next(workers, None) or next(more))
            if level != SITE:
                continue
            copied = row.name.endswith("片")
            district = by_id[by_id[by_id[row.parent_id].parent_id].parent_id]
            if district.name == overloaded["district"] and not copied:
                self._watch(row.id, "网格员", person=overloaded["name"])
            if sites % THIRD == 0:
                self._add_resident(row.id, next(residents))
            elif sites % THIRD == 1 and not copied:
                unit = self._organisation.units[next(partners)]
                self._watch(row.id, "结对单位", unit_id=unit)
            sites += 1
        insert_many(self._session, Person, self._fresh)
        insert_many(self._session, Watch, self._rows)
        return len(self._rows)

    def _add_roles(self) -> None:
        levels = list(self._session.scalars(select(Level.id).order_by(Level.position)))
        roles, standing = [], []
        for place, form in enumerate(TEMPLATES[0].roles):
            role_id = self._roles[form.name] = new_id()
            roles.append(
                {"id": role_id, "name": form.name, "position": place, "holder": form.holder, "duty": form.duty}
            )
            standing += [
                {"level_id": levels[level], "role_id": role_id, "required": must} for level, must in form.stands
            ]
        insert_many(self._session, WatchRole, roles)
        insert_many(self._session, LevelRole, standing)

    def _add_leader(self, cell_id: int, name: str) -> None:
        handed = self._plan["handed_over"]
        since: date = self._since
        if handed["cell"] == name:
            since = date(*shifted_month(self._today, -handed["months"]), 1)
            self._watch(cell_id, "包保领导", person=handed["from"], valid_to=since)
        self._watch(cell_id, "包保领导", person=self._plan["leaders"][name], valid_from=since)

    def _add_resident(self, cell_id: int, unit: str) -> None:
        """Somebody of a member unit works at the market, for half a year from the month before last."""
        begins = date(*shifted_month(self._today, -2), 1)
        ends = date(*shifted_month(self._today, 4), 1)
        member = self._organisation.staff[unit][-1]
        self._watch(
            cell_id,
            "入驻人员",
            person_id=member.person_id,
            unit_id=self._organisation.units[unit],
            valid_from=begins,
            valid_to=ends,
            note="每周驻点不少于两天",
        )

    def _watch(self, cell_id: int, role: str, *, person: str = "", **fields: Any) -> None:
        row = {"person_id": self._person(person) if person else None, "post_id": None, "unit_id": None}
        row |= {"cell_id": cell_id, "role_id": self._roles[role], "position": 0}
        self._rows.append(row | {"valid_from": self._since, "valid_to": None, "note": ""} | fields)

    def _person(self, name: str) -> int:
        if name not in self._people:
            self._people[name] = new_id()
            phone = f"138000{len(self._fresh) + 1:05d}"
            self._fresh.append(person_row(self._people[name], name, phone=phone))
        return self._people[name]

    def _heads_by_unit(self) -> Iterator[tuple[int, Staff]]:
        """The head of every unit with people, by the unit's id."""
        for unit, members in self._organisation.staff.items():
            if members:
                yield self._organisation.units[unit], members[0]

    def _more_names(self) -> Iterator[str]:
        """Invented names that nobody bears yet; when they run out they are numbered."""
        number = 1
        while True:
            tail = "" if number == 1 else str(number)
            for given in self._plan["given"]:
                for surname in self._plan["surnames"]:
                    if (name := f"{surname}{given}{tail}") not in self._people:
                        yield name
            number += 1
