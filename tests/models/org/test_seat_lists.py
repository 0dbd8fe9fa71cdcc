"""Seats read from a list: persons proposed, posts followed, units found; written as one step."""

from typing import Any

import pytest

from models.database import Database
from models.errors import Refusal
from models.org import actions, queries
from models.org.contact_entries import NEW_PERSON
from models.org.queries.contact_book import seat_book
from models.org.seat_matching import NewSeat, SeatMatching, SeatProposal, decisions, open_rows
from models.org.terms import SeatRole


@pytest.fixture
def org(database: Database) -> dict[str, int]:
    """A group, a bureau with its head, and somebody without a post."""
    campaign = database.do("新建", actions.create_campaign, name="创卫 2026").value
    group = database.do("小组", actions.add_group, campaign_id=campaign, name="综合协调组").value
    trade = database.do("单位", actions.create_unit, name="云溪市商务局", short_name="市商务局").value
    head = database.do("人员", actions.create_person, name="周晓岚").value
    database.do("任职", actions.appoint, person_id=head, unit_id=trade, title="局长")
    other = database.do("人员", actions.create_person, name="贺明川").value
    post = database.read(queries.posts)[0].id
    return {"group": group, "trade": trade, "head": head, "other": other, "post": post}


def proposal(database: Database, **fields: Any) -> SeatProposal:
    values: dict[str, Any] = {
        "role": "成员", "name": "", "post": "", "unit": "", "person": None, "follow": False, **fields
    }  # fmt: skip
    return SeatMatching(database.read(seat_book)).propose(1, **values)


def test_who_holds_the_post_written_is_meant(database: Database, org: dict[str, int]) -> None:
    one = proposal(database, name="周晓岚", post="市商务局局长")
    assert (one.seat.person_id, one.seat.post_id, one.is_open) == (org["head"], None, False)
    follows = proposal(database, name="周晓岚", post="市商务局局长", follow=True)
    assert (follows.seat.person_id, follows.seat.post_id) == (None, org["post"])
    nameless = proposal(database, post="市商务局局长")
    assert nameless.seat.post_id == org["post"]


def test_a_namesake_waits_for_the_clerk(database: Database, org: dict[str, int]) -> None:
    one = proposal(database, name="贺明川", post="市公安局副局长")
    assert one.is_open and one.seat.person_id == org["other"] and "是同一人吗" in one.remarks[0]
    assert open_rows([one]) == 1
    assert decisions([one], same=True) == {1: org["other"]}
    assert decisions([one], same=False) == {1: NEW_PERSON}
    assert proposal(database, name="贺明川", person=NEW_PERSON).seat.person_id is None
    assert not proposal(database, name="贺明川", person=org["other"]).is_open


def test_units_as_members_and_unknown_ones(database: Database, org: dict[str, int]) -> None:
    assert proposal(database, unit="市商务局").seat.unit_id == org["trade"]
    unknown = proposal(database, unit="市无名局")
    assert (unknown.seat.unit_id, unknown.seat.post_text) == (None, "市无名局")
    assert "没有叫" in unknown.remarks[0]


def test_the_list_is_written_as_one_step_and_follows_the_holder(database: Database, org: dict[str, int]) -> None:
    seats = [
        NewSeat("组长", post_text="市商务局局长", post_id=org["post"]),
        NewSeat("副组长（常务）", name="严若溪"),
        NewSeat("成员", name="严若溪", post_text="副科长"),
        NewSeat("联络员"),
    ]
    made = database.do("名单", actions.add_seats, group_id=org["group"], seats=seats).value
    rows = database.read(queries.seats, group_id=org["group"])
    assert [row.id for row in rows] == made
    assert [(row.role, row.person, row.is_empty) for row in rows] == [
        (SeatRole.HEAD, "周晓岚", False),
        (SeatRole.EXECUTIVE_DEPUTY, "严若溪", False),
        (SeatRole.MEMBER, "严若溪", False),
        (SeatRole.LIAISON, "", True),
    ]
    assert len(database.read(queries.people, name="严若溪")) == 1
    database.do("换人", actions.set_holder, post_id=org["post"], person_id=org["other"])
    assert database.read(queries.seats, group_id=org["group"])[0].person == "贺明川"
    database.undo()
    database.undo()
    assert database.read(queries.seats, group_id=org["group"]) == ()


def test_nothing_half_done(database: Database, org: dict[str, int]) -> None:
    with pytest.raises(Refusal, match="没有席位"):
        database.do("名单", actions.add_seats, group_id=org["group"], seats=[])
    with pytest.raises(Refusal, match="第 2 行"):
        database.do("名单", actions.add_seats, group_id=org["group"], seats=[NewSeat("组长"), NewSeat(name="长" * 200)])
    assert database.read(queries.seats, group_id=org["group"]) == ()


def test_a_pasted_cell_that_says_nobody_is_an_empty_seat(database: Database, org: dict[str, int]) -> None:
    block = [["角色", "姓名", "职务"], ["组长", "待定", ""], ["成员", "严若溪", "科长"]]
    database.do("粘贴", actions.paste_seats, group_id=org["group"], block=block)
    assert [row.person for row in database.read(queries.seats, group_id=org["group"])] == ["", "严若溪"]
    assert not database.read(queries.people, name="待定")
