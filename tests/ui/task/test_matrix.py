"""The matrix task × unit by keys and mouse: each role set is one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from models.task import actions
from models.task.queries import matrix
from models.task.terms import Role
from tests.ui.conftest import Prompts
from tests.ui.task.conftest import Desk
from ui.style import Tone

Key = Qt.Key


def roles(desk: Desk, title: str, unit: str) -> tuple[Role, ...]:
    """The roles stored for a cell."""
    found = desk.store.read(matrix, campaign_id=desk.campaign)
    return found.roles.get((desk.id(title), desk.units[unit]), ())


def counts(desk: Desk, unit: str) -> tuple[object, object]:
    return next(column.counts for column in desk.page.matrix.model.columns if column.label == unit)


@pytest.fixture
def at(desk: Desk) -> Desk:
    """The matrix shown, the cursor on 更换果皮箱 × 公安局 (an empty cell)."""
    desk.page.show_view("matrix")
    assert desk.page.matrix.select(desk.id("更换果皮箱"), desk.units["公安局"])
    return desk


def test_cells_show_what_is_stored(at: Desk) -> None:
    model = at.page.matrix.model
    place = model.place_of(at.id("整治占道经营"), at.units["公安局"])
    assert place is not None and model.roles_at(*place) == ("support",)
    assert [column.label for column in model.columns] == ["商务局", "城管局", "市场监管局", "公安局"]
    assert counts(at, "城管局") == (3, 3) and counts(at, "公安局") == (0, 1)


@pytest.mark.parametrize(
    ("key", "role"),
    [(Key.Key_Q, Role.LEAD), (Key.Key_Z, Role.RESPONSIBLE), (Key.Key_P, Role.SUPPORT), (Key.Key_D, Role.OVERSEE)],
)
def test_a_key_sets_and_takes_a_role(at: Desk, key: Qt.Key, role: Role) -> None:
    view = at.page.matrix.view
    at.bot.keyClick(view, key)
    assert roles(at, "更换果皮箱", "公安局") == (role,)
    assert at.store.undo_title() == f"设为{role.label}单位“公安局”：更换果皮箱"
    at.bot.keyClick(view, key)
    assert roles(at, "更换果皮箱", "公安局") == ()


def test_several_roles_in_one_cell_and_delete(at: Desk) -> None:
    view = at.page.matrix.view
    at.bot.keyClick(view, Key.Key_P)
    at.bot.keyClick(view, Key.Key_Q)
    assert roles(at, "更换果皮箱", "公安局") == (Role.LEAD, Role.SUPPORT)
    assert counts(at, "公安局") == (1, 2)
    at.bot.keyClick(view, Key.Key_Delete)
    assert roles(at, "更换果皮箱", "公安局") == ()
    assert counts(at, "公安局") == (0, 1)
    at.store.undo()
    assert counts(at, "公安局") == (1, 2)


def test_a_click_on_an_empty_cell_sets_the_last_role(at: Desk) -> None:
    view, model = at.page.matrix.view, at.page.matrix.model
    at.bot.keyClick(view, Key.Key_P)
    place = model.place_of(at.id("更换果皮箱"), at.units["商务局"])
    assert place is not None
    at.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cell_rect(*place).center())
    assert roles(at, "更换果皮箱", "商务局") == (Role.SUPPORT,)


def test_a_step_seen_in_the_matrix_is_the_whole_matrix(at: Desk) -> None:
    at.bot.keyClick(at.page.matrix.view, Key.Key_Q)
    quick = (dict(at.page.matrix._roles), at.page.matrix.model.columns)
    at.page.matrix._is_stale = True
    at.page.matrix.refresh()
    assert (at.page.matrix._roles, at.page.matrix.model.columns) == quick


def test_filters_go_along(at: Desk) -> None:
    at.page.gaps.click()
    assert [row.title for row in at.page.matrix.model.rows] == ["市容环境卫生", "更换果皮箱", "农贸市场", "活禽区隔离"]
    at.page.gaps.click()
    at.page.filter.setText("棚顶")
    at.bot.waitUntil(lambda: [row.title for row in at.page.matrix.model.rows] == ["农贸市场", "改造棚顶"])


def test_the_cursor_goes_along_between_the_views(at: Desk) -> None:
    at.bot.waitUntil(lambda: at.page.inspector.task_id == at.id("更换果皮箱"))
    at.page.show_view("table")
    assert at.page.table.current_id() == at.id("更换果皮箱")
    at.stand_on("改造棚顶", "title")
    at.page.show_view("matrix")
    assert at.page.matrix.current_id() == at.id("改造棚顶")
    at.page.matrix.view.row_activated.emit(at.id("活禽区隔离"))
    assert at.page.view == "table" and at.page.table.current_id() == at.id("活禽区隔离")


def test_a_renamed_task_and_a_new_unit_are_seen(at: Desk) -> None:
    at.page.table.write(at.id("更换果皮箱"), "title", "更换垃圾桶")
    assert "更换垃圾桶" in [row.title for row in at.page.matrix.model.rows]


def test_copy_the_matrix(at: Desk) -> None:
    at.page.matrix.view.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "序号\t任务\t商务局\t城管局\t市场监管局\t公安局"
    assert lines[2].endswith("整治占道经营\t配合\t牵头\t\t配合")


def test_units_without_a_task_are_counted_and_shown_alone(desk: Desk) -> None:
    page = desk.page
    assert page.idle.count == 0
    page.table.write(desk.id("整治占道经营"), "support", "商务局")
    assert page.idle.count == 1
    page.idle.click()
    assert page.view == "matrix"
    assert [column.label for column in page.matrix.model.columns] == ["公安局"]
    assert page.matrix.select(desk.id("更换果皮箱"), desk.units["公安局"])
    desk.bot.keyClick(page.matrix.view, Key.Key_Z)
    assert [column.label for column in page.matrix.model.columns] == ["公安局"]
    assert counts(desk, "公安局") == (0, 1)
    page.show_view("table")
    assert page.idle.count == 0 and not page.idle.isVisible()


def test_idle_units_follow_every_kind_of_step(desk: Desk) -> None:
    steps = (
        ("删除", actions.delete_tasks, {"task_ids": [desk.id("活禽区隔离")]}),
        ("清空", actions.set_units, {"task_id": desk.id("整治占道经营"), "role": Role.SUPPORT, "unit_ids": []}),
        ("移动", actions.shift_tasks, {"task_ids": [desk.id("农贸市场")], "step": -1}),
    )
    seen = []
    for title, action, kw in steps:
        desk.store.do(title, action, **kw)
        seen.append([unit.label for unit in desk.page.rows.idle_units()])
    for _ in steps:
        desk.store.undo()
        seen.append([unit.label for unit in desk.page.rows.idle_units()])
    late = ["市场监管局", "公安局"]
    assert seen == [late[:1], late, late, late, late[:1], []]


def test_a_block_gets_a_role_in_one_step_and_loses_it_again(at: Desk) -> None:
    view = at.page.matrix.view
    at.bot.keyClick(view, Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    at.bot.keyClick(view, Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    at.bot.keyClick(view, Key.Key_D)
    for title in ("清理卫生死角", "更换果皮箱"):
        assert [roles(at, title, unit) for unit in ("市场监管局", "公安局")] == [(Role.OVERSEE,), (Role.OVERSEE,)]
    assert at.store.undo_title() == "设为督导单位：4 格"
    at.bot.keyClick(view, Key.Key_D)
    assert roles(at, "更换果皮箱", "公安局") == ()
    at.store.undo()
    at.store.undo()
    assert roles(at, "清理卫生死角", "公安局") == ()


def test_too_large_a_block_is_refused(at: Desk, prompts: Prompts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.task.rules.handing.MOST_CELLS", 5)
    at.bot.keyClick(at.page.matrix.view, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    at.bot.keyClick(at.page.matrix.view, Key.Key_Q)
    assert "一次最多设 5 格" in prompts.said[-1]
    assert roles(at, "更换果皮箱", "公安局") == ()


def test_gaps_are_marked_and_go_with_the_step_that_fills_them(at: Desk) -> None:
    def tones() -> dict[str, Tone | None]:
        return {row.title: row.tone for row in at.page.matrix.model.rows}

    assert tones()["更换果皮箱"] is Tone.NEAR and tones()["整治占道经营"] is None
    at.bot.keyClick(at.page.matrix.view, Key.Key_Q)
    assert tones()["更换果皮箱"] is None
    at.store.undo()
    assert tones()["更换果皮箱"] is Tone.NEAR


def test_units_without_a_task_are_coloured_and_say_why(at: Desk) -> None:
    at.store.do("清空", actions.set_units, task_id=at.id("整治占道经营"), role=Role.SUPPORT, unit_ids=[])
    column = next(column for column in at.page.matrix.model.columns if column.label == "公安局")
    assert column.tone is Tone.REMINDER and "还没有任务" in column.tooltip
    at.page.gaps.click()
    assert all(column.tone is None for column in at.page.matrix.model.columns)  # of a part nothing is missing
