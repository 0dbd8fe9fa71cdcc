"""Find and replace in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.task.rules import Wanted, replaced, why_not_sought


@pytest.mark.parametrize(
    ("wanted", "text", "after"),
    [
        (Wanted("街道办", "街道办事处"), "各街道办、街道办", "各街道办事处、街道办事处"),
        (Wanted("abc", "x"), "ABC abc", "x x"),
        (Wanted("abc", "x", match_case=True), "ABC abc", "ABC x"),
        (Wanted("6月", "7月", whole=True), "6月", "7月"),
        (Wanted("6月", "7月", whole=True), "6月底前", None),
        (Wanted("a.c", "x"), "abc a.c", "abc x"),
        (Wanted("甲", r"\1\g<0>"), "甲", r"\1\g<0>"),
        (Wanted("甲", ""), "甲乙", "乙"),
        (Wanted("丙", "丁"), "甲乙", None),
        (Wanted("", "丁"), "甲乙", None),
    ],
)
def test_a_cell(wanted: Wanted, text: str, after: str | None) -> None:
    found = replaced([(1, "title", text)], wanted)
    assert [entry.after for entry in found] == ([] if after is None else [after])


@given(st.text("甲乙丙a", max_size=12), st.text("甲乙a", min_size=1, max_size=2), st.text("丁戊", max_size=2))
def test_nothing_is_left_and_the_rest_stays(text: str, find: str, other: str) -> None:
    wanted = Wanted(find, other, match_case=True)
    found = replaced([(1, "note", text)], wanted)
    assert bool(found) is (find in text)
    if found:
        assert found[0].after == text.replace(find, other)
        assert found[0].times == text.count(find)


def test_nothing_to_look_for_is_said() -> None:
    assert why_not_sought(Wanted("")) is not None
    assert why_not_sought(Wanted("甲")) is None
