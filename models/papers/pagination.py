"""Which rows stand on which page, and how high each is: from measured heights alone, so that it can be proved.

A merged cell never crosses a page: it closes at the page's end and opens again on the next one with （续）.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring rows of one group at one level: rows `first` to `end` - 1 of the sheet."""

    level: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """Rows `first` to `end` - 1; `heights` are those of the rows, stretched where a label needs more room."""

    first: int
    end: int
    heights: tuple[float, ...]
    has_tail: bool


LabelHeight = Callable[[Run, bool], float]
"""Height of the labels of a run; the flag says that it opens again (（续）)."""


def runs_of(groups: Sequence[tuple[str, ...]], level: int) -> list[Run]:
    """Runs of rows that agree in their first `level` group keys."""
    runs: list[Run] = []
    first = 0
    for index in range(1, len(groups) + 1):
        if index == len(groups) or groups[index][:level] != groups[first][:level]:
            runs.append(Run(level, first, index))
            first = index
    return runs


def paginate(
    heights: Sequence[float],
    runs: Sequence[Run],
    label_height: LabelHeight,
    *,
    body: float,
    head: float,
    tail: float,
    keeps: Collection[int] = (),
) -> list[Page]:
    """Fill pages from the top. `body` is the room for rows, less `head` on the first page and `tail` on the last.

    The tail (notes, sign-off) shares its page with at least one row. Each row must fit with head and tail where it
    may meet them (the caller splits what does not); a page always takes at least one row. Rows of `keeps`
    (headings) go to the next page rather than stand last on one that has other rows.
    """
    by_row: list[list[Run]] = [[] for _ in heights]
    for run in runs:
        for index in range(run.first, run.end):
            by_row[index].append(run)
    pages: list[Page] = []
    first = 0
    while first < len(heights):
        room = body - (head if first == 0 else 0.0)
        end, taken = first, ()  # type: tuple[int, tuple[float, ...]]
        while end < len(heights):
            stretched = _stretched(heights, by_row, first, end + 1, label_height)
            needed = sum(stretched) + (tail if end + 1 == len(heights) else 0.0)
            if needed > room and end > first:
                break
            end, taken = end + 1, stretched
        kept = end
        while kept > first + 1 and kept < len(heights) and kept - 1 in keeps:
            kept -= 1
        if kept < end and kept - 1 not in keeps:
            end, taken = kept, _stretched(heights, by_row, first, kept, label_height)
        pages.append(Page(first, end, taken, end == len(heights)))
        first = end
    return pages


def runs_on(page_first: int, page_end: int, runs: Sequence[Run]) -> list[tuple[Run, bool]]:
    """The parts of runs on a page, each with the flag that it opens again there."""
    return [
        (Run(run.level, max(run.first, page_first), min(run.end, page_end)), run.first < page_first)
        for run in runs
        if run.first < page_end and run.end > page_first
    ]


def _stretched(
    heights: Sequence[float], by_row: Sequence[Sequence[Run]], first: int, end: int, label_height: LabelHeight
) -> tuple[float, ...]:
    result = list(heights[first:end])
    present = {run for index in range(first, end) for run in by_row[index]}
    for run in sorted(present, key=lambda run: (-run.level, run.first)):
        start, stop = max(run.first, first), min(run.end, end)
        missing = label_height(run, run.first < first) - sum(result[start - first : stop - first])
        if missing > 0:
            for index in range(start, stop):
                result[index - first] += missing / (stop - start)
    return tuple(result)
