"""A table paper as plain data: what is printed, never how. Every writer (PDF, xlsx) draws the same description."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Text = str | tuple[str, ...]
"""One text, or several items (units, people) that are joined with "、" and not broken inside when they fit a line."""


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Paper(StrEnum):
    A4 = "A4"
    A3 = "A3"


PAPER_SIZE_MM: dict[Paper, tuple[float, float]] = {Paper.A4: (210.0, 297.0), Paper.A3: (297.0, 420.0)}
"""Width and height in mm, upright."""
PT_PER_MM = 72 / 25.4
OFFICE_FONTS: Mapping[str, str] = {"title": "方正小标宋简体", "body": "仿宋", "heading": "黑体", "note": "楷体"}
"""Voice → the font an office has, for files that the office opens on its own machine."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The office's paper: size, margins (mm: top, right, bottom, left), letter sizes (pt), fonts it prefers."""

    paper: Paper = Paper.A4
    landscape: bool = True
    margins: tuple[float, float, float, float] = (20.0, 16.0, 17.0, 16.0)
    title_size: float = 20.0
    body_size: float = 10.0
    heading_size: float = 10.0
    note_size: float = 9.0
    leading: float = 0.42
    """Room between the lines of a text, in em of the letter."""
    fonts: Mapping[str, str] = field(default_factory=dict)
    """Voice (title, body, heading, note) → font family wished for."""

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the sheet of paper as it is printed."""
        width, height = PAPER_SIZE_MM[self.paper]
        return (height, width) if self.landscape else (width, height)


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is relative to the other columns; 0 means: as its contents need.

    `merge` 0: a cell per row; 1: one cell for the rows of one outer group, 2: of one inner group, and so on.
    """

    key: str
    heading: str
    width: float = 0.0
    align: Align = Align.CENTER
    merge: int = 0
    bold: bool = False
    strong_head: bool = False
    """The first line of a text of several lines is set in bold: its title."""
    choices: tuple[str, ...] = ()
    """What its cells are chosen from, where there are a few: a list to choose from in the xlsx."""


@dataclass(frozen=True, slots=True)
class Row:
    """Texts by column key (a missing key is an empty cell), and the keys of its groups from outer to inner.

    `over` stands over the whole width instead of cells: the heading of the rows that follow (`strong`) or a text.
    """

    cells: Mapping[str, Text]
    groups: tuple[str, ...] = ()
    strong: bool = False
    """Set in bold: sums, own role."""
    over: str = ""
    bare: bool = False
    """Only with `over`: a paragraph of a text before or behind the table, in the letters of `Sheet.text_size`."""
    flush: bool = False
    """Only with `bare`: without the indent of a paragraph, as 主送机关 stands."""
    keep: bool = False
    """Goes to the next page with the row that follows rather than stand last on its own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One 责任分解表 or another table paper. Its pages are numbered from 1."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    mark: str = ""
    """附件1: left above the title, on the first page."""
    number: str = ""
    """文号 or 版次, under the title."""
    unit: str = ""
    """填报单位, left over the table."""
    date: str = ""
    """Right over the table."""
    notes: tuple[str, ...] = ()
    sign_off: tuple[str, ...] = ()
    """Labels of the lines to sign, for example 主要领导签字."""
    signing: tuple[tuple[str, ...], ...] = ()
    """The parties that sign, side by side at the very end: the lines of each; ＿ behind one is a blank to fill."""
    text_size: float = 0.0
    """Letters of bare rows and of `signing` in pt; 0: those of the table."""
    small_print: str = ""
    """Left in the foot of each page, for example the head of the journal on an edition."""
    empty_text: str = "没有符合条件的内容"
    row_mm: float = 0.0
    """Least height of a row in mm, for tables that are filled in or signed by hand."""
    lines: bool = True
    """False: no rules and no headings of columns, each text at the top of its row; a list that reads like a text."""
    name: str = ""
    """Name of the xlsx sheet; the title when empty."""
    profile: Profile = field(default_factory=Profile)

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if not keys or len(set(keys)) != len(keys):
            raise ValueError(f"columns of a sheet are named once each: {keys}")
        deepest = max(column.merge for column in self.columns)
        if any(len(row.groups) < deepest for row in self.rows if not row.over):
            raise ValueError(f"each row needs {deepest} group keys")

    @property
    def row_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.merge)

    @property
    def merge_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.merge)


def plain(text: Text) -> str:
    """The text of a cell as one string."""
    return text if isinstance(text, str) else "、".join(text)
