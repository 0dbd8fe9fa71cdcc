"""Builds workbooks part by part, with the structures that WPS, Excel and hostile hands leave behind."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


def links(*targets: tuple[str, str, str], base: str = LINKS) -> str:
    """A .rels part of (id, end of the type, target)."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{base}/{kind}" Target={quoteattr(target)}/>' for key, kind, target in targets
    )
    return f'<Relationships xmlns="{PACKAGE_LINKS}">{inner}</Relationships>'


def text(reference: str, value: str) -> str:
    """A cell with its text in place."""
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number(reference: str, value: object, style: int | None = None) -> str:
    """A cell with a number under a style."""
    return f'<c r="{reference}"{"" if style is None else f" s={chr(34)}{style}{chr(34)}"}><v>{value}</v></c>'


def row(at: int, *cells: str, more: str = "") -> str:
    return f'<row r="{at}"{more}>{"".join(cells)}</row>'


def sheet(*rows: str, before: str = "", after: str = "", base: str = MAIN, links_base: str = LINKS) -> str:
    """A sheet's part; `before` (cols) and `after` (mergeCells, drawing) stand around the data."""
    data = f"<sheetData>{''.join(rows)}</sheetData>"
    return f'<worksheet xmlns="{base}" xmlns:r="{links_base}">{before}{data}{after}</worksheet>'


def styles(formats: Sequence[str], *, base: str = MAIN) -> str:
    """Styles 1, 2, … with these number formats (a number is one built in); style 0 is General."""
    own = "".join(
        f'<numFmt numFmtId="{200 + index}" formatCode={quoteattr(code)}/>' for index, code in enumerate(formats)
    )
    xfs = '<xf numFmtId="0"/>' + "".join(
        f'<xf numFmtId="{code if code.isdigit() and len(code) < 3 and code != "0" else 200 + index}"/>'
        for index, code in enumerate(formats)
    )
    return (
        f'<styleSheet xmlns="{base}"><numFmts>{own}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>'
    )


def workbook(
    sheets: Mapping[str, str],
    *,
    formats: Sequence[str] = (),
    strings: str = "",
    states: Mapping[str, str] | None = None,
    from_1904: bool = False,
    more: Mapping[str, str | bytes] | None = None,
    more_links: Sequence[tuple[str, str, str]] = (),
    base: str = MAIN,
    links_base: str = LINKS,
) -> bytes:
    """A whole .xlsx of sheets by name (their parts as `sheet` gives them); `more` adds or replaces parts."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{index}" r:id="s{index}"'
        + (f' state="{states[name]}"' if states and name in states else "")
        + "/>"
        for index, name in enumerate(sheets, 1)
    )
    properties = '<workbookPr date1904="1"/>' if from_1904 else ""
    targets = [(f"s{index}", "worksheet", f"worksheets/sheet{index}.xml") for index in range(1, len(sheets) + 1)]
    targets += [("st", "styles", "styles.xml"), *more_links]
    if strings:
        targets.append(("ss", "sharedStrings", "sharedStrings.xml"))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": links(("r1", "officeDocument", "xl/workbook.xml"), base=links_base),
        "xl/workbook.xml": f'<workbook xmlns="{base}" xmlns:r="{links_base}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": links(*targets, base=links_base),
        "xl/styles.xml": styles(formats, base=base),
        **{f"xl/worksheets/sheet{index}.xml": part for index, part in enumerate(sheets.values(), 1)},
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{base}">{strings}</sst>'
    return package({**parts, **(more or {})})


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def one_sheet(*rows: str, formats: Sequence[str] = (), before: str = "", after: str = "") -> bytes:
    """A workbook of one sheet called 表1."""
    return workbook({"表1": sheet(*rows, before=before, after=after)}, formats=formats)


def cell_images(*keys: str) -> dict[str, str | bytes]:
    """The parts in which WPS keeps pictures in cells: picture n is PIXEL with its number behind it."""
    pictures = "".join(
        f'<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{index}" name="{key}"/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="p{index}"/></xdr:blipFill></xdr:pic></etc:cellImage>'
        for index, key in enumerate(keys, 1)
    )
    targets = [(f"p{index}", "image", f"media/image{index}.png") for index in range(1, len(keys) + 1)]
    return {
        "xl/cellimages.xml": '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" '
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{LINKS}">{pictures}'
        "</etc:cellImages>",
        "xl/_rels/cellimages.xml.rels": links(*targets),
        **{f"xl/media/image{index}.png": PIXEL + bytes([index]) for index in range(1, len(keys) + 1)},
    }
