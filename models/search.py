"""The search box (Ctrl+K): tasks, units, people, groups, places, indicators, editions, appraisals and files by words,
names, pinyin and initials."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.appraisal.tables import AppraisalRound, Criterion, Scheme
from models.appraisal.terms import SchemeState
from models.attachment.tables import AttachedFile, AttachedLink
from models.edition.rules import edition_words
from models.edition.tables import Edition
from models.grid.queries.watched import cells_watched_by, watcher_words
from models.grid.tables import GridCell, Level
from models.org.rules import rank
from models.org.tables import Campaign, Group, Person, Post, Tenure, Unit, UnitAlias
from models.pinyin import initials as initials_of
from models.standard.tables import Indicator, Standard
from models.task.tables import Task

PER_KIND = 8
SHORT_INITIALS = 2
SHORTEST_PINYIN = 3  # letters of full pinyin that may stand inside a name
IN_BODY = 6  # ranks 0 to 5 are those of models.org.rules.rank
_MANY = 400  # rows a kind may bring into the ranking; more only when the words are too common to mean one record


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: kind ("task", "unit", "person", "group", "cell", "indicator", "edition", "scheme",
    "criterion", "round", or "file": of a task or cell), its record, and the key of the page that shows it.

    `rank` 0 is an exact name; greater is worse.
    """

    kind: str
    id: int
    title: str
    subtitle: str
    page: str
    rank: int = 0


def search(session: Session, *, text: str, campaign_id: int | None = None, per_kind: int = PER_KIND) -> tuple[Hit, ...]:
    """At most `per_kind` answers of each kind, best first; several words must all be found.

    With `campaign_id` tasks and groups of that campaign only; units, people, places and standards belong to all.
    """
    words = text.split()
    if not words:
        return ()
    kinds = (_tasks, _units, _people, _groups, _cells, _indicators, _editions, _schemes, _rounds, _criteria, _files)
    found = [hit for kind in kinds for hit in kind(session, words, campaign_id)[:per_kind]]
    return tuple(sorted(found, key=lambda hit: hit.rank))  # stable: kinds in the order above within a rank


def warm_up() -> None:
    """Load the pinyin tables (a fifth of a second), so that the first letter typed does not wait for them."""
    initials_of("市")


def _worst(words: Sequence[str], place_of: Callable[[str], int | None]) -> int | None:
    """The worst rank over all words; None when one of them is not found."""
    places = [place_of(word) for word in words]
    known = [place for place in places if place is not None]
    return max(known) if len(known) == len(places) else None


def _rank(word: str, names: Sequence[str], pinyin: str, initials: str) -> int | None:
    """As `rank`; full pinyin may also stand inside the name: shichang finds 黄泥坡市场."""
    place = rank(word, names, pinyin, initials)
    if place is None and len(word) >= SHORTEST_PINYIN and word.isascii() and word.casefold() in pinyin:
        return IN_BODY
    return place


def _narrow(query: Any, words: Sequence[str], columns: Sequence[InstrumentedAttribute[str]]) -> Any:
    """Leave to the database the rows in whose columns every word occurs."""
    return query.where(
        and_(*(or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words))
    ).limit(_MANY)


def _best(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: hit.rank)


def _tasks(session: Session, words: Sequence[str], campaign_id: int | None) -> list[Hit]:
    above = select(Task.id, Task.title).subquery()
    query = select(Task.id, Task.title, Task.body, Task.pinyin, above.c.title.label("above")).outerjoin(
        above, above.c.id == Task.parent_id
    )
    if campaign_id is not None:
        query = query.where(Task.campaign_id == campaign_id)
    by_title = _narrow(query.order_by(Task.position, Task.id), words, (Task.title, Task.pinyin))
    rows = {row.id: row for row in session.execute(by_title)}
    if len(rows) < PER_KIND:
        by_body = _narrow(query.order_by(Task.position, Task.id), words, (Task.title, Task.pinyin, Task.body))
        rows |= {row.id: row for row in session.execute(by_body)}
    hits = []
    for row in rows.values():

        def place_of(word: str, row: Any = row) -> int | None:
            place = rank(word, (row.title,), "", row.pinyin)
            return IN_BODY if place is None and word.casefold() in row.body.casefold() else place

        place = _worst(words, place_of)
        if place is not None:
            hits.append(Hit("task", row.id, row.title, row.above or "大项", "task", place))
    return _best(hits)


def _units(session: Session, words: Sequence[str], campaign_id: int | None) -> list[Hit]:
    others: dict[int, list[str]] = {}
    for unit_id, name in session.execute(select(UnitAlias.unit_id, UnitAlias.name)):
        others.setdefault(unit_id, []).append(name)
    hits = []
    query = select(Unit.id, Unit.name, Unit.short_name, Unit.pinyin, Unit.initials).order_by(Unit.position, Unit.id)
    for unit_id, name, short_name, pinyin, initials in session.execute(query):
        more = others.get(unit_id, [])
        names = [name for name in (name, short_name, *more) if name]

        def place_of(word: str, names: list[str] = names, pinyin: str = pinyin, initials: str = initials) -> int | None:
            place = _rank(word, names, pinyin, initials)
            if word.isascii() and (place is None or place > SHORT_INITIALS):
                places = [place, *(_rank_of_initials(word, other) for other in names[1:])]
                place = min((one for one in places if one is not None), default=None)
            return place

        place = _worst(words, place_of)
        if place is not None:
            hits.append(Hit("unit", unit_id, name, "、".join(names[1:]), "org", place))
    return _best(hits)


def _rank_of_initials(word: str, name: str) -> int | None:
    """swj is 市商务局 above all: offices leave the 市 or 区 in front of a name out."""
    if word.casefold() in (initials_of(name), initials_of(name.lstrip("市区县"))):
        return SHORT_INITIALS
    return rank(word, (), "", initials_of(name))


def _people(session: Session, words: Sequence[str], campaign_id: int | None) -> list[Hit]:
    """People by name; the posts they hold tell people of one name apart, and may be among the words."""
    posts: dict[int, list[str]] = {}
    for person_id, title, unit in session.execute(
        select(Tenure.person_id, Post.title, Unit.short_name)
        .join(Post, Post.id == Tenure.post_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Tenure.valid_to.is_(None))
    ):
        posts.setdefault(person_id, []).append(f"{unit or ''}{title}")
    hits = []
    for person_id, name, pinyin, initials in session.execute(
        select(Person.id, Person.name, Person.pinyin, Person.initials).order_by(Person.pinyin, Person.id)
    ):
        held = "、".join(posts.get(person_id, ()))

        def place_of(
            word: str, name: str = name, pinyin: str = pinyin, initials: str = initials, held: str = held
        ) -> int | None:
            place = _rank(word, (name,), pinyin, initials)
            return IN_BODY if place is None and word in held else place

        place = _worst(words, place_of)
        if place is not None:
            hits.append(Hit("person", person_id, name, held, "org", place))
    return _best(hits)


def _groups(session: Session, words: Sequence[str], campaign_id: int | None) -> list[Hit]:
    query = (
        select(Group.id, Group.name, Campaign.name.label("campaign"))
        .join(Campaign, Campaign.id == Group.campaign_id)
        .order_by(Group.position, Group.id)
    )
    if campaign_id is not None:
        query = query.where(Group.campaign_id == campaign_id)
    hits = []
    for group_id, name, campaign in session.execute(query):

        def place_of(word: str, name: str = name) -> int | None:
            return rank(word, (name,), "", initials_of(name) if word.isascii() else "")

        place = _worst(words, place_of)
        if place is not None:
            hits.append(Hit("group", group_id, name, campaign, "org", place))
    return _best(hits)


def _cells(session: Session, words: Sequence[str], campaign_id: int | None) -> list[Hit]:
    query = (
        select(
            GridCell.id,
            GridCell.parent_id,
            GridCell.name,
            GridCell.code,
            GridCell.operator,
            GridCell.pinyin,
            GridCell.initials,
        )
        .join(Level, Level.id == GridCell.level_id)
        .order_by(Level.position, GridCell.position, GridCell.id)
    )
    columns = (GridCell.name, GridCell.code, GridCell.operator, GridCell.pinyin, GridCell.initials)
    hits: list[tuple[int, Any]] = []
    for row in session.execute(_narrow(query, words, columns)):

        def place_of(word: str, row: Any = row) -> int | None:
            return _rank(word, (row.name, row.code, row.operator), row.pinyin, row.initials)

        place = _worst(words, place_of)
        if place is not None:
            hits.append((place, row))
    best = sorted(hits, key=lambda hit: hit[0])[:PER_KIND]
    if len(best) < PER_KIND:
        known = {row.id for _, row in best}
        more = [cell_id for cell_id in _watched(session, words) if cell_id not in known][: PER_KIND - len(best)]
        rows = {row.id: row for row in session.execute(query.where(GridCell.id.in_(more)))} if more else {}
        best += [(IN_BODY, rows[cell_id]) for cell_id in more]
    paths = _paths(session, [row.parent_id for _, row in best])
    people = watcher_words(session, cell_ids=[row.id for _, row in best])
    return [
        Hit(
            "cell",
            row.id,
            row.name,
            "；".join(filter(None, (paths.get(row.parent_id), people.get(row.id)))),
            "grid",
            at,
        )
        for at, row in best
    ]


def _indicators(session: Session, words: Sequence[str], campaign_id: int | None) -> list[Hit]:
    query = (
        select(
            Indicator.id,
            Indicator.no,
            Indicator.name,
            Indicator.body,
            Indicator.pinyin,
            Standard.name.label("standard"),
            Standard.issue,
        )
        .join(Standard, Standard.id == Indicator.standard_id)
        .order_by(Standard.position, Indicator.position, Indicator.id)
    )
    columns = (Indicator.name, Indicator.pinyin, Indicator.no, Indicator.body)
    hits = []
    for row in session.execute(_narrow(query, words, columns)):

        def place_of(word: str, row: Any = row) -> int | None:
            place = rank(word, (row.name, row.no), "", row.pinyin)
            return IN_BODY if place is None and word.casefold() in row.body.casefold() else place

        place = _worst(words, place_of)
        if place is not None:
            where = f"{row.standard}（{row.issue}）" if row.issue else row.standard
            hits.append(Hit("indicator", row.id, f"{row.no} {row.name}".strip(), where, "standard", place))
    return _best(hits)


def _editions(session: Session, words: Sequence[str], campaign_id: int | None) -> list[Hit]:
    """Editions by 第2版, 文号, title and note."""
    columns = (Edition.id, Edition.number, Edition.document_no, Edition.title, Edition.note, Edition.withdrawn_on)
    query = select(*columns).order_by(Edition.number.desc())
    if campaign_id is not None:
        query = query.where(Edition.campaign_id == campaign_id)
    hits = []
    for row in session.execute(query):
        names = (edition_words(row.number), row.document_no, row.title, row.note, "版次")
        place = _worst(words, partial(rank, names=[name for name in names if name], pinyin="", initials=""))
        if place is not None:
            title = edition_words(row.number, row.document_no)
            state = "（已撤回）" if row.withdrawn_on is not None else ""
            hits.append(Hit("edition", row.id, f"{title}{state}", row.title, "edition", place))
    return _best(hits)


def _schemes(session: Session, words: Sequence[str], campaign_id: int | None) -> list[Hit]:
    """考核办法 by name, 文号 and note; the newest version first."""
    query = select(Scheme.id, Scheme.name, Scheme.number, Scheme.document_no, Scheme.note, Scheme.state)
    if campaign_id is not None:
        query = query.where(Scheme.campaign_id == campaign_id)
    hits = []
    for row in session.execute(query.order_by(Scheme.position, Scheme.number.desc())):
        version = edition_words(row.number)
        names = [name for name in (row.name, row.document_no, version, row.note, "考核办法") if name]
        place = _worst(words, partial(rank, names=names, pinyin="", initials=initials_of(row.name)))
        if place is not None:
            subtitle = "，".join(filter(None, (version, row.state.label, row.document_no)))
            hits.append(Hit("scheme", row.id, row.name, subtitle, "appraisal", place))
    return _best(hits)


def _rounds(session: Session, words: Sequence[str], campaign_id: int | None) -> list[Hit]:
    """考核期 by name and note, the latest first."""
    mapped = AppraisalRound
    query = select(mapped.id, mapped.name, mapped.number, mapped.note, mapped.state, Scheme.name.label("scheme")).join(
        Scheme, Scheme.id == mapped.scheme_id
    )
    if campaign_id is not None:
        query = query.where(mapped.campaign_id == campaign_id)
    hits = []
    for row in session.execute(query.order_by(mapped.starts.desc(), mapped.number.desc(), mapped.id)):
        names = [name for name in (row.name, row.note, "考核期") if name]
        place = _worst(words, partial(rank, names=names, pinyin="", initials=initials_of(row.name)))
        if place is not None:
            title = row.name + (f"（{edition_words(row.number)}）" if row.number > 1 else "")
            hits.append(Hit("round", row.id, title, f"{row.state.label}，{row.scheme}", "appraisal", place))
    return _best(hits)


def _criteria(session: Session, words: Sequence[str], campaign_id: int | None) -> list[Hit]:
    """考核项目 by name, number, content and 评分标准, of versions that are not at their end."""
    columns = (Criterion.name, Criterion.no, Criterion.content, Criterion.body)
    query = (
        select(Criterion.id, *columns, Scheme.name.label("scheme"), Scheme.number)
        .join(Scheme, Scheme.id == Criterion.scheme_id)
        .where(Scheme.state != SchemeState.ENDED)
        .order_by(Scheme.position, Scheme.number.desc(), Criterion.position, Criterion.id)
    )
    if campaign_id is not None:
        query = query.where(Scheme.campaign_id == campaign_id)
    hits = []
    for row in session.execute(_narrow(query, words, columns)):

        def place_of(word: str, row: Any = row) -> int | None:
            place = rank(word, (row.name, row.no), "", "")
            inside = word.casefold() in f"{row.content}\n{row.body}".casefold()
            return IN_BODY if place is None and inside else place

        place = _worst(words, place_of)
        if place is not None:
            where = row.scheme + (f"（{edition_words(row.number)}）" if row.number > 1 else "")
            hits.append(Hit("criterion", row.id, f"{row.no} {row.name}".strip(), where, "appraisal", place))
    return _best(hits)


def _files(session: Session, words: Sequence[str], campaign_id: int | None) -> list[Hit]:
    """Attachments and links by name, note and address; the hit is the task or place that bears them."""
    hits = []
    for mapped, more in ((AttachedFile, AttachedFile.note), (AttachedLink, AttachedLink.target)):
        for bearer, label, page in ((Task, Task.title, "task"), (GridCell, GridCell.name, "grid")):
            columns = (mapped.row_id, mapped.name, more.label("more"), label.label("bearer"))
            query = select(*columns).join(bearer, bearer.id == mapped.row_id)
            query = query.where(mapped.of_table == bearer.__tablename__)
            if bearer is Task and campaign_id is not None:
                query = query.where(Task.campaign_id == campaign_id)
            for row in session.execute(_narrow(query.order_by(mapped.id), words, (mapped.name, more))):
                names = [name for name in (row.name, row.more) if name]
                place = _worst(words, partial(rank, names=names, pinyin="", initials=""))
                if place is not None:
                    hits.append(Hit("file", row.row_id, row.name or row.more, row.bearer, page, place))
    return _best(hits)


def _watched(session: Session, words: Sequence[str]) -> Sequence[int]:
    """The cells of the people whose name is typed."""
    columns = (Person.name, Person.pinyin, Person.initials)
    query = _narrow(select(Person.id, *columns), words, columns)
    people = [
        row.id
        for row in session.execute(query)
        if _worst(words, partial(rank, names=(row.name,), pinyin=row.pinyin, initials=row.initials)) is not None
    ]
    return cells_watched_by(session, person_ids=people)


def _paths(session: Session, cell_ids: Iterable[int | None]) -> dict[int, str]:
    """The names from the top down to each of these cells; a query per level, not per cell."""
    wanted = {cell_id for cell_id in cell_ids if cell_id is not None}
    known: dict[int, tuple[str, int | None]] = {}
    ask = set(wanted)
    while ask:
        query = select(GridCell.id, GridCell.name, GridCell.parent_id).where(GridCell.id.in_(ask))
        known |= {row.id: (row.name, row.parent_id) for row in session.execute(query)}
        ask = {parent for _, parent in known.values() if parent is not None and parent not in known} - ask
    paths = {}
    for cell_id in wanted & known.keys():
        names: list[str] = []
        current: int | None = cell_id
        while current in known and len(names) < len(known):
            name, current = known[current]
            names.append(name)
        paths[cell_id] = " / ".join(reversed(names))
    return paths
