"""From sheets to a PDF: measure, cut into pages, draw in parallel, join. The preview shows these same pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from models.papers.cells import Ruler
from models.papers.fonts import FontSet, font_set
from models.papers.layout import SheetLayout, look_of
from models.papers.offer import Cover as Cover
from models.papers.own import drawn_with
from models.papers.pdf import join, page_count
from models.papers.press import Press, Report, shared_press
from models.papers.sheet import Sheet
from models.papers.texts import clean
from models.papers.typst import TEMPLATES, payload_for

BREAKDOWN = TEMPLATES / "breakdown.typ"
_PAGES_PER_JOB = 24
_FIRST_PAGES = 4
"""A long print begins with a short part, so that the preview shows something soon."""
_CELLS_PER_JOB = 1500
_TIGHTER_MM = (0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Plan:
    """Sheets cut into pages, ready to be drawn. `page_counts` has one number for each sheet."""

    jobs: tuple[Mapping[str, Any], ...]
    page_counts: tuple[int, ...]
    fonts: FontSet


@dataclass(frozen=True, slots=True)
class Print:
    """A finished PDF and the number of pages of each sheet in it, after those of the cover."""

    pdf: bytes
    page_counts: tuple[int, ...]
    cover_pages: int = 0
    note: str = ""
    """What was wrong with the user's own template, which then was not used."""


Ready = Callable[[int, bytes], None]
Warn = Callable[[str], object]


def render_pdf(
    sheet: Sheet, *, worker: Press | None = None, report: Report | None = None, template: Path | None = None
) -> bytes:
    """`sheet` as PDF. Raises Condition when it cannot be laid out, Cancelled when `report` does."""
    return render_sheets([sheet], worker=worker, report=report, template=template)


def render_sheets(
    sheets: Sequence[Sheet], *, worker: Press | None = None, report: Report | None = None, template: Path | None = None
) -> bytes:
    """Several sheets (one for each unit) in one PDF; the pages of each are numbered from 1."""
    return render_print(sheets, worker=worker, report=report, template=template).pdf


def render_print(
    sheets: Sequence[Sheet],
    *,
    worker: Press | None = None,
    report: Report | None = None,
    ready: Ready | None = None,
    cover: Cover | None = None,
    template: Path | None = None,
) -> Print:
    """As `render_sheets`, with the number of pages of each sheet.

    `ready(first page from 0, PDF)` hands out parts as they are drawn, for a preview that cannot wait for all.
    `cover(page counts)` makes a sheet that goes first; its pages are counted apart (`cover_pages`).
    Without `template` the user's own is used where there is one; if it is broken, the program's, and `note` says so.
    """

    def draw(chosen: Path) -> Print:
        if ready is None or chosen == BREAKDOWN:
            return _render(sheets, worker or shared_press(), report or _silent, ready, cover, chosen)
        parts: list[tuple[int, bytes]] = []  # nothing is shown of a print that may have to begin again
        made = _render(sheets, worker or shared_press(), report or _silent, _collecting(parts), cover, chosen)
        for part in parts:
            ready(*part)
        return made

    if template is not None:
        return draw(template)
    made, note = drawn_with("breakdown", draw)
    return replace(made, note=note)


def _collecting(parts: list[tuple[int, bytes]]) -> Ready:
    def collect(first: int, pdf: bytes) -> None:
        parts.append((first, pdf))

    return collect


def _render(
    sheets: Sequence[Sheet], press: Press, tell: Report, ready: Ready | None, cover: Cover | None, template: Path
) -> Print:
    plan = plan_pages(sheets, press, template, tell)
    page_counts, cover_pages = plan.page_counts, 0
    if cover is not None:
        front = _plan_cover(cover(page_counts), press, template, tell)
        cover_pages = sum(front.page_counts)
        plan = replace(plan, jobs=front.jobs + plan.jobs)
    total = cover_pages + sum(page_counts)
    starts = [0]
    for job in plan.jobs:
        starts.append(starts[-1] + len(job["pages"]))

    def tick(jobs_done: int) -> None:
        tell(starts[jobs_done], total, f"正在生成，共 {total} 页")

    def hand_out(job: int, part: bytes) -> None:
        if ready is not None:
            ready(starts[job], part)

    payloads = [payload_for(template, job, plan.fonts.folders, "pdf", own=template != BREAKDOWN) for job in plan.jobs]
    tick(0)  # from here on the number of pages is known
    whole = join(press.compile_all(payloads, tick, hand_out))
    if page_count(whole) != total:
        raise RuntimeError(
            f"{page_count(whole)} pages drawn, {total} planned: the template measures what it does not draw"
        )
    tell(total, total, f"共 {total} 页")
    return Print(whole, page_counts, cover_pages)


def render_pages(
    sheets: Sequence[Sheet],
    answer: Literal["png", "svg"],
    *,
    worker: Press | None = None,
    report: Report | None = None,
    dpi: float = 200,
    warn: Warn | None = None,
) -> list[bytes]:
    """The pages of the sheets as pictures, one file for each page. `warn` hears of a broken template of the user."""
    press = worker or shared_press()
    tell = report or _silent

    def draw(template: Path) -> list[bytes]:
        own = template != BREAKDOWN
        plan = plan_pages(sheets, press, template, tell)
        total = sum(plan.page_counts)
        payloads = [payload_for(template, job, plan.fonts.folders, answer, own=own) | {"ppi": dpi} for job in plan.jobs]

        def tick(jobs_done: int) -> None:
            done = sum(len(job["pages"]) for job in plan.jobs[:jobs_done])
            tell(done, total, f"正在生成，共 {total} 页")

        found = press.compile_all(payloads, tick)
        return [page for part in found for page in (part if isinstance(part, list) else [part])]

    pages, note = drawn_with("breakdown", draw)
    if note and warn is not None:
        warn(note)
    return pages


def _plan_cover(sheet: Sheet, press: Press, template: Path, tell: Report) -> Plan:
    """Rows to be signed give up to 1 mm of their height where that saves a page with a few of them alone."""
    plan = plan_pages([sheet], press, template, tell)
    if plan.page_counts == (1,) or not sheet.row_mm:
        return plan
    for less in _TIGHTER_MM:
        tighter = plan_pages([replace(sheet, row_mm=sheet.row_mm - less)], press, template, tell)
        if tighter.page_counts < plan.page_counts:
            return tighter
    return plan


def plan_pages(sheets: Sequence[Sheet], press: Press, template: Path = BREAKDOWN, report: Report | None = None) -> Plan:
    """Measure the sheets and cut them into pages. Sheets of one print share the profile of the first."""
    tell = report or _silent

    def tick(_: int) -> None:
        tell(0, 0, "正在排版")

    if not sheets:
        raise ValueError("no sheet to print")
    profile = sheets[0].profile
    fonts = font_set(profile.fonts)
    look = look_of(profile) | {
        "fonts": fonts.template_fonts(),
        "title_weight": fonts.voices["title"].weight,
        "heading_weight": fonts.voices["heading"].weight,
        "strong_weight": fonts.voices["heading"].weight,
    }
    title = clean(sheets[0].title)

    def ask(cells: list[dict[str, Any]], frames: list[dict[str, Any]]) -> Mapping[str, Any]:
        """Heights of cells and of what stands around the rows; many cells are shared out among the children."""
        share = max(-(-len(cells) // press.size), _CELLS_PER_JOB)
        jobs = [
            {"mode": "measure", "look": look, "title": title, "cells": cells[start : start + share], "sheets": frames}
            for start in range(0, max(len(cells), 1), share)
        ]
        own = template != BREAKDOWN
        answers = press.compile_all(
            [payload_for(template, job, fonts.folders, "heights", own=own) for job in jobs], tick
        )
        return answers[0] | {"cells": [height for answer in answers for height in answer["cells"]]}

    frames: list[Mapping[str, float]] = []

    def measure(cells: list[dict[str, Any]]) -> list[float]:
        """The first call also measures what stands around the rows."""
        answer = ask(cells, [] if frames else [layout.template_sheet() for layout in layouts])
        if not frames:
            frames.extend(
                {"heading": a, "head": b, "tail": c}
                for a, b, c in zip(answer["headings"], answer["heads"], answer["tails"], strict=True)
            )
        heights: list[float] = answer["cells"]
        return heights

    ruler = Ruler(profile.body_size, measure)
    layouts = [SheetLayout(sheet, ruler) for sheet in sheets]
    ruler.take(cell for layout in layouts for cell in layout.cells())
    if not frames:
        measure([])
    for index, layout in enumerate(layouts):
        if not layout.set_frame(**frames[index]):
            ruler.take(layout.cells())
            again = ask([], [layout.template_sheet()])
            layout.set_frame(again["headings"][0], again["heads"][0], again["tails"][0])
    pages: list[dict[str, Any]] = []
    counts: list[int] = []
    for index, layout in enumerate(layouts):
        sheet_pages = layout.pages()
        counts.append(len(sheet_pages))
        for number, page in enumerate(sheet_pages, 1):
            numbers = {"no": number, "total": len(sheet_pages), "sheet": index}
            pages.append(page | numbers | _small_texts(layout.sheet, number))
    jobs = _jobs(pages, [layout.template_sheet() for layout in layouts], press.size)
    common = {"mode": "draw", "look": look, "title": title}
    return Plan(tuple(common | job for job in jobs), tuple(counts), fonts)


def _small_texts(sheet: Sheet, number: int) -> dict[str, str]:
    parts = [clean(text).replace("\n", "") for text in (sheet.title, sheet.unit)]
    running = "　".join(part for part in parts if part) if number > 1 and sheet.lines else ""
    return {"small": clean(sheet.small_print), "running": running}


def _jobs(pages: list[dict[str, Any]], frames: list[dict[str, Any]], cores: int) -> list[dict[str, Any]]:
    """Pages in chunks for the children; each chunk carries only the sheets it shows."""
    first = _FIRST_PAGES if len(pages) > _PAGES_PER_JOB else 0
    rest = len(pages) - first
    count = max(1, min(-(-rest // _PAGES_PER_JOB), 4 * cores))
    if first:
        count = -(-count // cores) * cores
    size = -(-rest // count)
    jobs = []
    for start in ([0] if first else []) + list(range(first, len(pages), size)):
        chunk = pages[start : first if start < first else start + size]
        shown = chunk[0]["sheet"]
        jobs.append(
            {
                "pages": [page | {"sheet": page["sheet"] - shown} for page in chunk],
                "sheets": frames[shown : chunk[-1]["sheet"] + 1],
            }
        )
    return jobs


def _silent(done: int, total: int, text: str) -> None:
    pass
