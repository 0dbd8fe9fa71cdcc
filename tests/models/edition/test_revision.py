"""What differs is found and nothing else: fields, added and removed rows, moves without those that only give way."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.edition.content import (
    Carrier,
    Content,
    FrozenCell,
    FrozenHead,
    FrozenPerson,
    FrozenPhase,
    FrozenTarget,
    FrozenTask,
    FrozenUnit,
)
from models.edition.revision import WHOLE, Revision, revision
from models.edition.terms import Turn
from models.task.terms import Role

DAY = date(2026, 4, 20)
HEAD = FrozenHead(1, "创建国家卫生城市")
TRADE = FrozenUnit(71, "市商务局", Role.LEAD)
CITY = FrozenUnit(72, "市城管局", Role.SUPPORT)


def content(*titles: str, **parts: Any) -> Content:
    """大项 with as many letters as tasks below them: "甲ab" is 甲 with a and b. Ids stay with the letters."""
    tasks: list[FrozenTask] = []
    for place, title in enumerate(titles, 1):
        big, below = title[0], title[1:]
        tasks.append(FrozenTask(ord(big), big, index=place, children=len(below), number=f"{place}、"))
        tasks += [
            FrozenTask(ord(one), one, parent_id=ord(big), depth=1, index=at, number=f"（{at}）")
            for at, one in enumerate(below, 1)
        ]
    return Content(DAY, HEAD, tuple(tasks), **parts)


def altered(old: Content, letter: str, **fields: Any) -> Content:
    tasks = tuple(replace(task, **fields) if task.id == ord(letter) else task for task in old.tasks)
    return replace(old, tasks=tasks)


def brief(found: Revision) -> list[tuple[str, Turn]]:
    return [(row.title, row.turn) for row in found.rows]


OLD = content("甲abc", "乙de", "丙f")


@pytest.mark.parametrize(
    ("new", "rows"),
    [
        (content("甲abc", "乙de", "丙f"), []),
        (replace(OLD, day=date(2026, 9, 9)), []),
        (content("甲bc", "乙de", "丙f"), [("a", Turn.REMOVED)]),
        (content("甲xabc", "乙de", "丙f"), [("x", Turn.ADDED)]),
        (content("甲bca", "乙de", "丙f"), [("a", Turn.MOVED)]),
        (content("甲cab", "乙de", "丙f"), [("c", Turn.MOVED)]),
        (content("甲ac", "乙dbe", "丙f"), [("b", Turn.MOVED)]),
        (content("丙f", "甲abc", "乙de"), [("丙", Turn.MOVED)]),
        (content("甲abc", "丙f"), [("乙", Turn.REMOVED), ("d", Turn.REMOVED), ("e", Turn.REMOVED)]),
        (
            content("甲xbcy", "乙e", "丙f"),
            [("a", Turn.REMOVED), ("x", Turn.ADDED), ("y", Turn.ADDED), ("d", Turn.REMOVED)],
        ),
    ],
)
def test_rows_that_came_went_and_moved(new: Content, rows: list[tuple[str, Turn]]) -> None:
    assert sorted(brief(revision(OLD, new))) == sorted(rows)


def test_a_removed_row_stands_where_it_stood() -> None:
    assert [row.title for row in revision(OLD, altered(content("甲ac", "乙de", "丙f"), "c", note="新")).rows] == [
        "b",
        "c",
    ]
    assert [row.title for row in revision(content("甲ab"), content("乙c")).rows] == ["甲", "a", "b", "乙", "c"]


@pytest.mark.parametrize(
    ("fields", "cell"),
    [
        ({"title": "新"}, ("任务", "a", "新")),
        ({"body": "要求"}, ("内容", "", "要求")),
        ({"no": "3"}, ("序号", "", "3")),
        ({"target": "≥90%"}, ("目标值", "", "≥90%")),
        ({"points": 250}, ("分值", "", "2.5")),
        ({"deadline": "5月底前", "due_to": date(2026, 5, 31)}, ("完成时限", "", "5月底前")),
        ({"due_to": date(2026, 5, 31)}, ("完成时限", "", "2026-05-31")),
        ({"units": (TRADE,)}, ("牵头单位", "", "市商务局")),
        ({"units": (CITY,)}, ("配合单位", "", "市城管局")),
        ({"leaders": (FrozenPerson(1, "喆㛃", "局长"),)}, ("责任领导", "", "喆㛃（局长）")),
        ({"phase": "攻坚", "phase_id": 5}, ("阶段", "", "攻坚")),
        ({"note": "=1+1"}, ("备注", "", "=1+1")),
    ],
)
def test_a_changed_field_says_what_stood_there(fields: dict[str, Any], cell: tuple[str, str, str]) -> None:
    (row,) = revision(OLD, altered(OLD, "a", **fields)).rows
    assert (row.turn, row.where, row.old_number, row.new_number) == (Turn.CHANGED, "甲", "（1）", "（1）")
    assert [(one.heading, one.old, one.new) for one in row.cells] == [cell]


def test_another_date_behind_the_same_words_is_seen() -> None:
    old = altered(OLD, "a", deadline="上半年", due_to=date(2026, 6, 30))
    (row,) = revision(old, altered(old, "a", due_to=date(2027, 6, 30))).rows
    assert (row.cells[0].old, row.cells[0].new) == ("上半年（2026-06-30）", "上半年（2027-06-30）")


def test_a_unit_that_leads_by_the_rule_is_not_written() -> None:
    assert not revision(OLD, altered(OLD, "a", units=(replace(TRADE, leads_by_rule=True),))).rows


def test_cells_given_up_and_taken_over_are_named() -> None:
    cells = tuple(FrozenCell(number, f"{number}号市场") for number in range(1, 9))
    old = altered(replace(OLD, cells=cells), "a", units=(replace(TRADE, cells=(1, 2)),))
    new = altered(replace(OLD, cells=cells), "a", units=(replace(TRADE, cells=(2, 3)),))
    (row,) = revision(old, new).rows
    assert (row.cells[0].old, row.cells[0].new) == (
        "市商务局（2处）【不再承担：1号市场】",
        "市商务局（2处）【新承担：3号市场】",
    )
    more = altered(old, "a", units=(replace(TRADE, cells=tuple(range(1, 9))),))
    assert revision(old, more).rows[0].cells[0].new.endswith("、7号市场等6处】")


def test_a_row_that_changed_and_moved_is_found_under_both() -> None:
    (row,) = revision(OLD, altered(content("甲bca", "乙de", "丙f"), "a", note="新")).rows
    assert row.turns == {Turn.CHANGED, Turn.MOVED}
    assert [cell.heading for cell in row.cells] == ["备注", "位置"]
    assert row.cells[1].old == "“甲”下第 1 项"
    assert row.cells[1].new == "“甲”下第 3 项"


def test_the_campaign_its_phases_and_targets_stand_first() -> None:
    old = replace(OLD, phases=(FrozenPhase(1, "动员"),), targets=(FrozenTarget(1, "覆盖率", "≥90%"),))
    new = replace(
        altered(OLD, "a", note="新"),
        campaign=replace(HEAD, first_unit_leads=True),
        phases=(FrozenPhase(1, "动员部署"), FrozenPhase(2, "攻坚")),
    )
    found = revision(old, new)
    assert [(row.where, row.title, row.turn) for row in found.rows] == [
        (WHOLE, "专项工作：创建国家卫生城市", Turn.CHANGED),
        (WHOLE, "阶段：动员部署", Turn.CHANGED),
        (WHOLE, "阶段：攻坚", Turn.ADDED),
        (WHOLE, "总体目标：覆盖率", Turn.REMOVED),
        ("甲", "a", Turn.CHANGED),
    ]
    assert found.rows[0].cells[0].new == "是"
    assert found.summary == "新增 1 项，删除 1 项，修改 3 项"


def test_only_tasks_of_chosen_units_before_or_after() -> None:
    old = altered(OLD, "a", units=(TRADE,))
    new = altered(altered(OLD, "a", units=(CITY,)), "d", units=(CITY,))
    found = revision(old, new)
    assert [row.title for row in found.of_units([TRADE.id]).rows] == ["a"]
    assert [row.title for row in found.of_units([CITY.id]).rows] == ["a", "d"]
    assert not found.of_units([]).rows


def test_renamed_units_are_named_once() -> None:
    old = replace(OLD, units=(Carrier(71, "市商务局"), Carrier(72, "市城管局")))
    new = replace(OLD, units=(Carrier(71, "市商务和投资局"), Carrier(72, "市城管局"), Carrier(73, "市水利局")))
    assert revision(old, new).renamed == (("市商务局", "市商务和投资局"),)


LETTERS = "abcdefgh"
TREES = st.lists(st.sampled_from(LETTERS), unique=True, max_size=8).flatmap(
    lambda letters: st.integers(0, len(letters)).map(
        lambda cut: content("甲" + "".join(letters[:cut]), "乙" + "".join(letters[cut:]))
    )
)
EDITS = st.dictionaries(st.sampled_from(LETTERS), st.text("新旧词", min_size=1, max_size=4), max_size=4)


@given(TREES)
def test_nothing_differs_from_itself(one: Content) -> None:
    assert not revision(one, one).rows


@given(TREES, TREES, EDITS)
def test_random_edits_are_found_and_nothing_else(old: Content, plain: Content, edits: dict[str, str]) -> None:
    new = plain
    for letter, words in edits.items():
        new = altered(new, letter, note=words)
    before, after = {task.id for task in old.tasks}, {task.id for task in new.tasks}
    rows = {row.task_id: row for row in revision(old, new).rows}
    edited = {ord(letter) for letter in edits} & before & after
    assert {key for key, row in rows.items() if row.turn is Turn.ADDED} == after - before
    assert {key for key, row in rows.items() if row.turn is Turn.REMOVED} == before - after
    assert {key for key, row in rows.items() if row.turn is Turn.CHANGED} == edited
    for task_id in edited:
        assert ("备注", "", edits[chr(task_id)]) in [(c.heading, c.old, c.new) for c in rows[task_id].cells]
    moved = {key for key, row in rows.items() if row.is_moved}
    assert moved >= {
        task.id for task in new.tasks for was in old.tasks if was.id == task.id and was.parent_id != task.parent_id
    }
    assert _order(old, before & after - moved) == _order(new, before & after - moved)


def _order(one: Content, ids: set[int]) -> list[int]:
    return [task.id for task in one.tasks if task.id in ids]
