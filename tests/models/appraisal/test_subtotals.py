"""What stands below a heading, for each kind of unit."""

from collections.abc import Mapping, Sequence

import pytest

from models.appraisal.rules.subtotals import Scope, subtotals

PARENTS = {1: None, 2: 1, 3: 1, 4: 1, 5: None, 6: 5, 7: 6}
POINTS = {2: 60, 3: 40, 4: 40, 7: 5}
EVERY = {1: (140,), 5: (5,), 6: (5,)}


@pytest.mark.parametrize(
    ("scopes", "groups", "sums"),
    [
        ({}, {}, EVERY),
        ({}, {10: [1], 11: [2]}, EVERY),
        ({3: ((10,), ()), 4: ((11,), ())}, {10: [1], 11: [2]}, EVERY | {1: (100,)}),
        ({3: ((10,), ()), 4: ((11,), ())}, {10: [], 11: []}, EVERY | {1: (100,)}),
        ({4: ((), (2,))}, {10: [1, 2]}, EVERY | {1: (100, 140)}),
        ({4: ((), (2,))}, {10: [2]}, EVERY),
        ({1: ((10,), ()), 4: ((11,), ())}, {10: [1], 11: [2]}, EVERY | {1: (100,)}),
        ({6: ((10,), ())}, {11: [2]}, {1: (140,)}),
        ({3: ((10,), ()), 4: ((11,), ())}, {}, EVERY),
    ],
)
def test_only_what_applies_is_added_up(
    scopes: Mapping[int, Scope], groups: Mapping[int, Sequence[int]], sums: dict[int, tuple[int, ...]]
) -> None:
    assert subtotals(PARENTS, POINTS, scopes, groups) == sums
