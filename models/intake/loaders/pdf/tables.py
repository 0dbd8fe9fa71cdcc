"""Ruled tables on a page: the cells that the drawn lines enclose, and the text that stands in each."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from models.intake.loaders.pdf.lines import text_of
from models.intake.loaders.pdf.page import Char, Page, Rule

_NEAR = 3.0  # points between rules that are one
_MOST_EDGES = 200


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table: where it begins and ends on the page, its texts (a merged cell repeats its own), what is continued."""

    top: float
    bottom: float
    left: float
    right: float
    rows: tuple[tuple[str, ...], ...]
    merged: frozenset[tuple[int, int]]


def tables_of(page: Page) -> list[RuledTable]:
    """The tables of a page, from the top: grids of at least two columns."""
    found = [_table(page, lying, standing) for lying, standing in _groups(page)]
    return sorted((table for table in found if table is not None), key=lambda table: table.top)


def _groups(page: Page) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together, each group a table: standing rules that share lying ones."""
    parts: list[tuple[float, float, list[Rule], list[Rule]]] = []
    for rule in sorted(page.standing, key=lambda rule: rule.start):
        touching = [part for part in parts if part[0] - _NEAR <= rule.end and rule.start <= part[1] + _NEAR]
        top = min([rule.start, *(part[0] for part in touching)])
        bottom = max([rule.end, *(part[1] for part in touching)])
        merged = [one for part in touching for one in part[3]]
        parts = [part for part in parts if part not in touching]
        parts.append((top, bottom, [], [*merged, rule]))
    for top, bottom, lying, _ in parts:
        lying += [rule for rule in page.lying if top - _NEAR <= rule.at <= bottom + _NEAR]
    return [(lying, standing) for _, _, lying, standing in parts]


def _table(page: Page, lying: list[Rule], standing: list[Rule]) -> RuledTable | None:
    ys, xs = _clustered([rule.at for rule in lying]), _clustered([rule.at for rule in standing])
    if not (2 <= len(ys) <= _MOST_EDGES and 3 <= len(xs) <= _MOST_EDGES):
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = _joined(lying, standing, ys, xs)
    chars: dict[tuple[int, int], list[Char]] = {}
    for char in page.chars:
        x = (char.left + char.right) / 2
        if ys[0] < char.middle < ys[-1] and xs[0] < x < xs[-1]:
            place = bisect_right(ys, char.middle) - 1, bisect_right(xs, x) - 1
            chars.setdefault(owner[place], []).append(char)
    least = 2 if rows > 1 else 1  # a single row may be the end of a row that began on the page before
    if sum(1 for held in chars.values() if any(char.text.strip() for char in held)) < least:
        return None
    ends: dict[tuple[int, int], int] = {}
    for (_, column), first in owner.items():
        ends[first] = max(ends.get(first, 0), column + 1)
    texts = {place: text_of(held, xs[ends[place]] - xs[place[1]]) for place, held in chars.items()}
    grid = tuple(tuple(texts.get(owner[row, column], "") for column in range(columns)) for row in range(rows))
    merged = frozenset(place for place, first in owner.items() if place != first)
    return RuledTable(ys[0], ys[-1], xs[0], xs[-1], grid, merged)


def _joined(
    lying: Sequence[Rule], standing: Sequence[Rule], ys: list[float], xs: list[float]
) -> dict[tuple[int, int], tuple[int, int]]:
    """The first place of the cell that each place of the grid belongs to: places with no rule between are one."""
    owner = {(row, column): (row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}

    def first(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    under: dict[int, list[Rule]] = {}
    for rule in lying:
        under.setdefault(_nearest(ys, rule.at), []).append(rule)
    beside: dict[int, list[Rule]] = {}
    for rule in standing:
        beside.setdefault(_nearest(xs, rule.at), []).append(rule)
    for row, column in list(owner):
        x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        here = first((row, column))
        if row + 2 < len(ys) and not any(rule.start <= x <= rule.end for rule in under.get(row + 1, ())):
            other = first((row + 1, column))
            owner[max(here, other)] = min(here, other)
            here = first((row, column))
        if column + 2 < len(xs) and not any(rule.start <= y <= rule.end for rule in beside.get(column + 1, ())):
            other = first((row, column + 1))
            owner[max(here, other)] = min(here, other)
    return {place: first(place) for place in owner}


def _clustered(values: list[float]) -> list[float]:
    """Values with those that nearly coincide taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _nearest(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))
