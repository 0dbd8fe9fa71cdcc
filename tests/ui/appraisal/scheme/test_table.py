"""The score table as a spreadsheet: typing, pasting, filling, moving; frozen in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from models.appraisal import actions
from models.appraisal.rows import CriterionRow
from models.appraisal.rules.kinds import PerOccurrence
from models.org.actions import create_unit
from models.papers.offer import Asked
from models.printing.catalogue import offer
from models.printing.produce import make
from tests.ui.appraisal.scheme.conftest import Made
from tests.ui.conftest import Prompts
from ui.appraisal.page import AppraisalPage
from ui.appraisal.scheme.criteria_view import NEW_NAME
from ui.appraisal.scheme.view import SchemeView
from ui.printing.wish import PrintWish
from ui.store import Store
from ui.style import Tone
from ui.tables.cells import Fill, Paste

Finding = Callable[[str], CriterionRow]


def type_into(qtbot: QtBot, view: SchemeView, row: CriterionRow, key: str, text: str) -> None:
    """Type over a cell and leave it with Enter."""
    assert view.table.table.edit_cell(row.id, key)
    editor = view.table.table.findChildren(QLineEdit)[-1]
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def cell(view: SchemeView, row: CriterionRow, key: str) -> str:
    return view.table.model.columns[view.table.model.column_of(key)].text(row)


def test_points_add_up_and_the_subtotal_of_the_paper_is_held_against_them(
    view: SchemeView, row: Finding, qtbot: QtBot, page: AppraisalPage
) -> None:
    points = view.table.model.columns[view.table.model.column_of("points")]
    assert points.tone is not None and points.tooltip is not None
    assert points.tone(row("市容环境")) is Tone.NEAR
    assert points.tooltip(row("市容环境")) == "下面各项合计 18 分，和表上写的 30 分不一致"
    type_into(qtbot, view, row("道路保洁"), "points", "２2分")
    assert row("道路保洁").points == 22
    assert points.tone(row("市容环境")) is None
    assert page.head.count.text() == "3 项"


def test_what_is_no_number_is_refused(view: SchemeView, row: Finding, qtbot: QtBot, prompts: Prompts) -> None:
    type_into(qtbot, view, row("道路保洁"), "points", "十来分")
    assert row("道路保洁").points == 10
    assert "不是分值" in prompts.said[-1]


def test_a_scope_is_typed_by_names(view: SchemeView, row: Finding, made: Made, qtbot: QtBot, prompts: Prompts) -> None:
    type_into(qtbot, view, row("道路保洁"), "scope", "街道、城管局")
    found = row("道路保洁")
    assert (found.group_ids, found.unit_ids) == ((made.streets,), (made.police,))
    type_into(qtbot, view, found, "scope", "街道、公安局")
    assert "没有叫“公安局”的考核组或单位" in prompts.said[-1]
    assert row("道路保洁") == found
    type_into(qtbot, view, found, "scope", "全部")
    assert row("道路保洁").scope_words == ""
    assert cell(view, row("道路保洁"), "scope") == "全部"


def test_a_block_is_pasted_as_a_whole_or_not_at_all(
    view: SchemeView, row: Finding, made: Made, store: Store, prompts: Prompts
) -> None:
    rows = (row("道路保洁").id, row("门前三包").id)
    keys = ("points", "body", "component_id")
    bad = Paste((("6", "每处扣1分", "日常"), ("七", "酌情", "暗访")), rows, keys)
    before = view.book.criteria
    view.table._on_table_paste_requested(bad)
    assert view.book.criteria == before
    assert "第 2 行" in prompts.said[-1] and "分值" in prompts.said[-1]
    view.table._on_table_paste_requested(Paste((("6", "每处扣1分", "日常"), ("7", "酌情", "")), rows, keys))
    assert [cell(view, row(one), "points") for one in ("道路保洁", "门前三包")] == ["6", "7"]
    assert [row(one).body for one in ("道路保洁", "门前三包")] == ["每处扣1分", "酌情"]
    assert (row("道路保洁").component_id, row("门前三包").component_id) == (made.daily, None)
    store.undo()
    assert view.book.criteria == before


def test_a_rule_is_filled_down(view: SchemeView, row: Finding) -> None:
    source, target = row("道路保洁"), row("门前三包")
    view.table._on_table_fill_requested(Fill(source.id, (target.id,), ("rule",)))
    assert row("门前三包").rule == source.rule
    assert row("门前三包").rule_words == source.rule_words


def test_rows_are_added_indented_moved_and_deleted(
    view: SchemeView, row: Finding, qtbot: QtBot, page: AppraisalPage
) -> None:
    table = view.table
    table.select(row("门前三包").id)
    page.new_button.click()
    editor = table.table.findChildren(QLineEdit)[-1]
    editor.setText("公厕管理")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert row("公厕管理").parent_id == row("市容环境").id
    table.table.select_id(row("公厕管理").id, "name")
    qtbot.keyClick(table.table, Qt.Key.Key_Tab)
    assert row("公厕管理").parent_id == row("门前三包").id
    qtbot.keyClick(table.table, Qt.Key.Key_Backtab)
    assert row("公厕管理").parent_id == row("市容环境").id
    qtbot.keyClick(table.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    names = [one.name for one in view.book.criteria]
    assert names.index("公厕管理") == names.index("门前三包") - 1
    table.drop([row("公厕管理").id], row("宣传报道").id, "on")
    assert row("公厕管理").parent_id == row("宣传报道").id
    table.select(row("市容环境").id)
    qtbot.keyClick(table.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [one.name for one in view.book.criteria] == ["宣传报道", "公厕管理"]


def test_new_rows_bear_a_name_to_be_typed_over(view: SchemeView, page: AppraisalPage) -> None:
    page.new_button.click()
    assert NEW_NAME in [one.name for one in view.book.criteria]


def test_in_force_nothing_changes_but_a_new_version_can_be_made(
    view: SchemeView, row: Finding, made: Made, page: AppraisalPage, prompts: Prompts
) -> None:
    prompts.answer(lambda form: form.day.setText("2026-03-01"))
    assert view.force.isEnabled()
    view.force.click()
    assert view.book.scheme is not None and view.book.scheme.state.value == "in_force"
    assert not view.force.isVisible() and view.again.isVisible()
    assert not page.new_button.isEnabled() and "另起新版" in page.new_button.toolTip()
    before = view.book.criteria
    view.table.select(row("道路保洁").id)
    assert view.table.panel.rule.words.isVisible() and not view.table.panel.rule.forms_box.isVisible()
    assert not view.table.table.edit_cell(row("道路保洁").id, "points")
    view.table.table.delete_requested.emit((row("道路保洁").id,))
    assert view.book.criteria == before
    assert "不能再改" in prompts.said[-1]
    view.again.click()
    assert view.scheme_id != made.scheme
    assert [one.name for one in view.book.criteria] == [one.name for one in before]
    assert [(one.parent_id, one.row.number) for one in view.nav.tree_model.rows] == [(None, 2), (view.scheme_id, 1)]
    assert page.new_button.isEnabled()
    view.table.select(row("道路保洁").id)
    assert view.table.panel.rule.forms_box.isVisible()


def test_a_draft_without_units_cannot_come_into_force(view: SchemeView, made: Made, store: Store) -> None:
    store.do("移出", actions.set_members, group_id=made.streets, unit_ids=[])
    assert not view.force.isEnabled()
    assert "组里没有单位" in view.force.toolTip()


@pytest.mark.parametrize(("name", "side"), [("道路保洁", "table"), ("", "groups")])
def test_a_jump_opens_the_row_or_the_side(
    view: SchemeView, row: Finding, page: AppraisalPage, name: str, side: str
) -> None:
    view.show_side("settings")
    page.goto(row(name).id if name else view.scheme_id, None if name else side)
    assert view.side == side
    if name:
        assert view.table.current_id() == row(name).id


def test_a_row_of_another_version_shows_that_version(view: SchemeView, row: Finding, page: AppraisalPage) -> None:
    first, wanted = view.scheme_id, view.book.criteria[0].id
    assert first is not None
    made = page.store.do("另起新版", actions.new_version, scheme_id=first).value
    view.show_scheme(made)
    assert view.scheme_id == made
    page.goto(wanted, "criterion")
    assert (view.scheme_id, view.table.current_id()) == (first, wanted)


def test_the_points_of_the_chosen_rows_are_summed(view: SchemeView, row: Finding, page: AppraisalPage) -> None:
    assert Fraction(23) == sum((one.sum for one in view.book.criteria if one.parent_id is None), Fraction(0))
    view.table.table.selectAll()
    assert page.head.count.text() == "已选 4 行，合计 23 分"


def test_a_rule_is_typed_as_words(view: SchemeView, row: Finding, prompts: Prompts) -> None:
    target = row("门前三包")
    view.table.model.edit_requested.emit(target.id, "rule", "每发现一处扣0.5分，最多扣2分。")
    found = row("门前三包").rule
    assert found is not None
    assert found.parts == (PerOccurrence(Fraction(-1, 2), "处", "", cap=Fraction(2)),)
    view.table.model.edit_requested.emit(target.id, "rule", "视情况酌情扣分。")
    assert "没有读懂" in prompts.said[-1]
    assert row("门前三包").rule == found
    view.table.model.edit_requested.emit(target.id, "rule", "")
    assert row("门前三包").rule is None


def test_the_wording_is_held_against_the_rule(view: SchemeView, row: Finding, store: Store) -> None:
    note = view.table.panel.reading
    view.table.select(row("门前三包").id)
    assert not note.isVisible()
    view.table.model.edit_requested.emit(row("门前三包").id, "body", "每发现一处扣0.5分，最多扣2分。")
    assert "评分标准读作：每处扣0.5分" in note.words.text()
    note.take.click()
    assert row("门前三包").rule_words.startswith("每处扣0.5分")
    assert note.words.text() == "规则和评分标准一致。"
    assert not note.take.isVisible()
    view.table.model.edit_requested.emit(row("门前三包").id, "body", "每发现一处扣1分，最多扣2分。")
    assert "和现在的规则不一样" in note.words.text() and note.take.isVisible()
    store.undo()
    assert note.words.text() == "规则和评分标准一致。"


def test_ctrl_p_prints_the_empty_tables(view: SchemeView, made: Made, store: Store) -> None:
    wish = view.print_payload()
    assert isinstance(wish, PrintWish)
    found = offer(wish.key)
    asked = Asked(view.campaign_id, date(2026, 3, 1), wish.settings, found.profile)
    sheets = store.read(make, offer=found, asked=asked)
    assert isinstance(sheets, tuple)
    assert [sheet.name for sheet in sheets] == ["街道", "市直单位"]
    assert all("道路保洁" in [cell for row in sheet.rows for cell in row.cells.values()] for sheet in sheets)


def test_a_rule_that_gave_all_points_follows_them(view: SchemeView, row: Finding, qtbot: QtBot, store: Store) -> None:
    view.table.model.edit_requested.emit(row("门前三包").id, "rule", "按完成比例得分，满分8分。")
    type_into(qtbot, view, row("门前三包"), "points", "12")
    assert row("门前三包").rule_words == "按完成比例得分，满分12分。"
    store.undo()
    assert (row("门前三包").points, row("门前三包").rule_words) == (Fraction(8), "按完成比例得分，满分8分。")


def test_what_cannot_be_done_with_a_scheme_says_why(view: SchemeView, made: Made, store: Store) -> None:
    assert view.start.isEnabled() and view.remove.isEnabled() and not view.end.isEnabled()
    store.do("施行", actions.put_in_force, scheme_id=made.scheme, on=date(2026, 3, 1))
    assert view.end.isEnabled() and not view.start.isEnabled() and not view.remove.isEnabled()
    assert "不能再改" in view.remove.toolTip()
    view.end.trigger()
    assert view.book.scheme is not None and view.book.scheme.state.label == "停用"
    assert not view.end.isEnabled()


def test_a_deleted_draft_comes_back_by_undo(view: SchemeView, made: Made, store: Store) -> None:
    before = view.book.criteria
    view.remove.trigger()
    assert view.book.schemes == () and view.empty.isVisible()
    store.undo()
    assert view.book.criteria == before


def test_items_of_their_own_group_are_not_added_to_those_of_another(view: SchemeView, row: Finding, made: Made) -> None:
    for name, group in (("道路保洁", "街道"), ("门前三包", "市直单位")):
        view.table.model.edit_requested.emit(row(name).id, "scope", group)
    view.table.model.edit_requested.emit(row("市容环境").id, "points", "")
    assert cell(view, row("市容环境"), "points") == "8—10"
    view.table.model.edit_requested.emit(row("门前三包").id, "points", "10")
    view.table.model.edit_requested.emit(row("市容环境").id, "points", "10")
    assert row("市容环境").wrong_sums == ()
    view.check()
    assert not [one for one in view.findings if "写明10分" in one.sentence]


def test_a_unit_added_meanwhile_can_be_typed(view: SchemeView, row: Finding, store: Store) -> None:
    added = store.do("添加", create_unit, name="西关街道办事处", short_name="西关街道").value
    view.table.model.edit_requested.emit(row("道路保洁").id, "scope", "西关街道")
    assert row("道路保洁").unit_ids == (added,)


def test_the_name_of_a_new_item_is_typed_over(view: SchemeView, made: Made) -> None:
    view.add_new()
    editor = view.table.table.findChild(QLineEdit)
    assert editor is not None and editor.selectedText() == "新项目"


def test_an_empty_scheme_has_nothing_to_check(view: SchemeView, made: Made, store: Store, campaign: int) -> None:
    empty = store.do("办法", actions.create_scheme, campaign_id=campaign, name="空办法").value
    view.show_scheme(empty)
    view.show_side("checks")
    assert "还没有考核项目" in view.checks.empty.sentence.text()
