"""Blocks to and from spreadsheets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.tables.clipboard import from_tabs, to_html, to_tabs

TEXT = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=12)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),
        ('"两\n行"\t"他说""好"""', (("两\n行", '他说"好"'),)),
        ("a\n\nb", (("a",), ("",), ("b",))),
        ("a\tb\nc", (("a", "b"), ("c", ""))),
        ('5" 管\tx', (('5" 管', "x"),)),
        ('"开着\tx', (('"开着', "x"),)),
        ("", ()),
        ("=1+1\t+86", (("=1+1", "+86"),)),
    ],
)
def test_what_spreadsheets_copy(text: str, block: tuple[tuple[str, ...], ...]) -> None:
    assert from_tabs(text) == block


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(TEXT, min_size=n, max_size=n), min_size=1, max_size=4)))
def test_a_block_comes_back_as_it_went(block: list[list[str]]) -> None:
    expected = tuple(tuple(row) for row in block)
    if expected[-1] == ("",):
        expected = expected[:-1]  # an empty last line is a line break
    assert from_tabs(to_tabs(block)) == expected


def test_html_is_escaped() -> None:
    assert to_html([["<b>&", "a\nb"]]).count("<td>") == 2
    assert "&lt;b&gt;&amp;" in to_html([["<b>&"]])
