"""Nested filters: each comparison by a table of cases, and the laws of groups on random ones."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.layouts import rules
from models.layouts.content import Layout, SortKey, group_of_plain, layout_of_text, plain_of_group, text_of_layout
from models.layouts.rules import Criterion, Group, Value, criterion_holds, holds
from models.layouts.terms import Compare, FieldKind

DAY = date(2026, 5, 20)
C = Compare


@pytest.mark.parametrize(
    ("compare", "values", "value", "expected"),
    [
        (C.CONTAINS, ("市场",), "农贸市场", True),
        (C.CONTAINS, ("ABC",), "xabcx", True),
        (C.CONTAINS, ("市场",), None, False),
        (C.LACKS, ("市场",), "", True),
        (C.LACKS, ("市场",), "农贸市场", False),
        (C.IS, (" 农贸市场 ",), "农贸市场", True),
        (C.IS, ("市场",), "农贸市场", False),
        (C.IS_NOT, ("市场",), "", True),
        (C.STARTS, ("农贸",), "农贸市场", True),
        (C.STARTS, ("市场",), "农贸市场", False),
        (C.EMPTY, (), "", True),
        (C.EMPTY, (), (), True),
        (C.EMPTY, (), 0, False),
        (C.FILLED, (), Decimal(0), True),
        (C.ONE_OF, ("2.5", ""), Decimal("2.50"), True),
        (C.ONE_OF, ("2.5", ""), None, True),
        (C.ONE_OF, ("2.5",), None, False),
        (C.ONE_OF, ("公安局",), ("城管局", "公安局"), True),
        (C.ONE_OF, ("",), (), True),
        (C.HAS, ("公安局",), ("城管局", "公安局"), True),
        (C.HAS, ("公安",), ("城管局", "公安局"), True),
        (C.HAS, ("gaj",), ("城管局", "公安局"), True),
        (C.HAS, ("cg",), ("市城管局", "公安局"), True),
        (C.HAS, ("aj",), ("市城管局", "公安局"), False),
        (C.HAS, ("消防",), ("市城管局", "公安局"), False),
        (C.HAS_NOT, ("公安局",), (), True),
        (C.CONTAINS, ("公安",), ("城管局", "公安局"), True),
        (C.FIRST, ("城管局",), ("城管局", "公安局"), True),
        (C.FIRST, ("公安局",), ("城管局", "公安局"), False),
        (C.AT_LEAST, ("2.5",), Decimal("2.5"), True),
        (C.AT_LEAST, ("２．５",), 2, False),
        (C.MORE, ("2",), 2, False),
        (C.LESS, ("2",), 1, True),
        (C.AT_MOST, ("2",), 3, False),
        (C.BETWEEN, ("5", "2"), 3, True),
        (C.BETWEEN, ("2", ""), 3, False),
        (C.IS, ("3.0",), 3, True),
        (C.AT_LEAST, ("many",), 3, False),
        (C.AT_LEAST, ("1",), None, False),
        (C.WITHIN, ("10",), DAY + timedelta(days=10), True),
        (C.WITHIN, ("10",), DAY + timedelta(days=11), False),
        (C.WITHIN, ("10",), DAY - timedelta(days=1), False),
        (C.WITHIN, ("0",), DAY, True),
        (C.PAST, (), DAY, False),
        (C.PAST, (), DAY - timedelta(days=1), True),
        (C.LESS, ("2026-05-20",), date(2026, 5, 19), True),
        (C.BETWEEN, ("2026年5月1日", "2026.5.31"), DAY, True),
    ],
)
def test_a_comparison(compare: Compare, values: tuple[str, ...], value: Value, expected: bool) -> None:
    assert criterion_holds(Criterion("x", compare, values), value, DAY) is expected


@pytest.mark.parametrize(
    ("kind", "asked", "words"),
    [
        (FieldKind.NUMBER, Criterion("x", C.AT_LEAST, ("十",)), "不是数字"),
        (FieldKind.NUMBER, Criterion("x", C.CONTAINS, ("1",)), "不能用"),
        (FieldKind.DAY, Criterion("x", C.LESS, ("五月",)), "不是日期"),
        (FieldKind.DAY, Criterion("x", C.WITHIN, ("1.5",)), "不是天数"),
        (FieldKind.DAY, Criterion("x", C.WITHIN, ("99999",)), "不是天数"),
        (FieldKind.TEXT, Criterion("x", C.CONTAINS, (" ",)), "没有写完"),
        (FieldKind.TEXT, Criterion("x", C.ONE_OF, ()), "没有选"),
        (FieldKind.NUMBER, Criterion("x", C.BETWEEN, ("1",)), "没有写完"),
    ],
)
def test_an_unfinished_comparison_is_named(kind: FieldKind, asked: Criterion, words: str) -> None:
    refusal = rules.why_not(asked, kind, "分值")
    assert refusal is not None and words in refusal.sentence and "分值" in refusal.sentence


@pytest.mark.parametrize("kind", list(FieldKind))
def test_every_comparison_offered_can_be_made(kind: FieldKind) -> None:
    typed = {FieldKind.NUMBER: "3", FieldKind.DAY: "2026-05-31"}.get(kind, "甲")
    for compare in kind.compares:
        values = ("3",) if compare is C.WITHIN else (typed,) * (1 if compare.takes is None else compare.takes)
        assert rules.why_not(Criterion("x", compare, values), kind, "列") is None
        assert compare.label_for(kind)


_VALUES = st.one_of(
    st.none(),
    st.text("甲乙丙a ", max_size=4),
    st.integers(-5, 5),
    st.decimals(-5, 5, places=1),
    st.dates(DAY - timedelta(days=9), DAY + timedelta(days=9)),
    st.lists(st.sampled_from("甲乙丙"), max_size=3, unique=True).map(tuple),
)
_CRITERIA = st.builds(
    Criterion,
    st.sampled_from("xyz"),
    st.sampled_from(list(Compare)),
    st.lists(st.sampled_from(("", "甲", "甲乙", "2", "-1", "2026-05-20", "a")), max_size=2).map(tuple),
)
_GROUPS = st.recursive(
    st.builds(Group, st.lists(_CRITERIA, max_size=3).map(tuple), st.booleans()),
    lambda inner: st.builds(Group, st.lists(st.one_of(_CRITERIA, inner), max_size=3).map(tuple), st.booleans()),
    max_leaves=8,
)
_ROWS = st.fixed_dictionaries({"x": _VALUES, "y": _VALUES, "z": _VALUES})


@given(_CRITERIA, _VALUES)
def test_an_opposite_is_the_opposite(asked: Criterion, value: Value) -> None:
    pairs = {C.CONTAINS: C.LACKS, C.IS: C.IS_NOT, C.HAS: C.HAS_NOT, C.EMPTY: C.FILLED}
    for one, other in pairs.items():
        first = criterion_holds(Criterion("x", one, asked.values), value, DAY)
        assert first is not criterion_holds(Criterion("x", other, asked.values), value, DAY)


@given(_GROUPS, _ROWS)
def test_groups_join_their_parts(group: Group, row: dict[str, Value]) -> None:
    parts = [part for part in group.parts if isinstance(part, Criterion) or not part.is_empty]
    each = [holds(part, row.__getitem__, DAY) for part in parts]
    expected = (any(each) if group.any_of else all(each)) if each else True
    assert holds(group, row.__getitem__, DAY) is expected


@given(_GROUPS, _ROWS)
def test_one_more_part_never_widens_and_and_never_narrows_or(group: Group, row: dict[str, Value]) -> None:
    more = Group((Criterion("x", C.FILLED),))
    now = holds(group, row.__getitem__, DAY)
    both = holds(Group((group, more)), row.__getitem__, DAY)
    assert now or not both
    if not group.is_empty:
        assert holds(Group((group, more), any_of=True), row.__getitem__, DAY) or not now


@given(_GROUPS)
def test_a_filter_comes_back_as_it_was_kept(group: Group) -> None:
    assert group_of_plain(plain_of_group(group)) == group


@given(_GROUPS)
def test_fields_that_are_gone_are_not_asked(group: Group) -> None:
    left = rules.without_fields(group, frozenset("xy"))
    assert set(left.fields()) <= set("xy")
    assert set(left.fields()) == set(group.fields()) - {"z"}


def test_the_sentence_reads_like_the_filter() -> None:
    asked = Group(
        (
            Criterion("lead", C.HAS, ("城管局",)),
            Group((Criterion("points", C.AT_LEAST, ("5",)), Criterion("due", C.EMPTY)), any_of=True),
        )
    )
    headings = {"lead": "牵头单位", "points": "分值", "due": "时限"}
    kinds = {"lead": FieldKind.NAMES, "points": FieldKind.NUMBER, "due": FieldKind.DAY}
    assert rules.sentence_of(asked, headings, kinds) == "牵头单位有“城管局”，并且（分值 ≥ 5，或者时限为空）"


def test_a_layout_comes_back_as_it_was_kept() -> None:
    layout = Layout(
        ("title", "lead"),
        frozenset(("note",)),
        {"title": 200},
        2,
        (SortKey("points", True),),
        Group((Criterion("x", C.FILLED),)),
    )
    assert layout_of_text(text_of_layout(layout)) == layout


@pytest.mark.parametrize("text", ["", "[]", "{", "null"])
def test_a_broken_layout_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="读不出来"):
        layout_of_text(text)


def test_odd_entries_are_left_out() -> None:
    text = '{"order": ["a", 3], "widths": {"a": 9, "b": "x", "c": 90}, "frozen": -1, "sorts": [["a"], ["b", 1]],'
    text += ' "filters": {"parts": [{"field": "a", "compare": "what"}, {"field": "a", "compare": "empty"}, 7]}}'
    layout = layout_of_text(text)
    assert layout.order == ("a",) and layout.widths == {"c": 90} and layout.frozen == 0
    assert layout.sorts == (SortKey("b", True),)
    assert layout.filters == Group((Criterion("a", C.EMPTY),))
