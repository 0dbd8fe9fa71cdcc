"""What a rule “each cell of this level under that cell” names, who carries each duty, and what the grid changed since.

Pure functions on spots: cells in tree order with their level, the cell above and the managing unit.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.errors import Refusal
from models.task.terms import DutyState, Role


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell as the rules see it."""

    id: int
    parent_id: int | None
    level_id: int
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class Spread:
    """What a rule says: the level, the cell under which (None: everywhere), the unit (None: each cell's own)."""

    level_id: int
    under_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """One duty a rule names: a cell and the unit that carries it; None when no cell above it has a managing unit."""

    cell_id: int
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """One row that a rule made earlier and that is in force."""

    id: int
    cell_id: int
    unit_id: int
    state: DutyState = DutyState.OPEN


@dataclass(frozen=True, slots=True)
class Differences:
    """What the grid changed since a rule made its rows: duties to add, rows to take away, rows whose unit is another
    one now (with that share), and cells that nobody manages. Nothing of it is done unless the clerk wants it."""

    missing: tuple[Share, ...]
    surplus: tuple[Held, ...]
    moved: tuple[tuple[Held, Share], ...]
    unmanaged: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.missing) + len(self.surplus) + len(self.moved)

    @property
    def words(self) -> str:
        """新增 2 处，撤销 1 处，换单位 3 处; empty when nothing changed."""
        parts = (("新增", self.missing), ("撤销", self.surplus), ("换单位", self.moved))
        return "，".join(f"{word} {len(rows)} 处" for word, rows in parts if rows)


def within(under_id: int | None, spots: Iterable[Spot]) -> set[int]:
    """The ids of a cell and everything below it; of all cells for None. Safe in damaged data with loops."""
    listed = list(spots)
    if under_id is None:
        return {spot.id for spot in listed}
    children: dict[int | None, list[int]] = {}
    for spot in listed:
        children.setdefault(spot.parent_id, []).append(spot.id)
    known = {spot.id for spot in listed}
    found: set[int] = set()
    todo = [under_id] if under_id in known else []
    while todo:
        here = todo.pop()
        if here not in found:
            found.add(here)
            todo.extend(children.get(here, ()))
    return found


def named_cells(spread: Spread, spots: Sequence[Spot]) -> list[int]:
    """The cells a rule names, in the order of `spots`: all of its level, at or below the cell it stands under."""
    inside = within(spread.under_id, spots)
    return [spot.id for spot in spots if spot.level_id == spread.level_id and spot.id in inside]


def carrier_of(cell_id: int, spots: Mapping[int, Spot], unit_id: int | None = None) -> int | None:
    """The unit that carries a duty at a cell: the rule's own, else the managing unit of the cell or of the nearest
    cell above that has one."""
    if unit_id is not None:
        return unit_id
    here, seen = spots.get(cell_id), set[int]()
    while here is not None and here.id not in seen:
        if here.unit_id is not None:
            return here.unit_id
        seen.add(here.id)
        here = spots.get(here.parent_id) if here.parent_id is not None else None
    return None


def shares_of(spread: Spread, spots: Sequence[Spot]) -> list[Share]:
    """Each cell a rule names with the unit that carries it there."""
    known = {spot.id: spot for spot in spots}
    return [Share(cell_id, carrier_of(cell_id, known, spread.unit_id)) for cell_id in named_cells(spread, spots)]


def differences(wanted: Sequence[Share], held: Sequence[Held], taken: Collection[tuple[int, int]] = ()) -> Differences:
    """Compare what a rule names now with the rows it has. `taken` are (cell, unit) of other rows of the task in the
    same role: those duties are there already. A cell that lost its unit keeps its row."""
    by_cell = {share.cell_id: share for share in wanted}
    rows: dict[int, Held] = {}
    surplus: list[Held] = []
    for row in held:
        if row.cell_id not in by_cell or row.cell_id in rows:
            surplus.append(row)
        else:
            rows[row.cell_id] = row
    missing: list[Share] = []
    moved: list[tuple[Held, Share]] = []
    unmanaged: list[int] = []
    for share in wanted:
        known = rows.get(share.cell_id)
        if share.unit_id is None:
            unmanaged.append(share.cell_id)
        elif known is not None and known.unit_id != share.unit_id:
            if (share.cell_id, share.unit_id) in taken:
                surplus.append(known)
            else:
                moved.append((known, share))
        elif known is None and (share.cell_id, share.unit_id) not in taken:
            missing.append(share)
    return Differences(tuple(missing), tuple(surplus), tuple(moved), tuple(unmanaged))


def why_no_spread(shares: Sequence[Share], level: str, under: str) -> Refusal | None:
    """Why a rule can make no row: no such cell, or none with a unit."""
    if not shares:
        where = f"“{under}”下面" if under else "网格里"
        return Refusal(f"{where}没有“{level}”这一级的网格。", "请换一个层级或范围，或先在“网格”里添加。")
    if all(share.unit_id is None for share in shares):
        return Refusal(f"这 {len(shares)} 处都没有管理单位。", "请先在“网格”里填上管理单位，或在这里选定一个单位。")
    return None


def spread_words(*, level: str, under: str, unit: str, role: Role) -> str:
    """A rule in words: 每个点位（西湖区下）由各自管理单位负责."""
    does = {
        Role.LEAD: "牵头",
        Role.RESPONSIBLE: "负责",
        Role.SUPPORT: "配合",
        Role.OVERSEE: "督导",
    }[role]
    return f"每个{level}" + (f"（{under}下）" if under else "") + f"由{unit or '各自管理单位'}{does}"
