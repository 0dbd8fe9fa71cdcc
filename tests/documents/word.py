"""Builds Word files part by part, with the structures that papers bring along and that a library would not write."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/word/numbering.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    '<Relationship Id="rId2" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>'
    "</Relationships>"
)
# Level 0: 一、  level 1: （一）  level 2: 1.  level 3: （1）  level 4: ①
_LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
    ("decimalEnclosedCircleChinese", "%5"),
)
_FANGSONG = '<w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋"/>'


def run(text: str, *, bold: bool = False, hidden: bool = False) -> str:
    """A run of text; tabs and line breaks become Word's own."""
    marks = ("<w:b/>" if bold else "") + ("<w:vanish/>" if hidden else "")
    parts = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(piece, f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
        for piece in _pieces(text)
    )
    return f"<w:r><w:rPr>{marks}</w:rPr>{parts}</w:r>" if marks else f"<w:r>{parts}</w:r>"


def _pieces(text: str) -> list[str]:
    pieces: list[str] = [""]
    for char in text:
        if char in "\t\n":
            pieces += [char, ""]
        else:
            pieces[-1] += char
    return [piece for piece in pieces if piece]


def paragraph(content: str = "", *, text: str = "", level: int | None = None, style: str = "", list_id: int = 1) -> str:
    """A paragraph of `text` (or of ready-made `content`); `level` gives it an automatic number."""
    number = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{number}</w:pPr>" if named or number else ""
    return f"<w:p>{properties}{content or run(text)}</w:p>"


def inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="a">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="a"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>'


def text_box(text: str) -> str:
    """A run with a text box, written twice as Word does: for new programs and as a fallback for old ones."""
    inner = f"<w:txbxContent>{paragraph(text=text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{inner}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def table(rows: Sequence[Sequence[str]], *, down: Sequence[tuple[int, int, int]] = (), title: bool = False) -> str:
    """A table of texts. `down` are merged cells (column, first row, last row); with `title` row 0 spans all columns."""
    body: list[str] = []
    width = max(len(row) for row in rows)
    for index, row in enumerate(rows):
        cells: list[str] = []
        if title and index == 0:
            cells.append(_cell(row[0], f'<w:gridSpan w:val="{width}"/>'))
        else:
            for column, text in enumerate(row):
                merged = next((m for m in down if m[0] == column and m[1] <= index <= m[2]), None)
                mark = "" if merged is None else '<w:vMerge w:val="restart"/>' if merged[1] == index else "<w:vMerge/>"
                cells.append(_cell("" if merged and merged[1] != index else text, mark))
        body.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(body)}</w:tbl>"


def _cell(text: str, mark: str) -> str:
    inner = "".join(paragraph(text=line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{mark}</w:tcPr>{inner}</w:tc>"


def _styles() -> str:
    normal = f'<w:rPr>{_FANGSONG}<w:sz w:val="32"/></w:rPr>'
    heading = '<w:rPr><w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/><w:sz w:val="32"/></w:rPr>'
    title = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:b/><w:sz w:val="44"/></w:rPr>'
    centred = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    number = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    inner = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{properties}</w:style>'
        for key, name, properties in (
            ("a", "Normal", normal),
            ("1", "heading 1", heading),
            ("t", "Title", centred + title),
            ("n", "numbered", number),
        )
    )
    return f"<w:styles {MAIN}>{inner}</w:styles>"


def _numbering(lists: int) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(_LEVELS)
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>'
        + ("" if number == 1 else '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride>')
        + "</w:num>"
        for number in range(1, lists + 1)
    )
    return f'<w:numbering {MAIN}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}</w:numbering>'


def document(*content: str, lists: int = 2) -> bytes:
    """A whole .docx file of paragraphs and tables."""
    return package({"word/document.xml": body(*content)}, lists=lists)


def body(*content: str) -> str:
    """The main part of a document."""
    return f"<w:document {MAIN}><w:body>{''.join(content)}<w:sectPr/></w:body></w:document>"


def package(parts: dict[str, str | bytes], *, lists: int = 2) -> bytes:
    """A package of the usual parts and `parts` (which may replace one)."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    everything: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": head + _styles(),
        "word/numbering.xml": head + _numbering(lists),
        **{name: head + part if isinstance(part, str) else part for name, part in parts.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in everything.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def from_text(text: str) -> bytes:
    """A plan in plain text as a Word file: title lines centred, chapters as headings, numbers made automatic."""
    content: list[str] = []
    lines = text.rstrip("\n").split("\n")
    opening = lines.index("") if "" in lines[:8] else 0
    for index, line in enumerate(lines):
        if not line:
            continue
        if index < opening:
            content.append(paragraph(text=line, style="t"))
            continue
        level, rest = _numbered(line)
        content.append(paragraph(text=rest, level=level, style="1" if level == 0 else ""))
    return document(*content)


def _numbered(line: str) -> tuple[int | None, str]:
    mark, _, rest = line.partition("、")
    if mark and all(char in "一二三四五六七八九十" for char in mark):
        return 0, rest
    if line.startswith("（") and line[1:2] in "一二三四五六七八九十":
        return 1, line.partition("）")[2]
    return None, line


if __name__ == "__main__":
    from pathlib import Path

    sample = Path(__file__).parents[2] / "resources" / "sample"
    (sample / "plan.docx").write_bytes(from_text((sample / "plan.txt").read_text(encoding="utf-8")))
