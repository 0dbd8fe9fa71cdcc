"""The view 结对挂钩: added, edited in place, ended on a day, pasted; and the sections beside a cell and a unit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.errors import Refusal
from models.grid import actions, queries
from models.org import actions as org
from tests.ui.grid.test_page import fill, go, show
from tests.ui.org.desk import Desk, clip, hear
from ui.context import Context
from ui.grid.pairings_view import PairingsPart
from ui.grid.ties import TieBook
from ui.org.page import OrgPage
from ui.tables.view import TableView


class PairingDesk(Desk):
    """The table of the view instead of the table of places."""

    @property
    def part(self) -> PairingsPart:
        found = self.page.findChild(PairingsPart)
        assert isinstance(found, PairingsPart)
        return found

    @property
    def table(self) -> TableView:
        return self.part.table.table


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, prompts: object) -> list[str]:
    return hear(monkeypatch)


@pytest.fixture
def desk(qtbot: QtBot, context: Context, said: list[str]) -> PairingDesk:
    fill(context.store.database)
    for name in ("教育局", "财政局"):
        context.store.do("单位", org.create_unit, name=name)
    context.store.do("人员", org.create_person, name="周晓岚")
    made = show(qtbot, context, said)
    made.page.show_view("pairings")  # type: ignore[attr-defined]
    return PairingDesk(made.page, qtbot, said)


def pair(desk: Desk, who: str, cell: str, **more: Any) -> int:
    units = {row.name: row.id for row in desk.store.read(queries_of_units)}
    cells = {row.name: row.id for row in desk.store.read(queries.cells)}
    done = desk.store.do("结对", actions.create_pairing, unit_id=units[who], cell_id=cells[cell], **more)
    return int(done.value)


def queries_of_units(session: Any) -> Any:
    from models.org.queries import units

    return units(session)


def rows(desk: PairingDesk) -> list[tuple[str, str, str]]:
    return [(row.kind.label, row.who, row.goal) for row in desk.part.table.model.visible_rows()]


def test_an_empty_view_offers_both_ways_in(desk: PairingDesk) -> None:
    assert desk.part.table.empty.isVisible()
    desk.click("新结对", desk.part.table.empty)
    form: Any = desk.dialog()
    desk.click("添加")
    assert form.isVisible()
    form.who.setText("教育局")
    form.goal.setText("梅湾市场")
    form.kind.setCurrentText("结对帮扶")
    form.ends.setText("13月1日")
    desk.click("添加")
    assert form.isVisible()
    form.ends.setText("")
    desk.click("添加")
    assert rows(desk) == [("结对帮扶", "教育局", "梅湾市场")]
    (row,) = desk.store.read(queries.pairings)
    assert row.valid_from == desk.page.context.today
    assert desk.page.head.count.text() == "1 对"


def test_cells_are_edited_in_place(desk: PairingDesk) -> None:
    pair(desk, "教育局", "梅湾市场")
    desk.stand_on("教育局", "who", "who")
    desk.write("财政局")
    desk.stand_on("财政局", "goal", "who")
    desk.write("高新区")
    desk.stand_on("财政局", "kind", "who")
    desk.write("挂钩联系")
    desk.stand_on("财政局", "valid_to", "who")
    desk.write("2999-12-31")
    assert rows(desk) == [("挂钩联系", "财政局", "高新区")]
    assert desk.texts("valid_to") == ["2999-12-31"]
    desk.stand_on("财政局", "who", "who")
    desk.write("无名局")
    assert "没有叫“无名局”的单位、岗位或人员" in desk.said[-1]
    assert rows(desk) == [("挂钩联系", "财政局", "高新区")]


def test_pairings_end_on_a_day_and_can_be_looked_at_again(desk: PairingDesk) -> None:
    pair(desk, "教育局", "梅湾市场", valid_from=date(2026, 1, 1))
    pair(desk, "财政局", "梅湾市场")
    desk.stand_on("教育局", "who", "who")
    desk.click("结束…", desk.part)
    form: Any = desk.dialog()
    form.line.setText("没想好")
    desk.click("确定")
    assert form.isVisible()
    form.line.setText("2026-05-31")
    desk.click("确定")
    assert rows(desk) == [("结对共建", "财政局", "梅湾市场")]
    desk.part.ended.click()
    assert desk.texts("valid_to") == ["2026-05-31", ""]
    desk.store.undo()
    desk.part.ended.click()
    assert len(rows(desk)) == 2


def test_nothing_selected_is_said(desk: PairingDesk) -> None:
    desk.part.table.end_selected()
    assert "还没有选中结对" in desk.said[-1]


def test_the_area_of_the_tree_and_the_filter(desk: PairingDesk) -> None:
    pair(desk, "教育局", "梅湾市场")
    pair(desk, "财政局", "长丰市场")
    go(desk, "高新区")
    assert rows(desk) == [("结对共建", "财政局", "长丰市场")]
    desk.page.nav.select_id("all")  # type: ignore[attr-defined]
    desk.page.head.filter_changed.emit("教育")
    assert rows(desk) == [("结对共建", "教育局", "梅湾市场")]


def test_rows_are_pasted_as_new_and_over(desk: PairingDesk) -> None:
    clip("类别|结对方|结对对象|开始日期", "结对共建|教育局|梅湾市场|2026.1.1", "挂钩|周晓岚|长丰市场|")
    desk.click("粘贴", desk.part)
    assert rows(desk) == [("结对共建", "教育局", "梅湾市场"), ("挂钩联系", "周晓岚", "长丰市场")]
    desk.stand_on("教育局", "kind", "who")
    desk.paste("帮扶|教育局", "结对帮扶|教育局")
    assert "没有类别“帮扶”" in desk.said[-1]
    desk.paste("结对帮扶|财政局")
    assert rows(desk)[0] == ("结对帮扶", "财政局", "梅湾市场")
    desk.stand_on("财政局", "who", "who")
    desk.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert len(rows(desk)) == 1
    desk.store.undo()
    assert len(rows(desk)) == 2


def test_a_past_day_can_only_be_looked_at(desk: PairingDesk) -> None:
    from dataclasses import replace

    pair(desk, "教育局", "梅湾市场")
    grid = desk.part.table.grid
    assert grid is not None
    desk.part.set_grid(replace(grid, day=date(2026, 1, 1), locked=Refusal("现在显示的是那一天的情况，只能查看。")))
    desk.part.table.delete([desk.part.table.model.rows[0].id])
    assert "只能查看" in desk.said[-1] and len(rows(desk)) == 1


def test_beside_the_cell_and_back(desk: PairingDesk) -> None:
    pair(desk, "教育局", "临江区")
    desk.page.show_view("cells")  # type: ignore[attr-defined]
    go(desk, "临江区")
    panel: Any = desk.page.area_panel  # type: ignore[attr-defined]
    assert [(row.text, row.right) for row in panel.pairings.rows.rows] == [("教育局", "结对共建")]
    asked: list[tuple[object, ...]] = []
    desk.page.navigate_requested.connect(lambda *what: asked.append(what))
    panel.pairings.rows.row_activated.emit(panel.pairings.rows.rows[0].key)
    page, record, payload = asked[0]
    desk.page.goto(record, payload)  # type: ignore[arg-type]
    assert page == "grid" and desk.part.isVisible()
    assert desk.part.table.current_row().who == "教育局"  # type: ignore[union-attr]
    panel.pairings.link.clicked.emit()
    form: Any = desk.dialog()
    assert form.goal.text() == "临江区"
    form.who.setText("财政局")
    desk.click("添加")
    assert [row.text for row in panel.pairings.rows.rows] == ["教育局", "财政局"]


def test_beside_the_unit(qtbot: QtBot, desk: PairingDesk) -> None:
    pair(desk, "教育局", "梅湾市场")
    page = OrgPage(desk.page.context)
    qtbot.addWidget(page)
    page.resize(1294, 696)
    page.show()
    qtbot.waitExposed(page)
    unit = next(row for row in desk.store.read(queries_of_units) if row.name == "教育局")
    page.goto(unit.id, "unit")
    view: Any = page.view
    view.select(unit.id)
    assert [(row.text, row.right) for row in view.inspector.pairings.rows.rows] == [("梅湾市场", "结对共建")]


@pytest.mark.parametrize(("text", "sentence"), [("", "没有写"), ("李静", "有 2 位“李静”"), ("无名", "没有叫“无名”")])
def test_names_that_mean_nobody_or_several(desk: PairingDesk, text: str, sentence: str) -> None:
    from models.org.queries import people

    for _ in range(2):
        desk.store.do("人员", org.create_person, name="李静")
    book = TieBook(people=desk.store.read(people))
    with pytest.raises(Refusal, match=sentence):
        book.who(text)
