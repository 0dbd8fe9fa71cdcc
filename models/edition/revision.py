"""修订对照: what two contents differ in, row by row and field by field, in the words of the paper. Pure."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.edition.content import Content, FrozenTask
from models.edition.terms import Turn
from models.edition.wording import PARTS, cell_names, pair

_NO_NEWS = frozenset(("no", "source"))  # of a task that came or went
WHOLE = "总体"
"""What stands over the rows that belong to no task."""
ONLY_NAME = "（只有名称）"
BLANK = "（空白）"
"""Of a task that came or went and says nothing but its name, or not even that."""


@dataclass(frozen=True, slots=True)
class CellTurned:
    """One field: its heading, what stood there and what stands there now."""

    key: str
    heading: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A task (or, with `task_id` None, a fact of the campaign) that differs. `id` is unique in one revision.

    `turn` is MOVED when nothing but the place differs; `where` is the 大项; `old_number` and `new_number` are the
    numbers of its place in both contents (see `numbered`); `units` are id and name of the units of
    the task in either.
    """

    id: str
    task_id: int | None
    turn: Turn
    is_moved: bool
    old_number: str
    new_number: str
    where: str
    title: str
    cells: tuple[CellTurned, ...]
    units: frozenset[tuple[int, str]] = frozenset()

    @property
    def turns(self) -> frozenset[Turn]:
        """Under which words it is found: a changed row that moved as well under both."""
        return frozenset((self.turn, Turn.MOVED)) if self.is_moved else frozenset((self.turn,))

    @property
    def lines(self) -> tuple[tuple[str, str, str], ...]:
        """Heading, old and new text of each changed field; what came or went stands in one as a whole."""
        if self.turn in (Turn.CHANGED, Turn.MOVED):
            return tuple((cell.heading, cell.old, cell.new) for cell in self.cells)
        if all(cell.key == "title" for cell in self.cells):
            words = ONLY_NAME if self.title else BLANK
            return (("整项", "", words) if self.turn is Turn.ADDED else ("整项", words, ""),)
        old = "\n".join(f"{cell.heading}：{cell.old}" for cell in self.cells if cell.old)
        new = "\n".join(f"{cell.heading}：{cell.new}" for cell in self.cells if cell.new)
        return (("整项", old, new),)


@dataclass(frozen=True, slots=True)
class Revision:
    """All rows that differ, in the order of the newer content; `renamed` are units under another name now."""

    rows: tuple[RevisionRow, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    def count(self, turn: Turn) -> int:
        return sum(turn in row.turns for row in self.rows)

    def numbered(self, before: Mapping[int, str], after: Mapping[int, str]) -> "Revision":
        """The same with these numbers of the tasks by id."""

        def again(row: RevisionRow) -> RevisionRow:
            task = row.task_id or 0
            old = before.get(task, "") if row.old_number else ""
            new = after.get(task, "") if row.new_number else ""
            return replace(row, old_number=old or row.old_number, new_number=new or row.new_number)

        return replace(self, rows=tuple(again(row) for row in self.rows))

    @property
    def task_ids(self) -> frozenset[int]:
        """The tasks that differ."""
        return frozenset(row.task_id for row in self.rows if row.task_id is not None)

    def of_units(self, unit_ids: Collection[int]) -> "Revision":
        """Only tasks that name one of the units before or after."""
        wanted = frozenset(unit_ids)
        return replace(self, rows=tuple(row for row in self.rows if wanted & {unit for unit, _ in row.units}))

    @property
    def summary(self) -> str:
        """新增 2 项，删除 1 项，修改 8 项."""
        own = {turn: sum(row.turn is turn for row in self.rows) for turn in Turn}
        return "，".join(f"{turn.label} {count} 项" for turn, count in own.items() if count)


def revision(old: Content, new: Content) -> Revision:
    """What a reader of both papers sees differ; the day and what only follows from a neighbour's move do not count."""
    before = {task.id: task for task in old.tasks}
    after = {task.id: task for task in new.tasks}
    names = cell_names(old, new)
    moved = _moved(before, after)
    removed = _removed_after(old.tasks, after)
    rows = [*_whole(old, new), *(_gone(before, task) for task in removed.get(None, ()))]
    for task in new.tasks:
        if task.id not in before:
            rows.append(_fresh(after, task))
        elif task != before[task.id] or task.id in moved:
            row = _differing(before, after, task, names, is_moved=task.id in moved)
            rows += [] if row is None else [row]
        rows += [_gone(before, gone) for gone in removed.get(task.id, ())]
    was = {unit.id: unit.name for unit in old.units}
    renamed = tuple((was[unit.id], unit.name) for unit in new.units if was.get(unit.id, unit.name) != unit.name)
    return Revision(tuple(rows), renamed)


# ---- rows of tasks ------------------------------------------------------------------------------------------


def _differing(
    before: Mapping[int, FrozenTask],
    after: Mapping[int, FrozenTask],
    task: FrozenTask,
    names: Mapping[int, str],
    *,
    is_moved: bool,
) -> RevisionRow | None:
    was = before[task.id]
    pairs = ((part, pair(part, was, task, names)) for part in PARTS)
    cells = [CellTurned(part.key, part.heading, *texts) for part, texts in pairs if texts is not None]
    turn = Turn.CHANGED if cells else Turn.MOVED
    if is_moved:
        cells.append(CellTurned("place", "位置", _place(before, was), _place(after, task)))
    if not cells:
        return None
    return RevisionRow(
        f"task-{task.id}",
        task.id,
        turn,
        is_moved,
        was.number,
        task.number,
        _top(after, task),
        task.title,
        tuple(cells),
        _units(was) | _units(task),
    )


def _fresh(tasks: Mapping[int, FrozenTask], task: FrozenTask) -> RevisionRow:
    cells = tuple(CellTurned(key, heading, "", text) for key, heading, text in _filled(task))
    return RevisionRow(
        f"task-{task.id}",
        task.id,
        Turn.ADDED,
        False,
        "",
        task.number,
        _top(tasks, task),
        task.title,
        cells,
        _units(task),
    )


def _gone(tasks: Mapping[int, FrozenTask], task: FrozenTask) -> RevisionRow:
    cells = tuple(CellTurned(key, heading, text, "") for key, heading, text in _filled(task))
    return RevisionRow(
        f"task-{task.id}",
        task.id,
        Turn.REMOVED,
        False,
        task.number,
        "",
        _top(tasks, task),
        task.title,
        cells,
        _units(task),
    )


def _filled(task: FrozenTask) -> Iterable[tuple[str, str, str]]:
    """Every field that says something; the title, which stands over the row, only where there is nothing else."""
    filled = [
        (part.key, part.heading, text) for part in PARTS if part.key not in _NO_NEWS and (text := part.text(task))
    ]
    more = [field for field in filled if field[0] != "title"]
    return more or filled


def _units(task: FrozenTask) -> frozenset[tuple[int, str]]:
    return frozenset((unit.id, unit.name) for unit in task.units)


def _top(tasks: Mapping[int, FrozenTask], task: FrozenTask) -> str:
    """The title of the 大项 above; empty for a 大项."""
    above = task
    while above.parent_id is not None and above.parent_id in tasks:
        above = tasks[above.parent_id]
    return "" if above is task else above.title


def _place(tasks: Mapping[int, FrozenTask], task: FrozenTask) -> str:
    """“市容环境”下第 3 项."""
    parent = tasks.get(task.parent_id) if task.parent_id is not None else None
    return f"“{parent.title}”下第 {task.index} 项" if parent is not None else f"大项第 {task.index} 项"


# ---- order --------------------------------------------------------------------------------------------------


def _removed_after(tasks: Sequence[FrozenTask], after: Mapping[int, FrozenTask]) -> dict[int | None, list[FrozenTask]]:
    """The removed tasks, each behind the last task before it that still stands (None: before all)."""
    found: dict[int | None, list[FrozenTask]] = {}
    last: int | None = None
    for task in tasks:
        if task.id in after:
            last = task.id
        else:
            found.setdefault(last, []).append(task)
    return found


def _moved(before: Mapping[int, FrozenTask], after: Mapping[int, FrozenTask]) -> set[int]:
    """Tasks under another parent, and as few as possible that must have changed places among their siblings."""
    moved: set[int] = set()
    siblings: dict[int | None, list[int]] = {}
    for task in after.values():
        if task.id not in before:
            continue
        if before[task.id].parent_id != task.parent_id:
            moved.add(task.id)
        else:
            siblings.setdefault(task.parent_id, []).append(task.id)
    for ids in siblings.values():
        moved.update(set(ids) - _steady(ids, [before[task_id].index for task_id in ids]))
    return moved


def _steady(ids: Sequence[int], places: Sequence[int]) -> set[int]:
    """The largest part of `ids` whose `places` rise: what stayed where it was."""
    tails: list[int] = []
    ends: list[int] = []
    links: list[int | None] = []
    for at, place in enumerate(places):
        spot = bisect_left(tails, place)
        links.append(ends[spot - 1] if spot else None)
        if spot == len(tails):
            tails.append(place)
            ends.append(at)
        else:
            tails[spot], ends[spot] = place, at
    kept: set[int] = set()
    at_last = ends[-1] if ends else None
    while at_last is not None:
        kept.add(ids[at_last])
        at_last = links[at_last]
    return kept


# ---- the campaign as a whole ------------------------------------------------------------------------------


_HEAD = (
    ("name", "名称"),
    ("lead_unit", "牵头单位"),
    ("first_unit_leads", "列第一位的为牵头单位"),
    ("responsible_leads", "无牵头单位时责任单位牵头"),
)
_PHASE = (("name", "名称"), ("time_words", "时间"), ("body", "内容"))
_TARGET = (("indicator", "指标"), ("value", "目标值"))


def _whole(old: Content, new: Content) -> list[RevisionRow]:
    """The campaign itself, its phases and its own targets."""
    rows = _facts("campaign", "专项工作", (old.campaign,), (new.campaign,), _HEAD, "name")
    rows += _facts("phase", "阶段", old.phases, new.phases, _PHASE, "name")
    return rows + _facts("target", "总体目标", old.targets, new.targets, _TARGET, "indicator")


def _facts(
    kind: str, word: str, old: Sequence[Any], new: Sequence[Any], fields: Sequence[tuple[str, str]], title: str
) -> list[RevisionRow]:
    was = {fact.id: fact for fact in old}
    now = {fact.id: fact for fact in new}
    rows = []
    for fact_id in [*now, *(gone for gone in was if gone not in now)]:
        pairs = ((key, label, _words(was.get(fact_id), key), _words(now.get(fact_id), key)) for key, label in fields)
        cells = tuple(CellTurned(*found) for found in pairs if found[2] != found[3])
        if cells:
            turn = Turn.CHANGED if fact_id in was and fact_id in now else Turn.ADDED if fact_id in now else Turn.REMOVED
            name = _words(now.get(fact_id) or was[fact_id], title)
            label = f"{word}：{name}" if name else word
            rows.append(RevisionRow(f"{kind}-{fact_id}", None, turn, False, "", "", WHOLE, label, cells))
    return rows


def _words(fact: Any, key: str) -> str:
    value = getattr(fact, key, "")
    return ("是" if value else "否") if isinstance(value, bool) else str(value)
