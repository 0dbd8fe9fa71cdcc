"""Blocks to and from spreadsheets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.tables import clipboard
from ui.tables.clipboard import from_tabs, to_html, to_tabs
from ui.tables.html_block import from_html

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


EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset=utf-8>
<style>td {mso-style-parent:style0;}</style></head><body><!--StartFragment-->
<table border=0 cellpadding=0><col width=87><tr height=19>
 <td rowspan=2 height=38 class=xl65>市容环境卫生</td><td>整治占道
  经营</td><td rowspan=2>10</td><td>城管局&nbsp;</td></tr>
<tr><td>清理&lt;死角&gt;<br style='mso-data-placement:same-cell;'>每周一次</td><td>公安局</td></tr>
<tr><td colspan=3>合计</td><td></td></tr>
</table><!--EndFragment--></body></html>"""


def test_merged_cells_of_excel() -> None:
    block = clipboard.chosen("whatever\tthe text\tsays", EXCEL)
    assert block == (
        ("市容环境卫生", "整治占道 经营", "10", "城管局"),
        ("市容环境卫生", "清理<死角>\n每周一次", "", "公安局"),
        ("合计", "", "", ""),
    )


def test_text_wins_where_html_knows_no_more() -> None:
    html = "<table><tr><td>甲  乙</td><td>丙</td></tr></table>"
    assert clipboard.chosen("甲  乙\t丙\n", html) == (("甲  乙", "丙"),)


def test_paragraphs_of_word_stay_in_their_cell() -> None:
    html = "<table><tr><td><p>第一段</p><p>第二段</p></td><td><p>丙</p></td></tr></table><p>后文</p>"
    assert clipboard.chosen("第一段\n第二段\t丙\n", html) == (("第一段\n第二段", "丙"),)


def test_html_without_a_table_is_left_alone() -> None:
    assert clipboard.chosen("一\n二", "<p>一</p><p>二</p>") == (("一",), ("二",))


def test_a_table_inside_a_cell_is_its_text() -> None:
    html = "<table><tr><td rowspan=1 colspan=2>甲<table><tr><td>乙</td></tr></table></td><td>丙</td></tr></table>"
    assert clipboard.chosen("x", html) == (("甲乙", "", "丙"),)


_CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6).map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(_CELLS, _CELLS, _CELLS), min_size=1, max_size=5))
def test_our_own_html_comes_back(rows: list[tuple[str, str, str]]) -> None:
    block, has_merged = from_html(to_html(rows))
    assert block == tuple(rows) and not has_merged
