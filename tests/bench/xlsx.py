"""A breakdown of 10,000 rows as Excel file against XlsxWriter alone writing the same cells.

The peer writes each text of the same columns with one wrapped, bordered format, row heights and column widths, and
merges the same big items: what anybody would write by hand. Ours adds widths that fit, heights, page setup, cleaning.
"""

import gc
import shutil
import tempfile
from pathlib import Path

from measure import line, machine, median, times

ROWS, GROUPS, RUNS = 10_000, 25, 5


def main() -> None:
    import xlsxwriter

    from models.papers.pagination import runs_of
    from models.papers.sheet import plain
    from models.papers.xlsx import render_xlsx
    from tests.models.papers.samples import make_sheet

    print(machine())
    gc.disable()  # for both, as in the running program (ui/garbage.py)
    sheet = make_sheet([[30 + (number * 37) % 120 for number in range(GROUPS)] for _ in range(ROWS // GROUPS)])
    groups = [row.groups for row in sheet.rows]
    folder = Path(tempfile.mkdtemp())

    def ours() -> None:
        render_xlsx(sheet, folder / "a.xlsx")

    def peer() -> None:
        with xlsxwriter.Workbook(str(folder / "b.xlsx"), {"strings_to_formulas": False}) as book:
            tab = book.add_worksheet()
            style = book.add_format({"text_wrap": True, "border": 1, "valign": "vcenter", "align": "center"})
            for place, column in enumerate(sheet.columns):
                tab.write_string(0, place, column.heading, style)
                tab.set_column(place, place, 16)
                if column.merge:
                    for run in runs_of(groups, column.merge):
                        text = plain(sheet.rows[run.first].cells[column.key])
                        tab.merge_range(run.first + 1, place, run.end, place, text, style)
                    continue
                for number, row in enumerate(sheet.rows, 1):
                    tab.write_string(number, place, plain(row.cells[column.key]), style)
            for number in range(len(sheet.rows)):
                tab.set_row(number + 1, 40)

    ours_times, peer_times = [], []
    for _ in range(RUNS + 1):  # by turns: both meet the same machine
        ours_times += times(ours, 1, warm_up=0)
        peer_times += times(peer, 1, warm_up=0)
    ours_time, peer_time = median(ours_times[1:]), median(peer_times[1:])
    sizes = " / ".join(f"{(folder / name).stat().st_size >> 10} kB" for name in ("a.xlsx", "b.xlsx"))
    absolute = f"{ours_time:.2f} s against {peer_time:.2f} s; {sizes}"
    line("xlsx of 10,000 rows / XlsxWriter alone", ours_time / peer_time, "≤ 1.3", absolute)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
