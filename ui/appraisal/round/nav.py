"""The rounds of the campaign on the left, each with its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from models.appraisal.rows import RoundRow
from models.appraisal.terms import RoundState
from ui.tables.nav import NavTree

ICONS = {
    RoundState.TRIAL: "pencil-outline",
    RoundState.POSTED: "bullhorn-outline",
    RoundState.LOCKED: "lock-outline",
    RoundState.WITHDRAWN: "undo-variant",
}


@dataclass(frozen=True, slots=True)
class NavRow:
    """A round in the list."""

    id: int
    parent_id: int | None
    text: str
    note: str
    icon: str


def likely(rows: Sequence[RoundRow]) -> RoundRow:
    """The round most likely worked at: the last one on trial, else the last that stands."""
    trial = [one for one in rows if one.state is RoundState.TRIAL]
    standing = [one for one in rows if one.state is not RoundState.WITHDRAWN]
    return (trial or standing or list(rows))[-1]


class RoundNav(NavTree):
    """Newest rounds first; a withdrawn one stands under the version that came after it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_text, _note, _icon, name="appraisal.rounds", parent=parent)
        self.setAccessibleName("考核期")

    def show_rounds(self, rows: Sequence[RoundRow]) -> None:
        """Take the rounds of the campaign."""
        after = {row.origin_id: row.id for row in rows if row.origin_id is not None}
        below: dict[int | None, list[RoundRow]] = {}
        for row in reversed(rows):
            above = after.get(row.id) if row.state is RoundState.WITHDRAWN else None
            below.setdefault(above, []).append(row)
        found: list[NavRow] = []

        def add(parent: int | None) -> None:
            for row in below.get(parent, ()):
                version = f"（第{row.number}版）" if row.number > 1 else ""
                found.append(NavRow(row.id, parent, row.name + version, row.state.label, ICONS[row.state]))
                add(row.id)

        add(None)
        self.set_rows(tuple(found))


def _text(row: NavRow) -> str:
    return row.text


def _note(row: NavRow) -> str:
    return row.note


def _icon(row: NavRow) -> str:
    return row.icon
