"""A drawn paper as plain data: pages of boxes, lines, texts and pictures in millimetres from the top left corner.

Charts, maps and boards are laid out by their feature into this form; the screen paints it, and
models.papers.drawn sets it as PDF, PNG or SVG. One layout, so that the paper shows what the screen shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.papers.sheet import Align


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; colours are "#rrggbb", empty for none; `line_pt` 0 draws no border; `id` is what it stands for."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    line: str = "#000000"
    line_pt: float = 0.75
    radius: float = 0.0
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points (x, y)."""

    points: tuple[tuple[float, float], ...]
    color: str = "#000000"
    width_pt: float = 0.75
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Text in a rectangle, centred up and down, broken into lines; `size_pt` is its largest size, it shrinks to
    `least_pt` before it is cut with …"""

    x: float
    y: float
    width: float
    height: float
    text: str
    size_pt: float = 10.5
    least_pt: float = 6.0
    align: Align = Align.CENTER
    voice: str = "body"
    """title, heading, body or note: the fonts of models.papers.fonts."""
    color: str = "#000000"
    vertical: bool = False
    """Characters under each other, as charts name small boxes."""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG or PNG as base64 text, fitted into the rectangle."""

    x: float
    y: float
    width: float
    height: float
    data: str


Shape = Box | Line | Words | Picture


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page: its size in mm and its shapes in painting order."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn paper. `fonts` are wishes by voice as in Profile."""

    title: str
    pages: tuple[DrawnPage, ...]
    fonts: Mapping[str, str] = field(default_factory=dict)
