"""A file told by its content read into rows of a score table, in the child process."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.appraisal.importing.draft import DraftRow, SchemeReading
from models.appraisal.importing.table import TableRows, named_points, read_table
from models.errors import Refusal
from models.intake.files import job_on_file
from models.intake.gate import FileKind, kind_of_file
from models.intake.loaders.any import file_of, load
from models.intake.loaders.csv import cells_of_text
from models.intake.loaders.text import decoded
from models.intake.plain import from_plain, to_plain
from models.intake.source import Source, flowing
from models.standard.importing.grid import Grid, grid_of_block
from models.standard.importing.reading import grid_of_table
from models.standard.importing.workbook import grids_of
from models.worker import Worker

JOB = "read_scheme"
MOST_ROWS = 3_000
_TITLE = re.compile(r"考核|考评|评分|评价|办法|细则|测评|方案")
_ATTACHED = re.compile(r"附[件表]?\s*\d*\s*[：:.]?")


def read_scheme(path: Path, worker: Worker, *, cancelled: Callable[[], bool] | None = None) -> SchemeReading:
    """The rows of a score table in a workbook (.xlsx), a document (.docx) or a text with tabs or commas (.csv, .txt).

    Raises Refusal or Condition with the way out; Cancelled when `cancelled()` turns true.
    """
    return from_plain(SchemeReading, job_on_file(JOB, path, worker, cancelled=cancelled))


def read_job(payload: Mapping[str, Any]) -> Any:
    """The job of the child process: a reading as plain values."""
    return to_plain(reading_of(*file_of(payload)))


def reading_of(data: bytes, name: str) -> SchemeReading:
    """The rows of a file's content; several tables with rows become headings of one scheme."""
    kind = kind_of_file(data, name)
    title = ""
    if kind is FileKind.XLSX:
        grids = grids_of(data, name)
    elif kind in (FileKind.CSV, FileKind.TEXT):
        grids = [grid_of_block(cells_of_text(decoded(data, name)))]
    else:
        source = load(data, name)
        title = _title_of(source)
        grids = [grid_of_table(table, f"表 {number}") for number, table in enumerate(source.tables, 1)]
    tables: list[tuple[Grid, TableRows]] = []
    skipped: list[str] = []
    problem: Refusal | None = None
    for grid in grids:
        try:
            table = read_table(grid, _place(grid, alone=len(grids) == 1))
        except Refusal as refusal:
            problem = problem or refusal
            skipped.append(f"“{grid.title}”：{refusal.sentence}" if grid.title else refusal.sentence)
            continue
        if table.rows:
            tables.append((grid, table))
        else:
            skipped.append(f"“{grid.title}”：表头下面没有考核项目。")
    if not tables:
        raise problem or Refusal(f"“{name}”里没有评分表。", "请选择有“考核项目、分值、评分标准”这些表头的表格。")
    rows = _joined(tables)
    if len(rows) > MOST_ROWS:
        raise Refusal(f"“{name}”的评分表超过 {MOST_ROWS} 行，没有读。", "请只留下考核项目所在的表再试。")
    totals = [table.total for _, table in tables if table.total is not None]
    return SchemeReading(
        Path(name).stem,
        title or next((found for _, table in tables if (found := _title_above(table))), ""),
        rows,
        sum(totals) if len(totals) == len(tables) else None,
        tuple(note for _, table in tables for note in table.notes),
        tuple(dict.fromkeys(heading for _, table in tables for heading in table.columns.unread)),
        tuple(skipped),
    )


def _place(grid: Grid, *, alone: bool) -> str:
    return "第 {} 行" if alone else "“" + grid.title.replace("{", "").replace("}", "") + "”第 {} 行"


def _title_of(source: Source) -> str:
    """The first line of a document that names an appraisal, not 附件1."""
    lines = [paragraph.full.strip() for paragraph in flowing(source) if paragraph.full.strip()][:12]
    found = [line for line in lines if _TITLE.search(line) and len(line) <= 60 and not _ATTACHED.fullmatch(line)]
    return re.sub(r"\s+", "", found[0]) if found else ""


def _title_above(table: TableRows) -> str:
    lines = [text.replace("\n", "") for text in table.columns.above]
    return next((line for line in lines if _TITLE.search(line) and len(line) <= 60), "")


def _joined(tables: list[tuple[Grid, TableRows]]) -> tuple[DraftRow, ...]:
    """The rows of all tables; each of several hangs under a heading of its own title."""
    if len(tables) == 1:
        return tuple(tables[0][1].rows)
    found: list[DraftRow] = []
    for grid, table in tables:
        name, points = named_points(_title_above(table) or grid.title)
        section = next((key for key in ("否决", "加分") if key in name), "")
        head = DraftRow(
            len(found) + 1,
            table.rows[0].place,
            name,
            points=points if points is not None else table.total,
            section=section,
            is_heading=True,
        )
        shift = head.id
        found.append(head)
        for row in table.rows:
            parent = row.parent + shift if row.parent is not None else head.id
            own = row.section or section
            found.append(replace(row, id=row.id + shift, parent=parent, depth=row.depth + 1, section=own))
    return tuple(found)
