"""Each sheet of a print as a PDF of its own: measured together, drawn on all cores, handed out in order."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.papers.own import drawn_with
from models.papers.pdf import join
from models.papers.press import Press, Report, shared_press
from models.papers.render import BREAKDOWN, Plan, Warn, plan_pages
from models.papers.sheet import Sheet
from models.papers.texts import clean
from models.papers.typst import payload_for

_PAGES_PER_JOB = 24


def render_apart(
    sheets: Sequence[Sheet],
    *,
    worker: Press | None = None,
    report: Report | None = None,
    warn: Warn | None = None,
) -> list[bytes]:
    """A PDF for each sheet, in order; the sheets share the profile of the first.

    Raises Condition when one cannot be laid out, Cancelled when `report` does. `warn` hears of a broken template of
    the user, which then is not used.
    """
    made, note = drawn_with("breakdown", lambda template: _render(sheets, worker or shared_press(), report, template))
    if note and warn is not None:
        warn(note)
    return made


def _render(sheets: Sequence[Sheet], press: Press, report: Report | None, template: Path) -> list[bytes]:
    plan = plan_pages(sheets, press, template, report)
    owners, jobs = _jobs_of(plan, sheets)
    own = template != BREAKDOWN
    payloads = [payload_for(template, job, plan.fonts.folders, "pdf", own=own) for job in jobs]

    def tick(done: int) -> None:
        if report is not None:
            finished = owners[done] if done < len(owners) else len(sheets)
            report(finished, len(sheets), f"正在生成，第 {min(finished + 1, len(sheets))} 份，共 {len(sheets)} 份")

    parts = press.compile_all(payloads, tick)
    of_sheet: list[list[bytes]] = [[] for _ in sheets]
    for owner, part in zip(owners, parts, strict=True):
        of_sheet[owner].append(part)
    return [join(found) for found in of_sheet]


def _jobs_of(plan: Plan, sheets: Sequence[Sheet]) -> tuple[list[int], list[dict[str, Any]]]:
    """Jobs of one sheet each (several of a long one), and to which sheet each belongs."""
    owners: list[int] = []
    jobs: list[dict[str, Any]] = []
    number = -1
    for planned in plan.jobs:
        for page in planned["pages"]:
            number += 1 if page["no"] == 1 else 0
            if page["no"] == 1 or len(jobs[-1]["pages"]) == _PAGES_PER_JOB:
                frame: Mapping[str, Any] = planned["sheets"][page["sheet"]]
                owners.append(number)
                jobs.append(
                    {
                        "mode": "draw",
                        "look": planned["look"],
                        "title": clean(sheets[number].title),
                        "sheets": [frame],
                        "pages": [],
                    }
                )
            jobs[-1]["pages"].append(page | {"sheet": 0})
    return owners, jobs
