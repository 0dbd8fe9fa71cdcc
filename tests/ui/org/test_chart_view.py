"""架构图 on the page 组织: what is shown and found, mouse and keys, changes as one step each, files and print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.org import actions, queries
from models.org.chart import lay_out
from tests.ui.org.conftest import show
from tests.ui.org.desk import Desk, type_into
from ui.context import Context
from ui.org.chart.canvas import ChartCanvas
from ui.org.chart.view import ChartView
from ui.org.chart.words import LINE, broken, forget
from ui.printing.wish import PrintWish
from ui.style import Theme, apply, color

LEFT = Qt.MouseButton.LeftButton
ALT, CONTROL, NONE = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)
GROUPS = ("创卫指挥部", "办公室", "市场专业组", "第一专班", "第二专班", "环境专业组")


def fill(context: Context) -> int:
    """指挥部 above 办公室, 市场专业组 (with two 专班) and 环境专业组."""
    do = context.store.database.do
    campaign = do("准备", actions.create_campaign, name="创卫 2026", year=2026).value
    unit = do("准备", actions.create_unit, name="云溪市商务局", short_name="市商务局").value
    do("准备", actions.create_unit, name="云溪市市场服务中心", parent_id=unit)
    head = do("准备", actions.create_person, name="周晓岚").value
    ids: dict[str, int] = {}
    for name, above in zip(GROUPS, (None, GROUPS[0], GROUPS[0], GROUPS[2], GROUPS[2], GROUPS[0]), strict=True):
        ids[name] = do(
            "准备", actions.add_group, campaign_id=campaign, name=name, parent_id=ids[above] if above else None
        ).value
    do("准备", actions.update_group, group_id=ids["市场专业组"], lead_unit_id=unit)
    do("准备", actions.add_seat, group_id=ids["市场专业组"], wording="组长", person_id=head)
    return int(campaign)


class Chart:
    """The chart of the groups, and hands on it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.bot = desk.bot
        page: Any = desk.page
        self.page = page

    @property
    def view(self) -> ChartView:
        view = self.page.view
        assert isinstance(view, ChartView)
        return view

    @property
    def canvas(self) -> ChartCanvas:
        return self.view.canvas

    def id(self, name: str) -> int:
        return next(node.id for node in self.view._all if node.title == name)

    def names(self) -> list[str]:
        return [box.title for box in self.canvas.chart.boxes]

    @property
    def current(self) -> str:
        box = self.canvas.box(self.canvas.current)
        return box.title if box is not None else ""

    def at(self, name: str) -> QPoint:
        box = self.canvas.box(self.id(name))
        assert box is not None
        return self.canvas.rect_of(box).center()

    def click(self, name: str) -> None:
        self.bot.mouseClick(self.canvas.viewport(), LEFT, pos=self.at(name))

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        self.bot.keyClick(self.canvas, key, held)

    def drag(self, name: str, target: QPoint) -> None:
        seen = self.canvas.viewport()
        start = self.at(name)
        self.bot.mousePress(seen, LEFT, pos=start)
        self.bot.mouseMove(seen, start + QPoint(0, 30))
        self.bot.mouseMove(seen, target)
        self.bot.mouseRelease(seen, LEFT, pos=target)

    def write(self, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
        line = self.canvas.line
        assert line.isVisible()
        line.selectAll()
        type_into(line, text)
        self.bot.keyClick(line, end)

    def tree(self) -> list[str]:
        """The groups as stored, indented."""
        rows = self.desk.store.read(queries.groups, campaign_id=self.page.context.campaign_id)
        return ["  " * row.depth + row.name for row in rows]

    def choose(self, text: str) -> None:
        """An entry of the context menu of the current box."""
        menu = self.view.menu()
        action = next(action for action in menu.actions() if action.text().split("\t")[0] == text)
        assert action.isEnabled()
        action.trigger()

    def wheel(self, at: QPoint, turned: int, held: Qt.KeyboardModifier = NONE) -> None:
        seen = self.canvas.viewport()
        event = QWheelEvent(
            QPointF(at), QPointF(seen.mapToGlobal(at)), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, held,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(seen, event)


@pytest.fixture
def chart(qtbot: QtBot, context: Context, said: list[str]) -> Iterator[Chart]:
    desk = show(qtbot, context, fill(context), said)
    page: Any = desk.page
    page.nav.select_id("groups")
    page._on_face_chosen("chart")
    made = Chart(desk)
    made.canvas.setFocus()
    yield made


def test_the_groups_are_drawn_with_lead_unit_and_head(chart: Chart) -> None:
    assert chart.names() == list(GROUPS)
    box = chart.canvas.box(chart.id("市场专业组"))
    assert box is not None
    assert [(line.label, line.text) for line in box.lines] == [("牵头", "市商务局"), ("组长", "周晓岚")]
    seen = chart.canvas.viewport().rect()
    assert all(seen.contains(chart.canvas.rect_of(box)) for box in chart.canvas.chart.boxes)


def test_what_the_boxes_show_is_set_and_remembered(chart: Chart) -> None:
    bar = chart.view.bar
    bar.options["lead"].trigger()
    bar._shows.actions()[3].trigger()
    assert all(not box.lines for box in chart.canvas.chart.boxes)
    bar._ways.actions()[2].trigger()
    assert all(box.hung for box in chart.canvas.chart.boxes[1:])
    kept = chart.page.settings.layout("org.chart.groups")
    assert kept == {"show": "name", "direction": "list", "lead": False, "posts": False, "short": True}
    assert chart.view.wish() == PrintWish("chart", {"content": "groups", "root": None, **kept})


def test_a_click_shows_the_group_in_the_inspector(chart: Chart) -> None:
    chart.click("市场专业组")
    assert chart.current == "市场专业组"
    assert chart.desk.field("name").value() == "市场专业组"
    chart.view.inspector.edited.emit("name", "农贸市场专业组")
    assert "农贸市场专业组" in chart.names() and chart.current == "农贸市场专业组"


def test_arrows_go_where_the_eye_does(chart: Chart) -> None:
    chart.view.bar._ways.actions()[1].trigger()
    chart.press(Qt.Key.Key_Home)
    way = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Up):
        chart.press(key)
        way.append(chart.current)
    assert way == ["市场专业组", "第一专班", "第二专班", "市场专业组", "办公室", "创卫指挥部"]


def test_double_click_and_f2_edit_the_name_in_place(chart: Chart) -> None:
    chart.bot.mouseDClick(chart.canvas.viewport(), LEFT, pos=chart.at("第一专班"))
    assert chart.canvas.line.geometry().intersects(chart.canvas.rect_of(chart.canvas.chart.boxes[3]))
    chart.write("督查专班")
    assert "    督查专班" in chart.tree()
    assert chart.current == "督查专班" and not chart.canvas.line.isVisible()
    chart.press(Qt.Key.Key_F2)
    chart.write("别的", Qt.Key.Key_Escape)
    assert "    督查专班" in chart.tree()
    chart.desk.store.undo()
    assert "    第一专班" in chart.tree()


def test_a_name_that_cannot_be_is_refused(chart: Chart) -> None:
    chart.click("第一专班")
    chart.press(Qt.Key.Key_F2)
    chart.write("长" * 121)
    assert "太长" in chart.desk.said[-1]
    assert "第一专班" in chart.names()


def test_enter_opens_the_seats(chart: Chart) -> None:
    chart.click("市场专业组")
    chart.press(Qt.Key.Key_Return)
    assert chart.page.nav.current_id() == next(r.id for r in chart.page._groups if r.name == "市场专业组")
    assert chart.desk.texts("person") == ["周晓岚"]


def test_insert_adds_a_group_below(chart: Chart) -> None:
    chart.click("环境专业组")
    chart.press(Qt.Key.Key_Insert)
    form = chart.desk.dialog()
    assert form.windowTitle() == "在“环境专业组”下新建小组"
    type_into(form.name, "背街小巷专班")
    chart.desk.click("新建")
    assert chart.tree()[-1] == "    背街小巷专班"
    assert chart.current == "背街小巷专班"


def test_delete_takes_the_branch_and_undo_brings_it_back(chart: Chart) -> None:
    before = chart.tree()
    chart.click("市场专业组")
    chart.press(Qt.Key.Key_Delete)
    assert chart.tree() == ["创卫指挥部", "  办公室", "  环境专业组"]
    assert chart.names() == ["创卫指挥部", "办公室", "环境专业组"]
    assert "已删除" in chart.desk.said[-1]
    chart.desk.store.undo()
    assert chart.tree() == before and chart.names() == list(GROUPS)


def test_a_box_dragged_onto_another_stands_below_it(chart: Chart) -> None:
    before = chart.tree()
    chart.drag("环境专业组", chart.at("办公室"))
    assert chart.tree() == ["创卫指挥部", "  办公室", "    环境专业组", "  市场专业组", "    第一专班", "    第二专班"]
    chart.desk.store.undo()
    assert chart.tree() == before


@pytest.mark.parametrize(
    ("name", "target"), [("市场专业组", "第一专班"), ("第一专班", "市场专业组"), ("创卫指挥部", "环境专业组")]
)
def test_a_box_is_not_dropped_below_itself_or_where_it_is(chart: Chart, name: str, target: str) -> None:
    before = chart.tree()
    chart.drag(name, chart.at(target))
    assert chart.tree() == before and chart.desk.said == []


def test_a_box_dropped_on_nothing_stays(chart: Chart) -> None:
    before = chart.tree()
    chart.drag("环境专业组", QPoint(5, 5))
    assert chart.tree() == before


def test_alt_and_arrows_change_the_order(chart: Chart) -> None:
    chart.click("环境专业组")
    chart.press(Qt.Key.Key_Left, ALT)
    assert [name for name in chart.tree() if name.count("  ") == 1] == ["  办公室", "  环境专业组", "  市场专业组"]
    assert chart.current == "环境专业组"
    chart.press(Qt.Key.Key_Right, ALT)
    assert [name for name in chart.tree() if name.count("  ") == 1] == ["  办公室", "  市场专业组", "  环境专业组"]


def test_handle_and_space_fold_a_branch(chart: Chart) -> None:
    def folded() -> int:
        box = chart.canvas.box(chart.id("市场专业组"))
        assert box is not None
        return box.folded

    box = chart.canvas.box(chart.id("市场专业组"))
    assert box is not None
    chart.bot.mouseClick(chart.canvas.viewport(), LEFT, pos=chart.canvas.handle_of(box).center())
    assert folded() == 2 and "第一专班" not in chart.names()
    chart.click("市场专业组")
    chart.press(Qt.Key.Key_Space)
    assert folded() == 0 and "第一专班" in chart.names()
    chart.view.unfold_to(1)
    assert chart.names() == ["创卫指挥部"]
    chart.view.unfold_to(2)
    assert len(chart.names()) == 4
    chart.view.unfold_to(None)
    assert len(chart.names()) == 6


def test_one_branch_alone(chart: Chart) -> None:
    chart.click("市场专业组")
    chart.choose("只看这一支")
    assert chart.names() == ["市场专业组", "第一专班", "第二专班"]
    assert chart.view.bar.here.text().endswith("市场专业组")
    wish = chart.page.print_payload()
    assert isinstance(wish, PrintWish) and wish.settings["root"] == chart.id("市场专业组")
    chart.bot.mouseClick(chart.view.bar.whole, LEFT)
    assert len(chart.names()) == 6 and not chart.view.bar.here.isVisible()


def test_search_marks_and_goes_to_the_next_hit(chart: Chart) -> None:
    chart.view.unfold_to(2)
    chart.view.set_filter("专班")
    assert chart.canvas.state.found == {chart.id("第一专班"), chart.id("第二专班")}
    assert chart.current == "第一专班", "what hides it is unfolded"
    chart.bot.keyClick(chart.page.filter_line, Qt.Key.Key_Return)
    assert chart.current == "第二专班"
    chart.press(Qt.Key.Key_F3)
    assert chart.current == "第一专班"
    chart.press(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert chart.current == "第二专班"
    assert chart.view.bar.found.text() == "找到 2 个"
    for text, expected in (("hjzyz", "环境专业组"), ("周晓岚", "市场专业组"), ("组 商务局", "市场专业组")):
        chart.view.set_filter(text)
        assert chart.current == expected
    chart.view.set_filter("没有的")
    assert chart.view.bar.found.text() == "没有找到" and not chart.canvas.state.found
    chart.view.set_filter("")
    assert chart.view.bar.found.text() == ""


def test_a_found_box_stands_in_the_middle(chart: Chart) -> None:
    chart.canvas.set_zoom(3.0)
    chart.view.set_filter("第二专班")
    middle = chart.canvas.viewport().rect().center()
    assert (chart.at("第二专班") - middle).manhattanLength() < 60


def test_zoom_by_wheel_keeps_what_is_under_the_pointer(chart: Chart) -> None:
    chart.canvas.set_zoom(3.0)
    chart.view.select(chart.id("办公室"))
    at = chart.at("办公室")
    chart.wheel(at, 120, CONTROL)
    assert chart.canvas.zoom == pytest.approx(3.6)
    assert (chart.at("办公室") - at).manhattanLength() <= 3
    assert chart.view.bar.size_button.text() == "360%"
    chart.wheel(at, -240, CONTROL)
    assert chart.canvas.zoom == pytest.approx(2.5)


def test_keys_zoom_and_fit(chart: Chart) -> None:
    chart.press(Qt.Key.Key_1)
    assert chart.canvas.zoom == 1.0
    chart.press(Qt.Key.Key_Plus)
    assert chart.canvas.zoom == pytest.approx(1.2)
    chart.press(Qt.Key.Key_Minus)
    chart.press(Qt.Key.Key_Minus)
    assert chart.canvas.zoom == pytest.approx(1 / 1.2)
    chart.canvas.set_zoom(4.0)
    chart.press(Qt.Key.Key_0)
    seen = chart.canvas.viewport().rect()
    assert all(seen.contains(chart.canvas.rect_of(box)) for box in chart.canvas.chart.boxes)


def test_wheel_and_hand_scroll(chart: Chart) -> None:
    chart.canvas.set_zoom(4.0)
    seen = chart.canvas.viewport()
    down, across = chart.canvas.verticalScrollBar(), chart.canvas.horizontalScrollBar()
    down.setValue(0)
    chart.wheel(QPoint(50, 50), -120)
    assert down.value() == 120
    chart.wheel(QPoint(50, 50), -120, Qt.KeyboardModifier.ShiftModifier)
    before = across.value(), down.value()
    empty = next(
        QPoint(x, y) for x in range(5, 600, 10) for y in range(5, 500, 10) if chart.canvas.box_at(QPoint(x, y)) is None
    )
    chart.bot.mousePress(seen, LEFT, pos=empty)
    chart.bot.mouseMove(seen, empty + QPoint(-40, -25))
    chart.bot.mouseRelease(seen, LEFT, pos=empty + QPoint(-40, -25))
    assert (across.value(), down.value()) == (before[0] + 40, before[1] + 25)
    assert chart.current == ""


def test_space_turns_the_pointer_into_a_hand(chart: Chart) -> None:
    chart.canvas.set_zoom(4.0)
    chart.view.select(chart.id("市场专业组"))
    before = chart.tree(), chart.names()
    down = chart.canvas.verticalScrollBar()
    start = down.value()
    at = chart.at("市场专业组")
    chart.bot.keyPress(chart.canvas, Qt.Key.Key_Space)
    chart.bot.mousePress(chart.canvas.viewport(), LEFT, pos=at)
    chart.bot.mouseMove(chart.canvas.viewport(), at + QPoint(0, -30))
    chart.bot.mouseRelease(chart.canvas.viewport(), LEFT, pos=at + QPoint(0, -30))
    chart.bot.keyRelease(chart.canvas, Qt.Key.Key_Space)
    assert down.value() == start + 30
    assert (chart.tree(), chart.names()) == before


def test_menu_of_a_box_and_of_the_ground(chart: Chart) -> None:
    def texts() -> dict[str, bool]:
        entries = chart.view.menu().actions()
        return {action.text().split("\t")[0]: action.isEnabled() for action in entries if action.text()}

    chart.click("办公室")
    found = texts()
    assert found["改名"] and found["新增下级小组"] and found["往后移"] and found["删除"] and found["打开席位"]
    assert not found["往前移"] and not found["收起下级"] and not found["只看这一支"]
    chart.choose("往后移")
    assert chart.tree()[1] == "  市场专业组"
    chart.canvas.set_current(None)
    assert texts() == {"看全图": True, "全部展开": False, "看全部": False}


def test_another_day_can_be_seen_but_not_changed(chart: Chart) -> None:
    before = chart.tree()
    type_into(chart.page.day_line.line, (date.today() - timedelta(days=30)).isoformat())
    chart.bot.keyClick(chart.page.day_line.line, Qt.Key.Key_Return)
    assert not chart.canvas.editable
    chart.view.canvas.setFocus()
    chart.click("市场专业组")
    chart.press(Qt.Key.Key_F2)
    assert not chart.canvas.line.isVisible()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Insert):
        chart.press(key)
    chart.drag("环境专业组", chart.at("办公室"))
    assert chart.tree() == before and not chart.desk.has_dialog
    assert not next(a for a in chart.view.menu().actions() if a.text().startswith("改名")).isEnabled()


def test_changes_made_elsewhere_are_drawn(chart: Chart) -> None:
    chart.click("环境专业组")
    zoom = chart.canvas.zoom
    chart.desk.store.do("新小组", actions.add_group, campaign_id=chart.page.context.campaign_id, name="新专班",
                        parent_id=chart.id("办公室"))  # fmt: skip
    assert "新专班" in chart.names()
    assert chart.current == "环境专业组" and chart.canvas.zoom == zoom


def test_units_have_a_chart_too(chart: Chart) -> None:
    chart.page.nav.select_id("units")
    chart.page._on_face_chosen("chart")
    assert chart.names() == ["市商务局", "云溪市市场服务中心"]
    chart.view.bar.options["short"].trigger()
    assert chart.names() == ["云溪市商务局", "云溪市市场服务中心"]
    chart.click("云溪市市场服务中心")
    assert chart.desk.field("name").value() == "云溪市市场服务中心"
    chart.canvas.setFocus()
    chart.press(Qt.Key.Key_F2)
    chart.write("云溪市农贸市场服务中心")
    assert chart.names()[1] == "云溪市农贸市场服务中心"
    assert chart.view.wish().settings["content"] == "units"


def test_an_empty_campaign_says_what_to_do(empty_desk: Desk) -> None:
    page: Any = empty_desk.page
    page.nav.select_id("groups")
    page._on_face_chosen("chart")
    assert page.view.empty.isVisible() and not page.view.canvas.isVisible()


@pytest.mark.parametrize(("form", "start"), [("png", b"\x89PNG"), ("svg", b"<svg"), ("pdf", b"%PDF")])
def test_the_chart_is_written_to_a_file(
    chart: Chart, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str, start: bytes
) -> None:
    target = tmp_path / f"图.{form}"
    asked: list[str] = []

    def choose(widget: Any, title: str, filters: str, chosen: Any, *, name: str = "", suffix: str = "") -> None:
        asked.append(name)
        chosen(target)

    monkeypatch.setattr("ui.messages.choose_save", choose)
    chart.view.bar.export_requested.emit(form)
    chart.bot.waitUntil(lambda: bool(chart.desk.said), timeout=20_000)
    assert asked == [f"创卫指挥部组织架构图.{form}"]
    assert target.read_bytes().startswith(start)
    assert "已导出" in chart.desk.said[-1]


def test_a_narrow_bar_keeps_what_no_key_does(chart: Chart) -> None:
    bar = chart.view.bar
    assert bar.size_button.isVisible()
    chart.page.resize(1000, 600)
    QApplication.processEvents()
    assert not bar.size_button.isVisible() and bar.print_button.isVisible()
    assert bar.print_button.geometry().right() <= bar.width()
    chart.page.resize(1294, 696)
    QApplication.processEvents()
    assert bar.size_button.isVisible()


def test_print_asks_for_the_paper(chart: Chart) -> None:
    with chart.bot.waitSignal(chart.page.navigate_requested) as asked:
        chart.bot.mouseClick(chart.view.bar.print_button, LEFT)
    assert asked.args[0] == "printing" and asked.args[2] == chart.view.wish()


# ---- painting -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("zoom", [0.2, 1.0, 2.5])
def test_boxes_are_painted_in_the_colours_of_the_theme(chart: Chart, theme: Theme, zoom: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        apply(app, theme=theme, scale=100, dense=False)
        chart.canvas.set_zoom(zoom)
        chart.canvas.set_current(chart.id("办公室"))
        picture = QPixmap(chart.canvas.viewport().size())
        painter = QPainter(picture)
        chart.canvas.paint(painter, picture.rect())
        painter.end()
        image = picture.toImage()

        def at(point: QPoint) -> QColor:
            return image.pixelColor(point)

        box = chart.canvas.box(chart.id("办公室"))
        assert box is not None
        rect = chart.canvas.rect_of(box)
        assert at(QPoint(1, 1)) == color("desk")
        assert at(QPoint(rect.left() + rect.width() // 2, rect.top())) == color("accent")
        assert at(rect.topLeft() + QPoint(4, rect.height() // 2)) == color("surface")
        lettered = {image.pixelColor(x, y).name() for x in range(rect.left(), rect.right()) for y in (
            rect.center().y() - 2, rect.center().y(), rect.center().y() + 2)}  # fmt: skip
        assert (len(lettered) > 4) == (zoom >= 1.0)
    finally:
        apply(app, theme=Theme.LIGHT, scale=100, dense=False)


def test_words_break_shrink_and_end_with_dots(qtbot: QtBot) -> None:
    forget()
    em, lines = broken("市住房和城乡建设局", 60, 8, 10.5, True, True)
    assert [words for words, _ in lines] == ["市住房和城乡建设局"]
    em, lines = broken("市住房和城乡建设局", 24, 12, 10.5, True, True)
    assert len(lines) == 2 and abs(len(lines[0][0]) - len(lines[1][0])) <= 1
    em, lines = broken("甲" * 300, 24, 12, 10.5, False, False)
    assert lines[-1][0].endswith("…")
    assert len(lines) * LINE * em <= 12.1 and all(wide * em <= 24.1 for _, wide in lines)


def test_nothing_is_painted_of_an_empty_chart(qtbot: QtBot) -> None:
    canvas = ChartCanvas()
    qtbot.addWidget(canvas)
    canvas.set_chart(lay_out([]))
    canvas.fit()
    canvas.resize(300, 200)
    assert not canvas.grab().isNull()
