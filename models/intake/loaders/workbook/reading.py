"""A workbook opened through the gate and read sheet by sheet."""

from dataclasses import dataclass, field

from models.intake.gate import opened_zip
from models.intake.loaders.workbook.cells import Cells, Counted, Showing, cells_of
from models.intake.loaders.workbook.package import package_of, strings_of
from models.intake.loaders.workbook.pictures import Pictures
from models.intake.loaders.workbook.styles import styles_of


@dataclass(frozen=True, slots=True)
class SheetCells:
    """A visible sheet: its name and cells; pictures are (row, column, name of the picture in `Workbook.pictures`)."""

    name: str
    cells: Cells
    pictures: tuple[tuple[int, int, str], ...] = ()


@dataclass(slots=True)
class Workbook:
    """The visible sheets of a workbook, the names of hidden ones, pictures by name, how many were left out."""

    sheets: list[SheetCells] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    pictures_left_out: int = 0


def read_workbook(data: bytes, name: str, *, exact: bool = False, with_pictures: bool = False) -> Workbook:
    """The visible sheets of a .xlsx or .xlsm file, values only. `exact` shows numbers with all their figures and days
    as 2026-05-31; else as the sheet shows them. Raises Refusal for a damaged or hostile file."""
    book = Workbook()
    with opened_zip(data, name) as file:
        package = package_of(file, name)
        showing = Showing(strings_of(package), styles_of(package), package.from_1904, exact)
        counted = Counted()
        taken = Pictures(package) if with_pictures else None
        for sheet in package.sheets:
            if sheet.is_hidden:
                book.hidden.append(sheet.name)
                continue
            pieces = package.pieces(sheet.part)
            cells = cells_of(pieces, showing, counted, name) if pieces is not None else Cells()
            placed = taken.of_sheet(sheet.part, cells) if taken is not None else ()
            book.sheets.append(SheetCells(sheet.name, cells, placed))
        if taken is not None:
            book.pictures, book.pictures_left_out = taken.bytes, taken.left_out
    return book
