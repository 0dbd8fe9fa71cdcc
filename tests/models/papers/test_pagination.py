"""Pages are cut right for any heights: no row lost, none twice, nothing over the edge, labels with room."""

from hypothesis import given
from hypothesis import strategies as st

from models.papers.pagination import Page, Run, paginate, runs_of, runs_on

BODY = 100.0


def nothing(run: Run, again: bool) -> float:
    return 0.0


def cut(heights: list[float], **more: float) -> list[Page]:
    return paginate(heights, [], nothing, body=BODY, head=more.get("head", 0.0), tail=more.get("tail", 0.0))


def test_rows_fill_a_page_before_the_next_one_begins() -> None:
    assert [(page.first, page.end) for page in cut([40, 40, 40, 40, 20])] == [(0, 2), (2, 5)]


def test_head_takes_room_on_the_first_page_only() -> None:
    assert [(page.first, page.end) for page in cut([50, 50, 50, 50], head=10)] == [(0, 1), (1, 3), (3, 4)]


def test_tail_takes_a_row_along() -> None:
    pages = cut([50, 50], tail=30)
    assert [(page.first, page.end, page.has_tail) for page in pages] == [(0, 1, False), (1, 2, True)]


def test_label_taller_than_its_rows_stretches_them() -> None:
    (page,) = paginate([10, 10, 10], [Run(1, 0, 2), Run(1, 2, 3)], lambda run, again: 30, body=BODY, head=0, tail=0)
    assert page.heights == (15, 15, 30)


def test_reopened_label_is_measured_with_its_mark() -> None:
    asked: list[tuple[int, bool]] = []

    def height(run: Run, again: bool) -> float:
        asked.append((run.first, again))
        return 20.0

    pages = paginate([60, 60], [Run(1, 0, 2)], height, body=BODY, head=0, tail=0)
    assert len(pages) == 2
    assert (0, True) in asked
    assert runs_on(1, 2, [Run(1, 0, 2)]) == [(Run(1, 1, 2), True)]


def test_runs_follow_the_outer_groups() -> None:
    groups = [("a", "x"), ("a", "x"), ("b", "x"), ("b", "y"), ("a", "x")]
    assert [(r.first, r.end) for r in runs_of(groups, 1)] == [(0, 2), (2, 4), (4, 5)]
    assert [(r.first, r.end) for r in runs_of(groups, 2)] == [(0, 2), (2, 3), (3, 4), (4, 5)]


@given(
    st.lists(st.tuples(st.floats(5, 55), st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=60),
    st.floats(0, 40),
    st.floats(0, 40),
    st.floats(5, 55),
)
def test_any_table(rows: list[tuple[float, int, int]], head: float, tail: float, label: float) -> None:
    heights = [height for height, _, _ in rows]
    groups = [(str(outer), str(inner)) for _, outer, inner in rows]
    runs = [run for level in (1, 2) for run in runs_of(groups, level)]
    pages = paginate(heights, runs, lambda run, again: label, body=BODY, head=head, tail=tail)
    assert [index for page in pages for index in range(page.first, page.end)] == list(range(len(rows)))
    assert [page.has_tail for page in pages] == [False] * (len(pages) - 1) + [True]
    for number, page in enumerate(pages):
        room = BODY - (head if number == 0 else 0) - (tail if page.has_tail else 0)
        assert len(page.heights) == 1 or sum(page.heights) <= room + 1e-6
        assert all(drawn >= heights[page.first + i] for i, drawn in enumerate(page.heights))
        for part, _ in runs_on(page.first, page.end, runs):
            drawn = page.heights[part.first - page.first : part.end - page.first]
            assert sum(drawn) >= label - 1e-6
