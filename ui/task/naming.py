"""Steps whose texts name units: when a name is unknown the clerk may add it and go on, in one step."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject

from models.errors import Condition
from models.task.rules import UnknownUnits
from ui import background, messages
from ui.page import Page

SHOWN = 12
LONGEST = 20  # characters of a task's title in the title of a step
MOST_HERE = 400  # cells written while the window waits; more go to the background


def step_of(words: str, title: str) -> str:
    """The title of a step about one task: 修改完成时限：农贸市场专项整治; just the words for a task without title."""
    named = " ".join(title.split())
    if not named:
        return words
    return f"{words}：{named if len(named) <= LONGEST else named[:LONGEST] + '…'}"


@dataclass(frozen=True, slots=True)
class _Wish:
    """A step as asked for; `names` are the unknown units found in it."""

    desk: NamingDesk
    title: str
    action: Callable[..., Any]
    done: Callable[[Any], None] | None
    cells: int
    kw: dict[str, Any]
    names: tuple[str, ...] = ()

    def on_failed(self, condition: Condition) -> None:
        self.desk.refuse(self, condition)

    def on_answered(self, key: str) -> None:
        if key == "add":
            self.desk.run(replace(self, kw=self.kw | {"add_units": self.names}))


class NamingDesk(QObject):
    """Runs a step of the page (a large one in the background); asks before it makes new units."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._asked: _Wish | None = None  # held while its question is open

    def do(
        self,
        title: str,
        action: Callable[..., Any],
        done: Callable[[Any], None] | None = None,
        /,
        cells: int = 1,
        **kw: Any,
    ) -> None:
        """One step that writes `cells` cells; `done(value)` when it was made. Refusals go to the message bar."""
        self.run(_Wish(self, title, action, done, cells, kw))

    def run(self, wish: _Wish) -> None:
        """The step, here or (when it takes longer than a moment) in the background."""
        if wish.cells > MOST_HERE:
            background.do(self._page, self._page.store, wish.title, wish.action, wish.done, wish.on_failed, **wish.kw)
            return
        try:
            made = self._page.store.do(wish.title, wish.action, **wish.kw)
        except Condition as condition:
            self.refuse(wish, condition)
        else:
            if wish.done is not None:
                wish.done(made.value)

    def refuse(self, wish: _Wish, condition: Condition) -> None:
        """Say why not; for unknown units ask whether to add them."""
        if not isinstance(condition, UnknownUnits):
            messages.refuse(self._page, condition)
            return
        names = condition.names
        shown = "、".join(names[:SHOWN]) + (f"等 {len(names)} 个" if len(names) > SHOWN else "")
        text = f"单位名录里没有：{shown}。\n如果是别的写法，请取消后改用已有的名称。"
        odd = [name for name in names if re.fullmatch(r"[\s0-9A-Za-z０-９Ａ-Ｚａ-ｚ._-]+", name)]
        if odd:
            text += f"\n注意：{'、'.join(f'“{name}”' for name in odd[:SHOWN])}只有数字或字母，不像单位名称。"
        choices = (messages.Choice("add", "添加为新单位并继续"),)  # Enter must not make units
        self._asked = replace(wish, names=names)
        messages.ask(self._page, "添加新单位", text, choices, self._asked.on_answered)
