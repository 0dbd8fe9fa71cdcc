"""年度: units over the rounds of a year with the year's score and rank, and how the unit in hand went."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.appraisal import queries
from models.appraisal.rows import YearResult
from models.appraisal.rules.figures import fixed
from ui.appraisal.base import AppraisalView
from ui.appraisal.round.trend import Series, TrendLines
from ui.appraisal.year.columns import YearLine, columns_of, lines_of
from ui.page import Page
from ui.printing.wish import PrintWish
from ui.style import px
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView
from ui.widgets.empty import EmptyState
from ui.widgets.quiet import Combo
from ui.widgets.segments import Segments

DIGITS = 2
SCORE, RANK = "score", "rank"


class YearView(AppraisalView):
    """Enter opens the newest round of the year at its ranking."""

    key: ClassVar[str] = "year"
    word: ClassVar[str] = "年度"
    tooltip: ClassVar[str] = "各期合成年度得分和名次"
    areas: ClassVar[frozenset[str]] = frozenset({"appraisal_round", "round_unit", "scheme", "scheme_band", "entry"})
    filter_hint: ClassVar[str] = "筛选单位…"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.found: YearResult | None = None
        self._build()
        self._wire()

    def _build(self) -> None:
        self.year = Combo(self)
        self.year.setAccessibleName("年度")
        self.best = Combo(self)
        self.best.setAccessibleName("取最好的几期")
        self.words = QLabel(self)
        self.words.setProperty("caption", True)
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(16), px(6), px(16), px(6))
        row.setSpacing(px(8))
        row.addWidget(self.year)
        row.addWidget(self.best)
        row.addWidget(self.words, 1)
        self.model = TreeRowsModel(columns_of((), DIGITS), group=_is_group)
        self.table = TableView(self.model, name="appraisal.year")
        self.table.setAccessibleName("年度考核")
        self.shows = Segments(((SCORE, "得分走势"), (RANK, "名次走势")), self)
        self.trend = TrendLines()
        low = QWidget(self)
        column = QVBoxLayout(low)
        column.setContentsMargins(px(16), px(8), px(16), px(8))
        head = QHBoxLayout()
        head.addWidget(self.shows)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.trend, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(low)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        whole = QWidget(self)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(split, 1)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        self.box.addWidget(self._stack)

    def _wire(self) -> None:
        self.year.activated.connect(self._on_choice_changed)
        self.best.activated.connect(self._on_choice_changed)
        self.shows.chosen.connect(self._on_choice_changed)
        self.table.current_changed.connect(self._on_table_current_changed)
        self.table.activated_id.connect(self._on_table_activated)
        self.trend.picked.connect(self.table.select_id)

    # ---- showing ----------------------------------------------------------------------------------------------

    @override
    def reload(self) -> None:
        kept = self.year.currentData()
        found = self.store.read(queries.years, campaign_id=self.campaign_id)
        self.year.clear()
        for one in found:
            self.year.addItem(f"{one} 年", one)
        self.year.setCurrentIndex(max(0, self.year.findData(kept)))
        if not found:
            self.found = None
            self.model.set_rows(())
            self.empty.show_state(
                "还没有公示或锁定的考核期。",
                icon="calendar-range-outline",
                note="各期公示以后自动合成年度得分；没有考核到的期不计入，也不按 0 分算。",
                buttons=(("到“考核期”", self._on_rounds_requested),),
            )
            self._stack.setCurrentWidget(self.empty)
            return
        self._stack.setCurrentIndex(0)
        self._fill()

    def _fill(self) -> None:
        if self.year.currentData() is None:
            return
        best = self.best.currentData()
        self.found = found = self.store.read(
            queries.year, campaign_id=self.campaign_id, year=self.year.currentData(), best=best, digits=DIGITS
        )
        self._offer_best(len(found.rounds))
        columns = columns_of(found.rounds, DIGITS)
        if [(c.key, c.heading) for c in columns] != [(c.key, c.heading) for c in self.model.columns]:
            self.table.set_columns(columns)
            self.table.set_frozen(1)
        self.model.set_rows(lines_of(found, best))
        weights = len({row.weight for row in found.rounds}) > 1
        self.words.setText(
            f"{len(found.rounds)} 期" + ("，按各期权重平均" if weights else "，各期一样重") + "；括号里是当期名次。"
        )
        if self.table.current_id() is None and self.model.rows:
            first = next((row for row in self.model.rows if row.unit is not None), None)
            if first is not None:
                self.table.select_id(first.id)
        self._draw()
        self.counted.emit()

    def _offer_best(self, count: int) -> None:
        """All rounds, or the best 1 to n-1 of them."""
        if self.best.count() == max(1, count):
            return
        kept = self.best.currentData()
        self.best.clear()
        self.best.addItem("各期都计入", None)
        for number in range(count - 1, 0, -1):
            self.best.addItem(f"只取最好的 {number} 期", number)
        self.best.setCurrentIndex(max(0, self.best.findData(kept)))

    def _draw(self) -> None:
        if self.found is None:
            return
        current = self.model.row(self.table.current_id()) if self.table.current_id() is not None else None
        units = [one for one in self.found.units if current is not None and one.group == _group_of(current, self.model)]
        series = []
        for one in units:
            if self.shows.key == RANK:  # the first rank on top
                values = tuple(-float(rank) if rank is not None else None for rank in one.ranks)
                words = tuple(f"第{rank}名" if rank is not None else "" for rank in one.ranks)
            else:
                values = tuple(float(score) if score is not None else None for score in one.scores)
                words = tuple(fixed(score, DIGITS) if score is not None else "" for score in one.scores)
            series.append(Series(one.unit_id, one.name, values, words))
        heads = [row.name for row in self.found.rounds]
        self.trend.set_series(heads, series, self.table.current_id(), ranks=self.shows.key == RANK)

    @override
    def count_words(self) -> str:
        return f"{len(self.found.units)} 个单位，{len(self.found.rounds)} 期" if self.found is not None else ""

    @override
    def set_filter(self, text: str) -> None:
        self.model.set_filter(text)

    @override
    def take_keys(self) -> None:
        self.table.setFocus()

    @override
    def print_payload(self) -> object | None:
        if self.found is None:
            return None
        return PrintWish("yearly", {"year": str(self.year.currentData()), "best": self.best.currentData() or 0})

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_choice_changed(self, *_: object) -> None:
        self._fill()

    def _on_table_current_changed(self, row_id: object) -> None:
        self._draw()

    def _on_table_activated(self, row_id: object) -> None:
        if self.found is not None and self.found.rounds:
            key = self.table.current_key() or ""
            asked = next((row.id for row in self.found.rounds if f"r{row.id}" == key), self.found.rounds[-1].id)
            self.page.goto(asked, "rank")

    def _on_rounds_requested(self) -> None:
        self.page.goto(None, "round")


def _is_group(row: YearLine) -> bool:
    return row.unit is None


def _group_of(row: YearLine, model: TreeRowsModel) -> str:
    if row.unit is not None:
        return row.unit.group
    first = next((one for one in model.rows if one.parent_id == row.id), None)
    return first.unit.group if first is not None and first.unit is not None else ""
