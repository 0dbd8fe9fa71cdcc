"""任务 in the inspector of a cell, on the sample: what is done there, summed up for areas, and the way to the task."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from models.sample.at_cells import MARKETS_TASK, STREETS_TASK
from models.task import queries
from models.task.terms import DutyState
from tests.ui.sampled import Opened, context, opened, said, sample_file, store, went
from ui.context import Context
from ui.page import Page
from ui.store import Store
from ui.task.cell_duties import CellDuties
from ui.widgets.inspector import Inspector

__all__ = ["context", "opened", "said", "sample_file", "store", "went"]


class Holder(Page):
    """A page with nothing but the section."""

    key = "holder"

    def _build(self) -> None:
        self.panel = Inspector(self)
        self.duties = CellDuties(self, self.panel)
        self.set_body(self.panel)
        self.panel.set_values("网格", {})


@pytest.fixture
def page(opened: Opened[Page]) -> Holder:
    made = opened(Holder)
    assert isinstance(made, Holder)
    return made


def row_of(store: Store, context: Context, task: str, state: DutyState) -> queries.DutyRow:
    rows = store.read(queries.duties, campaign_id=context.campaign_id)
    return next(row for row in rows if row.task == task and row.state is state)


def test_a_place_shows_its_tasks_and_leads_there(
    page: Holder, qtbot: QtBot, store: Store, context: Context, went: list[tuple[str, object, object]]
) -> None:
    row = row_of(store, context, MARKETS_TASK, DutyState.DONE)
    page.duties.show_cell(row.cell_id)
    (shown,) = page.duties.list.rows
    assert (shown.text, shown.secondary, shown.right) == (MARKETS_TASK, row.unit, "已完成")
    assert not page.duties.words.isVisibleTo(page)
    page.duties.list.row_activated.emit(shown.key)
    assert went == [("task", row.task_id, "cells")]


def test_an_area_sums_up_what_lies_below(page: Holder, store: Store, context: Context) -> None:
    street = row_of(store, context, STREETS_TASK, DutyState.DONE)
    page.duties.show_cell(street.cell_id, below=True)
    shown = {row.text: (row.secondary, row.right) for row in page.duties.list.rows}
    assert shown[STREETS_TASK] == (street.unit, "已完成")
    below = store.read(queries.cell_duties, cell_id=street.cell_id, below=True)
    markets = [row for row in below if row.task == MARKETS_TASK]
    assert shown[MARKETS_TASK][0] == f"{len(markets)} 处" and shown[MARKETS_TASK][1].startswith("完成 ")


def test_a_cell_without_tasks_says_so(page: Holder, store: Store, context: Context) -> None:
    city = store.read(queries.grid_of).spots[0]
    page.duties.show_cell(city.id)
    assert page.duties.list.rows == ()
    assert page.duties.words.text() == "这里还没有任务落到网格。"
