"""Who watches over which cell on a day, with what is inherited from above; vacancies and overloads."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.grid.duty import MOST_CELLS, Holder, holder_words, inherited
from models.grid.queries.watch_rows import DutyBoard, Overload, Vacancy, WatchRoleRow, WatchRow
from models.grid.tables import GridCell, Level, LevelRole, Watch, WatchRole
from models.org.queries.past import UNIT, units_then
from models.org.queries.units import held_by_post, unit_names
from models.org.rules import holders_on, is_valid_on
from models.org.tables import Person, Post, Unit
from models.trees import walk

__all__ = [
    "DutyBoard",
    "Overload",
    "Vacancy",
    "WatchRoleRow",
    "WatchRow",
    "duty_board",
    "overloads",
    "role_uses",
    "vacancies",
    "watch_roles",
    "watches",
    "watches_between",
    "watches_of",
]


def watch_roles(session: Session) -> tuple[WatchRoleRow, ...]:
    """The roles in their order, with the levels each stands on."""
    stands: dict[int, list[int]] = defaultdict(list)
    required: dict[int, list[int]] = defaultdict(list)
    for role_id, level_id, must in session.execute(
        select(LevelRole.role_id, LevelRole.level_id, LevelRole.required)
        .join(Level, Level.id == LevelRole.level_id)
        .order_by(Level.position)
    ):
        stands[role_id].append(level_id)
        if must:
            required[role_id].append(level_id)
    query = select(WatchRole).order_by(WatchRole.position, WatchRole.id)
    return tuple(
        WatchRoleRow(
            id=row.id,
            name=row.name,
            position=row.position,
            holder=row.holder,
            duty=row.duty,
            level_ids=tuple(stands[row.id]),
            required_ids=tuple(required[row.id]),
        )
        for row in session.scalars(query)
    )


def role_uses(session: Session) -> dict[int, int]:
    """How many watches, whenever, there are in each role."""
    return dict(session.execute(select(Watch.role_id, func.count()).group_by(Watch.role_id)).all())


def watches(
    session: Session,
    *,
    day: date | None = None,
    cell_ids: Collection[int] | None = None,
    inherited: bool = True,
) -> tuple[WatchRow, ...]:
    """Who watches over the cells on `day` (default: today), cells in tree order, roles in theirs.

    With `inherited` a cell without own watches in a role that stands on its level has those of the nearest cell above
    that has some; without it only its own. A watch that is inherited answers one row per cell, all with its id.
    """
    return _Grid(session, day or date.today()).watches(None if cell_ids is None else set(cell_ids), inherited)


def duty_board(session: Session, *, day: date | None = None, most: int = MOST_CELLS) -> DutyBoard:
    """Roles, watches with inheritance, vacancies and overloads of the whole grid, worked out together."""
    grid = _Grid(session, day or date.today())
    own, over = grid.shared()
    return DutyBoard(watch_roles(session), own, over, grid.vacancies(), grid.overloads(most))


def watches_between(session: Session, *, cell_id: int) -> tuple[WatchRow, ...]:
    """All own watches of a cell, those that ended and those to come too; each holder as of its last day (or today)."""
    today = date.today()
    grid = _Grid(session, today)
    found = session.scalars(select(Watch).where(Watch.cell_id == cell_id)).all()
    role_at = {role_id: place for place, role_id in enumerate(grid.role_order)}
    listed = sorted(found, key=lambda row: (role_at[row.role_id], row.valid_from or date.min, row.position, row.id))
    rows = []
    for watch in listed:
        day = today
        if watch.valid_to is not None and watch.valid_to <= today:
            day = date.fromordinal(watch.valid_to.toordinal() - 1)
        elif watch.valid_from is not None and watch.valid_from > today:
            day = watch.valid_from
        rows.append(grid.row(watch, cell_id, None, day))
    return tuple(rows)


def watches_of(
    session: Session, *, holder: Holder, on: date, cell_ids: Collection[int] | None = None
) -> tuple[WatchRow, ...]:
    """The own watches of cells that name the holder and hold on `on` or later: what a change from that day on takes."""
    grid = _Grid(session, on)
    wanted = None if cell_ids is None else set(cell_ids)
    found: dict[int, list[Any]] = defaultdict(list)
    for watch in session.execute(select(*Watch.__table__.columns).order_by(Watch.position, Watch.id)):
        if Holder(watch.person_id, watch.post_id, watch.unit_id).main != holder.main:
            continue
        if watch.valid_to is None or watch.valid_to > on:
            found[watch.cell_id].append(watch)
    return tuple(
        grid.row(watch, cell_id, None)
        for cell_id in grid.order
        if wanted is None or cell_id in wanted
        for watch in found.get(cell_id, ())
    )


def vacancies(session: Session, *, day: date | None = None) -> tuple[Vacancy, ...]:
    """Cells without anybody in a role their level requires: no watch at all, or only posts that nobody holds."""
    return _Grid(session, day or date.today()).vacancies()


def overloads(session: Session, *, day: date | None = None, most: int = MOST_CELLS) -> tuple[Overload, ...]:
    """People who watch over more than `most` cells of their own right, those with most first.

    A watch by a post counts for its holder; a cell counts once, whatever the roles; cells that only inherit a person
    from above are counted apart.
    """
    return _Grid(session, day or date.today()).overloads(most)


class _Grid:
    """What one reading of the watches needs: cells in tree order, roles, own watches of the day, names."""

    def __init__(self, session: Session, day: date) -> None:
        self.day = day
        columns = (GridCell.id, GridCell.parent_id, GridCell.position, GridCell.level_id, GridCell.name)
        self.cells = {row.id: row for row in session.execute(select(*columns)).all()}
        self.order = [
            place.id for place in walk((row.id, row.parent_id, (row.position, row.id)) for row in self.cells.values())
        ]
        self.levels: dict[int, str] = dict(session.execute(select(Level.id, Level.name)).all())
        self.stands: dict[int, dict[int, bool]] = defaultdict(dict)
        for level_id, role_id, must in session.execute(
            select(LevelRole.level_id, LevelRole.role_id, LevelRole.required)
        ):
            self.stands[level_id][role_id] = must
        roles = session.execute(select(WatchRole.id, WatchRole.name).order_by(WatchRole.position, WatchRole.id)).all()
        self.roles: dict[int, str] = dict(roles)
        self.role_order = list(self.roles)
        self.own: dict[int, dict[int, list[Any]]] = {}
        for watch in session.execute(select(*Watch.__table__.columns).order_by(Watch.position, Watch.id)):
            if is_valid_on(watch.valid_from, watch.valid_to, day):
                self.own.setdefault(watch.cell_id, {}).setdefault(watch.role_id, []).append(watch)
        self.over = inherited(((cell_id, self.cells[cell_id].parent_id) for cell_id in self.order), self.own)
        self.people = {row.id: row for row in session.execute(select(Person.id, Person.name, Person.phone)).all()}
        self.posts = {row.id: row for row in session.execute(select(Post.id, Post.title, Post.unit_id)).all()}
        self.held = held_by_post(session)
        self.units = unit_names(session, day=day)
        self.then = units_then(session, day=day)  # posts move with mergers of units
        self.short: dict[int | None, str] = dict(session.execute(select(Unit.id, Unit.short_name)).all())
        self._paths: dict[int, tuple[str, ...]] = {}
        self._holders: dict[tuple[int, date], int | None] = {}
        self._resolved: dict[tuple[int, date], tuple[Any, ...]] = {}

    def path(self, cell_id: int) -> tuple[str, ...]:
        """The names above a cell from the top."""
        if cell_id not in self._paths:
            parent = self.cells[cell_id].parent_id
            self._paths[cell_id] = () if parent not in self.cells else (*self.path(parent), self.cells[parent].name)
        return self._paths[cell_id]

    def person_of(self, watch: Any, day: date) -> int | None:
        """The person in a watch, else the one who holds its post."""
        if watch.person_id is not None or watch.post_id is None:
            return watch.person_id
        key = (watch.post_id, day)
        if key not in self._holders:
            self._holders[key] = next(iter(holders_on(self.held.get(watch.post_id, ()), day)), None)
        return self._holders[key]

    def is_filled(self, watch: Any) -> bool:
        """Whether somebody is really there: a person, a post with a holder, or a unit that stands by itself."""
        if self.person_of(watch, self.day) is not None:
            return True
        return watch.post_id is None and watch.unit_id is not None

    def post_words(self, post_id: int | None) -> str:
        """A post with its unit, as papers write it."""
        if post_id is None:
            return ""
        post = self.posts[post_id]
        unit = self.units.get(self.then.unit(post.id, UNIT, post.unit_id), "")
        return str(post.title) if post.title.startswith(unit) else f"{unit}{post.title}"

    def row(self, watch: Any, cell_id: int, from_id: int | None, day: date | None = None) -> WatchRow:
        """One watch as it stands over a cell."""
        key = (watch.id, day or self.day)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(watch, key[1])
        person_id, name, post, unit, phone, short = self._resolved[key]
        return WatchRow(
            watch.id,
            cell_id,
            self.cells[cell_id].name,
            self.path(cell_id),
            watch.role_id,
            self.roles[watch.role_id],
            person_id,
            name,
            watch.post_id,
            post,
            watch.unit_id,
            unit,
            holder_words(name, post, unit),
            phone,
            watch.valid_from,
            watch.valid_to,
            watch.note,
            from_id,
            self.cells[from_id].name if from_id is not None else "",
            watch.person_id is None and watch.post_id is not None,
            short,
        )

    def _resolve(self, watch: Any, day: date) -> tuple[Any, ...]:
        """Person, name, post, unit, phone and short unit of a watch on a day: alike for all cells that inherit it."""
        person_id = self.person_of(watch, day)
        person = self.people[person_id] if person_id is not None else None
        return (
            person_id,
            person.name if person is not None else "",
            self.post_words(watch.post_id),
            self.units.get(watch.unit_id, ""),
            person.phone if person is not None else "",
            self.short.get(watch.unit_id, ""),
        )

    # ---- answers ----------------------------------------------------------------------------------------------

    def watches(self, wanted: Collection[int] | None, inherited: bool) -> tuple[WatchRow, ...]:
        """See `watches`."""
        rows: list[WatchRow] = []
        for cell_id in self.order:
            if wanted is not None and cell_id not in wanted:
                continue
            stands = self.stands.get(self.cells[cell_id].level_id, {})
            over = self.over[cell_id]
            for role_id in self.role_order:
                found = over.get(role_id)
                if found is None or (found[0] != cell_id and (not inherited or role_id not in stands)):
                    continue
                from_id, listed = found
                rows.extend(self.row(watch, cell_id, None if from_id == cell_id else from_id) for watch in listed)
        return tuple(rows)

    def shared(self) -> tuple[tuple[WatchRow, ...], dict[int, dict[int, tuple[WatchRow, ...]]]]:
        """The own watches, and who watches over each cell; cells that inherit share the rows of the cell above."""
        rows = {
            (cell_id, role_id): tuple(self.row(watch, cell_id, None) for watch in listed)
            for cell_id in self.order
            for role_id, listed in self.own.get(cell_id, {}).items()
        }
        over: dict[int, dict[int, tuple[WatchRow, ...]]] = {}
        for cell_id in self.order:
            stands = self.stands.get(self.cells[cell_id].level_id, {})
            found = self.over[cell_id]
            over[cell_id] = {
                role_id: rows[found[role_id][0], role_id]
                for role_id in self.role_order
                if role_id in found and (role_id in stands or found[role_id][0] == cell_id)
            }
        return tuple(row for listed in rows.values() for row in listed), over

    def vacancies(self) -> tuple[Vacancy, ...]:
        """See `vacancies`."""
        rows: list[Vacancy] = []
        for cell_id in self.order:
            cell = self.cells[cell_id]
            stands = self.stands.get(cell.level_id, {})
            for role_id in self.role_order:
                if not stands.get(role_id):
                    continue
                _, listed = self.over[cell_id].get(role_id, (cell_id, ()))
                if any(self.is_filled(watch) for watch in listed):
                    continue
                post = next((self.post_words(watch.post_id) for watch in listed if watch.post_id is not None), "")
                rows.append(
                    Vacancy(
                        id=cell_id,
                        cell_id=cell_id,
                        cell=cell.name,
                        path=self.path(cell_id),
                        level=self.levels[cell.level_id],
                        role_id=role_id,
                        role=self.roles[role_id],
                        post=post,
                    )
                )
        return tuple(rows)

    def overloads(self, most: int) -> tuple[Overload, ...]:
        """See `overloads`."""
        direct: dict[int, dict[int, None]] = defaultdict(dict)
        handed: dict[int, dict[int, None]] = defaultdict(dict)
        for cell_id in self.order:
            stands = self.stands.get(self.cells[cell_id].level_id, {})
            for role_id, (from_id, listed) in self.over[cell_id].items():
                if from_id != cell_id and role_id not in stands:
                    continue
                for watch in listed:
                    person_id = self.person_of(watch, self.day)
                    if person_id is not None:
                        (direct if from_id == cell_id else handed)[person_id][cell_id] = None
        rows = [
            Overload(
                id=person_id,
                person=self.people[person_id].name,
                cells=len(cells),
                names=tuple(self.cells[cell_id].name for cell_id in cells),
                inherited=len(handed[person_id].keys() - cells.keys()),
            )
            for person_id, cells in direct.items()
            if len(cells) > most
        ]
        return tuple(sorted(rows, key=lambda row: (-row.cells, row.id)))
