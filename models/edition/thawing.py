"""The rows of a frozen content, as the papers of the breakdown draw them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from models.edition.content import Content, FrozenLoad, FrozenTask
from models.org.queries import CampaignRow
from models.task.papers import Base, BreakdownOptions, Material
from models.task.papers.sheets import printed
from models.task.queries import DutyRow, ReachRow, TaskRow, UnitHead, UnitRef
from models.task.queries.people import PersonDuty, PersonLoad
from models.task.queries.refs import CellNames
from models.task.terms import DutyState, Role


def thawed(content: Content, options: BreakdownOptions, only: Collection[int] | None = None) -> Material:
    """What every view of a content is drawn from. What no paper prints (pinyin, findings, states) is empty."""
    names = {cell.id: cell.name for cell in content.cells}
    return Material(
        base=Base(
            _head(content),
            rows_of(content),
            options,
            content.day,
            _names_at(content, names) if options.list_cells else {},
            only,
        ),
        units=units_of(content),
        people=tuple(_load(load) for load in content.people),
        duties=tuple(_duties(content)),
        reaches=tuple(_lacking(content)) if options.gaps else (),
        places={cell.id: (*cell.path, cell.name) for cell in content.cells},
    )


def rows_of(content: Content) -> tuple[TaskRow, ...]:
    """The rows of the tree."""
    return tuple(_row(task) for task in content.tasks)


def numbers_of(rows: Sequence[TaskRow]) -> dict[int, str]:
    """The numbers of the tasks by id as a reader looks them up: the one in the printed 责任分解表 with the one in the
    outline behind it, 16（二）; a 大项 that is no row of its own has the latter only."""
    sheet = {row.id: str(number) for number, row in enumerate(printed(rows), 1)}
    return {row.id: _both(sheet.get(row.id, ""), row.number) for row in rows}


def _both(sheet: str, outline: str) -> str:
    bare = outline.strip("（）()、.． ")
    if not sheet or not bare or bare == sheet:
        return sheet or outline
    return f"{sheet}（{bare}）"


def units_of(content: Content) -> tuple[UnitHead, ...]:
    """The units that carry tasks, under the names of that day."""
    return tuple(UnitHead(unit.id, unit.name, unit.short_name, unit.kind, True) for unit in content.units)


def _head(content: Content) -> CampaignRow:
    head = content.campaign
    return CampaignRow(
        id=head.id,
        name=head.name,
        year=head.year,
        year_end=head.year_end,
        lead_unit_id=None,
        lead_unit=head.lead_unit,
        first_unit_leads=head.first_unit_leads,
        responsible_leads=head.responsible_leads,
        note="",
        groups=0,
        seats=0,
    )


def _row(task: FrozenTask) -> TaskRow:
    units = {
        role: tuple(
            UnitRef(unit.id, unit.name, role, unit.leads_by_rule, cells=len(unit.cells), is_named=unit.is_named)
            for unit in task.of_role(role)
        )
        for role in Role
    }
    return TaskRow(
        id=task.id,
        parent_id=task.parent_id,
        depth=task.depth,
        index=task.index,
        number=task.number,
        no=task.no,
        title=task.title,
        body=task.body,
        kind=task.kind,
        target=task.target,
        lead=units[Role.LEAD],
        responsible=units[Role.RESPONSIBLE],
        support=units[Role.SUPPORT],
        oversee=units[Role.OVERSEE],
        leaders=tuple(person.name for person in task.leaders),
        owners=tuple(person.name for person in task.owners),
        contacts=tuple(person.name for person in task.contacts),
        deadline=task.deadline,
        due_from=task.due_from,
        due_to=task.due_to,
        due_every=task.due_every,
        points=task.points,
        note=task.note,
        source=task.source,
        phase_id=task.phase_id,
        phase=task.phase,
        children=task.children,
        pinyin="",
        issues=(),
    )


def _names_at(content: Content, names: Mapping[int, str]) -> CellNames:
    return {
        (task.id, unit.id, unit.role.value): tuple(names.get(cell, "") for cell in unit.cells)
        for task in content.tasks
        for unit in task.units
        if unit.cells
    }


def _load(load: FrozenLoad) -> PersonLoad:
    return PersonLoad(
        id=load.id,
        person_id=load.person_id,
        name=load.name,
        posts=load.posts,
        unit_ids=load.unit_ids,
        initials="",
        duties=tuple(
            PersonDuty(f"{load.id}/{at}", 0, part.task_id, part.kind, part.words) for at, part in enumerate(load.parts)
        ),
    )


def _duties(content: Content) -> Iterator[DutyRow]:
    cells = {cell.id: cell for cell in content.cells}
    for task in content.tasks:
        for unit in task.units:
            for at, cell_id in enumerate(unit.cells):
                cell = cells[cell_id]
                yield DutyRow(
                    id=at,
                    task_id=task.id,
                    task=task.title,
                    cell_id=cell_id,
                    cell=cell.name,
                    level=cell.level,
                    path=cell.path,
                    unit_id=unit.id,
                    unit=unit.name,
                    initials="",
                    role=unit.role,
                    wording=unit.wordings[at] if unit.wordings else "",
                    state=DutyState.OPEN,
                    done_on=None,
                    note="",
                    rule_id=None,
                    valid_from=None,
                    valid_to=None,
                )


def _lacking(content: Content) -> Iterator[ReachRow]:
    for task in content.tasks:
        if task.lacking:
            yield ReachRow(task.id, task.title, 0, "", len(task.lacking), 0, task.lacking, ())
