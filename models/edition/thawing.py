"""The rows of a frozen content, as the papers of the breakdown draw them."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.edition.content import Content, FrozenTask
from models.org.queries import CampaignRow
from models.task.queries import TaskRow, UnitHead, UnitRef
from models.task.queries.refs import CellNames
from models.task.terms import Role


@dataclass(frozen=True, slots=True)
class Thawed:
    """What a breakdown is drawn from: the campaign, the tree, the units that carry tasks, the names of their cells."""

    head: CampaignRow
    rows: tuple[TaskRow, ...]
    units: tuple[UnitHead, ...]
    places: CellNames


def thawed(content: Content) -> Thawed:
    """The rows of a content. What no paper prints (notes of the campaign, pinyin, findings) is empty."""
    head = content.campaign
    cells = {cell.id: cell.name for cell in content.cells}
    return Thawed(
        CampaignRow(
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
        ),
        tuple(_row(task) for task in content.tasks),
        tuple(UnitHead(unit.id, unit.name, unit.short_name, unit.kind, True) for unit in content.units),
        _places(content, cells),
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


def _places(content: Content, cells: Mapping[int, str]) -> CellNames:
    return {
        (task.id, unit.id, unit.role.value): tuple(cells.get(cell, "") for cell in unit.cells)
        for task in content.tasks
        for unit in task.units
        if unit.cells
    }
