"""Rules follow the points of their item where they gave all of them."""

from fractions import Fraction as F

import pytest

from models.appraisal.rules.following import with_points
from models.appraisal.rules.kinds import (
    Direct,
    Graded,
    Level,
    Part,
    PerOccurrence,
    RankTable,
    Ratio,
    Rule,
    ShareOfBest,
    Threshold,
)
from models.appraisal.terms import Compare

LEVELS = (Level("好", F(9), F(10)),)


@pytest.mark.parametrize(
    ("part", "followed"),
    [
        (Ratio(F(10)), Ratio(F(15))),
        (Ratio(F(6)), Ratio(F(6))),
        (ShareOfBest(F(10)), ShareOfBest(F(15))),
        (Graded(F(10), LEVELS), Graded(F(15), LEVELS)),
        (Direct(F(10)), Direct(F(15))),
        (
            Threshold(Compare.AT_LEAST, F(10), F(10), F(2)),
            Threshold(Compare.AT_LEAST, F(10), F(15), F(2)),
        ),
        (PerOccurrence(F(-1), cap=F(10)), PerOccurrence(F(-1), cap=F(10))),
        (RankTable((F(10), F(8))), RankTable((F(10), F(8)))),
    ],
)
def test_what_gave_all_points_gives_all_of_the_new_ones(part: Part, followed: Part) -> None:
    rule = Rule(parts=(part, PerOccurrence(F(-1, 2))), most_lost=F(3))
    assert with_points(rule, F(10), F(15)) == Rule(parts=(followed, PerOccurrence(F(-1, 2))), most_lost=F(3))
