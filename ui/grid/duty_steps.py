"""What can be done with watches, for the table 责任 and the inspector alike: forms, questions about names, steps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from models.errors import Refusal
from models.grid import actions
from models.grid.duty import Holder
from models.grid.queries import CellRow
from models.grid.queries import watches as duties
from models.grid.queries.watch_rows import WatchRoleRow, WatchRow
from models.org import queries as org_queries
from ui import messages
from ui.grid.duty_columns import DutyRow
from ui.grid.holders import HolderBook, Texts, Typed, with_holders
from ui.grid.parts import Grid
from ui.grid.watch_forms import EndForm, SwapForm, SwapValue, WatchForm, WatchValue
from ui.page import Page

Place = tuple[int, int]  # cell id, role id
NAMES = frozenset({"person", "post", "tenure", "unit", "unit_alias"})  # tables that say who can be named


class DutySteps(QObject):
    """Every change of watches the page can make. `written` when one was made."""

    written = Signal()

    def __init__(self, page: Page, parent: QObject) -> None:
        super().__init__(parent)
        self.page = page
        self._grid: Grid | None = None
        self._book: HolderBook | None = None
        page.store.changed.connect(self._on_store_changed)

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        if areas & NAMES or "*" in areas:
            self._book = None

    def set_grid(self, grid: Grid) -> None:
        """The grid as it is now; names are read again when they are needed and others."""
        if self._grid is None or grid.units is not self._grid.units:
            self._book = None
        self._grid = grid

    def watches_at(self, cell: CellRow) -> tuple[WatchRow, ...]:
        """Who watches over a cell, roles in their order."""
        return self._grid.board.at(cell.id, cell.name, cell.path) if self._grid is not None else ()

    def all_of(self, cell_id: int) -> tuple[WatchRow, ...]:
        """Every own watch of a cell, past and to come."""
        return self.page.store.read(duties.watches_between, cell_id=cell_id)

    def holder_book(self) -> HolderBook:
        """Who can be named."""
        if self._book is None:
            store, day = self.page.store, self.page.context.today
            self._book = HolderBook(
                store.read(org_queries.people, day=day),
                store.read(org_queries.posts, day=day),
                self._grid.units if self._grid is not None else None,
            )
        return self._book

    @property
    def roles(self) -> tuple[WatchRoleRow, ...]:
        """The roles in their order."""
        return self._grid.board.roles if self._grid is not None else ()

    def role(self, role_id: int | None) -> WatchRoleRow | None:
        """A role by its id."""
        return next((role for role in self.roles if role.id == role_id), None)

    def is_locked(self) -> bool:
        """Whether another day is shown; says so."""
        locked = self._grid.locked if self._grid is not None else None
        if locked is not None:
            messages.refuse(self.page, locked)
        return locked is not None

    def do(self, title: str, action: Callable[..., Any], /, *, said: str = "", **kw: Any) -> Any:
        """One step; afterwards only the watches are read again."""
        if self.is_locked():
            return None
        return self.page.do(title, action, said=said, refresh=self.written.emit, **kw)

    # ---- the table --------------------------------------------------------------------------------------------

    def write(self, texts: Texts, title: str) -> None:
        """Names typed or pasted for places {(cell id, role id): what}."""
        if self.is_locked():
            return

        def known(answer: dict[Place, tuple[Holder, ...]], new: int) -> None:
            said = ""
            if len(answer) > 1 or new:
                said = f"{title}：{len(answer)} 格" + (f"，其中新人员 {new} 位" if new else "") + "。"
            self.set(answer, title, said)

        with_holders(self.page, self.holder_book(), texts, known)

    def set(self, changes: Mapping[Place, Sequence[Holder]], title: str, said: str = "") -> None:
        """Exactly these holders in these places from today on."""
        if not changes:
            messages.say(self.page, "没有可填的：这些格和上面的一样，或没有这个角色。")
            return
        self.do(title, actions.set_watchers, said=said, changes=changes, day=self.page.context.today)

    def clear(self, places: Sequence[Place]) -> None:
        """The places inherit again."""
        if not places:
            messages.say(self.page, "选中的格没有单独设置的责任人。")
            return
        said = f"已清空 {len(places)} 格单独设置的责任人。"
        self.do("清空责任人", actions.clear_watchers, said=said, places=places, day=self.page.context.today)

    def set_many(self, rows: Sequence[DutyRow], role_id: int | None) -> None:
        """Ask for one watch over all these cells."""
        if self.is_locked():
            return
        levels = {row.level_id for row in rows}
        roles = [role for role in self.roles if levels <= set(role.level_ids)]
        if not rows or not roles:
            refusal = (
                Refusal("没有选中网格。", "先在表里选中要设置的几行。")
                if not rows
                else Refusal("选中的网格没有共同的角色。", "请只选同一级的网格。")
            )
            messages.refuse(self.page, refusal)
            return
        title = f"批量设置（{len(rows)} 个网格）"
        form = WatchForm(
            self.page.window(),
            title,
            roles,
            self.holder_book(),
            role_id=role_id,
            many=True,
            start=self.page.context.today,
        )
        messages.open_form(self.page, form, partial(self._on_many_accepted, tuple(row.id for row in rows)))

    def _on_many_accepted(self, cell_ids: tuple[int, ...], value: WatchValue) -> None:
        def add(holder: Holder) -> None:
            self.do(
                "批量设置责任人",
                actions.add_watches,
                said=f"已给 {len(cell_ids)} 个网格设置责任人。",
                cell_ids=cell_ids,
                role_id=value.role_id,
                holder=holder,
                valid_from=value.valid_from,
                valid_to=value.valid_to,
                note=value.note,
                replace=value.replace,
            )

        self._with_one(value, add)

    def _with_one(self, value: WatchValue, then: Callable[[Holder], Any]) -> None:
        role = self.role(value.role_id)

        def known(answer: dict[str, tuple[Holder, ...]], new: int) -> None:
            if len(answer["one"]) == 1:
                then(answer["one"][0])
            else:
                messages.refuse(self.page, Refusal("一次只能设置一位。", "其余的再各设置一次。"))

        if role is not None:
            with_holders(self.page, self.holder_book(), {"one": Typed(value.who, role.holder)}, known)

    def swap_here(self, row: WatchRow) -> None:
        """Ask who takes over from the holder of one watch, at first over its cell only."""
        self.swap((row.cell_id,), row.named, here=True)

    def swap(self, selected: Sequence[int], old: Holder | None, *, here: bool = False) -> None:
        """Ask who takes over from whom; `here` proposes the selection, not everywhere."""
        if self.is_locked() or self._grid is None:
            return
        form = SwapForm(
            self.page.window(),
            self.holder_book(),
            self._grid.board.own,
            self._look,
            selected=selected if here or len(selected) > 1 else (),
            today=self.page.context.today,
            old=old,
            here=here,
        )
        messages.open_form(self.page, form, self._on_swap_accepted)

    def _look(self, holder: Holder, on: date, cell_ids: Sequence[int] | None) -> Sequence[WatchRow]:
        return self.page.store.read(duties.watches_of, holder=holder, on=on, cell_ids=cell_ids)

    def _on_swap_accepted(self, value: SwapValue) -> None:
        def known(answer: dict[str, tuple[Holder, ...]], new: int) -> None:
            if len(answer["new"]) != 1:
                messages.refuse(self.page, Refusal("只能换成一位。", "请只写一个姓名、岗位或单位。"))
                return
            done = self.do(
                "更换责任人",
                actions.swap_watcher,
                old=value.old,
                new=answer["new"][0],
                on=value.on,
                cell_ids=value.cell_ids,
            )
            if done is not None:
                messages.say(self.page, f"从 {value.on} 起更换 {done.value} 处责任人。", kind="ok", undo=True)

        with_holders(self.page, self.holder_book(), {"new": Typed(value.who)}, known)

    def copy_down(self, cell_ids: Collection[int], role_ids: Collection[int] | None) -> None:
        """What watches over the cells goes into those below as their own."""
        if not cell_ids:
            messages.refuse(self.page, Refusal("没有选中网格。", "先选中要往下复制的网格。"))
            return
        done = self.do(
            "责任人复制到下级", actions.copy_down, cell_ids=cell_ids, role_ids=role_ids, day=self.page.context.today
        )
        if done is not None:
            messages.say(self.page, f"已写入下级 {done.value} 处。", kind="ok", undo=True)

    # ---- one cell (the inspector) -----------------------------------------------------------------------------

    def add(self, cell_id: int, name: str, role: WatchRoleRow, level_id: int) -> None:
        """Ask for one more watch over a cell."""
        if self.is_locked():
            return
        roles = [one for one in self.roles if level_id in one.level_ids]
        form = WatchForm(self.page.window(), f"“{name}”的责任人", roles, self.holder_book(), role_id=role.id)
        messages.open_form(self.page, form, partial(self._on_add_accepted, cell_id, name))

    def _on_add_accepted(self, cell_id: int, name: str, value: WatchValue) -> None:
        def add(holder: Holder) -> None:
            self.do(
                f"“{name}”的责任人",
                actions.add_watch,
                cell_id=cell_id,
                role_id=value.role_id,
                holder=holder,
                valid_from=value.valid_from,
                valid_to=value.valid_to,
                note=value.note,
            )

        self._with_one(value, add)

    def change(self, row: WatchRow, level_id: int) -> None:
        """Ask for the right holder, dates and note of a watch."""
        if self.is_locked():
            return
        roles = [one for one in self.roles if level_id in one.level_ids]
        form = WatchForm(self.page.window(), f"“{row.cell}”的{row.role}", roles, self.holder_book(), row=row)
        messages.open_form(self.page, form, partial(self._on_change_accepted, row))

    def _on_change_accepted(self, row: WatchRow, value: WatchValue) -> None:
        fields: dict[str, Any] = {
            "role_id": value.role_id,
            "valid_from": value.valid_from,
            "valid_to": value.valid_to,
            "note": value.note,
        }

        def change(holder: Holder | None) -> None:
            values = fields if holder is None else {**fields, "holder": holder}
            self.do(f"修改“{row.cell}”的{row.role}", actions.update_watch, watch_id=row.id, **values)

        if value.who == (self.holder_book().words(row.named) or row.holder):
            change(None)
        else:
            self._with_one(value, change)

    def end(self, row: WatchRow) -> None:
        """Ask for the last day of a watch."""
        if self.is_locked():
            return
        form = EndForm(self.page.window(), f"结束“{row.cell}”的{row.role} {row.holder}", self.page.context.today)
        messages.open_form(self.page, form, partial(self._on_end_accepted, row))

    def _on_end_accepted(self, row: WatchRow, last: date) -> None:
        said = f"{row.holder}担任“{row.cell}”的{row.role}到 {last} 为止。"
        self.do(f"结束“{row.cell}”的{row.role}", actions.end_watches, said=said, watch_ids=[row.id], last=last)

    def delete(self, row: WatchRow) -> None:
        """A watch that never was goes."""
        self.do(
            f"删除“{row.cell}”的{row.role}",
            actions.delete_watches,
            said=f"已删除{row.holder}这条责任记录。",
            watch_ids=[row.id],
        )
