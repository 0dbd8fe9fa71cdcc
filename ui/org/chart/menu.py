"""The context menu of a chart: of a box, else of the chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget

from models.org.chart import ChartBox


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides which entries there are: `opens` names what Enter opens, `root` the branch shown."""

    noun: str
    opens: str
    free: bool
    root: int | None
    folded: bool


def menu_of(parent: QWidget, box: ChartBox | None, siblings: Sequence[int], facts: Facts) -> QMenu:
    """The entries carry what they do as data; keys stand behind them as they work on the chart."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    if box is None:
        _entry(menu, "看全图\t0", "fit", True)
        _entry(menu, "全部展开", "unfold", facts.folded)
        _entry(menu, "看全部", "whole", facts.root is not None)
        return menu
    if facts.opens:
        _entry(menu, f"{facts.opens}\tEnter", "open", True)
        menu.addSeparator()
    _entry(menu, "改名\tF2", "rename", facts.free)
    _entry(menu, f"新增下级{facts.noun}\tInsert", "below", facts.free)
    _entry(menu, "往前移\tAlt+←", "back", facts.free and siblings[:1] != [box.id])
    _entry(menu, "往后移\tAlt+→", "on", facts.free and siblings[-1:] != [box.id])
    _entry(menu, "删除\tDelete", "delete", facts.free)
    menu.addSeparator()
    has_more = bool(box.below or box.folded)
    _entry(menu, "展开下级\t空格" if box.folded else "收起下级\t空格", "toggle", has_more)
    if facts.root == box.id:
        _entry(menu, "看全部", "whole", True)
    else:
        _entry(menu, "只看这一支", "branch", has_more)
    return menu


def _entry(menu: QMenu, text: str, what: str, possible: bool) -> None:
    action = menu.addAction(text)
    action.setData(what)
    action.setEnabled(possible)
