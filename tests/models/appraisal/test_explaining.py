"""Explanations add up: the scores of what stands below a figure, with the factors between, are the figure."""

import random
from collections.abc import Iterable
from fractions import Fraction as F

from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.appraisal.queries.explaining import tree
from models.appraisal.rows import CriterionRow, Explained, UnitResult
from models.appraisal.rules.facts import ItemScore
from models.appraisal.rules.kinds import Rule
from models.appraisal.rules.totals import Component, Frame, Node, total
from models.appraisal.rules.wording import rule_words
from models.appraisal.scoring import score
from models.appraisal.terms import Scope, Stage
from tests.models.appraisal.schemes import sheet_of


def rows_of(nodes: Iterable[Node], rules: dict[int, Rule]) -> dict[int, CriterionRow]:
    parents = {node.parent_id for node in nodes}
    return {
        node.id: CriterionRow(
            node.id,
            node.parent_id,
            0,
            0,
            int(node.id in parents),
            "",
            node.name,
            "",
            "",
            node.points,
            node.points,
            rules.get(node.id),
            rule_words(rules.get(node.id), node.points),
            None,
            "",
        )
        for node in nodes
    }


def check_adds_up(node: Explained, mark: str = "") -> None:
    """All that has something below it is the sum of that, and every step between says what it is."""
    if not node.below:
        return
    assert all(one.title for one in node.below), mark
    if node.score is None:
        assert all(one.score is None for one in node.below), mark
    else:
        assert sum((one.score for one in node.below if one.score is not None), F(0)) == node.score, mark
    for one in node.below:
        check_adds_up(one, f"{mark}/{one.title}")


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**48))
@example(3)
def test_every_explanation_adds_up(seed: int) -> None:
    sheet = sheet_of(random.Random(seed))
    scored = score(sheet)
    rows = rows_of(sheet.frame.nodes, {item.node.id: item.rule for item in sheet.items})
    for unit_id, of in scored.totals.items():
        unit = UnitResult(unit_id, f"单位{unit_id}", 1, of, None, items=scored.items[unit_id])
        why = dict.fromkeys(sheet.exempt.get(unit_id, ()), "不涉及")
        found = tree(sheet.frame, unit, rows, {}, why)
        assert found.score == of.score
        check_adds_up(found)


NODES = (
    Node(1, "一、日常工作"),
    Node(11, "部署", 1, points=F(60)),
    Node(12, "信息", 1, points=F(20)),
    Node(2, "二、满意度"),
    Node(21, "满意度", 2, points=F(20)),
    Node(3, "三、其他", points=F(5)),
)


def told(frame: Frame, scores: dict[int, F | None], *, bonus: F = F(0), veto: bool = False, **why: str) -> Explained:
    items = {key: ItemScore(value) for key, value in scores.items()}
    items[11] = ItemScore(items[11].score, (), bonus, ((Scope.WHOLE.value, "事故"),) if veto else ())
    left = [int(key[1:]) for key in why]
    of = total(frame, items, left)
    found = tree(
        frame,
        UnitResult(1, "甲", 1, of, None, items=items),
        rows_of(frame.nodes, {}),
        {},
        {key: why[f"_{key}"] for key in left},
    )
    check_adds_up(found)
    return found


def steps(node: Explained) -> list[tuple[str, str]]:
    return [(one.title, str(one.score)) for one in node.below if one.adjusts]


def test_points_without_data_are_named_with_their_factor() -> None:
    found = told(Frame(nodes=NODES), {11: F(50), 12: F(20), 21: F(10), 3: None})
    assert steps(found) == [("没有数据的5分不计，按105/100折算", "4")]
    assert found.words == ("一、日常工作 70 + 二、满意度 10；没有数据的5分不计，按105/100折算 +4；得 84.00")


def test_what_does_not_apply_is_told_apart_from_what_is_not_known() -> None:
    found = told(Frame(nodes=NODES), {11: None, 12: F(10), 21: F(10), 3: None}, _11="无此项")
    heading = found.below[0]
    assert steps(heading) == [("不适用的60分不计，按80/20折算", "30")]
    assert heading.words == "不适用的60分不计，按80/20折算"
    assert steps(found) == [("没有数据的5分不计，按105/100折算", "5/2")]


def test_bonus_full_mark_veto_weights_and_rounding_are_steps() -> None:
    parts = (Component(1, "系统", F(3, 5)), Component(2, "现场", F(2, 5)))
    nodes = (Node(11, "部署", None, 1, F(30)), Node(12, "现场", None, 2, F(20)))
    frame = Frame(F(100), parts, nodes, 2, frozenset((Stage.TOTAL,)), F(3), bonus_beyond=False)
    found = told(frame, {11: F(29), 12: F(19)}, bonus=F(5))
    assert steps(found.below[0]) == [("满30分折算为满分100的60%", "29")]
    assert steps(found) == [("加分（最多3分）", "3")]
    capped = told(frame, {11: F(30), 12: F(20)}, bonus=F(5))
    assert steps(capped) == [("加分（最多3分）", "3"), ("总分不超过满分100分", "-3")]
    struck = told(frame, {11: F(29), 12: F(19)}, veto=True)
    assert steps(struck) == [("一票否决，总分不得分", "-96")]
    alone = told(frame, {11: F(29), 12: None})
    assert steps(alone) == [("“现场”40分没有数据不计，按100/60折算", "116/3"), ("四舍五入到2位小数", "1/300")]
