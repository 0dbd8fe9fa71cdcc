"""Rounds posted, locked and withdrawn: what was posted stays as it was, to the byte."""

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select

from models.appraisal import actions, queries
from models.appraisal.content import content_of, text_of
from models.appraisal.rows import EntryRow
from models.appraisal.tables import AppraisalRound, Entry, RoundExemption
from models.appraisal.terms import EntryState, RoundState
from models.check import check
from models.database import Database
from models.errors import Condition, Refusal
from models.org.actions import update_unit
from tests.models.appraisal.rounds.conftest import TODAY, World

F = Fraction


def column(database: Database, round_id: int, name: str) -> Any:
    found = database.read(lambda session: session.execute(select(AppraisalRound)).scalars().all())
    return next(getattr(row, name) for row in found if row.id == round_id)


def explained(world: World) -> list[object]:
    return [
        world.database.read(queries.explain, round_id=world.round_id, unit_id=unit.unit_id)
        for group in world.result().groups
        for unit in group.units
    ]


def test_what_is_posted_is_what_the_trial_showed(scored: World) -> None:
    trial, words = scored.result(), explained(scored)
    scored.post()
    posted = scored.result()
    assert posted.frozen and posted.head.partition(" ")[0].isdigit()
    assert (posted.groups, posted.frame) == (trial.groups, trial.frame)
    assert explained(scored) == words
    assert scored.scores()["东街道"] == F("84.25")


def test_its_content_is_canonical(scored: World) -> None:
    scored.post()
    text = column(scored.database, scored.round_id, "content")
    assert text_of(content_of(text)) == text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_later_changes_leave_it_equal_to_the_byte(scored: World) -> None:
    scored.post()
    scored.lock()
    before, words = scored.result(), explained(scored)
    text = column(scored.database, scored.round_id, "content")
    scored.do(update_unit, unit_id=scored.units["东街道"], name="东新街道", short_name="东新")
    later = scored.do(actions.new_version, scheme_id=scored.scheme_id)
    for row in scored.database.read(queries.criteria, scheme_id=later):
        scored.do(actions.update_criteria, changes={row.id: {"name": f"新{row.name}", "points": F(1)}})
    scored.do(actions.put_in_force, scheme_id=later, on=date(2026, 5, 1))
    after = scored.result()
    assert after.groups == before.groups and after.frame == before.frame
    assert explained(scored) == words
    assert column(scored.database, scored.round_id, "content") == text
    assert check(scored.database).findings == ()


def test_equal_scores_are_kept_once(world: World) -> None:
    for unit in ("市商务局", "市水务局"):
        world.enter(unit, "任务完成", amount="1")
    world.post()
    content = content_of(column(world.database, world.round_id, "content"))
    lone = [one for one in content.items if one.criterion_id == world.items["市容"]]
    assert len(lone) == 1 and len({unit.items[0] for group in content.groups for unit in group.units}) == 1


CLOSED: list[tuple[str, Callable[[World, EntryRow], object]]] = [
    ("记分", lambda world, entry: world.enter("东街道", "市容")),
    ("改记分", lambda world, entry: world.do(actions.update_entries, changes={entry.id: {"amount": "9"}})),
    ("删记分", lambda world, entry: world.do(actions.delete_entries, entry_ids=[entry.id])),
    ("改名", lambda world, entry: world.do(actions.update_round, round_id=world.round_id, name="四月")),
    ("删除", lambda world, entry: world.do(actions.delete_round, round_id=world.round_id)),
    ("再公示", lambda world, entry: world.post()),
]


@pytest.mark.parametrize("attempt", [one[1] for one in CLOSED], ids=[one[0] for one in CLOSED])
def test_a_posted_round_cannot_be_changed(scored: World, attempt: Callable[[World, EntryRow], object]) -> None:
    scored.post()
    entry = scored.database.read(queries.entries, round_id=scored.round_id)[0]
    with pytest.raises(Refusal, match="已经公示"):
        attempt(scored, entry)


def test_undo_stops_at_what_was_posted(scored: World) -> None:
    scored.post()
    before = scored.result()
    with pytest.raises(Refusal):
        scored.database.undo()
    assert scored.result().groups == before.groups


def test_an_undo_of_somebody_else_leaves_the_posted_result(scored: World) -> None:
    scored.database.do(
        "记分",
        actions.add_entry,
        round_id=scored.round_id,
        unit_id=scored.units["南街道"],
        criterion_id=scored.items["市容"],
        operator="乙",
    )
    scored.post()
    before, words = scored.result(), explained(scored)
    scored.database.undo(operator="乙")
    assert scored.result().groups == before.groups
    assert explained(scored) == words


def test_a_round_needs_decided_entries_and_scores_to_be_posted(world: World) -> None:
    for unit in world.units.values():
        world.do(actions.set_checked, round_id=world.round_id, unit_ids=[unit], is_checked=False)
    with pytest.raises(Refusal, match="没有参加考核的单位"):
        world.post()
    world.do(actions.set_checked, round_id=world.round_id, unit_ids=list(world.units.values()), is_checked=True)
    with pytest.raises(Refusal, match="截止日期早于"):
        world.post(on=date(2026, 4, 8), until=date(2026, 4, 2))
    entry_id = world.enter("东街道", "市容")

    def propose(session: Any) -> None:
        session.get(Entry, entry_id).state = EntryState.PROPOSED

    world.do(propose)
    with pytest.raises(Refusal, match="1 条待确认"):
        world.post()


def test_units_not_checked_are_posted_as_such(scored: World) -> None:
    scored.do(actions.set_checked, round_id=scored.round_id, unit_ids=[scored.units["市水务局"]], is_checked=False)
    before = scored.database.read(queries.ground, round_id=scored.round_id).roster
    scored.post()
    after = scored.database.read(queries.ground, round_id=scored.round_id).roster
    assert [(one.unit_id, one.is_checked) for one in after if not one.is_checked] == [
        (one.unit_id, one.is_checked) for one in before if not one.is_checked
    ]
    assert "市水务局" not in scored.scores()


def test_locking_waits_for_the_days_and_the_answers(scored: World) -> None:
    with pytest.raises(Refusal, match="还没有公示"):
        scored.lock()
    scored.post(until=date(2026, 4, 8))
    with pytest.raises(Refusal, match="2026-04-08 才截止"):
        scored.lock(on=date(2026, 4, 7))
    where = {"round_id": scored.round_id, "unit_id": scored.units["东街道"]}
    objection = scored.do(actions.add_objection, **where, text="3月5日的问题不在本辖区", made_on=date(2026, 4, 3))
    with pytest.raises(Refusal, match="1 条异议没有答复"):
        scored.lock()
    answer = {"objection_id": objection, "answer": "经核实属实，予以采纳", "on": date(2026, 4, 6)}
    scored.do(actions.answer_objection, **answer, upheld=True)
    with pytest.raises(Refusal, match="已采纳"):
        scored.lock()
    scored.do(actions.answer_objection, **answer | {"answer": "现场照片为证"}, upheld=False)
    scored.lock()
    row = scored.result().round
    assert (row.state, row.locked_on) == (RoundState.LOCKED, date(2026, 4, 9))


def test_the_roster_of_a_posted_round_tells_nothing_of_its_ranks(scored: World) -> None:
    before = [
        (one.unit_id, one.name, one.group) for one in scored.database.read(queries.roster, round_id=scored.round_id)
    ]
    by_rank = [unit.unit_id for group in scored.result().groups for unit in group.units]
    assert by_rank != [unit for unit, _, _ in before]
    scored.post()
    kept = scored.database.read(queries.ground, round_id=scored.round_id).roster
    assert [(one.unit_id, one.name, one.group) for one in kept] == before


def test_no_round_is_locked_before_its_day_has_come(scored: World) -> None:
    scored.post(until=date(2026, 4, 8))
    with pytest.raises(Refusal, match="2026-04-09 还没有到"):  # objections may be made until the 8th
        scored.lock(on=date(2026, 4, 9), today=date(2026, 4, 4))
    assert scored.result().round.state is RoundState.POSTED
    scored.lock(on=date(2026, 4, 8), today=date(2026, 4, 9))
    assert scored.result().round.locked_on == date(2026, 4, 8)


def test_withdrawing_starts_a_new_version_with_everything_in_it(scored: World) -> None:
    part = scored.do(actions.add_part, round_id=scored.round_id, component_id=scored.components["现场"], name="第一轮")
    street = scored.units["南街道"]
    scored.do(
        actions.exempt, round_id=scored.round_id, unit_ids=[street], criterion_id=scored.items["排名"], reason="无此项"
    )
    scored.post()
    old = scored.result()
    made = scored.do(
        actions.withdraw_round,
        wall=True,
        round_id=scored.round_id,
        reason=" 漏记一项 ",
        on=date(2026, 4, 10),
        today=TODAY,
    )
    row = scored.result().round
    assert (row.state, row.reason, row.withdrawn_on) == (RoundState.WITHDRAWN, "漏记一项", date(2026, 4, 10))
    assert scored.result().groups == old.groups
    fresh = scored.result(made)
    assert (fresh.round.number, fresh.round.origin_id, fresh.round.state) == (2, scored.round_id, RoundState.TRIAL)
    assert scored.scores(made) == scored.scores() and not fresh.frozen
    assert part not in {one.id for one in scored.database.read(queries.parts, round_id=made)}
    scored.enter("东街道", "市容", round_id=made)
    assert scored.scores(made)["东街道"] == F("89.00")
    assert scored.scores()["东街道"] == F("89.25")
    kept = scored.database.read(lambda session: session.scalars(select(RoundExemption)).all())
    assert sorted(one.round_id for one in kept) == sorted([scored.round_id, made])
    scored.post(made)
    assert check(scored.database).findings == ()


@pytest.mark.parametrize(
    ("reason", "on", "match"),
    [
        ("  ", date(2026, 4, 10), "撤回原因"),
        ("错" * 201, date(2026, 4, 10), "太长"),
        ("有误", None, "撤回日期"),
        ("有误", date(2026, 4, 1), "早于公示"),
        ("有误", date(2026, 5, 10), "2026-05-10 还没有到"),
    ],
)
def test_withdrawing_needs_a_reason_and_a_day(scored: World, reason: str, on: date | None, match: str) -> None:
    scored.post()
    with pytest.raises(Refusal, match=match):
        scored.do(actions.withdraw_round, wall=True, round_id=scored.round_id, reason=reason, on=on, today=TODAY)


def test_a_round_on_trial_or_withdrawn_is_not_withdrawn(scored: World) -> None:
    with pytest.raises(Refusal, match="直接修改"):
        scored.do(actions.withdraw_round, round_id=scored.round_id, reason="有误", on=date(2026, 4, 10), today=TODAY)
    scored.post()
    scored.do(actions.withdraw_round, round_id=scored.round_id, reason="有误", on=date(2026, 4, 10), today=TODAY)
    with pytest.raises(Refusal, match="已经撤回"):
        scored.do(actions.withdraw_round, round_id=scored.round_id, reason="有误", on=date(2026, 4, 10), today=TODAY)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE appraisal_round SET content = replace(content, '337/4', '377/4')",
        "UPDATE appraisal_round SET name = '二季度'",
        "UPDATE appraisal_round SET posted_until = '2026-04-03'",
    ],
)
def test_tampering_is_found_and_not_shown(scored: World, tampering: str) -> None:
    scored.post()
    with scored.database.driver_connection() as raw:
        raw.execute(tampering)
    assert any("与公示时不一致" in finding.sentence for finding in check(scored.database).findings)
    with pytest.raises(Condition, match="不能作为依据"):
        scored.database.read(forgotten(queries.result), round_id=scored.round_id)


def forgotten(query: Callable[..., Any]) -> Callable[..., Any]:
    """The query as another start of the program runs it."""
    from models.appraisal.queries import posted

    posted._KEPT.clear()
    return query


def test_a_new_digest_does_not_hide_tampering(scored: World) -> None:
    """Whoever also writes the digest is found by the row's image in the history."""
    from models.frozen import digest_of

    scored.post()
    with scored.database.driver_connection() as raw:
        columns = "name, number, starts, ends, posted_on, posted_until, content"
        row = list(raw.execute(f"SELECT {columns} FROM appraisal_round").fetchone())
        row[0] = "二季度"
        raw.execute("UPDATE appraisal_round SET name = ?, digest = ?", (row[0], digest_of(*row)))
    assert any("与历史不符" in finding.sentence for finding in check(scored.database).findings)
