"""The forms that shape the grid: its levels with their roles, and the office's own fields."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from models.grid import actions, queries
from models.grid.field_rules import FieldForm
from models.grid.queries.watches import role_uses, watch_roles
from ui import messages
from ui.grid.fields_form import FieldsForm
from ui.grid.levels_form import LevelsForm, LevelsValue
from ui.messages import Choice
from ui.page import Page


class GridSetup(QObject):
    """Opens a form and does the step when it was accepted."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def ask_levels(self) -> None:
        """Levels and roles."""
        self._open_levels(propose_roles=False)

    def ask_roles(self) -> None:
        """The same form; where there are no roles yet the usual ones are proposed."""
        self._open_levels(propose_roles=True)

    def _open_levels(self, *, propose_roles: bool) -> None:
        read = self._page.store.read
        form = LevelsForm(
            self._page.window(),
            read(queries.levels),
            read(watch_roles),
            read(role_uses),
            propose_roles=propose_roles,
        )
        messages.open_form(self._page, form, self._on_levels_accepted)

    def _on_levels_accepted(self, value: LevelsValue) -> None:
        self._page.do(
            "设置网格层级与角色",
            actions.set_levels_and_roles,
            said="网格层级和角色已保存。",
            levels=value.levels,
            roles=value.roles,
        )

    def ask_fields(self) -> None:
        """The office's own fields; without levels these come first."""
        levels = self._page.store.read(queries.levels)
        if not levels:
            self.ask_levels()
            return
        form = FieldsForm(self._page.window(), levels, self._page.store.read(queries.cell_fields))
        messages.open_form(self._page, form, self._on_fields_accepted)

    def _on_fields_accepted(self, fields: tuple[FieldForm, ...]) -> None:
        losses = self._page.store.read(actions.field_losses, fields=fields)
        if not losses:
            self._set_fields(fields, ())
            return
        messages.ask(
            self._page,
            "会删去已填的内容",
            "\n".join(loss.sentence for loss in losses),
            (Choice("drop", "一并删去", danger=True),),
            partial(self._on_losses_answered, fields, tuple(loss.id for loss in losses)),
        )

    def _on_losses_answered(self, fields: tuple[FieldForm, ...], drop: tuple[int, ...], key: str) -> None:
        self._set_fields(fields, drop)

    def _set_fields(self, fields: tuple[FieldForm, ...], drop: tuple[int, ...]) -> None:
        self._page.do("设置自定义栏目", actions.set_fields, said="自定义栏目已保存。", fields=fields, drop=drop)
