"""The cells of a workbook (.xlsx) as grids: numbers with all their figures, indents, merged ranges."""

from models.errors import Refusal
from models.intake.loaders.workbook.cells import Cells
from models.intake.loaders.workbook.reading import read_workbook
from models.standard.importing.grid import NO_RESULT, NOTHING, Cell, Grid, cell_of_text, merge

MOST_ROWS = 20_000


def grids_of(data: bytes, name: str) -> list[Grid]:
    """Every visible sheet that holds something. Refusal when the file cannot be read."""
    grids: list[Grid] = []
    for sheet in read_workbook(data, name, exact=True).sheets:
        rows = _rows(sheet.cells)
        if len(rows) > MOST_ROWS:
            raise Refusal(f"“{name}”的“{sheet.name}”超过 {MOST_ROWS} 行，没有读。", "请只留下标准所在的行再试。")
        if rows:
            grids.append(Grid(sheet.name, rows))
    return grids


def _rows(cells: Cells) -> list[list[Cell]]:
    """Rows up to the last filled one; rows between keep their place."""
    places: dict[int, dict[int, Cell]] = {}
    for row, line in cells.rows.items():
        places[row] = {
            column: Cell(text, is_date=True)
            if (row, column) in cells.days
            else cell_of_text(text, cells.indents.get((row, column), 0))
            for column, text in line.items()
        }
    for (row, column), error in cells.errors.items():
        places.setdefault(row, {})[column] = Cell(error)
    for row, column in cells.without_result:
        places.setdefault(row, {})[column] = Cell(NO_RESULT)
    rows = [
        [line.get(column, NOTHING) for column in range(1, max(line, default=0) + 1)]
        for line in (places.get(row, {}) for row in range(1, max(places, default=0) + 1))
    ]
    for top, left, bottom, right in cells.merges:
        merge(rows, top - 1, left - 1, bottom - 1, right - 1)
    return rows
