"""The view 责任 of the page 网格 by clicking and typing: cells, forms, notices, the inspector, roles."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from models.database import Database
from models.grid import actions, queries
from models.grid.duty import Holder
from models.grid.queries.watches import watch_roles, watches
from models.grid.rules import TEMPLATES
from models.grid.terms import WatchHolder
from models.org import actions as org
from tests.ui.org.desk import Desk, hear
from ui.context import Context
from ui.grid.holders import HolderBook
from ui.grid.page import GridPage
from ui.tables.view import TableView

CONTROL = Qt.KeyboardModifier.ControlModifier
TEMPLATE = TEMPLATES[1]
BLOCK = (
    ("市", "区", "点位"),
    ("云溪市", "临江区", "梅湾市场"),
    ("", "", "河西市场"),
    ("", "高新区", "长丰市场"),
)


class DutyDesk(Desk):
    """The page with the view 责任 in front."""

    @property
    def part(self) -> Any:
        return self.page._parts["duty"]  # type: ignore[attr-defined]

    @property
    def table(self) -> TableView:
        table: TableView = self.part.table
        return table

    def key(self, role: str) -> str:
        """The column of a role."""
        return f"role:{next(row.id for row in self.store.read(watch_roles) if row.name == role)}"

    def shown(self, role: str, day: date | None = None) -> dict[str, str]:
        """Cell → holders in a role, inherited ones in brackets."""
        answer: dict[str, str] = {}
        for row in self.store.read(watches, day=day):
            if row.role == role:
                words = row.holder if row.from_id is None else f"({row.holder})"
                answer[row.cell] = f"{answer[row.cell]}、{words}" if row.cell in answer else words
        return answer

    def chips(self, cell: str, role: str) -> list[tuple[str, str]]:
        """(text, look) of the chips in a cell."""
        model = self.part.model
        row = next(row for row in model.rows if row.name == cell)
        column = model.columns[model.column_of(self.key(role))]
        return [(chip.text, chip.role) for chip in column.chips(row)]

    def panel_button(self, name: str) -> Any:
        """A button of the section 责任 by its accessible name."""
        panel = self.page.area_panel.duty  # type: ignore[attr-defined]
        buttons = [*panel._box.findChildren(QPushButton), *panel._box.findChildren(QToolButton)]
        return next(button for button in buttons if button.accessibleName() == name or button.text() == name)


def person(database: Database, name: str) -> Holder:
    return Holder(person_id=database.do("准备", org.create_person, name=name).value)


def add(database: Database, cell: str, role: str, holder: Holder, **more: Any) -> None:
    cells = {row.name: row.id for row in database.read(queries.cells)}
    roles = {row.name: row.id for row in database.read(watch_roles)}
    database.do("准备", actions.add_watch, cell_id=cells[cell], role_id=roles[role], holder=holder, **more)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, prompts: object) -> list[str]:
    return hear(monkeypatch)


@pytest.fixture
def desk(qtbot: QtBot, context: Context, said: list[str]) -> DutyDesk:
    database = context.store.database
    database.do("准备", actions.set_levels_and_roles, levels=TEMPLATE.forms, roles=TEMPLATE.roles)
    database.do("准备", actions.paste_cells, block=BLOCK)
    unit = database.do("准备", org.create_unit, name="云溪市商务局", short_name="市商务局").value
    leader = person(database, "周怀远")
    database.do("准备", org.create_post, unit_id=unit, title="党组书记、局长", person_id=leader.person_id)
    add(database, "云溪市", "包保领导", leader)
    page = GridPage(context)
    qtbot.addWidget(page)
    page.resize(1294, 696)
    page.show()
    qtbot.waitExposed(page)
    page.show_view("duty")
    return DutyDesk(page, qtbot, said)


# ---- names --------------------------------------------------------------------------------------------------


def test_a_text_is_read_back_as_the_same_holders(context: Context) -> None:
    database = context.store.database
    unit = database.do("准备", org.create_unit, name="云溪市商务局", short_name="市商务局").value
    who = person(database, "周怀远")
    post = database.do("准备", org.create_post, unit_id=unit, title="党组书记、局长", person_id=who.person_id).value
    from models.org import queries as org_queries
    from ui.org.books import UnitBook

    units = UnitBook(database.read(org_queries.units))
    book = HolderBook(database.read(org_queries.people), database.read(org_queries.posts), units)
    holders = [who, Holder(post_id=post), Holder(unit_id=unit)]
    text = "、".join(book.words(holder) for holder in holders)
    assert [one.holder for one in book.read(text)] == holders
    named = book.read("市商务局，周怀远；新来的 云溪市商务局党组书记、局长")
    assert [one.holder for one in named] == [Holder(unit_id=unit), None, None, None]
    assert book.read("云溪市商务局党组书记、局长")[0].holder == Holder(post_id=post)


# ---- the table ----------------------------------------------------------------------------------------------


def test_cells_by_roles_with_inherited_people_and_gaps(desk: DutyDesk) -> None:
    assert desk.texts("name") == ["云溪市", "临江区", "梅湾市场", "河西市场", "高新区", "长丰市场"]
    headings = [column.heading for column in desk.table.rows_model.columns]
    assert headings == ["名称", "层级", "包保领导", "网格长", "网格员", "入驻人员", "结对单位"]
    assert desk.chips("云溪市", "包保领导") == [("周怀远", "own")]
    assert desk.chips("梅湾市场", "包保领导") == [("周怀远", "inherited")]
    column = desk.part.model.columns[desk.part.model.column_of(desk.key("包保领导"))]
    row = next(row for row in desk.part.model.rows if row.name == "梅湾市场")
    assert "继承自 云溪市" in column.tooltip(row)
    worker = desk.part.model.columns[desk.part.model.column_of(desk.key("网格员"))]
    assert worker.required(row) and not worker.text(row)
    assert not worker.is_editable(next(row for row in desk.part.model.rows if row.name == "临江区"))
    assert desk.page.head.count.text() == "6 个网格，待补 5"


def test_typing_new_people_units_and_emptying(desk: DutyDesk) -> None:
    desk.stand_on("梅湾市场", desk.key("网格员"))
    desk.write("简素心、顾青禾")
    assert desk.shown("网格员") == {"梅湾市场": "简素心、顾青禾"}
    assert "新人员 2 位" in desk.said[-1]
    desk.stand_on("梅湾市场", desk.key("结对单位"))
    desk.write("市商务局")
    assert desk.shown("结对单位") == {"梅湾市场": "云溪市商务局"}
    assert desk.chips("梅湾市场", "结对单位") == [("市商务局", "own")]
    desk.write("没有的局")
    assert "没有叫“没有的局”的单位" in desk.said[-1]
    desk.stand_on("梅湾市场", desk.key("网格员"))
    desk.press(Qt.Key.Key_Delete)
    assert desk.shown("网格员") == {}
    desk.store.undo()
    assert desk.shown("网格员") == {"梅湾市场": "简素心、顾青禾"}


def test_a_proposal_names_the_person_and_a_bare_name_is_asked_about(desk: DutyDesk) -> None:
    desk.stand_on("临江区", desk.key("网格长"))
    desk.write("zhy")  # pinyin initials; Enter takes the first proposal
    (row,) = [row for row in desk.store.read(watches, inherited=False) if row.role == "网格长"]
    assert (row.person, row.post_id) == ("周怀远", None)
    desk.stand_on("高新区", desk.key("网格长"))
    desk.write("周怀远", takes_proposal=False)
    desk.click("是另一个人，新建")
    people = {row.cell: row.person_id for row in desk.store.read(watches, inherited=False) if row.role == "网格长"}
    assert people["高新区"] != people["临江区"]


def test_a_post_goes_on_with_its_next_holder(desk: DutyDesk) -> None:
    desk.stand_on("临江区", desk.key("网格长"))
    desk.write("云溪市商务局党")  # the proposal of the post is taken
    (row,) = [row for row in desk.store.read(watches, inherited=False) if row.role == "网格长"]
    assert row.via_post and row.person == "周怀远"
    next_one = person(desk.store.database, "林向晚")
    desk.store.do("接任", org.set_holder, post_id=row.post_id, person_id=next_one.person_id, on=date.today())
    assert desk.chips("临江区", "网格长") == [("林向晚", "own")]
    desk.store.do("空缺", org.set_holder, post_id=row.post_id, person_id=None, on=date.today())
    assert desk.chips("临江区", "网格长") == [("云溪市商务局党组书记、局长（空缺）", "doubt")]


def test_a_block_is_pasted_whole_or_refused_with_row_and_reason(desk: DutyDesk) -> None:
    desk.stand_on("梅湾市场", desk.key("网格员"))
    desk.paste("简素心", "顾青禾", "何守正")
    assert "第 3 行“网格员”：“高新区”所在的“区”没有这个角色" in desk.said[-1]
    desk.paste("简素心", "市场管理委员会")
    assert "第 2 行“网格员”：没有叫“市场管理委员会”" in desk.said[-1]
    assert desk.shown("网格员") == {}
    desk.paste("简素心|何守正", "顾青禾、简素心|")
    assert desk.shown("网格员") == {"梅湾市场": "简素心", "河西市场": "顾青禾、简素心"}
    assert desk.shown("入驻人员") == {"梅湾市场": "何守正"}
    assert len({row.person_id for row in desk.store.read(watches) if row.person == "简素心"}) == 1
    desk.stand_on("长丰市场", desk.key("网格员"))
    desk.paste("甲", "乙")
    assert "从这里往下只有 1 行网格" in desk.said[-1]


def test_fill_down_and_inherit_again(desk: DutyDesk) -> None:
    key = desk.key("包保领导")
    desk.stand_on("临江区", key)
    desk.press(Qt.Key.Key_D, CONTROL)
    assert desk.shown("包保领导")["临江区"] == "周怀远"
    desk.part.inherit_again()
    assert desk.shown("包保领导")["临江区"] == "(周怀远)"
    desk.part.inherit_again()
    assert "没有单独设置" in desk.said[-1]


def test_copied_down_from_the_selected_cell(desk: DutyDesk) -> None:
    desk.stand_on("云溪市", desk.key("包保领导"))
    desk.part.copy_down()
    assert desk.said[-1] == "已写入下级 5 处。"
    assert desk.shown("包保领导")["长丰市场"] == "周怀远"


# ---- forms --------------------------------------------------------------------------------------------------


def select_rows(desk: DutyDesk, *names: str, role: str) -> None:
    model, table = desk.part.model, desk.table
    desk.stand_on(names[0], desk.key(role))
    selection = table.selectionModel()
    for name in names[1:]:
        row = next(row for row in model.rows if row.name == name)
        selection.select(model.index_of(row.id, desk.key(role)), selection.SelectionFlag.Select)


def test_one_person_for_several_cells(desk: DutyDesk) -> None:
    select_rows(desk, "梅湾市场", "河西市场", "长丰市场", role="网格员")
    desk.click("批量设置…", desk.page)
    form = desk.dialog()
    assert form.role.currentText() == "网格员" and "3 个网格" in form.windowTitle()
    desk.click("设置")
    assert form.isVisible()  # nobody named
    form.who.setText("简素心")
    form.begin.setText("2026-03-01")
    form.end.setText("2026-02-01")
    desk.click("设置")
    assert form.isVisible()
    form.end.setText("")
    desk.click("设置")
    assert desk.shown("网格员") == dict.fromkeys(("梅湾市场", "河西市场", "长丰市场"), "简素心")
    assert desk.shown("网格员", date(2026, 2, 28)) == {}
    select_rows(desk, "云溪市", "梅湾市场", role="网格员")
    desk.click("批量设置…", desk.page)
    assert [desk.dialog().role.itemText(at) for at in range(desk.dialog().role.count())] == ["包保领导"]
    desk.click("取消")


def test_somebody_takes_over_from_a_day_on(desk: DutyDesk) -> None:
    database = desk.store.database
    old = person(database, "何守正")
    for cell in ("梅湾市场", "河西市场", "长丰市场"):
        add(database, cell, "网格员", old, valid_from=date(2025, 1, 1))
    desk.page.reload()
    select_rows(desk, "梅湾市场", "河西市场", role="网格员")
    desk.click("更换责任人…", desk.page)
    form = desk.dialog()
    assert form.old.text().startswith("何守正") and form.scope.currentText() == "选中的 2 个网格"
    assert [row.text for row in form.changes.rows] == ["梅湾市场", "河西市场"]
    form.scope.setCurrentIndex(0)
    assert len(form.changes.rows) == 3
    form.scope.setCurrentIndex(1)
    form.on.setText("2026-03-01")
    desk.click("更换")
    assert form.isVisible()
    form.new.setText("简素心")
    desk.click("更换")
    assert desk.said[-1] == "从 2026-03-01 起更换 2 处责任人。"
    assert desk.shown("网格员", date(2026, 2, 28)) == dict.fromkeys(("梅湾市场", "河西市场", "长丰市场"), "何守正")
    assert desk.shown("网格员") == {"梅湾市场": "简素心", "河西市场": "简素心", "长丰市场": "何守正"}


# ---- head ---------------------------------------------------------------------------------------------------


def test_notices_filter_the_table(desk: DutyDesk) -> None:
    page: Any = desk.page
    database = desk.store.database
    for cell in ("梅湾市场", "河西市场"):
        add(database, cell, "网格员", Holder(new_name="简素心"))
    page.reload()
    assert page.duty_head.vacant.text() == "缺责任人 3" and page.duty_head.loaded.isHidden()
    page.show_view("cells")
    page.duty_head.vacant.click()
    assert page.switch.checkedButton().text() == "责任"
    assert desk.texts("name") == ["云溪市", "临江区", "高新区", "长丰市场"]
    page.duty_head.vacant.click()
    assert len(desk.texts("name")) == 6
    people = {row.person_id for row in desk.store.read(watches, inherited=False) if row.role == "网格员"}
    assert len(people) == 2  # two steps, two people: nobody said they are one
    page.duty_head._on_limit_accepted("1")
    assert page.duty_head.loaded.isHidden()
    add(database, "长丰市场", "网格员", Holder(person_id=next(iter(people))))
    page.reload()
    assert page.duty_head.loaded.text() == "超负荷 1"
    page.duty_head.loaded.click()
    assert "长丰市场" in desk.texts("name") and "高新区" in desk.texts("name")


def test_another_day_is_shown_but_not_changed(desk: DutyDesk) -> None:
    page: Any = desk.page
    add(desk.store.database, "梅湾市场", "网格员", Holder(new_name="简素心"), valid_from=date(2026, 3, 1))
    page.reload()
    page.duty_head.day_line.line.setText("2026-02-28")
    page.duty_head.day_line.line.editingFinished.emit()
    assert desk.chips("梅湾市场", "网格员") == []
    desk.stand_on("梅湾市场", desk.key("网格员"))
    desk.write("顾青禾")
    assert "只能查看" in desk.said[-1] and desk.shown("网格员") == {"梅湾市场": "简素心"}
    page.duty_head.day_line.reset()
    assert desk.chips("梅湾市场", "网格员") == [("简素心", "own")]


# ---- the inspector ------------------------------------------------------------------------------------------


def test_the_people_of_a_cell_beside_the_table(desk: DutyDesk) -> None:
    desk.stand_on("梅湾市场", "name")
    desk.panel_button("添加网格员").click()
    form = desk.dialog()
    form.who.setText("简素心")
    form.begin.setText("2025-01-01")
    desk.click("添加")
    assert desk.shown("网格员") == {"梅湾市场": "简素心"}
    menu = desk.panel_button("网格员 简素心的操作").menu()
    assert [action.text() for action in menu.actions()] == ["更换…", "结束…", "修改…", "删除"]
    menu.actions()[2].trigger()
    form = desk.dialog()
    assert form.who.text().startswith("简素心") and form.begin.text() == "2025-01-01"
    form.note.setText("兼保洁督导")
    desk.click("保存")
    (row,) = [row for row in desk.store.read(watches) if row.role == "网格员"]
    assert (row.note, row.valid_from) == ("兼保洁督导", date(2025, 1, 1))
    desk.panel_button("网格员 简素心的操作").menu().actions()[0].trigger()
    form = desk.dialog()
    assert form.scope.currentText() == "只这个网格"
    form.new.setText("顾青禾")
    form.on.setText("2026-01-01")
    desk.click("更换")
    assert desk.shown("网格员") == {"梅湾市场": "顾青禾"}
    desk.panel_button("以往和将来的记录").click()
    words = desk.page.area_panel.duty._box.findChildren(type(desk.page.head.count))  # type: ignore[attr-defined]
    assert any(label.text() == "简素心" for label in words)
    assert any("已结束" in label.text() and "至 2025-12-31" in label.text() for label in words)
    desk.panel_button("网格员 顾青禾的操作").menu().actions()[1].trigger()
    form = desk.dialog()
    form.last.setText((date.today() - timedelta(days=1)).isoformat())
    desk.click("结束")
    assert desk.shown("网格员") == {}
    desk.store.undo()
    desk.panel_button("网格员 顾青禾的操作").menu().actions()[3].trigger()
    assert desk.shown("网格员") == {}


# ---- roles --------------------------------------------------------------------------------------------------


def test_roles_are_added_renamed_ordered_and_stand_on_levels(desk: DutyDesk) -> None:
    desk.click("角色…", desk.page)
    form = desk.dialog()
    box = form.roles
    assert [line.name.text() for line in box.lines] == ["包保领导", "网格长", "网格员", "入驻人员", "结对单位"]
    assert not box.lines[0].remove.isEnabled() and box.lines[4].remove.isEnabled()
    box.lines[4].remove.click()
    box.lines[2].name.setText("专职网格员")
    box.lines[2].holder.setCurrentIndex(box.lines[2].holder.findData(WatchHolder.PERSON))
    box.lines[2].up.click()
    box.more.click()
    box.lines[-1].name.setText("监督员")
    middle = list(box.lines[-1].buttons)[1]
    box.lines[-1].buttons[middle].click()
    box.lines[-1].buttons[middle].click()
    desk.click("保存")
    levels = {row.name: row.id for row in desk.store.read(queries.levels)}
    rows = desk.store.read(watch_roles)
    assert [row.name for row in rows] == ["包保领导", "专职网格员", "网格长", "入驻人员", "监督员"]
    assert rows[1].holder is WatchHolder.PERSON
    assert rows[-1].level_ids == (levels["区"], levels["点位"]) and rows[-1].required_ids == (levels["区"],)
    headings = [column.heading for column in desk.table.rows_model.columns]
    assert headings[2:] == ["包保领导", "专职网格员", "网格长", "入驻人员", "监督员"]


def test_another_usual_set_brings_its_roles_and_keeps_those_in_use(desk: DutyDesk) -> None:
    desk.click("层级…", desk.page)
    form = desk.dialog()
    form._on_template_activated(4)  # 区 / 片区 / 单位
    names = [line.name.text() for line in form.roles.lines]
    assert names == ["包保领导", "片区长", "责任人", "联络员"]
    desk.click("保存")
    assert [row.name for row in desk.store.read(watch_roles)] == names
    assert desk.chips("云溪市", "包保领导") == [("周怀远", "own")]


def test_a_grid_without_roles_is_offered_the_usual_ones(qtbot: QtBot, context: Context, said: list[str]) -> None:
    database = context.store.database
    database.do("准备", actions.set_levels, levels=TEMPLATE.forms)
    database.do("准备", actions.paste_cells, block=BLOCK)
    page = GridPage(context)
    qtbot.addWidget(page)
    page.resize(1294, 696)
    page.show()
    qtbot.waitExposed(page)
    page.show_view("duty")
    desk = DutyDesk(page, qtbot, said)
    assert desk.part.empty.isVisible()
    desk.click("设置角色", desk.part.empty)
    desk.click("保存")
    assert [row.name for row in desk.store.read(watch_roles)] == [role.name for role in TEMPLATE.roles]
    assert desk.table.isVisible() and not desk.part.empty.isVisible()
    assert page.duty_head.vacant.text() == "缺责任人 7"
