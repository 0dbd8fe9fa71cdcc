"""Who carries far more than the others, and who nothing: the same measure for units and for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from models.words import Labelled

TIMES = 3  # that many times the median is far more …
LEAST = 6  # … but never fewer tasks than this


class Burden(Labelled):
    """How the number of tasks of one compares with the others."""

    NONE = "none", "没有任务"
    USUAL = "usual", "正常"
    HEAVY = "heavy", "任务偏多"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual among those who carry anything: `middle` is the median, `limit` the most that is not far more."""

    middle: float
    limit: float

    def of(self, count: int) -> Burden:
        """The burden of one with `count` tasks."""
        if not count:
            return Burden.NONE
        return Burden.HEAVY if count > self.limit else Burden.USUAL

    def words(self, count: int, noun: str) -> str:
        """One sentence for the tooltip: how `count` compares; `noun` says who is compared (各单位, 各人)."""
        if not count:
            return "还没有任务。"
        middle = f"{self.middle:g}"
        if self.of(count) is Burden.HEAVY:
            return (
                f"承担 {count} 项，{noun}的中位数是 {middle} 项；超过中位数 {TIMES} 倍且多于 {LEAST} 项的标为任务偏多。"
            )
        return f"承担 {count} 项，{noun}的中位数是 {middle} 项。"


def measure_of(counts: Mapping[int, int] | Mapping[str, int]) -> Measure:
    """What is usual: those without any task do not count."""
    carried = [count for count in counts.values() if count]
    middle = float(median(carried)) if carried else 0.0
    return Measure(middle, max(middle * TIMES, float(LEAST)))
