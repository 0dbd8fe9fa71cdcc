"""The paper a print goes on, as the user set it: size, way, letter size and margins; kept as plain values."""

from dataclasses import dataclass, replace
from typing import Any, Self, TypeGuard

from models.papers.sheet import Paper, Profile

BODY_SIZES = (8.0, 9.0, 10.0, 10.5, 11.0, 12.0, 14.0, 16.0)
_LARGEST_MARGIN = 80.0
_LEAST_NOTE = 8.0


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """Margins in mm: top, right, bottom, left; the letter in pt."""

    paper: str
    landscape: bool
    body_size: float
    margins: tuple[float, ...]

    @classmethod
    def of(cls, profile: Profile) -> Self:
        return cls(profile.paper.value, profile.landscape, profile.body_size, profile.margins)

    def on(self, profile: Profile) -> Profile:
        """`profile` on this paper; headings and notes grow and shrink with the letter."""
        top, right, bottom, left = self.margins
        more = self.body_size - profile.body_size
        return replace(
            profile,
            paper=Paper(self.paper),
            landscape=self.landscape,
            margins=(top, right, bottom, left),
            body_size=self.body_size,
            heading_size=profile.heading_size + more,
            note_size=max(profile.note_size + more, _LEAST_NOTE),
        )

    def to_layout(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "paper": self.paper,
            "landscape": self.landscape,
            "body_size": self.body_size,
            "margins": list(self.margins),
        }

    @classmethod
    def from_layout(cls, layout: dict[str, Any], profile: Profile) -> Self:
        """What `to_layout` gave; a value that does not fit gives way to that of `profile`."""
        made = cls.of(profile)
        if is_paper(paper := layout.get("paper")):
            made = replace(made, paper=paper)
        if isinstance(landscape := layout.get("landscape"), bool):
            made = replace(made, landscape=landscape)
        if is_body_size(size := layout.get("body_size")):
            made = replace(made, body_size=float(size))
        if are_margins(margins := layout.get("margins")):
            made = replace(made, margins=tuple(float(side) for side in margins))
        return made


def is_paper(value: Any) -> TypeGuard[str]:
    return value in [paper.value for paper in Paper]


def is_body_size(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and 6 <= value <= 24


def is_margin(value: Any) -> bool:
    """Whether `value` can be a margin in mm."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _LARGEST_MARGIN


def are_margins(value: Any) -> TypeGuard[list[float]]:
    return isinstance(value, list) and len(value) == 4 and all(map(is_margin, value))
