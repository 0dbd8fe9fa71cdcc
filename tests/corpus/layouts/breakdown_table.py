"""Breakdowns as tables: big item merged over its rows or as a row of its own, units in columns, two levels of heads."""

from dataclasses import replace

from tests.corpus.content.dice import Dice
from tests.corpus.content.world import Duty, World, new_world
from tests.corpus.expected import Expected, Json
from tests.corpus.layouts.numbering import chinese
from tests.corpus.layouts.sheets import put_grid, repeated_heads, stacked, with_hidden_rows
from tests.corpus.paper import Grid, Paper

TASK = ("具体任务", "工作任务", "任务内容", "主要任务", "工作内容")
TASK_HELD = ("任务举措", "具体工作措施", "重点任务内容")
BIG = ("任务大项", "重点任务", "工作类别")
BIG_HELD = ("任务类别", "工作事项", "专项行动")
LEAD = ("牵头单位", "牵头部门", "牵头责任单位")
LEAD_HELD = ("主责单位", "主办单位", "牵头责任部门")
SUPPORT = ("配合单位", "责任单位", "协办单位", "配合部门")
SUPPORT_HELD = ("参与单位", "配合责任单位", "协同单位")
TIME = ("完成时限", "完成时间", "时间要求", "时限要求")
TIME_HELD = ("完成期限", "时间进度", "办结时限")
PERSON = ("责任领导", "责任人")
PERSON_HELD = ("分管领导", "包联领导")


class TableMaker:
    """The columns and habits of one table."""

    def __init__(self, world: World, number: int, kind: str) -> None:
        dice = world.dice
        self._world, self._dice = world, dice
        self.big = ("merged", "none", "row", "merged")[number % 4]
        self._alone = number % 5 in (1, 3)
        self.cell = dice.pick(("plain", "labels", "mark", "rule")) if self._alone else "plain"
        merges = kind in ("xlsx", "docx", "html")  # elsewhere an empty cell may as well mean that nobody leads
        self._one_lead = merges and not self._alone and self.big == "merged" and dice.chance(0.3)
        self._person = dice.pick(PERSON, PERSON_HELD) if dice.chance(0.5) else ""
        self._time = dice.pick(TIME, TIME_HELD) if dice.chance(0.85) else ""
        self._task = dice.pick(TASK, TASK_HELD)
        self._big_head = dice.pick(BIG, BIG_HELD)
        self._numbered = self.big == "row" or dice.chance(0.8)
        self._note = dice.chance(0.4)
        self._full = dice.chance(0.5)
        self._standard = "" if self._full or dice.chance(0.5) else dice.pick(("工作标准", "工作要求"), ("考核要点",))
        self._lead = (
            dice.pick(("责任单位", "责任部门"), ("落实单位", "责任主体")) if self._alone else dice.pick(LEAD, LEAD_HELD)
        )
        self._support = "" if self._alone else dice.pick(SUPPORT, SUPPORT_HELD)
        self._sep = dice.pick(("、", "、", "\n", " "), ("，", "；", "/"))
        self._typed = dice.chance(0.2)
        self._time_last = dice.chance(0.6)

    @property
    def heads(self) -> tuple[str, ...]:
        heads = ["序号"] if self._numbered else []
        if self.big == "merged":
            heads.append(self._big_head)
        heads += [one for one in (self._task, self._standard) if one]
        if not self._time_last and self._time:
            heads.append(self._time)
        heads.append(self._lead)
        heads += [one for one in (self._support, self._person) if one]
        if self._time_last and self._time:
            heads.append(self._time)
        return (*heads, *(("备注",) if self._note else ()))

    def grid(self, groups: int, each: tuple[int, int], expected: Expected | None) -> Grid:
        """The whole table; without `expected` its rows are not part of the reading (hidden ones)."""
        world, heads = self._world, self.heads
        rows: list[tuple[str, ...]] = [heads]
        merges: list[tuple[int, int, int, int]] = []
        duties = world.duties(groups * each[1], leads=1 if self.cell in ("mark", "rule") else 0, dated=0.85)
        number = 0
        for at, head in enumerate(world.heads(groups), 1):
            if not duties:
                break
            first = len(rows)
            parent = None
            if self.big == "row":
                merges.append((first, 0, first, len(heads) - 1))
                rows.append((f"{chinese(at)}、{head.title}", *[""] * (len(heads) - 1)))
            if self.big != "none":
                parent = head.title
                if expected:
                    expected.task(parent, head=True)
            start = len(rows)
            if self._one_lead:
                duties = [_under(duty, head.lead) for duty in duties]
            for _ in range(self._dice.number(*each)):
                if duties:
                    number += 1
                    rows.append(self.row(number, head, duties.pop(), len(rows) == start, parent, expected))
            if self.big == "merged" and len(rows) - start > 1:
                for name in (self._big_head, *((self._lead,) if self._one_lead else ())):
                    column = heads.index(name)
                    merges.append((start, column, len(rows) - 1, column))
        return Grid(tuple(rows), tuple(merges))

    def row(
        self, number: int, head: Duty, duty: Duty, first: bool, parent: str | None, expected: Expected | None
    ) -> tuple[str, ...]:
        if self.cell == "plain" and self._alone:
            duty = replace(duty, lead=(*duty.lead, *duty.support), support=())
        if not self._time:
            duty = replace(duty, deadline=None)
        text = f"{duty.title}，{duty.rest}{self._dice.pick(('。', ''))}" if self._full else duty.title
        cells = {
            "序号": str(number),
            self._big_head: head.title if first and self.big == "merged" else "",
            self._task: f"{number}.{text}" if self._typed and not self._numbered else text,
            self._lead: self._units(duty) if first or not self._one_lead else "",
            self._support: self._sep.join(duty.support),
            self._standard: duty.rest,
            self._person: duty.person,
            self._time: duty.deadline.words if duty.deadline else "",
        }
        if expected is not None:
            people = ((duty.person, self._person),) if self._person else ()
            also = (f"{duty.title}，{duty.rest}",) if self._full else ()
            expected.duty(duty, parent=parent, people=people, also=also)
        return tuple(cells.get(one, "") for one in self.heads)

    def _units(self, duty: Duty) -> str:
        """The cell of units; in a column of its own it may say in the cell who leads."""
        if self.cell == "labels":
            lead = f"牵头单位：{'、'.join(duty.lead)}"
            return lead + (f"\n配合单位：{'、'.join(duty.support)}" if duty.support else "")
        if self.cell == "mark":
            return "、".join((f"{duty.lead[0]}（牵头）", *duty.support))
        if self.cell == "rule":
            return self._sep.join((*duty.lead, *duty.support))
        return self._sep.join(duty.lead)

    def two_level(self, grid: Grid) -> Grid:
        """责任分工 over the columns of units."""
        at = self.heads.index(self._lead)
        count = 1 + bool(self._support) + bool(self._person)
        return grid if count < 2 else stacked(grid, {at: ("责任单位及责任人" if self._person else "责任分工", count)})


def _under(duty: Duty, lead: tuple[str, ...]) -> Duty:
    """The duty led by those who lead its whole group."""
    return replace(duty, lead=lead, support=tuple(unit for unit in duty.support if unit not in lead))


def make_breakdown_table(dice: Dice, number: int, kind: str) -> tuple[Paper, Json]:
    """A breakdown as table, for a file of `kind`."""
    world = new_world(dice)
    maker = TableMaker(world, number, kind)
    end = dice.pick(("任务分解表", "责任分解表", "重点任务清单"), ("任务分工表", "责任清单"))
    title = f"{world.place}{world.year}年{world.work.name}{end}"
    expected = Expected("breakdown", "" if kind == "csv" else title)
    if kind == "csv" and maker.cell == "rule":
        maker.cell = "labels"
    paper = Paper()
    sheets = dice.pick((1, 1, 2)) if kind == "xlsx" else 1
    for at in range(sheets):
        grid = maker.grid(2 if sheets > 1 else dice.number(2, 3), (2, 3) if sheets > 1 else (3, 5), expected)
        if dice.chance(0.4) and kind in ("xlsx", "docx", "html"):
            grid = maker.two_level(grid)
        elif maker.big == "none" and dice.chance(0.4):
            grid = repeated_heads(grid, 5)
        name = f"第{chinese(at + 1)}批" if sheets > 1 else dice.pick(("Sheet1", "任务分解"))
        rule = dice.pick(("注：责任单位中列第一位的为牵头单位。",), ("备注：排在首位的单位为牵头单位。",))
        put_grid(world, paper, grid, title, kind, name, note=rule if maker.cell == "rule" else "")
        hidden = world.duties(1) if kind == "xlsx" and dice.chance(0.4) else []
        if hidden:
            tab = paper.tabs[-1]
            old = maker.row(99, Duty("", ""), hidden[0], False, None, None)
            at_row = next(
                row for row, cells in enumerate(tab.rows) if maker.heads[-1] in cells or maker.heads[0] in cells
            )
            paper.tabs[-1] = with_hidden_rows(dice, tab, [old], at_row + grid.heads - 1)
    if kind == "csv":  # no title that tells the year
        for task in expected.json["tasks"]:
            task["_unclear_due"] |= str(world.year) not in (task["deadline"] or "")
    return paper, expected.json
