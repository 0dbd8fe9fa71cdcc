"""From a source to a draft: outline, chapters, field readers, kind. Also the job of the child process."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from models.intake.draft import Cell, Contact, Draft, Group, Kind, Reporting, Seat, Target, Task
from models.intake.fields.groups import group_of_title
from models.intake.fields.names import is_name_like
from models.intake.fields.reporting import reporting_in
from models.intake.fields.responsibility import rules_in
from models.intake.fields.sites import sites_in
from models.intake.fields.targets import targets_in
from models.intake.fields.times import times_in
from models.intake.fields.units import is_unit_like
from models.intake.layout import blocks_of
from models.intake.loaders.any import file_of, load
from models.intake.loaders.text import source_of_text
from models.intake.outline import Node, outline
from models.intake.plain import from_plain, to_plain
from models.intake.readers.closing import without_closing
from models.intake.readers.grids import grids_in
from models.intake.readers.heading import Chapter, chapters, is_masked, title_of, year_of_plan, years_of
from models.intake.readers.kinds import is_speech, kind_of
from models.intake.readers.members import MemberReading, read_members
from models.intake.readers.phases import read_phases
from models.intake.readers.tables import read_tables
from models.intake.readers.tasks import TaskReader
from models.intake.source import Source, Spot
from models.intake.wishes import NONE, Wishes
from models.task.deadlines import parse_deadline

FEW_DUTIES = "这是一篇讲话，很少写明任务，没有当作任务读入。"
SPEECH_TARGET = "这是讲话里提到的数字，请核对是不是目标。"
WHO_GUESSED = "报送单位是从前文推出来的，请核对。"


def read_source(source: Source, wishes: Wishes = NONE) -> Draft:
    """The draft of a document. Never raises for any text; what cannot be read is left out or doubted."""
    blocks = blocks_of(source)
    title, used = title_of(blocks)
    rest = blocks[used:]
    rest, closing = without_closing(rest)
    grids, in_grids = grids_in(rest)
    rest = tuple(block for index, block in enumerate(rest) if index not in in_grids)
    members = read_members(rest, title)
    flow = [block for index, block in enumerate(rest) if index not in members.used]
    root = outline(flow)
    parts = chapters(root)
    whole = "\n".join(block.text for block in rest)
    years = years_of(title, rest[0].text if rest else "")
    speech = is_speech(title, rest)
    if not years and not speech and not is_masked(whole[:400]):
        years = year_of_plan([time.words for time in times_in(whole) if time.limit or time.kind == "range"])
    first_leads, bare_units = rules_in(whole)
    reader = TaskReader(
        root,
        parts,
        years,
        first_leads=first_leads,
        bare_units=bare_units,
        speech=speech,
        groups=frozenset(group.name for group in members.groups),
    )
    prose_tasks = reader.read()
    tables = read_tables(
        [*source.tables, *grids],
        group=members.groups[0].name if members.groups else group_of_title(title),
        years=years,
        first_leads=first_leads,
        first_key=len(prose_tasks),
    )
    tasks = (*prose_tasks, *tables.tasks)
    seats = (*members.seats, *tables.seats)
    reporting = tuple(_reporting(root, parts, years))
    cells, cell_warnings = _cells(root, parts)
    targets = tuple(_targets(root, parts, reader.keys, speech=speech))
    phases = tuple(read_phases(root, parts, years))
    contacts = tuple(_contacts(root, reader.keys))
    draft = Draft(
        kind=Kind.UNKNOWN,
        title=title,
        years=years,
        groups=_groups(members, seats),
        seats=seats,
        units=_units(tasks, members),
        tasks=tasks,
        phases=phases,
        targets=(*targets, *tables.targets),
        reporting=reporting,
        cells=(*cells, *tables.cells),
        contacts=(*contacts, *tables.contacts, *closing),
        first_unit_leads=first_leads,
        warnings=tuple(
            dict.fromkeys([*source.notices, *members.warnings, *reader.warnings, *cell_warnings, *tables.warnings])
        ),
    )
    articles = sum(1 for node in root.walk() if node.no.endswith("条"))
    kind = wishes.kind or kind_of(draft, parts.values(), speech=speech, articles=articles)
    warnings = draft.warnings
    if kind is Kind.SPEECH:
        warnings = (FEW_DUTIES, *warnings)
    return replace(draft, kind=kind, warnings=warnings)


def _paragraphs(root: Node) -> Iterable[tuple[Node, str, int]]:
    for node in root.walk():
        if node.text:
            yield node, node.text, node.number
        for block in node.blocks:
            yield node, block.text, block.number


def _reporting(root: Node, parts: dict[int, Chapter], years: tuple[int, ...]) -> Iterable[Reporting]:
    year = years[0] if len(years) == 1 else None
    for node, text, number in _paragraphs(root):
        if parts[id(node)] is Chapter.PAST:
            continue
        for told in reporting_in(text):
            due = parse_deadline(told.deadline, year=year, years=years)
            doubts = () if told.sure else (WHO_GUESSED,)
            yield Reporting(told.who, told.what, told.deadline, told.to, due, Spot(number), doubts)


def _targets(root: Node, parts: dict[int, Chapter], keys: dict[int, int], *, speech: bool) -> Iterable[Target]:
    for node, text, number in [
        *((node, node.heading, node.number) for node in root.walk() if node.heading),
        *_paragraphs(root),
    ]:
        if parts[id(node)] is Chapter.PAST or sites_in(node.block.text[len(node.no) :].lstrip("、.．")) is not None:
            continue
        task = next((keys[id(one)] for one in (node, *node.ancestors()) if id(one) in keys), None)
        for figure in targets_in(text):
            doubts = (SPEECH_TARGET,) if speech else () if figure.sure else ("这个指标名称请核对。",)
            yield Target(figure.indicator, figure.value, task, Spot(number), doubts)


def _cells(root: Node, parts: dict[int, Chapter]) -> tuple[list[Cell], list[str]]:
    found: list[Cell] = []
    warnings: list[str] = []
    for node in root.walk():
        whole = node.block.text[len(node.no) :].lstrip("、.．　 ") if node.rank >= 0 else ""
        listing = _lists_places(node)
        for text, number in [(whole, node.number), *((block.text, block.number) for block in node.blocks)]:
            sites = sites_in(text, any_name=listing) if text else None
            if sites is not None:
                found.append(Cell(sites.area, sites.points, Spot(number)))
                warnings += sites.warnings
    return found, warnings


def _lists_places(node: Node) -> bool:
    """Whether a heading above announces a list of places."""
    titles = [node.title, *(one.title for one in node.ancestors())]
    return any(
        re.search(r"(?:市场|点位|小区|公厕|学校|医院|改造|整治)(?:名单|清单|分布|一览|名录|点位)|名单$", title)
        for title in titles
    )


_CONTACT = re.compile(
    r"联系人[：:]\s*(?P<name>[^，,；;。、\d]{2,8}?)[，,；;、\s]*(?:联系)?(?:电话"
    r"|方式)?[：:]?\s*(?P<phone>(?:1\d{10}|0\d{2,3}[-－]?\d{7,8}|\d{7,8}))"
)


_CONTACT_LINE = re.compile(
    r"(?:\d{1,3}[.、．\s]\s*)?(?P<unit>[\u4e00-\u9fff（）]{2,20})[\s：:，,]+(?P<name>[\u4e00-\u9fff](?"
    r":\s*[\u4e00-\u9fff]){1,3})"
    r"(?:[\s，,]+(?P<post>[\u4e00-\u9fff]{2,12}))?[\s，,：:]+(?:电话[：:]?\s*)?(?P<phone>1\d{10}"
    r"|0\d{2,3}[-－]?\d{7,8}|\d{7,8})[。；;]?"
)


def _contacts(root: Node, keys: dict[int, int]) -> Iterable[Contact]:
    for node, text, number in _paragraphs(root):
        if id(node) in keys:  # named as a person of the task
            continue
        listed = _CONTACT_LINE.fullmatch(text)
        if listed is not None and is_unit_like(listed["unit"]) and is_name_like(listed["name"]):
            post = "".join((listed["post"] or "").split())
            yield Contact(listed["unit"], "".join(listed["name"].split()), post, listed["phone"], Spot(number))
            continue
        for match in _CONTACT.finditer(text):
            ahead = re.split(
                r"[，,。；;：:（(]|报送至|报送|报至|上报|报(?!社)|送至|至|向",
                text[: match.start()].rstrip("（(，,：: "),
            )[-1]
            unit = ahead if is_unit_like(ahead) and len(ahead) <= 20 else ""
            yield Contact(unit, "".join(match["name"].split()), "", match["phone"], Spot(number))


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
