"""The page 考核, 考核期: score sheets typed into, entries decided, figures explained, steps of publishing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.appraisal import actions, queries
from models.appraisal.actions.entries import blank_entry
from models.appraisal.terms import EntryState, Outcome, RoundState
from models.database import create_database, open_database
from models.errors import Refusal
from models.org import actions as org
from tests.ui.appraisal.rounds import Case, fill, make_case, make_round
from tests.ui.conftest import Prompts
from ui.appraisal.page import AppraisalPage
from ui.appraisal.round.board_tab import BoardTab, change_words
from ui.appraisal.round.entries_tab import EntriesTab
from ui.appraisal.round.explain_panel import rows_of
from ui.appraisal.round.grid_tab import GridTab
from ui.appraisal.round.item_tab import ItemTab
from ui.appraisal.round.objection_tab import ObjectionTab
from ui.appraisal.round.rank_tab import RankTab
from ui.appraisal.round.unit_tab import UnitTab
from ui.appraisal.round.view import RoundView
from ui.context import Context
from ui.printing.wish import PrintWish
from ui.settings import Settings
from ui.store import Store


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Case]:
    """A closed file with the appraisal under way; tests take copies."""
    path = tmp_path_factory.mktemp("round") / "考核.zrt"
    store = Store()
    store.attach(create_database(path))
    campaign = store.do("新建专项工作", org.create_campaign, name="创建国家卫生城市 2026", year=2026)
    case = make_case(store, int(campaign.value))
    store.detach()
    return path, case


@pytest.fixture
def case(made: tuple[Path, Case]) -> Case:
    return made[1]


@pytest.fixture
def store(made: tuple[Path, Case], tmp_path: Path) -> Iterator[Store]:
    opened = Store()
    opened.attach(open_database(Path(shutil.copy(made[0], tmp_path))))
    yield opened
    opened.detach()


@pytest.fixture
def context(store: Store, settings: Settings, case: Case) -> Context:
    found = Context(store, settings)
    found.set_campaign(case.campaign, "创建国家卫生城市 2026")
    return found


@pytest.fixture
def page(case: Case, context: Context, shown: Callable[[Any], Any]) -> AppraisalPage:
    found: AppraisalPage = shown(AppraisalPage(context))
    found.show_view("round")
    return found


@pytest.fixture
def view(page: AppraisalPage) -> RoundView:
    found = page.views["round"]
    assert isinstance(found, RoundView)
    return found


def score(store: Store, case: Case, unit: str, item: str) -> Fraction | None:
    found = store.read(queries.result, round_id=case.round).unit(case.units[unit])
    return found.items[case.items[item]].score if found is not None else None


def line(tab: Any, row: object) -> Any:
    """A row of a sheet, which must be there."""
    found = tab.model.row(row)
    assert found is not None
    return found


def type_into(tab: Any, row: object, key: str, text: str) -> None:
    """What the cell's editor would send."""
    tab.table.select_id(row, key)
    tab.model.setData(tab.model.index_of(row, key), text)


def propose(store: Store, case: Case, unit: str, item: str, count: int) -> None:
    def add(session: Any) -> None:
        for at in range(count):
            row = blank_entry(case.round, case.units[unit], case.items[item])
            row.state, row.source, row.reason = EntryState.PROPOSED, "任务", f"第{at + 1}件"
            session.add(row)

    store.do("建议", add)


# ---- the board --------------------------------------------------------------------------------------------------


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


def unit_sheet(view: RoundView, case: Case, unit: str) -> UnitTab:
    view._on_tab_picked(case.units[unit], None)
    view.show_tab("unit")
    tab = view.tab
    assert isinstance(tab, UnitTab)
    return tab


def item_sheet(view: RoundView, case: Case, item: str) -> ItemTab:
    view._on_tab_picked(case.units["东湖街道"], case.items[item])
    view.show_tab("item")
    tab = view.tab
    assert isinstance(tab, ItemTab)
    return tab


def test_a_count_typed_at_an_item_becomes_an_entry(view: RoundView, case: Case, store: Store) -> None:
    tab = unit_sheet(view, case, "东湖街道")
    item = case.items["超期处理"]
    type_into(tab, f"c{item}", "typed", "4")
    (entry,) = store.read(queries.entries, round_id=case.round, unit_id=case.units["东湖街道"], criterion_id=item)
    assert entry.amount == 4 and entry.points == -2
    assert score(store, case, "东湖街道", "超期处理") == 38
    type_into(tab, f"e{entry.id}", "words", "三件超期办结")
    (entry,) = store.read(queries.entries, round_id=case.round, unit_id=case.units["东湖街道"], criterion_id=item)
    assert entry.reason == "三件超期办结"
    type_into(tab, f"c{item}", "typed", "")
    assert score(store, case, "东湖街道", "超期处理") == 40
    store.undo()
    assert score(store, case, "东湖街道", "超期处理") == 38


def test_a_count_of_several_entries_is_not_overwritten(
    view: RoundView, case: Case, store: Store, prompts: Prompts
) -> None:
    unit, item = case.units["东湖街道"], case.items["超期处理"]
    for amount in ("1", "2"):
        store.do("记分", actions.add_entry, round_id=case.round, unit_id=unit, criterion_id=item, amount=amount)
    tab = unit_sheet(view, case, "东湖街道")
    assert line(tab, f"c{item}").typed == "3"
    type_into(tab, f"c{item}", "typed", "9")
    assert "2 笔记分合成" in prompts.said[-1]
    assert score(store, case, "东湖街道", "超期处理") == Fraction(77, 2)


def test_marks_are_kept_by_scorer(view: RoundView, case: Case, store: Store) -> None:
    unit, item = case.units["西山街道"], case.items["材料报送"]
    tab = unit_sheet(view, case, "西山街道")
    type_into(tab, f"c{item}", "typed", "")
    for who, mark in (("王评", "90"), ("李评", "80")):
        tab.head.scorer.setText(who)
        tab.head.scorer.editingFinished.emit()
        type_into(tab, f"c{item}", "typed", mark)
    found = store.read(queries.entries, round_id=case.round, unit_id=unit, criterion_id=item)
    assert {(one.scorer, int(one.amount)) for one in found} == {("王评", 90), ("李评", 80)}
    assert score(store, case, "西山街道", "材料报送") == 85
    assert line(tab, f"c{item}").typed == "80"


def test_an_item_that_does_not_apply_needs_a_reason(
    view: RoundView, case: Case, store: Store, prompts: Prompts, qtbot: QtBot
) -> None:
    tab = unit_sheet(view, case, "东湖街道")
    item = case.items["占道经营"]
    tab.table.select_id(f"c{item}", "typed")
    assert view.explain.exempt_button.text() == "不适用…"
    prompts.answer("辖区内没有商铺")
    view.explain.exempt_button.click()
    assert line(tab, f"c{item}").words == "不适用：辖区内没有商铺"
    assert not line(tab, f"c{item}").can_type
    assert view.explain.exempt_button.text() == "改为适用"
    view.explain.exempt_button.click()
    assert line(tab, f"c{item}").can_type
    assert store.read(queries.exemptions, round_id=case.round) == ()


def test_the_form_of_an_entry_asks_what_the_rule_needs(
    view: RoundView, case: Case, store: Store, prompts: Prompts, qtbot: QtBot
) -> None:
    tab = unit_sheet(view, case, "东湖街道")
    item = case.items["宣传报道"]
    tab.table.select_id(f"c{item}")

    def filled(form: Any) -> None:
        assert not form.choice.isHidden() and form.scorer.isHidden() and form.halved.isHidden()
        form.choice.setCurrentIndex(1)
        form.reason.setPlainText("市日报")
        form.day.setText("3-8")

    prompts.answer(filled)
    qtbot.keyClick(tab.table, Qt.Key.Key_Insert)
    (entry,) = store.read(queries.entries, round_id=case.round, unit_id=case.units["东湖街道"], criterion_id=item)
    assert entry.points == 2
    assert (entry.choice, entry.reason) == (1, "市日报")
    assert entry.day is not None and (entry.day.month, entry.day.day) == (3, 8)


# ---- by item, grid ----------------------------------------------------------------------------------------------


def test_a_column_pasted_from_a_spreadsheet_is_one_step(view: RoundView, case: Case, store: Store) -> None:
    tab = item_sheet(view, case, "暴露垃圾")
    QGuiApplication.clipboard().setText("1\n2\n3\n4\n5\n6\n7\n8")
    tab.table.paste()
    assert [row.texts["0.0."] for row in tab.model.rows] == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert score(store, case, "市场监管局", "暴露垃圾") == 46
    assert store.undo_title() == "粘贴暴露垃圾"
    store.undo()
    assert [row.texts["0.0."] for row in tab.model.rows] == ["", "1", "2", "3", "4", "5", "6", "7"]


def test_one_bad_cell_refuses_the_whole_column(view: RoundView, case: Case, store: Store, prompts: Prompts) -> None:
    tab = item_sheet(view, case, "事件处理率")
    before = [row.texts for row in tab.model.rows]
    QGuiApplication.clipboard().setText("90\n优\n80")
    tab.table.paste()
    assert prompts.said[-1].startswith("西山街道：“优%”不是数。一格也没有写入。")
    assert [row.texts for row in tab.model.rows] == before
    QGuiApplication.clipboard().setText("\n".join("9" for _ in range(9)))
    tab.table.paste()
    assert "多 1 行" in prompts.said[-1]


def test_the_grid_is_typed_into_and_explains_the_cell(view: RoundView, case: Case, store: Store) -> None:
    view.show_tab("grid")
    tab = view.tab
    assert isinstance(tab, GridTab)
    unit, item = case.units["南门街道"], case.items["占道经营"]
    type_into(tab, unit, str(item), "8")
    assert line(tab, unit).cells[item].score == "42"
    assert score(store, case, "南门街道", "占道经营") == 42
    assert view.explain.title.text() == "南门街道　3 占道经营"
    assert view.explain.score.text() == "42 / 50"
    tab.shows.set_key("typed")
    tab.shows.chosen.emit("typed")
    column = tab.model.columns[tab.model.column_of(str(item))]
    assert column.text(line(tab, unit)) == "8"
    assert column.wash is not None and column.wash(line(tab, unit)) is not None
    full = case.items["超期处理"]
    column = tab.model.columns[tab.model.column_of(str(full))]
    assert column.wash is not None and column.wash(line(tab, unit)) is None


def test_a_block_goes_into_the_grid_and_totals_refuse_it(
    view: RoundView, case: Case, store: Store, prompts: Prompts
) -> None:
    view.show_tab("grid")
    tab = view.tab
    assert isinstance(tab, GridTab)
    tab.table.select_id(case.units["东湖街道"], str(case.items["占道经营"]))
    QGuiApplication.clipboard().setText("1\t2\n3\t4")
    tab.table.paste()
    assert score(store, case, "东湖街道", "暴露垃圾") == 49
    assert score(store, case, "西山街道", "占道经营") == 47
    tab.table.select_id(case.units["东湖街道"], "score")
    QGuiApplication.clipboard().setText("100")
    tab.table.paste()
    assert "总分和名次是算出来的" in prompts.said[-1]


def test_sub_rounds_have_lines_of_their_own(view: RoundView, case: Case, store: Store, prompts: Prompts) -> None:
    def filled(form: Any) -> None:
        form.component.setCurrentIndex(form.component.findText("现场"))
        for name in ("第一轮暗访", "第二轮暗访"):
            form.name_line.setText(name)
            form.add_button.click()
        row = form.model.rows[1]
        form.model.edit_requested.emit(row.id, "weight", "50%")
        form.table.select_id(row.id)

    prompts.answer(filled)
    board = view.tabs["board"]
    assert isinstance(board, BoardTab)
    board.parts_button.click()
    first, second = store.read(queries.parts, round_id=case.round)
    assert first.weight == Fraction(1) and second.weight == Fraction(1, 2)
    tab = unit_sheet(view, case, "南门街道")
    item = case.items["占道经营"]
    places = [row for row in tab.model.rows if row.parent_id == f"c{item}" and row.entry is None]
    assert [(row.text, row.typed) for row in places] == [("第一轮暗访", "6"), ("第二轮暗访", "")]
    type_into(tab, places[1].id, "typed", "3")
    assert score(store, case, "南门街道", "占道经营") == (44 + Fraction(47, 2)) / Fraction(3, 2)
    items = item_sheet(view, case, "占道经营")
    assert [column.heading for column in items.model.columns[2:4]] == ["第一轮暗访", "第二轮暗访"]
    view.show_tab("grid")
    grid = view.tab
    assert isinstance(grid, GridTab)
    assert [grid.part.itemText(at) for at in range(grid.part.count())] == ["填写现场第一轮暗访", "填写现场第二轮暗访"]
    grid.part.setCurrentIndex(1)
    grid.part.activated.emit(1)
    assert line(grid, case.units["南门街道"]).cells[item].typed == "3"


def test_marks_of_named_scorers_are_not_typed_over_in_the_grid(
    view: RoundView, case: Case, store: Store, prompts: Prompts
) -> None:
    unit, item = case.units["南门街道"], case.items["材料报送"]
    store.do(
        "评分", actions.set_value, round_id=case.round, unit_id=unit, criterion_id=item, amount="70", scorer="王评"
    )
    view.show_tab("grid")
    type_into(view.tab, unit, str(item), "60")
    assert "由评分人分别评分" in prompts.said[-1]
    items = item_sheet(view, case, "材料报送")
    assert "王评" in [column.heading for column in items.model.columns]


# ---- entries ----------------------------------------------------------------------------------------------------


def test_proposals_are_decided_many_at_once(
    view: RoundView, case: Case, store: Store, prompts: Prompts, qtbot: QtBot
) -> None:
    propose(store, case, "东湖街道", "超期处理", 3)
    view.show_tab("proposals")
    tab = view.tab
    assert isinstance(tab, EntriesTab)
    assert "待确认 3" in [button.text() for button in view._tab_buttons()]
    assert score(store, case, "东湖街道", "超期处理") == 40
    first = tab.model.rows[0].id
    tab.table.select_id(first)
    prompts.answer("已在规定时间内办结")
    tab._on_refuse_requested()
    refused = store.read(queries.entries, round_id=case.round, state=EntryState.REFUSED)
    assert [(one.id, one.refusal) for one in refused] == [(first, "已在规定时间内办结")]
    tab.table.selectAll()
    qtbot.keyClick(tab.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert score(store, case, "东湖街道", "超期处理") == 39
    assert tab.model.rows == () and tab._stack.currentWidget() is tab.empty


def test_a_round_with_proposals_is_not_posted(view: RoundView, case: Case, store: Store, prompts: Prompts) -> None:
    propose(store, case, "东湖街道", "超期处理", 1)
    view.step_bar.on.click()
    assert "还有 1 条记分建议没有确认" in prompts.said[-1]


def test_an_entry_shows_its_evidence_and_leads_to_its_item(view: RoundView, case: Case, qtbot: QtBot) -> None:
    view.show_tab("entries")
    tab = view.tab
    assert isinstance(tab, EntriesTab)
    row = next(row for row in tab.model.rows if row.criterion == "占道经营")
    tab.table.select_id(row.id, "unit")
    assert view._panels.currentWidget() is view.entry
    assert view.entry.files.section is not None and not view.entry.is_clear
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    sheet = view.tab
    assert isinstance(sheet, UnitTab)
    assert (sheet.head.subject, sheet.table.current_id()) == (row.unit_id, f"c{row.criterion_id}")


def test_the_explanation_leads_to_the_entry(view: RoundView, case: Case, store: Store) -> None:
    unit, item = case.units["西山街道"], case.items["占道经营"]
    found = store.read(queries.explain, round_id=case.round, unit_id=unit)
    rows = rows_of(found)
    parents = {row.id for row in rows}
    assert all(row.parent_id is None or row.parent_id in parents for row in rows)
    (entry,) = [row for row in rows if row.entry_id is not None and row.criterion_id == item]
    view.explain_figure(unit, None)
    view.explain.table.select_id(entry.id)
    view.explain.table.activated_id.emit(entry.id)
    tab = view.tab
    assert isinstance(tab, EntriesTab)
    assert tab.table.current_id() == entry.entry_id


# ---- publishing -------------------------------------------------------------------------------------------------


def post(view: RoundView, prompts: Prompts) -> None:
    def days(form: Any) -> None:
        form.on.setText("2026-04-01")
        form.until.setText("2026-04-05")

    prompts.answer(days)
    view.step_bar.on.click()


def test_posted_objected_locked(view: RoundView, case: Case, store: Store, prompts: Prompts, qtbot: QtBot) -> None:
    post(view, prompts)
    row = store.read(queries.round_row, round_id=case.round)
    assert row is not None and row.state is RoundState.POSTED and row.posted_until == date(2026, 4, 5)
    tab = unit_sheet(view, case, "东湖街道")
    assert tab.model.read_only and not tab.new_button.isEnabled()
    view.show_tab("objections")
    objections = view.tab
    assert isinstance(objections, ObjectionTab)

    def objecting(form: Any) -> None:
        form.text.setPlainText("占道经营已整改")

    prompts.answer(objecting)
    objections.new_button.click()
    assert "异议 1" in [button.text() for button in view._tab_buttons()]
    view.step_bar.on.click()
    assert "还有 1 条异议没有答复" in prompts.said[-1]

    def answered(form: Any) -> None:
        form.dismissed.setChecked(True)
        form.answer.setPlainText("检查当天仍有占道")

    prompts.answer(answered)
    qtbot.keyClick(objections.table, Qt.Key.Key_Return)
    assert store.read(queries.objections, round_id=case.round)[0].outcome is Outcome.DISMISSED

    def locking(form: Any) -> None:
        form.on.setText("2026-04-08")

    prompts.answer(locking)
    view.step_bar.on.click()
    row = store.read(queries.round_row, round_id=case.round)
    assert row is not None and row.state is RoundState.LOCKED
    assert view.step_bar.on.isHidden() and not view.step_bar.withdraw.isHidden()


def test_withdrawn_goes_on_in_a_new_version(view: RoundView, case: Case, store: Store, prompts: Prompts) -> None:
    post(view, prompts)

    def why(form: Any) -> None:
        assert form.why_not() is not None
        form.reason.setPlainText("有一笔记错单位")
        form.on.setText("2026-04-03")

    prompts.answer(why)
    view.step_bar.withdraw.click()
    assert view.book is not None
    assert (view.book.row.number, view.book.row.state) == (2, RoundState.TRIAL)
    rows = view.nav.tree_model.rows
    assert [(row.text, row.parent_id) for row in rows] == [("3月考核（第2版）", None), ("3月考核", rows[0].id)]


def test_a_new_round_by_its_form(view: RoundView, case: Case, prompts: Prompts) -> None:
    def filled(form: Any) -> None:
        form.name_line.setText("4月考核")
        form.starts.setText("2026-04-01")
        form.ends.setText("2026-04-30")

    prompts.answer(filled)
    view.add_new()
    assert view.book is not None and view.book.row.name == "4月考核"
    assert view.nav.current_id() == view.book.row.id
    view._on_delete_requested()
    assert view.book is not None and view.book.row.id == case.round


# ---- ranking, what if, card -------------------------------------------------------------------------------------


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


def test_without_a_scheme_in_force_the_way_leads_there(
    context: Context, store: Store, shown: Callable[[Any], Any]
) -> None:
    other = store.do("新建专项工作", org.create_campaign, name="创文", year=2026)
    context.set_campaign(int(other.value), "创文")
    page: AppraisalPage = shown(AppraisalPage(context))
    page.show_view("round")
    view: Any = page.views["round"]
    assert view.empty.sentence.text() == "还没有施行的考核办法。"
    assert isinstance(view.why_not_new(), Refusal)
    view.empty.button("到“办法”").click()
    assert page.view.key == "scheme"


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
