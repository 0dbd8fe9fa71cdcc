"""From an offered paper to bytes and files: sheets or a drawing, as PDF, xlsx, docx, PNG or SVG."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy.orm import Session

from models.errors import Condition
from models.files import write_atomically
from models.papers.drawing import Drawing
from models.papers.notice import Notice
from models.papers.offer import Asked, Made, Offer
from models.papers.pdf import page_count
from models.papers.press import Report
from models.papers.render import Cover, Print, Ready, Warn, render_pages, render_print
from models.papers.sheet import PAPER_SIZE_MM, Paper, Sheet
from models.printing.settings import settled

FORMAT_NAMES = {"pdf": "PDF文件", "xlsx": "Excel文件", "docx": "Word文件", "png": "图片", "svg": "矢量图"}
_MASK = "****"


def formats_of(offer: Offer) -> tuple[str, ...]:
    """In what a paper can be written: what it offers, tables also as Word files, and each paper as pictures."""
    found = list(offer.formats)
    if "xlsx" in found and "docx" not in found:
        found.insert(found.index("xlsx") + 1, "docx")
    return tuple(found) if "png" in found else (*found, "png")


def make(session: Session, offer: Offer, asked: Asked) -> Made:
    """The paper as plain data, its settings completed. Raises Refusal when there is nothing to print."""
    if offer.needs_campaign and asked.campaign_id is None:
        raise Condition(f"“{offer.name}”要先有一项专项工作。", "请先导入一份方案，或新建一项专项工作。")
    return offer.make(session, settled(session, offer, asked).asked)


def cover_of(offer: Offer, made: Made, asked: Asked) -> Cover | None:
    """What the paper puts before its sheets in one PDF; `asked` is complete with all settings."""
    if offer.cover is None or isinstance(made, Drawing):
        return None
    return offer.cover(made, asked)


def print_of(
    made: Made, *, report: Report | None = None, ready: Ready | None = None, cover: Cover | None = None
) -> Print:
    """The paper as one PDF with its pages counted, handed out part by part as `render_print` does."""
    if not isinstance(made, Drawing):
        return render_print(made, report=report, ready=ready, cover=cover)
    from models.papers.drawn import render_drawing

    notes: list[str] = []
    (pdf,) = render_drawing(made, "pdf", report=report, warn=notes.append)
    if report is not None:  # from here on the number of pages is known
        report(len(made.pages), len(made.pages), "")
    if ready is not None:
        ready(0, pdf)
    return Print(pdf, (page_count(pdf),), note="".join(notes))


def pictures_of(
    made: Made, form: Literal["png", "svg"], *, report: Report | None = None, warn: Warn | None = None
) -> list[bytes]:
    """A picture of each page. `warn` hears of a broken template of the user."""
    if not isinstance(made, Drawing):
        return render_pages(made, form, report=report, warn=warn)
    from models.papers.drawn import render_drawing

    return render_drawing(made, form, report=report, warn=warn)


@dataclass(frozen=True, slots=True)
class Extras:
    """What only some formats take: the 通知 before the tables of a docx, the workbook an xlsx is filled into."""

    notice: Notice | None = None
    template: Path | None = None


def write(
    made: Made,
    form: str,
    path: Path,
    *,
    report: Report | None = None,
    cover: Cover | None = None,
    extras: Extras = Extras(),
    warn: Warn | None = None,
) -> list[Path]:
    """Write the paper to `path` in a format of `formats_of`; pictures of several pages get -1, -2 … The files written.

    Files appear whole or not at all; raises Condition when one is in use. `warn` hears what could not be kept.
    """
    if form in ("xlsx", "docx"):
        if isinstance(made, Drawing):
            raise Condition(f"画出来的材料不能写成{FORMAT_NAMES[form]}。", "请选PDF、图片或矢量图。")
        for note in _write_office(made, form, path, extras):
            if warn is not None:
                warn(note)
        return [path]
    if form == "pdf":
        answer = print_of(made, report=report, cover=cover)
        write_atomically(path, answer.pdf)
        if answer.note and warn is not None:
            warn(answer.note)
        return [path]
    if form not in ("png", "svg"):
        raise ValueError(f"no format: {form}")
    pages = pictures_of(made, "png" if form == "png" else "svg", report=report, warn=warn)
    paths = picture_paths(path, len(pages))
    for target, page in zip(paths, pages, strict=True):
        write_atomically(target, page)
    return paths


def _write_office(sheets: tuple[Sheet, ...], form: str, path: Path, extras: Extras) -> tuple[str, ...]:
    if form == "docx":
        from models.papers.docx import render_docx

        render_docx(sheets, path, extras.notice)
        return ()
    if extras.template is None:
        from models.papers.xlsx import render_xlsx_book

        render_xlsx_book(list(sheets), path)
        return ()
    if len(sheets) > 1:
        raise Condition(f"模板一次只能填一张表，这里有 {len(sheets)} 张。", "请改为每张表一个文件，或不用模板。")
    from models.printing.filling import fill_template

    return fill_template(sheets[0], extras.template, path)


def picture_paths(path: Path, pages: int) -> list[Path]:
    """Where the pictures of `pages` pages go: `path` itself when there is one."""
    return [path] if pages == 1 else [path.with_stem(f"{path.stem}-{number}") for number in range(1, pages + 1)]


def title_of(made: Made) -> str:
    """The first line of the paper's title."""
    title = made.title if isinstance(made, Drawing) else made[0].title
    return title.partition("\n")[0]


def size_mm(made: Made) -> tuple[float, float]:
    """Width and height of a page; the largest ones of a drawing whose pages differ."""
    if isinstance(made, Drawing):
        return max(page.width for page in made.pages), max(page.height for page in made.pages)
    return made[0].profile.size_mm


def paper_of(made: Made) -> tuple[Paper, bool]:
    """On which paper it goes, and whether across."""
    width, height = size_mm(made)
    return (Paper.A3 if max(width, height) > PAPER_SIZE_MM[Paper.A4][1] + 1 else Paper.A4), width > height


def hides_phones(made: Made) -> bool:
    """Whether telephone numbers of the paper have their middle hidden."""
    if isinstance(made, Drawing):
        from models.papers.drawn import words_of

        return any(_MASK in text for texts in words_of(made).values() for text in texts)
    return any(map(_sheet_hides, made))


def _sheet_hides(sheet: Sheet) -> bool:
    cells = (text for row in sheet.rows for text in row.cells.values())
    return any(_MASK in (text if isinstance(text, str) else "".join(text)) for text in cells)
