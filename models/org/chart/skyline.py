"""How close things may stand side by side: the outline of a block on one side, and packing by outlines."""

from collections.abc import Callable, Sequence
from itertools import pairwise

Segment = tuple[float, float, float]
"""From y, to y, x."""
Skyline = list[Segment]

_FAR = float("inf")


def shifted(line: Sequence[Segment], dx: float, dy: float) -> Skyline:
    """The outline moved."""
    return [(top + dy, bottom + dy, x + dx) for top, bottom, x in line]


def merged(one: Sequence[Segment], two: Sequence[Segment], outermost: Callable[[float, float], float]) -> Skyline:
    """The outline of both; where both have something `outermost` (min or max) of the two counts."""
    if not one or not two:
        return list(one or two)
    ends = sorted({y for line in (one, two) for segment in line for y in segment[:2]})
    found: Skyline = []
    i = j = 0
    for top, bottom in pairwise(ends):
        while i < len(one) and one[i][1] <= top:
            i += 1
        while j < len(two) and two[j][1] <= top:
            j += 1
        here = one[i][2] if i < len(one) and one[i][0] <= top else None
        there = two[j][2] if j < len(two) and two[j][0] <= top else None
        if here is None and there is None:
            continue
        x = outermost(here, there) if here is not None and there is not None else here if here is not None else there
        assert x is not None
        if found and found[-1][1] == top and found[-1][2] == x:
            found[-1] = (found[-1][0], bottom, x)
        else:
            found.append((top, bottom, x))
    return found


def least_shift(right_of: Sequence[Segment], left_of: Sequence[Segment]) -> float:
    """How far the second must go to the right to stand clear of the first."""
    shift = -_FAR
    i = j = 0
    while i < len(right_of) and j < len(left_of):
        if right_of[i][0] < left_of[j][1] and left_of[j][0] < right_of[i][1]:
            shift = max(shift, right_of[i][2] - left_of[j][2])
        if right_of[i][1] <= left_of[j][1]:
            i += 1
        else:
            j += 1
    return shift


def packed(lefts: Sequence[Skyline], rights: Sequence[Skyline], gap: float) -> list[float]:
    """Where blocks stand side by side in their order, as close as they may, what is loose evenly between its
    neighbours: the mean of packing from the left and from the right, both of which keep every distance."""
    places = [0.0]
    outline = rights[0]
    for left, right in zip(lefts[1:], rights[1:], strict=True):
        places.append(least_shift(outline, left) + gap)
        outline = merged(outline, shifted(right, places[-1], 0), max)
    from_right = [places[-1]]
    outline = shifted(lefts[-1], places[-1], 0)
    for left, right in zip(reversed(lefts[:-1]), reversed(rights[:-1]), strict=True):
        from_right.append(-least_shift(right, outline) - gap)
        outline = merged(outline, shifted(left, from_right[-1], 0), min)
    return [(one + two) / 2 for one, two in zip(places, reversed(from_right), strict=True)]
