"""The page 体检 by clicking: kinds on the left, a click to the place, a shorter list after it is put right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.checkup.terms import Gap
from models.org import actions as org
from tests.ui.sampled import Opened
from ui.checkup.page import ALL, CheckupPage
from ui.printing.wish import PrintWish
from ui.store import Store

Went = list[tuple[str, object, object]]


@pytest.fixture
def page(opened: Opened[CheckupPage]) -> CheckupPage:
    return opened(CheckupPage)


def counts(page: CheckupPage) -> dict[str, str]:
    return {row.id: row.note for row in page.nav.tree_model.rows}


def test_the_kinds_are_counted_and_one_is_shown_at_a_time(page: CheckupPage) -> None:
    shown = counts(page)
    assert list(shown) == [ALL, *(gap.value for gap in Gap)]
    assert shown[ALL] == str(len(page.model.rows))
    page.nav.select_id(Gap.IDLE_UNIT.value)
    assert {row.gap for row in page.model.rows} == {Gap.IDLE_UNIT}
    assert page.explanation.text() == Gap.IDLE_UNIT.sentence
    assert shown[Gap.IDLE_UNIT.value] == str(len(page.model.rows))


def test_enter_and_the_button_lead_to_the_place(page: CheckupPage, went: Went, qtbot: QtBot) -> None:
    page.nav.select_id(Gap.IDLE_UNIT.value)
    row = page.model.rows[0]
    page.table.select_id(row.id)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    page._on_go_requested()
    assert went == [("org", row.record_id, "units")] * 2


def test_what_is_put_right_leaves_the_list(page: CheckupPage, store: Store) -> None:
    page.nav.select_id(Gap.NO_PHONE.value)
    before = len(page.model.rows)
    seat = page.model.rows[0]
    title = seat.title
    person = next(row for row in page._found.rows if row.id == seat.id) if page._found else None
    assert person is not None
    store.do("换人", org.seat_person, seat_id=seat.record_id, person_id=None, new_name="")
    assert len(page.model.rows) == before - 1
    assert counts(page)[Gap.EMPTY_SEAT.value] != "✓"
    assert title not in [row.title for row in page.model.rows if row.id == seat.id]


def test_a_kind_without_findings_says_so(page: CheckupPage) -> None:
    silent = next(gap for gap in Gap if counts(page)[gap.value] == "✓")
    page.nav.select_id(silent.value)
    assert page.nothing.isVisibleTo(page)
    assert not page.table.isVisibleTo(page)


def test_ctrl_p_prints_the_kind_in_hand(page: CheckupPage) -> None:
    page.nav.select_id(Gap.NO_PHONE.value)
    assert page.print_payload() == PrintWish("checkup", {"gap": "no_phone"})
