"""The board, the ranking, the card and what-if of a round."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.appraisal import actions
from tests.ui.appraisal.round.steps import unit_sheet
from tests.ui.appraisal.rounds import Case, fill, make_round
from tests.ui.conftest import Prompts
from ui.appraisal.page import AppraisalPage
from ui.appraisal.round.board_tab import BoardTab, change_words
from ui.appraisal.round.rank_tab import RankTab
from ui.appraisal.round.unit_tab import UnitTab
from ui.appraisal.round.view import RoundView
from ui.printing.wish import PrintWish
from ui.store import Store


def test_the_board_shows_groups_by_rank_and_space_takes_a_unit_out(
    view: RoundView, case: Case, store: Store, qtbot: QtBot, prompts: Prompts
) -> None:
    board = view.tabs["board"]
    assert isinstance(board, BoardTab)
    rows = board.model.rows
    assert [row.name for row in rows if row.is_group] == ["街道（5 个单位）", "成员单位（3 个单位）"]
    first = [row.rank for row in rows if row.parent_id == rows[0].id]
    assert first == sorted(first, key=lambda rank: rank or 0)
    worst = [row for row in rows if row.parent_id == rows[0].id][-1]
    board.table.select_id(worst.id)
    qtbot.keyClick(board.table, Qt.Key.Key_Space)
    found = next(row for row in board.model.rows if row.id == worst.id)
    assert not found.is_checked and found.score is None and found.rank is None
    assert "本期不参加考核，不计分、不排名" in prompts.said[-1]
    assert board.out_button.text() == "参加考核"
    store.undo()
    assert next(row for row in board.model.rows if row.id == worst.id).score is not None


def test_change_words() -> None:
    assert [change_words(2, 5), change_words(5, 2), change_words(3, 3), change_words(1, None)] == [
        "↑3",
        "↓3",
        "—",
        "新",
    ]


def test_enter_opens_the_sheet_of_the_unit(view: RoundView, case: Case, qtbot: QtBot) -> None:
    board = view.tabs["board"]
    assert isinstance(board, BoardTab)
    board.table.select_id(case.units["住建局"])
    qtbot.keyClick(board.table, Qt.Key.Key_Return)
    unit = view.tab
    assert isinstance(unit, UnitTab)
    assert unit.head.subject == case.units["住建局"]


# ---- by unit ----------------------------------------------------------------------------------------------------


def test_bars_by_rank_with_keys(view: RoundView, case: Case, qtbot: QtBot) -> None:
    view.show_tab("rank")
    tab = view.tab
    assert isinstance(tab, RankTab)
    assert "名次仅供内部参考" in tab.words.text()
    ranks = [bar.rank for bar in tab.chart.groups[0].bars]
    assert ranks == ["1", "2", "3", "4", "5"]
    bar, rect = tab.chart.rects()[2]
    qtbot.mouseClick(tab.chart, Qt.MouseButton.LeftButton, pos=QPoint(rect.center()))
    assert view.explain.title.text() == bar.name
    qtbot.keyClick(tab.chart, Qt.Key.Key_Up)
    assert view.explain.title.text() == tab.chart.rects()[1][0].name
    qtbot.keyClick(tab.chart, Qt.Key.Key_Return)
    assert view.tab is view.tabs["card"]


def test_what_if_moves_ranks_and_saves_nothing(view: RoundView, case: Case, store: Store, qtbot: QtBot) -> None:
    title = store.undo_title()
    view._on_tab_picked(case.units["东湖街道"], case.items["占道经营"])
    view.step_bar.what_if.click()
    tab = view.tab
    assert isinstance(tab, RankTab)
    assert not tab.what_if.isHidden()
    first = tab.chart.groups[0].bars[0]
    assert first.id == case.units["东湖街道"]
    tab.what_if.text.setText("50")
    tab.what_if.add_button.click()
    moved = next(bar for bar in tab.chart.groups[0].bars if bar.id == first.id)
    assert moved.moved is not None and moved.moved < 0 and moved.ghost is not None
    tab.what_if.kind.set_key("rule")
    tab.what_if.kind.chosen.emit("rule")
    tab.what_if.text.setText("随便写写")
    tab.what_if.add_button.click()
    assert "没有读懂" in tab.what_if.words.text()
    tab.what_if.text.setText("占道经营每处扣0.1分，扣完为止")
    tab.what_if.add_button.click()
    assert len(tab.what_if.suppositions) == 2
    tab.what_if.close_button.click()
    assert tab.what_if.isHidden() and tab.chart.groups[0].bars[0] == first
    assert store.undo_title() == title


def test_the_card_shows_components_and_causes(view: RoundView, case: Case, store: Store) -> None:
    view._on_card_wanted(case.units["南门街道"])
    tab: Any = view.tab
    assert tab.key == "card" and tab.head.subject == case.units["南门街道"]
    assert [axis.name for axis in tab.radar._axes] == ["系统", "现场", "履职"]
    lost = [cause.share for cause in tab.causes.causes]
    assert lost == sorted(lost, reverse=True) and lost[0] == 1
    tab.causes.activated.emit(case.items["占道经营"])
    assert view.explain.title.text() == "南门街道　3 占道经营"


# ---- empty states, printing, the year ---------------------------------------------------------------------------


def test_what_ctrl_p_prints(view: RoundView, case: Case) -> None:
    view.show_tab("rank")
    assert view.print_payload() == PrintWish("ranking", {"round": str(case.round)})
    unit_sheet(view, case, "住建局")
    view._on_tab_picked(case.units["住建局"], None)
    assert view.print_payload() == PrintWish(
        "scoresheet", {"round": str(case.round), "unit_ids": [case.units["住建局"]]}
    )


def test_the_year_of_posted_rounds(page: AppraisalPage, case: Case, store: Store) -> None:
    year: Any = page.views["year"]
    page.show_view("year")
    assert year._stack.currentWidget() is year.empty
    second = make_round(store, case.campaign, case.scheme, "2月考核", date(2026, 2, 1), date(2026, 2, 28))
    fill(store, case, second, 4)
    for round_id in (second, case.round):
        store.do("公示", actions.post_round, round_id=round_id, on=date(2026, 4, 1), until=date(2026, 4, 5), wall=True)
    QApplication.processEvents()
    row = next(one for one in year.model.rows if one.id == case.units["东湖街道"])
    scores = [one for one in row.unit.scores if one is not None]
    assert len(scores) == 2 and abs(row.unit.score - sum(scores) / 2) <= Fraction(1, 200)
    year.shows.set_key("rank")
    year.shows.chosen.emit("rank")
    low, high = year.trend._bounds()
    assert high == -1 and low == min(-one for unit in year.found.units for one in unit.ranks if unit.group == "街道")
    year.best.setCurrentIndex(1)
    year.best.activated.emit(1)
    row = next(one for one in year.model.rows if one.id == case.units["东湖街道"])
    assert row.unit.score == max(scores) and len(row.best) == 1


def test_another_round_is_explained_at_once(view: RoundView, case: Case, store: Store) -> None:
    tab = view.tabs["board"]
    assert isinstance(tab, BoardTab)
    view.show_tab("board")
    tab.table.select_id(case.units["西山街道"])
    made = make_round(store, case.campaign, case.scheme, "4月考核", date(2026, 4, 1), date(2026, 4, 30))
    view.show_round(made)
    assert view.book is not None and view.book.row.id == made
    assert "西山街道" in view.explain.title.text()


def test_what_is_supposed_is_explained_as_supposed(view: RoundView, case: Case, store: Store) -> None:
    view.show_tab("rank")
    tab = view.tabs["rank"]
    assert isinstance(tab, RankTab)
    tab.suppose(case.units["东湖街道"], case.items["占道经营"])
    tab.select(case.units["东湖街道"], None)
    assert tab.what_if.label.text() == "次数（处）"
    before = view.explain.score.text()
    tab.what_if.text.setText("9")
    tab.what_if.suppose()
    assert view.explain.title.text().startswith("假设：东湖街道")
    assert view.explain.score.text() != before
    tab.what_if.close_button.click()
    assert view.explain.score.text() == before
    assert view.explain.title.text() == "东湖街道"
