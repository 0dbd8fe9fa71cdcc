"""The Word file: sections with their paper, foots with page numbers, the notice first and each table after it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt

from models.files import write_atomically
from models.papers.docx.letter import MARGINS_MM, letter_parts
from models.papers.docx.parts import Letter, Setting, field, paragraph, run
from models.papers.docx.table import sheet_parts
from models.papers.notice import Notice
from models.papers.sheet import OFFICE_FONTS, PAPER_SIZE_MM, Align, Paper, Sheet
from models.papers.texts import clean

_NUMBER = Letter("宋体", 14.0)
_DROP_MM = 23.0
"""From the paper's edge to the foot of the page number: its top stands 7 mm under the text block of 35 mm."""
_ONE_LETTER = 14.0


def render_docx(sheets: Sequence[Sheet], path: Path, notice: Notice | None = None) -> None:
    """Write the sheets to `path` (.docx), as attachments of `notice` when there is one.

    Raises Condition when the file is in use.
    """
    if not sheets:
        raise ValueError("no sheet to write")
    document = Document()
    body = document.element.body
    for old in list(body)[:-1]:
        body.remove(old)
    _properties(document, notice.title if notice else sheets[0].title)
    section = document.sections[0]
    if notice is not None:
        _paper(section, PAPER_SIZE_MM[Paper.A4], MARGINS_MM, _DROP_MM)
        _foots(document, section)
        _add(body, letter_parts(notice, tuple(sheet.title for sheet in sheets), OFFICE_FONTS))
        section = document.add_section(WD_SECTION.NEW_PAGE)
    for number, sheet in enumerate(sheets):
        if number and sheet.profile != sheets[number - 1].profile:
            section = document.add_section(WD_SECTION.NEW_PAGE)
        elif number:
            _add(body, [paragraph([run("", Letter("宋体", 1))], Setting(line=1, page_break=True))])
        if number == 0 or sheet.profile != sheets[number - 1].profile:
            bottom = sheet.profile.margins[2]
            _paper(section, sheet.profile.size_mm, sheet.profile.margins, max(bottom * 0.45, 5.0))
            if notice is None and number == 0:
                _counting_foot(section)
        mark = "" if notice is None else "附件" if len(sheets) == 1 else f"附件{number + 1}"
        _add(body, sheet_parts(sheet, OFFICE_FONTS, mark))
    write_atomically(path, lambda target: document.save(str(target)))


def _add(body: Any, parts: Sequence[Any]) -> None:
    """Before the properties of the last section, which end the body."""
    last = body[-1]
    for part in parts:
        last.addprevious(part)


def _properties(document: Any, title: str) -> None:
    """A title, and nobody's name."""
    properties = document.core_properties
    properties.title = clean(title).replace("\n", "")[:255]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""


def _paper(section: Any, size: tuple[float, float], margins: tuple[float, ...], foot: float) -> None:
    width, height = size
    top, right, bottom, left = margins
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.footer_distance = Mm(foot)
    section.header_distance = Pt(20)


def _foots(document: Any, section: Any) -> None:
    """— 1 — one letter in from the outer edge: right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    odd, even = Setting(Align.RIGHT, right=_ONE_LETTER), Setting(Align.LEFT, left=_ONE_LETTER)
    for footer, setting in ((section.footer, odd), (section.even_page_footer, even)):
        runs = [run("— ", _NUMBER), *field("PAGE", _NUMBER), run(" —", _NUMBER)]
        _set_foot(footer, paragraph(runs, setting))


def _counting_foot(section: Any) -> None:
    """第 1 页　共 9 页 in the middle, as under the PDF."""
    small = Letter(OFFICE_FONTS["note"], 9.0)
    runs = [run("第 ", small), *field("PAGE", small), run(" 页　共 ", small), *field("NUMPAGES", small)]
    _set_foot(section.footer, paragraph([*runs, run(" 页", small)], Setting(Align.CENTER)))


def _set_foot(footer: Any, content: Any) -> None:
    footer.is_linked_to_previous = False
    root = footer._element
    for old in list(root):
        root.remove(old)
    root.append(content)
