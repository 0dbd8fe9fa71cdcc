"""Rows of a table of places: area, place, batch, stage; counts that a table states are checked."""

import re

from models.intake.characters import half_digits, number_of, split_outside, squeezed
from models.intake.draft import Cell, Point
from models.intake.fields.units import is_unit_like
from models.intake.readers.cells import (
    DITTO,
    NOTHING_THERE,
    SUM,
    Setting,
    TableReading,
    data_rows,
    doubts_of_columns,
    lone_text,
    text_at,
)
from models.intake.readers.columns import Column
from models.intake.readers.forms import Heads
from models.intake.source import Table

_FIELDS = {Column.AREA: "area", Column.PLACE: "points"}
_COUNT = re.compile(r"[（(](?:共)?(?P<n>\d{1,4}|[一二三四五六七八九十]{1,3})(?:个|家|处|座|所)[）)]$")
_PROGRESS = re.compile(r"(\d{1,3})(?:\.\d+)?%")
_AREA = re.compile(r"(?:区|县|市|镇|乡|街道|办事处|社区|村|园区)\s*$")  # a sheet for each area
_NO_AREA = "没有读到区域。"


def read_sites(table: Table, heads: Heads, found: TableReading, setting: Setting) -> None:
    """Read the places of a table, gathered by area; an area left empty is that of the row above."""
    column, place = heads.one(Column.AREA), heads.one(Column.PLACE)
    batch, stage, count = heads.one(Column.BATCH), heads.one(Column.STAGE, Column.STATUS), heads.one(Column.COUNT)
    number = heads.one(Column.NO)
    doubts, unsure = doubts_of_columns(heads, _FIELDS)
    cells: dict[str, tuple[list[Point], int]] = {}
    stated: dict[str, int] = {}
    area, lot = squeezed(table.sheet) if column is None and _AREA.search(table.sheet) else "", ""
    for row in data_rows(table, heads):
        alone = squeezed(lone_text(table, row, number))
        if alone:
            area, lot = _under_line(alone, area, lot)
            continue
        if any(SUM.fullmatch(text_at(table, row, at)) for at in (0, column, place) if at is not None):
            _total(table, row, count, cells, found)
            continue
        own = text_at(table, row, column)
        if own and own not in DITTO:
            match = _COUNT.search(half_digits(own))
            area = own[: match.start()] if match else own
            if match and (told_count := number_of(match["n"])) is not None:
                stated[area] = told_count
        written = text_at(table, row, place)
        if written in NOTHING_THERE:
            continue
        told = text_at(table, row, count)
        names = [name for name in split_outside(written, "、；;") if name]
        if len(names) > 1 and told.isdigit():
            stated[area] = stated.get(area, 0) + int(told)
        words = text_at(table, row, stage)
        progress = _PROGRESS.search(half_digits(words))
        percent = int(progress[1]) if progress and int(progress[1]) <= 100 else None
        points, _ = cells.setdefault(area, ([], row))
        points += [Point(name, text_at(table, row, batch) or lot, words, percent) for name in names]
    for named, (points, row) in cells.items():
        reasons = doubts if named else (*doubts, _NO_AREA)
        fields = unsure if named else (*unsure, "area")
        found.cells.append(Cell(named, tuple(points), table.spot(row, place or 0), reasons, fields))
        if named in stated and stated[named] != len(points):
            found.warnings.append(f"{named}：标注{stated[named]}个，实际读到{len(points)}个")


def _under_line(text: str, area: str, batch: str) -> tuple[str, str]:
    """(area, batch) for the rows below a line across the table: 一、临江区, 第一批改造市场."""
    plain = re.sub(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)])", "", text)
    plain = _COUNT.sub("", half_digits(plain)).rstrip("：:")
    named = re.match(r"第[一二三四五六七八九十\d]+批(?:次)?", plain)
    if named is not None:
        return area, named[0]
    return (plain, "") if is_unit_like(plain) or len(plain) <= 12 else (area, batch)


def _total(
    table: Table, row: int, count: int | None, cells: dict[str, tuple[list[Point], int]], found: TableReading
) -> None:
    """A stated sum of places is a free check."""
    texts = [text_at(table, row, at) for at in ([count] if count is not None else range(len(table.rows[row])))]
    number = next((int(match[1]) for text in texts if (match := re.fullmatch(r"(\d{1,5})(?:个|家|处)?", text))), None)
    read = sum(len(points) for points, _ in cells.values())
    if number is not None and number != read and count is not None:
        found.warnings.append(f"合计标注{number}个，实际读到{read}个")
