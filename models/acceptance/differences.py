"""What a document would change: each row new, changed, changed on both sides, the same, or gone. Pure.

Where an earlier issue of the document was taken, it is the base: what the office changed by hand since then stays.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.acceptance.matching import match
from models.acceptance.rows import FIELDS, NO_FIELD, Field, Row
from models.acceptance.terms import CHOICES, Choice, Part, State
from models.org.rules import masked


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs: `before` stands in the file, `after` in the document, `base` in the issue taken earlier.

    `state` is CHANGED, CONFLICT, or OURS where only the office changed it, so that it stays.
    """

    key: str
    label: str
    before: str
    after: str
    base: str = ""
    state: State = State.CHANGED
    is_phone: bool = False

    @property
    def words(self) -> str:
        before, after = (masked(self.before), masked(self.after)) if self.is_phone else (self.before, self.after)
        return f"{self.label}：{before or '（空）'} → {after or '（空）'}"


@dataclass(frozen=True, slots=True)
class RowChange:
    """`at` is the place in its part of the draft (None: gone from it), `row_id` the row of the file (None: new)."""

    part: Part
    at: int | None
    row_id: int | None
    title: str
    state: State
    fields: tuple[FieldChange, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What choices are kept by: tasks:3 of the document, tasks:-123 of the file."""
        return f"{self.part.value}:{self.at}" if self.at is not None else f"{self.part.value}:-{self.row_id}"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What may be chosen, the usual choice first."""
        found = CHOICES[self.state]
        if self.part in (Part.CONTACTS, Part.PLACES, Part.GROUPS, Part.CRITERIA):  # there is one of a name
            return tuple(choice for choice in found if choice is not Choice.BOTH)
        return found

    def taken(self, choice: Choice) -> tuple[str, ...]:
        """The fields that are written under a choice; what only the office changed is taken back only where a row
        differs in nothing else, so that the choice is about it."""
        if choice is Choice.TAKE:
            return tuple(
                field.key for field in self.fields if field.state is not State.OURS or self.state is State.OURS
            )
        if choice is Choice.MERGE:
            return tuple(field.key for field in self.fields if field.state is State.CHANGED)
        return ()

    @property
    def words(self) -> str:
        """Everything to be said about the row."""
        return "；".join([*(field.words for field in self.fields), *self.remarks])


@dataclass(frozen=True, slots=True)
class Differences:
    """All rows of a document beside the file; `base` names the issue they were compared with, if any."""

    rows: tuple[RowChange, ...] = ()
    campaign_id: int | None = None
    base: str = ""

    def places(self) -> dict[tuple[Part, int], RowChange]:
        """The rows of the document by their places in the draft."""
        return {(row.part, row.at): row for row in self.rows if row.at is not None}

    def count(self, *states: State) -> int:
        """How many rows are in one of these states."""
        return sum(row.state in states for row in self.rows)

    @property
    def words(self) -> str:
        """新增 3，有变化 2，相同 40."""
        parts = [f"{state.label} {count}" for state in State if (count := self.count(state))]
        return "，".join(parts) or "没有可以比较的内容"


Ties = Mapping[tuple[Part, int], int]
LEFT_OUT = 0


def compare(
    theirs: Sequence[Row],
    ours: Sequence[Row],
    base: Sequence[Row] = (),
    removable: Collection[Part] = tuple(Part),
    ties: Ties | None = None,
) -> tuple[RowChange, ...]:
    """The rows of a document (`theirs`) beside those of the file, with the issue taken earlier as the base.

    `ties` say which row of the file a row of the base became (LEFT_OUT: the clerk did not want it).
    """
    found: list[RowChange] = []
    for part in Part:
        own = {at: row_id for (of, at), row_id in (ties or {}).items() if of is part}
        found += _compared(_of(theirs, part), _of(ours, part), _of(base, part), own, gone=part in removable)
    return tuple(found)


def _of(rows: Iterable[Row], part: Part) -> list[Row]:
    return [row for row in rows if row.part is part]


def _compared(
    theirs: list[Row], ours: list[Row], base: list[Row], ties: Mapping[int, int], *, gone: bool
) -> list[RowChange]:
    index = {row.at: at for at, row in enumerate(ours)}
    known = {at: index[ties[row.at]] for at, row in enumerate(base) if ties.get(row.at) in index}
    wanted = [at for at, row in enumerate(base) if ties.get(row.at) != LEFT_OUT]
    earlier = {ours[its].at: base[at] for at, its in _match_some(base, wanted, ours, known).items()}
    said = match(theirs, base) if ties else {}
    left = {
        at for at, was in said.items() if ties.get(base[was].at) == LEFT_OUT and _says_the_same(theirs[at], base[was])
    }
    there = {row.exact[:1] for row in ours}
    left = {at for at in left if theirs[at].exact[:1] not in there}
    through = {
        at: known[was] for at, was in said.items() if was in known and base[was].exact[:1] != ours[known[was]].exact[:1]
    }
    pairs = _match_some(theirs, [at for at in range(len(theirs)) if at not in left], ours, through)
    ids = {row.at: ours[pairs[at]].at for at, row in enumerate(theirs) if at in pairs}
    by_id = {row.at: row for row in ours}
    found: list[RowChange] = []
    for at, row in enumerate(theirs):
        own = ours[pairs[at]] if at in pairs else None
        if own is None:
            found.append(RowChange(row.part, row.at, None, row.title, State.LEFT if at in left else State.NEW))
            continue
        fields = tuple(_fields(row, own, earlier.get(own.at), ids))
        states = {field.state for field in fields}
        state = next((one for one in (State.CONFLICT, State.CHANGED, State.OURS) if one in states), State.SAME)
        found.append(RowChange(row.part, row.at, own.at, row.title, state, fields))
    if gone:
        matched = {ours[its].at for its in pairs.values()}
        found += [
            RowChange(row.part, None, row_id, by_id[row_id].title, State.GONE)
            for row_id, row in earlier.items()
            if row_id not in matched
        ]
    return found


def _match_some(
    rows: Sequence[Row], some: Sequence[int], ours: Sequence[Row], known: Mapping[int, int]
) -> dict[int, int]:
    """`match` of some of the rows, with pairs that are known."""
    places = {at: number for number, at in enumerate(some)}
    pairs = match([rows[at] for at in some], ours, {places[at]: its for at, its in known.items() if at in places})
    return {some[number]: its for number, its in pairs.items()}


def _says_the_same(row: Row, base: Row) -> bool:
    return all(row.fields.get(key, NO_FIELD).same == base.fields.get(key, NO_FIELD).same for key, _ in FIELDS[row.part])


def _fields(row: Row, own: Row, base: Row | None, ids: Mapping[int, int]) -> Iterable[FieldChange]:
    for key, label in FIELDS[row.part]:
        after, before = row.fields.get(key, NO_FIELD), own.fields.get(key, NO_FIELD)
        was = base.fields.get(key, NO_FIELD) if base is not None else None
        if key == "parent" and row.part is Part.TASKS:
            if _same_place(row, own, ids):
                continue
            was = None if was is None else Field(was.words, was.words)
            after, before = Field(after.words, after.words), Field(before.words, before.words)
        elif after.same == before.same:
            continue
        if was is None:
            if after.words:  # an empty field of a document says nothing
                yield FieldChange(key, label, before.words, after.words)
            continue
        if was.same == after.same:
            state = State.OURS
        elif was.same == before.same:
            state = State.CHANGED
        else:
            state = State.CONFLICT
        yield FieldChange(key, label, before.words, after.words, was.words, state)


def _same_place(row: Row, own: Row, ids: Mapping[int, int]) -> bool:
    return own.parent == (ids.get(row.parent) if row.parent is not None else None)
