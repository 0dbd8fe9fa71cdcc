"""分单位打印 of 60 units × about 30 rows against 60 xlsx files through LibreOffice, and against one full print.

"apart" is a PDF for each unit, "one" all units in one PDF with cover and signing column, "full" the same rows as one
table; all with a warm press, as in the running program. LibreOffice converts file by file, as an office does it; beside
it stands one call for all 60 files. Needs `soffice` on the PATH for these ratios.
"""

import dataclasses
import shutil
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from measure import line, machine, median, stress_database, times

UNITS, ROWS = 60, 30
RUNS = 2


def main() -> None:
    from models.database import open_database
    from models.papers.apart import render_apart
    from models.papers.press import Press
    from models.papers.render import Print, render_print
    from models.papers.sheet import Sheet
    from models.papers.xlsx import render_xlsx
    from models.task import papers
    from models.task.cover import cover_of

    print(machine())
    database = open_database(stress_database(58))
    with database.driver_connection() as raw:
        campaign = raw.execute("SELECT id FROM campaign").fetchone()[0]
    whole: Sheet = database.read(papers.breakdown, campaign_id=campaign)
    database.close()

    def rounds(first: int) -> tuple[list[Sheet], Sheet]:
        """Sheets of rows not set before, and the same rows as one."""
        rows = whole.rows[first * UNITS * ROWS : (first + 1) * UNITS * ROWS]
        assert len(rows) == UNITS * ROWS, "the sample is too small"
        parts = [rows[at * ROWS : (at + 1) * ROWS] for at in range(UNITS)]
        sheets = [dataclasses.replace(whole, rows=part, name=f"单位{at}") for at, part in enumerate(parts, 1)]
        return sheets, dataclasses.replace(whole, rows=rows)

    press = Press()
    render_apart(rounds(0)[0][:4], worker=press)
    made: dict[str, Any] = {}

    def apart(sheets: list[Sheet]) -> None:
        made["apart"] = render_apart(sheets, worker=press)

    def one(sheets: list[Sheet]) -> None:
        cover = partial(cover_of, sheets, title="分发目录")
        made["one"] = render_print(sheets, worker=press, cover=cover)

    def full(sheet: Sheet) -> None:
        made["full"] = render_print([sheet], worker=press)

    seconds: dict[str, list[float]] = {"apart": [], "one": [], "full": []}
    for run in range(RUNS):
        sheets, sheet = rounds(run)
        seconds["apart"] += times(partial(apart, sheets), 1, warm_up=0)
        seconds["one"] += times(partial(one, sheets), 1, warm_up=0)
        seconds["full"] += times(partial(full, sheet), 1, warm_up=0)
    press.close()
    took = {name: median(found) for name, found in seconds.items()}
    split: Print = made["one"]
    pages, full_pages = sum(split.page_counts) + split.cover_pages, sum(made["full"].page_counts)

    if shutil.which("soffice"):
        for words, batch in (("60 conversions", False), ("one call", True)):
            office = _office(rounds(0)[0], render_xlsx, batch=batch)
            for name, kind in (("apart", "60 PDF"), ("one", "one PDF with cover")):
                what = f"60 xlsx → LibreOffice ({words}) / split print ({kind})"
                absolute = f"{took[name]:.2f} s ({pages} pages) against {office:.1f} s"
                line(what, office / took[name], "" if batch else "≥ 4", absolute)
    for name, count in (("apart", sum(split.page_counts)), ("one", pages)):
        each, whole_each = took[name] / count, took["full"] / full_pages
        absolute = (
            f"{each * 1000:.1f} ms against {whole_each * 1000:.1f} ms ({full_pages} pages in {took['full']:.2f} s)"
        )
        line(f"a page of the split print ({name}) / of the full one", each / whole_each, "≤ 1.5", absolute)


def _office(sheets: list[Any], render_xlsx: Any, *, batch: bool) -> float:
    """Seconds for writing the workbooks and turning them into PDF, one by one or in one call."""
    folder = Path(tempfile.mkdtemp())
    start = time.perf_counter()
    paths = [folder / f"{number:02d}.xlsx" for number in range(len(sheets))]
    for sheet, path in zip(sheets, paths, strict=True):
        render_xlsx(sheet, path)
    for several in [paths] if batch else [[path] for path in paths]:
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, several)]
        subprocess.run(command, check=True, capture_output=True)
    seconds = time.perf_counter() - start
    assert len(list(folder.glob("*.pdf"))) == len(sheets)
    shutil.rmtree(folder)
    return seconds


if __name__ == "__main__":
    main()
