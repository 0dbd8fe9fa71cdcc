"""What columns of a form mean is remembered, forgotten, undone; and what the file tells the reader beforehand."""

import pytest

from models.database import Database
from models.errors import Refusal
from models.intake.actions import remember_columns
from models.intake.draft import Kind
from models.intake.queries import column_wishes, wishes_of
from models.intake.wishes import ColumnWish
from models.org.actions import create_unit, set_unit_names


def test_meanings_are_remembered_changed_and_forgotten(database: Database) -> None:
    meanings = {"内容": "problem", "单位": "label:责任单位"}
    assert database.do("记住", remember_columns, layout="abc", meanings=meanings).value == 2
    assert database.do("记住", remember_columns, layout="abc", meanings=meanings).seq is None, "nothing new, no step"
    database.do("记住", remember_columns, layout="abc", meanings={"内容": "task", "单位": ""})
    database.do("记住", remember_columns, layout="xyz", meanings={"内容": "none"})
    wanted = (ColumnWish("abc", "内容", "task"), ColumnWish("xyz", "内容", "none"))
    assert database.read(column_wishes) == wanted
    database.undo()
    database.undo()
    assert set(database.read(column_wishes)) == {ColumnWish("abc", key, value) for key, value in meanings.items()}


def test_a_meaning_nobody_knows_is_refused(database: Database) -> None:
    with pytest.raises(Refusal, match="不知道"):
        database.do("记住", remember_columns, layout="abc", meanings={"内容": "=1"})
    assert database.read(column_wishes) == ()


def test_every_name_of_every_unit_is_told(database: Database) -> None:
    unit_id = database.do("单位", create_unit, name="青溪市城市管理局", short_name="城管局").value
    database.do("改名", set_unit_names, unit_id=unit_id, aliases=("市城管",), former=(("市市容局", None),))
    wishes = database.read(wishes_of, kind=Kind.LEDGER)
    assert wishes.kind is Kind.LEDGER and set(wishes.units) == {"青溪市城市管理局", "城管局", "市城管", "市市容局"}
