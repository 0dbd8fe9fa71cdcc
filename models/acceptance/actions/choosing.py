"""What the choices of the clerk leave to write: new rows, rows that are there, rows to change and to remove."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.acceptance.differences import Differences, RowChange
from models.acceptance.from_draft import places_of
from models.acceptance.terms import Choice, Part, State
from models.intake.actions import Held
from models.intake.draft import Cell, Draft, Task


@dataclass(frozen=True, slots=True)
class Work:
    """`draft` without the rows that are not taken; `held` is there already; `changes` with the fields to write."""

    draft: Draft
    held: Held
    changes: tuple[tuple[RowChange, tuple[str, ...]], ...]
    contacts: frozenset[int]
    criteria: frozenset[int]
    removed: tuple[RowChange, ...]
    new: int
    left: frozenset[tuple[Part, int]] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changes or self.removed)


def work_of(draft: Draft, differences: Differences, choices: Mapping[str, Choice]) -> Work:
    """What is to be written under these choices; the usual choice where none was made."""
    chosen = {row.key: choices.get(row.key, row.choices[0]) for row in differences.rows}
    known: dict[Part, dict[int, int]] = {part: {} for part in Part}
    left: dict[Part, set[int]] = {part: set() for part in Part}
    taken: dict[Part, set[int]] = {part: set() for part in Part}
    changes: list[tuple[RowChange, tuple[str, ...]]] = []
    removed: list[RowChange] = []
    new = 0
    for row in differences.rows:
        choice = chosen[row.key]
        if row.at is None:
            removed += [row] if choice is Choice.REMOVE else []
        elif choice is Choice.BOTH or (row.state in (State.NEW, State.LEFT) and choice is not Choice.KEEP):
            taken[row.part].add(row.at)
            new += 1
        elif row.row_id is None:
            left[row.part].add(row.at)
        else:
            known[row.part][row.at] = row.row_id
            fields = row.taken(choice)
            if fields and row.part not in (Part.CONTACTS, Part.CRITERIA):
                changes.append((row, fields))
            elif fields or (row.state is State.CHANGED and choice is Choice.TAKE):
                taken[row.part].add(row.at)
                new += 1
    held = Held(
        tasks={draft.tasks[at].key: row_id for at, row_id in known[Part.TASKS].items()},
        seats=frozenset(known[Part.SEATS]) | left[Part.SEATS],
        phases=frozenset(known[Part.PHASES]) | left[Part.PHASES],
        targets=frozenset(known[Part.TARGETS]) | left[Part.TARGETS],
        reporting=frozenset(known[Part.REPORTING]) | left[Part.REPORTING],
    )
    return Work(
        replace(
            draft,
            groups=tuple(one for at, one in enumerate(draft.groups) if at not in left[Part.GROUPS]),
            tasks=_tasks(draft.tasks, left[Part.TASKS]),
            units=units_to_make(draft),
            cells=_cells(draft, left[Part.PLACES]),
        ),
        held,
        tuple(changes),
        frozenset(taken[Part.CONTACTS]),
        frozenset(taken[Part.CRITERIA]),
        tuple(removed),
        new,
        frozenset((part, at) for part, places in left.items() for at in places),
    )


def _tasks(tasks: tuple[Task, ...], left: set[int]) -> tuple[Task, ...]:
    """The tasks without those left out; what hung under one hangs under the next one above that stays."""
    parents = {task.key: task.parent for task in tasks}
    out = {tasks[at].key for at in left}
    found: list[Task] = []
    for task in tasks:
        if task.key in out:
            continue
        parent = task.parent
        while parent in out:
            parent = parents.get(parent) if parent is not None else None
        found.append(task if parent == task.parent else replace(task, parent=parent))
    return tuple(found)


def units_to_make(draft: Draft) -> tuple[str, ...]:
    """The units to be made: those that only rows without a home name (a ledger) are not."""
    homeless = {unit.name for problem in draft.problems for unit in problem.units}
    named = {unit.name for task in draft.tasks for unit in task.units}
    named |= {name for duty in draft.reporting for name in duty.who}
    named |= {name for group in draft.groups for name in (group.host, group.lead_unit)}
    named |= {seat.unit for seat in draft.seats} | {contact.unit for contact in draft.contacts}
    return tuple(name for name in draft.units if name not in homeless or name in named)


def _cells(draft: Draft, left: set[int]) -> tuple[Cell, ...]:
    if not left:
        return draft.cells
    out = {place for at, place in enumerate(places_of(draft)) if at in left}
    found: list[Cell] = []
    for at, cell in enumerate(draft.cells):
        points = tuple(point for point_at, point in enumerate(cell.points) if (at, point_at) not in out)
        if points or (at, None) not in out:
            found.append(replace(cell, points=points))
    return tuple(found)
