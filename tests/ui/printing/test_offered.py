"""Any paper of the catalogue on the page 打印: chosen, set, remembered, wished for by other pages, written to files."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.org.queries import groups, units
from models.papers.pdf import page_sizes, page_text
from models.printing.catalogue import offers
from models.printing.produce import formats_of
from models.succession.actions.renaming import rename_unit
from tests.ui.conftest import Prompts
from tests.ui.printing.conftest import WAIT_MS, Drawn
from ui.context import Context
from ui.printing.offer_panel import OfferPanel
from ui.printing.offered import OfferedSubject
from ui.printing.page import PrintingPage
from ui.printing.records import PickField, PicksField
from ui.printing.wish import PrintWish
from ui.widgets.fields import BoolField, LineField


def text_of(page: PrintingPage, index: int = 0) -> str:
    assert page.made is not None
    return "".join(page_text(page.made.pdf, index).split())


def panel_of(page: PrintingPage) -> OfferPanel:
    assert isinstance(page.panel, OfferPanel)
    return page.panel


def choose(page: PrintingPage, key: str) -> None:
    """As the user takes a paper from the box."""
    at = page.chooser.box.findData(key, Qt.ItemDataRole.UserRole)
    page.chooser.box.setCurrentIndex(at)
    page.chooser.box.activated.emit(at)


def tick(page: PrintingPage, key: str) -> None:
    field = panel_of(page).fields[key]
    assert isinstance(field, BoolField)
    field.check.click()


@pytest.mark.parametrize("offer", offers(), ids=lambda offer: offer.key)
def test_every_paper_comes_to_the_desk(page: PrintingPage, drawn: Drawn, offer: object) -> None:
    found = next(one for one in offers() if one is offer)
    drawn(lambda: choose(page, found.key))
    assert page.chooser.box.currentText() == found.name
    assert page.artist.pages.total >= 1
    assert f"共 {page.artist.pages.total} 页" in page.head.count.text()
    shown = {key for key, action in page.exports.actions.items() if action.isVisible()}
    assert {key for key in shown if not key.startswith("each_")} == set(formats_of(found))
    assert page.print_button.isEnabled()


def test_the_paper_used_last_is_there_again(page: PrintingPage, drawn: Drawn, context: Context) -> None:
    drawn(lambda: choose(page, "members"))
    again = PrintingPage(context)
    again.reload()
    assert again.subject is not None and again.subject.offer.key == "members"
    again.preview.stop()
    again.deleteLater()


def test_settings_are_drawn_and_kept_for_the_campaign(page: PrintingPage, drawn: Drawn, context: Context) -> None:
    drawn(lambda: choose(page, "members"))
    assert "角色" not in text_of(page)
    drawn(lambda: tick(page, "lines"))
    assert "角色" in text_of(page)
    mark = panel_of(page).fields["mark"]
    assert isinstance(mark, LineField)
    mark.line.setText("附件7")
    drawn(mark.line.editingFinished.emit)
    assert text_of(page).startswith("附件7")
    again = PrintingPage(context)
    again.reload()
    assert isinstance(again.subject, OfferedSubject)
    assert again.subject.asked.get("lines") is True and again.subject.asked.get("mark") == "附件7"
    again.preview.stop()
    again.deleteLater()


def test_one_group_is_found_by_a_part_of_its_name(page: PrintingPage, drawn: Drawn) -> None:
    drawn(lambda: choose(page, "members"))
    field = panel_of(page).fields["group"]
    assert isinstance(field, PickField)
    field.box.line.setText("农贸")
    drawn(field.box.line.editingFinished.emit)
    assert field.box.currentText() == "农贸市场建设与管理专业组"
    assert "农贸市场建设与管理专业组组成人员名单" in text_of(page)
    field.box.line.setText("专业组")
    field.box.line.editingFinished.emit()
    assert field.box.currentText() == "农贸市场建设与管理专业组"


def test_the_paper_is_the_papers_own_and_kept(page: PrintingPage, drawn: Drawn) -> None:
    drawn(lambda: choose(page, "members"))
    assert page.head.count.text().endswith("A4 纵向")
    box = panel_of(page).paper_section.paper.box
    at = box.findData("A3 横向")
    box.setCurrentIndex(at)
    drawn(lambda: box.activated.emit(at))
    assert page.made is not None
    assert [round(side) for side in page_sizes(page.made.pdf)[0]] == [1191, 842]
    drawn(lambda: choose(page, "contacts"))
    assert page.head.count.text().endswith("A4 纵向")
    drawn(lambda: choose(page, "members"))
    assert page.head.count.text().endswith("A3 横向")


def test_phones_are_hidden_with_a_switch_beside(page: PrintingPage, drawn: Drawn) -> None:
    drawn(lambda: choose(page, "members"))
    panel = panel_of(page)
    assert panel.phones_note.isHidden() and panel.phones.isHidden()
    drawn(lambda: tick(page, "phone_column"))
    assert not panel.phones_note.isHidden() and not panel.phones.isHidden()
    assert "139****" in text_of(page)
    drawn(panel.phones.check.click)
    assert "139****" not in text_of(page)
    assert panel.phones_note.isHidden() and not panel.phones.isHidden()


def test_a_past_day_shows_the_names_of_that_day(page: PrintingPage, drawn: Drawn, context: Context) -> None:
    trade = next(row for row in context.store.read(units) if row.name == "云溪市商务局")
    day = date.today() - timedelta(days=3)
    drawn(lambda: choose(page, "contacts"))
    drawn(lambda: context.store.do("改名", rename_unit, unit_id=trade.id, name="云溪市商投局", day=day))

    def whole() -> str:
        return "".join(text_of(page, index) for index in range(page.artist.pages.total))

    assert "云溪市商投局" in whole()
    field = panel_of(page).day
    before = day - timedelta(days=1)
    field.line.setText(before.isoformat())
    drawn(field.line.editingFinished.emit)
    assert "云溪市商务局" in whole() and "云溪市商投局" not in whole()
    assert page.head.count.text().endswith(f"按 {before.isoformat()}")
    field.line.setText("改天")
    field.line.editingFinished.emit()
    assert field.line.text() == before.isoformat()
    field.line.setText("")
    drawn(field.line.editingFinished.emit)
    assert "云溪市商投局" in whole()


def test_another_page_wishes_for_a_paper(page: PrintingPage, drawn: Drawn, context: Context, prompts: Prompts) -> None:
    rows = context.store.read(groups, campaign_id=context.campaign_id)
    health = next(row for row in rows if row.name == "健康教育专业组")
    drawn(lambda: page.goto(None, PrintWish("members", {"group": health.id})))
    assert page.chooser.box.currentText() == "组成人员名单"
    assert "健康教育专业组组成人员名单" in text_of(page)
    page.goto(None, PrintWish("nothing"))
    assert "没有“nothing”这种材料" in prompts.said[-1]
    assert page.subject is not None and page.subject.offer.key == "members"


def test_a_wish_brings_its_day_along(page: PrintingPage, drawn: Drawn) -> None:
    day = date.today() - timedelta(days=5)
    drawn(lambda: page.goto(None, PrintWish("contacts", {}, day)))
    assert page.head.count.text().endswith(f"按 {day.isoformat()}")
    drawn(lambda: page.goto(None, PrintWish("contacts")))
    assert "按" not in page.head.count.text()
    drawn(lambda: page.goto(None, PrintWish("breakdown", {"by": "task"}, day)))
    assert page.head.count.text().endswith(f"按 {day.isoformat()}")


def test_a_wish_for_the_breakdown(page: PrintingPage, drawn: Drawn) -> None:
    drawn(lambda: choose(page, "members"))
    drawn(lambda: page.goto(None, PrintWish("breakdown", {"by": "unit"})))
    assert "个单位" in page.head.count.text()


def test_several_units_from_a_list_with_a_filter(page: PrintingPage, drawn: Drawn) -> None:
    drawn(lambda: choose(page, "contacts"))
    field = panel_of(page).fields["units"]
    assert isinstance(field, PicksField)
    field.filter.setText("商务")
    shown = [row for row in range(field.list.count()) if not field.list.isRowHidden(row)]
    assert [field.list.item(row).text() for row in shown] == ["云溪市商务局"]
    field.filter.setText("")
    field.none.click()
    field.filter.setText("商务")
    drawn(field.every.click)
    assert field.count.text() == f"1 / {field.list.count()}"
    assert page.artist.pages.total == 1 and "云溪市商务局" in text_of(page)
    assert isinstance(page.subject, OfferedSubject) and len(page.subject.asked.get("units")) == 1


def test_nothing_to_print_leaves_the_settings(page: PrintingPage, drawn: Drawn, prompts: Prompts, qtbot: QtBot) -> None:
    drawn(lambda: choose(page, "contacts"))
    field = panel_of(page).fields["units"]
    assert isinstance(field, PicksField)
    field.none.click()
    qtbot.waitUntil(lambda: page.artist.pages.total == 0)
    assert "没有可打印的内容" in prompts.said[-1]
    assert not page.print_button.isEnabled() and not page.export_button.isEnabled()
    drawn(field.every.click)
    assert page.print_button.isEnabled()


def test_pictures_of_several_pages(
    page: PrintingPage, drawn: Drawn, prompts: Prompts, qtbot: QtBot, tmp_path: Path
) -> None:
    drawn(lambda: choose(page, "members"))
    prompts.answer(tmp_path / "名单.png")
    page.exports.actions["png"].trigger()
    qtbot.waitUntil(lambda: len(prompts.said) > 0, timeout=WAIT_MS)
    names = sorted(path.name for path in tmp_path.glob("*.png"))
    assert names == [f"名单-{number}.png" for number in range(1, page.artist.pages.total + 1)]
    assert prompts.said[-1].startswith(f"已导出 {len(names)} 个图片")


def test_each_group_as_a_file_of_its_own(
    page: PrintingPage, drawn: Drawn, prompts: Prompts, qtbot: QtBot, tmp_path: Path
) -> None:
    drawn(lambda: page.goto(None, PrintWish("members", {"way": "apart"})))
    action = page.exports.actions["each_xlsx"]
    assert action.isVisible() and action.text() == "每张表一个Excel…"
    prompts.answer(tmp_path)
    action.trigger()
    qtbot.waitUntil(lambda: any("个文件" in text for text in prompts.said), timeout=WAIT_MS)
    assert len(list(tmp_path.glob("*/*.xlsx"))) == 11


def test_without_a_campaign_only_papers_of_the_office(
    page: PrintingPage, drawn: Drawn, context: Context, prompts: Prompts
) -> None:
    drawn(lambda: context.set_campaign(None, ""))
    assert page.subject is not None and not page.subject.offer.needs_campaign
    at = page.chooser.box.findData("breakdown", Qt.ItemDataRole.UserRole)
    assert not page.chooser.box.model().flags(page.chooser.box.model().index(at, 0)) & Qt.ItemFlag.ItemIsEnabled
    page.goto(None, PrintWish("members"))
    assert "要先有一项专项工作" in prompts.said[-1]
