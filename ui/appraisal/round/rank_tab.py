"""排名: bars by peer group; says when ranks are for the office only."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar

from PySide6.QtWidgets import QScrollArea, QStackedWidget
from typing_extensions import override

from models.appraisal.rows import RoundResult, UnitResult
from models.appraisal.rules.figures import fixed, percent
from ui.appraisal.round.book import NONE, RoundBook
from ui.appraisal.round.rank_chart import Bar, BarGroup, RankChart
from ui.appraisal.round.tab import RoundTab
from ui.appraisal.round.what_if import WhatIfBar
from ui.page import Page
from ui.style import px
from ui.widgets.empty import EmptyState


def share_of(score: Fraction | None, full: Fraction) -> float:
    """A score as a share of the full mark."""
    return float(score / full) if score is not None and full else 0.0


def groups_of(result: RoundResult, digits: int, full: Fraction, against: RoundResult | None = None) -> list[BarGroup]:
    """The bars of a result. With `against` (the result as it is) the changes of what is supposed are shown."""
    found = []
    for group in result.groups:
        bars = []
        for one in group.units:
            was: UnitResult | None = against.unit(one.unit_id) if against is not None else None
            before = was.rank if was is not None else None if against is not None else one.before
            bars.append(
                Bar(
                    one.unit_id,
                    one.name,
                    str(one.rank) if one.rank is not None else NONE,
                    fixed(one.score, digits) if one.score is not None else "",
                    share_of(one.score, full),
                    one.total.grade,
                    before - one.rank if before is not None and one.rank is not None else None,
                    ghost=share_of(was.score, full) if was is not None and was.score != one.score else None,
                )
            )
        found.append(BarGroup(f"{group.name}（{len(bars)} 个单位）", tuple(bars)))
    return found


class RankTab(RoundTab):
    """↑ and ↓ go through the units, Enter opens the unit's card."""

    key: ClassVar[str] = "rank"
    word: ClassVar[str] = "排名"
    tooltip: ClassVar[str] = "同一考核组内的名次，箭头是比上一期"
    is_of_units: ClassVar[bool] = True

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._unit: int | None = None  # the one whose bar is picked
        row = self.bar()
        self.words = self.caption()
        row.addWidget(self.words, 1)
        self.what_if = WhatIfBar(page)
        self.what_if.hide()
        self.box.addWidget(self.what_if)
        self.chart = RankChart()
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.chart)
        area.setProperty("surface", True)
        self.area = area
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(area)
        self._stack.addWidget(self.empty)
        self.box.addWidget(self._stack, 1)
        self.chart.picked.connect(self._on_chart_picked)
        self.chart.activated.connect(self.card_wanted)
        self.what_if.changed.connect(self._on_what_if_changed)
        self.what_if.closed.connect(self._on_what_if_closed)

    @override
    def show_book(self, book: RoundBook) -> None:
        self.book = book
        if self.what_if.isHidden() or book.closed is not None:
            self.what_if.hide()
            self.supposed = None
            self._show_result(None)
        else:
            self.what_if.show_book(book)
        if any(bar.score for group in self.chart.groups for bar in group.bars):
            self._stack.setCurrentWidget(self.area)
            return
        self.empty.show_state(
            "还没有得分，不能排名。",
            icon="podium",
            note="在“按单位”“按项目”或“总表”里填数，得分随填随算。",
            buttons=(("按单位评分", self._on_sheet_requested),),
        )
        self._stack.setCurrentWidget(self.empty)

    def _show_result(self, supposed: RoundResult | None) -> None:
        """The bars as they are, or as they would be."""
        book = self.book
        if book is None:
            return
        full = book.scheme.row.full
        if supposed is None:
            self.chart.set_groups(groups_of(book.result, book.digits, full))
        else:
            self.chart.set_groups(groups_of(supposed, book.digits, full, book.result))
        self.chart.setMinimumHeight(self.chart.sizeHint().height() + px(8))
        inside = "" if book.scheme.shows_ranks else "名次仅供内部参考：办法没有设为公布名次。　"
        axis = percent(Fraction(self.chart.axis_from).limit_denominator(10))
        start = f"横条从满分的 {axis} 画起。" if self.chart.axis_from else ""
        marks = "箭头和竖线：与现在相比。" if supposed is not None else ""
        self.words.setText(inside + start + marks)

    def suppose(self, unit_id: int | None, criterion_id: int | None) -> None:
        """Begin to suppose."""
        if self.book is not None:
            self.what_if.show()
            self.what_if.show_book(self.book)
            self.what_if.take(unit_id, criterion_id)
            self.what_if.text.setFocus()

    def _on_what_if_changed(self, supposed: RoundResult | None) -> None:
        self.supposed = supposed
        self._show_result(supposed)
        if self._unit is not None:
            self.explained.emit(self._unit, None)

    def _on_what_if_closed(self) -> None:
        self.what_if.hide()
        self.chart.setFocus()

    @override
    def select(self, unit_id: int | None, criterion_id: int | None) -> None:
        self._unit = unit_id if unit_id is not None else self._unit
        self.chart.select(unit_id)

    @override
    def take_keys(self) -> None:
        self.chart.setFocus()

    def _on_chart_picked(self, unit_id: Any) -> None:
        self._unit = unit_id
        self.picked.emit(unit_id, None)
        self.explained.emit(unit_id, None)

    def _on_sheet_requested(self) -> None:
        self.sheet_wanted.emit(None)
