"""Scores kept between steps are always those that scoring everything anew gives."""

import random
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from models.appraisal import actions, queries
from models.appraisal.queries import live
from models.appraisal.rows import RoundResult
from models.appraisal.scoring import Scored, Sheet, score
from models.errors import Refusal
from models.org.actions import update_unit
from tests.models.appraisal.rounds.conftest import World

F = Fraction


def anew(world: World, round_id: int | None = None) -> RoundResult:
    """The result as another start of the program computes it."""
    live._KEPT.clear()
    return world.result(round_id)


def scored_whole(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one each time a round is scored as a whole."""
    calls: list[int] = []

    def counted(sheet: Sheet) -> Scored:
        calls.append(1)
        return score(sheet)

    monkeypatch.setattr(live, "score", counted)
    return calls


def some_step(world: World, dice: random.Random) -> None:
    """Something a clerk may do to the round."""
    entries = world.database.read(queries.entries, round_id=world.round_id)
    units, items = list(world.units), list(world.items)
    picked = dice.choice(entries) if entries else None
    kind = dice.randrange(8)
    if kind <= 2 or picked is None:
        item = dice.choice(items)
        part = dice.randrange(2) if item == "市容" else 0
        world.enter(dice.choice(units), item, amount=str(dice.randrange(1, 9)), part=part)
    elif kind == 3:
        world.do(actions.update_entries, changes={picked.id: {"amount": str(dice.randrange(1, 9))}})
    elif kind == 4:
        world.do(actions.delete_entries, entry_ids=[picked.id])
    elif kind == 5:
        world.do(actions.decide, entry_ids=[picked.id], accepted=dice.random() < 0.5, reason="不实")
    elif kind == 6:
        world.do(
            actions.exempt,
            round_id=world.round_id,
            unit_ids=[world.units[dice.choice(units)]],
            criterion_id=world.items[dice.choice(items)],
            reason="不适用",
        )
    else:
        world.database.undo()


@pytest.mark.parametrize("seed", range(6))
def test_any_steps_lead_to_the_same_scores(scored: World, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(25):
        try:
            some_step(scored, dice)
        except Refusal:
            continue
        kept = scored.result()
        assert kept.groups == anew(scored).groups


def test_an_entry_does_not_score_the_round_anew(scored: World, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = scored_whole(monkeypatch)
    scored.result()
    del calls[:]
    entry = scored.enter("东街道", "市容")
    assert scored.scores()["东街道"] == F("84.00")
    scored.enter("南街道", "排名", amount="1")
    assert scored.scores()["东街道"] == F("89.00")  # 南街道落到第3名，它升到第2名
    scored.do(actions.delete_entries, entry_ids=[entry])
    assert scored.scores()["东街道"] == F("89.25")
    scored.database.undo()
    assert scored.scores()["东街道"] == F("89.00")
    scored.do(update_unit, unit_id=scored.units["东街道"], name="东新街道")
    assert scored.scores()["东街道"] == F("89.00")
    assert calls == []


CHANGES: dict[str, Callable[[World], object]] = {
    "not checked": lambda world: world.do(
        actions.set_checked, round_id=world.round_id, unit_ids=[world.units["西街道"]], is_checked=False
    ),
    "sub-round": lambda world: world.do(
        actions.add_part, round_id=world.round_id, component_id=world.components["现场"], name="第一轮"
    ),
    "exempt": lambda world: world.do(
        actions.exempt,
        round_id=world.round_id,
        unit_ids=[world.units["西街道"]],
        criterion_id=world.items["排名"],
        reason="不适用",
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_what_all_scores_depend_on_scores_it_anew(scored: World, change: Callable[[World], object]) -> None:
    scored.result()
    change(scored)
    kept = scored.result()
    assert kept.groups == anew(scored).groups


def test_other_rounds_are_not_scored_for_it(scored: World, monkeypatch: pytest.MonkeyPatch) -> None:
    april = scored.round("4月", date(2026, 4, 1), date(2026, 4, 30))
    scored.result(april)
    calls = scored_whole(monkeypatch)
    scored.enter("东街道", "市容", april)
    scored.result()
    scored.result(april)
    assert calls == []
    assert scored.result(april).groups == anew(scored, april).groups


def test_a_step_that_is_refused_leaves_nothing_behind(scored: World) -> None:
    before = scored.result()

    def half(session: Session) -> None:
        actions.add_entry(
            session,
            round_id=scored.round_id,
            unit_id=scored.units["东街道"],
            criterion_id=scored.items["市容"],
        )
        session.flush()
        inside = queries.result(session, round_id=scored.round_id).unit(scored.units["东街道"])
        assert inside is not None and inside.score == F("84.00")
        raise Refusal("不")

    with pytest.raises(Refusal):
        scored.do(half)
    assert scored.result().groups == before.groups


def test_entries_without_a_sub_round_belong_to_the_first_one(scored: World) -> None:
    """Those entered before there were sub-rounds, and those for which nothing is said."""
    before = scored.scores()
    where = {"round_id": scored.round_id, "component_id": scored.components["日常"]}
    first = scored.do(actions.add_part, **where, name="第一轮")
    assert scored.scores() == before
    scored.enter("东街道", "市容", amount="2")
    rows = scored.database.read(queries.entries, round_id=scored.round_id, criterion_id=scored.items["市容"])
    assert {row.round_part_id for row in rows} == {first}
    assert scored.scores()["东街道"] == F("83.75")
    scored.do(
        actions.set_value,
        round_id=scored.round_id,
        unit_id=scored.units["东街道"],
        criterion_id=scored.items["任务完成"],
        amount="100%",
    )
    assert scored.scores()["东街道"] == F("84.75")


def test_items_under_a_heading_follow_its_component(world: World) -> None:
    scheme = world.do(actions.create_scheme, campaign_id=world.campaign_id, name="暗访办法")
    group = world.do(actions.add_group, scheme_id=scheme, name="街道")
    world.do(actions.set_members, group_id=group, unit_ids=[world.units["东街道"]])
    component = world.do(actions.add_component, scheme_id=scheme, name="暗访")
    top = world.do(actions.add_criterion, scheme_id=scheme, name="市容市貌", component_id=component)
    world.items["保洁"] = world.do(actions.add_criterion, scheme_id=scheme, parent_id=top, name="保洁", points=F(10))
    world.do(actions.put_in_force, scheme_id=scheme, on=date(2026, 1, 1))
    world.scheme_id = scheme
    world.round_id = world.round("暗访", date(2026, 3, 1), date(2026, 3, 31))
    world.enter("东街道", "保洁", amount="8")
    world.do(actions.add_part, round_id=world.round_id, component_id=component, name="第一次")
    assert world.scores() == {"东街道": F(8)}
    world.enter("东街道", "保洁", amount="6", scorer="评委2")
    assert world.scores() == {"东街道": F(7)}
