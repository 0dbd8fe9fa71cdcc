"""A small office on a real database: two bureaus with everything a bureau can have."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.base import Record
from models.database import Database
from models.grid.tables import GridCell, Level, Pairing, Watch, WatchRole
from models.org import actions
from models.org.tables import Contact, Seat
from models.org.terms import ContactRole
from models.succession.queries import Lineage, lineage
from models.task.tables import Assignment, AssignmentRule, Task
from models.task.terms import Role

MERGED = date(2026, 3, 1)
BEFORE, AFTER = date(2026, 2, 28), date(2026, 3, 1)


def add(session: Session, mapped: type[Record], fields: dict[str, Any]) -> int:
    row = mapped(**fields)
    session.add(row)
    session.flush()
    return row.id


@dataclass
class Office:
    """Ids by name of what there is."""

    database: Database
    ids: dict[str, int]

    def make(self, name: str, mapped: type[Record], /, **fields: Any) -> int:
        """One more record under a name."""
        self.ids[name] = int(self.database.do("准备", add, mapped, fields).value)
        return self.ids[name]

    def do(self, action: Callable[..., Any], **kw: Any) -> Any:
        """One step; its answer."""
        return self.database.do("准备", action, **kw).value

    def __getitem__(self, name: str) -> int:
        return self.ids[name]


def past_of(office: Office, unit_id: int) -> Lineage:
    """The 沿革 of a unit that is there."""
    found = office.database.read(lineage, unit_id=unit_id)
    assert found is not None
    return found


def furnish(database: Database) -> Office:
    """市工商局 (the old one, with two centres below it) and 市市场监管局 (the new one), both with duties."""
    office = Office(database, {})
    ids = office.ids
    for name in ("市工商局", "市市场监管局", "市商务局"):
        ids[name] = office.do(actions.create_unit, name=name)
    ids["各成员单位"] = office.do(actions.create_unit, name="各成员单位")
    for name in ("信息中心", "投诉中心"):
        ids[name] = office.do(actions.create_unit, name=name, parent_id=ids["市工商局"])
    for name in ("周晓岚", "贺明川", "陆青禾"):
        ids[name] = office.do(actions.create_person, name=name)
    for post, unit, title, who in (
        ("旧局长", "市工商局", "局长", "周晓岚"),
        ("注册处处长", "市工商局", "注册处处长", "陆青禾"),
        ("新局长", "市市场监管局", "局长", "贺明川"),
    ):
        ids[post] = office.do(actions.create_post, unit_id=ids[unit], title=title, person_id=ids[who])
    ids["创卫"] = office.do(actions.create_campaign, name="创卫", lead_unit_id=ids["市工商局"])
    ids["指挥部"] = office.do(actions.add_group, campaign_id=ids["创卫"], name="指挥部", lead_unit_id=ids["市工商局"])
    group = ids["指挥部"]
    office.make("单位席", Seat, group_id=group, position=0, unit_id=ids["市工商局"])
    office.make("局长席", Seat, group_id=group, position=1, post_id=ids["旧局长"], wording="副组长")
    office.make("处长席", Seat, group_id=group, position=2, post_id=ids["注册处处长"])
    for number, name in enumerate(("整治市场", "宣传", "巡查")):
        office.make(name, Task, campaign_id=ids["创卫"], title=name, position=number)
    office.make("整治牵头", Assignment, task_id=ids["整治市场"], unit_id=ids["市工商局"], role=Role.LEAD)
    office.make("宣传配合", Assignment, task_id=ids["宣传"], unit_id=ids["市工商局"], role=Role.SUPPORT)
    office.make("宣传配合新", Assignment, task_id=ids["宣传"], unit_id=ids["市市场监管局"], role=Role.SUPPORT)
    office.make("市", Level, name="市", position=0)
    office.make("云溪", GridCell, level_id=ids["市"], name="云溪", unit_id=ids["市工商局"])
    office.make("网格长", WatchRole, name="网格长")
    office.make("值守", Watch, cell_id=ids["云溪"], role_id=ids["网格长"], unit_id=ids["市工商局"])
    office.make("结对", Pairing, unit_id=ids["市工商局"], partner_id=ids["市市场监管局"])
    office.make("联络", Contact, unit_id=ids["市工商局"], role=ContactRole.LIAISON, person_id=ids["陆青禾"])
    office.make(
        "规则", AssignmentRule, task_id=ids["巡查"], level_id=ids["市"], unit_id=ids["市工商局"], role=Role.LEAD
    )
    return office
