"""What the map of the grid can be coloured by: each source gives a shade per cell. A feature above the grid adds its
own in `models.<feature>.shades.SOURCES`."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from sqlalchemy.orm import Session

from models.grid.queries.cells import cells, levels
from models.grid.queries.watches import vacancies, watch_roles
from models.grid.terms import Stage

FEATURES = ("grid", "task")
"""Whose shades are asked, in the order in which they are offered."""


class Tint(StrEnum):
    """A meaning on the map: always with its mark, so that it reads without colour."""

    OK = "ok"
    DOING = "reminder"
    WAITING = "near"
    MISSING = "overdue"
    NONE = ""

    @property
    def mark(self) -> str:
        return {"ok": "●", "reminder": "◆", "near": "▲", "overdue": "■", "": "○"}[self.value]


@dataclass(frozen=True, slots=True)
class Shade:
    """How one cell is coloured: its tint, a short figure for the tile, and words for the tooltip."""

    tint: Tint
    figure: str = ""
    words: str = ""


Shades = Callable[[Session, date, int | None], Mapping[int, Shade]]


@dataclass(frozen=True, slots=True)
class Source:
    """A way to colour the map: its key and name, what each tint means here (in the order of the legend), and
    `shades(session, day, campaign id)` by cell id; a cell that is left out stays blank. What is not `is_dated` is kept
    without a history: a past day shows it as it is now."""

    key: str
    name: str
    legend: tuple[tuple[Tint, str], ...]
    shades: Shades
    is_dated: bool = False

    def note_on(self, day: date) -> str:
        """What has to be said when another day than today is shown; "" for nothing."""
        return "" if self.is_dated or day == date.today() else f"{self.name}为现在的情况"


@cache
def sources() -> tuple[Source, ...]:
    """Every way to colour the map. The features are imported when this is first asked."""
    return tuple(
        source for feature in FEATURES for source in importlib.import_module(f"models.{feature}.shades").SOURCES
    )


def source_of(key: str) -> Source:
    """The source of that key; the first one when there is none."""
    return next((source for source in sources() if source.key == key), sources()[0])


STAGE_TINTS = {
    Stage.SURVEY: Tint.WAITING,
    Stage.DESIGN: Tint.WAITING,
    Stage.REVIEW: Tint.WAITING,
    Stage.START: Tint.DOING,
    Stage.BUILDING: Tint.DOING,
    Stage.DONE: Tint.OK,
    Stage.ACCEPTED: Tint.OK,
    Stage.PAID: Tint.OK,
}


def stage_shades(session: Session, day: date, campaign_id: int | None) -> dict[int, Shade]:
    """Every site by the stage of its renovation."""
    return {
        row.id: Shade(STAGE_TINTS.get(row.stage, Tint.NONE), row.stage_words, row.stage_words or "阶段没有填写")
        for row in cells(session)
        if row.is_site
    }


def vacancy_shades(session: Session, day: date, campaign_id: int | None) -> dict[int, Shade]:
    """Every cell of a level with required roles: whether all of them are filled on that day."""
    required = {level_id for role in watch_roles(session) for level_id in role.required_ids}
    missing: dict[int, list[str]] = {}
    for row in vacancies(session, day=day):
        missing.setdefault(row.cell_id, []).append(row.role)
    of_level = {row.id for row in levels(session)} & required
    shades: dict[int, Shade] = {}
    for cell in cells(session):
        if cell.id in missing:
            roles = missing[cell.id]
            shades[cell.id] = Shade(Tint.MISSING, f"缺{'、'.join(roles)}", f"缺{'、'.join(roles)}")
        elif cell.level_id in of_level:
            shades[cell.id] = Shade(Tint.OK, "", "责任人齐全")
    return shades


SOURCES = (
    Source(
        "stage",
        "阶段",
        ((Tint.OK, "已完工"), (Tint.DOING, "施工中"), (Tint.WAITING, "未开工"), (Tint.NONE, "没有填写")),
        stage_shades,
    ),
    Source("vacancy", "责任空缺", ((Tint.MISSING, "有空缺"), (Tint.OK, "齐全")), vacancy_shades, is_dated=True),
)
