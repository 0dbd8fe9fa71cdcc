"""Rows of the file brought to what a newer issue of a document says, field by field; and rows removed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.acceptance.differences import RowChange
from models.acceptance.from_draft import places_of
from models.acceptance.terms import Part
from models.grid.actions import delete_cells, update_cell
from models.intake.actions.people import PeopleWriter, is_masked_name
from models.intake.actions.tasks import HANDS_IN, ROLES, hand_in_body, person_role
from models.intake.draft import Draft, Task, TaskUnit
from models.intake.phases import phases_of
from models.intake.stages import stage_of
from models.org.actions import (
    delete_groups,
    delete_seats,
    end_contacts,
    ensure_unit,
    move_groups,
    update_group,
    update_seat,
)
from models.org.rules import clean_name, role_of_wording
from models.org.tables import Group
from models.task import rules
from models.task.actions import (
    delete_phases,
    delete_targets,
    delete_tasks,
    move_tasks,
    set_people,
    set_units,
    update_phase,
    update_target,
    update_task,
)
from models.task.actions.places import parents_of
from models.task.deadlines import Due
from models.task.terms import PersonRole, Role

_TASK_TEXTS = ("no", "title", "body")


class Updating:
    """The changes of one document. `tasks` are the ids of its tasks by their keys, `units` ids by every name."""

    def __init__(
        self,
        session: Session,
        draft: Draft,
        campaign_id: int,
        tasks: Mapping[int, int],
        units: dict[str, int],
        apart: Collection[int] = (),
    ) -> None:
        self._session = session
        self._draft = draft
        self._campaign_id = campaign_id
        self._tasks = tasks
        self._units = units
        self._apart = apart
        self._people = PeopleWriter(session, units)
        self._phases = tuple(phases_of(draft.phases))
        self._places = tuple(places_of(draft))
        self._writers: Mapping[Part, Callable[[int, int, Sequence[str]], None]] = {
            Part.GROUPS: self._group,
            Part.SEATS: self._seat,
            Part.TASKS: self._task,
            Part.PHASES: self._phase,
            Part.TARGETS: self._target,
            Part.REPORTING: self._hand_in,
            Part.PLACES: self._place,
        }

    def write(self, change: RowChange, fields: Sequence[str]) -> None:
        """Bring the named fields of a row to what the document says."""
        if change.at is not None and change.row_id is not None:
            self._writers[change.part](change.row_id, change.at, fields)

    def _unit(self, name: str) -> int:
        return ensure_unit(self._session, name=name, known=self._units)

    # ---- groups and seats ---------------------------------------------------------------------------------------

    def _group(self, group_id: int, at: int, fields: Sequence[str]) -> None:
        group = self._draft.groups[at]
        values: dict[str, Any] = {}
        if "lead_unit" in fields:
            lead = group.lead_unit or group.host
            values["lead_unit_id"] = self._unit(lead) if lead else None
        if "duty" in fields:
            values["duty"] = group.duty or (f"简称：{group.short}" if group.short else "")
        if values:
            update_group(self._session, group_id=group_id, **values)
        if "parent" in fields:
            rows = self._session.query(Group.id, Group.name, Group.parent_id).filter(
                Group.campaign_id == self._campaign_id
            )
            known = {row.name: row.id for row in rows}
            parents = {row.id: row.parent_id for row in rows}
            parent = known.get(clean_name(group.parent)) if group.parent else None
            if not _is_below(parent, group_id, parents):
                move_groups(self._session, group_ids=[group_id], parent_id=parent)

    def _seat(self, seat_id: int, at: int, fields: Sequence[str]) -> None:
        seat = self._draft.seats[at]
        values: dict[str, Any] = {}
        if "wording" in fields:
            values |= {"wording": seat.role, "role": role_of_wording(seat.role)}
        if "name" in fields:
            person_id = self._people.person(seat.name, apart=at in self._apart)
            values["person_id"] = person_id
            if person_id is not None:
                values["post_id"] = None
                self._people.hold(person_id, seat.post)
        if "post" in fields:
            values["post_text"] = seat.post
        if "unit" in fields:
            values["unit_id"] = self._unit(seat.unit) if seat.unit else None
        update_seat(self._session, seat_id=seat_id, **values)

    # ---- tasks --------------------------------------------------------------------------------------------------

    def _task(self, task_id: int, at: int, fields: Sequence[str]) -> None:
        task = self._draft.tasks[at]
        values: dict[str, Any] = {key: getattr(task, key) for key in _TASK_TEXTS if key in fields}
        if "deadline" in fields:
            values |= _deadline(task.deadline, task.due)
        if values:
            update_task(self._session, task_id=task_id, **values)
        for role in ROLES.values():
            if role.value in fields:
                self._carry(task_id, role, [unit for unit in task.units if ROLES[unit.duty] is role])
        if "people" in fields:
            self._name(task_id, task)
        if "parent" in fields:
            parent_id = self._tasks.get(task.parent) if task.parent is not None else None
            parents = parents_of(self._session, self._campaign_id)
            if rules.why_not_movable([task_id], parent_id, parents) is None:
                move_tasks(self._session, task_ids=[task_id], parent_id=parent_id)

    def _carry(self, task_id: int, role: Role, units: Sequence[TaskUnit]) -> None:
        ids = list(dict.fromkeys(self._unit(unit.name) for unit in units))
        wording = units[0].role if units else ""
        set_units(self._session, task_id=task_id, role=role, unit_ids=ids, wording=wording)

    def _name(self, task_id: int, task: Task) -> None:
        ids: dict[PersonRole, list[int]] = {role: [] for role in PersonRole}
        for one in task.people:
            if one.name and not is_masked_name(one.name):
                person_id = self._people.person(one.name, phone=one.phone)
                if person_id is not None:
                    ids[person_role(one.role)].append(person_id)
        self._session.flush()
        for role, people in ids.items():
            set_people(self._session, task_id=task_id, role=role, person_ids=people)

    def _hand_in(self, task_id: int, at: int, fields: Sequence[str]) -> None:
        duty = self._draft.reporting[at]
        values: dict[str, Any] = {}
        if "title" in fields:
            values["title"] = duty.what
        if "body" in fields:
            values["body"] = hand_in_body(duty)
        if "deadline" in fields:
            values |= _deadline(duty.deadline, duty.due)
        if values:
            update_task(self._session, task_id=task_id, **values)
        if "responsible" in fields:
            ids = list(dict.fromkeys(self._unit(name) for name in duty.who))
            set_units(self._session, task_id=task_id, role=Role.RESPONSIBLE, unit_ids=ids, wording=HANDS_IN)

    # ---- phases, targets, places --------------------------------------------------------------------------------

    def _phase(self, phase_id: int, at: int, fields: Sequence[str]) -> None:
        phase = self._phases[at]
        values: dict[str, Any] = {key: getattr(phase, key) for key in ("name", "body") if key in fields}
        if "time" in fields:
            values |= {"time_words": phase.time, "starts": phase.due.from_, "ends": phase.due.to}
        update_phase(self._session, phase_id=phase_id, **values)

    def _target(self, target_id: int, at: int, fields: Sequence[str]) -> None:
        target = self._draft.targets[at]
        update_target(self._session, target_id=target_id, **{key: getattr(target, key) for key in fields})

    def _place(self, cell_id: int, at: int, fields: Sequence[str]) -> None:
        cell_at, point_at = self._places[at]
        if point_at is None:
            return
        point = self._draft.cells[cell_at].points[point_at]
        values: dict[str, Any] = {}
        if "batch" in fields:
            values["batch"] = point.batch
        if "note" in fields:
            values["note"] = point.stage
        if "stage" in fields:
            values |= {"stage": stage_of(point.stage, point.progress), "progress": point.progress}
        update_cell(self._session, cell_id=cell_id, **values)


def _deadline(words: str, due: Due) -> dict[str, Any]:
    return {"deadline": words, "due_from": due.from_, "due_to": due.to, "due_every": due.every or ""}


def _is_below(parent: int | None, group_id: int, parents: Mapping[int, int | None]) -> bool:
    while parent is not None:
        if parent == group_id:
            return True
        parent = parents.get(parent)
    return False


def remove(session: Session, rows: Sequence[RowChange], today: date) -> None:
    """Take rows away that the document no longer holds and the clerk ticked; contacts end today."""
    ids: dict[Part, list[int]] = {part: [] for part in Part}
    for row in rows:
        if row.row_id is not None:
            ids[row.part].append(row.row_id)
    if ids[Part.TARGETS]:
        delete_targets(session, target_ids=ids[Part.TARGETS])
    if ids[Part.TASKS] or ids[Part.REPORTING]:
        delete_tasks(session, task_ids=[*ids[Part.TASKS], *ids[Part.REPORTING]])
    if ids[Part.PHASES]:
        delete_phases(session, phase_ids=ids[Part.PHASES])
    if ids[Part.SEATS]:
        delete_seats(session, seat_ids=ids[Part.SEATS])
    session.flush()
    if ids[Part.GROUPS]:
        delete_groups(session, group_ids=ids[Part.GROUPS])
    if ids[Part.PLACES]:
        delete_cells(session, cell_ids=ids[Part.PLACES])
    if ids[Part.CONTACTS]:
        end_contacts(session, contact_ids=ids[Part.CONTACTS], on=today)
