"""Lines that were read, held against the standard that is there: what is new, what changes, what is the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.standard.importing.line import Line, SheetLines, StandardReading
from models.standard.queries.rows import IndicatorRow
from models.standard.terms import Comparison
from models.task.rules import text_of_points
from models.words import Labelled


class LineState(Labelled):
    """What taking a line does."""

    NEW = "new", "新增"
    CHANGED = "changed", "更改"
    SAME = "same", "相同"
    WRONG = "wrong", "有误"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changes: what is there now and what comes."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A line with what is proposed; `id` is that of its line, `indicator_id` the row of the standard it changes.

    `values` are the fields the action writes. `remarks` are worth knowing; doubts and problems are those of the line.
    """

    id: int
    line: Line
    state: LineState
    indicator_id: int | None = None
    values: Mapping[str, object] | None = None
    differences: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()
    above: tuple[int, ...] = ()
    """The ids of the lines it hangs under, the nearest first."""

    @property
    def is_doubtful(self) -> bool:
        return bool(self.line.doubts)

    @property
    def can_be_taken(self) -> bool:
        return self.state is not LineState.WRONG

    @property
    def words(self) -> str:
        """Everything to be said about the row, problems first."""
        changes = (f"{one.label}：{one.before or '（空）'} → {one.after}" for one in self.differences)
        return "".join((*self.line.problems, *self.line.doubts, *self.remarks)) + "；".join(changes)


def lines_of(reading: StandardReading, sheet_id: int | None = None) -> tuple[Line, ...]:
    """The lines of one sheet; of all (None) with the name of each sheet as a heading over its lines when there are
    several."""
    sheets = [sheet for sheet in reading.sheets if sheet_id in (None, sheet.id)]
    if len(sheets) == 1:
        return sheets[0].lines
    found: list[Line] = []
    for sheet in sheets:
        found += _under_its_name(sheet, len(found))
    return tuple(found)


def _under_its_name(sheet: SheetLines, before: int) -> list[Line]:
    head = Line(before + 1, f"工作表“{sheet.name}”", sheet.name)
    return [head] + [
        replace(
            line,
            id=head.id + line.id,
            parent=head.id + line.parent if line.parent is not None else head.id,
            depth=line.depth + 1,
        )
        for line in sheet.lines
    ]


def propose(lines: Sequence[Line], existing: Sequence[IndicatorRow] = ()) -> tuple[ImportRow, ...]:
    """A proposal for each line, in their order; `existing` are the rows of the standard they go into (none: a new one).

    A line is held against the rows under the same heading: by number and name, else by name, else by number; then by a
    name that stands once in the standard. Empty cells never empty what is there.
    """
    finder = _Finder(existing)
    rows: dict[int, ImportRow] = {}
    for line in lines:
        above = rows[line.parent].indicator_id if line.parent in rows else None
        found = finder.anywhere(line) if line.parent in rows and above is None else finder.of(line, above)
        over = (line.parent, *rows[line.parent].above) if line.parent in rows else ()
        rows[line.id] = replace(_proposed(line, found, above), above=over)
    return tuple(rows.values())


def left_alone(rows: Sequence[ImportRow], existing: Sequence[IndicatorRow]) -> tuple[IndicatorRow, ...]:
    """The rows of the standard that the file does not name: they stay as they are."""
    named = {row.indicator_id for row in rows}
    return tuple(row for row in existing if row.id not in named)


class _Finder:
    """The rows of the standard that no line has taken yet."""

    def __init__(self, existing: Sequence[IndicatorRow]) -> None:
        self._free = {row.id: row for row in existing}
        self._under: dict[int | None, list[IndicatorRow]] = {}
        for row in existing:
            self._under.setdefault(row.parent_id, []).append(row)

    def of(self, line: Line, above: int | None) -> IndicatorRow | None:
        beside = [row for row in self._under.get(above, ()) if row.id in self._free]
        name, no = _plain(line.name), line.no
        for agrees in (
            lambda row: _plain(row.name) == name and row.no == no,
            lambda row: _plain(row.name) == name,
            lambda row: bool(no) and row.no == no,
        ):
            found = next((row for row in beside if agrees(row)), None)
            if found is not None:
                return self._taken(found)
        return self.anywhere(line)

    def anywhere(self, line: Line) -> IndicatorRow | None:
        """The row of that name when just one bears it."""
        name = _plain(line.name)
        same = [row for row in self._free.values() if _plain(row.name) == name]
        return self._taken(same[0]) if len(same) == 1 else None

    def _taken(self, row: IndicatorRow) -> IndicatorRow:
        del self._free[row.id]
        return row


def _proposed(line: Line, found: IndicatorRow | None, above: int | None) -> ImportRow:
    if line.problems:
        return ImportRow(line.id, line, LineState.WRONG, found.id if found else None)
    if found is None:
        return ImportRow(line.id, line, LineState.NEW, values=_fields(line))
    values: dict[str, object] = {}
    differences: list[Difference] = []
    remarks: list[str] = []

    def differ(label: str, before: str, after: str, **fields: object) -> None:
        differences.append(Difference(label, before, after))
        values.update(fields)

    if _plain(line.name) != _plain(found.name):
        differ("指标", found.name, line.name, name=line.name)
        remarks.append("编号相同，名称不同，请核对是不是同一个指标。")
    if found.parent_id != above:
        where = f"“{found.path[-1]}”下面" if found.path else "最上一级"
        remarks.append(f"在这套标准里排在{where}，位置不变。")
    for key, label in (("no", "编号"), ("body", "要求"), ("evidence", "佐证材料"), ("note", "备注")):
        after = getattr(line, key)
        if after and after != getattr(found, key):
            differ(label, getattr(found, key), after, **{key: after})
    if line.points is not None and line.points != found.points:
        differ("满分", text_of_points(found.points), text_of_points(line.points), points=line.points)
    wanted = _requirement(line, found)
    if wanted:
        differ("标准值", found.words, line.words, **wanted)
    state = LineState.CHANGED if differences else LineState.SAME
    return ImportRow(line.id, line, state, found.id, values, tuple(differences), tuple(remarks))


def _requirement(line: Line, found: IndicatorRow) -> dict[str, object]:
    """What of the requirement changes. A bare number keeps the comparison that is known already."""
    if not line.words:
        return {}
    unit = line.unit or found.unit
    if line.comparison is Comparison.NONE:
        if line.threshold == found.threshold and unit == found.unit:
            return {}
        return {"threshold": line.threshold, "unit": unit, "to_confirm": True}
    if (line.comparison, line.threshold, unit) == (found.comparison, found.threshold, found.unit):
        return {"to_confirm": False} if found.to_confirm and not line.to_confirm else {}
    return {"comparison": line.comparison, "threshold": line.threshold, "unit": unit, "to_confirm": line.to_confirm}


def _fields(line: Line) -> dict[str, object]:
    keys = ("no", "name", "body", "comparison", "threshold", "unit", "points", "evidence", "note", "to_confirm")
    return {key: getattr(line, key) for key in keys}


def _plain(name: str) -> str:
    return "".join(name.split()).replace("－", "-").replace("—", "-").replace("(", "（").replace(")", "）")
