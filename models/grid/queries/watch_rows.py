"""The rows that queries of roles and watches answer: frozen, the id first."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from models.grid.duty import Holder
from models.grid.terms import WatchHolder


@dataclass(frozen=True, slots=True)
class WatchRoleRow:
    """A role over cells; `level_ids` are the levels it stands on from the top, `required_ids` those that must have
    somebody in it."""

    id: int
    name: str
    position: int
    holder: WatchHolder
    duty: str
    level_ids: tuple[int, ...]
    required_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WatchRow:
    """A watch over a cell with everything resolved for the day asked for.

    `id` is the watch (several cells inherit one: `cell_id` and `id` together are unique). `person_id` is the person
    named in it, else (`via_post`) who holds its post that day; `holder` is who it is as papers print it; `from_id`
    and `from_name` are the cell above it is inherited from, None for the cell's own.
    """

    id: int
    cell_id: int
    cell: str
    path: tuple[str, ...]
    role_id: int
    role: str
    person_id: int | None
    person: str
    post_id: int | None
    post: str
    unit_id: int | None
    unit: str
    holder: str
    phone: str
    valid_from: date | None
    valid_to: date | None
    note: str
    from_id: int | None
    from_name: str
    via_post: bool = False
    unit_short: str = ""

    @property
    def shown(self) -> str:
        """Who it is, for narrow places."""
        return self.unit_short if self.unit_short and self.holder == self.unit else self.holder

    @property
    def named(self) -> Holder:
        """Who is written in the watch itself."""
        return Holder(None if self.via_post else self.person_id, self.post_id, self.unit_id)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A cell without anybody in a required role; `post` is the post named there that nobody holds."""

    id: int
    cell_id: int
    cell: str
    path: tuple[str, ...]
    level: str
    role_id: int
    role: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class Overload:
    """A person (id) over too many cells: how many directly with their names, and how many more by inheritance."""

    id: int
    person: str
    cells: int
    names: tuple[str, ...]
    inherited: int = 0


@dataclass(frozen=True, slots=True)
class DutyBoard:
    """Everything about the watches of the grid as of a day, read in one go.

    `own` are the watches in the cells they are written in. `over` says who watches over each cell: cell id → role id →
    watches; those that are inherited are the very rows of the cell above (`row.cell_id` is not the cell then).
    """

    roles: tuple[WatchRoleRow, ...] = ()
    own: tuple[WatchRow, ...] = ()
    over: Mapping[int, Mapping[int, tuple[WatchRow, ...]]] = field(default_factory=dict)
    vacancies: tuple[Vacancy, ...] = ()
    overloads: tuple[Overload, ...] = ()

    def at(self, cell_id: int, name: str, path: tuple[str, ...]) -> tuple[WatchRow, ...]:
        """Who watches over a cell, roles in their order, as `watches` answers it."""
        return tuple(
            row
            if row.cell_id == cell_id
            else replace(row, cell_id=cell_id, cell=name, path=path, from_id=row.cell_id, from_name=row.cell)
            for rows in self.over.get(cell_id, {}).values()
            for row in rows
        )
