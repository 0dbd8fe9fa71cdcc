"""Write a draft into a campaign: units, people, groups and seats, phases, tasks, targets, hand-ins, places."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.grid.actions import ensure_cell, known_cells
from models.intake.actions.people import PeopleWriter
from models.intake.actions.places import area_level, levels_for
from models.intake.actions.tasks import TaskWriter
from models.intake.draft import Draft, Group, Seat
from models.intake.phases import phases_of
from models.intake.stages import stage_of
from models.org.actions import add_alias, add_group, add_seat, create_campaign, ensure_unit, known_units
from models.org.queries import campaign
from models.org.rules import clean_name
from models.org.tables import Campaign, Unit
from models.org.tables import Group as GroupRow
from models.records import fetch
from models.task.actions import add_phase, add_target

Report = Callable[..., None]

UNNAMED = "未命名专项工作"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was written. `same_people` are names that stood for one person in several places, `task_ids` the ids of all
    tasks of the draft by their keys."""

    campaign_id: int
    units: int = 0
    people: int = 0
    groups: int = 0
    seats: int = 0
    phases: int = 0
    tasks: int = 0
    targets: int = 0
    reporting: int = 0
    cells: int = 0
    contacts: int = 0
    same_people: tuple[str, ...] = ()
    task_ids: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """What of a draft the file holds already: ids of tasks by their keys, else places in the parts of the draft
    (phases: among those of `phases_of`)."""

    tasks: Mapping[int, int] = field(default_factory=dict)
    seats: Collection[int] = ()
    phases: Collection[int] = ()
    targets: Collection[int] = ()
    reporting: Collection[int] = ()


NOTHING_HELD = Held()


def accept_draft(
    session: Session,
    *,
    draft: Draft,
    campaign_id: int | None = None,
    campaign_name: str = "",
    links: Mapping[str, int] | None = None,
    apart: Collection[int] = (),
    source: str = "",
    held: Held = NOTHING_HELD,
    needs_campaign: bool = True,
    report: Report | None = None,
) -> Accepted:
    """Write everything in `draft`, into a campaign or (None) a new one named so or as the document is titled.

    `links`: name as written -> unit; a name not in it is the unit of exactly that name, else a new unit.
    `apart`: indexes in `draft.seats` whose person is not the namesake. `source` names the document in the tasks.
    `held` are the rows that are there already: they are not written, but new ones may hang under them.
    `needs_campaign` False: a draft of units and places only makes no campaign (its id is 0 then).
    `report(done, total, text)` may raise Cancelled. Refusal when a new campaign's name is taken.
    """
    writer = _Writer(session, draft, links or {}, apart, source, held, report)
    return writer.write(campaign_id, campaign_name, needs_campaign=needs_campaign)


class _Writer:
    def __init__(
        self,
        session: Session,
        draft: Draft,
        links: Mapping[str, int],
        apart: Collection[int],
        source: str,
        held: Held,
        report: Report | None,
    ) -> None:
        self.session = session
        self.draft = draft
        self.apart = frozenset(apart)
        self.source = source
        self.held = held
        self.report = report
        self.total = sum(
            len(part) for part in (draft.units, draft.seats, draft.tasks, draft.phases, draft.targets, draft.reporting)
        ) + sum(len(cell.points) for cell in draft.cells)
        self.done = 0
        self.units = known_units(session)
        self.units_before = len(set(self.units.values()))
        for name, unit_id in links.items():
            fetch(session, Unit, unit_id)
            if self.units.get(clean_name(name)) != unit_id:
                add_alias(session, unit_id=unit_id, name=name)
                self.units[clean_name(name)] = unit_id
        self.made_units: set[int] = set()
        self.people = PeopleWriter(session, self.units)
        self.campaign_id = 0

    def write(self, campaign_id: int | None, name: str, *, needs_campaign: bool) -> Accepted:
        draft, session = self.draft, self.session
        if needs_campaign or campaign_id is not None:
            self.campaign_id = self._campaign(campaign_id, name)
        for unit in draft.units:
            self._unit(unit)
            self._step("单位")
        groups = self._groups()
        phases = self._phases()
        writer = TaskWriter(session, self.campaign_id, self.source, self.people, self._unit, self._step)
        reporting = [duty for at, duty in enumerate(draft.reporting) if at not in self.held.reporting]
        tasks = writer.write(draft.tasks, reporting, self.held.tasks)
        targets = self._targets(tasks)
        cells = self._cells()
        self.session.flush()
        return Accepted(
            campaign_id=self.campaign_id,
            units=len(self.made_units),
            people=self.people.made,
            groups=groups,
            seats=len(draft.seats) - len(self.held.seats),
            phases=phases,
            tasks=len(draft.tasks) - len(self.held.tasks),
            targets=targets,
            reporting=len(reporting),
            cells=cells,
            same_people=tuple(sorted(self.people.several)),
            task_ids=tasks,
        )

    def _step(self, text: str) -> None:
        self.done += 1
        if self.report is not None:
            self.report(min(self.done, self.total), max(self.total, 1), text)

    def _campaign(self, campaign_id: int | None, name: str) -> int:
        if campaign_id is not None:
            fetch(self.session, Campaign, campaign_id)
            return campaign_id
        years = self.draft.years
        return create_campaign(
            self.session,
            name=(name or self.draft.title or UNNAMED)[:120],
            year=years[0] if years else None,
            year_end=years[-1] if len(years) > 1 else None,
            first_unit_leads=self.draft.first_unit_leads,
        )

    def _unit(self, name: str) -> int:
        before = clean_name(name) in self.units
        unit_id = ensure_unit(self.session, name=name, known=self.units)
        if not before:
            self.made_units.add(unit_id)
        return unit_id

    # ---- groups and seats ----

    def _groups(self) -> int:
        rows = self.session.execute(select(GroupRow.id, GroupRow.name).where(GroupRow.campaign_id == self.campaign_id))
        known = {name: group_id for group_id, name in rows}
        made = 0
        for group in _parents_first(self.draft.groups):
            if clean_name(group.name) not in known:
                known[clean_name(group.name)] = self._group(group, known)
                made += 1
        for index, seat in enumerate(self.draft.seats):
            name = clean_name(seat.group) or self._default_group()
            if name not in known:
                known[name] = add_group(self.session, campaign_id=self.campaign_id, name=name)
                made += 1
            if index not in self.held.seats:
                self._seat(known[name], seat, apart=index in self.apart)
            self._step("席位")
        return made

    def _default_group(self) -> str:
        row = campaign(self.session, campaign_id=self.campaign_id)
        return clean_name(f"{row.name if row else UNNAMED}领导小组")[:120]

    def _group(self, group: Group, known: Mapping[str, int]) -> int:
        lead = group.lead_unit or group.host
        duty = group.duty or (f"简称：{group.short}" if group.short else "")
        return add_group(
            self.session,
            campaign_id=self.campaign_id,
            name=group.name,
            parent_id=known.get(clean_name(group.parent)) if group.parent else None,
            lead_unit_id=self._unit(lead) if lead else None,
            duty=duty,
        )

    def _seat(self, group_id: int, seat: Seat, *, apart: bool) -> None:
        person_id = self.people.person(seat.name, apart=apart)
        posts = self.people.hold(person_id, seat.post)
        post_id = posts[0] if posts and not seat.name else None
        add_seat(
            self.session,
            group_id=group_id,
            wording=seat.role,
            person_id=person_id,
            post_id=post_id,
            unit_id=self._unit(seat.unit) if seat.unit else None,
            post_text=seat.post,
            note=f"姓名写作“{seat.name}”" if seat.name and person_id is None else "",
        )

    # ---- phases ----

    def _phases(self) -> int:
        made = 0
        for at, phase in enumerate(phases_of(self.draft.phases)):
            if at in self.held.phases:
                continue
            add_phase(
                self.session,
                campaign_id=self.campaign_id,
                name=phase.name,
                time_words=phase.time,
                starts=phase.due.from_,
                ends=phase.due.to,
                body=phase.body,
            )
            made += 1
            self._step("阶段")
        return made

    def _targets(self, tasks: Mapping[int, int]) -> int:
        made = 0
        for at, target in enumerate(self.draft.targets):
            self._step("目标")
            if at in self.held.targets:
                continue
            add_target(
                self.session,
                campaign_id=self.campaign_id,
                task_id=tasks.get(target.task) if target.task is not None else None,
                indicator=target.indicator,
                value=target.value,
            )
            made += 1
        return made

    # ---- places ----

    def _cells(self) -> int:
        if not self.draft.cells:
            return 0
        levels = levels_for(self.session)
        known = known_cells(self.session)
        count = 0
        for cell in self.draft.cells:
            level_id = area_level(levels, cell.area)
            area_key = next((key for key in known if key[1:] == (level_id, clean_name(cell.area))), None)
            if area_key is not None:
                area_id = known[area_key]
            else:
                area_id = ensure_cell(self.session, level_id=level_id, name=cell.area, known=known)
            for point in cell.points:
                known_before = len(known)
                ensure_cell(
                    self.session,
                    level_id=levels[-1].id,
                    name=point.name,
                    parent_id=area_id,
                    known=known,
                    batch=point.batch,
                    stage=stage_of(point.stage, point.progress),
                    progress=point.progress,
                    note=point.stage,
                )
                count += len(known) > known_before
                self._step("点位")
        return count


def _parents_first(groups: tuple[Group, ...]) -> list[Group]:
    names = {group.name for group in groups}
    ordered: list[Group] = []
    waiting = list(groups)
    while waiting:
        placed = {group.name for group in ordered}
        ready = [group for group in waiting if not group.parent or group.parent not in names or group.parent in placed]
        if not ready:  # groups that name each other as parent: take them as they stand
            return [*ordered, *waiting]
        ordered += ready
        waiting = [group for group in waiting if group not in ready]
    return ordered
