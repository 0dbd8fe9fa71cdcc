"""Trees and ordered siblings as pure arithmetic on ids: walking order, loops, moves, positions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where one node stands in the walk: its depth (roots 0) and its number among its siblings (from 1)."""

    id: int
    depth: int
    number: int


def walk(nodes: Iterable[tuple[int, int | None, Any]]) -> list[Place]:
    """Nodes (id, parent id, sort key) from the top down, siblings by their key.

    A node whose parent is not among the nodes counts as a root; nodes of a loop follow at the end as roots, so that
    nothing is ever lost from a list.
    """
    listed = sorted(nodes, key=lambda node: node[2])
    known = {node[0] for node in listed}
    children: dict[int | None, list[int]] = {}
    for node_id, parent, _ in listed:
        children.setdefault(parent if parent in known else None, []).append(node_id)
    places: list[Place] = []
    seen: set[int] = set()
    for roots in (children.get(None, []), [node[0] for node in listed]):
        fresh = [root for root in roots if root not in seen]
        stack = [(root, 0, number) for number, root in reversed(list(enumerate(fresh, 1)))]
        while stack:
            node_id, depth, number = stack.pop()
            if node_id in seen:
                continue
            seen.add(node_id)
            places.append(Place(node_id, depth, number))
            below = children.get(node_id, [])
            stack.extend((child, depth + 1, i) for i, child in reversed(list(enumerate(below, 1))))
    return places


def branch(parents: Mapping[int, int | None], roots: Iterable[int]) -> list[int]:
    """The roots and everything below them, each once, parents before children."""
    children: dict[int | None, list[int]] = {}
    for node_id, parent in parents.items():
        children.setdefault(parent, []).append(node_id)
    found: dict[int, None] = {}
    queue = list(roots)
    while queue:
        node_id = queue.pop(0)
        if node_id not in found:
            found[node_id] = None
            queue.extend(children.get(node_id, []))
    return list(found)


def ancestors(parents: Mapping[int, int | None], node_id: int) -> list[int]:
    """The parents of a node from the nearest to the top; stops in front of a loop."""
    found: list[int] = []
    current = parents.get(node_id)
    while current is not None and current not in found and current != node_id:
        found.append(current)
        current = parents.get(current)
    return found


def would_loop(parents: Mapping[int, int | None], moved: Iterable[int], target: int | None) -> bool:
    """Whether hanging `moved` under `target` would put a node below itself."""
    if target is None:
        return False
    wanted = set(moved)
    return target in wanted or any(node in wanted for node in ancestors(parents, target))


def tops(parents: Mapping[int, int | None], chosen: Sequence[int]) -> list[int]:
    """Of the chosen nodes those that have no chosen node above them: what a move or delete of all really moves."""
    wanted = set(chosen)
    return [node for node in chosen if not any(above in wanted for above in ancestors(parents, node))]


def reordered(siblings: Sequence[int], moved: Sequence[int], before: int | None) -> list[int]:
    """The siblings with `moved` (old or new ones) in one run in front of `before`; at the end when it is None."""
    wanted = set(moved)
    if before in wanted:
        after = siblings[siblings.index(before) + 1 :] if before in siblings else []
        before = next((node for node in after if node not in wanted), None)
    rest = [node for node in siblings if node not in wanted]
    at = rest.index(before) if before in rest else len(rest)
    return [*rest[:at], *moved, *rest[at:]]


def shifted(siblings: Sequence[int], moved: Sequence[int], by: int) -> list[int]:
    """The siblings with each of `moved` one place up (`by` -1) or down (+1); a run at the edge stays."""
    order = list(siblings)
    wanted = set(moved)
    steps = range(1, len(order)) if by < 0 else range(len(order) - 2, -1, -1)
    for here in steps:
        there = here - 1 if by < 0 else here + 1
        if order[here] in wanted and order[there] not in wanted:
            order[here], order[there] = order[there], order[here]
    return order


def moves(order: Sequence[int], positions: Mapping[int, int]) -> dict[int, int]:
    """The positions to write so that the order holds: 0, 1, 2 …; only those that change."""
    return {node: place for place, node in enumerate(order) if positions.get(node) != place}
