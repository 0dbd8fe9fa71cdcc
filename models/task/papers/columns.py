"""Which columns a 责任分解表 gets: those asked for, or the usual ones that hold anything."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import Refusal
from models.papers.sheet import Column
from models.task.papers.lines import Line
from models.task.papers.options import CHOICES, COLUMNS, MAY_VANISH


@dataclass(frozen=True, slots=True)
class Marks:
    """Headings of the columns that come with the sheet and are not chosen; "" or none where it has no such column.

    `own` is the role of the sheet's unit, `duty` what a row is to its part, `sections` the merged columns in front.
    `left_out` of the usual columns says what the sheet says already.
    """

    own: str = ""
    duty: str = ""
    sections: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()


def columns_of(
    wanted: tuple[str, ...] | None, lines: Sequence[Line], marks: Marks, *, is_flat: bool, is_deep: bool
) -> tuple[Column, ...]:
    """The columns in their order, the merged ones of the parts in front. Refuses unknown columns and none at all."""
    by_key = {column.key: column for column in COLUMNS}
    filled = {key for line in lines for key, text in line.cells.items() if text}
    if wanted is None:
        keys = [
            column.key
            for column in COLUMNS
            if column.by_default
            and column.key not in marks.left_out
            and (column.key not in MAY_VANISH or column.key in filled)
        ]
    else:
        unknown = [key for key in wanted if key not in by_key]
        if unknown:
            known = "、".join(column.key for column in CHOICES)
            raise Refusal(f"没有名为“{unknown[0]}”的列。", f"可选：{known}。")
        keys = list(dict.fromkeys(wanted))
    headings = {"own": marks.own, "duty": marks.duty if "duty" in filled else ""}
    has_group = is_deep and "big" in keys and not is_flat
    keys = [key for key in keys if key not in ("group", *headings)]
    if is_flat and "title" in keys and "big" in keys:
        keys.remove("big")
    if has_group:
        keys.insert(keys.index("big") + 1, "group")
    at = keys.index("title") + 1 if "title" in keys else len(keys)
    keys[at:at] = [key for key, heading in headings.items() if heading]
    if not keys:
        raise Refusal("没有选择任何列。", "请至少选择一列。")
    found = []
    for at, heading in enumerate(marks.sections):
        has_lines = any("\n" in str(line.cells[f"section{at}"]) for line in lines)
        found.append(Column(f"section{at}", heading, merge=at + 1, strong_head=has_lines))
    merges = len(found)
    for key in keys:
        column = by_key[key]
        merges += 1 if column.merge else 0
        heading = headings.get(key) or ("任务" if key == "title" and is_flat else column.heading)
        merge = merges if column.merge else 0
        found.append(
            Column(
                key,
                heading,
                align=column.align,
                merge=merge,
                bold=key in headings,
                strong_head=key == "title",
                choices=_phases(lines) if key == "phase" else (),
            )
        )
    return tuple(found)


def _phases(lines: Sequence[Line]) -> tuple[str, ...]:
    """The phases in use, to choose from when the table is edited as a workbook."""
    return tuple(dict.fromkeys(text for line in lines if isinstance(text := line.cells.get("phase"), str) and text))
