"""What the map is coloured by, and the paper 网格示意图: same layout on every size, readable without colour."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from models.database import Database
from models.errors import Refusal
from models.grid import actions
from models.grid.map import MapStyle
from models.grid.papers import OFFERS
from models.grid.papers.gridmap import _FILLS
from models.grid.shades import Shade, Tint, source_of, sources, stage_shades, vacancy_shades
from models.grid.terms import Stage
from models.papers.drawing import Box, Drawing, Words
from models.papers.drawn import render_drawing
from models.papers.letters import missing_letters
from models.papers.offer import Asked
from models.papers.press import Press
from models.papers.sheet import Paper
from tests.models.grid.test_watches import Grid
from tests.models.papers.conftest import press as press

MAR = date(2026, 3, 1)
OFFER = {offer.key: offer for offer in OFFERS}["gridmap"]


@pytest.fixture
def grid(database: Database) -> Grid:
    made = Grid(database)
    made.add("梅湾市场", "网格员", "林知秋")
    changes = {
        made.cells["梅湾市场"]: {"stage": Stage.DONE},
        made.cells["河西市场"]: {"stage": Stage.BUILDING, "progress": 45},
    }
    database.do("阶段", actions.update_cells, changes=changes)
    return made


def drawn(grid: Grid, paper: Paper = Paper.A4, *, landscape: bool = True, **settings: object) -> Drawing:
    profile = replace(OFFER.profile, paper=paper, landscape=landscape)
    made = grid.database.read(OFFER.make, Asked(None, MAR, settings, profile))
    assert isinstance(made, Drawing)
    return made


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.pages[0].shapes if isinstance(shape, Words)]


def test_sources_are_named_once_and_explain_each_tint() -> None:
    found = sources()
    assert [source.key for source in found] == ["stage", "vacancy", "duty"]
    assert all(len({tint for tint, _ in source.legend}) == len(source.legend) for source in found)
    assert source_of("没有的") is found[0]
    assert len({tint.mark for tint in Tint}) == len(Tint)


def test_sites_by_stage(grid: Grid) -> None:
    shades = grid.database.read(stage_shades, MAR, None)
    assert shades[grid.cells["梅湾市场"]] == Shade(Tint.OK, "完工", "完工")
    assert shades[grid.cells["河西市场"]] == Shade(Tint.DOING, "改造中 45%", "改造中 45%")
    assert shades[grid.cells["长丰市场"]].tint is Tint.NONE
    assert grid.cells["临江区"] not in shades


def test_cells_by_vacancy(grid: Grid) -> None:
    shades = grid.database.read(vacancy_shades, MAR, None)
    assert shades[grid.cells["梅湾市场"]].tint is Tint.OK
    missing = shades[grid.cells["河西市场"]]
    assert missing.tint is Tint.MISSING and "网格员" in missing.words


def test_the_paper_shows_cells_marks_and_what_they_mean(grid: Grid) -> None:
    drawing = drawn(grid, shade="stage")
    words = texts(drawing)
    assert drawing.title in words and "● 完工" in words and "◆ 改造中 45%" in words
    assert "● 已完工 1" in words and "◆ 施工中 1" in words
    assert {"梅湾市场", "河西市场", "长丰市场", "临江区"} <= set(words)
    assert any("按阶段着色" in text and "2026年3月1日" in text for text in words)
    assert "■ 有空缺 4" in texts(drawn(grid, shade="vacancy"))


def test_what_has_no_history_says_so_on_another_day(grid: Grid) -> None:
    assert any(text.endswith("（阶段为现在的情况）") for text in texts(drawn(grid, shade="stage")))
    assert not any("现在的情况" in text for text in texts(drawn(grid, shade="vacancy")))
    assert source_of("stage").note_on(date.today()) == ""


def test_one_area_under_a_title_of_ones_own(grid: Grid) -> None:
    drawing = drawn(grid, cell=grid.cells["临江区"], title="临江区农贸市场一览")
    words = texts(drawing)
    assert "临江区农贸市场一览" in words and "长丰市场" not in words
    with pytest.raises(Refusal, match="已经不在了"):
        drawn(grid, cell=1)
    with pytest.raises(Refusal, match="没有可画的"):
        drawn(grid, cell=grid.cells["梅湾市场"])


def test_an_empty_grid_is_refused(database: Database) -> None:
    with pytest.raises(Refusal, match="网格里还没有点位"):
        database.read(OFFER.make, Asked(None, MAR, {}, OFFER.profile))


def test_a3_is_a4_enlarged_as_a_whole(grid: Grid) -> None:
    small, large = drawn(grid), drawn(grid, Paper.A3)
    by = 297 / 210
    (page,), (other,) = small.pages, large.pages
    assert (other.width, other.height) == pytest.approx((page.width * by, page.height * by))
    assert texts(small) == texts(large)
    for one, two in zip(page.shapes, other.shapes, strict=True):
        if isinstance(one, Box | Words):
            assert isinstance(two, type(one))
            assert (two.x, two.y, two.width, two.height) == pytest.approx(
                (one.x * by, one.y * by, one.width * by, one.height * by)
            )
        if isinstance(one, Words) and isinstance(two, Words):
            assert two.size_pt == pytest.approx(one.size_pt * by)


@pytest.mark.parametrize("landscape", [True, False])
def test_everything_lies_on_the_page(grid: Grid, landscape: bool) -> None:
    (page,) = drawn(grid, landscape=landscape).pages
    assert (page.width > page.height) is landscape
    for shape in page.shapes:
        if isinstance(shape, Box | Words):
            assert shape.x >= 0 and shape.y >= 0
            assert shape.x + shape.width <= page.width + 0.01 and shape.y + shape.height <= page.height + 0.01


def test_meanings_differ_in_grey_too() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    greys = sorted(grey(fills[1]) for tint, fills in _FILLS.items())
    assert all(other - one >= 10 for one, other in pairwise(greys))


def test_it_can_be_set_and_every_letter_printed(grid: Grid, press: Press) -> None:
    drawing = drawn(grid)
    assert missing_letters(drawing) == ()
    (pdf,) = render_drawing(drawing, "pdf", worker=press)
    (svg,) = render_drawing(drawing, "svg", worker=press)
    assert pdf.startswith(b"%PDF") and svg.lstrip().startswith(b"<svg")


def test_styles_grow_with_the_scale_of_the_screen() -> None:
    twice = MapStyle(by_sites=False).scaled(2)
    assert (twice.title, twice.gap, twice.tile_most, twice.by_sites) == (48, 8, (640, 300), False)
    assert twice.frame_least == 4 * MapStyle().frame_least
