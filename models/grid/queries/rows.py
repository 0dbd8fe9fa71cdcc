"""The rows that queries of the grid answer: frozen, the id first."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.grid.rules import stage_words
from models.grid.terms import Stage


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level with the number of its cells; `position` 0 is the top."""

    id: int
    position: int
    name: str
    is_site: bool
    cells: int


@dataclass(frozen=True, slots=True)
class CellRow:
    """A cell in tree order; `path` are the names above it from the top; `sites` counts the sites below it;
    `values` hold the office's own fields by id."""

    id: int
    parent_id: int | None
    depth: int
    number: int
    level_id: int
    level: str
    level_position: int
    is_site: bool
    code: str
    name: str
    path: tuple[str, ...]
    unit_id: int | None
    unit: str
    batch: str
    stage: Stage
    progress: int | None
    operator: str
    address: str
    stalls: int | None
    boundary: str
    hotline: str
    note: str
    pinyin: str
    initials: str
    sites: int
    values: Mapping[int, str] = field(default_factory=dict, hash=False)

    @property
    def parent(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def stage_words(self) -> str:
        return stage_words(self.stage, self.progress)
