"""Columns of the table of places, and the readings of pasted cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.errors import Refusal
from models.grid.actions.cells import MOST_STALLS
from models.grid.actions.pasting import read_progress, read_stage, read_stalls
from models.grid.queries import CellRow
from models.grid.terms import Stage
from models.org.rules import clean_name
from ui.style import Tone
from ui.tables.cells import Column
from ui.tables.editors import ChoiceEditor, CompleterEditor, NumberEditor, Option, TextEditor

Choices = Callable[[Any], Sequence[Option]]
Readings = Mapping[str, tuple[str, Callable[[str], Any]]]

FINISHED = (Stage.DONE, Stage.ACCEPTED, Stage.PAID)


def stages(row: Any = None) -> tuple[Option, ...]:
    return tuple(Option(stage, stage.label or "（未填）") for stage in Stage)


def place_columns(batches: Choices, units: Choices) -> tuple[Column, ...]:
    """A place with where it lies, batch, stage and operator."""
    return (
        Column("name", "名称", lambda row: row.name, width=112, stretch=True, editor=TextEditor()),
        Column("parent", "所属", _where, width=140, muted=True, tooltip=_path),
        Column("batch", "批次", lambda row: row.batch, width=60, editor=CompleterEditor(batches)),
        Column(
            "stage",
            "阶段",
            lambda row: row.stage.label,
            width=88,
            editor=ChoiceEditor(stages),
            value=lambda row: row.stage,
            sort=lambda row: (list(Stage).index(row.stage), row.progress or 0),
            tone=_tone,
        ),
        Column(
            "progress",
            "进度",
            lambda row: "" if row.progress is None else f"{row.progress}%",
            width=52,
            align="right",
            editor=NumberEditor(0),
            value=lambda row: row.progress,
            sort=lambda row: -1 if row.progress is None else row.progress,
        ),
        Column("operator", "经营单位", lambda row: row.operator, width=108, editor=TextEditor()),
        Column(
            "stalls",
            "摊位",
            lambda row: "" if row.stalls is None else str(row.stalls),
            width=52,
            align="right",
            editor=NumberEditor(0),
            value=lambda row: row.stalls,
            sort=lambda row: -1 if row.stalls is None else row.stalls,
        ),
        Column("address", "地址", lambda row: row.address, width=100, editor=TextEditor()),
        Column("note", "备注", lambda row: row.note, width=120, editor=TextEditor(), hidden=True),
        Column("unit_id", "管理单位", lambda row: row.unit, width=150, editor=CompleterEditor(units), hidden=True),
        Column("code", "编号", lambda row: row.code, width=80, editor=TextEditor(), hidden=True),
    )


PLACE_READINGS: Readings = {
    "name": ("名称", clean_name),
    "batch": ("批次", clean_name),
    "stage": ("阶段", read_stage),
    "progress": ("进度", read_progress),
    "operator": ("经营单位", clean_name),
    "stalls": ("摊位", read_stalls),
    "address": ("地址", clean_name),
    "note": ("备注", str),
    "code": ("编号", clean_name),
}


def words_of_place(row: CellRow) -> str:
    """What the filter looks through besides the columns."""
    return f"{row.pinyin} {row.initials} {' '.join(row.path)} {row.code} {row.unit}"


def whole(value: object, what: str, most: int = MOST_STALLS) -> int | None:
    """What a number editor gives back as a whole number. Refusal when it is none."""
    if value in (None, ""):
        return None
    text = str(value)
    if not text.isdecimal() or int(text) > most:
        raise Refusal(f"{what}“{text[:12]}”不对。", f"请写 0 到 {most} 的整数。")
    return int(text)


def _tone(row: CellRow) -> Tone | None:
    if row.stage in FINISHED:
        return Tone.OK
    return Tone.REMINDER if row.stage in (Stage.START, Stage.BUILDING) else None


def _where(row: CellRow) -> str:
    """The area right below the top and the one right above the place: 临江区 / 橘园社区."""
    inner = row.path[1:] or row.path
    return " / ".join(dict.fromkeys((*inner[:1], *inner[-1:])))


def _path(row: CellRow) -> str:
    return " / ".join(row.path)
