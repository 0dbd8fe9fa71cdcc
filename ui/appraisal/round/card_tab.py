"""单位: the card of a unit: its components, what it lost most by, its scores over the rounds."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.appraisal import queries
from models.appraisal.rows import UnitCard
from models.appraisal.rules.figures import half_up, short
from models.errors import Condition
from ui.appraisal.round.board_tab import change_words
from ui.appraisal.round.book import RoundBook
from ui.appraisal.round.cause_bars import Cause as Bar
from ui.appraisal.round.cause_bars import CauseBars
from ui.appraisal.round.radar import LEAST_AXES, Axis, Radar
from ui.appraisal.round.sheet_head import SheetHead
from ui.appraisal.round.tab import RoundTab
from ui.appraisal.round.trend import Series, TrendLines
from ui.page import Page
from ui.style import px

MOST_ROUNDS = 12
SHOWN = 8


def axes_of(card: UnitCard) -> list[Axis]:
    """The components of a card with the averages of the group."""
    return [
        Axis(
            one.name or "全部项目",
            float(one.share) if one.share is not None else None,
            float(one.mean) if one.mean is not None else None,
            "未计" if one.score is None else f"{short(half_up(one.score, 2))} / {short(one.full)}",
        )
        for one in card.shares
        if one.full
    ]


def causes_of(card: UnitCard, book: RoundBook) -> list[Bar]:
    """What cost most of the total, with how its entries say it."""
    most = max((one.of_total for one in card.causes), default=Fraction(1))
    found = []
    for one in card.causes[:SHOWN]:
        entries = book.entries_of(card.unit.unit_id, one.id)
        reasons = "；".join(dict.fromkeys(entry.reason for entry in entries if entry.reason))
        count = f"{one.entries} 笔" if one.entries > 1 else ""
        worth = f"本项失 {short(half_up(one.lost, 2))} 分" if one.lost != one.of_total else ""
        note = "　".join(filter(None, (worth, count, reasons)))
        share = float(one.of_total / most) if most else 0.0
        found.append(Bar(one.id, one.name, f"-{short(half_up(one.of_total, 2))}", share, note))
    return found


class CardTab(RoundTab):
    """Ctrl+PgUp and Ctrl+PgDn go to the unit before and after."""

    key: ClassVar[str] = "card"
    word: ClassVar[str] = "单位"
    tooltip: ClassVar[str] = "一个单位的得分构成、失分原因和历期走势"
    is_of_units: ClassVar[bool] = True

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.head = SheetHead("单位", self)
        self.head.parts.hide()
        self.head.show_scorer(False)
        self.box.addWidget(self.head)
        self.radar, self.causes, self.trend = Radar(), CauseBars(), TrendLines()
        self.mean_words = QLabel("虚线为同组平均", self)
        self.mean_words.setProperty("caption", True)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(px(16), px(8), px(16), px(16))
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(12))
        grid.addLayout(self._framed("得分构成", self.radar, self.mean_words), 0, 0)
        grid.addLayout(self._framed("失分最多的项目（折合总分）", self.causes), 0, 1)
        grid.addLayout(self._framed("历期走势", self.trend), 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(0, 3)
        grid.setRowStretch(1, 2)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(body)
        self.box.addWidget(area, 1)
        add = partial(page.add_action, widget=self)
        add("appraisal.card_before", "上一个单位", "Ctrl+PgUp", self._on_before_requested)
        add("appraisal.card_after", "下一个单位", "Ctrl+PgDown", self._on_after_requested)
        self.head.subject_chosen.connect(self._on_subject_chosen)
        self.causes.activated.connect(self._on_cause_activated)

    def _framed(self, title: str, widget: QWidget, note: QLabel | None = None) -> QVBoxLayout:
        words = QLabel(title, self)
        words.setProperty("section", True)
        column = QVBoxLayout()
        column.setSpacing(px(4))
        column.addWidget(words)
        column.addWidget(widget, 0 if isinstance(widget, CauseBars) else 1)
        if note is not None:
            column.addWidget(note, 0, Qt.AlignmentFlag.AlignHCenter)
        if isinstance(widget, CauseBars):
            column.addStretch(1)
        return column

    @override
    def show_book(self, book: RoundBook) -> None:
        self.book = book
        checked = [one for one in book.roster if one.is_checked]
        self.head.set_subjects([(one.unit_id, f"{one.name}（{one.group}）") for one in checked])
        self._fill()

    def _fill(self) -> None:
        book, unit_id = self.book, self.head.subject
        if book is None or unit_id is None:
            return
        found = book.results.get(unit_id)
        words = f"{book.score_words(found.score if found is not None else None)} 分"
        if found is not None and found.rank is not None:
            moved = change_words(found.rank, found.before)
            words += f"　第 {found.rank} 名" + (f"（比上期 {moved}）" if moved not in ("", "—") else "")
        words += f"　{found.total.grade}" if found is not None and found.total.grade else ""
        self.head.words.setText(words)
        try:
            card: UnitCard = self.page.store.read(queries.unit_card, round_id=book.row.id, unit_id=unit_id)
        except Condition as condition:
            self.head.words.setText(str(condition))
            self.radar.set_axes(())
            self.causes.set_causes(())
            self.trend.set_series((), (), None)
            return
        axes = axes_of(card)
        self.radar.set_axes(axes)
        self.mean_words.setText("虚线为同组平均" if len(axes) >= LEAST_AXES else "竖线为同组平均")
        self.mean_words.setVisible(bool(axes))
        self.causes.set_causes(causes_of(card, book))
        points = card.trend[-MOST_ROUNDS:]
        mine = Series(
            unit_id,
            card.unit.name,
            tuple(float(one.score) if one.score is not None else None for one in points),
            tuple(
                ""
                if one.score is None
                else f"{book.score_words(one.score)}" + (f"（{one.rank}）" if one.rank is not None else "")
                for one in points
            ),
        )
        mean = Series(0, "同组平均", tuple(float(one.mean) if one.mean is not None else None for one in points))
        self.trend.set_series([one.name for one in points], (mean, mine), unit_id)

    @override
    def select(self, unit_id: int | None, criterion_id: int | None) -> None:
        if unit_id is not None and unit_id != self.head.subject and self.head.set_subject(unit_id):
            self._fill()
        if self.head.subject is not None:
            self.explained.emit(self.head.subject, None)

    @override
    def take_keys(self) -> None:
        self.head.subjects.setFocus()

    def _on_subject_chosen(self, unit: object) -> None:
        self._fill()
        self.picked.emit(unit, None)
        self.explained.emit(unit, None)

    def _on_cause_activated(self, criterion_id: object) -> None:
        self.explained.emit(self.head.subject, criterion_id)

    def _on_before_requested(self) -> None:
        self.head.step(-1)

    def _on_after_requested(self) -> None:
        self.head.step(1)
