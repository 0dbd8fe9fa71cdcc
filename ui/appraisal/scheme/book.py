"""What the view 办法 has read: the versions of all schemes, and everything of the one in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from models.appraisal import queries
from models.appraisal.queries import TieRow
from models.appraisal.rows import CriterionRow, GroupRow, SchemeDetails, SchemeRow
from models.appraisal.rules.limits import why_frozen
from models.errors import Refusal
from models.standard.queries.board import board
from models.task.queries import unit_names
from models.task.rules import UnitName
from ui.store import Store
from ui.tables.editors import Option


@dataclass(frozen=True)
class Book:
    """`details` and `criteria` are of the scheme in hand; None and empty without one."""

    schemes: tuple[SchemeRow, ...] = ()
    details: SchemeDetails | None = None
    criteria: tuple[CriterionRow, ...] = ()
    units: tuple[Option, ...] = ()
    indicators: tuple[Option, ...] = ()
    ties: tuple[TieRow, ...] = ()

    @property
    def scheme(self) -> SchemeRow | None:
        """The scheme in hand."""
        return self.details.row if self.details is not None else None

    @property
    def frozen(self) -> Refusal | None:
        """Why nothing of the scheme in hand can be changed."""
        return why_frozen(self.scheme.state) if self.scheme is not None else None

    @cached_property
    def by_id(self) -> dict[int, CriterionRow]:
        return {row.id: row for row in self.criteria}

    @property
    def groups(self) -> tuple[GroupRow, ...]:
        return self.details.groups if self.details is not None else ()

    @property
    def component_options(self) -> tuple[Option, ...]:
        """The components as choices, first none."""
        found = self.details.components if self.details is not None else ()
        return (Option(None, "（随上级）"), *(Option(one.key, one.name) for one in found))

    def free_units(self, group_id: int) -> Sequence[Option]:
        """Units that are in no other group."""
        taken = {unit_id for group in self.groups if group.id != group_id for unit_id, _ in group.units}
        return tuple(option for option in self.units if option.value not in taken)


@dataclass(frozen=True, slots=True)
class Names:
    """What can be typed in any scheme; read again only when units or indicators changed."""

    units: tuple[Option, ...] = ()
    indicators: tuple[Option, ...] = ()


NAMES = frozenset(("unit", "unit_alias", "indicator", "standard"))
"""Tables that `Names` are read from."""


def read_names(store: Store, campaign_id: int) -> Names:
    """Units and indicators as choices."""
    indicators = store.read(board, campaign_id=campaign_id).rows
    return Names(
        tuple(_option(unit) for unit in store.read(unit_names)),
        tuple(Option(row.id, row.title, (row.name, row.pinyin, row.no), row.standard) for row in indicators),
    )


def read_book(store: Store, campaign_id: int, scheme_id: int | None, names: Names) -> Book:
    """Read all of it; without that scheme the first one."""
    schemes = store.read(queries.schemes, campaign_id=campaign_id)
    chosen = next((row for row in schemes if row.id == scheme_id), None) or (schemes[0] if schemes else None)
    if chosen is None:
        return Book(schemes)
    criteria = store.read(queries.criteria, scheme_id=chosen.id)
    return Book(
        schemes,
        store.read(queries.scheme, scheme_id=chosen.id),
        criteria,
        names.units,
        names.indicators,
        store.read(queries.ties, scheme_id=chosen.id, rows=criteria),
    )


def _option(unit: UnitName) -> Option:
    """A unit, found by 简称, full name, other names and pinyin."""
    keys = (unit.name, unit.initials, unit.pinyin, *unit.aliases)
    return Option(unit.id, unit.label, tuple(key for key in keys if key), hint=unit.name if unit.short_name else "")
