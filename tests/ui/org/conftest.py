"""The page 组织 on a real database with a small organisation."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from models.database import Database
from models.org import actions
from tests.ui.org.desk import Desk, hear
from ui.context import Context
from ui.org.page import OrgPage


def fill(database: Database) -> int:
    """A campaign with two groups, four units, three people; answers the campaign."""
    campaign = database.do("准备", actions.create_campaign, name="创卫 2026", year=2026).value
    top = database.do("准备", actions.create_unit, name="云溪市人民政府").value
    trade = database.do(
        "准备", actions.create_unit, name="云溪市商务局", short_name="商务局", parent_id=top, former=[("商业局", None)]
    ).value
    database.do("准备", actions.create_unit, name="云溪市公安局", short_name="公安局", parent_id=top)
    database.do("准备", actions.create_unit, name="临江区", aliases=["临江"])
    head = database.do("准备", actions.create_person, name="周晓岚").value
    database.do("准备", actions.create_person, name="贺明川", phone="13900000002")
    database.do("准备", actions.appoint, person_id=head, unit_id=trade, title="局长")
    board = database.do("准备", actions.add_group, campaign_id=campaign, name="创卫指挥部").value
    group = database.do(
        "准备", actions.add_group, campaign_id=campaign, name="农贸市场专业组", parent_id=board, lead_unit_id=trade
    ).value
    database.do("准备", actions.add_seat, group_id=group, wording="组长", person_id=head, post_text="市商务局局长")
    database.do("准备", actions.add_seat, group_id=group, wording="成员")
    return int(campaign)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, prompts: object) -> list[str]:
    """The sentences shown to the user; dialogs stay open for the test."""
    return hear(monkeypatch)


def show(qtbot: QtBot, context: Context, campaign: int | None, said: list[str]) -> Desk:
    """The page in a window of the smallest screen."""
    context.set_campaign(campaign, "创卫 2026")
    page = OrgPage(context)
    qtbot.addWidget(page)
    page.resize(1294, 696)
    page.show()
    qtbot.waitExposed(page)
    return Desk(page, qtbot, said)


@pytest.fixture
def desk(qtbot: QtBot, context: Context, said: list[str]) -> Desk:
    """The page with the small organisation."""
    return show(qtbot, context, fill(context.store.database), said)


@pytest.fixture
def empty_desk(qtbot: QtBot, context: Context, said: list[str]) -> Desk:
    """The page of an empty file."""
    return show(qtbot, context, None, said)
