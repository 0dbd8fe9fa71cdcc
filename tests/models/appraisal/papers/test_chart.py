"""考核排名图: bars as long as their scores, parts in their order, one page for each group."""

from itertools import pairwise

import pytest

from models.appraisal import actions
from models.appraisal.papers.chart import BONUS, OFFER, TINTS
from models.appraisal.papers.figures import HIDDEN
from models.errors import Refusal
from models.papers.drawing import Box, Drawing, DrawnPage, Words
from models.papers.drawn import render_drawing
from models.papers.pdf import page_text
from models.printing.produce import make
from tests.models.appraisal.papers.conftest import STREETS, Appraised


def drawing(appraised: Appraised, **settings: object) -> Drawing:
    made = appraised.database.read(make, OFFER, appraised.asked(OFFER, **settings))
    assert isinstance(made, Drawing)
    return made


def bars(page: DrawnPage) -> list[list[Box]]:
    """The segments of each bar, from left to right."""
    found: dict[float, list[Box]] = {}
    for shape in page.shapes:
        if isinstance(shape, Box):
            found.setdefault(shape.y, []).append(shape)
    return [boxes for y, boxes in sorted(found.items())][1:]  # the first line is the legend


def texts(page: DrawnPage) -> list[str]:
    return [shape.text for shape in page.shapes if isinstance(shape, Words)]


def test_bars_are_as_long_as_their_scores(appraised: Appraised) -> None:
    streets, bureaus = drawing(appraised).pages
    east, west, south = bars(streets)
    assert [one.fill for one in east] == [*TINTS[:3], BONUS] and [one.fill for one in west] == list(TINTS[:3])
    lengths = [sum(one.width for one in bar) for bar in (east, west, south)]
    assert [length / lengths[0] for length in lengths] == pytest.approx([1, 96 / 101.84, 83.76 / 101.84])
    assert east[0].width / west[0].width == pytest.approx(39.84 / 39.2)
    assert all(a.x + a.width == pytest.approx(b.x) for bar in (east, west) for a, b in pairwise(bar))
    right = max(shape.x + shape.width for shape in streets.shapes if isinstance(shape, Box | Words))
    assert right <= streets.width - OFFER.profile.margins[1] + 0.1
    assert {"1", "东关街道", "101.84", "优秀", "平均 93.87", "系统（40%）", "加分"} <= set(texts(streets))
    assert len(bars(bureaus)) == 3


def test_without_ranks_in_the_order_of_the_roster(appraised: Appraised) -> None:
    appraised.value("东关街道", "事件处理率", "10%")
    found = texts(drawing(appraised, ranks=HIDDEN).pages[0])
    assert [one for one in found if one in STREETS] == list(STREETS[:3]) and "1" not in found
    assert any(one.endswith("得分图（街道）") for one in found)


def test_on_paper(appraised: Appraised) -> None:
    (pdf,) = render_drawing(drawing(appraised, groups=[appraised.groups["街道"]]), "pdf")
    assert "南苑街道" in page_text(pdf, 0).replace("\n", "")


def test_a_group_with_nothing_scored_has_no_page(appraised: Appraised) -> None:
    appraised.do(actions.set_checked, round_id=appraised.round, is_checked=False,
                 unit_ids=[appraised.units[one] for one in STREETS])  # fmt: skip
    assert len(drawing(appraised).pages) == 1
    with pytest.raises(Refusal, match="画不出图"):
        drawing(appraised, groups=[appraised.groups["街道"]])
