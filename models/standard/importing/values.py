"""The cells of one row of a standard as the values of an indicator, with what is doubtful or wrong named by cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.errors import Refusal
from models.standard.importing.grid import Cell, Grid, cell_name
from models.standard.importing.headings import ColumnAt, Columns, Field
from models.standard.rules import NUMERIC, Requirement, clean_threshold, read_requirement, unit_words
from models.standard.terms import Comparison
from models.task.rules import points_of_text

_NOTHING_WRITTEN = frozenset(("", "/", "／", "-", "—", "——", "无", "\\"))
_SIGNS = {
    "≥": Comparison.AT_LEAST,
    ">=": Comparison.AT_LEAST,
    "≤": Comparison.AT_MOST,
    "<=": Comparison.AT_MOST,
    ">": Comparison.GREATER,
    "＞": Comparison.GREATER,
    "<": Comparison.LESS,
    "＜": Comparison.LESS,
}


@dataclass(slots=True)
class Values:
    """What one row says about its indicator."""

    requirement: Requirement = field(default_factory=Requirement)
    body: list[str] = field(default_factory=list)
    points: int | None = None
    evidence: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    to_confirm: bool = False
    doubts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        stated = self.requirement.comparison is not Comparison.NONE or bool(self.requirement.threshold)
        return stated or self.points is not None or bool(self.body or self.evidence)

    @property
    def is_empty(self) -> bool:
        return not (self.says_something or self.note or self.problems)

    def join(self, more: "Values") -> None:
        """Take up a row that goes on with the same indicator."""
        stated = self.requirement.comparison is not Comparison.NONE or bool(self.requirement.threshold)
        theirs = more.requirement.comparison is not Comparison.NONE or bool(more.requirement.threshold)
        if theirs and not stated:
            self.requirement = more.requirement
        elif theirs and more.requirement != self.requirement:
            self.doubts.append("一个指标下有几个标准值，只取了第一个。")
        if more.points is not None:
            self.points = (self.points or 0) + more.points
        for mine, other in ((self.body, more.body), (self.evidence, more.evidence), (self.note, more.note)):
            mine.extend(text for text in other if text not in mine)
        self.to_confirm |= more.to_confirm
        self.doubts += more.doubts
        self.problems += more.problems


def values_of(grid: Grid, row: int, columns: Columns) -> Values:
    """The values of a row; texts that say "nothing" (/, —, 无) are empty."""
    values = Values()

    def cells(wanted: Field) -> Iterable[tuple[ColumnAt, Cell]]:
        for column in columns.of(wanted):
            cell = grid.at(row, column.index)
            if cell.is_error:
                values.problems.append(f"{cell_name(row, column.index)} {cell.error}")
            elif cell.own not in _NOTHING_WRITTEN:
                yield column, cell

    for column, cell in cells(Field.POINTS):
        _take_points(values, cell, cell_name(row, column.index))
    for wanted, texts in ((Field.BODY, values.body), (Field.EVIDENCE, values.evidence), (Field.NOTE, values.note)):
        texts.extend(cell.text for _, cell in cells(wanted))
    _take_requirement(values, grid, row, columns, list(cells(Field.REQUIREMENT)))
    for column, cell in cells(Field.MORE):
        values.body.append(f"{column.heading}：{cell.text}")
    for _, cell in cells(Field.CONFIRM):
        values.to_confirm |= cell.text in ("是", "待核实", "√", "1")
    return values


def _take_points(values: Values, cell: Cell, where: str) -> None:
    try:
        points = points_of_text(cell.text)
    except Refusal as refusal:
        values.problems.append(f"{where}：{refusal.sentence}")
        return
    if points is not None and points < 0:
        values.problems.append(f"{where}：满分“{cell.text}”是负数。")
    else:
        values.points = points


def _take_requirement(
    values: Values, grid: Grid, row: int, columns: Columns, stated: list[tuple[ColumnAt, Cell]]
) -> None:
    unit = next((unit_words(grid.at(row, one.index).text) for one in columns.of(Field.UNIT)), "")
    unit = "" if unit in _NOTHING_WRITTEN else unit
    asked = _comparison_of(values, grid, row, columns)
    for column, cell in stated:
        where = cell_name(row, column.index)
        if cell.is_date:
            values.doubts.append(f"{where} 成了日期 {cell.text}，标准值没有读，请核对。")
            continue
        read = _read(values, cell, where, unit or column.unit, asked)
        if read is None:
            values.body.append(cell.text)
        elif values.requirement == Requirement():
            values.requirement = read
        else:
            values.doubts.append(f"{where} 又是一个标准值“{cell.text[:20]}”，只取了第一个。")
    if not stated:
        _take_from_body(values, unit, asked)
    if values.requirement.doubt:
        values.to_confirm = True
        values.doubts.append(values.requirement.doubt)


def _comparison_of(values: Values, grid: Grid, row: int, columns: Columns) -> Comparison:
    for column in columns.of(Field.COMPARISON):
        text = re.sub(r"\s", "", grid.at(row, column.index).text)
        if text in _NOTHING_WRITTEN or text == Comparison.NONE.label:
            continue
        known = _SIGNS.get(text) or next((one for one in Comparison if text in (one.label, one.value)), None)
        if known is not None:
            return known
        values.doubts.append(f"{cell_name(row, column.index)} 的比较方式“{text[:12]}”不认识。")
    return Comparison.NONE


def _read(values: Values, cell: Cell, where: str, unit: str, asked: Comparison) -> Requirement | None:
    """The requirement a cell states; None when it is a text. A comparison of its own column joins a bare value."""
    read = read_requirement(cell.text)
    stated = read.comparison is not Comparison.NONE
    if asked is not Comparison.NONE and (not stated or read.comparison is asked):
        read = _asked_for(values, cell.text, where, read, asked)
        stated = read.comparison is not Comparison.NONE
    elif asked is not Comparison.NONE:
        values.doubts.append(f"{where} 写的是“{cell.text[:20]}”，和比较方式“{asked.label}”不一致。")
    if not stated and not read.threshold:
        return None
    if unit and read.unit and read.unit != unit:
        return Requirement(threshold=read.threshold, unit=read.unit, doubt=f"{where} 的单位和单位栏“{unit}”不一致。")
    whole = Requirement(read.comparison, read.threshold, read.unit or unit, read.doubt)
    if whole.unit in ("%", "‰") and not read.unit and _below_one(whole.threshold):
        times = "100" if whole.unit == "%" else "1000"
        values.doubts.append(f"{where} 是 {whole.threshold}，单位是 {whole.unit}，请核对要不要乘 {times}。")
        values.to_confirm = True
    return whole


def _asked_for(values: Values, text: str, where: str, read: Requirement, asked: Comparison) -> Requirement:
    threshold = read.threshold if asked in NUMERIC else text
    if asked not in NUMERIC and read.comparison is asked:
        return read
    try:
        return Requirement(asked, clean_threshold(asked, threshold or text), read.unit)
    except Refusal as refusal:
        values.doubts.append(f"{where}：{refusal.sentence}")
        return read


def _take_from_body(values: Values, unit: str, asked: Comparison) -> None:
    """A sheet without a column of thresholds: a text that is nothing but a requirement is one."""
    for text in values.body:
        read = read_requirement(text)
        if read.comparison is not Comparison.NONE or (read.threshold and asked is Comparison.NONE):
            values.requirement = Requirement(read.comparison, read.threshold, read.unit or unit, read.doubt)
            values.body.remove(text)
            return
    if asked is not Comparison.NONE:
        values.requirement = Requirement(asked, "", unit)
        values.to_confirm |= asked in NUMERIC
    elif unit:
        values.requirement = Requirement(unit=unit)


def _below_one(threshold: str) -> bool:
    return threshold.startswith(("0.", "-0.")) or threshold in ("0", "1")
