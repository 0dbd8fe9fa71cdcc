"""Score sheets typed into: by unit, by item, all in one grid."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from models.appraisal import actions, queries
from tests.ui.appraisal.round.steps import item_sheet, line, score, type_into, unit_sheet
from tests.ui.appraisal.rounds import Case
from tests.ui.conftest import Prompts
from ui.appraisal.round.board_tab import BoardTab
from ui.appraisal.round.grid_tab import GridTab
from ui.appraisal.round.view import RoundView
from ui.store import Store


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


def test_enter_goes_to_the_next_item_not_to_the_entry_below(view: RoundView, case: Case, qtbot: QtBot) -> None:
    tab = unit_sheet(view, case, "西山街道")
    clutter, dirt = f"c{case.items['占道经营']}", f"c{case.items['暴露垃圾']}"
    tab.table.select_id(clutter, "typed")
    tab.table.edit(tab.table.currentIndex())
    editor = tab.table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("4")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert any(row.entry is not None and row.parent_id == clutter for row in tab.model.rows)
    assert (tab.table.current_id(), tab.table.current_key()) == (dirt, "typed")


def test_an_item_that_starts_from_nothing_says_that_nothing_is_entered(view: RoundView, case: Case) -> None:
    tab = unit_sheet(view, case, "西山街道")
    row = f"c{case.items['宣传报道']}"
    assert (line(tab, row).score, line(tab, row).lost) == ("0 未记", 0.0)
    assert line(tab, f"c{case.items['占道经营']}").score == "47"
    view.show_tab("grid")
    grid: Any = view.tabs["grid"]
    cell = line(grid, case.units["西山街道"]).cells[case.items["宣传报道"]]
    assert (cell.score, cell.lost) == ("0 未记", 0.0)


def test_parts_of_a_rule_head_their_own_columns(view: RoundView, case: Case) -> None:
    tab = item_sheet(view, case, "宣传报道")
    heads = [column.heading for column in tab.model.columns][2:-3]
    assert heads == ["媒体报道：省级得3分、市级得2分", "经验推广每次加1分，最多加3分"]


def test_typing_into_a_posted_round_says_why_not(
    view: RoundView, case: Case, store: Store, prompts: Prompts, qtbot: QtBot
) -> None:
    store.do("公示", actions.post_round, round_id=case.round, on=date(2026, 4, 1), until=date(2026, 4, 8), wall=True)
    for key in ("grid", "unit", "item"):
        view.show_tab(key)
        tab: Any = view.tabs[key]
        tab.table.select_id(tab.model.rows[0].id)
        before = len(prompts.said)
        qtbot.keyClicks(tab.table, "5")
        assert len(prompts.said) == before + 1 and "已经公示" in prompts.said[-1]
