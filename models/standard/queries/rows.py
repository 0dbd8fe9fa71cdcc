"""Frozen rows of standards."""

from dataclasses import dataclass

from models.standard.rules import words_of
from models.standard.terms import Comparison, LinkKind, Served


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A standard with what its tree holds: indicators without rows below them, points in 1/100, open questions."""

    id: int
    name: str
    issue: str
    note: str
    indicators: int
    points: int | None
    to_confirm: int
    bare: int

    @property
    def title(self) -> str:
        """国家卫生城市标准（2021 版）."""
        return f"{self.name}（{self.issue}）" if self.issue else self.name


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A tie to an indicator of another standard as seen from one side; `is_forward` when this side was written first
    (a part of the other; from the other side it holds a part)."""

    id: int
    kind: LinkKind
    is_forward: bool
    other_id: int
    other_no: str
    other_name: str
    other_standard: str
    other_words: str
    note: str

    @property
    def kind_words(self) -> str:
        """The relation read from this side."""
        return self.kind.label if self.is_forward else self.kind.seen_from_other

    @property
    def other_title(self) -> str:
        return f"{self.other_no} {self.other_name}".strip()


@dataclass(frozen=True, slots=True)
class ServingTask:
    """A task that serves an indicator; `id` is the task's, `tie_id` the row that ties them."""

    id: int
    tie_id: int
    title: str
    above: str
    campaign_id: int
    campaign: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row of a standard's tree. Points in 1/100: `points` typed, `below` the sum of what is below a heading."""

    id: int
    standard_id: int
    standard: str
    parent_id: int | None
    depth: int
    index: int
    no: str
    name: str
    body: str
    pinyin: str
    comparison: Comparison
    threshold: str
    unit: str
    points: int | None
    below: int | None
    evidence: str
    to_confirm: bool
    note: str
    children: int
    path: tuple[str, ...]
    tasks: tuple[ServingTask, ...]
    links: tuple[LinkRow, ...]
    served: Served

    @property
    def words(self) -> str:
        """The requirement in Chinese; a heading without one says nothing."""
        if self.comparison is Comparison.NONE and not self.threshold and (self.children or not self.to_confirm):
            return ""
        return words_of(self.comparison, self.threshold, self.unit)

    @property
    def title(self) -> str:
        return f"{self.no} {self.name}".strip()

    @property
    def counted_points(self) -> int | None:
        """Its own points, else those below it."""
        return self.points if self.points is not None else self.below

    @property
    def is_bare(self) -> bool:
        """No task serves it, and it has no rows below that could be served instead."""
        return not self.children and self.served is Served.NOT


@dataclass(frozen=True, slots=True)
class TaskIndicatorRow:
    """An indicator that a task serves; `id` is the indicator's."""

    id: int
    tie_id: int
    no: str
    name: str
    standard: str
    words: str
    beside: tuple[str, ...]
    """Titles of the indicators of other standards that are served along."""

    @property
    def title(self) -> str:
        return f"{self.no} {self.name}".strip()
