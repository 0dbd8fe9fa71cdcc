"""The 体检 of a campaign: units, posts, people and the grid are those of the whole file, groups and tasks its own."""

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.checkup.rows import Checkup, GapRow
from models.checkup.terms import Gap
from models.grid.duty import MOST_CELLS
from models.grid.queries import cells
from models.grid.queries.watches import overloads, vacancies, watches
from models.org.queries import people, posts, seats
from models.org.queries.contacts import contacts
from models.org.queries.rows import SeatRow
from models.org.rules import is_valid_on
from models.org.terms import UnitKind
from models.standard.queries.gaps import indicators_in_use, open_requirements
from models.standard.queries.rows import IndicatorRow
from models.task.queries.duties import reach
from models.task.queries.units import units_in_order
from models.task.tables import Assignment, Task, TaskPerson

Look = tuple[list[GapRow], dict[Gap, int]]


def checkup(session: Session, *, campaign_id: int, day: date | None = None, most: int = MOST_CELLS) -> Checkup:
    """Everything that is missing as of `day` (default: today); `most` cells for one person are not too many."""
    on = day or date.today()
    rows: list[GapRow] = []
    looked: dict[Gap, int] = {}
    for look in (_watchers, _load, _reach, _indicators, _units, _people, _posts, _seats):
        found, counts = look(session, campaign_id, on, most)
        rows += found
        looked |= counts
    order = {gap: place for place, gap in enumerate(Gap)}
    rows.sort(key=lambda row: order[row.gap])  # stable: each kind keeps its own order
    return Checkup(campaign_id, tuple(rows), looked)


def _watchers(session: Session, campaign_id: int, on: date, most: int) -> Look:
    found = [
        GapRow(
            f"watch-{row.id}",
            Gap.NO_WATCHER,
            row.cell,
            " › ".join(row.path),
            f"缺{row.role}",
            "grid",
            row.cell_id,
            "duty",
        )
        for row in vacancies(session, day=on)
    ]
    return found, {Gap.NO_WATCHER: len(cells(session))}


def _load(session: Session, campaign_id: int, on: date, most: int) -> Look:
    found = [
        GapRow(
            f"load-{row.id}",
            Gap.OVERLOADED,
            row.person,
            "、".join(row.names[:3]) + (" 等" if len(row.names) > 3 else ""),
            f"负责 {row.cells} 个网格，超过 {most} 个",
            "org",
            row.id,
            "people",
        )
        for row in overloads(session, day=on, most=most)
    ]
    carrying = {row.person_id for row in watches(session, day=on, inherited=False) if row.person_id is not None}
    return found, {Gap.OVERLOADED: len(carrying)}


def _reach(session: Session, campaign_id: int, on: date, most: int) -> Look:
    rows = reach(session, campaign_id, on)
    found = [
        GapRow(
            f"reach-{row.id}-{row.level_id}",
            Gap.SHORT_REACH,
            row.task,
            "、".join(row.missing[:3]) + (" 等" if len(row.missing) > 3 else ""),
            f"{row.level}应有 {row.wanted} 处，还差 {len(row.missing)} 处",
            "task",
            row.id,
        )
        for row in rows
        if not row.is_whole
    ]
    return found, {Gap.SHORT_REACH: len(rows)}


def _indicators(session: Session, campaign_id: int, on: date, most: int) -> Look:
    """Of the standards that the campaign's tasks serve."""
    rows = indicators_in_use(session, campaign_id=campaign_id)

    def found(gap: Gap, row: IndicatorRow, sentence: str) -> GapRow:
        where = " › ".join((row.standard, *row.path))
        return GapRow(f"{gap.value}-{row.id}", gap, row.title, where, sentence, "standard", row.id)

    bare = [
        found(Gap.BARE_INDICATOR, row, "没有任务" + (f"（要求：{row.words}）" if row.words else ""))
        for row in rows
        if row.is_bare
    ]
    open_ones = [found(Gap.OPEN_INDICATOR, one.indicator, one.sentence) for one in open_requirements(rows)]
    return [*bare, *open_ones], {Gap.BARE_INDICATOR: len(rows), Gap.OPEN_INDICATOR: len(rows)}


def _units(session: Session, campaign_id: int, on: date, most: int) -> Look:
    busy = {
        row.unit_id
        for row in session.execute(
            select(Assignment.unit_id, Assignment.valid_from, Assignment.valid_to)
            .join(Task, Task.id == Assignment.task_id)
            .where(Task.campaign_id == campaign_id)
        )
        if is_valid_on(row.valid_from, row.valid_to, on)
    }
    current = [row for row in units_in_order(session, on=on) if row.is_current and row.kind is not UnitKind.COLLECTIVE]
    found = [
        GapRow(f"unit-{row.id}", Gap.IDLE_UNIT, row.name, row.kind.label, "没有任务", "org", row.id, "units")
        for row in current
        if row.id not in busy
    ]
    return found, {Gap.IDLE_UNIT: len(current)}


def _people(session: Session, campaign_id: int, on: date, most: int) -> Look:
    busy = {row.person_id for row in watches(session, day=on, inherited=False)}
    busy |= {row.person_id for row in contacts(session, day=on)}
    busy |= set(session.scalars(select(TaskPerson.person_id)))
    busy |= set(session.scalars(select(Assignment.person_id).where(Assignment.person_id.is_not(None))))
    posts_of_tasks = set(session.scalars(select(Assignment.post_id).where(Assignment.post_id.is_not(None))))
    watched_posts = {row.post_id for row in watches(session, day=on, inherited=False) if row.post_id is not None}
    all_people = people(session, day=on)
    found = [
        GapRow(
            f"person-{row.id}",
            Gap.IDLE_PERSON,
            row.name,
            "、".join(post.words for post in row.posts),
            "没有席位、任务和网格责任",
            "org",
            row.id,
            "people",
        )
        for row in all_people
        if row.id not in busy
        and not row.seats
        and not any(post.post_id in posts_of_tasks | watched_posts for post in row.posts)
    ]
    return found, {Gap.IDLE_PERSON: len(all_people)}


def _posts(session: Session, campaign_id: int, on: date, most: int) -> Look:
    all_posts = posts(session, day=on)
    found = [
        GapRow(f"post-{row.id}", Gap.EMPTY_POST, row.title, row.unit, "今天没有人担任", "org", row.id, "posts")
        for row in all_posts
        if not row.holder
    ]
    return found, {Gap.EMPTY_POST: len(all_posts)}


def _seats(session: Session, campaign_id: int, on: date, most: int) -> Look:
    all_seats = seats(session, campaign_id=campaign_id, day=on)
    reachable = {row.id for row in people(session, day=on) if row.phone or row.office_phone}

    def rows(gap: Gap, sentence: str, lacks: Callable[[SeatRow], bool]) -> Iterator[GapRow]:
        for row in all_seats:
            if lacks(row):
                title = row.person or row.post or row.unit or row.role_words
                yield GapRow(
                    f"{gap.value}-{row.id}", gap, title, f"{row.group} {row.role_words}", sentence, "org", row.id
                )

    found = [
        *rows(Gap.EMPTY_SEAT, "还没有写明由谁担任", lambda row: row.is_empty),
        *rows(Gap.NO_PHONE, "没有登记电话", lambda row: row.person_id is not None and row.person_id not in reachable),
    ]
    held = sum(row.person_id is not None for row in all_seats)
    return found, {Gap.EMPTY_SEAT: len(all_seats), Gap.NO_PHONE: held}
