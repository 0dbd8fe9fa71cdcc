"""Styles of a workbook as far as a reader needs them: the number format and the indent of each."""

from dataclasses import dataclass

from models.intake.loaders.workbook.formats import BUILT_IN, GENERAL, is_day_format
from models.intake.loaders.workbook.package import Package
from models.intake.loaders.xml import scan

_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell shows what it holds."""

    number_format: str = GENERAL
    indent: int = 0
    is_day: bool = False


PLAIN = Style()


def styles_of(package: Package) -> list[Style]:
    """The styles in the order in which cells name them."""
    formats = dict(BUILT_IN)
    found: list[tuple[int, int]] = []
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt" and len(formats) < _MOST:
            formats[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", GENERAL)
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside and len(found) < _MOST:
            found.append((_whole(attributes.get("numFmtId")), 0))
        elif tag == "alignment" and inside and found:
            found[-1] = (found[-1][0], min(_whole(attributes.get("indent")), 250))

    def end(tag: str) -> None:
        nonlocal inside
        if tag == "cellXfs":
            inside = False

    part = package.target("styles")
    pieces = package.pieces(part) if part else None
    if pieces is not None:
        scan(pieces, package.name, start, end)
    styles: list[Style] = []
    for key, indent in found:
        form = formats.get(key, GENERAL)
        styles.append(Style(form, indent, is_day_format(form)))
    return styles


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0
