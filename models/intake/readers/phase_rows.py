"""Rows of a table of phases: name, time, what is done."""

import re
from dataclasses import replace

from models.intake.characters import squeezed
from models.intake.draft import Phase
from models.intake.fields.labels import About
from models.intake.readers.cells import Setting, TableReading, data_rows, lone_text, text_at
from models.intake.readers.columns import Column
from models.intake.readers.forms import Heads
from models.intake.source import Table

_NO_TIME = "没有读到这个阶段的时间。"


def read_phase_rows(table: Table, heads: Heads, found: TableReading, setting: Setting) -> None:
    """Read the phases of a table; further rows beside one phase add to what is done in it."""
    phase = heads.all(Column.PHASE)[-1]
    times = heads.label_columns(About.TIME)
    bodies = heads.all(Column.DETAIL)
    seen: dict[str, int] = {}
    for row in data_rows(table, heads):
        if lone_text(table, row):
            continue
        name = _name(text_at(table, row, phase))
        body = "\n".join(text for at in bodies if (text := table.rows[row][at].strip()))
        if not name or name in seen:
            at = seen.get(name, len(found.phases) - 1)
            if at >= 0 and body:
                found.phases[at] = replace(found.phases[at], body=f"{found.phases[at].body}\n{body}".strip())
            continue
        time = text_at(table, row, times[0]) if times else ""
        seen[name] = len(found.phases)
        found.phases.append(
            Phase(
                name,
                time,
                setting.due(time),
                (),
                body,
                table.spot(row, phase),
                () if time else (_NO_TIME,),
                () if time else ("time",),
            )
        )


def _name(text: str) -> str:
    name = re.sub(
        r"^(?:[一二三四五六七八九十]{1,2}、|\d{1,2}[.、．]|[（(][一二三四五六七八九十\d][）)])", "", squeezed(text)
    )
    rest = re.sub(r"^第[一二三四五六七八九十]阶段[：:、，,（(]?", "", name).rstrip("）)")
    return rest if len(rest) >= 2 else name
