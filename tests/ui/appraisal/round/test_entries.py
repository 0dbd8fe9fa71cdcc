"""Entries and proposals decided, figures explained."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.appraisal import actions, queries
from models.appraisal.terms import EntryState
from tests.ui.appraisal.round.steps import propose, score
from tests.ui.appraisal.rounds import Case
from tests.ui.conftest import Prompts
from ui.appraisal.round.entries_tab import EntriesTab
from ui.appraisal.round.explain_panel import _details, rows_of
from ui.appraisal.round.list_dialog import ListDialog
from ui.appraisal.round.unit_tab import UnitTab
from ui.appraisal.round.view import RoundView
from ui.store import Store


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


def test_factors_between_do_not_fold_a_heading_away(view: RoundView, case: Case, store: Store) -> None:
    where: Any = {"unit_id": case.units["西山街道"], "criterion_id": case.items["事件处理率"]}
    store.do("清空", actions.set_value, round_id=case.round, **where, amount="")
    found = store.read(queries.explain, round_id=case.round, unit_id=case.units["西山街道"])
    rows = rows_of(found)
    steps = [row for row in rows if row.is_step]
    assert any("没有数据" in row.text for row in steps) and all(row.criterion_id is None for row in steps)
    headings = {row.parent_id for row in rows if row.is_node and row.parent_id is not None}
    assert not headings & set(_details(rows))


# ---- publishing -------------------------------------------------------------------------------------------------


def clip(*rows: tuple[str, ...]) -> None:
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))


def test_a_list_is_looked_through_and_written_in_one_step(
    view: RoundView, case: Case, store: Store, prompts: Prompts
) -> None:
    view.show_tab("entries")
    tab = view.tabs["entries"]
    assert isinstance(tab, EntriesTab)
    before = len(tab.model.rows)
    clip(("单位", "项目", "次数", "事由"), ("东湖街道", "占道经营", "2", "人民路"), ("西山街道", "4", "1", "垃圾满溢"))

    def look(dialog: ListDialog) -> None:
        assert [(row.unit, row.item, row.shown) for row in dialog.model.rows] == [
            ("东湖街道", "3 占道经营", "2处"),
            ("西山街道", "4 暴露垃圾", "1处"),
        ]
        assert len(tab.model.rows) == before
        dialog.accept_button.click()

    prompts.answer(look)
    tab.table.select_id(tab.model.rows[0].id)
    tab.table.paste()
    assert len(tab.model.rows) == before + 2
    store.undo()
    assert len(tab.model.rows) == before


def test_a_list_with_a_row_that_does_not_fit_cannot_be_written(view: RoundView, case: Case, prompts: Prompts) -> None:
    view.show_tab("entries")
    tab = view.tabs["entries"]
    assert isinstance(tab, EntriesTab)
    clip(("东湖街道", "占道经营", "2"), ("火星街道", "占道经营", "1"))

    def look(dialog: ListDialog) -> None:
        assert not dialog.accept_button.isEnabled() and "火星街道" in dialog.why.text()
        assert dialog.table.current_id() == 2
        dialog.reject()

    prompts.answer(look)
    tab.paste_button.click()
    assert prompts.waiting == []


def test_an_empty_clipboard_says_so(view: RoundView, case: Case, prompts: Prompts) -> None:
    view.show_tab("entries")
    tab = view.tabs["entries"]
    assert isinstance(tab, EntriesTab)
    QGuiApplication.clipboard().clear()
    tab.paste_button.click()
    assert "剪贴板里没有内容" in prompts.said[-1]
