"""附件 beside a cell: its own files, gone with it and back with undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.attachment import actions as attachment
from models.attachment.store import put
from models.grid import actions, queries
from tests.ui.grid.test_page import fill, show
from tests.ui.org.desk import Desk, hear
from ui.attachment.section import AttachmentSection
from ui.context import Context


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, prompts: object) -> list[str]:
    return hear(monkeypatch)


@pytest.fixture
def desk(qtbot: QtBot, context: Context, said: list[str]) -> Desk:
    fill(context.store.database)
    return show(qtbot, context, said)


def section(desk: Desk) -> AttachmentSection:
    """The one that is shown."""
    (found,) = [one for one in desk.page.findChildren(AttachmentSection) if one.isVisible()]
    return found


def test_a_cell_has_its_own_files(desk: Desk, tmp_path: Path) -> None:
    first, second = [row for row in desk.store.read(queries.cells) if row.is_site][:2]
    (tmp_path / "平面图.pdf").write_bytes(b"%PDF")
    assert desk.store.path is not None
    file = put(desk.store.path, tmp_path / "平面图.pdf")
    desk.page.goto(first.id)
    desk.store.do("附件", attachment.attach, of_table="grid_cell", row_id=first.id, files=[file])
    assert [row.name for row in section(desk).list.rows] == ["平面图.pdf"]
    desk.page.goto(second.id)
    assert section(desk).list.rows == ()
    desk.store.do("删除网格", actions.delete_cells, cell_ids=[first.id])
    desk.store.undo()
    desk.page.goto(first.id)
    assert [row.name for row in section(desk).list.rows] == ["平面图.pdf"]
