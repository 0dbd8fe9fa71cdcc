"""The 体检 finds each kind of gap, says where it is put right, and is silent once it is."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.checkup.papers import OFFERS
from models.checkup.queries import checkup
from models.checkup.rows import GapRow
from models.checkup.terms import Gap
from models.database import Database
from models.errors import Refusal
from models.grid import actions as grid
from models.grid.duty import Holder
from models.grid.queries import cells, levels
from models.grid.queries.watches import watch_roles
from models.grid.rules import LevelForm, RoleForm
from models.org import actions as org
from models.papers.offer import Asked
from models.task import actions as task
from models.task.actions.spreading import add_rule

DAY = date(2026, 5, 20)


class Office:
    """A campaign with a grid of one district and two markets; the 网格员 of a market is required."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.campaign: int = self.do(org.create_campaign, name="创卫 2026")
        forms = (LevelForm(None, "区"), LevelForm(None, "点位", is_site=True))
        roles = (RoleForm(None, "网格员", stands=((1, True),)),)
        self.do(grid.set_levels_and_roles, levels=forms, roles=roles)
        self.do(grid.paste_cells, block=(("区", "点位"), ("临江区", "梅湾市场"), ("", "河西市场")))
        self.cells = {row.name: row.id for row in database.read(cells)}
        self.role = database.read(watch_roles)[0].id
        self.site_level = next(row.id for row in database.read(levels) if row.is_site)

    def do(self, action: Any, **kw: Any) -> Any:
        return self.database.do("试", action, **kw).value

    def gaps(self, gap: Gap, most: int = 10) -> list[GapRow]:
        return list(self.database.read(checkup, campaign_id=self.campaign, day=DAY, most=most).of(gap))

    def watch(self, cell: str, person: int) -> None:
        self.do(grid.add_watch, cell_id=self.cells[cell], role_id=self.role, holder=Holder(person_id=person))


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def test_a_required_role_without_anybody(office: Office) -> None:
    found = office.gaps(Gap.NO_WATCHER)
    assert [(row.title, row.sentence, row.page, row.record_id) for row in found] == [
        ("梅湾市场", "缺网格员", "grid", office.cells["梅湾市场"]),
        ("河西市场", "缺网格员", "grid", office.cells["河西市场"]),
    ]
    office.watch("梅湾市场", office.do(org.create_person, name="周明远"))
    assert [row.title for row in office.gaps(Gap.NO_WATCHER)] == ["河西市场"]


def test_one_person_over_too_many_cells(office: Office) -> None:
    person = office.do(org.create_person, name="周明远")
    office.watch("梅湾市场", person)
    office.watch("河西市场", person)
    assert office.gaps(Gap.OVERLOADED) == []
    (row,) = office.gaps(Gap.OVERLOADED, most=1)
    assert (row.title, row.page, row.record_id) == ("周明远", "org", person)


def test_a_task_that_does_not_come_down_to_every_place(office: Office) -> None:
    unit = office.do(org.create_unit, name="云溪市商务局")
    item = office.do(task.add_task, campaign_id=office.campaign, title="市场改造")
    office.do(add_rule, task_id=item, level_id=office.site_level, unit_id=unit, on=DAY)
    assert office.gaps(Gap.SHORT_REACH) == []
    level = office.site_level
    new = office.do(grid.create_cell, level_id=level, parent_id=office.cells["临江区"], name="新开市场")
    (row,) = office.gaps(Gap.SHORT_REACH)
    assert (row.title, row.where, row.page, row.record_id) == ("市场改造", "新开市场", "task", item)
    office.do(grid.delete_cells, cell_ids=[new])
    assert office.gaps(Gap.SHORT_REACH) == []


def test_units_without_a_task_are_named_until_they_have_one_or_end(office: Office) -> None:
    idle = office.do(org.create_unit, name="云溪市林业局")
    (row,) = office.gaps(Gap.IDLE_UNIT)
    assert (row.title, row.page, row.record_id) == ("云溪市林业局", "org", idle)
    office.do(org.update_unit, unit_id=idle, valid_to=DAY - timedelta(days=1))
    assert office.gaps(Gap.IDLE_UNIT) == []


def test_people_without_any_duty(office: Office) -> None:
    person = office.do(org.create_person, name="周明远")
    assert [row.record_id for row in office.gaps(Gap.IDLE_PERSON)] == [person]
    office.watch("梅湾市场", person)
    assert office.gaps(Gap.IDLE_PERSON) == []


def test_posts_and_seats_without_anybody_and_seats_without_a_phone(office: Office) -> None:
    unit = office.do(org.create_unit, name="云溪市商务局")
    post = office.do(org.create_post, unit_id=unit, title="局长")
    group = office.do(org.add_group, campaign_id=office.campaign, name="农贸市场专业组")
    empty = office.do(org.add_seat, group_id=group)
    seated = office.do(org.add_seat_for, group_id=group, new_name="周明远")
    assert [row.record_id for row in office.gaps(Gap.EMPTY_POST)] == [post]
    assert [row.record_id for row in office.gaps(Gap.EMPTY_SEAT)] == [empty]
    (silent,) = office.gaps(Gap.NO_PHONE)
    assert (silent.title, silent.record_id) == ("周明远", seated)
    everyone = office.do(org.create_person, name="林知秋", phone="13900001234")
    office.do(org.seat_person, seat_id=seated, person_id=everyone)
    assert office.gaps(Gap.NO_PHONE) == []


def test_every_finding_has_an_id_of_its_own_and_kinds_come_in_order(office: Office) -> None:
    for name in ("甲", "乙"):
        office.do(org.create_person, name=name)
        office.do(org.create_unit, name=f"云溪市{name}局")
    rows = office.database.read(checkup, campaign_id=office.campaign, day=DAY).rows
    assert len({row.id for row in rows}) == len(rows) > 4
    order = list(Gap)
    assert [order.index(row.gap) for row in rows] == sorted(order.index(row.gap) for row in rows)


def test_the_list_on_paper_holds_one_kind_or_all(office: Office) -> None:
    (offer,) = OFFERS
    asked = Asked(office.campaign, DAY, {"gap": Gap.NO_WATCHER.value})
    made = office.database.read(offer.make, asked)
    assert isinstance(made, tuple)
    (sheet,) = made
    assert [row.cells["title"] for row in sheet.rows] == ["梅湾市场", "河西市场"]
    assert [row.cells["no"] for row in sheet.rows] == ["1", "2"]
    assert sheet.title == "创卫2026年责任体检清单"
    with pytest.raises(Refusal, match="没有发现问题"):
        office.database.read(offer.make, Asked(office.campaign, DAY, {"gap": Gap.EMPTY_POST.value}))
