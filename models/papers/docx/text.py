"""Paragraphs around a table in a Word file, and the parties that sign side by side at its end."""

from typing import Any

from models.papers.docx.parts import Letter, Setting, borders, element, paragraph, run, twips
from models.papers.sheet import Row, Sheet
from models.papers.texts import clean

_PITCH = 1.81
_BLANK = "＿" * 4
_NO_LINES = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), 0)


def text_paragraph(row: Row, body: Letter, strong: Letter) -> Any:
    """A bare row: first line two letters in, at the pitch of an official text."""
    letter = strong if row.strong else body
    indent = 0.0 if row.flush else 2 * letter.size
    setting = Setting(line=letter.size * _PITCH, indent=indent, justify=True, keep_next=row.keep or row.strong)
    return paragraph([run(row.over, letter)], setting)


def signing_table(sheet: Sheet, letter: Letter, width: float) -> Any:
    """The parties of `sheet` in a table without rules, a row for each line."""
    each = twips(width / len(sheet.signing))
    table = element("tbl")
    look = element("tblPr")
    look.append(element("tblW", w=each * len(sheet.signing), type="dxa"))
    look.append(borders("tblBorders", _NO_LINES))
    look.append(element("tblLayout", type="fixed"))
    table.append(look)
    grid = element("tblGrid")
    for _ in sheet.signing:
        grid.append(element("gridCol", w=each))
    table.append(grid)
    for number in range(max(map(len, sheet.signing))):
        row = element("tr")
        row_look = element("trPr")
        row_look.append(element("cantSplit"))
        row.append(row_look)
        for party in sheet.signing:
            cell = element("tc")
            cell_look = element("tcPr")
            cell_look.append(element("tcW", w=each, type="dxa"))
            cell.append(cell_look)
            words = clean(party[number]) if number < len(party) else ""
            words = words.rstrip("＿") + "：" + _BLANK if words.endswith("＿") else words
            cell.append(paragraph([run(words, letter)], Setting(least=letter.size * _PITCH, keep_next=True)))
            row.append(cell)
        table.append(row)
    return table
