"""Word files: typed or automatic numbers, tables with merged cells, a header, lines in text boxes."""

import io
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.corpus.content.dice import Dice
from tests.corpus.paper import Grid, Line, Paper

NAMES = nsdecls("w")
LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
NUM_ID = "77"


def write_docx(paper: Paper, dice: Dice) -> bytes:
    """The paper as docx. With automatic numbers the text holds none."""
    document = Document()
    automatic = dice.chance(0.5)
    if automatic:
        _define_numbers(document)
    if dice.chance(0.4):
        document.sections[0].header.paragraphs[0].text = "内部资料  注意保存"
    split = dice.chance(0.3)
    soft = dice.chance(0.25)
    for block in paper.blocks:
        if soft and isinstance(block, Line) and block.kind == "label" and document.paragraphs:
            run = document.paragraphs[-1].add_run()
            run.add_break()
            run.add_text(block.full)
        elif isinstance(block, Grid):
            _table(document, block)
        elif block.boxed:
            _box(document, block.full)
        else:
            _paragraph(document, block, automatic, split)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _define_numbers(document: Any) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    abstract = f'<w:abstractNum {NAMES} w:abstractNumId="{NUM_ID}">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(f'<w:num {NAMES} w:numId="{NUM_ID}"><w:abstractNumId w:val="{NUM_ID}"/></w:num>'))


def _paragraph(document: Any, line: Line, automatic: bool, split: bool) -> None:
    paragraph = document.add_paragraph()
    numbered = automatic and line.auto is not None
    text = line.text if numbered else line.full
    if numbered:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {NAMES}><w:ilvl w:val="{line.auto}"/><w:numId w:val="{NUM_ID}"/></w:numPr>')
        )
    if line.kind == "label" and "：" in text:
        label, _, rest = text.partition("：")
        paragraph.add_run(label + "：").bold = True
        paragraph.add_run(rest)
    elif split and len(text) > 8:  # Word cuts runs anywhere
        paragraph.add_run(text[:5])
        paragraph.add_run(text[5:])
    else:
        paragraph.add_run(text)


def _box(document: Any, text: str) -> None:
    """A paragraph that holds a text box with the text."""
    box = (
        f'<w:r {NAMES} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:300pt;height:40pt">'
        f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
        "</w:pict></w:r>"
    )
    document.add_paragraph()._p.append(parse_xml(box))


def _table(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=len(grid.rows), cols=len(grid.rows[0]))
    cells = [list(row.cells) for row in table.rows]
    for row, texts in enumerate(grid.rows):
        for column, text in enumerate(texts):
            if text:
                cells[row][column].text = text
    for a, b, c, d in grid.merges:
        if d > b:
            first = cells[a][b].merge(cells[c][d])
            for paragraph in first.paragraphs[1:]:
                if not paragraph.text:
                    paragraph._p.getparent().remove(paragraph._p)
        else:  # the way Word writes it: restart, continue
            for row in range(a, c + 1):
                mark = parse_xml(f'<w:vMerge {NAMES} w:val="{"restart" if row == a else "continue"}"/>')
                cells[row][b]._tc.get_or_add_tcPr().append(mark)
