"""Which columns a 责任分解表 gets: those asked for, or the usual ones that hold anything."""

from collections.abc import Sequence

from models.errors import Refusal
from models.papers.sheet import Column
from models.task.papers.lines import Line
from models.task.papers.options import CHOICES, COLUMNS, MAY_VANISH


def columns_of(
    wanted: tuple[str, ...] | None, lines: Sequence[Line], *, is_flat: bool, is_deep: bool, own: str, section: str
) -> tuple[Column, ...]:
    """The columns in their order. `own` and `section` are the headings of the marked role and of the merged column of
    the parts in front; "" where there is none. Refuses unknown columns and none at all."""
    by_key = {column.key: column for column in COLUMNS}
    if wanted is None:
        filled = {key for line in lines for key, text in line.cells.items() if text}
        keys = [
            column.key
            for column in COLUMNS
            if column.by_default and (column.key not in MAY_VANISH or column.key in filled)
        ]
    else:
        unknown = [key for key in wanted if key not in by_key]
        if unknown:
            known = "、".join(column.key for column in CHOICES)
            raise Refusal(f"没有名为“{unknown[0]}”的列。", f"可选：{known}。")
        keys = list(dict.fromkeys(wanted))
    automatic = {"own": bool(own), "group": is_deep and "big" in keys and not is_flat}
    keys = [key for key in keys if key not in automatic]
    if is_flat and "title" in keys and "big" in keys:
        keys.remove("big")
    if automatic["group"]:
        keys.insert(keys.index("big") + 1, "group")
    if own:
        keys.insert(keys.index("title") + 1 if "title" in keys else len(keys), "own")
    if not keys:
        raise Refusal("没有选择任何列。", "请至少选择一列。")
    found = [Column("section", section, merge=1, strong_head=True)] if section else []
    merges = len(found)
    for key in keys:
        column = by_key[key]
        merges += 1 if column.merge else 0
        heading = "任务" if key == "title" and is_flat else column.heading
        merge = merges if column.merge else 0
        found.append(
            Column(
                key,
                own if key == "own" else heading,
                align=column.align,
                merge=merge,
                bold=key == "own",
                strong_head=key == "title",
            )
        )
    return tuple(found)
