"""The 公示牌: everything stands on the sheet whatever its size and however much there is to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.grid.papers.board import HEADINGS, Board, board_page
from models.papers.drawing import Box, Line, Picture, Words

SIZES = [(297.0, 210.0), (210.0, 297.0), (420.0, 297.0), (297.0, 420.0)]
TEXT = st.text("网格长责任落实到人一二三四五", max_size=40)
BOARDS = st.builds(
    Board,
    title=st.just("城东农贸市场网格责任公示牌"),
    code=TEXT,
    boundary=TEXT,
    people=st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), min_size=1, max_size=16).map(tuple),
    duties=st.lists(st.tuples(st.just("网格长"), st.text("职责", max_size=300)), max_size=5).map(tuple),
    hotline=TEXT,
    photo=st.sampled_from(["", "AAAA"]),
    photo_name=TEXT,
)


def extent(shape: object) -> tuple[float, float, float, float]:
    if isinstance(shape, Line):
        xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
        return min(xs), min(ys), max(xs), max(ys)
    assert isinstance(shape, Box | Words | Picture)
    return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height


@pytest.mark.parametrize("size", SIZES)
@given(board=BOARDS)
def test_everything_is_on_the_sheet_and_no_words_lie_on_others(size: tuple[float, float], board: Board) -> None:
    page = board_page(board, *size)
    for shape in page.shapes:
        left, top, right, bottom = extent(shape)
        assert left >= 0
        assert top >= 0
        assert right <= page.width + 0.01
        assert bottom <= page.height + 0.01
        assert right >= left
        assert bottom >= top
    words = [extent(shape) for shape in page.shapes if isinstance(shape, Words) and shape.text]
    for at, (left, top, right, bottom) in enumerate(words):
        for other in words[at + 1 :]:
            apart = (
                right <= other[0] + 0.01
                or other[2] <= left + 0.01
                or bottom <= other[1] + 0.01
                or other[3] <= top + 0.01
            )
            assert apart, (words[at], other)


def test_a_vacant_role_has_its_line_and_the_hotline_stands_at_the_foot() -> None:
    board = Board("甲市场网格责任公示牌", "", "", (("网格长", "", "", ""),), (), "12345")
    texts = [shape.text for shape in board_page(board, 297, 210).shapes if isinstance(shape, Words)]
    assert set(HEADINGS) <= set(texts)
    assert "网格长" in texts
    assert "监督电话：12345" in texts
