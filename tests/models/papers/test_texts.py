"""What reaches the paper: no control or direction characters, breakable addresses, sane widths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.papers.cells import cut_text, make_cell
from models.papers.sheet import Align
from models.papers.texts import breakable, clean, em_width, printable


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("甲\u202e乙", "甲乙"),
        ("甲\u200b乙\ufeff", "甲乙"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("\n甲\x07\x00乙\n", "甲乙"),
        ("a\tb", "a b"),
        ("\ud800甲", "甲"),
        ("喆㛃𬮱“引号”—…≥½", "喆㛃𬮱“引号”—…≥½"),
    ],
)
def test_clean(dirty: str, cleaned: str) -> None:
    assert clean(dirty) == cleaned


@given(st.text())
def test_clean_is_stable_and_encodable(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")


@given(st.text(alphabet="abc1.:/甲"))
def test_breakable_only_adds_break_points(text: str) -> None:
    loose = breakable(text)
    assert loose.replace("\u200b", "") == text
    assert all(len(part) <= 13 for part in loose.replace("甲", "\u200b").split("\u200b"))


def test_empty_items_are_left_out() -> None:
    assert printable(("市公安局", "", "\u200b")) == ["市公安局"]
    assert printable("") == []


def test_chinese_counts_one_em_each() -> None:
    assert em_width("市公安局") == 4
    assert em_width("2026年") < 4


@given(st.text(alphabet="甲乙，。a1\n ", max_size=300), st.integers(3, 20), st.integers(1, 9))
def test_cut_loses_nothing(text: str, width: int, lines: int) -> None:
    pieces = cut_text(text, width, lines + 2, lines)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    rooms = [width * (lines + 2), *[width * lines] * len(pieces)]
    assert all(em_width(piece.replace("\n", "")) <= room for piece, room in zip(pieces, rooms, strict=False))


@pytest.mark.parametrize(
    ("text", "room", "narrow"),
    [
        ("市公安局", 5.0, 0.0),
        ("市住房城乡建设局", 7.5, 4.1),
        ("四、健康教育与健康促进", 5.9, 4.1),  # 5 fit a line, so three lines: 4 + 4 + 3, not 5 + 5 + 1
        ("一" * 40, 4.0, 0.0),  # many lines are not balanced
    ],
)
def test_centred_lines_are_even(text: str, room: float, narrow: float) -> None:
    cell = make_cell([text], Align.CENTER, room * 10, 10)
    assert cell.narrow == pytest.approx(narrow * 10)


def test_date_breaks_after_the_year() -> None:
    assert make_cell(["2026年5月31日前"], Align.CENTER, 60, 10).items == ("2026年\n5月31日前",)
    assert make_cell(["2026年5月31日前"], Align.CENTER, 90, 10).items == ("2026年5月31日前",)
