"""The column 附件 of the task table: counts that follow each step; files beside a task in its inspector."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from models.attachment import actions
from tests.ui.task.conftest import Desk


def shown(desk: Desk) -> dict[str, str]:
    model = desk.page.table.model
    column = model.columns[model.column_of("files")]
    return {row.title: column.text(row) for row in desk.page.rows.all if column.text(row)}


def test_the_counts_follow_the_steps(desk: Desk) -> None:
    column = desk.page.table.model.columns[desk.page.table.model.column_of("files")]
    assert column.hidden and shown(desk) == {}
    for target in ("www.gov.cn", "www.nhc.gov.cn"):
        desk.store.do("添加链接", actions.add_link, of_table="task", row_id=desk.id("整治占道经营"), target=target)
    assert shown(desk) == {"整治占道经营": "2"}
    (row,) = [row for row in desk.page.rows.all if row.title == "整治占道经营"]
    assert column.icon is not None and column.icon(row) == "paperclip"
    assert column.plain_value(row) == 2
    desk.store.undo()
    assert shown(desk) == {"整治占道经营": "1"}


def test_the_inspector_shows_the_files_of_its_task(desk: Desk) -> None:
    desk.store.do(
        "添加链接", actions.add_link, of_table="task", row_id=desk.id("改造棚顶"), target="www.gov.cn", name="政府网"
    )
    desk.inspect("改造棚顶")
    files = desk.page.inspector.files
    assert [row.name for row in files.list.rows] == ["政府网"]
    desk.inspect("活禽区隔离")
    assert files.list.rows == ()
    desk.inspect("改造棚顶")
    desk.store.undo()
    assert files.list.rows == ()


def test_the_history_follows_a_file_or_link_at_once(desk: Desk, qtbot: QtBot) -> None:
    desk.inspect("改造棚顶")
    panel = desk.page.inspector
    panel._past._toggle.setChecked(False)
    qtbot.waitUntil(lambda: not panel._history_delay.isActive())
    desk.store.do("添加链接", actions.add_link, of_table="task", row_id=desk.id("改造棚顶"), target="www.gov.cn")
    qtbot.waitUntil(lambda: "添加链接" in panel.history.label.text())
