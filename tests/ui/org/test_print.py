"""Ctrl+P on the page 组织: the paper of what is shown, with its group and its day."""

from __future__ import annotations

from datetime import date, timedelta

from models.org.queries import groups
from tests.ui.org.desk import Desk
from ui.org.page import OrgPage
from ui.printing.wish import PrintWish


def test_each_section_has_its_paper(desk: Desk) -> None:
    page = desk.page
    assert isinstance(page, OrgPage)
    market = next(
        row for row in desk.store.read(groups, campaign_id=page.context.campaign_id) if row.name == "农贸市场专业组"
    )
    wanted = {
        "units": None,
        "groups": PrintWish("members", {"group": None}),
        market.id: PrintWish("members", {"group": market.id}),
        "contacts": PrintWish("contacts"),
        "people": None,
    }
    for nav_id, wish in wanted.items():
        assert page.nav.select_id(nav_id)
        assert page.print_payload() == wish, nav_id


def test_the_day_shown_is_the_day_printed(desk: Desk) -> None:
    page = desk.page
    assert isinstance(page, OrgPage)
    assert page.nav.select_id("contacts")
    day = date.today() - timedelta(days=30)
    page.day_line.line.setText(day.isoformat())
    page.day_line.line.editingFinished.emit()
    assert page.print_payload() == PrintWish("contacts", {}, day)
