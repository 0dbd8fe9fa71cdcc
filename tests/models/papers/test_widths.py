"""Widths of columns: add up, keep short texts on one line, give the room to what needs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.papers.sheet import Align, Column, Row, Sheet
from models.papers.texts import em_width
from models.papers.widths import fitted_widths
from tests.models.papers.samples import make_sheet

EM = 10.0


def widths_of(sheet: Sheet, total: float = 750.0) -> dict[str, float]:
    keys = [column.key for column in sheet.columns]
    return dict(zip(keys, fitted_widths(sheet, total, EM), strict=True))


def test_short_columns_fit_their_text_and_long_ones_take_the_rest() -> None:
    widths = widths_of(make_sheet([[80] * 20]))
    assert sum(widths.values()) == pytest.approx(750)
    assert widths["task"] == max(widths.values())
    assert widths["task"] > 2 * widths["big"]
    assert widths["points"] >= 2 * EM
    assert widths["points"] < 5 * EM


def test_given_widths_are_proportions() -> None:
    columns = (Column("a", "甲", width=1), Column("b", "乙", width=3))
    assert fitted_widths(Sheet("表", columns, ()), 400, EM) == [100, 300]


def test_one_given_width_is_kept_beside_others() -> None:
    columns = (Column("a", "甲", width=8), Column("b", "乙", align=Align.LEFT))
    rows = tuple(Row({"a": "甲" * 30, "b": "乙" * 200}) for _ in range(3))
    first, second = fitted_widths(Sheet("表", columns, rows), 700, EM)
    assert 80 <= first < 100
    assert first + second == pytest.approx(700)


def test_crowded_headings_take_two_lines_but_two_characters_stay_together() -> None:
    columns = tuple(Column(f"c{n}", "责任领导" if n % 2 else "序号") for n in range(14))
    rows = (Row({f"c{n}": "一" for n in range(14)}),)
    widths = fitted_widths(Sheet("表", columns, rows), 420, EM)
    assert all(width >= 2 * EM for width in widths)


@given(
    st.lists(st.integers(0, 300), min_size=1, max_size=10).flatmap(
        lambda lengths: st.tuples(st.just(lengths), st.floats(100, 2000))
    )
)
def test_any_columns_add_up(case: tuple[list[int], float]) -> None:
    lengths, total = case
    columns = tuple(Column(f"c{n}", "标题") for n in range(len(lengths)))
    rows = (Row({f"c{n}": "字" * length for n, length in enumerate(lengths)}),)
    widths = fitted_widths(Sheet("表", columns, rows), total, EM)
    assert sum(widths) == pytest.approx(total)
    assert min(widths) > 0
    needed = [max(em_width("字" * length), 2) + 1 for length in lengths]
    if sum(needed) * EM <= total:
        assert all(width >= need * EM - 1 for width, need in zip(widths, needed, strict=True))
