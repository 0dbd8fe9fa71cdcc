"""The paper a print goes on, as the user set it: size, way, letters, fonts and margins; kept as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self, TypeGuard

from models.papers.sheet import Paper, Profile
from models.printing.queries import ProfileRow

BODY_SIZES = (8.0, 9.0, 10.0, 10.5, 11.0, 12.0, 14.0, 16.0)
VOICES = ("title", "heading", "body", "note")
_LARGEST_MARGIN = 80.0
_LEAST_NOTE = 8.0


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """Margins in mm: top, right, bottom, left; letters in pt. None for a letter: in proportion to the body's.

    `fonts` are (voice, family wished for); `named` is the named paper it was taken from, empty for none.
    """

    paper: str
    landscape: bool
    body_size: float
    margins: tuple[float, ...]
    title_size: float | None = None
    heading_size: float | None = None
    note_size: float | None = None
    fonts: tuple[tuple[str, str], ...] = ()
    named: str = ""

    @classmethod
    def of(cls, profile: Profile) -> Self:
        return cls(profile.paper.value, profile.landscape, profile.body_size, profile.margins)

    @classmethod
    def of_row(cls, row: ProfileRow) -> Self:
        """All of a named paper."""
        found = row.profile
        return cls(
            found.paper.value,
            found.landscape,
            found.body_size,
            found.margins,
            found.title_size,
            found.heading_size,
            found.note_size,
            tuple(sorted(found.fonts.items())),
            row.name,
        )

    def on(self, profile: Profile) -> Profile:
        """`profile` on this paper; letters that are not set grow and shrink with that of the body."""
        top, right, bottom, left = self.margins
        more = self.body_size - profile.body_size
        return replace(
            profile,
            paper=Paper(self.paper),
            landscape=self.landscape,
            margins=(top, right, bottom, left),
            body_size=self.body_size,
            title_size=self.title_size or profile.title_size,
            heading_size=self.heading_size or profile.heading_size + more,
            note_size=self.note_size or max(profile.note_size + more, _LEAST_NOTE),
            fonts={**profile.fonts, **dict(self.fonts)},
        )

    def following(self, rows: Sequence[ProfileRow]) -> Self:
        """This choice as its named paper is now; without it, or with none of that name, as it was."""
        row = next((row for row in rows if row.name == self.named), None)
        if row is not None:
            return type(self).of_row(row)
        return replace(self, named="") if self.named else self

    def to_layout(self) -> dict[str, Any]:
        """Plain JSON values; what is not set is left out."""
        layout: dict[str, Any] = {
            "paper": self.paper,
            "landscape": self.landscape,
            "body_size": self.body_size,
            "margins": list(self.margins),
        }
        for key in ("title_size", "heading_size", "note_size", "named"):
            if getattr(self, key):
                layout[key] = getattr(self, key)
        if self.fonts:
            layout["fonts"] = dict(self.fonts)
        return layout

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
        return replace(made, **more_of_layout(layout))


def more_of_layout(layout: dict[str, Any]) -> dict[str, Any]:
    """The letters, fonts and name in a layout, those that fit."""
    found: dict[str, Any] = {
        key: float(layout[key]) for key in ("title_size", "heading_size", "note_size") if is_size(layout.get(key))
    }
    fonts = layout.get("fonts")
    if isinstance(fonts, dict):
        wishes = ((voice, fonts.get(voice)) for voice in VOICES)
        found["fonts"] = tuple(sorted((voice, wish) for voice, wish in wishes if isinstance(wish, str) and wish))
    if isinstance(layout.get("named"), str):
        found["named"] = layout["named"]
    return found


def is_paper(value: Any) -> TypeGuard[str]:
    return value in [paper.value for paper in Paper]


def is_body_size(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and 6 <= value <= 24


def is_size(value: Any) -> TypeGuard[float]:
    """Whether `value` can be the size of a title or note in pt."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 6 <= value <= 48


def is_margin(value: Any) -> bool:
    """Whether `value` can be a margin in mm."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _LARGEST_MARGIN


def are_margins(value: Any) -> TypeGuard[list[float]]:
    return isinstance(value, list) and len(value) == 4 and all(map(is_margin, value))
