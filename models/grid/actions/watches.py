"""Watches over cells: set, change, end, delete, many at once; hand over to somebody else; copy down, inherit again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.grid.actions.cells import cell_parents
from models.grid.actions.keeping import Place, WatchKeeper, named
from models.grid.duty import Holder, inherited
from models.grid.tables import Watch
from models.org.rules import clean, end_after, is_valid_on
from models.records import change, fetch_all
from models.trees import branch, walk


def add_watch(
    session: Session,
    *,
    cell_id: int,
    role_id: int,
    holder: Holder,
    valid_from: date | None = None,
    valid_to: date | None = None,
    note: str = "",
) -> int:
    """One more watch over a cell (`valid_to` exclusive); answers its id."""
    watch = WatchKeeper(session, [cell_id]).put((cell_id, role_id), holder, valid_from, valid_to, note)
    session.flush()
    return watch.id


def add_watches(
    session: Session,
    *,
    cell_ids: Collection[int],
    role_id: int,
    holder: Holder,
    valid_from: date | None = None,
    valid_to: date | None = None,
    note: str = "",
    replace: bool = False,
) -> list[int]:
    """The same watch over several cells; answers the ids of the new ones.

    With `replace` who is in the role when the new one begins ends there; without a start that is today where somebody
    is in it. Cells where the holder is in the role already for the whole time stay as they are.
    """
    keeper = WatchKeeper(session, cell_ids)
    who = keeper.known(holder)
    made: list[Watch] = []
    for cell_id in cell_ids:
        place = (cell_id, role_id)
        start = valid_from
        if start is None and replace and keeper.on(place, date.today()):
            start = date.today()
        same = [watch for watch in keeper.kept.get(place, ()) if named(watch).main == who.main]
        covered = any(_covers(watch, start, valid_to) for watch in same)
        if replace and start is not None:
            for watch in list(keeper.kept.get(place, ())):
                if not (watch in same and covered):
                    keeper.end(watch, start)
        if not covered:
            made.append(keeper.put(place, who, start, valid_to, note))
    session.flush()
    return [watch.id for watch in made]


def set_watchers(
    session: Session, *, changes: Mapping[Place, Sequence[Holder]], day: date, today: date | None = None
) -> None:
    """Exactly these watch over the cells in the roles from `day` on: {(cell id, role id): holders}; none: inherit."""
    keeper = WatchKeeper(session, {cell_id for cell_id, _ in changes})
    for place, holders in changes.items():
        keeper.set(place, holders, day, today or date.today())
    session.flush()


def clear_watchers(session: Session, *, places: Collection[Place], day: date) -> None:
    """The cells inherit again in these roles from `day` on: their own watches end there."""
    keeper = WatchKeeper(session, {cell_id for cell_id, _ in places})
    if not any(keeper.on(place, day) for place in places):
        raise Refusal("选中的网格在这个角色上没有单独设置，本来就随上级。")
    for place in places:
        keeper.set(place, (), day, date.today())
    session.flush()


def update_watch(session: Session, *, watch_id: int, **fields: Any) -> None:
    """Change a watch as it should have been written: holder, role_id, valid_from, valid_to, note."""
    update_watches(session, changes={watch_id: fields})


def update_watches(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change several watches in one step: {id: {field: value}}."""
    rows = fetch_all(session, Watch, changes)
    keeper = WatchKeeper(session, {row.cell_id for row in rows.values()})
    for watch_id, fields in changes.items():
        row = rows[watch_id]
        unknown = set(fields) - {"holder", "role_id", "valid_from", "valid_to", "note"}
        if unknown:
            raise KeyError(f"Watch.{unknown.pop()} cannot be set this way")
        if fields.keys() <= {"note"}:
            change(row, {"note": clean(fields.get("note", row.note))}, ("note",))
            continue
        keeper.put(
            (row.cell_id, fields.get("role_id", row.role_id)),
            fields.get("holder", named(row)),
            fields.get("valid_from", row.valid_from),
            fields.get("valid_to", row.valid_to),
            fields.get("note", row.note),
            row,
        )
    session.flush()


def end_watches(session: Session, *, watch_ids: Collection[int], last: date) -> None:
    """The watches end with the day `last`; what came after it in them is cut off. Refused for one that begins later."""
    update_watches(session, changes={watch_id: {"valid_to": end_after(last)} for watch_id in watch_ids})


def delete_watches(session: Session, *, watch_ids: Collection[int]) -> int:
    """Delete watches that never were (one that is over gets its last day instead). Answers how many."""
    rows = fetch_all(session, Watch, watch_ids)
    for row in rows.values():
        session.delete(row)
    return len(rows)


def swap_watcher(
    session: Session,
    *,
    old: Holder,
    new: Holder,
    on: date,
    cell_ids: Collection[int] | None = None,
    role_ids: Collection[int] | None = None,
) -> int:
    """From the day `on` the new holder has every watch that names the old one (over these cells and roles, default:
    everywhere); answers how many. What was before that day stays as it was.

    Watches by a post are not those of its holder: they follow the post by themselves.
    """
    keeper = WatchKeeper(session, cell_ids)
    who = keeper.known(new)
    if who.main is None or old.main is None:
        raise Refusal("没有写全换下和换上的责任人。", "请从提示里选择。")
    if who.main == old.main:
        raise Refusal("换上的和换下的是同一位。", "请选择另一位。")
    count = 0
    for place, listed in list(keeper.kept.items()):
        if role_ids is not None and place[1] not in role_ids:
            continue
        for watch in list(listed):
            if named(watch).main != old.main or (watch.valid_to is not None and watch.valid_to <= on):
                continue
            count += 1
            begins, ends, note = watch.valid_from, watch.valid_to, watch.note
            beside = watch.unit_id if watch.person_id is not None or watch.post_id is not None else None
            holder = who if who.unit_id is not None else Holder(who.person_id, who.post_id, beside)
            start = on if begins is None or begins < on else begins
            keeper.end(watch, start)
            same = [other for other in keeper.kept.get(place, ()) if named(other).main == who.main]
            if not any(_covers(other, start, ends) for other in same):
                fresh = keeper.put(place, holder, start, ends, note)
                fresh.position = watch.position
    if not count:
        raise Refusal(f"从 {on} 起没有由换下的责任人担任的责任。", "请核对姓名、日期和范围。")
    session.flush()
    return count


def copy_down(
    session: Session, *, cell_ids: Collection[int], role_ids: Collection[int] | None = None, day: date
) -> int:
    """What watches over the cells on `day` is written as own into the cells below, where the role stands and they
    have nobody of their own; answers how many were written. They then stay when the cell above changes."""
    parents = cell_parents(session)
    below = [cell_id for cell_id in branch(parents, cell_ids) if cell_id not in set(cell_ids)]
    keeper = WatchKeeper(session)
    order = [place.id for place in walk((key, parent, key) for key, parent in parents.items())]
    own: dict[int, dict[int, list[Watch]]] = {}
    for (cell_id, role_id), listed in keeper.kept.items():
        found = [watch for watch in listed if is_valid_on(watch.valid_from, watch.valid_to, day)]
        if found:
            own.setdefault(cell_id, {})[role_id] = found
    over = inherited(((cell_id, parents[cell_id]) for cell_id in order), own)
    count = 0
    for cell_id in below:
        for role_id, (from_id, listed) in over[cell_id].items():
            stands = (keeper.cells[cell_id].level_id, role_id) in keeper.stands
            if from_id == cell_id or not stands or (role_ids is not None and role_id not in role_ids):
                continue
            place = (cell_id, role_id)
            past = bool(keeper.kept.get(place))
            for watch in listed:
                start = day if past else watch.valid_from
                keeper.put(place, named(watch), start, watch.valid_to, watch.note)
                count += 1
    if not count:
        raise Refusal("下面没有可写的网格：它们没有这些角色，或已经单独设置。")
    session.flush()
    return count


def _covers(watch: Watch, valid_from: date | None, valid_to: date | None) -> bool:
    """Whether a watch holds over the whole of a range."""
    begins = watch.valid_from is None or (valid_from is not None and watch.valid_from <= valid_from)
    ends = watch.valid_to is None or (valid_to is not None and valid_to <= watch.valid_to)
    return begins and ends
