"""The rows of a draft as they would stand in the file, for comparing. Pure."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from models.acceptance.rows import Field, Row, plain, text
from models.acceptance.terms import Part
from models.grid.rules import progress_for
from models.grid.terms import Stage
from models.intake.actions.people import is_masked_name
from models.intake.actions.tasks import ROLES, hand_in_body, person_role, title_of
from models.intake.draft import Draft, Reporting, Task
from models.intake.phases import phases_of
from models.intake.stages import stage_of
from models.org.rules import clean
from models.org.rules import clean_name as cleaned_name
from models.task.deadlines import Due
from models.task.terms import Role

clean_name = lru_cache(maxsize=65_536)(cleaned_name)  # a unit is named by hundreds of tasks


@dataclass(frozen=True, slots=True)
class Naming:
    """What names of the document mean in the file: units by every name, the group of seats without one, groups that
    are there, and what tells areas of one name apart (their level)."""

    units: Mapping[str, int]
    group: str = ""
    groups: frozenset[str] = frozenset()
    level_of: Callable[[str], int] = lambda area: 0

    def unit(self, name: str) -> Hashable:
        """The unit that a name means: its id, or the name of a new one."""
        tidy = clean_name(name)
        return self.units.get(tidy, tidy)


def rows_of_draft(draft: Draft, naming: Naming) -> tuple[Row, ...]:
    """All rows of a draft that have a home in a campaign or on the grid, in the order of the draft."""
    return (
        *_groups(draft, naming),
        *_seats(draft, naming),
        *_tasks(draft, naming),
        *_phases(draft),
        *_targets(draft),
        *_reporting(draft, naming),
        *_places(draft, naming),
    )


def _groups(draft: Draft, naming: Naming) -> Iterator[Row]:
    known = naming.groups | {clean_name(group.name) for group in draft.groups}
    seen: set[str] = set()
    for at, group in enumerate(draft.groups):
        name = clean_name(group.name)
        if name in seen:
            continue
        seen.add(name)
        lead = group.lead_unit or group.host
        parent = clean_name(group.parent)
        fields = {
            "parent": text(parent if parent in known and parent != name else ""),
            "lead_unit": Field(naming.unit(lead), clean_name(lead)) if lead else text(""),
            "duty": text(clean(group.duty or (f"简称：{group.short}" if group.short else ""))),
        }
        yield Row(Part.GROUPS, at, name, fields, exact=(name,))


def seat_row(at: int, group: str, wording: str, name: str, post: str, unit: Field) -> Row:
    """A seat to compare, of a draft or of the file."""
    who = name or post or unit.words
    fields = {"wording": text(wording), "name": text(name), "post": text(post), "unit": unit}
    exact = (
        (group, wording, name, post, unit.same),
        (group, name or unit.same, wording) if name or unit.words else None,
    )
    loose = ((group, name) if name else None, (group, wording, post) if post else None, (group, wording))
    return Row(Part.SEATS, at, f"{wording}{'：' if wording and who else ''}{who}", fields, exact, loose)


def _seats(draft: Draft, naming: Naming) -> Iterator[Row]:
    for at, seat in enumerate(draft.seats):
        name = "" if is_masked_name(seat.name) else clean_name(seat.name)
        unit = Field(naming.unit(seat.unit), clean_name(seat.unit)) if seat.unit else text("")
        group = clean_name(seat.group) or naming.group
        yield seat_row(at, group, clean_name(seat.role), name, clean_name(seat.post), unit)


def task_row(
    part: Part, at: int, path: tuple[str, ...], no: str, fields: Mapping[str, Field], parent: int | None
) -> Row:
    """A task or hand-in to compare; `path` are the titles from the top down to its own."""
    title = fields["title"].words
    names = tuple(plain(one) for one in path)
    exact = ((names, no), (names,))
    loose = ((no, names[-1]) if no else None, names[-1])
    return Row(part, at, title, fields, exact, loose, likeness=title, no=no, parent=parent)


def deadline_field(words: str, due: Due) -> Field:
    """A deadline: its words, and the dates they come to."""
    return Field((words.strip(), due.from_, due.to, due.every or ""), words.strip())


def _tasks(draft: Draft, naming: Naming) -> Iterator[Row]:
    by_key = {task.key: task for task in draft.tasks}
    places = {task.key: at for at, task in enumerate(draft.tasks)}
    for at, task in enumerate(draft.tasks):
        path: list[str] = []
        current: Task | None = task
        while current is not None and len(path) < 12:
            path.insert(0, title_of(current.title))
            current = by_key.get(current.parent) if current.parent is not None else None
        above = by_key.get(task.parent) if task.parent is not None else None
        fields = {
            "no": text(task.no),
            "title": text(path[-1]),
            "parent": text(title_of(above.title) if above is not None else ""),
            "body": text(task.body),
            "people": people_field(
                (person_role(one.role).value, clean_name(one.name), one.post)
                for one in task.people
                if one.name and not is_masked_name(one.name)
            ),
            "deadline": deadline_field(task.deadline, task.due),
            **_units(task, naming),
        }
        parent = places[task.parent] if above is not None and task.parent is not None else None
        yield task_row(Part.TASKS, at, tuple(path), task.no.strip(), fields, parent)


def people_field(people: Iterable[tuple[str, str, str]]) -> Field:
    """People of a task by their roles: (role, name, post as written)."""
    named = sorted(dict.fromkeys((role, name) for role, name, _ in people))
    return Field(tuple(named), "、".join(name for _, name in named))


def _units(task: Task, naming: Naming) -> dict[str, Field]:
    """The units of a task by role, each once, as they would be written."""
    found: dict[Role, dict[Hashable, str]] = {role: {} for role in ROLES.values()}
    for unit in task.units:
        found[ROLES[unit.duty]].setdefault(naming.unit(unit.name), clean_name(unit.name))
    return {role.value: units_field(units) for role, units in found.items()}


def units_field(units: Mapping[Hashable, str]) -> Field:
    """Units in their order: what they mean, and their names."""
    return Field(tuple(units), "、".join(units.values()))


def _phases(draft: Draft) -> Iterator[Row]:
    for at, phase in enumerate(phases_of(draft.phases)):
        yield phase_row(at, phase.name, phase.time, phase.due, phase.body)


def phase_row(at: int, name: str, time: str, due: Due, body: str) -> Row:
    """A phase to compare, of a draft or of the file."""
    fields = {"name": text(name), "time": deadline_field(time, Due(due.from_, due.to)), "body": text(body)}
    loose = (plain(time) or None,)
    return Row(Part.PHASES, at, name.strip(), fields, (plain(name),), loose, likeness=name)


def _targets(draft: Draft) -> Iterator[Row]:
    titles = {task.key: title_of(task.title) for task in draft.tasks}
    for at, target in enumerate(draft.targets):
        task = titles.get(target.task, "") if target.task is not None else ""
        yield target_row(at, task, target.indicator, target.value)


def target_row(at: int, task: str, indicator: str, value: str) -> Row:
    """A target to compare, of a draft or of the file."""
    fields = {"indicator": text(indicator), "value": text(value)}
    name, above = plain(indicator), plain(task)
    exact = ((above, name, value.strip()), (above, name))
    return Row(Part.TARGETS, at, indicator.strip(), fields, exact, (name or None,))


def _reporting(draft: Draft, naming: Naming) -> Iterator[Row]:
    for at, duty in enumerate(draft.reporting):
        who: dict[Hashable, str] = {}
        for name in duty.who:
            who.setdefault(naming.unit(name), clean_name(name))
        yield reporting_row(at, title_of(duty.what), hand_in_body(duty), units_field(who), _due_of(duty))


def _due_of(duty: Reporting) -> Field:
    return deadline_field(duty.deadline, duty.due)


def reporting_row(at: int, title: str, body: str, units: Field, deadline: Field) -> Row:
    """A hand-in to compare, of a draft or of the file."""
    fields = {"title": text(title), "body": text(body), "responsible": units, "deadline": deadline}
    name = plain(title)
    exact = ((name, units.same, deadline.words), (name, units.same))
    return Row(Part.REPORTING, at, title, fields, exact, (name,), likeness=title)


def places_of(draft: Draft) -> Iterator[tuple[int, int | None]]:
    """(cell, point) of every area (None) and place of a draft, in their order: the rows of PLACES count along it."""
    for cell_at, cell in enumerate(draft.cells):
        yield cell_at, None
        for point_at in range(len(cell.points)):
            yield cell_at, point_at


def _places(draft: Draft, naming: Naming) -> Iterator[Row]:
    seen: set[Hashable] = set()
    for at, (cell_at, point_at) in enumerate(places_of(draft)):
        cell = draft.cells[cell_at]
        area = (naming.level_of(cell.area), clean_name(cell.area))
        if point_at is None:
            row = area_row(at, area)
        else:
            point = cell.points[point_at]
            stage = stage_of(point.stage, point.progress)
            progress = progress_for(stage, point.progress)
            row = place_row(at, area, clean_name(point.name), point.batch, stage, progress, point.stage)
        if row.exact[0] not in seen:
            seen.add(row.exact[0])
            yield row


def area_row(at: int, area: tuple[int, str]) -> Row:
    """An area to compare, of a draft or of the file: its level and name."""
    return Row(Part.PLACES, at, area[1], {}, (("area", *area),))


def place_row(
    at: int, area: tuple[int, str], name: str, batch: str, stage: Stage, progress: int | None, note: str
) -> Row:
    """A place to compare, of a draft or of the file."""
    words = f"{stage.label}{f' {progress}%' if progress is not None else ''}" if stage is not Stage.NONE else ""
    fields = {"batch": text(clean_name(batch)), "stage": Field((stage, progress), words), "note": text(clean(note))}
    return Row(Part.PLACES, at, name, fields, ((*area, name),))
