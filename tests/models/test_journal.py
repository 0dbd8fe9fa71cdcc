"""One step, one transaction, one undo; and the chain that shows tampering."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from models import history, journal
from models.check import check
from models.database import Database, create_database, open_database
from models.errors import Refusal
from models.history_rows import Turn
from models.org.tables import Unit
from models.org.terms import UnitKind


def add_unit(session: Session, *, name: str, parent_id: int | None = None) -> int:
    unit = Unit(name=name, parent_id=parent_id)
    session.add(unit)
    session.flush()
    return unit.id


def rename(session: Session, *, unit_id: int, name: str) -> None:
    session.get_one(Unit, unit_id).name = name


def remove(session: Session, *, unit_id: int) -> None:
    session.delete(session.get_one(Unit, unit_id))


def names(session: Session) -> list[str]:
    return sorted(session.scalars(select(Unit.name)))


def test_a_step_answers_what_it_touched(database: Database) -> None:
    done = database.do("新增单位", add_unit, name="市商务局")
    assert done.areas == {"unit"}
    assert done.seq == 1
    assert database.read(names) == ["市商务局"]


def test_a_step_that_changes_nothing_is_no_step(database: Database) -> None:
    unit_id = database.do("新增单位", add_unit, name="市商务局").value
    assert database.do("改名", rename, unit_id=unit_id, name="市商务局").seq is None
    assert [row.title for row in database.read(history.steps)] == ["新增单位"]


def test_a_refused_step_leaves_nothing(database: Database) -> None:
    def half(session: Session) -> None:
        add_unit(session, name="甲")
        raise Refusal("不行。")

    with pytest.raises(Refusal):
        database.do("半途", half)
    assert database.read(names) == []
    assert database.read(history.steps) == ()


def test_undo_and_redo_survive_a_restart(database: Database) -> None:
    unit_id = database.do("新增单位", add_unit, name="商务局").value
    database.do("改名", rename, unit_id=unit_id, name="市商务局")
    database.close()
    again = open_database(database.path)
    try:
        assert again.undo().value == "撤销：改名"
        assert again.read(names) == ["商务局"]
        again.close()
        again = open_database(database.path)
        assert again.redo().value == "重做：改名"
        assert again.read(names) == ["市商务局"]
        again.undo()
        again.undo()
        assert again.read(names) == []
        with pytest.raises(Refusal, match="没有可以撤销"):
            again.undo()
    finally:
        again.close()


def test_a_new_step_ends_redo(database: Database) -> None:
    unit_id = database.do("新增单位", add_unit, name="甲").value
    database.undo()
    assert unit_id
    database.do("新增单位", add_unit, name="乙")
    with pytest.raises(Refusal, match="没有可以重做"):
        database.redo()


def test_undo_brings_the_id_back(database: Database) -> None:
    parent = database.do("新增单位", add_unit, name="市政府").value
    child = database.do("新增单位", add_unit, name="商务局", parent_id=parent).value
    database.do("删除单位", remove, unit_id=child)
    database.undo()
    assert database.read(lambda session: session.get_one(Unit, child).parent_id) == parent


def test_undo_refuses_when_somebody_else_changed_the_row(database: Database) -> None:
    unit_id = database.do("新增单位", add_unit, name="甲").value
    database.do("改名", rename, unit_id=unit_id, name="乙", operator="张")
    with pytest.raises(Refusal, match="又被修改"):
        database.undo()
    assert database.read(names) == ["乙"]


def test_undo_is_linear_per_operator(database: Database) -> None:
    database.do("新增单位", add_unit, name="甲", operator="张")
    database.do("新增单位", add_unit, name="乙", operator="李")
    database.undo("张")
    assert database.read(names) == ["乙"]
    assert database.read(history.turn, operator="李").undo == "新增单位"
    assert database.read(history.turn, operator="张") == Turn(None, "新增单位")


def test_nothing_is_undone_behind_a_wall(database: Database) -> None:
    database.do("新增单位", add_unit, name="甲")
    database.do("印发第2版", add_unit, name="乙", wall=True)
    with pytest.raises(Refusal, match=r"已印发第2版，之前的步骤不能再撤销。.*撤回"):
        database.undo()
    assert database.read(history.turn, operator=database.operator).wall == "印发第2版"
    database.do("新增单位", add_unit, name="丙")
    database.undo()
    assert database.read(names) == ["乙", "甲"]
    with pytest.raises(Refusal, match="已印发第2版"):
        database.undo()


def test_an_import_of_ten_thousand_rows_is_one_step_and_one_undo(database: Database) -> None:
    def bring_in(session: Session) -> int:
        return len(journal.insert_many(session, Unit, [{"name": f"单位{number}"} for number in range(10_000)]))

    done = database.do("导入", bring_in)
    assert done.value == 10_000
    (step,) = database.read(history.steps)
    assert step.rows == 10_000
    assert check(database).findings == ()
    database.undo()
    assert database.read(names) == []


@pytest.mark.parametrize("statement", [update(Unit).values(name="x"), insert(Unit).values(name="x")])
def test_bulk_statements_are_refused(database: Database, statement: object) -> None:
    with pytest.raises(RuntimeError, match="bypass the journal"):
        database.do("批量", lambda session: session.execute(statement))


def test_no_source_file_writes_by_bulk_statement(root: Path) -> None:
    import re

    pattern = re.compile(r"session\.(execute|scalars)\(\s*(update|delete|insert)\(|\.bulk_(insert|save|update)")
    guilty = [str(file) for file in (root / "models").rglob("*.py") if pattern.search(file.read_text(encoding="utf-8"))]
    assert guilty == []


def test_the_journal_cannot_be_rewritten(database: Database) -> None:
    from sqlalchemy.exc import IntegrityError

    database.do("新增单位", add_unit, name="甲")
    for statement in ("UPDATE journal_step SET title='x'", "DELETE FROM journal_change"):
        with pytest.raises(IntegrityError, match="append-only"), database.connection() as connection:
            connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE unit SET name='x'", "与历史不符"),
        ("DELETE FROM unit WHERE name='乙'", "不见了"),
        ("DROP TRIGGER journal_step_no_update; UPDATE journal_step SET title='x' WHERE seq=1", "被改动过"),
        ("DROP TRIGGER journal_step_no_delete; DELETE FROM journal_step WHERE seq=2", "断开"),
        ("DROP TRIGGER journal_change_no_update; UPDATE journal_change SET after='{}' WHERE seq=1", "被改动过"),
    ],
)
def test_check_finds_tampering(database: Database, statement: str, sentence: str) -> None:
    for name in ("甲", "乙", "丙"):
        database.do("新增单位", add_unit, name=name)
    assert check(database).findings == ()
    with database.driver_connection() as raw:
        raw.executescript(statement)
    assert any(sentence in finding.sentence for finding in check(database).findings)


def test_history_tells_fields_by_their_chinese_names(database: Database) -> None:
    parent = database.do("新增单位", add_unit, name="市政府").value

    def change(session: Session) -> None:
        unit = session.get_one(Unit, parent)
        unit.kind = UnitKind.DISTRICT
        unit.short_name = "府"

    seq = database.do("修改单位", change).seq
    changes = database.read(history.field_changes, seq=seq)
    assert [(c.table_label, c.record, c.field, c.before, c.after) for c in changes] == [
        ("单位", "市政府", "简称", "", "府"),
        ("单位", "市政府", "类别", "部门", "区（县）"),
    ]
    assert [row.title for row in database.read(history.steps, table="unit", row_id=parent)] == ["修改单位", "新增单位"]
    assert [row.seq for row in database.read(history.steps, text="新增")] == [1]


MOVES = st.lists(
    st.tuples(st.sampled_from(["add", "add", "rename", "remove", "undo", "redo"]), st.integers(0, 9)), max_size=20
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_any_order_of_steps_undo_and_redo_agrees_with_a_list_of_states(
    moves: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The reference is a list of whole states; the journal must agree with it after every move."""
    database = create_database(tmp_path_factory.mktemp("machine") / "a.zrt")
    states: list[dict[int, str]] = [{}]
    place = 0
    try:
        for move, number in moves:
            if move == "undo" and place:
                database.undo()
                place -= 1
            elif move == "redo" and place + 1 < len(states):
                database.redo()
                place += 1
            elif move in ("add", "rename", "remove"):
                now = changed(database, dict(states[place]), move, number)
                if now != states[place]:
                    states = [*states[: place + 1], now]
                    place += 1
            assert database.read(unit_names) == states[place]
        assert check(database).findings == ()
    finally:
        database.close()


def unit_names(session: Session) -> dict[int, str]:
    return {unit.id: unit.name for unit in session.scalars(select(Unit))}


def changed(database: Database, now: dict[int, str], move: str, number: int) -> dict[int, str]:
    """Make the move on the database and on the plain copy of the state."""
    ids = sorted(now)
    if move == "add":
        now[database.do("新增", add_unit, name=f"单位{number}").value] = f"单位{number}"
    elif ids and move == "rename":
        database.do("改名", rename, unit_id=ids[number % len(ids)], name=f"新{number}")
        now[ids[number % len(ids)]] = f"新{number}"
    elif ids:
        database.do("删除", remove, unit_id=ids[number % len(ids)])
        del now[ids[number % len(ids)]]
    return now
