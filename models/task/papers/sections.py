"""The rows of the 责任分解表 in parts: by person, by cell, by deadline. What lacks somebody or a date comes too."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from models.task.due_words import Standing, standing
from models.task.papers.lines import Entry, Section
from models.task.papers.options import Who
from models.task.queries.duties import DutyRow, ReachRow
from models.task.queries.people import PersonLoad
from models.task.queries.refs import UnitRef
from models.task.queries.tree import TaskRow
from models.task.terms import Role

NO_UNIT = "缺责任单位"
_NO_POST = "岗位未录入"
_NOBODY = "nobody"
_AT_ONCE, _RECURRING = Section("at_once", "立行立改"), Section("recurring", "定期")
_LASTING, _OTHER = Section("lasting", "长期坚持"), Section("other", "其他时限")
_WITHOUT = Section("without", "未定时限")
_MONTHS = 1
_ORDER = (_AT_ONCE.key, "months", _RECURRING.key, _LASTING.key, _OTHER.key, _WITHOUT.key)
LACKING = frozenset((_NOBODY, _WITHOUT.key))
"""Keys of the parts of what lacks somebody or a date."""


def by_person(
    rows: Sequence[TaskRow],
    people: Sequence[PersonLoad],
    ranks: Mapping[int, int],
    *,
    who: Who = Who.ALL,
    post_first: bool = False,
    gaps: bool = True,
) -> list[Entry]:
    """A part for each person or vacant post with tasks among `rows`, by the place of their unit in `ranks`; each task
    once with all the person is to it. Last the tasks of nobody."""
    shown = {row.id: row for row in rows}
    entries: list[Entry] = []
    for person in sorted(
        people, key=lambda one: min((ranks.get(unit, len(ranks)) for unit in one.unit_ids), default=len(ranks))
    ):
        words: dict[int, list[str]] = {}
        for duty in person.duties:
            if duty.task_id in shown and who.value in (Who.ALL.value, duty.kind):
                words.setdefault(duty.task_id, []).append(duty.words)
        section = Section(person.id, _person_text(person, post_first=post_first))
        entries += [
            Entry(row, duty="、".join(dict.fromkeys(words[row.id])), sections=(section,))
            for row in rows
            if row.id in words
        ]
    if gaps:
        held = {entry.row.id for entry in entries}
        nobody = Section(_NOBODY, f"未明确{who.word}")
        entries += [Entry(row, duty=f"缺{who.word}", sections=(nobody,)) for row in rows if row.id not in held]
    return entries


def _person_text(person: PersonLoad, *, post_first: bool) -> str:
    if person.person_id is None:  # a vacant post
        return f"{person.posts}\n{person.name}"
    lines = (person.posts or _NO_POST, person.name) if post_first else (person.name, person.posts)
    return "\n".join(line for line in lines if line)


def by_cell(
    rows: Sequence[TaskRow],
    duties: Sequence[DutyRow],
    reaches: Sequence[ReachRow],
    places: Mapping[int, tuple[str, ...]],
    *,
    gaps: bool = True,
) -> list[Entry]:
    """Parts for the areas and the cells in them, in the order of `places` (cell → names from the top to its own).

    At a cell a task names the units of the whole task and those of this cell; with `gaps` also the tasks that should
    come down to it and do not.
    """
    ranks = {row.id: rank for rank, row in enumerate(rows)}
    of_cell: dict[int, dict[int, list[DutyRow]]] = {}
    for duty in duties:
        of_cell.setdefault(duty.cell_id, {}).setdefault(duty.task_id, []).append(duty)
    if gaps:
        for reach in reaches:
            for cell_id in reach.missing_ids:
                of_cell.setdefault(cell_id, {}).setdefault(reach.id, [])
    above = _shared_top([names for cell_id, names in places.items() if cell_id in of_cell])
    entries: list[Entry] = []
    for cell_id, names in places.items():
        if cell_id not in of_cell:
            continue
        area = "\n".join(names[above:-1]) or names[0]
        sections = (Section(f"area/{'/'.join(names[:-1])}", area), Section(f"c{cell_id}", names[-1]))
        for task_id, here in sorted(of_cell[cell_id].items(), key=lambda item: ranks[item[0]]):
            words = "、".join(dict.fromkeys(duty.wording for duty in here if duty.wording)) if here else NO_UNIT
            entries.append(Entry(_at_cell(rows[ranks[task_id]], here), duty=words, sections=sections))
    return entries


def _shared_top(paths: Sequence[tuple[str, ...]]) -> int:
    """How many names all paths begin with; the last name of a path does not count."""
    shared = 0
    while paths and all(len(path) > shared + 2 and path[shared] == paths[0][shared] for path in paths):
        shared += 1
    return shared


def _at_cell(row: TaskRow, here: Sequence[DutyRow]) -> TaskRow:
    """The task as this cell sees it."""

    def units(role: Role) -> tuple[UnitRef, ...]:
        named = [replace(ref, cells=0) for ref in row.units(role) if ref.is_named]
        known = {ref.unit_id for ref in named}
        added = [UnitRef(duty.unit_id, duty.unit, role) for duty in here if duty.role is role]
        return (*named, *(ref for ref in added if ref.unit_id not in known))

    return replace(
        row,
        lead=units(Role.LEAD),
        responsible=units(Role.RESPONSIBLE),
        support=units(Role.SUPPORT),
        oversee=units(Role.OVERSEE),
    )


def by_deadline(rows: Sequence[TaskRow], *, gaps: bool = True) -> list[Entry]:
    """At once, then month by month in order of the last day, recurring, lasting, words without a date; last the rows
    without any."""
    parts: dict[str, list[tuple[date, Entry]]] = {}
    for row in rows:
        section = _when(row)
        if section.key != _WITHOUT.key or gaps:
            placed = (row.due_to or date.max, Entry(row, sections=(section,)))
            parts.setdefault(section.key, []).append(placed)
    order = sorted(parts, key=lambda key: (_ORDER.index(key) if key in _ORDER else _MONTHS, key))
    return [entry for key in order for _, entry in sorted(parts[key], key=lambda placed: placed[0])]


def _when(row: TaskRow) -> Section:
    if row.due_every:
        return _RECURRING
    if row.due_to is not None:
        return Section(f"{row.due_to:%Y-%m}", f"{row.due_to.year}年{row.due_to.month}月")
    if not row.deadline.strip():
        return _WITHOUT
    found = standing(row.deadline)
    return _OTHER if found is None else _AT_ONCE if found is Standing.AT_ONCE else _LASTING


def parts_of(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The entries by their innermost part, in order."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.place, []).append(entry)
    return found


def of_unit(entries: Sequence[Entry], unit_id: int, task_ids: Collection[int]) -> list[Entry]:
    """The entries whose task, as it stands there, names the unit; what lacks somebody stays with its task."""
    return [
        entry
        for entry in entries
        if entry.row.id in task_ids
        and (
            entry.place in LACKING
            or entry.duty == NO_UNIT
            or any(ref.unit_id == unit_id for role in Role for ref in entry.row.units(role))
        )
    ]
