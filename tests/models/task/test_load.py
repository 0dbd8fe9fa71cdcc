"""Far more than the others: the median of those who carry anything is the measure."""

import pytest

from models.task.rules.load import Burden, measure_of


@pytest.mark.parametrize(
    ("counts", "count", "burden"),
    [
        ({}, 0, Burden.NONE),
        ({1: 0, 2: 0}, 0, Burden.NONE),
        ({1: 2, 2: 2, 3: 2}, 2, Burden.USUAL),
        ({1: 1, 2: 1, 3: 6}, 6, Burden.USUAL),  # three times the median, but few
        ({1: 1, 2: 1, 3: 7}, 7, Burden.HEAVY),
        ({1: 4, 2: 4, 3: 12}, 12, Burden.USUAL),  # just the limit
        ({1: 4, 2: 4, 3: 13}, 13, Burden.HEAVY),
        ({1: 0, 2: 0, 3: 0, 4: 4, 5: 4, 6: 13}, 13, Burden.HEAVY),  # those without a task do not lower the median
    ],
)
def test_burden(counts: dict[int, int], count: int, burden: Burden) -> None:
    assert measure_of(counts).of(count) is burden


def test_the_tooltip_says_the_measure() -> None:
    measure = measure_of({1: 4, 2: 4, 3: 13})
    assert "13 项" in measure.words(13, "各单位") and "中位数是 4 项" in measure.words(13, "各单位")
    assert "偏多" in measure.words(13, "各单位") and "偏多" not in measure.words(4, "各单位")
    assert measure.words(0, "各单位") == "还没有任务。"
