"""The phases of a draft as they are kept: one that repeats every year is a row per year. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.intake.draft import Phase
from models.task.deadlines import Due, parse_deadline


@dataclass(frozen=True, slots=True)
class YearlyPhase:
    """A phase of one year; `at` is its place in the phases of the draft."""

    at: int
    name: str
    time: str
    due: Due
    body: str


def phases_of(phases: tuple[Phase, ...]) -> Iterator[YearlyPhase]:
    """The rows of the phases of a draft, year after year; a phase without years stands in the first one."""
    years: list[int | None] = [*sorted({year for phase in phases for year in phase.years})]
    for year in years or [None]:
        for at, phase in enumerate(phases):
            if (phase.years and year not in phase.years) or (not phase.years and year != (years or [None])[0]):
                continue
            due = parse_deadline(phase.time, year=year) if phase.years else phase.due
            name = f"{phase.name}（{year}年）" if phase.years else phase.name
            yield YearlyPhase(at, name, phase.time, due, phase.body)
