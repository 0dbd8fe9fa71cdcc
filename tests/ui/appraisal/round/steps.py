"""What the tests of rounds do over and over: look at sheets, type into them, propose, post."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from models.appraisal import queries
from models.appraisal.actions.entries import blank_entry
from models.appraisal.terms import EntryState
from tests.ui.appraisal.rounds import Case
from tests.ui.conftest import Prompts
from ui.appraisal.round.item_tab import ItemTab
from ui.appraisal.round.unit_tab import UnitTab
from ui.appraisal.round.view import RoundView
from ui.store import Store


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


def post(view: RoundView, prompts: Prompts) -> None:
    def days(form: Any) -> None:
        form.on.setText("2026-04-01")
        form.until.setText("2026-04-05")

    prompts.answer(days)
    view.step_bar.on.click()
