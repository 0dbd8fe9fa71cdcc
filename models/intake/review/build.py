"""From a Draft to the rows of a review, and back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from models.intake.draft import Cell, Criterion, Draft, Group, Point, Task
from models.intake.matching import LEAST
from models.intake.review.items import Block, Decision, Item, Place, Proposal, UnitEntry
from models.intake.review.names import named_units, without

SURE = 1.0
STRONG = 0.85


def items_of(draft: Draft) -> Iterator[Item]:
    """The rows of a draft with ids counted from 1, in the order of the document."""
    rows = list(_rows(draft))
    uses: dict[str, int] = {}
    for _, value, _ in rows:
        for name in named_units(value):
            uses[name] = uses.get(name, 0) + 1
    number = 0
    for name in draft.units:
        number += 1
        yield Item(number, Block.UNITS, UnitEntry(name, uses=uses.get(name, 0)))
    ids: dict[object, int] = {}
    for block, value, parent in rows:
        number += 1
        if isinstance(value, Group):
            ids.setdefault(("group", value.name), number)
        elif isinstance(value, Task):
            ids["task", value.key] = number
        elif isinstance(value, Criterion):
            ids["criterion", value.key] = number
        elif isinstance(value, Place) and not value.name:
            ids["area", value.area] = number
        yield Item(number, block, value, parent_id=ids.get(parent))


def _rows(draft: Draft) -> Iterator[tuple[Block, object, object]]:
    """(block, value, name of the parent) of every row but the units."""
    for group in draft.groups:
        yield Block.SEATS, group, ("group", group.parent)
    for seat in draft.seats:
        yield Block.SEATS, seat, ("group", seat.group)
    for task in draft.tasks:
        yield Block.TASKS, task, ("task", task.parent)
    for phase in draft.phases:
        yield Block.PHASES, phase, None
    for target in draft.targets:
        yield Block.TARGETS, target, None
    for duty in draft.reporting:
        yield Block.REPORTING, duty, None
    for cell in draft.cells:
        yield Block.PLACES, Place(cell.area, spot=cell.spot, doubts=cell.doubts, unsure=cell.unsure), None
        for point in cell.points:
            place = Place(cell.area, point.name, point.batch, point.stage, point.progress, cell.spot)
            yield Block.PLACES, place, ("area", cell.area)
    for contact in draft.contacts:
        yield Block.CONTACTS, contact, None
    for problem in draft.problems:
        yield Block.PROBLEMS, problem, None
    for criterion in draft.criteria:
        yield Block.CRITERIA, criterion, ("criterion", criterion.parent)


def matched(entry: UnitEntry, proposals: Sequence[Proposal]) -> UnitEntry:
    """A unit with its proposals: the same name is linked; one strong likeness is proposed and waits for a choice;
    weaker or several ones leave it new, with the reason to look twice; the office of another level (区商务局 beside
    市商务局) is only offered. Confirming takes what is shown, never more."""
    ordered = tuple(sorted(proposals, key=lambda one: -one.score))
    bare = replace(entry, decision=Decision.NEW, unit_id=None, linked="", reason="", proposals=ordered, doubts=())
    if not ordered:
        return bare
    best, alone = ordered[0], len(ordered) == 1 or ordered[1].score < ordered[0].score
    if best.score >= SURE and alone:
        return replace(bare, decision=Decision.LINK, unit_id=best.unit_id, linked=best.name, reason=best.reason)
    names = "、".join(one.name for one in ordered[:3])
    if best.score >= STRONG and alone:
        doubt = f"可能是“{best.name}”（{best.reason}），请选定。"
        return replace(bare, decision=Decision.OPEN, reason=best.reason, doubts=(doubt,))
    if best.score <= LEAST:
        return replace(bare, reason=best.reason)
    return replace(bare, reason=best.reason, doubts=(f"会新建单位；也可能是“{names}”，请选定。",))


def draft_of(draft: Draft, items: Iterable[Item], dropped: frozenset[str]) -> Draft:
    """The draft that holds exactly these rows; mentions of dropped units and of tasks left out are taken away."""
    kept = list(items)
    keys = {item.value.key for item in kept if item.block is Block.TASKS}
    headings = {item.value.key for item in kept if item.block is Block.CRITERIA}
    by_block: dict[Block, list[Any]] = {block: [] for block in Block}
    for item in kept:
        by_block[item.block].append(without(item.value, dropped))
    named = [name for item in kept if item.block is not Block.UNITS for name in named_units(item.value)]
    units = [item.value.name for item in kept if item.block is Block.UNITS]
    tasks = [replace(task, parent=task.parent if task.parent in keys else None) for task in by_block[Block.TASKS]]
    return replace(
        draft,
        groups=tuple(value for value in by_block[Block.SEATS] if isinstance(value, Group)),
        seats=tuple(value for value in by_block[Block.SEATS] if not isinstance(value, Group)),
        units=tuple(name for name in dict.fromkeys([*units, *named]) if name not in dropped),
        tasks=tuple(tasks),
        phases=tuple(by_block[Block.PHASES]),
        targets=tuple(
            replace(target, task=target.task if target.task in keys else None) for target in by_block[Block.TARGETS]
        ),
        reporting=tuple(by_block[Block.REPORTING]),
        cells=_cells(by_block[Block.PLACES]),
        contacts=tuple(by_block[Block.CONTACTS]),
        problems=tuple(by_block[Block.PROBLEMS]),
        criteria=tuple(
            replace(one, parent=one.parent if one.parent in headings else None) for one in by_block[Block.CRITERIA]
        ),
    )


def _cells(places: Iterable[object]) -> tuple[Cell, ...]:
    cells: dict[str, Cell] = {}
    for place in places:
        assert isinstance(place, Place)
        cell = cells.get(place.area) or Cell(place.area, (), place.spot)
        if place.name:
            cell = replace(cell, points=(*cell.points, Point(place.name, place.batch, place.stage, place.progress)))
        else:
            cell = replace(cell, spot=place.spot, doubts=place.doubts, unsure=place.unsure)
        cells[place.area] = cell
    return tuple(cells.values())
