"""A round on trial takes another version of its scheme: what is the same stays, what has no place goes, one undo."""

from datetime import date
from fractions import Fraction

import pytest

from models.appraisal import actions, queries
from models.appraisal.rows import CriterionRow
from models.appraisal.rules.kinds import Alternatives, Choice, Direct, Part, PerOccurrence, Ratio, Rule, Veto
from models.appraisal.rules.matching import Place, same_place, same_rows
from models.appraisal.terms import Scope, Start
from models.check import check
from models.errors import Refusal
from tests.models.appraisal.rounds.conftest import TODAY, World

F = Fraction


def withdrawn(world: World) -> int:
    """The new version of the posted and withdrawn round."""
    world.post()
    where = {"round_id": world.round_id, "reason": "规则有误", "on": date(2026, 4, 10), "today": TODAY}
    return int(world.do(actions.withdraw_round, wall=True, **where))


def new_version(world: World) -> tuple[int, dict[str, int]]:
    """A draft of the next version with its items by name."""
    made = int(world.do(actions.new_version, scheme_id=world.scheme_id))
    return made, {one.name: one.id for one in world.database.read(queries.criteria, scheme_id=made)}


def in_force(world: World, scheme_id: int) -> None:
    world.do(actions.put_in_force, scheme_id=scheme_id, on=date(2026, 4, 11))


def test_a_corrected_rule_is_taken_with_all_entries(scored: World) -> None:
    fresh = withdrawn(scored)
    before = scored.scores(fresh)
    assert scored.database.read(queries.other_versions, round_id=fresh) == ()
    made, items = new_version(scored)
    rule = Rule(parts=(PerOccurrence(F(-1), what="发现问题"),))
    old = next(one for one in scored.database.read(queries.criteria, scheme_id=scored.scheme_id) if one.name == "市容")
    assert old.rule is not None
    scored.do(actions.set_rule, criterion_id=items["市容"], rule=Rule(parts=(*rule.parts, old.rule.parts[1])))
    in_force(scored, made)
    (other,) = scored.database.read(queries.other_versions, round_id=fresh)
    assert other.id == made
    plan = scored.database.read(queries.scheme_change, round_id=fresh, scheme_id=made)
    assert plan.lost == () and len(plan.kept) == len(scored.database.read(queries.entries, round_id=fresh))
    assert scored.do(actions.change_round, round_id=fresh, scheme_id=made, name="3月（更正）") == 0
    row = scored.result(fresh).round
    assert (row.name, row.scheme_id) == ("3月（更正）", made)
    after = scored.scores(fresh)
    assert after["东街道"] == (before["东街道"] or 0) - F("0.75"), "3 × 0.5 more of 60 in 100, weighed by half"
    assert after["南街道"] == before["南街道"]
    assert scored.scores() == before, "what was withdrawn stays as it was"
    assert check(scored.database).findings == ()
    scored.database.undo()
    assert scored.scores(fresh) == before
    assert scored.result(fresh).round.scheme_id == scored.scheme_id


def test_entries_without_a_place_go_and_are_told_before(scored: World) -> None:
    fresh = withdrawn(scored)
    scored.do(
        actions.exempt,
        round_id=fresh,
        unit_ids=[scored.units["南街道"]],
        criterion_id=scored.items["排名"],
        reason="无",
    )
    scored.do(
        actions.exempt,
        round_id=fresh,
        unit_ids=[scored.units["南街道"]],
        criterion_id=scored.items["市容"],
        reason="无",
    )
    made, items = new_version(scored)
    scored.do(actions.delete_criteria, criterion_ids=[items["排名"]])
    scored.do(actions.set_rule, criterion_id=items["任务完成"], rule=Rule(Start.ZERO, (Direct(F(40)),)))
    in_force(scored, made)
    plan = scored.database.read(queries.scheme_change, round_id=fresh, scheme_id=made)
    assert sorted({one.criterion for one in plan.lost}) == ["任务完成", "排名"]
    assert scored.do(actions.change_round, round_id=fresh, scheme_id=made) == len(plan.lost) == 7
    left = scored.database.read(queries.entries, round_id=fresh)
    assert sorted({one.criterion for one in left}) == ["市容", "现场检查"]
    (exemption,) = scored.database.read(queries.exemptions, round_id=fresh)
    assert exemption.criterion_id == items["市容"]


def test_sub_rounds_go_along(scored: World) -> None:
    part = scored.do(actions.add_part, round_id=scored.round_id, component_id=scored.components["现场"], name="第一轮")
    made, _ = new_version(scored)
    in_force(scored, made)
    before = scored.scores()
    assert scored.do(actions.change_round, round_id=scored.round_id, scheme_id=made) == 0
    (found,) = scored.database.read(queries.parts, round_id=scored.round_id)
    assert found.id == part and found.component_id != scored.components["现场"]
    assert scored.scores() == before


def test_a_round_takes_only_a_version_of_its_scheme_and_only_on_trial(scored: World) -> None:
    other = scored.do(actions.create_scheme, campaign_id=scored.campaign_id, name="另一份")
    made, _ = new_version(scored)
    for scheme_id in (other, made):  # of another scheme; not in force
        with pytest.raises(Refusal, match="另一版"):
            scored.do(actions.change_round, round_id=scored.round_id, scheme_id=scheme_id)
    in_force(scored, made)
    scored.post()
    with pytest.raises(Refusal, match="已经公示"):
        scored.do(actions.change_round, round_id=scored.round_id, scheme_id=made)


COUNT, SHARE = PerOccurrence(F(-1), what="占道"), Ratio(F(10), "整改率")
GRADES = Alternatives((Choice("省级", F(3)), Choice("市级", F(2))))


@pytest.mark.parametrize(
    ("place", "old", "new", "found"),
    [
        (Place(0), (COUNT,), (PerOccurrence(F(-2), what="占道"),), Place(0)),
        (Place(0), (COUNT,), (SHARE, PerOccurrence(F(-2), what="占道经营")), Place(1)),
        (Place(1), (COUNT, COUNT), (COUNT, SHARE, COUNT), Place(2)),
        (Place(1), (COUNT, COUNT), (COUNT,), None),
        (Place(0), (SHARE,), (COUNT,), None),
        (Place(0, 1), (GRADES,), (Alternatives((Choice("市级", F(2)), Choice("县级", F(1)))),), Place(0, 0)),
        (Place(0, 0), (GRADES,), (Alternatives((Choice("市级", F(2)),)),), None),
        (Place(0), (Veto(Scope.PART, "造假"),), (Veto(Scope.WHOLE, "弄虚作假"),), Place(0)),
        (Place(3), (COUNT,), (COUNT,), None),
    ],
)
def test_where_an_entry_belongs(
    place: Place, old: tuple[Part, ...], new: tuple[Part, ...], found: Place | None
) -> None:
    assert same_place(place, old, new) == found


def row(key: int, name: str, parent: int | None = None, children: int = 0) -> CriterionRow:
    return CriterionRow(key, parent, 0, 0, children, "", name, "", "", F(10), F(10), None, "", None, "")


def test_rows_are_the_same_by_their_headings_and_names() -> None:
    old = (row(1, "日常", children=3), row(2, "保洁", 1), row(3, "保洁", 1), row(4, "清运", 1), row(5, "宣传"))
    new = (
        row(11, "日常", children=2),
        row(12, "保洁", 11),
        row(13, "保洁", 11),
        row(14, "年终", children=1),
        row(15, "清运", 14),
    )
    assert same_rows(old, new) == {1: 11, 2: 12, 3: 13, 4: 15}
