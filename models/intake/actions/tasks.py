"""Tasks and hand-ins of a draft: rows collected first, then inserted at once, so that 10,000 of them are quick."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.base import new_id
from models.errors import Refusal
from models.intake.actions.people import PeopleWriter
from models.intake.draft import Duty, Reporting, Task, TaskPerson
from models.intake.source import Spot
from models.journal import insert_many
from models.pinyin import initials
from models.task.actions.places import positions_for
from models.task.deadlines import Due
from models.task.rules import GAP
from models.task.tables import Assignment
from models.task.tables import Task as TaskRow
from models.task.tables import TaskPerson as TaskPersonRow
from models.task.terms import PersonRole, Role, TaskKind

ROLES: Mapping[Duty, Role] = {
    Duty.LEAD: Role.LEAD,
    Duty.RESPONSIBLE: Role.RESPONSIBLE,
    Duty.SUPPORT: Role.SUPPORT,
    Duty.OVERSEE: Role.OVERSEE,
}
HANDS_IN = "报送单位"


class TaskWriter:
    """Collects the rows of one import; `unit` answers the id of a unit by its name, `step` reports progress."""

    def __init__(
        self,
        session: Session,
        campaign_id: int,
        source: str,
        people: PeopleWriter,
        unit: Callable[[str], int],
        step: Callable[[str], None],
    ) -> None:
        self._session = session
        self._campaign_id = campaign_id
        self._source = source
        self._people = people
        self._unit = unit
        self._step = step
        (first,) = positions_for(session, campaign_id, None, 1)
        self._next_top = first
        self._made: set[int] = set()
        self._tasks: list[dict[str, Any]] = []
        self._assignments: list[dict[str, Any]] = []
        self._persons: list[dict[str, Any]] = []

    def write(
        self, tasks: Sequence[Task], reporting: Sequence[Reporting], held: Mapping[int, int] | None = None
    ) -> dict[int, int]:
        """Write all but the tasks that are there already (`held`: id by key); answers the ids of all by their keys."""
        ids = self._tree(tasks, held or {})
        for duty in reporting:
            self._hand_in(duty)
            self._step("报送事项")
        for mapped, rows in (
            (TaskRow, self._tasks),
            (Assignment, self._assignments),
            (TaskPersonRow, self._persons),
        ):
            insert_many(self._session, mapped, rows)
        return ids

    def _tree(self, tasks: Sequence[Task], held: Mapping[int, int]) -> dict[int, int]:
        keys = {task.key for task in tasks}
        below: dict[int | None, list[Task]] = {}
        for task in tasks:
            below.setdefault(task.parent if task.parent in keys else None, []).append(task)
        ids: dict[int, int] = dict(held)
        ready: list[int | None] = [None]
        for parent in ready:  # grows while it is walked: parents come before their items
            rows = below.get(parent, [])
            for task, position in self._placed(parent, rows, ids):
                ids[task.key] = self._task(task, None if parent is None else ids[parent], position)
            for task in rows:
                ready.append(task.key)
                self._step("任务")
        return ids

    def _placed(self, parent: int | None, tasks: Sequence[Task], ids: Mapping[int, int]) -> Iterator[tuple[Task, int]]:
        """The new ones of one parent with their positions: behind the row of the file in front of them, else last."""
        parent_id = ids.get(parent) if parent is not None else None
        fresh = parent is not None and parent_id in self._made
        after: int | None = None
        waiting: list[Task] = []
        for number, task in enumerate(tasks, 1):
            if task.key in ids:
                yield from self._between(parent_id, waiting, after)
                after, waiting = ids[task.key], []
            elif fresh:
                yield task, GAP * number
            elif parent is None and after is None:
                yield task, self._top()
            else:
                waiting.append(task)
        yield from self._between(parent_id, waiting, after)

    def _between(self, parent_id: int | None, tasks: Sequence[Task], after: int | None) -> Iterator[tuple[Task, int]]:
        if not tasks:
            return
        places = positions_for(self._session, self._campaign_id, parent_id, len(tasks), after_id=after)
        if parent_id is None:
            self._next_top = max(self._next_top, places[-1] + GAP)
        yield from zip(tasks, places, strict=True)

    def _top(self) -> int:
        position = self._next_top
        self._next_top += GAP
        return position

    def _task(self, task: Task, parent_id: int | None, position: int) -> int:
        task_id = self._row(TaskKind.TASK, parent_id, position, task.title, task.body, task.deadline, task.due)
        self._tasks[-1]["no"] = task.no.strip()
        self._tasks[-1]["source"] = self._where(task.spot)
        places: dict[Role, int] = {}
        seen: set[tuple[Role, int]] = set()
        for unit in task.units:
            role, unit_id = ROLES[unit.duty], self._unit(unit.name)
            if (role, unit_id) not in seen:
                seen.add((role, unit_id))
                places[role] = places.get(role, -1) + 1
                self._carries(task_id, unit_id, role, places[role], unit.role)
        for index, person in enumerate(task.people):
            self._person(task_id, person, index)
        return task_id

    def _hand_in(self, duty: Reporting) -> None:
        body = hand_in_body(duty)
        task_id = self._row(TaskKind.REPORTING, None, self._top(), duty.what, body, duty.deadline, duty.due)
        self._tasks[-1]["source"] = self._where(duty.spot)
        for position, unit_id in enumerate(dict.fromkeys(self._unit(name) for name in duty.who)):
            self._carries(task_id, unit_id, Role.RESPONSIBLE, position, HANDS_IN)

    def _row(
        self, kind: TaskKind, parent_id: int | None, position: int, title: str, body: str, deadline: str, due: Due
    ) -> int:
        title = title_of(title)
        if due.from_ is not None and due.to is not None and due.from_ > due.to:
            raise Refusal(f"“{title}”的开始日期晚于截止日期。", "请改其中一个。")
        task_id = new_id()
        self._made.add(task_id)
        self._tasks.append(
            {
                "id": task_id,
                "campaign_id": self._campaign_id,
                "parent_id": parent_id,
                "position": position,
                "kind": kind,
                "no": "",
                "title": title,
                "pinyin": initials(title),
                "body": body.strip(),
                "deadline": deadline.strip(),
                "due_from": due.from_,
                "due_to": due.to,
                "due_every": due.every or "",
                "note": "",
                "source": "",
            }
        )
        return task_id

    def _carries(self, task_id: int, unit_id: int, role: Role, position: int, wording: str) -> None:
        self._assignments.append(
            {"task_id": task_id, "unit_id": unit_id, "role": role, "position": position, "wording": wording}
        )

    def _person(self, task_id: int, person: TaskPerson, position: int) -> None:
        person_id = self._people.person(person.name, phone=person.phone)
        if person_id is None:
            return
        self._people.hold(person_id, person.post)
        role = person_role(person.role)
        self._persons.append(
            {"task_id": task_id, "person_id": person_id, "role": role, "position": position, "post_text": person.post}
        )

    def _where(self, spot: Spot) -> str:
        if spot.cell:
            return f"{self._source}“{spot.sheet}”{spot.cell}" if spot.sheet else f"{self._source}{spot.cell}"
        return f"{self._source}第 {spot.paragraph} 段" if spot.paragraph else self._source


def title_of(words: str) -> str:
    """A title as it is kept: on one line."""
    return " ".join(words.split("\n")).strip()


def hand_in_body(duty: Reporting) -> str:
    """What the task of a hand-in says beside its title."""
    return f"报送至{duty.to}" if duty.to else ""


def person_role(wording: str) -> PersonRole:
    """What a written role of a person (责任领导, 责任人, 联系人) is to a task."""
    if any(word in wording for word in ("联系", "联络", "经办")):
        return PersonRole.CONTACT
    return PersonRole.LEADER if "领导" in wording else PersonRole.OWNER
