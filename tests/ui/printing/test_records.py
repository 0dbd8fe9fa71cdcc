"""Choosing one record or several: what is shown, found, ticked and told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from models.papers.offer import Asked, Option
from models.papers.sheet import Profile
from models.printing.settings import settled
from tests.models.printing.test_settings import OFFER
from ui.printing.offer_panel import OfferPanel
from ui.printing.paper_choice import PaperChoice
from ui.printing.records import PickField, PicksField
from ui.widgets.fields import ChoiceField, LineField, TextField

TREE = (
    Option(1, "临江区"),
    Option(2, "橘园社区", 1),
    Option(3, "一号市场", 2),
    Option(4, "青石区"),
    Option(5, "二号市场", 1),
)


@pytest.fixture
def picks(shown: Callable[[Any], Any]) -> PicksField:
    field: PicksField = shown(PicksField("网格"))
    field.set_options(TREE)
    field.set_value(None)
    return field


def heard(field: Any) -> list[Any]:
    told: list[Any] = []
    field.committed.connect(told.append)
    return told


def test_a_tick_takes_what_is_below_along(picks: PicksField) -> None:
    told = heard(picks)
    picks.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert told == [(4, 5)]
    picks.list.item(2).setCheckState(Qt.CheckState.Checked)
    assert told[-1] == (3, 4, 5)
    picks.every.click()
    assert told[-1] is None and picks.count.text() == "5 / 5"


def test_all_and_none_of_what_the_filter_shows(picks: PicksField) -> None:
    told = heard(picks)
    picks.filter.setText("市场")
    picks.none.click()
    assert told == [(1, 2, 4)]
    picks.filter.setText("")
    assert not any(picks.list.isRowHidden(row) for row in range(5))


def test_a_long_list_stays_where_it_is_scrolled(shown: Callable[[Any], Any]) -> None:
    field: PicksField = shown(PicksField("网格"))
    many = tuple(Option(number, f"{number}号市场") for number in range(200))
    field.set_options(many)
    field.set_value(None)
    field.list.scrollToBottom()
    at = field.list.verticalScrollBar().value()
    assert at > 0
    field.list.item(190).setCheckState(Qt.CheckState.Unchecked)
    field.set_options(many)
    field.set_value(field.value())
    assert field.list.verticalScrollBar().value() == at
    assert field.count.text() == "199 / 200"
    field.set_value((3,))
    assert field.list.ticked() == [3]


def test_a_panel_edits_every_kind_of_setting(shown: Callable[[Any], Any]) -> None:
    panel: OfferPanel = shown(OfferPanel(OFFER))
    settled_ = settled(None, OFFER, Asked(None, date(2026, 7, 1), {"most": 4}))  # type: ignore[arg-type]
    panel.show_settled(settled_, None, date(2026, 7, 1), PaperChoice.of(OFFER.profile))
    told: list[tuple[str, Any]] = []
    panel.set_by_user.connect(lambda key, value: told.append((key, value)))
    assert {key: field.value() for key, field in panel.fields.items()} == dict(settled_.asked.settings)
    number, notes, choice = (panel.fields[key] for key in ("most", "notes", "by"))
    assert isinstance(number, LineField) and isinstance(notes, TextField) and isinstance(choice, ChoiceField)
    for typed in ("12", "许多", ""):
        number.line.setText(typed)
        number.line.editingFinished.emit()
        assert number.line.text() == "12"
    notes.edit.setPlainText("一\n二")
    notes.edit.left.emit()
    choice.box.setCurrentIndex(1)
    choice.box.activated.emit(1)
    assert told == [("most", 12), ("notes", "一\n二"), ("by", "unit")]


@pytest.fixture
def pick(shown: Callable[[Any], Any]) -> PickField:
    field: PickField = shown(PickField())
    field.set_options(TREE)
    field.set_value(None)
    return field


@pytest.mark.parametrize(
    ("typed", "value"), [("一号市场", 3), ("橘园", 2), ("市场", None), ("没有", None), ("", None), ("全部", None)]
)
def test_one_is_found_while_typing(pick: PickField, typed: str, value: int | None) -> None:
    told = heard(pick)
    pick.box.line.setText(typed)
    pick.box.line.editingFinished.emit()
    assert pick.value() == value
    assert told == ([] if value is None else [value])
    assert pick.box.currentText() == next((option.label for option in TREE if option.value == value), "全部")


def test_the_whole_only_where_it_is_allowed(shown: Callable[[Any], Any]) -> None:
    field: PickField = shown(PickField(whole=False))
    field.set_options(TREE)
    field.set_value(5)
    assert field.box.count() == 5 and field.box.currentText() == "二号市场"


@pytest.mark.parametrize(
    ("layout", "changed"),
    [
        ({"paper": "A3", "landscape": False, "body_size": 12, "margins": [1, 2, 3, 4.5]}, True),
        ({"paper": "A0", "landscape": "yes", "body_size": 99, "margins": [1, 2, 3]}, False),
        ({"body_size": True, "margins": [1, 2, 3, 81]}, False),
        ({}, False),
    ],
)
def test_the_paper_kept_is_read_again_or_gives_way(layout: dict[str, Any], changed: bool) -> None:
    profile = Profile(body_size=16.0, heading_size=17.0, note_size=14.0)
    choice = PaperChoice.from_layout(layout, profile)
    assert (choice != PaperChoice.of(profile)) is changed
    assert PaperChoice.from_layout(choice.to_layout(), Profile()) == choice
    made = choice.on(profile)
    assert made.heading_size - made.body_size == 1.0
    assert made.paper.value == choice.paper and list(made.margins) == list(choice.margins)
