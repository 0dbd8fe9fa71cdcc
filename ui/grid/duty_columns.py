"""Rows and columns of the view 责任: a cell per row, a role per column, its people as chips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from models.grid.queries import CellRow
from models.grid.queries.watch_rows import DutyBoard, WatchRoleRow, WatchRow
from models.org.rules import last_day, masked
from ui.grid.holders import HolderBook
from ui.tables.cells import Chip, Column
from ui.tables.editors import CompleterEditor, Option

ROLE = "role:"
Held = Mapping[int, tuple[WatchRow, ...]]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A cell with those who watch over it, by role."""

    id: int
    parent_id: int | None
    level_id: int
    level: str
    name: str
    path: tuple[str, ...]
    search: str
    held: Held

    def own(self, role_id: int) -> tuple[WatchRow, ...]:
        """The cell's own watches in a role."""
        return tuple(row for row in self.held.get(role_id, ()) if row.cell_id == self.id)


def duty_rows(cells: Iterable[CellRow], board: DutyBoard) -> list[DutyRow]:
    """The cells in tree order with their watches."""
    nobody: Held = {}
    return [
        DutyRow(
            id=cell.id,
            parent_id=cell.parent_id,
            level_id=cell.level_id,
            level=cell.level,
            name=cell.name,
            path=cell.path,
            search=f"{cell.pinyin} {cell.initials} {cell.code}",
            held=board.over.get(cell.id, nobody),
        )
        for cell in cells
    ]


def role_of_key(key: str) -> int | None:
    """The role of a column's key; None for the others."""
    return int(key.removeprefix(ROLE)) if key.startswith(ROLE) else None


def duty_columns(roles: Sequence[WatchRoleRow], book: Callable[[], HolderBook]) -> tuple[Column, ...]:
    """The cell, its level, and a column per role."""
    wide = 150 if len(roles) < 4 else 96
    return (
        Column("name", "名称", lambda row: row.name, width=172, stretch=True, tooltip=_path, strong=_has_below),
        Column("level", "层级", lambda row: row.level, width=50, muted=True),
        *(
            Column(
                f"{ROLE}{role.id}",
                role.name,
                partial(_text, role.id),
                width=wide,
                editor=CompleterEditor(_Choices(role, book), several=True),
                value=_Value(role.id, book),
                tooltip=partial(_tooltip, role),
                chips=partial(_chips, role.id),
                required=partial(_required, role),
                can_edit=partial(_stands, role),
            )
            for role in roles
        ),
    )


class _Choices:
    """The proposals of a role, asked for when an editor opens."""

    def __init__(self, role: WatchRoleRow, book: Callable[[], HolderBook]) -> None:
        self._role, self._book = role, book

    def __call__(self, row: Any) -> Sequence[Option]:
        return self._book().options(self._role.holder)


class _Value:
    """What an editor starts with: the cell's own people, each told apart from others of the name."""

    def __init__(self, role_id: int, book: Callable[[], HolderBook]) -> None:
        self._role_id, self._book = role_id, book

    def __call__(self, row: DutyRow) -> str:
        return holders_text(row.own(self._role_id), self._book())


def holders_text(rows: Iterable[WatchRow], book: HolderBook) -> str:
    """Watches as a text that is read back as the same holders."""
    return "、".join(book.words(row.named) or row.holder for row in rows)


def chip_of(row: WatchRow, cell_id: int) -> Chip:
    """A watch over a cell as a chip: filled when it is the cell's own, an outline when it comes from above."""
    if row.via_post and not row.person:
        role = "doubt"
    else:
        role = "own" if row.cell_id == cell_id else "inherited"
    return Chip(row.shown, role, row.id)


def watch_words(row: WatchRow, cell_id: int) -> str:
    """A watch over a cell in a few lines: who, by what, since when, where it comes from."""
    lines = [row.holder]
    if row.post and row.person:
        lines.append(row.post + ("（随岗位）" if row.via_post else ""))
    if row.unit and row.unit != row.holder:
        lines.append(row.unit)
    lines.append(span_words(row))
    if row.phone:
        lines.append(masked(row.phone))
    if row.note:
        lines.append(row.note)
    if source := row.from_name or (row.cell if row.cell_id != cell_id else ""):
        lines.append(f"继承自 {source}")
    return "\n".join(line for line in lines if line)


def span_words(row: WatchRow) -> str:
    """Since when and until when: 2025-01-01 起, 至 2026-05-31."""
    end = last_day(row.valid_to)
    begin = f"{row.valid_from} 起" if row.valid_from is not None else ""
    return "，".join(part for part in (begin, f"至 {end}" if end is not None else "") if part)


def _text(role_id: int, row: DutyRow) -> str:
    return "、".join(watch.shown for watch in row.held.get(role_id, ()))


def _chips(role_id: int, row: DutyRow) -> tuple[Chip, ...]:
    return tuple(chip_of(watch, row.id) for watch in row.held.get(role_id, ()))


def _tooltip(role: WatchRoleRow, row: DutyRow) -> str:
    if row.level_id not in role.level_ids:
        return f"“{row.level}”这一级没有{role.name}"
    return "\n\n".join(watch_words(watch, row.id) for watch in row.held.get(role.id, ())) or f"还没有{role.name}"


def _required(role: WatchRoleRow, row: DutyRow) -> bool:
    return row.level_id in role.required_ids


def _stands(role: WatchRoleRow, row: DutyRow) -> bool:
    return row.level_id in role.level_ids


def _path(row: DutyRow) -> str:
    return " / ".join((*row.path, row.name))


def _has_below(row: DutyRow) -> bool:
    return len(row.path) < 2
