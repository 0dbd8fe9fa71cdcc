"""Tables as files: workbooks with merged heads and hidden rows, csv in two encodings, tables of a web page."""

import csv
import html
import io
import re

import xlsxwriter

from tests.corpus.content.dice import Dice
from tests.corpus.paper import Grid, Line, Paper


def write_xlsx(paper: Paper, dice: Dice) -> bytes:
    """A workbook; numbers are numbers, and a hidden sheet with old rows lies beside it now and then."""
    out = io.BytesIO()
    as_numbers = dice.chance(0.6)
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        style = book.add_format({"text_wrap": True, "border": 1, "valign": "vcenter"})
        for tab in paper.tabs:
            sheet = book.add_worksheet(tab.name)
            covered = {
                (row, column) for a, b, c, d in tab.merges for row in range(a, c + 1) for column in range(b, d + 1)
            }
            for a, b, c, d in tab.merges:
                if (a, b) != (c, d):
                    sheet.merge_range(a, b, c, d, tab.rows[a][b], style)
                else:
                    sheet.write_string(a, b, tab.rows[a][b], style)
            for row, cells in enumerate(tab.rows):
                for column, cell in enumerate(cells):
                    if (row, column) in covered or not cell:
                        continue
                    if as_numbers and re.fullmatch(r"\d{1,3}(\.\d)?", cell):
                        sheet.write_number(row, column, float(cell), style)
                    else:
                        sheet.write_string(row, column, cell, style)
            for row in tab.hidden_rows:
                sheet.set_row(row, options={"hidden": True})
            for column in tab.hidden_columns:
                sheet.set_column(column, column, None, None, {"hidden": True})
        if paper.tabs and dice.chance(0.3):
            old = book.add_worksheet("旧表")
            for row, cells in enumerate(paper.tabs[0].rows[:6]):
                for column, cell in enumerate(cells):
                    old.write_string(row, column, cell)
            old.hide()
    return out.getvalue()


def write_csv(paper: Paper, dice: Dice) -> bytes:
    """The rows with commas between, as Excel (GBK) or a modern program writes them."""
    out = io.StringIO()
    writer = csv.writer(out)
    for block in paper.blocks:
        if isinstance(block, Grid):
            writer.writerows(block.rows)
    return out.getvalue().encode(dice.pick(("gb18030", "utf-8-sig", "utf-8")))


def write_html(paper: Paper, dice: Dice) -> bytes:
    """A page with paragraphs and tables, cells spanning rows and columns, lines broken by <br>."""
    parts = ["<html><head><meta charset='utf-8'><style>td{border:1px solid}</style></head><body>"]
    heading = dice.pick(("th", "td"))
    for block in paper.blocks:
        if isinstance(block, Line):
            tag = "h2" if block.kind == "title" else "p"
            parts.append(f"<{tag}>{html.escape(block.full)}</{tag}>")
        else:
            parts.append(_table(block, heading))
    return "\n".join([*parts, "</body></html>"]).encode()


def _table(grid: Grid, heading: str) -> str:
    spans = {(a, b): (c - a + 1, d - b + 1) for a, b, c, d in grid.merges}
    covered = {
        (row, column) for a, b, c, d in grid.merges for row in range(a, c + 1) for column in range(b, d + 1)
    } - set(spans)
    lines = ["<table>"]
    for row, cells in enumerate(grid.rows):
        line = "<tr>"
        for column, cell in enumerate(cells):
            if (row, column) in covered:
                continue
            down, across = spans.get((row, column), (1, 1))
            span = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")
            tag = heading if row < grid.heads else "td"
            line += f"<{tag}{span}>{html.escape(cell).replace(chr(10), '<br>')}</{tag}>"
        lines.append(line + "</tr>")
    return "\n".join([*lines, "</table>"])
