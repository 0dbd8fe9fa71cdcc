"""对照: pairs by keys, buttons, drags and the panel; what serves both sides."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.standard.queries import IndicatorRow
from models.standard.terms import LinkKind
from ui.standard.crosswalk_view import CrosswalkView
from ui.standard.indicators_view import NEW_NAME
from ui.standard.page import CROSSWALK, StandardPage
from ui.standard.pairs import link_between
from ui.standard.relations import OVERLAPS, PART

ONE, OTHER = "婴儿死亡率", "户外广告和店招规范率"


@pytest.fixture
def view(page: StandardPage) -> CrosswalkView:
    page.show_view(CROSSWALK)
    return page.crosswalk


def side_row(view: CrosswalkView, side: str, name: str) -> IndicatorRow:
    rows: tuple[IndicatorRow, ...] = getattr(view, side).model.rows
    return next(row for row in rows if row.name == name)


def choose(view: CrosswalkView) -> tuple[IndicatorRow, IndicatorRow]:
    one = side_row(view, "left", ONE)
    other = next(row for row in view.right.model.rows if not row.children and not row.links)
    view.left.table.select_id(one.id)
    view.right.table.select_id(other.id)
    return one, other


@pytest.mark.parametrize(
    ("key", "kind", "forward"),
    [
        (Qt.Key.Key_1, LinkKind.SAME, True),
        (Qt.Key.Key_2, LinkKind.PART, True),
        (Qt.Key.Key_3, LinkKind.PART, False),
        (Qt.Key.Key_4, LinkKind.OVERLAPS, True),
    ],
)
def test_a_figure_gives_the_two_rows_a_relation(
    view: CrosswalkView, qtbot: QtBot, key: Qt.Key, kind: LinkKind, forward: bool
) -> None:
    one, other = choose(view)
    qtbot.keyClick(view.left.table, key)
    found = view.in_hand()
    assert found is not None and (found[0].id, found[1].id) == (one.id, other.id)
    link = found[2]
    assert link is not None and (link.kind, link.is_forward) == (kind, forward)
    qtbot.keyClick(view.right.table, Qt.Key.Key_4)
    found = view.in_hand()
    assert found is not None and found[2] is not None and found[2].kind is LinkKind.OVERLAPS
    qtbot.keyClick(view.right.table, Qt.Key.Key_Delete)
    found = view.in_hand()
    assert found is not None and found[2] is None


def test_enter_and_the_button_take_the_relation_chosen(view: CrosswalkView, qtbot: QtBot) -> None:
    _, other = choose(view)
    view.relation.setCurrentIndex(view.relation.findData(OVERLAPS))
    qtbot.keyClick(view.right.table, Qt.Key.Key_Return)
    link = link_between(side_row(view, "left", ONE), other)
    assert link is not None and link.kind is LinkKind.OVERLAPS
    view.relation.setCurrentIndex(view.relation.findData(PART))
    qtbot.mouseClick(view.link_button, Qt.MouseButton.LeftButton)
    link = link_between(side_row(view, "left", ONE), other)
    assert link is not None and (link.kind, link.is_forward) == (LinkKind.PART, True)
    qtbot.mouseClick(view.unlink_button, Qt.MouseButton.LeftButton)
    assert link_between(side_row(view, "left", ONE), other) is None
    assert not view.unlink_button.isEnabled()


def test_rows_are_dragged_across(view: CrosswalkView) -> None:
    one, other = choose(view)
    point = view.left.table.visualRect(view.left.model.index_of(one.id)).center()
    view.right.table.select_id(other.id)
    assert view.left.table.drop_guests(view.right.table, point)
    link = link_between(side_row(view, "left", ONE), other)
    assert link is not None and (link.kind, link.is_forward) == (LinkKind.SAME, True)


def test_a_linked_row_brings_its_partner_along(view: CrosswalkView) -> None:
    pair = view.pairs[0]
    choose(view)
    view.left.table.select_id(pair.one.id)
    assert view.right.table.current_id() == pair.other.id
    choose(view)
    view.pair_table.select_id(pair.id)
    assert (view.left.table.current_id(), view.right.table.current_id()) == (pair.one.id, pair.other.id)


def test_the_tasks_that_serve_both(view: CrosswalkView, page: StandardPage) -> None:
    for pair in view.pairs:
        own = {task.id for task in pair.one.tasks}
        theirs = {task.id for task in pair.other.tasks}
        wanted = {
            LinkKind.SAME: own | theirs,
            LinkKind.PART: own & theirs | (theirs if pair.link.is_forward else own),
            LinkKind.OVERLAPS: own & theirs,
        }[pair.link.kind]
        assert {task.id for task in pair.tasks} == wanted
    assert any(pair.tasks for pair in view.pairs)
    view.pair_table.select_id(next(pair.id for pair in view.pairs if pair.tasks))
    assert view.panel.tasks.rows


def test_the_pairs_below_are_edited(view: CrosswalkView) -> None:
    pair = view.pairs[0]
    view.pair_model.edit_requested.emit(pair.id, "note", "口径不同")
    view.pair_model.edit_requested.emit(pair.id, "relation", OVERLAPS)
    again = next(found for found in view.pairs if found.id == pair.id)
    assert (again.link.note, again.link.kind) == ("口径不同", LinkKind.OVERLAPS)
    count = len(view.pairs)
    view.pair_table.select_id(pair.id)
    view.pair_table.delete_requested.emit((pair.id,))
    assert len(view.pairs) == count - 1


def test_the_panel_sets_and_takes_away(view: CrosswalkView) -> None:
    _, other = choose(view)
    view.panel.edited.emit("relation", "part")
    view.panel.edited.emit("link_note", "城区")
    link = link_between(side_row(view, "left", ONE), other)
    assert link is not None and (link.kind, link.note) == (LinkKind.PART, "城区")
    view.panel.edited.emit("relation", "none")
    assert link_between(side_row(view, "left", ONE), other) is None


def test_sides_are_swapped_and_filtered(view: CrosswalkView, page: StandardPage) -> None:
    first, second, count = view.first_id, view.second_id, len(view.pairs)
    view.swap_button.click()
    assert (view.first_id, view.second_id, len(view.pairs)) == (second, first, count)
    view.only_free.setChecked(True)
    shown = [row for row in view.left.model.visible_rows() if not row.children]
    beside = {pair.one.id for pair in view.pairs}
    assert shown and not beside & {row.id for row in shown}


def test_one_standard_alone_says_what_is_missing(page: StandardPage) -> None:
    from models.standard import actions

    page.store.do("删除", actions.delete_standard, standard_id=page.book.standards[1].id)
    page.show_view(CROSSWALK)
    assert page.crosswalk.nothing.isVisibleTo(page)
    assert not page.crosswalk.work.isVisibleTo(page)


def test_tab_leads_from_one_side_to_the_other(view: CrosswalkView, qtbot: QtBot) -> None:
    view.window().activateWindow()
    qtbot.waitUntil(view.window().isActiveWindow)
    view.left.table.setFocus()
    qtbot.keyClick(view.left.table, Qt.Key.Key_Tab)
    assert view.right.table.hasFocus()


def test_a_new_indicator_is_made_in_the_table(view: CrosswalkView, page: StandardPage) -> None:
    action = page.find_action("standard.new")
    assert action is not None
    action.trigger()
    assert page.view.isVisible()
    assert page.view.current_row().name == NEW_NAME  # type: ignore[union-attr]


def test_the_indicator_in_hand_goes_along_with_its_partner(page: StandardPage) -> None:
    row = next(found for found in page.view.model.rows if found.links)
    page.view.select(row.id)
    page.show_view(CROSSWALK)
    found = page.crosswalk.in_hand()
    assert found is not None and found[0].id == row.id
    assert found[1].id == row.links[0].other_id
    assert not page.crosswalk.panel.is_clear
