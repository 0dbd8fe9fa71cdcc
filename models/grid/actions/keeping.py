"""What all changes of watches share: the watches of some cells at hand, and one place where a new one is tested."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import day_of_id
from models.errors import Refusal
from models.grid.duty import (
    Holder,
    Span,
    overlap,
    start_within,
    why_no_holder,
    why_no_watch_range,
    why_not_standing,
    why_outside,
)
from models.grid.tables import GridCell, Level, LevelRole, Watch, WatchRole
from models.org.actions import create_person
from models.org.rules import clean, clean_name, is_valid_on
from models.org.tables import FormerUnit, Person, Post, Tenure, Unit
from models.records import CHUNK, fetch, fetch_all

Place = tuple[int, int]  # cell id, role id


class WatchKeeper:
    """The own watches of some cells (`cell_ids` None: of all), kept up to date while a step changes them."""

    def __init__(self, session: Session, cell_ids: Collection[int] | None = None) -> None:
        self.session = session
        cells = session.scalars(select(GridCell)).all() if cell_ids is None else None
        self.cells = (
            {row.id: row for row in cells} if cells is not None else fetch_all(session, GridCell, cell_ids or ())
        )
        self.levels = dict(session.execute(select(Level.id, Level.name)).all())
        self.roles = {row.id: row for row in session.scalars(select(WatchRole))}
        self.stands = {(row.level_id, row.role_id) for row in session.scalars(select(LevelRole))}
        self.kept: dict[Place, list[Watch]] = defaultdict(list)
        ids = list(self.cells)
        for start in range(0, len(ids), CHUNK):
            part = select(Watch).where(Watch.cell_id.in_(ids[start : start + CHUNK]))
            for watch in session.scalars(part.order_by(Watch.position, Watch.id)):
                self.kept[watch.cell_id, watch.role_id].append(watch)
        self._made: dict[str, int] = {}  # people made in this step by name
        self._spans: dict[Holder, tuple[tuple[Span, ...], tuple[Span, ...]]] = {}

    # ---- reading ----------------------------------------------------------------------------------------------

    def on(self, place: Place, day: date) -> list[Watch]:
        """The own watches of a cell in a role on a day."""
        return [watch for watch in self.kept.get(place, ()) if is_valid_on(watch.valid_from, watch.valid_to, day)]

    def words(self, place: Place) -> str:
        """A cell and a role as sentences name them."""
        role = self.roles.get(place[1])
        return f"“{self.cells[place[0]].name}”的{role.name if role is not None else '角色'}"

    def known(self, holder: Holder) -> Holder:
        """The holder with a new person made (once per name in this step)."""
        if not holder.new_name or holder.person_id is not None:
            return holder
        name = clean_name(holder.new_name)
        if name not in self._made:
            self._made[name] = create_person(self.session, name=name)
        return replace(holder, person_id=self._made[name], new_name="")

    # ---- changes ----------------------------------------------------------------------------------------------

    def put(
        self,
        place: Place,
        holder: Holder,
        valid_from: date | None,
        valid_to: date | None,
        note: str = "",
        watch: Watch | None = None,
    ) -> Watch:
        """Write a watch (a new one, or `watch` anew). Refusal names cell and role and says why not."""
        holder = self.known(holder)
        try:
            start = self._checked(place, holder, valid_from, valid_to, watch)
        except Refusal as refusal:
            raise Refusal(f"{self.words(place)}：{refusal.sentence}", refusal.next_step) from None
        if watch is None:
            position = max((other.position for other in self.kept[place]), default=-1) + 1
            watch = Watch(cell_id=place[0], role_id=place[1], position=position)
            self.session.add(watch)
            self.kept[place].append(watch)
        elif (watch.cell_id, watch.role_id) != place:
            self.kept[watch.cell_id, watch.role_id].remove(watch)
            self.kept[place].append(watch)
        values = {
            "cell_id": place[0],
            "role_id": place[1],
            "person_id": holder.person_id,
            "post_id": holder.post_id,
            "unit_id": holder.unit_id,
            "valid_from": start,
            "valid_to": valid_to,
            "note": clean(note),
        }
        for key, value in values.items():
            if getattr(watch, key) != value:
                setattr(watch, key, value)
        return watch

    def end(self, watch: Watch, day: date) -> None:
        """The watch is over from `day` on; one that has no day before it goes."""
        if watch.valid_to is not None and watch.valid_to <= day:
            return
        if watch.valid_from is not None and watch.valid_from >= day:
            self.drop(watch)
        else:
            watch.valid_to = day

    def drop(self, watch: Watch) -> None:
        """Delete a watch."""
        self.kept[watch.cell_id, watch.role_id].remove(watch)
        self.session.delete(watch)

    def set(self, place: Place, holders: Sequence[Holder], day: date, today: date) -> None:
        """These and no others watch over the cell in the role from `day` on, as when a cell of the table is typed.

        Who is not among them ends on that day. What was only just recorded, with nobody knowing since when, is taken
        as a slip of the pen and goes; then the new ones begin as the old ones did.
        """
        wanted = [self.known(holder) for holder in holders]
        now = self.on(place, day)
        mains = [holder.main for holder in wanted]
        gone = [watch for watch in now if named(watch).main not in mains]
        stay = {named(watch).main for watch in now} - {named(watch).main for watch in gone}
        fresh = all(_is_fresh(watch, day, today) for watch in self.kept.get(place, ()))
        start: date | None = day
        if fresh:
            first = gone or now
            start = first[0].valid_from if first else None
        ends = {watch.valid_to for watch in gone}
        last = max(end for end in ends if end is not None) if ends and None not in ends else None
        for watch in gone:
            if _is_fresh(watch, day, today):
                self.drop(watch)
            else:
                self.end(watch, day)
        for holder in wanted:
            if holder.main not in stay:
                self.put(place, holder, start, last)
                stay.add(holder.main)
        order = {main: at for at, main in enumerate(mains)}
        for watch in self.on(place, day):
            at = order.get(named(watch).main)
            if at is not None and watch.position != at:
                watch.position = at

    # ---- tests ------------------------------------------------------------------------------------------------

    def _checked(
        self, place: Place, holder: Holder, valid_from: date | None, valid_to: date | None, watch: Watch | None
    ) -> date | None:
        """The start to keep; Refusal when the watch cannot be."""
        cell = self.cells[place[0]]
        role = self.roles.get(place[1])
        if role is None:
            raise Refusal("这个角色已经被删除。", "请刷新后再试。")
        stands = (cell.level_id, role.id) in self.stands
        _raise(why_not_standing(role.name, self.levels.get(cell.level_id, ""), stands))
        _raise(why_no_holder(role.name, role.holder, holder))
        _raise(why_no_watch_range(valid_from, valid_to))
        fixed, choices = self._spans_of(holder)
        start = start_within(valid_from, fixed)
        _raise(why_outside(start, valid_to, fixed))
        if choices:
            reasons = [why_outside(start, valid_to, (span,)) for span in choices]
            fitting = [span for span, reason in zip(choices, reasons, strict=True) if reason is None]
            if not fitting:
                raise reasons[-1] or AssertionError
            start = start_within(start, fitting[-1:])
        _raise(why_no_watch_range(start, valid_to))
        for other in self.kept.get(place, ()):
            if other is watch or named(other).main != holder.main:
                continue
            if overlap(start, valid_to, other.valid_from, other.valid_to):
                who = self._name_of(holder)
                raise Refusal(f"{who}在这段时间里已经担任“{role.name}”。", "不用重复添加，或改正日期。")
        return start

    def _spans_of(self, holder: Holder) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The times a watch must lie within: all of the first; one of the second when there are any."""
        if holder not in self._spans:
            with self.session.no_autoflush:  # a paste may name hundreds; each question would write what waits
                self._spans[holder] = self._spans_read(holder)
        return self._spans[holder]

    def _spans_read(self, holder: Holder) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        fixed: list[Span] = []
        post = fetch(self.session, Post, holder.post_id) if holder.post_id is not None else None
        units = [holder.unit_id, post.unit_id if post is not None else None]
        for unit_id in dict.fromkeys(unit_id for unit_id in units if unit_id is not None):
            unit = fetch(self.session, Unit, unit_id)
            begins = unit.valid_from
            if unit_id != holder.unit_id and post is not None and self._stood_elsewhere(post):
                begins = None  # a merger brought the post here; before that day it stood at the old unit
            fixed.append(Span(f"“{unit.name}”", begins, unit.valid_to))
        if holder.person_id is None or holder.person_id in self._made.values():
            return tuple(fixed), ()
        person = fetch(self.session, Person, holder.person_id)
        if post is None:
            return tuple(fixed), ()
        query = select(Tenure).where(Tenure.post_id == post.id, Tenure.person_id == person.id)
        tenures = sorted(self.session.scalars(query), key=lambda row: row.valid_from or date.min)
        if not tenures:
            raise Refusal(f"{person.name}没有担任过“{post.title}”。", "先在“组织”里写上任职，或只写人员。")
        what = f"{person.name}担任“{post.title}”的时间"
        return tuple(fixed), tuple(Span(what, row.valid_from, row.valid_to) for row in tenures)

    def _stood_elsewhere(self, post: Post) -> bool:
        return self.session.scalars(select(FormerUnit.id).where(FormerUnit.record_id == post.id)).first() is not None

    def _name_of(self, holder: Holder) -> str:
        kinds: Mapping[str, type] = {"person": Person, "post": Post, "unit": Unit}
        assert holder.main is not None
        found = self.session.get(kinds[holder.main[0]], holder.main[1])
        return f"“{getattr(found, 'name', None) or getattr(found, 'title', '')}”"


def named(watch: Watch) -> Holder:
    """Who is written in a watch."""
    return Holder(watch.person_id, watch.post_id, watch.unit_id)


def _is_fresh(watch: Watch, day: date, today: date) -> bool:
    """Whether replacing the watch loses no history: it has no day before `day`, or it is replaced on the day on which
    it was recorded and nobody knows since when it holds."""
    if watch.valid_from is not None:
        return watch.valid_from >= day
    return day == today and (watch.id is None or day_of_id(watch.id) >= today)


def _raise(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
