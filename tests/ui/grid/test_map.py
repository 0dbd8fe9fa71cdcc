"""The view 示意图: tiles by mouse and keyboard, into areas and back, colours, legend, filter, paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.grid import actions, queries
from models.grid.map import MapNode
from models.grid.shades import Shade, Tint
from tests.ui.grid.test_page import fill, show
from tests.ui.org.desk import Desk, hear
from ui import style
from ui.context import Context
from ui.grid.map_part import MapPart
from ui.grid.map_view import EDGE, MapView
from ui.printing.wish import PrintWish
from ui.style import px

NODES = (
    MapNode(1, None, "云溪市"),
    MapNode(2, 1, "临江区"),
    MapNode(3, 2, "梅湾市场", True),
    MapNode(4, 2, "河西市场", True),
    MapNode(5, 1, "高新区"),
    MapNode(6, 5, "长丰市场", True),
    MapNode(7, 5, "宏平市场", True),
)
SHADES = {
    3: Shade(Tint.OK, "完工", "完工"),
    4: Shade(Tint.WAITING, "摸底", "摸底"),
    6: Shade(Tint.DOING, "开工", "开工"),
}


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    made = MapView()
    qtbot.addWidget(made)
    made.resize(QSize(800, 500))
    made.set_map(NODES, SHADES, {3: "临江区 / 梅湾市场"})
    made.set_root(1)
    made.show()
    qtbot.waitExposed(made)
    return made


def point_of(view: MapView, cell_id: int, *, strip: bool = False) -> QPoint:
    spot = view.spot_of(cell_id)
    assert spot is not None
    down = spot.title / 2 if strip else spot.rect.height / 2
    return QPoint(round(spot.rect.x + spot.rect.width / 2) + px(EDGE), round(spot.rect.y + down) + px(EDGE // 3))


def heard(view: MapView) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    view.chosen.connect(lambda cell_id: found.append(("chosen", cell_id)))
    view.entered.connect(lambda cell_id: found.append(("entered", cell_id)))
    view.left.connect(lambda: found.append(("left", None)))
    return found


def test_a_click_chooses_a_place_and_goes_into_an_area(qtbot: QtBot, view: MapView) -> None:
    found = heard(view)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point_of(view, 4))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point_of(view, 5, strip=True))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert found == [("chosen", 4), ("entered", 5)]
    assert view.current == 4


def test_a_double_click_on_a_place_goes_into_its_area(qtbot: QtBot, view: MapView) -> None:
    found = heard(view)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=point_of(view, 4))
    assert ("entered", 2) in found


def test_the_keyboard_reaches_everything(qtbot: QtBot, view: MapView) -> None:
    found = heard(view)

    def press(key: Qt.Key) -> None:
        qtbot.keyClick(view, key)

    press(Qt.Key.Key_Home)
    assert view.current == 3
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down):
        press(key)
    reached = {cell_id for what, cell_id in found if what == "chosen"}
    assert len(reached) >= 3
    press(Qt.Key.Key_Escape)
    assert view.current in (2, 5)
    area = view.current
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Backspace)
    assert found[-2:] == [("entered", area), ("left", None)]


def test_arrows_go_to_the_nearest_in_their_direction(qtbot: QtBot, view: MapView) -> None:
    view.select(3)
    one, two = view.spot_of(3), view.spot_of(4)
    assert one is not None and two is not None
    beside = two.rect.x > one.rect.right - 1
    qtbot.keyClick(view, Qt.Key.Key_Right if beside else Qt.Key.Key_Down)
    assert view.current == 4
    qtbot.keyClick(view, Qt.Key.Key_Left if beside else Qt.Key.Key_Up)
    assert view.current == 3


def test_other_keys_are_left_to_the_page(view: MapView) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier)
    view.keyPressEvent(event)
    assert not event.isAccepted()


def test_the_tooltip_says_where_and_what(view: MapView) -> None:
    place, area = view.spot_of(3), view.spot_of(2)
    assert place is not None and area is not None
    assert view.hint(place) == "临江区 / 梅湾市场\n● 完工"
    assert view.hint(area) == "临江区\n点一下进入"


def test_colours_and_fading_are_painted(view: MapView) -> None:
    def colour(cell_id: int) -> str:
        spot = view.spot_of(cell_id)
        assert spot is not None
        corner = QPoint(round(spot.rect.right) + px(EDGE) - 8, round(spot.rect.bottom) + px(EDGE // 3) - 8)
        return view.grab().toImage().pixelColor(corner).name()

    colours = {cell_id: colour(cell_id) for cell_id in (3, 4, 6, 7)}
    assert len(set(colours.values())) == 4
    view.set_only(Tint.OK.value)
    assert colour(3) == colours[3] and colour(4) != colours[4]
    view.set_only(None)
    view.set_found([4])
    assert colour(4) == colours[4] and colour(3) != colours[3]
    view.set_found(None)
    assert colour(3) == colours[3]


def test_dark_is_painted_anew(view: MapView, qapp: Any) -> None:
    before = view.grab().toImage()
    style.apply(qapp, theme=style.Theme.DARK)
    assert view.grab().toImage() != before


def test_a_cell_that_is_gone_is_not_kept(view: MapView) -> None:
    view.select(3)
    view.set_map([node for node in NODES if node.id not in (2, 3, 4)], {}, {})
    assert view.current is None and {spot.id for spot in view.spots} == {5, 6, 7}


def test_the_legend_counts_what_is_shown(view: MapView) -> None:
    assert dict(view.tally()) == {"ok": 1, "near": 1, "reminder": 1}
    view.set_root(2)
    assert dict(view.tally()) == {"ok": 1, "near": 1}


# ---- in the page --------------------------------------------------------------------------------------------


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, prompts: object) -> list[str]:
    return hear(monkeypatch)


@pytest.fixture
def desk(qtbot: QtBot, context: Context, said: list[str]) -> Desk:
    fill(context.store.database)
    made = show(qtbot, context, said)
    made.page.show_view("map")  # type: ignore[attr-defined]
    return made


def part(desk: Desk) -> MapPart:
    found = desk.page.findChild(MapPart)
    assert isinstance(found, MapPart)
    return found


def ids(desk: Desk) -> dict[str, int]:
    return {row.name: row.id for row in desk.store.read(queries.cells)}


def click(desk: Desk, cell: str, *, strip: bool = False) -> None:
    view = part(desk).map
    desk.bot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point_of(view, ids(desk)[cell], strip=strip))


def crumbs(desk: Desk) -> list[str]:
    row = part(desk).crumbs
    found = []
    for at in range(row.count()):
        item = row.itemAt(at)
        widget: Any = item.widget() if item is not None else None
        found.append(widget.text())
    return found


def test_going_down_and_up_again(desk: Desk) -> None:
    assert crumbs(desk) == ["全部"]
    click(desk, "临江区", strip=True)
    assert crumbs(desk) == ["全部", "›", "临江区"]
    assert desk.page.nav.current_id() == ids(desk)["临江区"]  # type: ignore[attr-defined]
    assert {spot.id for spot in part(desk).map.spots} == {ids(desk)["梅湾市场"], ids(desk)["河西市场"]}
    desk.bot.keyClick(part(desk).map, Qt.Key.Key_Backspace)
    assert crumbs(desk) == ["全部"]
    click(desk, "高新区", strip=True)
    button = next(one for one in part(desk).findChildren(QPushButton) if one.text() == "全部")
    button.click()
    assert crumbs(desk) == ["全部"]


def test_a_place_is_shown_and_edited_beside_the_map(desk: Desk) -> None:
    click(desk, "河西市场")
    panel: Any = desk.page.area_panel  # type: ignore[attr-defined]
    assert panel.field("name").value() == "河西市场"
    site = ids(desk)["河西市场"]
    view = part(desk).map
    assert part(desk).legend.buttons["ok"].text() == "● 已完工 1"
    desk.store.do("阶段", actions.update_cell, cell_id=site, stage="accepted")
    assert part(desk).legend.buttons["ok"].text() == "● 已完工 2"
    assert view.current == site


def test_colouring_is_chosen_and_remembered(desk: Desk, qtbot: QtBot) -> None:
    button = next(one for one in part(desk).segments.findChildren(QPushButton) if one.text() == "任务完成")
    button.click()
    assert list(part(desk).legend.buttons) == ["ok", "reminder", "near", ""]
    part(desk).alike.click()
    kept = desk.page.settings.layout("grid.map")
    assert kept == {"source": "duty", "alike": True}
    again = MapPart(desk.page)
    qtbot.addWidget(again)
    assert again.segments.key == "duty" and again.alike.isChecked()


def test_a_past_day_says_what_is_not_of_that_day(desk: Desk) -> None:
    grid = part(desk)._grid
    assert grid is not None and part(desk).note.text() == ""
    part(desk).set_grid(replace(grid, day=date(2026, 1, 1)))
    assert part(desk).note.text() == "阶段为现在的情况"


def test_only_one_meaning(desk: Desk) -> None:
    view, legend = part(desk).map, part(desk).legend
    legend.buttons["ok"].click()
    assert view._only == "ok"
    legend.buttons["near"].click()
    assert view._only == "near" and not legend.buttons["ok"].isChecked()
    legend.buttons["near"].click()
    assert view._only is None


def test_what_is_filtered_is_marked(desk: Desk) -> None:
    desk.page.head.filter_changed.emit("hxsc")
    assert part(desk).map._found == frozenset({ids(desk)["河西市场"]})
    assert part(desk).map._kept == frozenset({ids(desk)["河西市场"], ids(desk)["临江区"]})
    desk.page.head.filter_changed.emit("")
    assert part(desk).map._found is None


def test_search_goes_to_a_place_in_the_map(desk: Desk) -> None:
    click(desk, "高新区", strip=True)
    desk.page.goto(ids(desk)["梅湾市场"])
    assert part(desk).map.current == ids(desk)["梅湾市场"]
    assert crumbs(desk)[-1] == "临江区"


def test_the_paper_of_what_is_shown(desk: Desk) -> None:
    asked: list[tuple[object, ...]] = []
    desk.page.navigate_requested.connect(lambda *what: asked.append(what))
    click(desk, "临江区", strip=True)
    part(desk).print.click()
    page, record, wish = asked[0]
    assert (page, record) == ("printing", None)
    assert wish == PrintWish("gridmap", {"cell": ids(desk)["临江区"], "shade": "stage", "alike": False})


def test_an_edit_beside_the_map_is_painted_and_the_place_stays_chosen(desk: Desk) -> None:
    click(desk, "河西市场")
    panel: Any = desk.page.area_panel  # type: ignore[attr-defined]
    panel.edited.emit("stage", "done")
    assert part(desk).legend.buttons["ok"].text() == "● 已完工 2"
    assert panel.field("name").value() == "河西市场" and panel.field("stage").value() == "done"
    panel.edited.emit("name", "河西新市场")
    assert panel.field("name").value() == "河西新市场"
    desk.page.show_view("cells")  # type: ignore[attr-defined]
    assert desk.texts("name") == ["梅湾市场", "河西新市场", "长丰市场"]
