"""From a source to a draft: outline, chapters, field readers, kind. Also the job of the child process."""

from dataclasses import dataclass, replace
from typing import Any

from models.intake.draft import Draft, Group, Kind, Seat, Task
from models.intake.fields.groups import group_of_title
from models.intake.loaders.any import file_of, load
from models.intake.loaders.text import source_of_text
from models.intake.plain import from_plain, to_plain
from models.intake.readers.kinds import kind_of
from models.intake.readers.members import MemberReading
from models.intake.readers.prose import read_prose
from models.intake.readers.tables import read_tables
from models.intake.source import Source
from models.intake.wishes import NONE, Wishes

FEW_DUTIES = "这是一篇讲话，很少写明任务，没有当作任务读入。"


def read_source(source: Source, wishes: Wishes = NONE) -> Draft:
    """The draft of a document. Never raises for any text; what cannot be read is left out or doubted."""
    prose = read_prose(source, wishes)
    tables = read_tables(
        [*source.tables, *prose.grids],
        group=prose.members.groups[0].name if prose.members.groups else group_of_title(prose.title),
        years=prose.years,
        first_leads=prose.first_leads,
        first_key=len(prose.tasks),
    )
    tasks = (*prose.tasks, *tables.tasks)
    seats = (*prose.members.seats, *tables.seats)
    draft = Draft(
        kind=Kind.UNKNOWN,
        title=prose.title,
        years=prose.years,
        groups=_groups(prose.members, seats),
        seats=seats,
        units=_units(tasks, prose.members),
        tasks=tasks,
        phases=prose.phases,
        targets=(*prose.targets, *tables.targets),
        reporting=prose.reporting,
        cells=(*prose.cells, *tables.cells),
        contacts=(*prose.contacts, *tables.contacts),
        criteria=prose.criteria,
        first_unit_leads=prose.first_leads,
        warnings=tuple(dict.fromkeys([*source.notices, *prose.warnings, *tables.warnings])),
    )
    kind = wishes.kind or kind_of(draft, prose.chapters, speech=prose.speech, articles=prose.articles)
    warnings = draft.warnings
    if kind is Kind.SPEECH:
        warnings = (FEW_DUTIES, *warnings)
    return replace(draft, kind=kind, warnings=warnings)


def _groups(members: MemberReading, seats: tuple[Seat, ...]) -> tuple[Group, ...]:
    """The groups that were read, and any that only a seat names."""
    groups = list(members.groups)
    for seat in seats:
        if seat.group and all(group.name != seat.group for group in groups):
            groups.append(Group(seat.group, spot=seat.spot))
    return tuple(groups)


def _units(tasks: tuple[Task, ...], members: MemberReading) -> tuple[str, ...]:
    """Units made responsible or listed as members, in the order in which the paper names them."""
    named = [(group.spot.paragraph, group.lead_unit) for group in members.groups if group.lead_unit]
    named += [(seat.spot.paragraph, seat.unit) for seat in members.seats if seat.unit]
    named += [(task.spot.paragraph, unit.name) for task in tasks for unit in task.units]
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
    return to_plain(read_bytes(*file_of(payload), wishes))
