"""网格责任表, 公示牌 and 入驻人员安排表 from a small grid: what stands where, as of a day."""

from datetime import date

import pytest

from models.database import Database
from models.errors import Refusal
from models.grid import actions
from models.grid.papers import OFFERS
from models.org.actions.portraits import set_portrait
from models.papers.drawing import Drawing, Picture, Words
from models.papers.offer import Asked
from models.papers.sheet import Paper, Profile, Sheet, plain
from tests.models.grid.test_watches import Grid
from tests.models.org.test_portraits import JPEG

MAR = date(2026, 3, 1)
OFFER = {offer.key: offer for offer in OFFERS}


@pytest.fixture
def grid(database: Database) -> Grid:
    made = Grid(database)
    made.add("临江区", "包保领导", "周明远", valid_from=date(2026, 1, 1))
    made.add("梅湾市场", "网格员", "林知秋")
    made.add("河西市场", "网格员", "何一舟", valid_to=date(2026, 2, 1))
    return made


def sheet(grid: Grid, key: str, day: date = MAR, phones: bool = False, **settings: object) -> Sheet:
    made = grid.database.read(OFFER[key].make, Asked(None, day, settings, phones=phones))
    assert isinstance(made, tuple)
    return made[0]


def column(paper: Sheet, key: str) -> list[str]:
    return [plain(row.cells.get(key, "")).replace("\n", " ") for row in paper.rows]


def test_areas_are_merged_columns_with_their_people_and_each_place_has_a_row(grid: Grid) -> None:
    paper = sheet(grid, "gridduty")
    assert [column.heading for column in paper.merge_columns] == ["区"]
    district = paper.merge_columns[0].key
    assert column(paper, district)[:2] == ["临江区 包保领导：周明远（139****1234） 网格长：——"] * 2
    assert column(paper, "name") == ["梅湾市场", "河西市场", "长丰市场"]
    worker = f"role{grid.roles['网格员']}"
    assert column(paper, worker) == ["林知秋（139****1234）", "——", "——"]
    assert paper.rows[0].groups == paper.rows[1].groups != paper.rows[2].groups
    assert paper.title == "云溪市网格责任表"


def test_a_role_that_only_comes_from_above_has_no_column_of_its_own(grid: Grid) -> None:
    database = grid.database
    database.do(
        "责任",
        actions.add_watch,
        cell_id=grid.cells["高新区"],
        role_id=grid.roles["包保领导"],
        holder=grid.person("甲"),
    )
    headings = [column.heading for column in sheet(grid, "gridduty").columns]
    assert "包保领导" not in headings
    assert "网格员" in headings


def test_the_table_shows_who_it_was_on_the_day_and_phones_when_asked(grid: Grid) -> None:
    paper = sheet(grid, "gridduty", day=date(2026, 1, 15), phones=True)
    assert column(paper, f"role{grid.roles['网格员']}")[1] == "何一舟（13900001234）"


def test_a_part_of_the_grid_stands_alone(grid: Grid) -> None:
    paper = sheet(grid, "gridduty", cell=grid.cells["高新区"])
    assert column(paper, "name") == ["长丰市场"]
    assert paper.title == "云溪市高新区网格责任表"


def test_residents_by_place_with_unit_and_time(grid: Grid) -> None:
    grid.add("梅湾市场", "入驻人员", "许清和", valid_from=date(2026, 2, 1), valid_to=date(2026, 8, 1))
    paper = sheet(grid, "residents")
    assert column(paper, "cell") == ["梅湾市场", "河西市场", "长丰市场"]
    assert column(paper, "person") == ["许清和", "", ""]
    assert column(paper, "phone") == ["13900001234", "", ""]
    assert column(paper, "time") == ["2026-02-01 至 2026-07-31", "", ""]
    assert column(paper, "top") == ["临江区", "临江区", "高新区"]


def boards(grid: Grid, **settings: object) -> Drawing:
    profile = Profile(paper=Paper.A3)
    made = grid.database.read(OFFER["board"].make, Asked(None, MAR, settings, profile=profile))
    assert isinstance(made, Drawing)
    return made


def test_a_board_for_each_place_with_people_phones_and_hotline(grid: Grid) -> None:
    database = grid.database
    database.do("电话", actions.update_cell, cell_id=grid.cells["梅湾市场"], hotline="0571-5551234")
    drawing = boards(grid, hotline="12345")
    assert len(drawing.pages) == 3
    assert (drawing.pages[0].width, drawing.pages[0].height) == (420.0, 297.0)
    first, second = ([shape.text for shape in page.shapes if isinstance(shape, Words)] for page in drawing.pages[:2])
    assert {"梅湾市场网格责任公示牌", "林知秋", "13900001234", "周明远", "监督电话：0571-5551234"} <= set(first)
    assert "监督电话：12345" in second
    assert "何一舟" not in second


def test_the_photo_of_the_first_person_is_printed_unless_not_wanted(grid: Grid) -> None:
    person = grid.person("周明远").person_id
    grid.database.do("照片", set_portrait, person_id=person, image=JPEG)
    chosen = (grid.cells["梅湾市场"],)
    (page,) = boards(grid, cells=chosen).pages
    assert [shape.data for shape in page.shapes if isinstance(shape, Picture)] == [JPEG]
    assert "包保领导　周明远" in [shape.text for shape in page.shapes if isinstance(shape, Words)]
    (bare,) = boards(grid, cells=chosen, photo=False).pages
    assert not any(isinstance(shape, Picture) for shape in bare.shapes)


@pytest.mark.parametrize("key", list(OFFER))
def test_an_empty_grid_is_refused_with_the_way_out(database: Database, key: str) -> None:
    with pytest.raises(Refusal):
        database.read(OFFER[key].make, Asked(None, MAR))
