"""What is chosen from in cells and in the inspector: units, people, phases, kinds; read when first needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.task import queries
from models.task.rules import UnitName
from models.task.terms import TaskKind
from ui.context import Context
from ui.tables.editors import Option


class Choices:
    """Options of one campaign. `forget` after units, people or phases changed."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[str, tuple[Option, ...]] = {}

    def forget(self) -> None:
        """Read again when next needed."""
        self._known.clear()

    def units(self, row: Any = None) -> tuple[Option, ...]:
        """Units in official order, found by 简称, full name, other names and pinyin."""
        return self._once("units", self._read_units)

    def people(self, row: Any = None) -> tuple[Option, ...]:
        """Everyone, found by name and initials."""
        return self._once("people", self._read_people)

    def phases(self, row: Any = None) -> tuple[Option, ...]:
        """The phases of the campaign; the first choice is none. Values are ids, as the inspector uses them."""
        return self._once("phases", self._read_phases)

    def phase_names(self, row: Any = None) -> tuple[Option, ...]:
        """The same with names as values, as cells use them."""
        return tuple(Option(option.text, option.text) for option in self.phases())

    @staticmethod
    def kinds(row: Any = None) -> tuple[Option, ...]:
        """任务, 报送事项; the value is the label."""
        return tuple(Option(kind.label, kind.label) for kind in TaskKind)

    def _once(self, key: str, read: Callable[[], tuple[Option, ...]]) -> tuple[Option, ...]:
        if key not in self._known:
            self._known[key] = read()
        return self._known[key]

    def _read_units(self) -> tuple[Option, ...]:
        return tuple(option_of(unit) for unit in self._context.store.read(queries.unit_names))

    def _read_people(self) -> tuple[Option, ...]:
        found = self._context.store.read(queries.person_choices)
        return tuple(Option(person_id, name, (initials,)) for person_id, name, initials in found)

    def _read_phases(self) -> tuple[Option, ...]:
        if self._context.campaign_id is None:
            return (Option(None, ""),)
        rows = self._context.store.read(queries.phases, campaign_id=self._context.campaign_id)
        return (Option(None, ""), *(Option(row.id, row.name) for row in rows))


def option_of(unit: UnitName) -> Option:
    """A unit as a choice."""
    keys = (unit.name, unit.initials, unit.pinyin, *unit.aliases)
    return Option(unit.id, unit.label, tuple(key for key in keys if key), hint=unit.name if unit.short_name else "")
