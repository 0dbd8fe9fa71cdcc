"""Small parts of a Word file: one function writes a run, one a paragraph; text goes in as text, never as markup."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from models.papers.sheet import Align
from models.papers.texts import clean

TWIPS_PER_PT = 20
_JC = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


@dataclass(frozen=True, slots=True)
class Letter:
    """How a run is set: font family, size in pt, room between the letters in pt."""

    font: str
    size: float
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set. `line` is its exact pitch in pt (0: as the letter needs), indents are in pt.

    `least` instead of `line`: lines grow where a letter is taller.
    """

    align: Align = Align.LEFT
    line: float = 0.0
    least: float = 0.0
    indent: float = 0.0
    """Of the first line."""
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    keep_next: bool = False
    page_break: bool = False
    justify: bool = False
    tab: float = 0.0
    """Place of a tab that text ends at, in pt from the left."""


def element(name: str, /, **attributes: object) -> Any:
    """An element `w:name` with attributes of the same space."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def twips(points: float) -> int:
    return round(points * TWIPS_PER_PT)


def run(text: str, letter: Letter) -> Any:
    """A run; line ends become breaks. Characters XML or paper cannot bear are left out."""
    made = element("r")
    made.append(_look(letter))
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            made.append(element("br"))
        if line:
            words = element("t")
            words.text = line
            words.set(qn("xml:space"), "preserve")
            made.append(words)
    return made


def line_end() -> Any:
    """A run that begins a new line."""
    made = element("r")
    made.append(element("br"))
    return made


def field(name: str, letter: Letter) -> list[Any]:
    """A field that the reader fills, such as PAGE."""
    runs = []
    for kind in ("begin", "", "end"):
        made = element("r")
        made.append(_look(letter))
        if kind:
            made.append(element("fldChar", fldCharType=kind))
        else:
            code = element("instrText")
            code.text = f" {name} "
            code.set(qn("xml:space"), "preserve")
            made.append(code)
        runs.append(made)
    return runs


def _look(letter: Letter) -> Any:
    look = element("rPr")
    fonts = element("rFonts", ascii=letter.font, hAnsi=letter.font, eastAsia=letter.font, cs=letter.font)
    fonts.set(qn("w:hint"), "eastAsia")
    look.append(fonts)
    if letter.spacing:
        look.append(element("spacing", val=twips(letter.spacing)))
    look.append(element("sz", val=round(letter.size * 2)))
    look.append(element("szCs", val=round(letter.size * 2)))
    return look


def paragraph(runs: list[Any], setting: Setting = Setting()) -> Any:
    """A paragraph of these runs."""
    made = element("p")
    look = element("pPr")
    if setting.keep_next:
        look.append(element("keepNext"))
    if setting.page_break:
        look.append(element("pageBreakBefore"))
    if setting.tab:
        tabs = element("tabs")
        tabs.append(element("tab", val="right", pos=twips(setting.tab)))
        look.append(tabs)
    for gap in ("autoSpaceDE", "autoSpaceDN"):  # no gaps between Chinese and figures, as official papers have none
        look.append(element(gap, val=0))
    look.append(element("snapToGrid", val=0))
    spacing: dict[str, object] = {"before": twips(setting.before), "after": 0}
    if setting.line or setting.least:
        rule = "exact" if setting.line else "atLeast"
        spacing |= {"line": twips(setting.line or setting.least), "lineRule": rule}
    look.append(element("spacing", **spacing))
    indents = {"left": setting.left, "right": setting.right, "firstLine": setting.indent}
    if any(indents.values()):
        look.append(element("ind", **{key: twips(value) for key, value in indents.items() if value}))
    look.append(element("jc", val="both" if setting.justify else _JC[setting.align]))
    made.append(look)
    for one in runs:
        made.append(one)
    return made


def borders(parent: str, sides: Mapping[str, int]) -> Any:
    """Lines of a table; sizes in 1/8 pt, 0 for none."""
    made = element(parent)
    for side, size in sides.items():
        made.append(element(side, val="single" if size else "nil", sz=size, space=0, color="000000"))
    return made
