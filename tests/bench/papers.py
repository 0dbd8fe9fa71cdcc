"""The breakdown as PDF against the same rows as xlsx through LibreOffice (what offices do today), 200 and 2,000 rows.

"cold" starts a fresh press with its child processes, "warm" uses the running program's press on rows it has not seen;
LibreOffice starts afresh each time, as it does for an office. Needs `soffice` on the PATH.
"""

import dataclasses
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import line, machine, median, stress_database, times

RUNS = {200: 5, 2_000: 3}
MEGABYTE = 1024


def main() -> None:
    from models.database import open_database
    from models.papers.pdf import page_count
    from models.papers.press import Press
    from models.papers.render import render_pdf
    from models.papers.sheet import Sheet
    from models.papers.xlsx import render_xlsx
    from models.task import papers

    print(machine())
    database = open_database(stress_database(58))
    with database.driver_connection() as raw:
        campaign = raw.execute("SELECT id FROM campaign").fetchone()[0]
    whole: Sheet = database.read(papers.breakdown, campaign_id=campaign)
    database.close()
    folder = Path(tempfile.mkdtemp())

    warm_press = Press()
    for rows, runs in RUNS.items():
        parts = [whole.rows[first : first + rows] for first in range(0, len(whole.rows) - rows, rows)]
        sheets = [dataclasses.replace(whole, rows=part) for part in parts]
        pages = page_count(render_pdf(sheets[0], worker=warm_press))
        fresh = iter(sheets[1:])

        def cold(sheet: Sheet = sheets[0]) -> None:
            press = Press()
            try:
                render_pdf(sheet, worker=press)
            finally:
                press.close()

        def warm(fresh: Iterator[Sheet] = fresh) -> None:
            render_pdf(next(fresh), worker=warm_press)

        def office(sheet: Sheet = sheets[0]) -> None:
            render_xlsx(sheet, folder / "a.xlsx")
            command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.xlsx")]
            subprocess.run(command, check=True, capture_output=True)

        warm_time = median(times(warm, 5 if rows == 200 else 1, warm_up=0))
        cold_time = median(times(cold, runs, warm_up=1))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
        office_time = median(times(office, runs, warm_up=1)) if shutil.which("soffice") else None
        for name, ours in (("warm", warm_time), ("cold", cold_time)):
            ratio = office_time / ours if office_time else None
            against = f"against {office_time:.2f} s" if office_time else "(no soffice here)"
            bar = "≥ 3" if rows == 200 else "≥ 1.2, ≤ 1 GB"
            absolute = f"{ours:.2f} s ({pages} pages) {against}; largest child {peak:.0f} MB"
            line(f"LibreOffice / ours {name}, {rows} rows", ratio, bar, absolute)
    warm_press.close()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
