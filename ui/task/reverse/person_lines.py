"""Lines and columns of the view by person, put together from what each answers for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.task.queries import PersonDuty, PersonLoad, TaskRow
from models.task.queries.people import OF_UNIT
from models.task.rules.load import Burden, measure_of
from models.task.terms import PersonRole
from ui.style import Tone
from ui.tables.cells import Column
from ui.task.columns import deadline_tooltip, tone_of_deadline

KINDS: Mapping[str, str] = {role.value: role.label for role in PersonRole} | {OF_UNIT: "单位任务落实到人"}
SHORT = {"leader": "领导", "owner": "责任", "contact": "联系", OF_UNIT: "落实"}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person (or a vacant post) with how much of what the filters leave falls to them."""

    id: str
    load: PersonLoad
    counts: Mapping[str, int]
    tasks: int
    burden: Burden
    why: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task of the person chosen, or (`duty` None) a heading."""

    id: str
    parent_id: str | None
    title: str
    duty: PersonDuty | None = None
    row: TaskRow | None = None

    @property
    def is_heading(self) -> bool:
        return self.duty is None


def person_lines(loads: Iterable[PersonLoad], is_wanted: Callable[[int], bool]) -> list[PersonLine]:
    """Everyone, those with tasks first; measured by all their tasks, counted by the tasks wanted."""
    every = list(loads)
    measure = measure_of({load.id: load.tasks for load in every})
    found = []
    for load in every:
        own = [duty for duty in load.duties if is_wanted(duty.task_id)]
        counts = {kind: sum(duty.kind == kind for duty in own) for kind in KINDS}
        tasks = len({duty.task_id for duty in own})
        found.append(
            PersonLine(load.id, load, counts, tasks, measure.of(load.tasks), measure.words(load.tasks, "各人"))
        )
    return sorted(found, key=lambda line: not line.load.duties)


def task_lines(duties: Sequence[PersonDuty], row_of: Callable[[int], TaskRow | None]) -> list[TaskLine]:
    """The tasks under what the person is there."""
    found: list[TaskLine] = []
    for kind, word in KINDS.items():
        own = [(duty, row) for duty in duties if duty.kind == kind and (row := row_of(duty.task_id)) is not None]
        if own:
            found.append(TaskLine(kind, None, f"{word}（{len(own)} 项）"))
            found += [TaskLine(duty.id, kind, row.title, duty, row) for duty, row in own]
    return found


def owner_columns() -> tuple[Column, ...]:
    """姓名 with posts, how many of each kind, 共."""

    def counted(kind: str) -> Column:
        def text(line: PersonLine) -> str:
            return str(line.counts[kind] or "")

        def number(line: PersonLine) -> int:
            return -line.counts[kind]

        return Column(kind, SHORT[kind], text, width=40, align="right", sort=number, muted=True)

    return (
        Column(
            "name", "人员", lambda line: line.load.name, width=90, stretch=True, tooltip=_owner_tooltip,
            note=lambda line: line.load.short_posts,
        ),
        *(counted(kind) for kind in KINDS),
        Column(
            "tasks", "共", lambda line: str(line.tasks), width=44, align="right", sort=lambda line: -line.tasks,
            tone=lambda line: Tone.NEAR if line.burden is Burden.HEAVY else None, tooltip=lambda line: line.why,
        ),
    )  # fmt: skip


def line_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """任务 under the headings, for whom, 牵头单位, 完成时限."""
    return (
        Column(
            "title", "任务", lambda line: line.title, width=200, stretch=True, lines=2,
            strong=lambda line: line.is_heading, tooltip=lambda line: line.title,
        ),
        Column(
            "words", "由来", lambda line: line.duty.words if line.duty is not None else "", width=130, muted=True,
            tooltip=lambda line: line.duty.words if line.duty is not None else "",
        ),
        Column(
            "lead", "牵头单位", _leads, width=100, muted=True, tooltip=_leads,
        ),
        Column(
            "deadline", "完成时限", lambda line: line.row.deadline if line.row else "", width=112, muted=True,
            tone=lambda line: tone_of_deadline(line.row, today()) if line.row else None,
            tooltip=lambda line: deadline_tooltip(line.row) if line.row else "",
        ),
    )  # fmt: skip


def _owner_tooltip(line: PersonLine) -> str:
    return "\n".join(words for words in (line.load.name, line.load.posts, line.why) if words)


def _leads(line: TaskLine) -> str:
    return "、".join(ref.name for ref in line.row.lead) if line.row is not None else ""
