"""The fields of a frozen task as texts, as the paper writes them, and what a pair of different values reads like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.edition.content import Content, FrozenPerson, FrozenTask, FrozenUnit
from models.task.rules import text_of_points
from models.task.terms import Role, TaskKind

_MOST_CELLS = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A field of the comparison: its key and heading, the fields of FrozenTask behind it, its text."""

    key: str
    heading: str
    fields: frozenset[str]
    text: Callable[[FrozenTask], str]


def _people(people: tuple[FrozenPerson, ...]) -> str:
    return "、".join(f"{person.name}（{person.post}）" if person.post else person.name for person in people)


def units_words(units: tuple[FrozenUnit, ...]) -> str:
    """市商务局、西湖区农贸办（30处）; a unit that leads by the rule only is not written."""
    return "、".join(
        f"{unit.name}（{len(unit.cells)}处）" if unit.cells else unit.name for unit in units if not unit.leads_by_rule
    )


def _role(role: Role) -> Part:
    return Part(role.value, f"{role.label}单位", frozenset(("units",)), lambda task: units_words(task.of_role(role)))


def _dates(task: FrozenTask) -> str:
    """The dates behind the words, for a change of them alone."""
    days = [day.isoformat() for day in (task.due_from, task.due_to) if day is not None]
    return " 至 ".join(days) + ("（定期）" if task.due_every else "")


def _deadline(task: FrozenTask) -> str:
    return task.deadline or _dates(task)


PARTS: tuple[Part, ...] = (
    Part("no", "序号", frozenset(("no",)), lambda task: task.no),
    Part("title", "任务", frozenset(("title",)), lambda task: task.title),
    Part("body", "内容", frozenset(("body",)), lambda task: task.body),
    Part(
        "kind",
        "类别",
        frozenset(("kind",)),
        lambda task: "" if task.kind is TaskKind.TASK else task.kind.label,
    ),
    Part("target", "目标值", frozenset(("target",)), lambda task: task.target),
    *map(_role, Role),
    Part("leaders", "责任领导", frozenset(("leaders",)), lambda task: _people(task.leaders)),
    Part("owners", "责任人", frozenset(("owners",)), lambda task: _people(task.owners)),
    Part("contacts", "联系人", frozenset(("contacts",)), lambda task: _people(task.contacts)),
    Part("deadline", "完成时限", frozenset(("deadline", "due_from", "due_to", "due_every")), _deadline),
    Part("points", "分值", frozenset(("points",)), lambda task: text_of_points(task.points)),
    Part("phase", "阶段", frozenset(("phase", "phase_id")), lambda task: task.phase),
    Part("note", "备注", frozenset(("note",)), lambda task: task.note),
    Part("source", "出处", frozenset(("source",)), lambda task: task.source),
)


def pair(part: Part, old: FrozenTask, new: FrozenTask, cells: Mapping[int, str]) -> tuple[str, str] | None:
    """The texts of a field before and after; None when a reader sees no difference. `cells` are names by id."""
    before, after = part.text(old), part.text(new)
    if part.fields == frozenset(("units",)):
        role = Role.of(part.key)
        lost, gained = _cells_turned(old.of_role(role), new.of_role(role), cells)
        before, after = before + lost, after + gained
    if part.key == "deadline" and before == after:
        days = _dates(old), _dates(new)
        if days[0] != days[1]:
            before, after = (f"{words}（{day or '无日期'}）" for words, day in zip((before, after), days, strict=True))
    return None if before == after else (before, after)


def cell_names(old: Content, new: Content) -> dict[int, str]:
    """What cells of either content are called."""
    return {cell.id: cell.name for content in (new, old) for cell in content.cells}


def _cells_turned(
    old: tuple[FrozenUnit, ...], new: tuple[FrozenUnit, ...], names: Mapping[int, str]
) -> tuple[str, str]:
    """Which cells a unit in both lists gave up and took over: 【不再承担：甲市场】, 【新承担：乙市场】."""
    now = {unit.id: unit for unit in new}
    lost: list[int] = []
    gained: list[int] = []
    for unit in old:
        other = now.get(unit.id)
        if other is not None and other.cells != unit.cells:
            lost += [cell for cell in unit.cells if cell not in other.cells]
            gained += [cell for cell in other.cells if cell not in unit.cells]
    return _listed("不再承担", lost, names), _listed("新承担", gained, names)


def _listed(words: str, ids: list[int], names: Mapping[int, str]) -> str:
    if not ids:
        return ""
    shown = "、".join(names.get(cell, "") for cell in ids[:_MOST_CELLS])
    return f"【{words}：{shown}{f'等{len(ids)}处' if len(ids) > _MOST_CELLS else ''}】"
