"""The view by person: who answers for what, who for nothing, handing on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from models.org.tables import Person, Post, Tenure
from models.task import actions
from models.task.actions import CellEdit
from models.task.terms import Role
from tests.ui.conftest import Prompts
from tests.ui.task.conftest import Desk
from ui.task.reverse.forms import TakerForm
from ui.task.reverse.two_lists import TwoLists
from ui.task.views import ByPerson


def _people(session: Session, unit_id: int, edits: list[CellEdit], task_id: int) -> None:
    first = Person(name="沈明远", pinyin="shenmingyuan", initials="smy")
    second = Person(name="顾雨晴", pinyin="guyuqing", initials="gyq")
    post = Post(unit_id=unit_id, title="副局长")
    session.add_all((first, second, post))
    session.flush()
    session.add(Tenure(post_id=post.id, person_id=first.id))
    session.flush()
    actions.set_cells(session, edits=edits)
    actions.set_holders(session, unit_id=unit_id, duties=[(task_id, Role.LEAD)], post_id=post.id)


@pytest.fixture
def view(desk: Desk) -> ByPerson:
    edits = [CellEdit(desk.id("改造棚顶"), "owners", "沈明远"), CellEdit(desk.id("活禽区隔离"), "owners", "沈明远")]
    desk.store.do(
        "准备", _people, unit_id=desk.units["城管局"], edits=edits, task_id=desk.id("整治占道经营")
    )  # fmt: skip
    desk.stand_on("改造棚顶", "title")
    desk.page.show_view("people")
    found = desk.page.views["people"]
    assert isinstance(found, ByPerson)
    return found


def lists(view: ByPerson) -> TwoLists:
    assert view.lists is not None
    return view.lists


def shown(view: ByPerson) -> list[str]:
    return [line.title for line in lists(view).line_model.visible_rows()]


def tasks(view: ByPerson) -> dict[str, int]:
    return {line.load.name: line.tasks for line in lists(view).owner_model.visible_rows()}


def test_everyone_with_what_they_answer_for(view: ByPerson, desk: Desk) -> None:
    assert tasks(view) == {"顾雨晴": 0, "沈明远": 3}
    assert shown(view) == ["责任人（2 项）", "改造棚顶", "活禽区隔离", "单位任务落实到人（1 项）", "整治占道经营"]
    assert view.current_id() == desk.id("改造棚顶")
    assert lists(view).idle.count == 1 and desk.page.head.count.text() == "2 人"


def test_filters_apply(view: ByPerson, desk: Desk) -> None:
    desk.page.filter.setText("活禽")
    desk.bot.waitUntil(lambda: tasks(view) == {"沈明远": 1})
    assert shown(view) == ["责任人（1 项）", "活禽区隔离"]
    desk.page.filter.setText("smy")
    desk.bot.waitUntil(lambda: tasks(view) == {"沈明远": 3})


def test_hand_on_in_one_step(view: ByPerson, desk: Desk, prompts: Prompts) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, TakerForm)
        assert "没有选接手的人" in str(dialog.why_not())
        dialog.picker.add_text("gyq")

    prompts.answer(fill)
    lists(view).lines.selectAll()
    view.hand_over()
    assert tasks(view) == {"顾雨晴": 3, "沈明远": 0}
    assert desk.rows["改造棚顶"].owners == ("顾雨晴",)
    assert desk.store.undo_title() == "任务移交给“顾雨晴”：3 项"
    desk.store.undo()
    assert tasks(view) == {"顾雨晴": 0, "沈明远": 3}


def test_a_step_elsewhere_is_seen(view: ByPerson, desk: Desk) -> None:
    desk.page.table.write(desk.id("更换果皮箱"), "leaders", "顾雨晴")
    assert tasks(view)["顾雨晴"] == 1


def test_print_is_the_sheet_of_the_person(view: ByPerson, desk: Desk) -> None:
    owner = next(line for line in lists(view).owner_model.rows if line.load.name == "沈明远")
    assert desk.page.print_payload() == {"by": "person", "split": "part", "parts": [owner.id]}
    idle = next(line for line in lists(view).owner_model.rows if line.load.name == "顾雨晴")
    assert lists(view).owners.select_id(idle.id)
    assert desk.page.print_payload() == {"by": "person", "split": "whole"}


def test_the_inspector_leaves_a_task_that_is_not_the_persons(desk: Desk, view: ByPerson, qtbot: QtBot) -> None:
    page = desk.page
    lists(view).lines.clearSelection()
    lists(view).lines.setCurrentIndex(QModelIndex())
    page._on_current_changed(None)
    qtbot.waitUntil(lambda: not page._inspector_delay.isActive())
    assert view.current_id() is None and page.table.current_id() is not None
    assert page.inspector.task_id is None
