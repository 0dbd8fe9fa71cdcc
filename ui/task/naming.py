"""Steps whose texts name units: when a name is unknown the clerk may add it and go on, in one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from models.errors import Condition
from models.task.rules import UnknownUnits
from ui import messages
from ui.page import Page

SHOWN = 12


@dataclass(frozen=True, slots=True)
class _Wish:
    title: str
    action: Callable[..., Any]
    done: Callable[[Any], None] | None
    kw: dict[str, Any]
    names: tuple[str, ...]


class NamingDesk(QObject):
    """Runs a step of the page; asks before it makes new units."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._wish: _Wish | None = None

    def do(
        self, title: str, action: Callable[..., Any], done: Callable[[Any], None] | None = None, /, **kw: Any
    ) -> None:
        """One step; `done(value)` when it was made. Other refusals go to the message bar."""
        try:
            made = self._page.store.do(title, action, **kw)
        except UnknownUnits as unknown:
            self._ask(_Wish(title, action, done, kw, unknown.names), unknown)
        except Condition as condition:
            messages.refuse(self._page, condition)
        else:
            if done is not None:
                done(made.value)

    def _ask(self, wish: _Wish, unknown: UnknownUnits) -> None:
        self._wish = wish
        shown = "、".join(wish.names[:SHOWN]) + (f"等 {len(wish.names)} 个" if len(wish.names) > SHOWN else "")
        text = f"单位名录里没有：{shown}。\n如果是别的写法，请取消后改用已有的名称。"
        choices = (messages.Choice("add", "添加为新单位并继续", primary=True),)
        messages.ask(self._page, "添加新单位", text, choices, self._on_answered)

    def _on_answered(self, key: str) -> None:
        wish, self._wish = self._wish, None
        if wish is not None and key == "add":
            self.do(wish.title, wish.action, wish.done, **(wish.kw | {"add_units": wish.names}))
