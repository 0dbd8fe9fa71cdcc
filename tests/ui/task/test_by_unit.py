"""The view by unit: counts, roles, handing over, settling on people; and the filters in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from sqlalchemy.orm import Session

from models.org.tables import Person, Post, Tenure
from models.task import actions, queries
from models.task.rules.load import Burden
from models.task.terms import Role
from tests.ui.conftest import Prompts
from tests.ui.task.conftest import Desk
from ui.task.reverse.forms import HolderForm, TakerForm
from ui.task.reverse.two_lists import TwoLists
from ui.task.views import ByUnit


@pytest.fixture
def view(desk: Desk) -> ByUnit:
    desk.stand_on("整治占道经营", "title")
    desk.page.show_view("units")
    found = desk.page.views["units"]
    assert isinstance(found, ByUnit)
    return found


def lists(view: ByUnit) -> TwoLists:
    assert view.lists is not None
    return view.lists


def shown(view: ByUnit) -> list[str]:
    return [line.title for line in lists(view).line_model.visible_rows()]


def counts(view: ByUnit) -> dict[str, tuple[int, ...]]:
    return {line.name: line.counts for line in lists(view).owner_model.visible_rows()}


def test_units_with_counts_and_the_tasks_of_the_one_that_leads(view: ByUnit, desk: Desk) -> None:
    assert counts(view) == {
        "商务局": (1, 0, 1, 0), "城管局": (3, 0, 0, 0), "市场监管局": (1, 0, 0, 0), "公安局": (0, 0, 1, 0),
    }  # fmt: skip
    assert view.unit_id == desk.units["城管局"]  # it leads the task that the table stood on
    assert shown(view) == ["牵头（3 项）", "整治占道经营", "清理卫生死角", "改造棚顶"]
    assert view.current_id() == desk.id("整治占道经营")
    desk.bot.waitUntil(lambda: desk.page.inspector.task_id == desk.id("整治占道经营"))
    assert desk.page.head.count.text() == "4 个单位"


def test_the_selection_goes_along(view: ByUnit, desk: Desk) -> None:
    assert lists(view).lines.select_id(f"{desk.id('改造棚顶')}-lead")
    desk.page.show_view("table")
    assert desk.page.table.current_id() == desk.id("改造棚顶")


def test_another_role_is_one_step(view: ByUnit, desk: Desk) -> None:
    line = f"{desk.id('清理卫生死角')}-lead"
    lists(view).line_model.edit_requested.emit(line, "role", "责任")
    assert desk.rows["清理卫生死角"].responsible[0].name == "城管局"
    assert desk.store.undo_title() == "“城管局”改为责任：清理卫生死角"
    desk.store.undo()
    assert counts(view)["城管局"] == (3, 0, 0, 0)


def test_a_heading_stands_for_all_under_it(view: ByUnit, desk: Desk) -> None:
    assert lists(view).lines.select_id("lead")
    view.set_role(Role.OVERSEE)
    assert counts(view)["城管局"] == (0, 0, 0, 3)
    assert desk.store.undo_title() == "“城管局”改为督导：3 项"


def test_hand_over_in_one_step(view: ByUnit, desk: Desk, prompts: Prompts) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, TakerForm)
        assert "没有选接手的单位" in str(dialog.why_not())
        dialog.picker.add_text("城管局")
        assert "就是这个单位" in str(dialog.why_not())
        dialog.picker.set_values([desk.units["公安局"]])

    assert lists(view).lines.select_id("lead")
    prompts.answer(fill)
    view.hand_over()
    assert desk.unit_names("改造棚顶", "lead") == ["商务局", "公安局"]
    assert counts(view)["公安局"] == (3, 0, 1, 0) and counts(view)["城管局"] == (0, 0, 0, 0)
    assert desk.store.undo_title() == "移交给“公安局”：3 项"
    desk.store.undo()
    assert counts(view)["城管局"] == (3, 0, 0, 0)


def _post(session: Session, unit_id: int) -> None:
    person = Person(name="沈明远", pinyin="shenmingyuan", initials="smy")
    post = Post(unit_id=unit_id, title="副局长")
    session.add_all((person, post))
    session.flush()
    session.add(Tenure(post_id=post.id, person_id=person.id))


def test_settle_on_a_post_by_form_and_by_cell(view: ByUnit, desk: Desk, prompts: Prompts) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, HolderForm)
        dialog.line.setText("谁也不是")
        assert "没有岗位“谁也不是”" in str(dialog.why_not())
        dialog.line.setText("副局长（沈明远）")

    desk.store.do("准备", _post, unit_id=desk.units["城管局"])
    assert lists(view).lines.select_id(f"{desk.id('整治占道经营')}-lead")
    prompts.answer(fill)
    view.settle()
    lists(view).line_model.edit_requested.emit(f"{desk.id('改造棚顶')}-lead", "holder", "沈明远")
    found = desk.store.read(queries.settled, campaign_id=desk.campaign)
    assert {(row.task_id, row.label) for row in found} == {
        (desk.id("整治占道经营"), "副局长（沈明远）"), (desk.id("改造棚顶"), "沈明远"),
    }  # fmt: skip
    holders = {line.title: line.holder for line in lists(view).line_model.rows if not line.is_heading}
    assert holders["整治占道经营"] == "副局长（沈明远）" and holders["清理卫生死角"] == ""
    lists(view).line_model.edit_requested.emit(f"{desk.id('改造棚顶')}-lead", "holder", "")
    assert len(desk.store.read(queries.settled, campaign_id=desk.campaign)) == 1


def test_filters_apply(view: ByUnit, desk: Desk) -> None:
    desk.page.filter.setText("棚顶")
    desk.bot.waitUntil(lambda: counts(view) == {"商务局": (1, 0, 0, 0), "城管局": (1, 0, 0, 0)})
    assert shown(view) == ["牵头（1 项）", "改造棚顶"]
    desk.page.filter.setText("公安")
    desk.bot.waitUntil(lambda: "公安局" in counts(view))
    desk.page.clear_filters()
    assert counts(view)["城管局"] == (3, 0, 0, 0)


def test_a_part_chosen_in_the_outline_is_said_and_taken_back(view: ByUnit, desk: Desk) -> None:
    desk.page.outline.choose(desk.id("农贸市场"))
    assert counts(view) == {"商务局": (1, 0, 0, 0), "城管局": (1, 0, 0, 0), "市场监管局": (1, 0, 0, 0)}
    assert lists(view).part.text() == "只看“二、农贸市场”"
    lists(view).whole.click()
    assert counts(view)["城管局"] == (3, 0, 0, 0)


def test_the_idle_alone(view: ByUnit, desk: Desk) -> None:
    assert not lists(view).idle.isVisible()
    desk.store.do("清空", actions.set_units, task_id=desk.id("整治占道经营"), role=Role.SUPPORT, unit_ids=[])
    assert lists(view).idle.count == 1 and not lists(view).heavy.isVisible()
    lists(view).idle.click()
    assert list(counts(view)) == ["公安局"]
    assert [line.burden for line in lists(view).owner_model.visible_rows()] == [Burden.NONE]
    assert shown(view) == []


def test_print_is_the_sheet_of_the_unit(view: ByUnit, desk: Desk) -> None:
    assert desk.page.print_payload() == {"by": "unit", "unit_ids": [desk.units["城管局"]]}


def test_the_inspector_settles_a_duty_too(desk: Desk, prompts: Prompts) -> None:
    desk.store.do("准备", _post, unit_id=desk.units["城管局"])
    desk.inspect("整治占道经营")
    section = desk.page.inspector.holders
    assert [(row.text, row.secondary, row.right) for row in section.list.rows] == [
        ("城管局", "牵头", "未落实"), ("公安局", "配合", "未落实"), ("商务局", "配合", "未落实"),
    ]  # fmt: skip

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, HolderForm)
        dialog.line.setText("副局长（沈明远）")

    prompts.answer(fill)
    section.list.row_activated.emit(section.list.rows[0].key)
    assert section.list.rows[0].right == "副局长（沈明远）"
    assert desk.store.undo_title() == "落实到人：整治占道经营"
    desk.inspect("更换果皮箱")
    assert not section.section.isVisibleTo(desk.page.inspector)


def test_conditions_of_the_table_go_along_and_are_said(desk: Desk) -> None:
    desk.page.table.table.arrangement.filter_column("deadline", ["长期坚持"])
    desk.page.show_view("units")
    found = desk.page.views["units"]
    assert isinstance(found, ByUnit)
    assert counts(found) == {"城管局": (1, 0, 0, 0)}
    assert "长期坚持" in lists(found).part.text() and lists(found).whole.isVisible()
    desk.page.show_view("matrix")
    assert [row.title for row in desk.page.matrix.model.rows] == ["市容环境卫生", "清理卫生死角"]
    desk.page.show_view("units")
    lists(found).whole.click()
    assert counts(found)["城管局"] == (3, 0, 0, 0)
    assert desk.page.table.shown == len(desk.page.rows)


def test_keys_alone_lead_to_a_task_of_a_unit(desk: Desk) -> None:
    desk.page.table.table.setFocus()
    desk.bot.keyClick(desk.page.table.table, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    found = desk.page.views["units"]
    assert desk.page.view == "units" and isinstance(found, ByUnit)
    assert lists(found).owners.hasFocus()
    assert found.choose_unit(desk.units["公安局"])
    desk.bot.keyClick(lists(found).owners, Qt.Key.Key_Return)
    assert lists(found).lines.hasFocus() and found.current_id() == desk.id("整治占道经营")
