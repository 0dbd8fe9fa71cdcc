"""One sheet's part read as a stream: texts of cells, merged ranges, what is hidden, what could not be shown."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from models.errors import Refusal
from models.intake.loaders.workbook import formats
from models.intake.loaders.workbook.package import too_much, unescaped
from models.intake.loaders.workbook.styles import PLAIN, Style
from models.intake.loaders.xml import linked, scan

MOST_ROWS = 50_000
MOST_COLUMNS = 256
MOST_CELLS = 450_000
_MOST_CHARACTERS = 20_000_000
_MOST_MERGES = 50_000
_MOST_ELEMENTS = 1_500_000
_MOST_OUTSIDE = 10_000
_LONGEST_ROW = 1 << 20  # bytes: a piece is cut between rows, and within one only when it is longer
_LONGEST = 32_767  # characters of a cell
_PICTURE = re.compile(r'DISPIMG\(\s*"([^"]{1,100})"', re.IGNORECASE)
_TRUE = ("1", "true", "on")


@dataclass(slots=True)
class Counted:
    """What all sheets of a workbook together hold so far."""

    cells: int = 0
    characters: int = 0
    elements: int = 0
    outside: int = 0


@dataclass(slots=True)
class Cells:
    """A sheet by numbers from 1: `rows[row][column]` are the texts of filled cells.

    `without_result` are formulas whose result is not in the file, `errors` cells that show an error, `outside` the
    first cell beyond the limits; `pictures` are (row, column, id) of WPS pictures in cells; `drawing` is a link's id.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    days: set[tuple[int, int]] = field(default_factory=set)
    without_result: list[tuple[int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    outside: tuple[int, int] | None = None
    pictures: list[tuple[int, int, str]] = field(default_factory=list)
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class Showing:
    """How values of a workbook become texts: its shared texts, styles, the calendar, rounded as seen or exact."""

    strings: list[str]
    styles: list[Style]
    from_1904: bool
    exact: bool

    def number(self, text: str, style: Style) -> tuple[str, bool]:
        """(the text shown for a stored number, whether it is a day)."""
        try:
            value: float | int = int(text)
        except ValueError:
            try:
                value = float(text)
            except ValueError:
                return text, False
            if value != value or value in (float("inf"), float("-inf")):
                return text, False
        if style.is_day:
            moment = formats.moment_of(value, from_1904=self.from_1904) if abs(value) < 1e7 else None
            if moment is not None:
                return self.moment(moment, style), True
            return formats.plain_number(value), False
        if style.number_format == formats.GENERAL:
            return formats.plain_number(value), False
        if isinstance(value, int) and value.bit_length() > 64:
            return text, False
        shown = formats.exact_number if self.exact else formats.shown_number
        return shown(value, style.number_format), False

    def moment(self, moment: datetime, style: Style) -> str:
        if self.exact or not style.is_day:
            return formats.iso_moment(moment)
        return formats.shown_moment(moment, style.number_format)


class _Reader:
    def __init__(self, showing: Showing, counted: Counted, name: str) -> None:
        self.found = Cells()
        self.texts: list[str] = []
        self._showing = showing
        self._counted = counted
        self._name = name
        self._row = 0
        self._line: dict[int, str] | None = None
        self._column = 0
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._inline: list[str] = []
        self._silent = False
        self._columns: dict[str, int] = {}
        self.elements = 0
        self._most = _MOST_ELEMENTS - counted.elements
        self._numbers: dict[tuple[str, int], tuple[str, bool]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > self._most:
            raise too_much(self._name)
        if tag == "c":
            self._cell = attributes
            reference = attributes.get("r")
            if reference is None:
                self._column += 1
            else:
                letters = reference.rstrip("0123456789")
                column = self._columns.get(letters)
                if column is None:
                    column = self._columns[letters] = column_of(letters) or self._column + 1
                self._column = column
        elif tag in ("v", "t", "f"):
            self.texts.clear()
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "rPh":
            self._silent = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col":
            self._take_column(attributes)
        elif tag == "drawing":
            self.found.drawing = linked(attributes)

    def end(self, tag: str) -> None:
        if tag == "v":
            self._value = "".join(self.texts)
        elif tag == "c":
            if self._value is not None or self._formula is not None or self._inline:
                self._end_cell()
        elif tag == "t":
            if not self._silent:
                self._inline.append("".join(self.texts))
        elif tag == "f":
            self._formula = "".join(self.texts)
        elif tag == "rPh":
            self._silent = False

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdigit() and 0 < len(number.lstrip("0")) < 9 else self._row + 1
        self._column = 0
        self._line = self.found.rows.get(self._row)
        if "hidden" in attributes or "ht" in attributes:
            if self._row > MOST_ROWS:
                return
            if attributes.get("hidden") in _TRUE or _decimal(attributes.get("ht", "1")) == 0:
                self.found.hidden_rows.add(self._row)
            elif "ht" in attributes:
                self.found.heights[self._row] = _decimal(attributes["ht"])

    def _take_column(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (first.isdigit() and last.isdigit() and len(first) < 6 and len(last) < 6):
            return
        columns = range(max(1, int(first)), min(int(last), MOST_COLUMNS) + 1)
        width = _decimal(attributes.get("width", ""))
        if attributes.get("hidden") in _TRUE or attributes.get("width") in ("0", "0.0"):
            self.found.hidden_columns.update(columns)
        elif width:
            self.found.widths.update(dict.fromkeys(columns, width))

    def _merge(self, reference: str) -> None:
        bounds = bounds_of(reference)
        if bounds is not None and len(self.found.merges) < _MOST_MERGES:
            self.found.merges.append(bounds)

    def _end_cell(self) -> None:
        value, formula, inline = self._value, self._formula, self._inline
        self._value = self._formula = None
        if inline:
            self._inline = []
        row, column, attributes = self._row, self._column, self._cell
        kind = attributes.get("t", "n")
        if formula is not None:
            picture = _PICTURE.search(formula) or (_PICTURE.search(value) if value else None)
            if picture is not None:
                if row <= MOST_ROWS and column <= MOST_COLUMNS:
                    self.found.pictures.append((row, column, picture[1]))
                return
            if not value and not inline and kind != "str":
                if row <= MOST_ROWS and column <= MOST_COLUMNS:
                    self.found.without_result.append((row, column))
                return
        style = self._style(attributes)
        is_day = False
        if kind == "s":
            text = self._shared(value or "")
        elif kind == "n":
            key = (value or "", id(style))
            shown = self._numbers.get(key)
            if shown is None:
                shown = self._showing.number(value or "", style)
                if len(self._numbers) < 50_000:
                    self._numbers[key] = shown
            text, is_day = shown
        elif kind == "inlineStr":
            text = unescaped("".join(inline))
        elif kind == "b":
            text = "是" if value in _TRUE else "否"
        elif kind == "e":
            if row <= MOST_ROWS and column <= MOST_COLUMNS:
                self.found.errors[(row, column)] = (value or "#VALUE!")[:20]
            return
        elif kind == "d":
            text, is_day = self._moment(value or "", style)
        else:
            text = unescaped(value or "")
        if text and text.strip():
            self._add(row, column, text[:_LONGEST], 0 if kind == "n" else style.indent, is_day=is_day)

    def _add(self, row: int, column: int, text: str, indent: int, *, is_day: bool) -> None:
        found = self.found
        if row > MOST_ROWS or column > MOST_COLUMNS:
            if row > MOST_ROWS and MOST_ROWS in found.rows:
                raise Refusal(
                    f"“{self._name}”里有一张表超过 {MOST_ROWS} 行，没有读。", "请把它分成几个文件，分别再选。"
                )
            found.outside = found.outside or (row, column)
            self._counted.outside += 1
            if self._counted.outside > _MOST_OUTSIDE:
                raise too_much(self._name)
            return
        counted = self._counted
        counted.cells += 1
        counted.characters += len(text)
        if counted.cells > MOST_CELLS or counted.characters > _MOST_CHARACTERS:
            raise too_much(self._name)
        if self._line is None:
            self._line = found.rows[row] = {}
        self._line[column] = text
        if indent:
            found.indents[(row, column)] = indent
        if is_day:
            found.days.add((row, column))

    def _style(self, attributes: dict[str, str]) -> Style:
        try:
            return self._showing.styles[int(attributes["s"])]
        except (KeyError, ValueError, IndexError):
            return PLAIN

    def _shared(self, text: str) -> str:
        try:
            return self._showing.strings[int(text)] if not text.startswith("-") else ""
        except (ValueError, IndexError):
            return ""

    def _moment(self, text: str, style: Style) -> tuple[str, bool]:
        try:
            return self._showing.moment(datetime.fromisoformat(text.rstrip("Z")).replace(tzinfo=None), style), True
        except ValueError:
            return text, False


def cells_of(pieces: Iterable[bytes], showing: Showing, counted: Counted, name: str) -> Cells:
    """The cells of a sheet's part. Refusal when it is damaged or beyond all measure."""
    reader = _Reader(showing, counted, name)
    texts: Callable[[str], None] = reader.texts.append
    scan(_without_empty(pieces), name, reader.start, reader.end, texts)
    counted.elements += reader.elements
    found = reader.found
    found.merges = _within(found)
    return found


_EMPTY_CELL = re.compile(rb'<c r="[A-Z0-9]{2,10}"(?: s="\d+")?(?:/>|></c>)')
_EMPTY_ROW = re.compile(
    rb'<row r="\d+"(?: (?:spans|s|customFormat|x14ac:dyDescent|thickBot|thickTop)="[^"<>]*")*'
    rb"(?:/>|>(?:<c(?: [^<>]*)?/>)*</row>)"
)


def _without_empty(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The part without cells and rows that only bear a format: a sheet formatted to its last row holds millions."""
    rest = b""
    for piece in pieces:
        whole = rest + piece
        end = whole.rfind(b"<row ")
        if end <= 0 and len(whole) < _LONGEST_ROW:
            rest = whole
            continue
        rest = whole[end:] if end > 0 else b""
        yield _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", whole[:end] if end > 0 else whole))
    yield _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", rest))


def _within(cells: Cells) -> list[tuple[int, int, int, int]]:
    """Merged ranges cut to what the sheet fills. Ranges cannot overlap, so all together are no larger than that."""
    height = max(cells.rows, default=0)
    width = max((max(row) for row in cells.rows.values()), default=0)
    left_over = height * width
    kept: list[tuple[int, int, int, int]] = []
    for top, left, bottom, right in cells.merges:
        bottom, right = min(bottom, height), min(right, width)
        if bottom < top or right < left or (top, left) == (bottom, right):
            continue
        left_over -= (bottom - top + 1) * (right - left + 1)
        if left_over < 0:
            break
        kept.append((top, left, bottom, right))
    return kept


def column_of(letters: str) -> int:
    """A → 1, XFD → 16384; 0 for anything else."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number if len(letters) <= 3 else 0


def bounds_of(reference: str) -> tuple[int, int, int, int] | None:
    """(top, left, bottom, right) of A1:C5, from 1; None for anything else."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", reference)
    if found is None:
        return None
    left, top, right, bottom = column_of(found[1]), int(found[2]), column_of(found[3]), int(found[4])
    return (top, left, bottom, right) if 0 < top <= bottom and left <= right else None


def _decimal(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
