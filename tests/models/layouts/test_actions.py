"""Named layouts in a real database."""

import json

import pytest

from models.database import Database
from models.errors import Refusal
from models.layouts import actions
from models.layouts.content import Layout, layout_of_text
from models.layouts.queries import LayoutRow, layouts
from models.scripting import main

TABLE = "task.table"


def _rows(database: Database) -> list[LayoutRow]:
    return list(database.read(layouts, of_table=TABLE))


def _save(database: Database, name: str, layout: Layout | None = None) -> int:
    made: int = database.do(
        "保存", actions.save_layout, of_table=TABLE, name=name, layout=layout or Layout(frozen=2)
    ).value
    return made


def test_saving_under_the_same_name_replaces(database: Database) -> None:
    first = _save(database, " 分值 核对 ")
    assert _save(database, "分值 核对", Layout(frozen=3)) == first
    assert [(row.name, layout_of_text(row.content).frozen) for row in _rows(database)] == [("分值 核对", 3)]
    database.undo()
    assert layout_of_text(_rows(database)[0].content).frozen == 2


def test_only_one_starts_and_saving_keeps_the_mark(database: Database) -> None:
    one, two = _save(database, "甲"), _save(database, "乙")
    for layout_id in (one, two):
        database.do("默认", actions.set_start_layout, layout_id=layout_id)
    assert [row.is_start for row in _rows(database)] == [False, True]
    _save(database, "乙", Layout(frozen=4))
    assert [row.is_start for row in _rows(database)] == [False, True]
    database.do("默认", actions.set_start_layout, layout_id=two, on=False)
    assert [row.is_start for row in _rows(database)] == [False, False]


def test_names_are_refused(database: Database) -> None:
    one = _save(database, "甲")
    _save(database, "乙")
    for name in ("", "  ", "乙", "长" * 31):
        with pytest.raises(Refusal):
            database.do("改名", actions.rename_layout, layout_id=one, name=name)
    database.do("改名", actions.rename_layout, layout_id=one, name="丙")
    assert [row.name for row in _rows(database)] == ["丙", "乙"]


def test_a_deleted_layout_is_gone_and_comes_back(database: Database) -> None:
    one = _save(database, "甲")
    database.do("删除", actions.delete_layout, layout_id=one)
    assert not _rows(database)
    with pytest.raises(Refusal):
        database.do("删除", actions.delete_layout, layout_id=one)
    database.undo()
    assert [row.name for row in _rows(database)] == ["甲"]


def test_list_layouts(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    _save(database, "分值核对", Layout(order=("title", "note"), hidden=frozenset(("note",)), frozen=1))
    path = database.path
    database.close()
    assert main(["list", "layouts", "--db", str(path), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["columns"], row["frozen"], row["start"]) == ("分值核对", ["title"], 1, False)
