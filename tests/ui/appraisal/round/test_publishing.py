"""Rounds are made, posted, objected to, locked and withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.appraisal import actions, queries
from models.appraisal.terms import Outcome, RoundState
from models.errors import Refusal
from models.org import actions as org
from tests.ui.appraisal.round.steps import post, unit_sheet
from tests.ui.appraisal.rounds import Case
from tests.ui.conftest import Prompts
from ui.appraisal.page import AppraisalPage
from ui.appraisal.round.objection_tab import ObjectionTab
from ui.appraisal.round.view import RoundView
from ui.context import Context
from ui.store import Store


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


def test_what_is_not_filled_is_said_before_posting_and_locking(
    view: RoundView, case: Case, store: Store, prompts: Prompts
) -> None:
    store.do("期限", actions.update_round, round_id=case.round, ends=view.page.context.today)
    for unit in ("东湖街道", "西山街道"):
        where: Any = {"unit_id": case.units[unit], "criterion_id": case.items["事件处理率"]}
        store.do("清空", actions.set_value, round_id=case.round, **where, amount="")
    seen: list[str] = []

    def words(form: Any) -> None:
        seen.append("\n".join(label.text() for label in form.findChildren(QLabel)))
        form.on.setText("2026-04-01")
        form.until.setText("2026-04-05")

    prompts.answer(words)
    view.step_bar.on.click()
    book = view.book
    assert book is not None and book.row.state is RoundState.POSTED
    said = "还有 2 个单位共 2 项没有填"
    assert said in seen[0] and "才结束，现在公示" in seen[0]

    def locking(form: Any) -> None:
        assert said in "\n".join(label.text() for label in form.findChildren(QLabel))
        form.on.setText((view.page.context.today + timedelta(days=1)).isoformat())
        refusal = form.why_not()
        assert refusal is not None and "还没有到" in refusal.sentence
        form.on.setText("2026-04-04")
        refusal = form.why_not()
        assert refusal is not None and "才截止" in refusal.sentence
        form.on.setText("2026-04-06")

    prompts.answer(locking)
    view.step_bar.on.click()
    row = store.read(queries.round_row, round_id=case.round)
    assert row is not None and row.state is RoundState.LOCKED


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


def test_a_withdrawn_round_takes_the_corrected_version_of_its_scheme(
    view: RoundView, case: Case, store: Store, prompts: Prompts
) -> None:
    post(view, prompts)
    made = int(store.do("新版", actions.new_version, scheme_id=case.scheme).value)
    items = {one.name: one.id for one in store.read(queries.criteria, scheme_id=made)}
    store.do("删除", actions.delete_criteria, criterion_ids=[items["事件处理率"]])
    store.do("施行", actions.put_in_force, scheme_id=made, on=date(2026, 4, 2))

    def why(form: Any) -> None:
        form.reason.setPlainText("规则有误")
        form.on.setText("2026-04-03")

    prompts.answer(why)
    view.step_bar.withdraw.click()
    assert "（第2版）”，要改用的，在“名称和日期”里选" in prompts.said[-1]
    assert view.book is not None
    entries = len(view.book.entries)
    lost = sum(one.criterion_id == case.items["事件处理率"] for one in view.book.entries)

    def other(form: Any) -> None:
        assert form.scheme.isEnabled() and form.scheme.count() == 2
        form.scheme.setCurrentIndex(form.scheme.findData(made))

    prompts.answer(other, "change")
    view.steps.edit(view.book.row)
    assert f"{entries - lost} 笔记分照旧" in prompts.texts[-1] and "事件处理率" in prompts.texts[-1]
    row = store.read(queries.round_row, round_id=view.book.row.id)
    assert row is not None and row.scheme_id == made
    assert f"删除了 {lost} 笔" in prompts.said[-1]
    assert len(view.book.entries) == entries - lost


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
