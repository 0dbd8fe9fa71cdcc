"""Which units a row names, and how a row reads after a unit was renamed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from models.intake.draft import Contact, Duty, Group, Problem, Reporting, Seat, Task, TaskUnit

ROLE_WORDS: dict[Duty, str] = {
    Duty.LEAD: "牵头单位",
    Duty.RESPONSIBLE: "责任单位",
    Duty.SUPPORT: "配合单位",
    Duty.OVERSEE: "督导单位",
}


def named_units(value: Any) -> Iterator[str]:
    """The unit names in a row, each as often as the row counts them (once)."""
    return iter(dict.fromkeys(name for name in _names(value) if name))


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, Task | Problem):
        yield from (unit.name for unit in value.units)
    elif isinstance(value, Reporting):
        yield from value.who
    elif isinstance(value, Group):
        yield value.host
        yield value.lead_unit
    elif isinstance(value, Seat | Contact):
        yield value.unit


def renamed(value: Any, old: str, new: str) -> Any:
    """The row with every mention of the unit `old` written as `new`."""
    if old not in set(_names(value)):
        return value
    if isinstance(value, Task | Problem):
        units: list[TaskUnit] = []
        for unit in value.units:
            changed = replace(unit, name=new) if unit.name == old else unit
            if all((changed.name, changed.duty) != (other.name, other.duty) for other in units):
                units.append(changed)
        return replace(value, units=ordered(units))
    if isinstance(value, Reporting):
        return replace(value, who=tuple(dict.fromkeys(new if name == old else name for name in value.who)))
    if isinstance(value, Group):
        return replace(
            value,
            host=new if value.host == old else value.host,
            lead_unit=new if value.lead_unit == old else value.lead_unit,
        )
    return replace(value, unit=new)


def without(value: Any, dropped: frozenset[str]) -> Any:
    """The row without the units that were dropped."""
    if not dropped or not dropped.intersection(_names(value)):
        return value
    if isinstance(value, Task | Problem):
        return replace(value, units=ordered([unit for unit in value.units if unit.name not in dropped]))
    if isinstance(value, Reporting):
        return replace(value, who=tuple(name for name in value.who if name not in dropped))
    if isinstance(value, Group):
        return replace(
            value,
            host="" if value.host in dropped else value.host,
            lead_unit="" if value.lead_unit in dropped else value.lead_unit,
        )
    return replace(value, unit="")


def task_units(units: Sequence[TaskUnit], duty: Duty, names: Sequence[str]) -> tuple[TaskUnit, ...]:
    """The units of a task after those of one role were set to `names`, in their order."""
    before = {unit.name: unit for unit in units if unit.duty is duty}
    word = next((unit.role for unit in units if unit.duty is duty), ROLE_WORDS[duty])
    chosen = [before.get(name, TaskUnit(name, word, duty)) for name in dict.fromkeys(names)]
    kept: list[TaskUnit] = []
    for each in Duty:
        kept += chosen if each is duty else [unit for unit in units if unit.duty is each]
    return ordered(kept)


def ordered(units: Sequence[TaskUnit]) -> tuple[TaskUnit, ...]:
    """Places counted anew from 1 within each role as written."""
    places: dict[str, int] = {}
    numbered: list[TaskUnit] = []
    for unit in units:
        places[unit.role] = places.get(unit.role, 0) + 1
        numbered.append(unit if unit.order == places[unit.role] else replace(unit, order=places[unit.role]))
    return tuple(numbered)


def unit_split(value: Any, old: str, parts: Sequence[str]) -> Any:
    """The row with the unit `old` as the several units it really is; a field for one unit takes the first."""
    if old not in set(_names(value)):
        return value
    if isinstance(value, Task | Problem):
        units: list[TaskUnit] = []
        for unit in value.units:
            named = parts if unit.name == old else (unit.name,)
            units += [replace(unit, name=name) for name in named if (name, unit.duty) not in _pairs(units)]
        return replace(value, units=ordered(units))
    if isinstance(value, Reporting):
        names = [name for one in value.who for name in (parts if one == old else (one,))]
        return replace(value, who=tuple(dict.fromkeys(names)))
    return renamed(value, old, parts[0])


def _pairs(units: Sequence[TaskUnit]) -> set[tuple[str, Duty]]:
    return {(unit.name, unit.duty) for unit in units}
