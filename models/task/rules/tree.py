"""Order and moves of the task tree, on plain (id, parent, position) values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.errors import Refusal

GAP = 1024  # between neighbours, so that a row goes in between without touching the others


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a row stands: its parent (None = 大项) and its position among its siblings."""

    id: int
    parent_id: int | None
    position: int


def in_tree_order(rows: Iterable[Placed]) -> list[tuple[int, int, int]]:
    """(id, depth, index from 1 among its siblings) in reading order.

    Siblings of one position stand in the order of their ids. A row whose parent is not among `rows`, or that stands
    in a loop of damaged data, is shown at the top rather than lost.
    """
    children: dict[int | None, list[Placed]] = {}
    known = {row.id: row for row in rows}
    for row in known.values():
        parent = row.parent_id if row.parent_id in known else None
        children.setdefault(parent, []).append(row)
    for siblings in children.values():
        siblings.sort(key=lambda row: (row.position, row.id))
    ordered: list[tuple[int, int, int]] = []
    seen: set[int] = set()

    def walk(top: Iterable[Placed], first: int) -> None:
        stack = [(row, 0, index) for index, row in enumerate(top, first)][::-1]
        while stack:
            row, depth, index = stack.pop()
            if row.id in seen:
                continue
            seen.add(row.id)
            ordered.append((row.id, depth, index))
            below = children.get(row.id, ())
            stack.extend([(child, depth + 1, number) for number, child in enumerate(below, 1)][::-1])

    top = children.get(None, [])
    walk(top, 1)
    if len(seen) < len(known):
        walk(sorted((row for row in known.values() if row.id not in seen), key=lambda row: row.id), len(top) + 1)
    return ordered


def subtree_of(ids: Iterable[int], parents: Mapping[int, int | None]) -> set[int]:
    """`ids` and everything below them."""
    children: dict[int, list[int]] = {}
    for row_id, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(row_id)
    found: set[int] = set()
    todo = [row_id for row_id in ids if row_id in parents]
    while todo:
        row_id = todo.pop()
        if row_id not in found:
            found.add(row_id)
            todo.extend(children.get(row_id, ()))
    return found


def roots_among(ids: Sequence[int], parents: Mapping[int, int | None]) -> list[int]:
    """The ids, in their order, that do not stand below another of them (those move along with it)."""
    chosen = set(ids)
    roots: list[int] = []
    for row_id in dict.fromkeys(ids):
        above, seen = parents.get(row_id), {row_id}
        while above is not None and above not in chosen and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above is None or above not in chosen:
            roots.append(row_id)
    return roots


def why_not_movable(ids: Iterable[int], to_parent: int | None, parents: Mapping[int, int | None]) -> Refusal | None:
    """A row cannot go below itself or below one of its own rows."""
    if to_parent is not None and to_parent not in parents:
        return Refusal("要移到的上级任务已不存在。", "请刷新后再试。")
    if to_parent is not None and to_parent in subtree_of(ids, parents):
        return Refusal("不能把任务移到它自己的下级里。", "请选择别的位置。")
    return None


def position_between(before: int | None, after: int | None) -> int | None:
    """A free position between two neighbours (None = the end on that side), or None when there is no room."""
    if before is None:
        return GAP if after is None else after - GAP
    if after is None:
        return before + GAP
    middle = (before + after) // 2
    return middle if before < middle < after else None
