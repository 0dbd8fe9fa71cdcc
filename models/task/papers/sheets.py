"""The 责任分解表 from rows at hand, without a database: the same code draws today's rows and those of an edition."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.errors import Refusal
from models.org.queries import CampaignRow
from models.papers.sheet import Row, Sheet
from models.task.papers.columns import Marks, columns_of
from models.task.papers.lines import Entry, has_own_content, line_of, own_role
from models.task.papers.options import LEAD_NOTES, BreakdownOptions, usual_title
from models.task.queries.refs import CellNames
from models.task.queries.tree import TaskRow
from models.task.queries.units import UnitDuties, UnitHead, duties_of_units
from models.task.terms import Role

OWN = "本单位职责"


@dataclass(frozen=True, slots=True)
class Base:
    """What all sheets of a print share: the campaign, its whole tree, what the user set, the day, names of cells.

    `only` leaves out the other tasks; each keeps its number in the whole.
    """

    head: CampaignRow
    rows: Sequence[TaskRow]
    options: BreakdownOptions
    on: date | None = None
    places: CellNames = field(default_factory=dict)
    only: Collection[int] | None = None

    def holds(self, task_id: int) -> bool:
        """Whether the task is to be printed."""
        return self.only is None or task_id in self.only

    @property
    def tree(self) -> Mapping[int, TaskRow]:
        return {row.id: row for row in self.rows}


@dataclass(frozen=True, slots=True)
class Words:
    """The words that tell one sheet of a print from the others: its marks, what stands under the title, name, notes."""

    marks: Marks = field(default_factory=Marks)
    under_title: str = ""
    name: str = "责任分解表"
    notes: tuple[str, ...] = ()
    with_lead: bool = True


def unit_sheets_of_rows(
    head: CampaignRow,
    rows: Sequence[TaskRow],
    units: Sequence[UnitHead],
    options: BreakdownOptions,
    *,
    unit_ids: Collection[int] | None = None,
    on: date | None = None,
    places: CellNames | None = None,
    only: Collection[int] | None = None,
) -> tuple[Sheet, ...]:
    """One sheet per unit that carries a task (or of those of `unit_ids`), in the order of `units`, own role marked.

    Units with none of the tasks `only` are left out. Refuses when no unit is left.
    """
    base = Base(head, rows, options, on, places or {}, only)
    return tuple(_unit_sheet(base, unit) for unit in chosen_units(rows, units, unit_ids, only))


def chosen_units(
    rows: Sequence[TaskRow],
    units: Sequence[UnitHead],
    unit_ids: Collection[int] | None,
    only: Collection[int] | None = None,
) -> list[UnitDuties]:
    """The units with tasks, of those asked for. Refuses when none is left."""
    chosen = [unit for unit in duties_of_units(rows, units) if unit_ids is None or unit.id in unit_ids]
    if only is not None:
        chosen = [unit for unit in chosen if any(row.id in only for row, _ in unit.duties)]
    if not chosen:
        raise Refusal("选中的单位没有任务，没有可打印的内容。", "请换一个单位，或先分配任务。")
    return chosen


def _unit_sheet(base: Base, unit: UnitDuties) -> Sheet:
    entries = [Entry(row, own_role(row, own, unit.id), strong=Role.LEAD in own) for row, own in unit.duties]
    counted = "，".join(f"{role.label} {unit.count(role)} 项" for role in Role if unit.count(role))
    words = Words(
        marks=Marks(own=OWN),
        under_title=unit.unit.name,
        name=unit.unit.label,
        notes=(f"共 {len(entries)} 项，{counted}。",),
        with_lead=False,
    )
    return sheet_of(base, entries, words)


def printed(rows: Sequence[TaskRow]) -> list[TaskRow]:
    """The rows that stand on paper: 大项 with 小项 only when they say something of their own."""
    return [row for row in rows if not row.children or has_own_content(row)]


def sheet_of(base: Base, entries: Sequence[Entry], words: Words = Words()) -> Sheet:
    """A sheet of these entries in their order, numbered from 1 in each part."""
    options, tree = base.options, base.tree
    is_flat = all(row.depth == 0 for row in base.rows)
    is_deep = any(entry.row.depth > 1 for entry in entries)
    counts: dict[str, int] = {}
    lines = []
    for entry in entries:
        number = counts[entry.place] = counts.get(entry.place, 0) + 1
        if base.holds(entry.row.id):
            lines.append(
                line_of(
                    entry, str(number), tree, base.places, with_lead=words.with_lead, is_deep=is_deep, is_flat=is_flat
                )
            )
    columns = columns_of(options.columns, lines, words.marks, is_flat=is_flat, is_deep=is_deep)
    has_big = any(column.key == "big" for column in columns)
    by_rule = any(ref.leads_by_rule for entry in entries for ref in entry.row.lead)
    day = options.day or base.on or date.today()
    filler = options.unit if options.unit is not None else base.head.lead_unit
    return Sheet(
        title=(options.title or usual_title(base.head.name))
        + (f"\n（{words.under_title}）" if words.under_title else ""),
        columns=columns,
        rows=tuple(
            Row(
                line.cells,
                (*line.sections[: len(words.marks.sections)], *(line.groups if has_big else line.groups[1:])),
                strong=line.is_strong,
            )
            for line in lines
        ),
        number=options.number,
        unit=f"填报单位：{filler}" if filler else "",
        date=f"{day.year}年{day.month}月{day.day}日",
        notes=(*words.notes, *([LEAD_NOTES[base.head.first_unit_leads]] if by_rule else []), *options.notes),
        sign_off=options.sign_off,
        small_print=options.small_print,
        name=words.name,
        empty_text="还没有任务",
        profile=options.profile,
    )
