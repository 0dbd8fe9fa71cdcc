"""A file told by its content, or a block of the clipboard, read into lines; files in the child process."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from models.blocks import Block
from models.errors import Refusal
from models.intake.files import job_on_file
from models.intake.gate import FileKind, kind_of_file
from models.intake.loaders.any import file_of, load
from models.intake.loaders.csv import cells_of_text
from models.intake.loaders.text import decoded
from models.intake.plain import from_plain, to_plain
from models.intake.source import Source, Table, flowing
from models.standard.importing.grid import Cell, Grid, grid_of_block, tidy
from models.standard.importing.headings import field_of
from models.standard.importing.line import SheetLines, StandardReading
from models.standard.importing.lines import read_sheet
from models.standard.importing.workbook import grids_of
from models.worker import Worker

JOB = "read_standard"
_TOP_ROWS = 20


def read_standard(path: Path, worker: Worker, *, cancelled: Callable[[], bool] | None = None) -> StandardReading:
    """The lines of a workbook (.xlsx), a text with tabs or commas (.csv, .txt) or a document (.docx): its
    tables, else its numbered paragraphs.

    Raises Refusal or Condition with the way out; Cancelled when `cancelled()` turns true.
    """
    return from_plain(StandardReading, job_on_file(JOB, path, worker, cancelled=cancelled))


def read_block(block: Block) -> StandardReading:
    """The lines of a block copied from WPS or Excel, or of an outline copied as text. Refusal when there are none."""
    if not any(cell.strip() for row in block for cell in row):
        raise Refusal("剪贴板里没有内容。", "先在表格软件里复制要粘贴的行。")
    return StandardReading("粘贴的内容", (read_sheet(grid_of_block(block)),))


def read_job(payload: Mapping[str, Any]) -> Any:
    """The job of the child process: a reading as plain values."""
    return to_plain(reading_of(*file_of(payload)))


def reading_of(data: bytes, name: str) -> StandardReading:
    """The lines of a file's content, a sheet or table at a time; sheets that hold no standard are told in `skipped`."""
    kind = kind_of_file(data, name)
    if kind is FileKind.XLSX:
        grids = grids_of(data, name)
    elif kind in (FileKind.CSV, FileKind.TEXT):
        grids = [_of_text(decoded(data, name))]
    else:
        grids = _of_document(load(data, name))
    sheets: list[SheetLines] = []
    skipped: list[str] = []
    problem: Refusal | None = None
    for grid in grids:
        place = "第 {} 行" if len(grids) == 1 else "“" + grid.title.replace("{", "").replace("}", "") + "”第 {} 行"
        try:
            sheets.append(read_sheet(grid, sheet_id=len(sheets) + 1, place=place))
        except Refusal as refusal:
            problem = problem or refusal
            skipped.append(f"“{grid.title}”：{refusal.sentence}" if grid.title else refusal.sentence)
    if not sheets:
        raise problem or Refusal(f"“{name}”里没有表格。", "请选择写着指标的表格文件，或者复制后粘贴。")
    return StandardReading(Path(name).stem, tuple(sheets), tuple(skipped))


def _of_text(text: str) -> Grid:
    """A table parted by tabs or commas; an outline in which commas are those of sentences keeps its lines whole."""
    grid = grid_of_block(cells_of_text(text))
    if _is_headed(grid) or "\t" in text:
        return grid
    return grid_of_block([[line] for line in text.splitlines()])


def _of_document(source: Source) -> list[Grid]:
    """The tables of a document; its paragraphs when no table holds a standard."""
    grids = [grid_of_table(table, f"表 {number}") for number, table in enumerate(source.tables, 1)]
    if any(_is_headed(grid) for grid in grids):
        return grids
    return [grid_of_block([[paragraph.full] for paragraph in flowing(source)])]


def _is_headed(grid: Grid) -> bool:
    return any(sum(field_of(cell.own) is not None for cell in row) > 1 for row in grid.rows[:_TOP_ROWS])


def grid_of_table(table: Table, title: str) -> Grid:
    """A table of a document as a grid."""
    return Grid(
        title,
        [
            [Cell(tidy(text), covered=(row, column) in table.merged) for column, text in enumerate(texts)]
            for row, texts in enumerate(table.rows)
        ],
    )
