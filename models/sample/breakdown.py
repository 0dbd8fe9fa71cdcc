"""Phases, tasks, targets and assignments of the sample; with `copies` the stress database."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.base import new_id
from models.journal import insert_many
from models.pinyin import initials
from models.sample.organisation import Organisation
from models.sample.shelf import deadline_words, load, shifted_month
from models.task.deadlines import parse_deadline
from models.task.rules import GAP
from models.task.tables import Assignment, Phase, Target, Task, TaskPerson
from models.task.terms import PersonRole, Role

UNITS_PER_COPIED_TASK = 11
_PHASES = (
    ("动员部署阶段", -5, -3, "成立机构，制定方案，分解任务，签订责任书，召开动员大会。"),
    ("集中攻坚阶段", -3, 4, "各专业组、各区对照标准逐项整治，每月督查通报，问题交办销号。"),
    ("巩固提升阶段", 4, 8, "组织模拟考核，查漏补缺，整理档案，迎接省级考核推荐和国家评估。"),
)

Progress = Callable[[int, int, str], None]


def add_phases(session: Session, *, campaign_id: int, today: date) -> list[int]:
    """Write the three phases around `today`; answers their ids."""
    rows = []
    for place, (name, begin, end, body) in enumerate(_PHASES):
        starts = date(*shifted_month(today, begin), 1)
        ends = date(*shifted_month(today, end), 1) - timedelta(days=1)
        rows.append(
            {
                "campaign_id": campaign_id,
                "position": place,
                "name": name,
                "time_words": f"{starts.year}年{starts.month}月—{ends.year}年{ends.month}月",
                "starts": starts,
                "ends": ends,
                "body": body,
            }
        )
    return insert_many(session, Phase, rows)


class Breakdown:
    """Collects the rows of the task tree and writes them at once."""

    def __init__(self, organisation: Organisation, *, campaign_id: int, phases: Sequence[int], today: date) -> None:
        self._organisation = organisation
        self._campaign_id = campaign_id
        self._phases = phases
        self._today = today
        self._plan = load("tasks")
        self._random = random.Random(76)  # the same stress database every time
        self._rows: dict[type[Any], list[dict[str, Any]]] = {
            mapped: [] for mapped in (Task, Target, Assignment, TaskPerson)
        }

    def add(self, pool: Sequence[int] = (), copy: int = 0) -> None:
        """One pass over the ten big items; copies are numbered and topped up with units from `pool`."""
        tail = f"（第{copy + 1}片区）" if copy else ""
        for big in self._plan:
            lead = big["lead"]
            place = len(self._rows[Task])
            big_id = self._add_task(None, place, big["title"] + tail, points=None)
            self._assign(big_id, Role.LEAD, [lead], 0)
            for item in big["items"]:
                self._add_item(big_id, item, tail, pool)

    def write(self, session: Session) -> None:
        for mapped, rows in self._rows.items():
            insert_many(session, mapped, rows)

    def _add_item(self, big_id: int, item: dict[str, Any], tail: str, pool: Sequence[int]) -> None:
        words = deadline_words(item["due"], self._today)
        due = parse_deadline(words, year=self._today.year)
        task_id = self._add_task(
            big_id,
            len(self._rows[Task]),
            item["title"] + tail,
            points=item["points"] * 100,
            body=item["body"],
            deadline=words,
            due_from=due.from_,
            due_to=due.to,
            due_every=due.every or "",
            phase_id=self._phase_of(due.to),
        )
        before = len(self._rows[Assignment])
        for role in Role:
            self._assign(task_id, role, item.get(role.value, ()), len(self._rows[Assignment]) - before)
        if pool:
            self._top_up(task_id, pool, before)
        if "target" in item:
            indicator, value = item["target"]
            self._rows[Target].append(
                {"campaign_id": self._campaign_id, "task_id": task_id, "indicator": indicator, "value": value}
            )
        for lead in item.get("lead", ())[:1]:
            self._add_people(task_id, lead)
            self._settle(before, lead)

    def _add_task(self, parent_id: int | None, place: int, title: str, **more: Any) -> int:
        task_id = new_id()
        row: dict[str, Any] = {
            "due_from": None,
            "due_to": None,
            "due_every": "",
            "body": "",
            "deadline": "",
            "phase_id": None,
        }
        row |= {
            "id": task_id,
            "campaign_id": self._campaign_id,
            "parent_id": parent_id,
            "position": (place + 1) * GAP,
            "title": title,
            "pinyin": initials(title),
            "source": "创建国家卫生城市任务分解表（示例）",
        }
        self._rows[Task].append(row | more)
        return task_id

    def _phase_of(self, due: date | None) -> int | None:
        """The phase in which the last day lies; one without a last day belongs to the main phase."""
        month = 0 if due is None else (due.year - self._today.year) * 12 + due.month - self._today.month
        for phase_id, (_, _, end, _) in zip(self._phases, _PHASES, strict=True):
            if month < end:
                return phase_id
        return None

    def _assign(self, task_id: int, role: Role, units: Sequence[str], start: int) -> None:
        self._rows[Assignment] += [
            {"task_id": task_id, "unit_id": self._organisation.units[unit], "role": role, "position": start + place}
            for place, unit in enumerate(units)
        ]

    def _settle(self, first: int, unit: str) -> None:
        """Every third task is settled on a post of the unit that leads: the head of a section."""
        members = self._organisation.staff.get(unit, ())
        if len(members) > 1 and first % 3 == 0:
            self._rows[Assignment][first]["post_id"] = members[-1].post_id

    def _top_up(self, task_id: int, pool: Sequence[int], before: int) -> None:
        rows = self._rows[Assignment]
        present = {row["unit_id"] for row in rows[before:]}
        missing = UNITS_PER_COPIED_TASK - len(present)
        fresh = [unit for unit in self._random.sample(pool, k=UNITS_PER_COPIED_TASK) if unit not in present]
        rows += [
            {"task_id": task_id, "unit_id": unit, "role": Role.SUPPORT, "position": len(present) + place}
            for place, unit in enumerate(fresh[: max(missing, 0)])
        ]

    def _add_people(self, task_id: int, unit: str) -> None:
        """The deputy head of the lead unit answers for the task, the head of a section does it."""
        members = self._organisation.staff.get(unit, ())
        chosen = [(PersonRole.LEADER, members[1 if len(members) > 2 else 0])] if members else []
        if len(members) > 1:
            chosen.append((PersonRole.OWNER, members[-1]))
        self._rows[TaskPerson] += [
            {"task_id": task_id, "person_id": one.person_id, "role": role, "position": 0, "post_text": one.title}
            for role, one in chosen
        ]
