"""Tasks and hand-ins of a draft: rows collected first, then inserted at once, so that 10,000 of them are quick."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.base import new_id
from models.errors import Refusal
from models.intake.actions.people import PeopleWriter
from models.intake.draft import Duty, Reporting, Task, TaskPerson
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
        self._tasks: list[dict[str, Any]] = []
        self._assignments: list[dict[str, Any]] = []
        self._persons: list[dict[str, Any]] = []

    def write(self, tasks: Sequence[Task], reporting: Sequence[Reporting]) -> dict[int, int]:
        """Write all; answers the ids of the tasks by their keys."""
        ids = self._tree(tasks)
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

    def _tree(self, tasks: Sequence[Task]) -> dict[int, int]:
        keys = {task.key for task in tasks}
        below: dict[int | None, list[Task]] = {}
        for task in tasks:
            below.setdefault(task.parent if task.parent in keys else None, []).append(task)
        ids: dict[int, int] = {}
        ready: list[int | None] = [None]
        for parent in ready:  # grows while it is walked: parents come before their items
            for number, task in enumerate(below.get(parent, []), 1):
                position = self._top() if parent is None else GAP * number
                ids[task.key] = self._task(task, None if parent is None else ids[parent], position)
                ready.append(task.key)
                self._step("任务")
        return ids

    def _top(self) -> int:
        position = self._next_top
        self._next_top += GAP
        return position

    def _task(self, task: Task, parent_id: int | None, position: int) -> int:
        task_id = self._row(TaskKind.TASK, parent_id, position, task.title, task.body, task.deadline, task.due)
        self._tasks[-1]["no"] = task.no.strip()
        self._tasks[-1]["source"] = self._where(task.spot.paragraph)
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
        body = f"报送至{duty.to}" if duty.to else ""
        task_id = self._row(TaskKind.REPORTING, None, self._top(), duty.what, body, duty.deadline, duty.due)
        self._tasks[-1]["source"] = self._where(duty.spot.paragraph)
        for position, unit_id in enumerate(dict.fromkeys(self._unit(name) for name in duty.who)):
            self._carries(task_id, unit_id, Role.RESPONSIBLE, position, HANDS_IN)

    def _row(
        self, kind: TaskKind, parent_id: int | None, position: int, title: str, body: str, deadline: str, due: Due
    ) -> int:
        title = " ".join(title.split("\n")).strip()
        if due.from_ is not None and due.to is not None and due.from_ > due.to:
            raise Refusal(f"“{title}”的开始日期晚于截止日期。", "请改其中一个。")
        task_id = new_id()
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

    def _where(self, paragraph: int) -> str:
        return f"{self._source}第 {paragraph} 段" if paragraph else self._source


def person_role(wording: str) -> PersonRole:
    """What a written role of a person (责任领导, 责任人, 联系人) is to a task."""
    if any(word in wording for word in ("联系", "联络", "经办")):
        return PersonRole.CONTACT
    return PersonRole.LEADER if "领导" in wording else PersonRole.OWNER
