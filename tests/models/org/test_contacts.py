"""The contact book: two rows per unit, as of a day; lists from elsewhere are proposed and never merged by name."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.database import Database
from models.errors import Refusal
from models.org import actions, queries
from models.org.contact_entries import NEW_PERSON, ContactEntry, ContactState, Pin, Proposal
from models.org.contact_matching import propose
from models.org.queries.contact_book import contact_book
from models.org.terms import ContactRole

HEAD, LIAISON = ContactRole.HEAD, ContactRole.LIAISON
TODAY = date.today()


@pytest.fixture
def org(database: Database) -> dict[str, int]:
    """Two bureaus and their people."""
    trade = database.do("单位", actions.create_unit, name="云溪市商务局", short_name="商务局").value
    police = database.do(
        "单位", actions.create_unit, name="云溪市公安局", aliases=["市公安局"], former=[("公安处", None)]
    ).value
    head = database.do("人员", actions.create_person, name="周晓岚").value
    database.do("任职", actions.appoint, person_id=head, unit_id=trade, title="局长")
    return {"trade": trade, "police": police, "head": head}


def shown(database: Database, **asked: Any) -> list[tuple[str, str, str, str]]:
    return [(row.unit, row.role.label, row.person, row.post) for row in database.read(queries.contacts, **asked)]


def test_a_unit_in_the_book_has_both_rows_and_the_post_comes_from_the_tenure(
    database: Database, org: dict[str, int]
) -> None:
    assert shown(database) == []
    database.do("联系人", actions.add_contact, unit_id=org["trade"], role=HEAD, person_id=org["head"])
    assert shown(database) == [("云溪市商务局", "负责人", "周晓岚", "局长"), ("云溪市商务局", "联络员", "", "")]
    both = shown(database, also=[org["police"]])
    assert [row[0] for row in both] == ["云溪市商务局"] * 2 + ["云溪市公安局"] * 2
    rows = database.read(queries.contacts, also=[org["police"]])
    assert len({row.id for row in rows}) == 4 and [row.is_empty for row in rows] == [False, True, True, True]


def test_who_replaces_somebody_stands_from_a_day_on(database: Database, org: dict[str, int]) -> None:
    first = database.do(
        "联系人", actions.add_contact, unit_id=org["trade"], role=LIAISON, new_name="贺明川", phone="13900000001"
    ).value
    start = TODAY - timedelta(days=10)
    made = database.do(
        "换人", actions.set_contact, unit_id=org["trade"], role=LIAISON, contact_id=first, new_name="严若溪", on=start
    ).value
    assert made != first
    assert [row[2] for row in shown(database)] == ["", "严若溪"]
    assert [row[2] for row in shown(database, day=start - timedelta(days=1))] == ["", "贺明川"]
    database.do("空出", actions.set_contact, unit_id=org["trade"], role=LIAISON, contact_id=made, on=start)
    assert shown(database) == []
    database.undo()
    assert [row[2] for row in shown(database)] == ["", "严若溪"]


def test_what_cannot_be(database: Database, org: dict[str, int]) -> None:
    with pytest.raises(Refusal, match="没有姓名"):
        database.do("联系人", actions.add_contact, unit_id=org["trade"], role=HEAD)
    made = database.do("联系人", actions.add_contact, unit_id=org["trade"], role=HEAD, person_id=org["head"]).value
    with pytest.raises(Refusal, match="已经是"):
        database.do("联系人", actions.add_contact, unit_id=org["trade"], role=HEAD, person_id=org["head"])
    with pytest.raises(Refusal, match="不像邮箱"):
        database.do("修改", actions.update_contacts, changes={made: {"post_text": "局长", "email": "无"}})
    assert database.read(queries.contacts)[0].post == "局长"
    with pytest.raises(Refusal, match="通讯录"):
        database.do("删除", actions.delete_people, person_ids=[org["head"]])
    with pytest.raises(Refusal, match="早于开始"):
        database.do("修改", actions.update_contact, contact_id=made, valid_from=TODAY, valid_to=TODAY)


def test_units_with_nobody_to_call(database: Database, org: dict[str, int]) -> None:
    among = [org["police"], org["trade"], 12345]
    assert database.read(queries.units_without_contact, among=among) == (org["trade"], org["police"])
    made = database.do("联系人", actions.add_contact, unit_id=org["trade"], role=LIAISON, new_name="贺明川").value
    assert database.read(queries.units_without_contact, among=among) == (org["police"],)
    database.do("离开", actions.end_contacts, contact_ids=[made], on=TODAY)
    assert database.read(queries.units_without_contact, among=among) == (org["trade"], org["police"])
    assert database.read(queries.people_of_unit, unit_id=org["trade"]) == (org["head"],)


# ---- lists from elsewhere -----------------------------------------------------------------------------------


def entry(number: int = 1, **fields: Any) -> ContactEntry:
    return ContactEntry(id=number, place=f"第 {number} 行", **{"role": LIAISON, **fields})


def proposed(database: Database, *entries: ContactEntry, pins: dict[int, Pin] | None = None) -> tuple[Proposal, ...]:
    return propose(entries, database.read(contact_book), pins)


def test_a_new_person_at_a_known_unit_is_sure(database: Database, org: dict[str, int]) -> None:
    (one,) = proposed(database, entry(unit="商务局", name="贺明川", phone="13900000001", post="科长"))
    assert (one.state, one.unit_id, one.person_id, one.doubts) == (ContactState.NEW, org["trade"], None, ())
    done = database.do("导入", actions.take_contacts, proposals=[one])
    assert done.value.words == "新增 1 行，新人员 1 人"
    (again,) = proposed(database, entry(unit="云溪市商务局", name="贺明川", phone="139 0000 0001", post="商务局科长"))
    assert (again.state, again.differences) == (ContactState.SAME, ())


def test_a_namesake_is_proposed_and_the_clerk_decides(database: Database, org: dict[str, int]) -> None:
    (one,) = proposed(database, entry(unit="市公安局", name="周晓岚", phone="13900000009"))
    assert one.state is ContactState.DOUBTFUL and one.person_id == org["head"]
    assert "是同一人吗" in one.doubts[0] and "别名" in one.remarks[0]
    assert not one.is_sure
    (other,) = proposed(
        database, entry(unit="市公安局", name="周晓岚", phone="13900000009"), pins={1: Pin(person=NEW_PERSON)}
    )
    assert (other.state, other.person_id) == (ContactState.NEW, None)
    database.do("导入", actions.take_contacts, proposals=[other])
    assert len(database.read(queries.people, name="周晓岚")) == 2
    (same,) = proposed(database, entry(unit="市公安局", name="周晓岚"), pins={1: Pin(person=org["head"])})
    assert same.person_id == org["head"] and same.state is ContactState.CHANGED


def test_a_post_at_the_unit_or_the_phone_tells_who_it_is(database: Database, org: dict[str, int]) -> None:
    (by_post,) = proposed(database, entry(unit="商务局", name="周晓岚"))
    assert (by_post.person_id, by_post.state) == (org["head"], ContactState.NEW)
    assert "周晓岚（云溪市商务局局长）" in by_post.remarks[0]
    database.do("电话", actions.update_person, person_id=org["head"], phone="13900000001")
    (by_phone,) = proposed(database, entry(unit="市公安局", name="周晓岚", phone="139-0000-0001"))
    assert (by_phone.person_id, by_phone.doubts) == (org["head"], ())


def test_two_of_one_name_in_a_list_stay_two_unless_something_tells(database: Database, org: dict[str, int]) -> None:
    first, second, third = proposed(
        database,
        entry(1, unit="商务局", name="贺明川", phone="13900000001"),
        entry(2, unit="市公安局", name="贺明川", phone="13900000002"),
        entry(3, unit="市公安局", name="贺明川", phone="13900000001", role=HEAD),
    )
    assert first.doubts == () and "同名" in second.doubts[0]
    assert third.same_as == 1 and third.doubts == ()
    (_, pinned, _) = proposed(
        database,
        entry(1, unit="商务局", name="贺明川"),
        entry(2, unit="市公安局", name="贺明川"),
        entry(3, unit="", name="甲"),
        pins={2: Pin(person=-1)},
    )
    assert pinned.same_as == 1 and pinned.doubts == ()
    database.do("导入", actions.take_contacts, proposals=[first, pinned])
    assert len(database.read(queries.people, name="贺明川")) == 1


def test_who_stood_there_is_replaced_and_earlier_days_keep_the_name(database: Database, org: dict[str, int]) -> None:
    database.do("联系人", actions.add_contact, unit_id=org["trade"], role=LIAISON, new_name="贺明川")
    (one,) = proposed(database, entry(unit="商务局", name="严若溪"))
    assert one.state is ContactState.CHANGED
    assert [(change.label, change.before, change.after) for change in one.differences] == [
        ("联络员", "贺明川", "严若溪")
    ]
    database.do("导入", actions.take_contacts, proposals=[one])
    assert [row[2] for row in shown(database)] == ["", "严若溪"]
    assert [row[2] for row in shown(database, day=TODAY - timedelta(days=1))] == ["", "贺明川"]


@pytest.mark.parametrize(
    ("unit", "doubt"),
    [("", "没有写单位"), ("无名局", "没有叫"), ("甲乙局", "可能是")],
)
def test_a_unit_nobody_knows_is_asked_for(database: Database, org: dict[str, int], unit: str, doubt: str) -> None:
    for name in ("甲局", "乙局"):
        database.do("单位", actions.create_unit, name=name, aliases=["甲乙局"])
    (one,) = proposed(database, entry(unit=unit, name="贺明川"))
    assert doubt in one.doubts[0] and not one.can_be_taken
    with pytest.raises(Refusal, match="第 1 行（贺明川）"):
        database.do("导入", actions.take_contacts, proposals=[one])
    (pinned,) = proposed(database, entry(unit=unit, name="贺明川"), pins={1: Pin(unit_id=org["police"])})
    assert pinned.is_sure and pinned.unit == "云溪市公安局"


def test_a_new_unit_is_added_only_when_the_clerk_says_so(database: Database, org: dict[str, int]) -> None:
    taken = proposed(
        database,
        entry(1, unit="无名局", name="甲一", role=HEAD),
        entry(2, unit="无名局", name="乙二"),
        pins={1: Pin(new_unit=True), 2: Pin(new_unit=True)},
    )
    assert [one.is_sure for one in taken] == [True, True]
    done = database.do("导入", actions.take_contacts, proposals=taken).value
    assert (done.new_units, done.added) == (1, 2)


def test_a_merged_unit_leads_to_its_successor_with_a_doubt(database: Database, org: dict[str, int]) -> None:
    database.do("并入", actions.update_unit, unit_id=org["police"], valid_to=TODAY, successor_id=org["trade"])
    (one,) = proposed(database, entry(unit="云溪市公安局", name="贺明川"))
    assert one.unit_id == org["trade"] and "已并入" in one.doubts[0]


def test_roles_that_are_not_written(database: Database, org: dict[str, int]) -> None:
    first, second, leader, unknown = proposed(
        database,
        entry(1, unit="商务局", name="甲一", role=None),
        entry(2, unit="商务局", name="乙二", role=None),
        entry(3, unit="市公安局", name="丙三", role=None, post="党委书记、局长"),
        entry(4, unit="", name="丁四", role=None),
    )
    assert [one.role for one in (first, second, leader, unknown)] == [HEAD, LIAISON, HEAD, LIAISON]
    assert "按次序" in first.remarks[0] and "按职务" in "".join(leader.remarks)
    assert any("负责人还是联络员" in doubt for doubt in unknown.doubts)


def test_a_row_twice_and_a_masked_phone_are_doubtful(database: Database, org: dict[str, int]) -> None:
    _, twice, hidden = proposed(
        database,
        entry(1, unit="商务局", name="甲一"),
        entry(2, unit="商务局", name="甲一"),
        entry(3, unit="市公安局", name="丙三", phone="139****0001"),
    )
    assert any("重复" in doubt for doubt in twice.doubts)
    assert any("星号" in doubt for doubt in hidden.doubts)


def test_a_mask_of_the_known_phone_changes_nothing(database: Database, org: dict[str, int]) -> None:
    database.do(
        "联系人", actions.add_contact, unit_id=org["trade"], role=LIAISON, new_name="贺明川", phone="13900000001"
    )
    (one,) = proposed(database, entry(unit="商务局", name="贺明川", phone="139****0001"))
    assert one.state is ContactState.SAME
