"""One line of a 责任分解表: the texts of its cells from a row of the breakdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.papers.sheet import Text
from models.task import rules
from models.task.queries.refs import CellNames, UnitRef
from models.task.queries.tree import TaskRow
from models.task.terms import Role


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the table: its key and the text of the merged cell in front of its rows."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that is printed: the role of the sheet's unit (`own`), what it is to its part (`duty`: 责任人, 缺责任人),
    and the parts of the table it stands in, from the outer one."""

    row: TaskRow
    own: str = ""
    duty: str = ""
    strong: bool = False
    sections: tuple[Section, ...] = ()

    @property
    def place(self) -> str:
        """The innermost part."""
        return self.sections[-1].key if self.sections else ""


@dataclass(frozen=True, slots=True)
class Line:
    """Texts by column; the keys of its parts, of its 大项 and of the row under that which holds it."""

    cells: dict[str, Text]
    sections: tuple[str, ...]
    groups: tuple[str, str]
    is_strong: bool


def line_of(
    entry: Entry,
    number: str,
    tree: Mapping[int, TaskRow],
    places: CellNames,
    *,
    with_lead: bool,
    is_deep: bool,
    is_flat: bool,
) -> Line:
    """The texts of one row. `with_lead`: who leads a 大项 stands in its merged cell where it has no row of its own."""
    row = entry.row
    path = [row]
    while path[0].parent_id is not None and path[0].parent_id in tree:
        path.insert(0, tree[path[0].parent_id])
    big, inner = path[0], path[1] if len(path) > 1 else None
    cells: dict[str, Text] = {
        "no": number,
        "big": _big_text(big, with_lead=with_lead),
        "group": inner.title if is_deep and inner is not None and (len(path) > 2 or row.children) else "",
        "title": _title_text(row, path, is_flat=is_flat),
        "own": entry.own,
        "duty": entry.duty,
        "target": row.target,
        "leaders": row.leaders,
        "owners": row.owners,
        "contacts": row.contacts,
        "deadline": row.deadline or dates_of(row),
        "points": rules.text_of_points(row.points),
        "phase": row.phase,
        "note": row.note,
    }
    cells |= {f"section{at}": section.text for at, section in enumerate(entry.sections)}
    for role in Role:
        cells[role.value] = tuple(_unit_words(row, ref, places) for ref in row.units(role) if not ref.leads_by_rule)
    inner_key = inner.id if inner is not None else big.id
    above = f"{entry.place}/" if entry.place else ""
    keys = tuple(section.key for section in entry.sections)
    return Line(cells, keys, (f"{above}{big.id}", f"{above}{big.id}/{inner_key}"), entry.strong)


def _title_text(row: TaskRow, path: Sequence[TaskRow], *, is_flat: bool) -> str:
    """What stands under 具体任务: title and text; of a 大项 its text, as its title stands to the left."""
    if row.depth == 0 and not is_flat:
        return row.body or ("（本项总体）" if row.children else row.title)
    title = row.title if not row.children or row.depth < 1 else "（本项总体）"
    above = "".join(f"{step.title}：" for step in path[2:-1])
    return above + "\n".join(part for part in (title, row.body) if part)


def _unit_words(row: TaskRow, ref: UnitRef, places: CellNames) -> str:
    """西湖区农贸办（30处）, or with the names of the places: 西湖区农贸办（翠苑市场、骆家庄市场）."""
    names = places.get((row.id, ref.unit_id, ref.role.value), ())
    if names:
        return f"{ref.name}（{'、'.join(names)}）"
    return f"{ref.name}（{ref.cells}处）" if ref.cells else ref.name


def own_role(row: TaskRow, own: Sequence[Role], unit_id: int) -> str:
    """牵头, 配合 …; 责任（牵头） where the campaign's rule makes the unit lead."""
    by_rule = any(ref.unit_id == unit_id and ref.leads_by_rule for ref in row.lead)
    at_cells = {ref.role: ref.cells for role in own for ref in row.units(role) if ref.unit_id == unit_id}
    written = "、".join(
        f"{role.label}（{at_cells[role]}处）" if at_cells.get(role) else role.label
        for role in own
        if not (by_rule and role is Role.LEAD)
    )
    return f"{written}（牵头）" if by_rule else written


def dates_of(row: TaskRow) -> str:
    """The dates in words where the paper had none."""
    if row.due_to is None:
        return ""
    last = f"{row.due_to.year}年{row.due_to.month}月{row.due_to.day}日"
    if row.due_from is None:
        return f"{last}前"
    return f"{row.due_from.year}年{row.due_from.month}月{row.due_from.day}日至{last}"


def _big_text(big: TaskRow, *, with_lead: bool) -> str:
    """The merged cell of a 大项; where its only own content is who leads it, that stands here and not in a row."""
    leads = "、".join(ref.name for ref in big.lead if not ref.leads_by_rule)
    says_it_here = with_lead and leads and big.children and not has_own_content(big)
    return f"{big.title}\n（牵头：{leads}）" if says_it_here else big.title


def has_own_content(row: TaskRow) -> bool:
    """A 大项 with 小项 is printed as a row of its own only when it says more than who leads it.

    A row further down has no merged cell to say it in.
    """
    roles = Role if row.depth else (Role.RESPONSIBLE, Role.SUPPORT, Role.OVERSEE)
    return bool(row.body or row.target or row.deadline or row.leaders or row.owners) or any(
        row.units(role) for role in roles
    )
