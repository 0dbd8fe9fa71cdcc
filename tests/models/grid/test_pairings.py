"""结对共建 and 挂钩联系: the rules as tables of cases, actions on a real database, what a day shows."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.database import Database
from models.errors import Refusal
from models.grid import actions, queries
from models.grid.pairing_rules import Span, Tie, range_words, why_no_tie, why_outside, why_twice
from models.grid.rules import TEMPLATES
from models.grid.terms import PairingKind
from models.org import actions as org
from models.org.tables import Person, Post
from models.scripting import run

JAN, JUN, DEC = date(2026, 1, 1), date(2026, 6, 1), date(2026, 12, 31)


@pytest.fixture
def town(database: Database) -> dict[str, int]:
    database.do("层级", actions.set_levels, levels=TEMPLATES[1].forms)
    database.do("粘贴", actions.paste_cells, block=[["区", "点位"], ["临江区", "梅湾市场"], ["", "河西市场"]])
    found = {row.name: row.id for row in database.read(queries.cells)}
    for name in ("教育局", "财政局"):
        found[name] = int(database.do("单位", org.create_unit, name=name).value)
    return found


@pytest.mark.parametrize(
    ("tie", "sentence"),
    [
        (Tie(cell_id=1), "结对方要写且只写一个"),
        (Tie(unit_id=1, person_id=2, cell_id=1), "结对方要写且只写一个"),
        (Tie(unit_id=1), "结对对象要写且只写一个"),
        (Tie(unit_id=1, cell_id=1, partner_id=2), "结对对象要写且只写一个"),
        (Tie(unit_id=1, partner_id=1), "不能和自己结对"),
        (Tie(unit_id=1, cell_id=1, valid_from=JUN, valid_to=JAN), "结束早于开始"),
    ],
)
def test_ties_refused(tie: Tie, sentence: str) -> None:
    refusal = why_no_tie(tie)
    assert refusal is not None and sentence in refusal.sentence


@pytest.mark.parametrize(
    ("first", "second", "allowed"),
    [
        ((None, None), (None, None), False),
        ((JAN, JUN), (JUN, None), True),  # the day after the last one
        ((JAN, JUN), (date(2026, 5, 31), None), False),
        ((JUN, None), (None, JUN), True),
        ((JAN, DEC), (JUN, JUN.replace(month=7)), False),
    ],
)
def test_the_same_pair_not_twice_at_one_time(
    first: tuple[date | None, date | None], second: tuple[date | None, date | None], allowed: bool
) -> None:
    one = Tie(unit_id=1, cell_id=2, valid_from=first[0], valid_to=first[1])
    two = Tie(unit_id=1, cell_id=2, valid_from=second[0], valid_to=second[1])
    assert (why_twice(two, [one]) is None) is allowed
    assert why_twice(Tie(unit_id=1, cell_id=3), [one]) is None


@pytest.mark.parametrize(
    ("tie", "span", "allowed"),
    [
        (Tie(valid_from=JAN), Span("甲局", JAN, None), True),
        (Tie(), Span("甲局", JAN, None), False),
        (Tie(valid_from=JAN, valid_to=JUN), Span("甲局", None, JUN), True),
        (Tie(valid_from=JAN), Span("甲局", None, JUN), False),
        (Tie(), Span("甲局", None, None), True),
    ],
)
def test_not_outside_the_life_of_a_unit(tie: Tie, span: Span, allowed: bool) -> None:
    assert (why_outside(tie, [span]) is None) is allowed


def test_ranges_in_words() -> None:
    assert range_words(None, None) == "长期"
    assert range_words(JAN, None) == "2026-01-01 起"
    assert range_words(JAN, JUN) == "2026-01-01 至 2026-05-31"


def test_pairings_of_a_day(database: Database, town: dict[str, int]) -> None:
    first = database.do(
        "结对", actions.create_pairing, unit_id=town["教育局"], cell_id=town["梅湾市场"], valid_from=JAN
    ).value
    database.do("结束", actions.end_pairings, pairing_ids=[first], last=date(2026, 5, 31))
    fields: dict[str, Any] = {
        "unit_id": town["财政局"],
        "cell_id": town["梅湾市场"],
        "valid_from": JUN,
        "kind": PairingKind.HELPED,
    }
    database.do("结对", actions.create_pairing, **fields)
    shown = {
        day: [row.who for row in database.read(queries.pairings, day=day)] for day in (JAN, date(2026, 5, 31), JUN)
    }
    assert list(shown.values()) == [["教育局"], ["教育局"], ["财政局"]]
    rows = database.read(queries.pairings, day=JUN, current=False)
    assert [(row.kind.label, row.goal, row.path) for row in rows] == [
        ("结对共建", "梅湾市场", ("临江区",)),
        ("结对帮扶", "梅湾市场", ("临江区",)),
    ]
    database.undo()
    database.undo()
    assert [row.who for row in database.read(queries.pairings, day=JUN)] == ["教育局"]


def test_a_post_shows_its_holder_and_a_unit_its_name_of_that_day(database: Database, town: dict[str, int]) -> None:
    def hold(session: Session) -> int:
        old, new = Person(name="周晓岚"), Person(name="梁雨桐")
        post = Post(unit_id=town["教育局"], title="局长")
        session.add_all([old, new, post])
        session.flush()
        org.hand_over(session, post_id=post.id, person_id=old.id, on=JAN)
        org.hand_over(session, post_id=post.id, person_id=new.id, on=JUN)
        return post.id

    post_id = database.do("岗位", hold).value
    database.do("挂钩", actions.create_pairing, post_id=post_id, partner_id=town["财政局"], valid_from=JAN)
    shown = [database.read(queries.pairings, day=day)[0].who for day in (JAN, JUN)]
    assert shown == ["教育局局长（周晓岚）", "教育局局长（梁雨桐）"]
    (row,) = database.read(queries.pairings, day=JUN)
    assert (row.goal, row.where, row.cell_id) == ("财政局", "财政局", None)


def test_changing_the_holder_takes_the_old_one_away(database: Database, town: dict[str, int]) -> None:
    made = database.do("结对", actions.create_pairing, unit_id=town["教育局"], cell_id=town["梅湾市场"]).value
    person = database.do("人员", org.create_person, name="周晓岚").value
    database.do("改", actions.update_pairings, changes={made: {"person_id": person, "partner_id": town["财政局"]}})
    (row,) = database.read(queries.pairings)
    assert (row.unit_id, row.person_id, row.cell_id, row.partner_id) == (None, person, None, town["财政局"])
    with pytest.raises(Refusal, match="不能和自己结对"):
        database.do("改", actions.update_pairings, changes={made: {"unit_id": town["财政局"]}})


def test_two_rows_of_one_step_are_looked_at_together(database: Database, town: dict[str, int]) -> None:
    made = [
        database.do("结对", actions.create_pairing, unit_id=town[name], cell_id=town["梅湾市场"]).value
        for name in ("教育局", "财政局")
    ]
    with pytest.raises(Refusal, match="这一对已经结对"):
        database.do("填充", actions.update_pairings, changes={key: {"unit_id": town["教育局"]} for key in made})
    assert [row.who for row in database.read(queries.pairings)] == ["教育局", "财政局"]


def test_pairings_are_pasted_whole_or_not(database: Database, town: dict[str, int]) -> None:
    head = ["类别", "结对单位", "点位", "开始日期", "结束日期"]
    good = ["挂钩", "教育局", "梅湾市场", "2026-01-01", "2026.5.31"]
    ids = database.do("粘贴", actions.paste_pairings, block=[head, good]).value
    (row,) = database.read(queries.pairings, day=JAN)
    assert (ids, row.kind, row.valid_to) == ([row.id], PairingKind.LINKED, JUN)
    for bad, sentence in (
        (["", "无名局", "梅湾市场", "", ""], "第 3 行“结对方”：没有叫“无名局”"),
        (["", "财政局", "无此市场", "", ""], "第 3 行“结对对象”：没有叫“无此市场”"),
        (["", "教育局", "梅湾市场", "2026-02-01", ""], "第 3 行：这一对已经结对"),
        (["", "财政局", "梅湾市场", "2月30日", ""], "第 3 行“开始日期”"),
    ):
        with pytest.raises(Refusal, match=sentence):
            other = ["结对共建", "财政局", "河西市场", "", ""]
            database.do("粘贴", actions.paste_pairings, block=[head, other, bad])
        assert len(database.read(queries.pairings, current=False)) == 1


def test_a_cell_in_a_pairing_is_not_deleted(database: Database, town: dict[str, int]) -> None:
    database.do("结对", actions.create_pairing, unit_id=town["教育局"], cell_id=town["梅湾市场"])
    with pytest.raises(Refusal, match="结对挂钩（网格）1 处"):
        database.do("删除", actions.delete_cells, cell_ids=[town["临江区"]])


def test_pairings_in_a_listing(database: Database, town: dict[str, int], capsys: pytest.CaptureFixture[str]) -> None:
    fields: dict[str, Any] = {
        "unit_id": town["教育局"],
        "cell_id": town["梅湾市场"],
        "valid_from": JAN,
        "valid_to": JUN,
    }
    database.do("结对", actions.create_pairing, **fields)
    for day, count in (("2026-05-31", 1), ("2026-06-01", 0)):
        assert run(["list", "pairings", "--db", str(database.path), "--as-of", day, "--json"], held=database) == 0
        rows = json.loads(capsys.readouterr().out)
        assert len(rows) == count
        if rows:
            assert rows[0]["who"] == "教育局" and rows[0]["last_day"] == "2026-05-31"
            assert rows[0]["path"] == ["临江区"] and rows[0]["kind"] == "结对共建"
