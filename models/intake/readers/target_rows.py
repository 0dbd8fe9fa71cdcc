"""Rows of a table of indicators: name, value as written, unit of measure; with who carries them they are tasks too."""

import re

from models.intake.characters import half_digits, squeezed
from models.intake.draft import Target, Task
from models.intake.outline import numbered
from models.intake.readers.cells import (
    NOTHING_THERE,
    Setting,
    TableReading,
    continues,
    data_rows,
    doubts_of_columns,
    is_sum,
    lone_text,
    said_in,
    text_at,
)
from models.intake.readers.columns import Column
from models.intake.readers.forms import Heads
from models.intake.source import Table
from models.task.deadlines import NOTHING

_FIELDS = {Column.INDICATOR: "indicator", Column.TARGET: "value"}


def read_target_rows(table: Table, heads: Heads, found: TableReading, setting: Setting) -> None:
    """Read the indicators of a table. Several columns of values (2024年, 2025年) give one target each."""
    name = heads.all(Column.INDICATOR)[-1]
    values, measured, number = heads.all(Column.TARGET), heads.one(Column.MEASURED), heads.one(Column.NO)
    doubts, unsure = doubts_of_columns(heads, _FIELDS)
    for row in data_rows(table, heads):
        if lone_text(table, row) or is_sum(table, row):
            continue
        indicator = _bare(text_at(table, row, name))
        if not indicator:
            continue
        said = said_in(table, heads, row, setting.known)
        key: int | None = None
        if said.units:
            key = setting.first_key + len(found.tasks)
            deadline = said.deadlines[0] if said.deadlines else ""
            found.tasks.append(
                Task(
                    key=key,
                    title=indicator,
                    no=text_at(table, row, number).rstrip(".．、"),
                    units=tuple(said.units),
                    people=tuple(said.people),
                    deadline=deadline,
                    deadlines=tuple(said.deadlines),
                    due=setting.due(deadline) if deadline else NOTHING,
                    spot=table.spot(row, name),
                    doubts=tuple(said.doubts),
                    unsure=("units",) if said.doubts else (),
                )
            )
        for at in values:
            value = text_at(table, row, at)
            if value in NOTHING_THERE or (continues(table, row, at) and len(values) == 1 and row == 0):
                continue
            value += _unit_of(value, text_at(table, row, measured))
            words = f"{indicator}（{squeezed(heads.words[at])}）" if len(values) > 1 else indicator
            found.targets.append(Target(words, value, key, table.spot(row, at), doubts, unsure))


def _unit_of(value: str, measured: str) -> str:
    """The unit of measure, where the value does not state one itself."""
    if not measured or measured in NOTHING_THERE or not re.search(r"\d$", half_digits(value)):
        return ""
    return measured


def _bare(text: str) -> str:
    found = numbered(text)
    return (found[2] if found is not None and found[2] else text).rstrip("。；;：:")
