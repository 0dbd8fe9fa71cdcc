"""Cells and their people for the search box: few questions, only about the cells asked for."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.grid.duty import inherited
from models.grid.tables import GridCell, LevelRole, Watch, WatchRole
from models.org.rules import Held, holders_on, is_valid_on
from models.org.tables import Person, Post, Tenure, Unit
from models.records import CHUNK

NAMED = 2  # roles named beside a cell


def cells_watched_by(session: Session, *, person_ids: Collection[int], day: date | None = None) -> tuple[int, ...]:
    """The cells that these people watch over of their own right on a day, by themselves or through a post."""
    day = day or date.today()
    if not person_ids:
        return ()
    posts = {
        row.post_id
        for row in session.execute(
            select(Tenure.post_id, Tenure.valid_from, Tenure.valid_to).where(Tenure.person_id.in_(person_ids))
        )
        if is_valid_on(row.valid_from, row.valid_to, day)
    }
    query = (
        select(Watch.cell_id, Watch.valid_from, Watch.valid_to)
        .join(GridCell, GridCell.id == Watch.cell_id)
        .where(or_(Watch.person_id.in_(person_ids), Watch.person_id.is_(None) & Watch.post_id.in_(posts)))
        .order_by(GridCell.position, GridCell.id)
    )
    found = (row.cell_id for row in session.execute(query) if is_valid_on(row.valid_from, row.valid_to, day))
    return tuple(dict.fromkeys(found))


def watcher_words(session: Session, *, cell_ids: Collection[int], day: date | None = None) -> dict[int, str]:
    """The people of a few cells as one line, required roles first: 网格长 连小荷、网格员 甘棠."""
    day = day or date.today()
    cells = _with_above(session, cell_ids)
    own: dict[int, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    columns = Watch.__table__.columns
    for watch in _of_cells(session, cells, columns):
        if is_valid_on(watch.valid_from, watch.valid_to, day):
            own[watch.cell_id][watch.role_id].append(watch)
    names = _Names(session, [watch for roles in own.values() for listed in roles.values() for watch in listed], day)
    over = inherited(_parents_first(cells), own)
    roles = session.execute(
        select(LevelRole.level_id, LevelRole.required, WatchRole.id, WatchRole.name)
        .join(WatchRole, WatchRole.id == LevelRole.role_id)
        .order_by(LevelRole.required.desc(), WatchRole.position)
    ).all()
    answer: dict[int, str] = {}
    for cell_id in cell_ids:
        if cell_id not in cells:
            continue
        parts = []
        for level_id, _, role_id, role in roles:
            if level_id == cells[cell_id].level_id and role_id in over[cell_id]:
                who = [name for watch in over[cell_id][role_id][1] if (name := names.of(watch))]
                if who:
                    parts.append(f"{role} {'、'.join(who)}")
        answer[cell_id] = "，".join(parts[:NAMED])
    return answer


def _with_above(session: Session, cell_ids: Iterable[int]) -> dict[int, Any]:
    """These cells and all above them by id; a question per level."""
    known: dict[int, Any] = {}
    ask = set(cell_ids)
    while ask:
        query = select(GridCell.id, GridCell.parent_id, GridCell.level_id).where(GridCell.id.in_(ask))
        known |= {row.id: row for row in session.execute(query)}
        ask = {row.parent_id for row in known.values() if row.parent_id is not None} - known.keys() - ask
    return known


def _parents_first(cells: dict[int, Any]) -> list[tuple[int, int | None]]:
    order: dict[int, int | None] = {}
    for cell_id in cells:
        chain = [cell_id]
        while (parent := cells[chain[-1]].parent_id) in cells and parent not in chain:
            chain.append(parent)
        for one in reversed(chain):
            order.setdefault(one, cells[one].parent_id)
    return list(order.items())


def _of_cells(session: Session, cells: Collection[int], columns: Any) -> Iterable[Any]:
    ids = list(cells)
    for start in range(0, len(ids), CHUNK):
        query = select(*columns).where(Watch.cell_id.in_(ids[start : start + CHUNK]))
        yield from session.execute(query.order_by(Watch.position, Watch.id))


class _Names:
    """The names of those who are in some watches."""

    def __init__(self, session: Session, found: Collection[Any], day: date) -> None:
        self._day = day
        posts = {watch.post_id for watch in found if watch.post_id is not None}
        units = {watch.unit_id for watch in found if watch.unit_id is not None}
        self._held: dict[int, list[Held]] = defaultdict(list)
        query = select(Tenure.post_id, Tenure.person_id, Tenure.valid_from, Tenure.valid_to)
        for post_id, person_id, begins, ends in session.execute(query.where(Tenure.post_id.in_(posts))):
            self._held[post_id].append(Held(person_id, begins, ends))
        people = {watch.person_id for watch in found if watch.person_id is not None}
        people |= {held.person_id for listed in self._held.values() for held in listed}
        self._people = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(people))).all())
        self._posts = dict(session.execute(select(Post.id, Post.title).where(Post.id.in_(posts))).all())
        self._units = dict(session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(units))).all())

    def of(self, watch: Any) -> str:
        """The person, else the holder of the post, else the unit."""
        person_id = watch.person_id
        if person_id is None and watch.post_id is not None:
            person_id = next(iter(holders_on(self._held.get(watch.post_id, ()), self._day)), None)
        if person_id is not None:
            return str(self._people.get(person_id, ""))
        return str(self._posts.get(watch.post_id, "") or self._units.get(watch.unit_id, ""))
