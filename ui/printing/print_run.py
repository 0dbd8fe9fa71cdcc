"""A split print handed to the printer part by part, each as often as wanted; what was handed over when it broke off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.errors import Cancelled, Condition
from models.papers.pdf import cut
from models.papers.printers import JobState, PrintOptions
from ui import background
from ui.printing.subject import HandedOut

Send = Callable[[bytes, str, PrintOptions, background.Report], str]
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Sent:
    """What was handed over: the parts and their jobs (by id, "" where the system has none), and why not all."""

    parts: tuple[HandedOut, ...]
    jobs: tuple[tuple[str, str], ...]
    total: int
    stopped: Condition | None = None

    def words(self, printer: str) -> str:
        """39 份材料（共 45 份、130 页）已交给打印机, and what is left when it broke off."""
        sheets = sum(part.copies for part in self.parts)
        pages = sum(part.copies * part.pages for part in self.parts)
        done = f"已把 {len(self.parts)} 份材料（按份数 {sheets} 份，共 {pages} 页）交给打印机“{printer}”"
        if len(self.parts) == self.total:
            return f"{done}。"
        last = f"，最后一份是“{self.parts[-1].name}”" if self.parts else ""
        why = f"{self.stopped.sentence}" if self.stopped is not None else "打印已停下。"
        return f"{why}{done}{last}；其余 {self.total - len(self.parts)} 份没有打印。"


def send_parts(
    pdf: bytes, parts: Sequence[HandedOut], title: str, options: PrintOptions, send: Send, report: background.Report
) -> Sent:
    """Hand each part over as a job of its own, so that each begins on a new sheet of paper; stops when cancelled."""
    sent: list[HandedOut] = []
    jobs: list[tuple[str, str]] = []
    stopped: Condition | None = None
    try:
        for number, part in enumerate(parts):
            report(number, len(parts), f"正在交给打印机：{part.name}（{number + 1}/{len(parts)}）")
            piece = cut(pdf, part.first, part.pages)
            job = send(piece, f"{title} {part.name}", replace(options, copies=part.copies, pages=""), report)
            sent.append(part)
            jobs.append((job, part.name))
    except Cancelled:
        pass
    except Condition as condition:
        stopped = condition
    return Sent(tuple(sent), tuple(job for job in jobs if job[0]), len(parts), stopped)


class Batch:
    """Jobs of one split print: one sentence when all have ended."""

    def __init__(self, title: str, jobs: Sequence[tuple[str, str]]) -> None:
        self._title = title
        self._names = dict(jobs)
        self._ended: dict[str, JobState] = {}

    def end(self, job: str, state: JobState) -> None:
        """A job has come to its end."""
        self._ended[job] = state

    @property
    def has_ended(self) -> bool:
        return len(self._ended) == len(self._names)

    def words(self) -> tuple[str, str]:
        """The sentence and its kind."""
        bad = (JobState.CANCELLED, JobState.FAILED, JobState.STOPPED)
        names = [self._names[job] for job, state in self._ended.items() if state in bad]
        if names:
            named = "、".join(f"“{name}”" for name in names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
            return f"{named} {len(names)} 份没有打完，没有记为已打印。请查看打印机后单独重打。", "warning"
        if all(state is JobState.DONE for state in self._ended.values()):
            return f"“{self._title}”的 {len(self._names)} 份材料已全部打印。", "ok"
        return f"“{self._title}”已交给打印机，是否打完请到打印机查看。", "warning"
