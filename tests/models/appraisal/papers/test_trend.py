"""考核走势图: a chart for each unit, its line through the scores of the posted rounds, on paper."""

from datetime import date

import pytest

from models.appraisal import actions
from models.appraisal.papers.figures import HIDDEN
from models.appraisal.papers.trend import MEAN, OFFER, OWN
from models.errors import Refusal
from models.papers.drawing import Box, Drawing, DrawnPage, Line, Words
from models.papers.drawn import render_drawing
from models.papers.pdf import page_text
from models.printing.produce import make
from tests.models.appraisal.papers.conftest import BUREAUS, STREETS, Appraised


@pytest.fixture
def half_year(appraised: Appraised) -> Appraised:
    """Two posted quarters; in the second the north street is checked too."""
    second = appraised.new_round("二季度考核", date(2026, 4, 1), date(2026, 6, 30))
    for number, unit in enumerate((*STREETS, *BUREAUS)):
        appraised.value(unit, "事件处理率", f"{90 + number}%", round_id=second)
        appraised.value(unit, "按期结案率", "95%", round_id=second)
    for round_id, on in ((appraised.round, date(2026, 4, 8)), (second, date(2026, 7, 8))):
        until = on.replace(day=15)
        appraised.database.do("公示", actions.post_round, round_id=round_id, on=on, until=until, wall=True)
    return appraised


def drawing(appraised: Appraised, **settings: object) -> Drawing:
    made = appraised.database.read(make, OFFER, appraised.asked(OFFER, **settings))
    assert isinstance(made, Drawing)
    return made


def lines(page: DrawnPage, color: str) -> list[Line]:
    return [one for one in page.shapes if isinstance(one, Line) and one.color == color][1:]  # behind the legend


def texts(page: DrawnPage) -> list[str]:
    return [one.text for one in page.shapes if isinstance(one, Words)]


def test_each_unit_has_its_line_beside_the_average(half_year: Appraised) -> None:
    streets, bureaus = drawing(half_year).pages
    assert len(lines(streets, OWN)) == 3 and len(lines(streets, MEAN)) == 4  # the north street has one point only
    assert len([one for one in streets.shapes if isinstance(one, Box)]) == 7
    assert {*STREETS, "一季度考核", "二季度考核", "101.84"} <= set(texts(streets))
    assert set(BUREAUS) <= set(texts(bureaus))
    for page in (streets, bureaus):
        right = max(one.x + one.width for one in page.shapes if isinstance(one, Words | Box))
        low = max(one.y + one.height for one in page.shapes if isinstance(one, Words | Box))
        assert right <= page.width - OFFER.profile.margins[1] + 0.1
        assert low <= page.height - OFFER.profile.margins[2] + 0.1


def test_a_better_score_stands_higher(half_year: Appraised) -> None:
    first = lines(drawing(half_year).pages[0], OWN)[0]
    (x, y), (later, lower) = first.points
    assert x < later and y < lower  # 101.84, then less


def test_without_ranks_nothing_tells_them(half_year: Appraised) -> None:
    shown, hidden = (texts(drawing(half_year, ranks=wish).pages[0]) for wish in ("yes", HIDDEN))
    assert any("第1名" in one for one in shown) and not any("第1名" in one for one in hidden)
    assert [one for one in hidden if one in STREETS] == list(STREETS)


def test_one_round_is_no_trend(appraised: Appraised) -> None:
    with pytest.raises(Refusal, match="没有可汇总"):
        drawing(appraised)
    appraised.database.do(
        "公示", actions.post_round, round_id=appraised.round, on=date(2026, 4, 8), until=date(2026, 4, 15), wall=True
    )
    with pytest.raises(Refusal, match="不到两个"):
        drawing(appraised)


def test_on_paper(half_year: Appraised) -> None:
    (pdf,) = render_drawing(drawing(half_year), "pdf")
    words = page_text(pdf, 0).replace("\n", "")
    assert "东关街道" in words and "同组平均" in words
