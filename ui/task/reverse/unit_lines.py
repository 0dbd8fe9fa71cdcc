"""Lines of the view by unit, put together from the rows in hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.org.terms import UnitKind
from models.task.queries import Settled, TaskRow, UnitHead, UnitRef
from models.task.rules.load import Burden, measure_of
from models.task.terms import Role


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with how many of the tasks looked at it carries in each role; `burden` compares all its tasks."""

    id: int
    name: str
    full_name: str
    counts: tuple[int, ...]
    tasks: int
    burden: Burden
    why: str

    def count(self, role: Role) -> int:
        return self.counts[list(Role).index(role)]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A task of the unit chosen in one role, or (`row` None) the heading of a role. `by_rule`: it leads by the
    campaign's rule, written is 责任; `cells` counts places of the grid, `is_named` False when it has those alone."""

    id: str
    parent_id: str | None
    role: Role
    title: str
    row: TaskRow | None = None
    by_rule: bool = False
    cells: int = 0
    is_named: bool = True
    holder: str = ""

    @property
    def is_heading(self) -> bool:
        return self.row is None

    @property
    def written(self) -> Role:
        """The role as it is written down."""
        return Role.RESPONSIBLE if self.by_rule else self.role


Carried = tuple[TaskRow, Role, UnitRef]
Found = dict[int, list[Carried]]  # by unit; plain tuples, as there may be 50,000
Holders = Mapping[tuple[int, int, Role], Settled]


def duties_of(rows: Iterable[TaskRow]) -> Found:
    """The duties of every unit in tree order. A unit that leads by rule stands under 牵头 and not under 责任 again."""
    found: Found = {}
    for row in rows:
        by_rule = {ref.unit_id for ref in row.lead if ref.leads_by_rule}
        for role in Role:
            for ref in row.units(role):
                if role is Role.RESPONSIBLE and ref.unit_id in by_rule:
                    continue
                own = found.get(ref.unit_id)
                if own is None:
                    own = found[ref.unit_id] = []
                own.append((row, role, ref))
    return found


def line_id(task_id: int, role: Role) -> str:
    """The id of the line of a task in a role."""
    return f"{task_id}-{role.value}"


def lines_of(duties: Sequence[Carried], holders: Holders) -> list[DutyLine]:
    """The duties of one unit as lines under their roles."""
    found: list[DutyLine] = []
    for role in Role:
        own = [_line(row, role, ref, holders) for row, held, ref in duties if held is role]
        if own:
            found += [DutyLine(role.value, None, role, f"{role.label}（{len(own)} 项）"), *own]
    return found


def _line(row: TaskRow, role: Role, ref: UnitRef, holders: Holders) -> DutyLine:
    holder = holders.get((row.id, ref.unit_id, Role.RESPONSIBLE if ref.leads_by_rule else role))
    return DutyLine(
        line_id(row.id, role),
        role.value,
        role,
        row.title,
        row,
        ref.leads_by_rule,
        ref.cells,
        ref.is_named,
        holder.label if holder is not None else "",
    )


def unit_lines(units: Iterable[UnitHead], whole: Found, shown: Found) -> list[UnitLine]:
    """The units in official order, former ones where they carry tasks. `whole` are all duties, by which the burden is
    measured, `shown` those the filters leave."""
    heads = [unit for unit in units if unit.is_current or unit.id in whole]
    totals = {unit.id: _tasks(whole.get(unit.id, ())) for unit in heads if unit.kind is not UnitKind.COLLECTIVE}
    measure = measure_of(totals)
    found = []
    for unit in heads:
        own = shown.get(unit.id, ())
        counts = Counter(role for _, role, _ in own)
        is_collective = unit.kind is UnitKind.COLLECTIVE
        total = totals.get(unit.id, 0)
        why = "集体称谓，不单独比较。" if is_collective else measure.words(total, "各单位")
        found.append(
            UnitLine(
                unit.id,
                unit.label,
                f"{unit.name}（{unit.kind.label}）",
                tuple(counts[role] for role in Role),
                _tasks(own),
                Burden.USUAL if is_collective else measure.of(total),
                why,
            )
        )
    return found


def _tasks(duties: Iterable[Carried]) -> int:
    return len({row.id for row, _, _ in duties})
