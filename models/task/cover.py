"""The cover of a split print: who gets which pages, with a column to sign for them."""

from collections.abc import Sequence
from dataclasses import replace

from models.papers.sheet import Align, Column, Row, Sheet

UNIT = "单位"
COLUMNS = (
    Column("no", "序号", width=3),
    Column("unit", UNIT, align=Align.LEFT, width=16),
    Column("tasks", "任务（项）", width=6),
    Column("pages", "页数", width=5),
    Column("signed", "签收人", width=10),
    Column("day", "签收日期", width=10),
    Column("note", "备注", width=10),
)


def cover_of(sheets: Sequence[Sheet], page_counts: Sequence[int], title: str, what: str = UNIT) -> Sheet:
    """The index of `sheets`, one row for each, in their order, with the words and the paper of the first.

    `what` is the heading over their names: what each is for.
    """
    rows = [
        Row({"no": str(number), "unit": sheet.name, "tasks": str(_tasks(sheet)), "pages": str(pages)})
        for number, (sheet, pages) in enumerate(zip(sheets, page_counts, strict=True), 1)
    ]
    total = {"unit": "合计", "tasks": str(sum(map(_tasks, sheets))), "pages": str(sum(page_counts))}
    first = sheets[0]
    size = first.profile.body_size
    return Sheet(
        title=title,
        columns=tuple(replace(column, heading=what) if column.key == "unit" else column for column in COLUMNS),
        rows=(*rows, Row(total, strong=True)),
        number=first.number,
        unit=first.unit,
        date=first.date,
        row_mm=8.5,
        name="分发目录",
        notes=(f"一项任务涉及几个{what}的，在各{what}的表中都列出，合计中重复计算。",),
        small_print=first.small_print,
        profile=replace(first.profile, body_size=max(size, 10.5), heading_size=max(size, 10.5)),
    )


def _tasks(sheet: Sheet) -> int:
    """How many rows are tasks and not texts."""
    return sum(not row.over for row in sheet.rows)
