"""From a source to a draft: outline, chapters, field readers, kind. Also the job of the child process."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from models.intake.draft import Draft, Group, Kind, Problem, Seat, Task
from models.intake.fields.groups import group_of_title
from models.intake.fields.known import KnownUnits
from models.intake.loaders.any import load, source_of
from models.intake.loaders.text import source_of_text
from models.intake.plain import from_plain, to_plain
from models.intake.readers.cells import Setting
from models.intake.readers.heading import years_of
from models.intake.readers.kinds import kind_of
from models.intake.readers.members import MemberReading
from models.intake.readers.prose import read_prose
from models.intake.readers.tables import read_tables, tables_in, title_of_tables
from models.intake.source import Source
from models.intake.wishes import NONE, Wishes

FEW_DUTIES = "这是一篇讲话，很少写明任务，没有当作任务读入。"


def read_source(source: Source, wishes: Wishes = NONE) -> Draft:
    """The draft of a document. Never raises for any text; what cannot be read is left out or doubted."""
    prose = read_prose(source, wishes)
    grids = tables_in(source, prose.grids)
    title = prose.title or title_of_tables(grids)
    group = prose.members.groups[0].name if prose.members.groups else group_of_title(title)
    setting = Setting(
        group=group,
        years=prose.years or years_of(title, ""),
        first_leads=prose.first_leads,
        known=KnownUnits.of(wishes.units),
        first_key=len(prose.tasks),
        first_criterion=len(prose.criteria),
        pictures=_pictures(source),
    )
    tables = read_tables(grids, setting, wishes, title or PurePath(source.name).stem)
    tasks = (*prose.tasks, *tables.tasks)
    seats = (*prose.members.seats, *tables.seats)
    draft = Draft(
        kind=Kind.UNKNOWN,
        title=title,
        years=setting.years,
        groups=_groups(prose.members, seats),
        seats=seats,
        units=_units(tasks, (*prose.problems, *tables.problems), prose.members),
        tasks=tasks,
        phases=(*prose.phases, *tables.phases),
        targets=(*prose.targets, *tables.targets),
        reporting=prose.reporting,
        cells=(*prose.cells, *tables.cells),
        contacts=(*prose.contacts, *tables.contacts),
        problems=(*prose.problems, *tables.problems),
        criteria=(*prose.criteria, *tables.criteria),
        tables=tuple(tables.tables),
        first_unit_leads=prose.first_leads,
        warnings=tuple(dict.fromkeys([*source.notices, *prose.warnings, *tables.warnings])),
    )
    kind = wishes.kind or kind_of(draft, prose.chapters, speech=prose.speech, articles=prose.articles)
    warnings = draft.warnings
    if kind is Kind.SPEECH:
        warnings = (FEW_DUTIES, *warnings)
    return replace(draft, kind=kind, warnings=warnings)


def _pictures(source: Source) -> dict[tuple[str, int], tuple[str, ...]]:
    """The names of pictures by the sheet and the row in which they stand."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for sheet in source.sheets:
        for picture in sheet.pictures:
            place = (sheet.name, picture.row)
            found[place] = (*found.get(place, ()), picture.name)
    return found


def _groups(members: MemberReading, seats: tuple[Seat, ...]) -> tuple[Group, ...]:
    """The groups that were read, and any that only a seat names."""
    groups = list(members.groups)
    for seat in seats:
        if seat.group and all(group.name != seat.group for group in groups):
            groups.append(Group(seat.group, spot=seat.spot))
    return tuple(groups)


def _units(tasks: Iterable[Task], problems: Iterable[Problem], members: MemberReading) -> tuple[str, ...]:
    """Units made responsible or listed as members, in the order in which the paper names them."""
    named = [(group.spot.paragraph, group.lead_unit) for group in members.groups if group.lead_unit]
    named += [(seat.spot.paragraph, seat.unit) for seat in members.seats if seat.unit]
    named += [(task.spot.paragraph, unit.name) for task in tasks for unit in task.units]
    named += [(problem.spot.paragraph, unit.name) for problem in problems for unit in problem.units]
    return tuple(dict.fromkeys(name for _, name in sorted(named, key=lambda pair: pair[0])))


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and what was read in it."""

    source: Source
    draft: Draft


def read_bytes(data: bytes, name: str, wishes: Wishes = NONE) -> Reading:
    """Read a file's content. Raises Refusal for files that are not read."""
    source = load(data, name)
    return Reading(source, read_source(source, wishes))


def read_text(text: str, name: str = "粘贴的文字", wishes: Wishes = NONE) -> Reading:
    """Read text typed or pasted."""
    source = source_of_text(text, name, "pasted")
    return Reading(source, read_source(source, wishes))


def read_job(payload: dict[str, Any]) -> Any:
    """The job of the child process: `path` (and `name`), or `data` with `name`, or `text`, and `wishes`; the result is
    a Reading as plain data."""
    wishes = from_plain(Wishes, payload["wishes"]) if payload.get("wishes") else NONE
    if "text" in payload:
        return to_plain(read_text(payload["text"], payload.get("name", "粘贴的文字"), wishes))
    source = source_of(payload)
    return to_plain(Reading(source, read_source(source, wishes)))
