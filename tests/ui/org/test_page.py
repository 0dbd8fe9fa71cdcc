"""The page 组织 by clicking and typing: every section, inspector, dialogs, paste, undo."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from models.org import actions, queries
from tests.ui.org.desk import Desk, clip

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def go(desk: Desk, section: str) -> None:
    """Choose a section, or a group by its name, on the left."""
    nav: Any = desk.page.nav  # type: ignore[attr-defined]
    row = next(row for row in nav.tree_model.rows if section in (row.id, row.text))
    assert nav.select_id(row.id)


def nav_texts(desk: Desk) -> list[str]:
    nav: Any = desk.page.nav  # type: ignore[attr-defined]
    return [f"{row.text} {row.note}".strip() for row in nav.tree_model.rows]


# ---- units --------------------------------------------------------------------------------------------------


def test_the_page_opens_on_the_units_as_a_tree(desk: Desk) -> None:
    assert desk.texts("name", indented=True) == ["云溪市人民政府", "  云溪市商务局", "  云溪市公安局", "临江区"]
    assert desk.texts("former") == ["", "商业局", "", ""]
    assert nav_texts(desk)[:5] == ["单位 4", "人员 2", "岗位 1", "通讯录 0", "专项工作 1"]
    assert nav_texts(desk)[5] == "领导小组与专业组 2"
    assert desk.page.head.count.text() == "4 个单位"


def test_a_cell_is_edited_and_undone(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "short_name")
    desk.write("市商务局")
    assert desk.texts("short_name")[1] == "市商务局"
    assert desk.store.undo_title() == "修改“云溪市商务局”的简称"
    desk.store.undo()
    assert desk.texts("short_name")[1] == "商务局"
    assert desk.table.current_id() is not None


def test_kind_and_aliases_in_cells(desk: Desk) -> None:
    desk.stand_on("临江区", "kind")
    desk.write("企业")
    desk.stand_on("临江区", "aliases")
    desk.write("临江、临江城区")
    assert desk.texts("kind")[3] == "企业"
    assert desk.texts("aliases")[3] == "临江、临江城区"


def test_a_refused_edit_says_why_and_changes_nothing(desk: Desk) -> None:
    desk.stand_on("云溪市公安局", "name")
    desk.write("云溪市商务局")
    assert "同一级里已有单位“云溪市商务局”" in desk.said[-1]
    assert desk.texts("name")[2] == "云溪市公安局"


def test_a_new_unit_by_the_form(desk: Desk) -> None:
    desk.click("新单位", desk.page)
    form = desk.dialog()
    desk.click("添加")
    assert form.isVisible()  # no name yet
    form.name.setText("云溪市财政局")
    form.parent_unit.setText("无名局")
    desk.click("添加")
    assert form.isVisible()
    form.parent_unit.setText("云溪市人民政府")
    desk.click("添加")
    assert desk.texts("name", indented=True)[3] == "  云溪市财政局"
    assert "已添加单位“云溪市财政局”" in desk.said[-1]
    assert desk.table.current_id() == desk.store.read(queries.units)[3].id


def test_order_by_keyboard(desk: Desk) -> None:
    desk.stand_on("云溪市公安局", "name")
    desk.press(Qt.Key.Key_Up, ALT)
    assert desk.texts("name")[1:3] == ["云溪市公安局", "云溪市商务局"]
    desk.stand_on("临江区", "name")
    desk.press(Qt.Key.Key_Tab)
    assert desk.texts("name", indented=True)[3] == "  临江区"
    desk.press(Qt.Key.Key_Backtab, SHIFT)
    assert desk.texts("name", indented=True)[3] == "临江区"


def test_order_by_dragging(desk: Desk) -> None:
    rows = {row.name: row.id for row in desk.store.read(queries.units)}
    desk.table.drop_requested.emit((rows["临江区"],), rows["云溪市商务局"], "above")
    assert desk.texts("name", indented=True)[1] == "  临江区"
    desk.table.drop_requested.emit((rows["云溪市人民政府"],), rows["临江区"], "on")
    assert "不能移到它下面" in desk.said[-1]


def test_deleting_a_unit_in_use_is_refused_and_one_unused_goes_with_undo(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "name")
    desk.press(Qt.Key.Key_Delete, CONTROL)
    assert "小组（牵头单位）1 处" in desk.said[-1]
    desk.stand_on("临江区", "name")
    desk.press(Qt.Key.Key_Delete, CONTROL)
    assert "临江区" not in desk.texts("name")
    desk.store.undo()
    assert desk.texts("aliases")[3] == "临江"


def test_cells_are_pasted_over_and_a_bad_one_is_named(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "short_name")
    desk.paste("商务|部门", "公安|企业")
    assert desk.texts("short_name")[1:3] == ["商务", "公安"]
    assert desk.texts("kind")[2] == "企业"
    desk.stand_on("云溪市商务局", "short_name")
    desk.paste("甲|部门", "乙|机关单位")
    assert "第 2 行“类别”" in desk.said[-1]
    assert desk.texts("short_name")[1] == "商务"


def test_rows_are_pasted_as_new_units(desk: Desk) -> None:
    clip("单位|简称|上级", "云溪市财政局|财政局|云溪市人民政府", "青石区||")
    desk.bot.keyClick(desk.table, Qt.Key.Key_V, CONTROL | SHIFT)
    assert len(desk.texts("name")) == 6
    assert desk.said[-1] == "已添加 2 个单位。"
    desk.store.undo()
    assert len(desk.texts("name")) == 4


def test_fill_down(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "note")  # hidden column: the cursor goes to the first one
    rows = desk.store.read(queries.units)
    from ui.tables.cells import Fill

    desk.table.fill_requested.emit(Fill(rows[3].id, (rows[1].id, rows[2].id), ("kind",)))
    assert desk.texts("kind") == ["部门", "区（县）", "区（县）", "区（县）"]
    assert desk.store.undo_title() == "向下填充"
    desk.table.fill_requested.emit(Fill(rows[3].id, (rows[1].id, rows[2].id), ("kind",)))
    assert desk.said[-1].startswith("没有可填的")


def test_the_filter_finds_initials_and_former_names(desk: Desk) -> None:
    desk.page.head.filter_changed.emit("yxsswj")
    assert desk.texts("name") == ["云溪市人民政府", "云溪市商务局"]
    desk.page.head.filter_changed.emit("商业局")
    assert desk.texts("name") == ["云溪市人民政府", "云溪市商务局"]
    desk.page.head.filter_changed.emit("")
    assert len(desk.texts("name")) == 4


def test_the_inspector_edits_all_fields(desk: Desk) -> None:
    desk.stand_on("云溪市公安局", "name")
    desk.fill("short_name", "市公安局")
    assert desk.texts("short_name")[2] == "市公安局"
    desk.fill("last_day", "2026-12-31")
    unit = desk.store.read(queries.units)[2]
    assert unit.valid_to == date(2027, 1, 1)
    desk.fill("last_day", "年底")
    assert "不是日期" in desk.said[-1]
    desk.fill("parent", "临江区")
    assert desk.texts("name", indented=True)[-1] == "  云溪市公安局"


def test_an_unknown_unit_is_added_only_after_asking(desk: Desk) -> None:
    desk.stand_on("临江区", "name")
    desk.fill("parent", "云溪市委")
    assert desk.has_dialog
    desk.click("添加单位")
    assert desk.texts("name", indented=True)[-2:] == ["云溪市委", "  临江区"]


def test_renaming_keeps_the_old_name(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "name")
    desk.page.find_action("org.rename").trigger()  # type: ignore[union-attr]
    form = desk.dialog()
    desk.click("改名")
    assert form.isVisible()  # the same name
    form.name.setText("云溪市商务和粮食局")
    form.on.setText("2026-07-01")
    desk.click("改名")
    row = desk.store.read(queries.units)[1]
    assert row.name == "云溪市商务和粮食局"
    assert ("云溪市商务局", date(2026, 7, 1)) in [(old.name, old.valid_to) for old in row.former]


# ---- people and posts ---------------------------------------------------------------------------------------


def test_people_with_posts_and_seats(desk: Desk) -> None:
    go(desk, "people")
    assert desk.texts("name") == ["贺明川", "周晓岚"]
    assert desk.texts("posts") == ["", "云溪市商务局局长"]
    assert desk.texts("seats") == ["", "农贸市场专业组 组长"]
    desk.page.context.show_phones(True)
    desk.stand_on("贺明川", "phone")
    desk.write("不详")
    assert "不像电话号码" in desk.said[-1]
    desk.stand_on("贺明川", "phone")
    desk.write("0746-8321234")
    assert desk.texts("phone")[0] == "0746-8321234"


def test_a_person_of_a_known_name_is_new_only_after_asking(desk: Desk) -> None:
    go(desk, "people")
    desk.page.find_action("org.new").trigger()  # type: ignore[union-attr]
    form = desk.dialog()
    form.name.setText("周晓岚")
    form.unit.setText("公安局")
    form.title.setText("科长")
    desk.click("添加")
    assert desk.has_dialog
    assert len(desk.texts("name")) == 2
    desk.click("都作为新人员")
    assert desk.texts("name") == ["贺明川", "周晓岚", "周晓岚"]


def test_an_appointment_and_its_end(desk: Desk) -> None:
    go(desk, "people")
    desk.stand_on("贺明川", "name")
    panel: Any = desk.page._panels.currentWidget()  # type: ignore[attr-defined]
    desk.click("添加任职…", panel)
    form = desk.dialog()
    form.unit.setText("公安局")
    form.title.setText("副局长")
    form.on.setText("2026-03-01")
    desk.click("确定")
    assert desk.texts("posts")[0] == "云溪市公安局副局长"
    panel.posts.row_activated.emit(panel.posts.rows[0].key)
    desk.click("填错了，删除")
    assert desk.texts("posts")[0] == ""


def test_a_post_changes_hands(desk: Desk) -> None:
    go(desk, "posts")
    assert desk.texts("holder") == ["周晓岚"]
    panel: Any = desk.page._panels.currentWidget()  # type: ignore[attr-defined]
    desk.stand_on("局长", "title", "title")
    desk.click("换人…", panel)
    form = desk.dialog()
    form.person.setText("钱立新")
    form.on.setText("2026-06-01")
    desk.click("确定")
    assert desk.texts("holder") == ["钱立新"]
    post = desk.store.read(queries.posts)[0]
    tenures = desk.store.read(queries.tenures_of_post, post_id=post.id)
    assert [(row.person, row.valid_from, row.valid_to) for row in tenures] == [
        ("钱立新", date(2026, 6, 1), None),
        ("周晓岚", None, date(2026, 6, 1)),
    ]


# ---- groups and seats ---------------------------------------------------------------------------------------


def test_a_group_on_the_left_shows_its_seats(desk: Desk) -> None:
    go(desk, "农贸市场专业组")
    assert desk.texts("wording") == ["组长", "成员"]
    assert desk.texts("person") == ["周晓岚", "待定"]
    assert desk.page.head.count.text() == "农贸市场专业组，2 个席位，空缺 1"
    desk.fill("lead_unit_id", "公安局")  # the group's own panel while no seat was chosen
    campaign = desk.page.context.campaign_id
    assert desk.store.read(queries.groups, campaign_id=campaign)[1].lead_unit == "云溪市公安局"


def test_a_seat_takes_a_new_person_and_a_known_one_only_after_asking(desk: Desk) -> None:
    go(desk, "农贸市场专业组")
    desk.stand_on("2", "person", "number")
    desk.write("钱立新")
    assert desk.texts("person") == ["周晓岚", "钱立新"]
    desk.stand_on("2", "person", "number")
    desk.write("贺明", takes_proposal=True)
    assert desk.texts("person") == ["周晓岚", "贺明川"]
    assert len(desk.store.read(queries.people)) == 3
    desk.stand_on("2", "person", "number")
    desk.write("周晓岚", takes_proposal=False)
    assert desk.has_dialog
    desk.click("是另一个人，新建")
    assert desk.texts("person") == ["周晓岚", "周晓岚"]
    assert len(desk.store.read(queries.people)) == 4
    desk.stand_on("2", "person", "number")
    desk.press(Qt.Key.Key_Delete)
    assert desk.texts("person") == ["周晓岚", "待定"]


def test_seats_by_form_paste_and_order(desk: Desk) -> None:
    go(desk, "创卫指挥部")
    desk.page.find_action("org.new").trigger()  # type: ignore[union-attr]
    form = desk.dialog()
    form.wording.setText("指挥长")
    form.person.setText("周晓岚（云溪市商务局局长）")
    desk.click("添加")
    assert desk.texts("person") == ["周晓岚"]
    clip("角色|姓名|职务", "副指挥长|冯远志|副市长", "成员|贺明川|", "|冯远志|")
    desk.page.find_action("org.paste_new").trigger()  # type: ignore[union-attr]
    assert desk.has_dialog  # 贺明川 is known
    desk.click("都是已有的人")
    assert desk.texts("wording") == ["指挥长", "副指挥长", "成员", "成员"]
    assert desk.texts("person") == ["周晓岚", "冯远志", "贺明川", "冯远志"]
    desk.stand_on("4", "number", "number")
    desk.press(Qt.Key.Key_Up, ALT)
    assert desk.texts("person") == ["周晓岚", "冯远志", "冯远志", "贺明川"]
    desk.press(Qt.Key.Key_Delete, CONTROL)
    assert desk.texts("person") == ["周晓岚", "冯远志", "贺明川"]


def test_a_seat_is_tied_to_a_post_and_follows_it(desk: Desk) -> None:
    go(desk, "农贸市场专业组")
    desk.stand_on("1", "number", "number")
    field = desk.field("post_id")
    field.box.setCurrentIndex(1)
    field.box.activated.emit(1)
    campaign = desk.page.context.campaign_id
    row = desk.store.read(queries.seats, campaign_id=campaign)[0]
    assert (row.person, row.via_post) == ("周晓岚", True)


def test_groups_are_made_moved_and_deleted_on_the_left(desk: Desk) -> None:
    nav: Any = desk.page.nav  # type: ignore[attr-defined]
    go(desk, "创卫指挥部")
    desk.page.find_action("org.new_group").trigger()  # type: ignore[union-attr]
    desk.dialog().name.setText("宣传专班")
    desk.click("新建")
    assert nav_texts(desk)[6:] == ["创卫指挥部", "农贸市场专业组 2", "宣传专班"]
    go(desk, "宣传专班")
    desk.bot.keyClick(nav, Qt.Key.Key_Up, ALT)
    assert nav_texts(desk)[6:] == ["创卫指挥部", "宣传专班", "农贸市场专业组 2"]
    ids = {row.text: row.id for row in nav.tree_model.rows}
    nav.drop_requested.emit((ids["宣传专班"],), ids["农贸市场专业组"], "on")
    assert [row.parent_id for row in nav.tree_model.rows][-1] == ids["农贸市场专业组"]
    go(desk, "农贸市场专业组")
    desk.bot.keyClick(nav, Qt.Key.Key_Delete)
    assert nav_texts(desk)[6:] == ["创卫指挥部"]
    assert "和其中 2 个席位" in desk.said[-1]
    desk.store.undo()
    assert nav_texts(desk)[6:] == ["创卫指挥部", "农贸市场专业组 2", "宣传专班"]


# ---- campaigns ----------------------------------------------------------------------------------------------


def test_campaigns_and_the_rules_of_who_leads(desk: Desk) -> None:
    go(desk, "campaigns")
    desk.page.find_action("org.new").trigger()  # type: ignore[union-attr]
    form = desk.dialog()
    form.name.setText("巩卫 2027")
    form.year.setText("二七")
    desk.click("新建")
    assert form.isVisible()
    form.year.setText("2027")
    form.lead_unit.setText("商务局")
    desk.click("新建")
    assert desk.texts("name") == ["创卫 2026", "巩卫 2027"]
    assert desk.texts("lead_unit_id")[1] == "云溪市商务局"
    desk.stand_on("巩卫 2027", "name")
    desk.field("first_unit_leads").check.click()
    assert desk.store.read(queries.campaigns)[1].first_unit_leads
    desk.press(Qt.Key.Key_Up, ALT)
    assert desk.texts("name") == ["巩卫 2027", "创卫 2026"]
    desk.stand_on("巩卫 2027", "year")
    desk.write("1234")
    assert "年度 1234 不对" in desk.said[-1]


# ---- empty, elsewhere ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", ["units", "people", "posts", "contacts", "campaigns", "groups"])
def test_every_section_of_an_empty_file_says_what_to_do(empty_desk: Desk, section: str) -> None:
    go(empty_desk, section)
    view: Any = empty_desk.page.view  # type: ignore[attr-defined]
    assert view._stack.currentWidget() is view.empty
    assert view.inspector.is_clear


def test_jumping_to_a_record_from_elsewhere(desk: Desk) -> None:
    campaign = desk.page.context.campaign_id
    seat = desk.store.read(queries.seats, campaign_id=campaign)[1]
    desk.page.goto(seat.id)
    assert desk.table.current_id() == seat.id
    person = desk.store.read(queries.people)[0]
    desk.page.goto(person.id)
    assert desk.table.current_id() == person.id
    unit = desk.store.read(queries.units)[3]
    desk.page.goto(unit.id)
    assert desk.table.current_id() == unit.id
    desk.page.goto(12345)
    assert desk.table.current_id() == unit.id


def test_jumping_to_a_group_of_another_campaign_takes_it_in_hand(desk: Desk) -> None:
    other = desk.store.do("准备", actions.create_campaign, name="巩卫 2027").value
    group = desk.store.do("准备", actions.add_group, campaign_id=other, name="巩卫专班").value
    desk.page.goto(group)
    assert desk.page.context.campaign_id == other
    assert desk.page.head.count.text() == "巩卫专班，0 个席位"


def test_a_post_of_a_unit_opens_among_the_posts(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "name")
    panel: Any = desk.page._panels.currentWidget()  # type: ignore[attr-defined]
    assert [(row.text, row.right) for row in panel.posts.rows] == [("局长", "周晓岚")]
    panel.posts.row_activated.emit(panel.posts.rows[0].key)
    assert desk.texts("title") == ["局长"]
    assert desk.table.current_id() == desk.store.read(queries.posts)[0].id
