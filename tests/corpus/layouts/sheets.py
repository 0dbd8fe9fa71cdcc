"""From a grid to a sheet as offices make them: title rows, the unit of the form, notes, sign-off, hidden rows."""

from collections.abc import Sequence

from tests.corpus.content.dice import Dice
from tests.corpus.content.world import World
from tests.corpus.paper import Grid, Line, Paper, Tab

NOTES = (
    "注：本表一式两份，每月25日前更新。",
    "备注：责任领导和责任人发生变动后，由相应岗位的继任领导担任。",
    "说明：未尽事宜由办公室解释。",
)
NOTES_HELD = ("填表说明：1.本表由责任单位填写；2.时限为最后期限。", "注：以上内容根据上级要求动态调整。")


def put_grid(world: World, paper: Paper, grid: Grid, title: str, kind: str, name: str, note: str = "") -> None:
    """The grid below its title: as a sheet for xlsx, else as a table under lines of text; `note` must be below it."""
    if kind == "xlsx":
        paper.tabs.append(sheet_of(world, grid, title, name, note))
        return
    if kind != "csv":
        paper.say(Line(title, "title", indent=False))
        if world.dice.chance(0.3):
            paper.say(Line(f"填报单位：{world.units(1)[0]}", indent=False))
    paper.blocks.append(grid)
    if note or (kind != "csv" and world.dice.chance(0.4)):
        paper.say(Line(note or world.dice.pick(NOTES, NOTES_HELD), indent=False))


def sheet_of(world: World, grid: Grid, title: str, name: str, note: str = "") -> Tab:
    """Title rows above, a gap now and then, notes and sign-off below."""
    dice = world.dice
    width = len(grid.rows[0])
    rows: list[tuple[str, ...]] = []
    merges: list[tuple[int, int, int, int]] = []

    def wide(text: str, merged: bool = True) -> None:
        if merged:
            merges.append((len(rows), 0, len(rows), width - 1))
        rows.append((text, *[""] * (width - 1)))

    if dice.chance(0.3):
        wide(f"附件{dice.number(1, 4)}", merged=False)
    wide(title)
    if dice.chance(0.5):
        wide(f"填报单位：{world.units(1)[0]}　　　填报时间：{world.year}年{dice.number(1, 3)}月{dice.number(2, 27)}日")
    if dice.held and dice.chance(0.4):
        rows.append(("",) * width)
    top = len(rows)
    rows += grid.rows
    merges += [(a + top, b, c + top, d) for a, b, c, d in grid.merges]
    if note or dice.chance(0.4):
        wide(note or dice.pick(NOTES, NOTES_HELD))
    if dice.chance(0.4):
        wide(f"填表人：{world.person()}　　审核人：{world.person()}", merged=False)
    if not dice.chance(0.25):
        return Tab(name, tuple(rows), tuple(merges))
    old = {top: "原责任单位"} | {row: world.units(1)[0] for row in range(top + grid.heads, top + len(grid.rows))}
    wider = [(*row, old.get(number, "")) for number, row in enumerate(rows)]
    return Tab(name, tuple(wider), tuple(merges), hidden_columns=frozenset({width}))


def with_hidden_rows(dice: Dice, tab: Tab, rows: Sequence[tuple[str, ...]], after: int) -> Tab:
    """Old rows, hidden behind row `after`: nobody sees them, nobody reads them."""
    kept, tail = tab.rows[: after + 1], tab.rows[after + 1 :]
    count = len(rows)
    merges = tuple(
        (a + count * (a > after), b, c + count * (c > after), d) for a, b, c, d in tab.merges if not a <= after < c
    )
    width = len(tab.rows[0])
    rows = [(*row, *[""] * (width - len(row))) for row in rows]
    hidden = frozenset(range(after + 1, after + 1 + count))
    return Tab(tab.name, (*kept, *rows, *tail), merges, hidden, tab.hidden_columns)


def stacked(grid: Grid, above: dict[int, tuple[str, int]]) -> Grid:
    """A second level of heads: {first column: (text, columns)}; other heads are merged over both levels."""
    width = len(grid.rows[0])
    top = [""] * width
    under = list(grid.rows[0])
    merges = [(a + 1, b, c + 1, d) for a, b, c, d in grid.merges]
    covered: set[int] = set()
    for column, (text, count) in above.items():
        top[column] = text
        merges.append((0, column, 0, column + count - 1))
        covered |= set(range(column, column + count))
    for column in range(width):
        if column not in covered:
            top[column], under[column] = grid.rows[0][column], ""
            merges.append((0, column, 1, column))
    return Grid((tuple(top), tuple(under), *grid.rows[1:]), tuple(merges), 2)


def repeated_heads(grid: Grid, every: int) -> Grid:
    """The heading row again after so many rows, as a paper printed on several pages and typed off has it."""
    if grid.merges or grid.heads > 1:
        return grid
    rows: list[tuple[str, ...]] = [grid.rows[0]]
    for at, row in enumerate(grid.rows[1:]):
        if at and at % every == 0:
            rows.append(grid.rows[0])
        rows.append(row)
    return Grid(tuple(rows))
