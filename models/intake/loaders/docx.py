"""Word documents: paragraphs with automatic numbers, tables with merged cells, text boxes; tracked changes accepted,
hidden text left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from models.errors import Refusal
from models.intake.gate import is_main_part, opened_zip, part_of
from models.intake.loaders.numbering import Numbering, W, numbering_of
from models.intake.source import Paragraph, Source, Table

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}rPr",
    f"{W}pPr",
    f"{W}instrText",
    f"{W}delText",
    f"{W}footnoteReference",
    f"{W}rt",  # the reading over a character
    _FALLBACK,
}
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CONTENTS = re.compile(r"(?:WPSOffice手动)?(?:toc|目录)\s*(?:heading|标题)?\s*\d?", re.IGNORECASE)
# Characters of the symbol fonts that forms are full of: boxes, ticks, bullets.
_SYMBOLS = {
    "Wingdings": {0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0xFC: "√", 0x6C: "●", 0x6E: "■", 0x9F: "•"},
    "Wingdings 2": {0x52: "☑", 0x53: "☒", 0xA3: "□", 0x50: "√", 0x2A: "□", 0x54: "☒"},
    "Symbol": {0xB3: "≥", 0xA3: "≤", 0xB7: "•", 0xB4: "×", 0xB1: "±", 0xB0: "°", 0xA5: "∞"},
}
_DEEPEST = 12
_MOST_CELLS = 200_000
_MOST_MARKS = 2_000_000  # tags in one part; a thousand pages have half of that
_MOST_PARAGRAPHS = 60_000
_MOST_BYTES = 64 << 20  # of one part


@dataclass(slots=True)
class _Styles:
    names: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    based: dict[str, str] = field(default_factory=dict)

    def number_of(self, style: str) -> tuple[str, int] | None:
        for _ in range(_DEEPEST):
            if style in self.numbers:
                return self.numbers[style]
            style = self.based.get(style, "")
            if not style:
                break
        return None


def load_docx(data: bytes, name: str) -> Source:
    """A .docx file as a source. Raises Refusal for a damaged or hostile file."""
    with opened_zip(data, name) as package:
        main = _main_part(package)
        body = _xml(package, main, name)
        if body is None:
            raise Refusal(f"“{name}”里没有正文。", "请用WPS或Word打开后另存一份再试。")
        folder = main.rsplit("/", 1)[0]
        numbering = numbering_of(_xml(package, f"{folder}/numbering.xml", name))
        styles = _styles_of(_xml(package, f"{folder}/styles.xml", name))
        loader = _Loader(numbering, styles)
        content = body.find(f"{W}body")
        loader.blocks(content if content is not None else body, 0)
        if not any(paragraph.text.strip() for paragraph in loader.paragraphs if paragraph.cell is None):
            # Nothing but tables: the title stands in the page head.
            loader = loader.anew()
            for part in sorted(part for part in package.namelist() if _HEAD_PART.fullmatch(part)):
                head = _xml(package, part, name)
                if head is not None and not any(paragraph.text.strip() for paragraph in loader.paragraphs):
                    loader.blocks(head, 0)
            loader.blocks(content if content is not None else body, 0)
        loader.notices += _about_footnotes(_xml(package, f"{folder}/footnotes.xml", name))
    return Source(name, "docx", tuple(loader.paragraphs), tuple(loader.tables), tuple(loader.notices))


_HEAD_PART = re.compile(r"word/header\d*\.xml")


def _about_footnotes(root: Element | None) -> list[str]:
    texts = ["".join(_texts(node, [], 0)).strip() for node in root.iter(f"{W}footnote")] if root is not None else []
    count = sum(1 for text in texts if text)
    return [f"文中有 {count} 条脚注，没有读入正文。"] if count else []


def _main_part(package: ZipFile) -> str:
    names = package.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    return next(part for part in names if is_main_part(part))


def _xml(package: ZipFile, part: str, name: str) -> Element | None:
    content = part_of(package, part, name, _MOST_BYTES)
    if content is None:
        return None
    paragraphs = sum(content.count(mark) for mark in (b"<w:p>", b"<w:p ", b"<w:p/>"))
    if content.count(b"<") > _MOST_MARKS or content.count(b"<w:tc") > 2 * _MOST_CELLS or paragraphs > _MOST_PARAGRAPHS:
        raise Refusal(f"“{name}”里的内容多得不正常，没有打开。", "请向发文单位核实文件，或把要读的部分另存为一个文件。")
    try:
        return fromstring(content.replace(_STRICT, _TRANSITIONAL), forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refusal(f"“{name}”里有不安全的内容，没有打开。", "请向发文单位核实文件，或用WPS另存一份再试。") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Refusal(
            f"“{name}”的内容已损坏，打不开。", "请用WPS或Word打开后另存一份再试；或者重新取一份原件。"
        ) from error


def _styles_of(root: Element | None) -> _Styles:
    styles = _Styles()
    for style in root.iter(f"{W}style") if root is not None else ():
        key = style.get(f"{W}styleId", "")
        title = style.find(f"{W}name")
        styles.names[key] = title.get(f"{W}val", "") if title is not None else ""
        based = style.find(f"{W}basedOn")
        if based is not None:
            styles.based[key] = based.get(f"{W}val", "")
        properties = style.find(f"{W}pPr")
        number = _number_properties(properties) if properties is not None else None
        if number is not None:
            styles.numbers[key] = number
    return styles


def _number_properties(properties: Element) -> tuple[str, int] | None:
    node = properties.find(f"{W}numPr")
    if node is None:
        return None
    list_id, depth = node.find(f"{W}numId"), node.find(f"{W}ilvl")
    value = depth.get(f"{W}val", "0") if depth is not None else "0"
    return (list_id.get(f"{W}val", "") if list_id is not None else ""), int(value) if value.isdigit() else 0


class _Loader:
    def __init__(self, numbering: Numbering, styles: _Styles) -> None:
        self.numbering = numbering
        self.styles = styles
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.notices: list[str] = []
        self._held = ""

    def anew(self) -> "_Loader":
        """A loader of the same document that has read nothing yet."""
        self.numbering.restart()
        return _Loader(self.numbering, self.styles)

    def blocks(self, parent: Element, depth: int) -> None:
        """Paragraphs and tables below an element, in order."""
        if depth > _DEEPEST:
            return
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                self.blocks(child, depth + 1)
            elif child.tag == _ALTERNATE:
                for choice in child:
                    if choice.tag != _FALLBACK:
                        self.blocks(choice, depth + 1)

    def _paragraph(self, node: Element, cell: tuple[int, int, int] | None = None) -> str:
        """Add a paragraph (its text boxes after it); the result is its text with the automatic number."""
        properties = node.find(f"{W}pPr")
        style = ""
        if properties is not None:
            style_node = properties.find(f"{W}pStyle")
            style = style_node.get(f"{W}val", "") if style_node is not None else ""
        boxes: list[Element] = []
        text = "".join(_texts(node, boxes, 0))
        if cell is None:
            text, self._held = self._held + text, ""
        named = self.styles.names.get(style, "")
        if cell is None and named and _CONTENTS.fullmatch(named):
            return ""  # a line of the table of contents repeats a heading
        if cell is None and _is_mark_deleted(properties):
            self._held = text  # the end of the paragraph is deleted: it runs on into the next
            return ""
        label = self._label(properties, style) if text.strip() else ""
        number = len(self.paragraphs) + 1
        self.paragraphs.append(Paragraph(number, text, label, named, cell))
        for box in boxes:
            self.blocks(box, 1)
        return label + text

    def _label(self, properties: Element | None, style: str) -> str:
        own = _number_properties(properties) if properties is not None else None
        number = own if own is not None else self.styles.number_of(style)
        if number is None or number[0] in ("", "0"):
            return ""
        return self.numbering.label(*number)

    def _table(self, node: Element) -> None:
        index = len(self.tables)
        self.tables.append(Table((), ()))
        rows: list[list[str]] = []
        numbers: list[int] = []
        merged: set[tuple[int, int]] = set()
        first = len(self.paragraphs) + 1
        for row_node in _rows(node):
            row: list[str] = []
            if _is_row_deleted(row_node):
                continue
            numbers.append(len(self.paragraphs) + 1)
            row += [""] * _columns_before(row_node)
            for cell_node in _cells(row_node):
                properties = cell_node.find(f"{W}tcPr")
                span, continues = _spans(properties)
                if row and _continues_left(properties):
                    self._cell(cell_node, (index, len(rows), len(row)))
                    merged.add((len(rows), len(row)))
                    row.append(row[-1])
                    continue
                place = (len(rows), len(row))
                text = self._cell(cell_node, (index, *place))
                if continues and rows and place[1] < len(rows[-1]):
                    text = rows[-1][place[1]]
                    merged.add(place)
                row += [text] * span
                merged |= {(place[0], place[1] + extra) for extra in range(1, span)}
            rows.append(row)
            if sum(len(one) for one in rows) > _MOST_CELLS:
                self.notices.append(f"表格超过 {_MOST_CELLS} 格，后面的没有读。")
                break
        width = max((len(row) for row in rows), default=0)
        grid = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
        self.tables[index] = Table(grid, tuple(numbers), frozenset(merged), first, len(self.paragraphs))

    def _cell(self, node: Element, place: tuple[int, int, int]) -> str:
        lines: list[str] = []
        for child in node:
            if child.tag == f"{W}p":
                lines.append(self._paragraph(child, place))
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
                lines += [self._paragraph(inner, place) for inner in child.iter(f"{W}p")]
        return "\n".join(line.strip() for line in lines if line.strip())


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _cells(child)


def _spans(properties: Element | None) -> tuple[int, bool]:
    """(columns covered, whether the cell continues the one above)."""
    if properties is None:
        return 1, False
    span = properties.find(f"{W}gridSpan")
    value = span.get(f"{W}val", "1") if span is not None else "1"
    merge = properties.find(f"{W}vMerge")
    continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
    return (min(int(value), 200) if value.isdigit() else 1) or 1, continues


def _continues_left(properties: Element | None) -> bool:
    """Whether the cell continues the one to its left, as old programs say it (w:hMerge)."""
    merge = properties.find(f"{W}hMerge") if properties is not None else None
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _columns_before(row: Element) -> int:
    """The columns that a row leaves out at its beginning."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    value = before.get(f"{W}val", "") if before is not None else ""
    return min(int(value), 200) if value.isdigit() else 0


def _is_row_deleted(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _is_mark_deleted(properties: Element | None) -> bool:
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def _texts(node: Element, boxes: list[Element], depth: int) -> Iterator[str]:
    """Visible text below a paragraph, in order; text boxes are put aside."""
    if depth > 40:
        return
    for child in node:
        tag = child.tag
        if tag in (f"{W}t", _FORMULA_TEXT):
            yield child.text or ""
        elif tag in (f"{W}tab", f"{W}ptab"):
            yield "\t"
        elif tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif tag == f"{W}sym":
            yield _symbol(child)
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{W}r" and _hidden(child):
            continue
        elif tag not in _SKIPPED:
            yield from _texts(child, boxes, depth + 1)


def _hidden(run: Element) -> bool:
    properties = run.find(f"{W}rPr")
    vanish = properties.find(f"{W}vanish") if properties is not None else None
    return vanish is not None and vanish.get(f"{W}val", "1") not in ("0", "false", "off")


def _symbol(node: Element) -> str:
    code = node.get(f"{W}char", "")
    value = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) else 0
    known = _SYMBOLS.get(node.get(f"{W}font", ""), {}).get(value & 0xFF)
    if known is not None and (value < 0x100 or value >= 0xF000):
        return known
    return chr(value) if 0x20 <= value < 0xD800 else ""
