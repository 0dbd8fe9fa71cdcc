"""The 责任分解表 in any view and cut, from rows at hand: whole, a sheet for each unit, or for each part of the view."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.errors import Refusal
from models.papers.sheet import Sheet
from models.task.papers.columns import Marks
from models.task.papers.lines import Entry, own_role
from models.task.papers.options import COLUMNS, Split, View, Who
from models.task.papers.sections import LACKING, NO_UNIT, by_cell, by_deadline, by_person, of_unit, parts_of
from models.task.papers.sheets import OWN, Base, Words, chosen_units, printed, sheet_of, unit_sheets_of_rows
from models.task.queries.duties import DutyRow, ReachRow
from models.task.queries.people import PersonLoad
from models.task.queries.units import UnitHead, duties_of_units
from models.task.terms import Role

_MARKS = {
    View.PERSON: Marks(duty="本人职责", sections=("责任人",), left_out=frozenset(("leaders", "owners", "points"))),
    View.CELL: Marks(duty="本处职责", sections=("所在区域", "网格"), left_out=frozenset(("points", "target"))),
    View.DEADLINE: Marks(sections=("时限",), left_out=frozenset(("points", "target"))),
}
_NAMES = {View.PERSON: "按责任人", View.CELL: "按网格", View.DEADLINE: "按时限"}
_COUNTED = {View.PERSON: "人", View.CELL: "个网格"}
_LACKS = {View.CELL: NO_UNIT, View.DEADLINE: "未定时限"}
_EMPTY = {
    View.PERSON: Refusal("任务里还没有这样的人员。", "请先在任务里填写人员，或把单位的职责落到岗位。"),
    View.CELL: Refusal("还没有落到网格的任务。", "请先在任务里把职责铺到网格。"),
    View.DEADLINE: Refusal("还没有任务，没有可打印的内容。", "请先导入工作方案或新建任务。"),
}


@dataclass(frozen=True, slots=True)
class Material:
    """What the views are made of besides the base: units in official order, and what the view in hand needs.

    `places` has the names from the top for each cell, in grid order.
    """

    base: Base
    units: Sequence[UnitHead] = ()
    people: Sequence[PersonLoad] = ()
    duties: Sequence[DutyRow] = ()
    reaches: Sequence[ReachRow] = ()
    places: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def sheets_of(
    material: Material,
    view: View,
    split: Split = Split.WHOLE,
    *,
    unit_ids: Collection[int] | None = None,
    parts: Collection[str] | None = None,
) -> tuple[Sheet, ...]:
    """The sheets of a view. `unit_ids` and `parts` (keys of `pieces_of`) choose among them where it is split by them.

    Refuses when there is nothing to print.
    """
    base = material.base
    if view is View.UNIT or (view is View.TASK and split is Split.UNIT):
        return unit_sheets_of_rows(
            base.head,
            base.rows,
            material.units,
            base.options,
            unit_ids=unit_ids,
            on=base.on,
            places=base.places,
            only=base.only,
        )
    if view is View.TASK:
        return (sheet_of(base, [Entry(row) for row in printed(base.rows)]),)
    entries = _entries(material, view)
    if not entries:
        raise _EMPTY[view]
    marks, name = _marks_of(view, base.options.who)
    if split is Split.UNIT:
        return _unit_sheets(material, view, entries, unit_ids)
    if split is Split.PART:
        return _part_sheets(base, entries, marks, parts)
    words = Words(marks, name, f"责任分解表（{name}）", (_count(view, entries, base.options.who),), with_lead=False)
    return (sheet_of(base, entries, words),)


@dataclass(frozen=True, slots=True)
class Piece:
    """One sheet of a split print before it is made: key (of a unit its id, else that of its part), name, rows."""

    key: int | str
    name: str
    rows: int


def part_word(view: View, split: Split) -> str:
    """What each sheet of a split view is for: 单位, 责任人, 网格, 时限."""
    return _MARKS[view].sections[-1] if split is Split.PART and view in _MARKS else "单位"


def usual_columns(view: View) -> frozenset[str]:
    """Keys of the columns a view has where the user chose none."""
    left_out = _MARKS[view].left_out if view in _MARKS else frozenset()
    return frozenset(column.key for column in COLUMNS if column.by_default) - left_out


def pieces_of(material: Material, view: View, split: Split) -> tuple[Piece, ...]:
    """What there is to choose from where a view is split: all sheets `sheets_of` would make, in their order."""
    by_unit = duties_of_units(material.base.rows, material.units)
    if view is View.UNIT or (view is View.TASK and split is Split.UNIT):
        return tuple(Piece(unit.id, unit.unit.label, len(unit.duties)) for unit in by_unit)
    if view is View.TASK or split is Split.WHOLE:
        return ()
    entries = _entries(material, view)
    if split is Split.PART:
        return tuple(Piece(key, _name_of(own[0]), len(own)) for key, own in parts_of(entries).items())
    counted = ((unit, len(of_unit(entries, unit.id, {row.id for row, _ in unit.duties}))) for unit in by_unit)
    return tuple(Piece(unit.id, unit.unit.label, rows) for unit, rows in counted if rows)


def _marks_of(view: View, who: Who) -> tuple[Marks, str]:
    """The marks of a view and its name: 按责任领导 where only these are printed."""
    if view is not View.PERSON:
        return _MARKS[view], _NAMES[view]
    return replace(_MARKS[view], sections=(who.word,)), f"按{who.word}"


def _entries(material: Material, view: View) -> list[Entry]:
    base = material.base
    rows, options = printed(base.rows), base.options
    if view is View.PERSON:
        ranks = {unit.id: rank for rank, unit in enumerate(material.units)}
        found = by_person(
            rows, material.people, ranks, who=options.who, post_first=options.post_first, gaps=options.gaps
        )
        return found if any(entry.place not in LACKING for entry in found) else []
    if view is View.CELL:
        return by_cell(base.rows, material.duties, material.reaches, material.places, gaps=options.gaps)
    return by_deadline(rows, gaps=options.gaps)


def _count(view: View, entries: Sequence[Entry], who: Who) -> str:
    """共 12 人、76 项任务，其中 3 项缺责任人。"""
    parts = {key: own for key, own in parts_of(entries).items() if key not in LACKING}
    words = f"共 {len(parts)} {_COUNTED[view]}、" if view in _COUNTED else "共 "
    lacking = sum(entry.place in LACKING or entry.duty == NO_UNIT for entry in entries)
    more = f"，其中 {lacking} 处{_LACKS.get(view) or '缺' + who.word}" if lacking else ""
    return f"{words}{len({entry.row.id for entry in entries})} 项任务{more}。"


def _unit_sheets(
    material: Material, view: View, entries: Sequence[Entry], unit_ids: Collection[int] | None
) -> tuple[Sheet, ...]:
    base = material.base
    found = []
    for unit in chosen_units(base.rows, material.units, unit_ids, base.only):
        held = {row.id: own for row, own in unit.duties}
        marked = [_marked(entry, unit.id, held[entry.row.id]) for entry in of_unit(entries, unit.id, held)]
        if any(base.holds(entry.row.id) for entry in marked):
            marks, name = _marks_of(view, base.options.who)
            count = f"共 {len({entry.row.id for entry in marked})} 项任务。"
            words = Words(
                replace(marks, own=OWN), f"{unit.unit.name}，{name}", unit.unit.label, (count,), with_lead=False
            )
            found.append(sheet_of(base, marked, words))
    if not found:
        raise Refusal("选中的单位没有这样的任务，没有可打印的内容。", "请换一个单位，或换一种编排。")
    return tuple(found)


def _marked(entry: Entry, unit_id: int, of_task: Sequence[Role]) -> Entry:
    """With the unit's role: as the row stands here, else (somebody is lacking here) in the task as a whole."""
    here = [role for role in Role if any(ref.unit_id == unit_id for ref in entry.row.units(role))] or of_task
    return replace(entry, own=own_role(entry.row, here, unit_id), strong=Role.LEAD in here)


def _part_sheets(
    base: Base, entries: Sequence[Entry], marks: Marks, parts: Collection[str] | None
) -> tuple[Sheet, ...]:
    chosen = {
        key: own
        for key, own in parts_of(entries).items()
        if (parts is None or key in parts) and any(base.holds(entry.row.id) for entry in own)
    }
    if not chosen:
        raise Refusal("没有选中要打印的部分。", "请至少勾选一份。")
    bare = replace(marks, sections=())
    return tuple(sheet_of(base, own, _part_words(own, bare)) for own in chosen.values())


def _part_words(entries: Sequence[Entry], marks: Marks) -> Words:
    return Words(
        marks, "，".join(_lines_of(entries[0])), _name_of(entries[0]), (f"共 {len(entries)} 项。",), with_lead=False
    )


def _lines_of(entry: Entry) -> list[str]:
    """What stands in front of the row, from the inner part: 沈明远，商务局副局长; 翠苑市场，西湖区."""
    inner, *outer = reversed(entry.sections)
    return [
        *inner.text.split("\n"),
        *(section.text.replace("\n", "") for section in outer if section.text != inner.text),
    ]


def _name_of(entry: Entry) -> str:
    return _lines_of(entry)[0]
