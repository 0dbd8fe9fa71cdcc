"""The left tree of the page 组织: its sections, and under the groups' one every group of the campaign in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from models.org.queries import GroupRow, OrgCounts
from ui.org.group_steps import GroupSteps
from ui.org.sections import SECTIONS
from ui.tables.nav import NavTree


@dataclass(frozen=True, slots=True)
class NavRow:
    """An entry of the left tree: a section (its id is a word) or a group (its id is a number)."""

    id: Any
    parent_id: Any
    text: str
    note: str
    icon: str

    @property
    def is_section(self) -> bool:
        return isinstance(self.id, str)


class OrgNav(NavTree):
    """Sections with their counts; groups can be dragged, and take the seats dragged onto them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_text, _note, _icon, _is_strong, name="org.nav", parent=parent)
        self.setAccessibleName("组织的内容")
        self.set_draggable(True)
        self._steps: GroupSteps

    def show_content(self, counts: OrgCounts, groups: Sequence[GroupRow]) -> None:
        """Take new counts and groups."""
        rows = [
            NavRow(section.key, None, section.word, str(section.count(counts)), section.icon) for section in SECTIONS
        ]
        place = next(at for at, section in enumerate(SECTIONS, 1) if section.kind == "group")
        rows[place:place] = [
            NavRow(
                group.id,
                "groups" if group.parent_id is None else group.parent_id,
                group.name,
                str(group.seats) if group.seats else "",
                "",
            )
            for group in groups
        ]
        self.set_rows(tuple(rows))

    def serve(self, steps: GroupSteps) -> None:
        """Let the keys, the drags and the menu of the tree change groups; a new one is chosen."""
        self._steps = steps
        steps.made.connect(self.select_id)
        self.move_requested.connect(self._on_move_requested)
        self.drop_requested.connect(self._on_drop_requested)
        self.delete_requested.connect(self._on_delete_requested)
        self.insert_requested.connect(self._on_insert_requested)

    def new_group(self) -> None:
        """Ask for a group below the one chosen, or on top."""
        current = self.current_id()
        self._steps.new(current if isinstance(current, int) else None)

    def delete_group(self) -> None:
        """Delete the group chosen."""
        self._steps.delete((self.current_id(),))

    def _on_insert_requested(self, nav_id: object) -> None:
        self.new_group()

    def _on_delete_requested(self, ids: tuple[Any, ...]) -> None:
        self._steps.delete(ids)

    def _on_move_requested(self, ids: tuple[Any, ...], by: int) -> None:
        groups = _group_ids(ids)
        if groups:
            self._steps.shift(groups, by)

    def _on_drop_requested(self, ids: tuple[Any, ...], target: object, where: str) -> None:
        groups = _group_ids(ids)
        if groups and (isinstance(target, int) or target == "groups"):
            self._steps.drop(groups, target if isinstance(target, int) else None, where)


def _group_ids(ids: Sequence[Any]) -> list[int]:
    return [nav_id for nav_id in ids if isinstance(nav_id, int)]


def _text(row: NavRow) -> str:
    return row.text


def _note(row: NavRow) -> str:
    return row.note


def _icon(row: NavRow) -> str:
    return row.icon


def _is_strong(row: NavRow) -> bool:
    return row.is_section
