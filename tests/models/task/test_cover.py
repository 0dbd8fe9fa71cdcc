"""The cover of a split print: each unit once, its tasks and pages, and the sums."""

import pytest

from models.papers.sheet import plain
from models.task.cover import cover_of
from tests.models.papers.samples import make_sheet


def test_each_unit_with_its_pages() -> None:
    sheets = [make_sheet([[10] * count], name=f"第{count}局") for count in (3, 1)]
    cover = cover_of(sheets, (2, 1), "分发目录")
    cells = [[plain(row.cells.get(key, "")) for key in ("no", "unit", "tasks", "pages")] for row in cover.rows]
    assert cells == [["1", "第3局", "3", "2"], ["2", "第1局", "1", "1"], ["", "合计", "4", "3"]]
    assert [row.strong for row in cover.rows] == [False, False, True]
    assert (cover.title, cover.unit, cover.number) == ("分发目录", sheets[0].unit, sheets[0].number)
    assert cover.profile.landscape == sheets[0].profile.landscape


def test_counts_belong_to_the_sheets() -> None:
    with pytest.raises(ValueError, match="shorter"):
        cover_of([make_sheet([[10]])] * 2, (1,), "分发目录")
