"""A paper before it is a file: lines with their numbers, and grids with their merged cells; no file format."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `label` is its number as typed; a Word file may have it as automatic number (`auto` levels 0 to 2).

    `kind`: title, plain, heading, item; `indent`: it begins two characters in.
    """

    text: str
    kind: str = "plain"
    label: str = ""
    auto: int | None = None
    indent: bool = True
    boxed: bool = False

    @property
    def full(self) -> str:
        return self.label + self.text


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `merges` are (top, left, bottom, right) from 0, both ends in; a merged cell has its text in its first
    place, the others are empty. `heads` is the number of heading rows."""

    rows: tuple[tuple[str, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet of a workbook: its rows as they stand, with hidden ones."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(slots=True)
class Paper:
    """Lines and grids in their order, or the sheets of a workbook."""

    blocks: list[Line | Grid] = field(default_factory=list)
    tabs: list[Tab] = field(default_factory=list)

    def say(self, *lines: Line) -> None:
        self.blocks.extend(lines)
