"""An office ties sources to items of its scheme; ties decide before the wording, in their order, also in force."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from models.appraisal import actions, queries
from models.appraisal.rules.kinds import PerOccurrence, Ratio, Rule, Veto
from models.appraisal.rules.placing import Place, Tie
from models.appraisal.sources import SOURCES
from models.appraisal.terms import Scope, Start
from models.errors import Refusal
from models.task.terms import Role
from tests.models.appraisal.rounds.conftest import World
from tests.models.appraisal.rounds.test_proposals import asked, proposals, propose, task

__all__ = ["asked"]  # the fixture
F = Fraction
LATE, UNFINISHED, MISSED, SUPPORT = (one.name for one in SOURCES)
DUE = date(2026, 3, 20)


@pytest.fixture
def tie(asked: World) -> Callable[..., None]:
    """Write ties of the scheme: (source, words, item, part)."""

    def write(*wanted: tuple[str, str, str, int]) -> None:
        found = [Tie(source, words, Place(asked.items[item], part)) for source, words, item, part in wanted]
        asked.do(actions.set_ties, scheme_id=asked.scheme_id, ties=found)

    return write


def tied(asked: World, scheme_id: int | None = None) -> list[tuple[str, str, str, str]]:
    key = scheme_id or asked.scheme_id
    rows = asked.database.read(queries.criteria, scheme_id=key)
    found = asked.database.read(queries.ties, scheme_id=key, rows=rows)
    return [(one.tie.source, one.tie.words, one.item, one.part_words) for one in found]


def test_a_tie_decides_before_the_wording(asked: World, tie: Callable[..., None]) -> None:
    task(asked, "甲", DUE, "东街道")
    tie((UNFINISHED, "", "目标", 0))
    propose(asked)
    assert [(one.criterion, one.points) for one in proposals(asked)] == [("目标", F(-1, 2))]
    (place,) = [one for one in asked.database.read(queries.source_places, round_id=asked.round_id) if one.tied]
    assert (place.id, place.item, place.words) == (UNFINISHED, "目标", "发现问题每项扣0.5分")


@pytest.mark.parametrize(
    ("words", "item"),
    [("垃圾", "目标"), ("背街、垃圾", "目标"), ("背街", "工作落实"), ("", "目标"), (" ", "目标")],
)
def test_words_choose_among_proposals(asked: World, tie: Callable[..., None], words: str, item: str) -> None:
    task(asked, "清理垃圾死角", DUE, "东街道")
    tie((UNFINISHED, words, "目标", 0))
    propose(asked)
    assert [one.criterion for one in proposals(asked)] == [item]


def test_the_first_tie_that_fits_wins_and_others_come_when_it_does_not_apply(
    asked: World, tie: Callable[..., None]
) -> None:
    task(asked, "甲", DUE, "东街道")
    tie((UNFINISHED, "", "工作落实", 0), (UNFINISHED, "", "目标", 0))
    asked.do(
        actions.exempt,
        round_id=asked.round_id,
        unit_ids=[asked.units["东街道"]],
        criterion_id=asked.items["工作落实"],
        reason="不承担",
    )
    propose(asked)
    assert [one.criterion for one in proposals(asked)] == ["目标"]
    asked.database.undo()
    tie((UNFINISHED, "甲", "目标", 0), (UNFINISHED, "", "工作落实", 0))
    propose(asked)
    assert [one.criterion for one in proposals(asked)] == ["目标"]


def test_supporting_units_are_proposed_only_where_the_scheme_says_so(asked: World, tie: Callable[..., None]) -> None:
    task(asked, "甲", DUE, "东街道", Role.SUPPORT)
    assert propose(asked) == 0
    tie((SUPPORT, "", "工作落实", 1))
    assert propose(asked) == 1
    (entry,) = proposals(asked)
    assert entry.source == SUPPORT and entry.reason.startswith("配合任务“甲”应于 2026-03-20 前完成")


def test_ties_stay_in_order_with_their_ids_and_come_back_by_undo(asked: World, tie: Callable[..., None]) -> None:
    tie((LATE, "", "工作落实", 0), (UNFINISHED, "甲", "目标", 0))
    rows = asked.database.read(queries.criteria, scheme_id=asked.scheme_id)
    first = asked.database.read(queries.ties, scheme_id=asked.scheme_id, rows=rows)[0].id
    tie((LATE, "乙", "工作落实", 0))
    assert tied(asked) == [(LATE, "乙", "工作落实", "任务逾期完成每项扣1分")]
    assert asked.database.read(queries.ties, scheme_id=asked.scheme_id, rows=rows)[0].id == first
    asked.database.undo()
    assert [one[1] for one in tied(asked)] == ["", "甲"]


def test_a_new_version_has_them_on_its_own_items_and_a_deleted_item_takes_its_ties(
    asked: World, tie: Callable[..., None]
) -> None:
    tie((LATE, "", "工作落实", 1), (MISSED, "", "目标", 0))
    made = asked.do(actions.new_version, scheme_id=asked.scheme_id)
    assert tied(asked, made) == tied(asked)
    rows = asked.database.read(queries.criteria, scheme_id=made)
    own = {one.tie.place.criterion_id for one in asked.database.read(queries.ties, scheme_id=made, rows=rows)}
    assert own <= {row.id for row in rows}
    goal = next(row.id for row in rows if row.name == "目标")
    asked.do(actions.delete_criteria, criterion_ids=[goal])
    assert [one[2] for one in tied(asked, made)] == ["工作落实"]
    asked.do(actions.delete_scheme, scheme_id=made)
    assert len(tied(asked)) == 2
    asked.database.undo()
    assert [one[2] for one in tied(asked, made)] == ["工作落实"]


def test_a_tie_to_a_rule_that_changed_does_not_act_and_says_so(asked: World, tie: Callable[..., None]) -> None:
    made = asked.do(actions.new_version, scheme_id=asked.scheme_id)
    rows = asked.database.read(queries.criteria, scheme_id=made)
    item = next(row.id for row in rows if row.name == "工作落实")
    asked.do(actions.set_ties, scheme_id=made, ties=[Tie(LATE, "", Place(item, 1))])
    asked.do(actions.set_rule, criterion_id=item, rule=Rule(Start.ZERO, (Ratio(F(40)),)))
    rows = asked.database.read(queries.criteria, scheme_id=made)
    (found,) = asked.database.read(queries.ties, scheme_id=made, rows=rows)
    assert "没有按次计分" in found.fault


def test_what_cannot_be_tied_is_refused(asked: World, tie: Callable[..., None]) -> None:
    for source, item, part, words in (
        ("来信", "工作落实", 0, "没有叫“来信”"),
        (LATE, "垃圾分类", 0, "没有按次计分"),
        (LATE, "工作落实", 2, "没有按次计分"),
    ):
        with pytest.raises(Refusal, match=words):
            tie((source, "", item, part))
    other = asked.do(actions.create_scheme, campaign_id=asked.campaign_id, name="另一份")
    with pytest.raises(Refusal, match="另一份办法"):
        asked.do(actions.set_ties, scheme_id=other, ties=[Tie(LATE, "", Place(asked.items["目标"], 0))])


def test_a_veto_can_be_tied(asked: World) -> None:
    made = asked.do(actions.create_scheme, campaign_id=asked.campaign_id, name="否决办法")
    rule = Rule(parts=(PerOccurrence(F(-1)), Veto(Scope.HONOUR, "重大事故")))
    item = asked.do(actions.add_criterion, scheme_id=made, name="安全", points=F(10), rule=rule)
    asked.do(actions.set_ties, scheme_id=made, ties=[Tie(LATE, "事故", Place(item, 1))])
    assert tied(asked, made) == [(LATE, "事故", "安全", "重大事故的，取消评先资格")]
