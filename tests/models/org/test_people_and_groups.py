"""People, posts, groups and seats through the one door."""

from datetime import date
from typing import Any

import pytest

from models.database import Database
from models.errors import Condition, Refusal
from models.org import actions, queries
from models.org.terms import GroupKind, SeatRole


@pytest.fixture
def campaign(database: Database) -> int:
    return int(database.do("新建", actions.create_campaign, name="创卫 2026", year=2026).value)


def person(database: Database, name: str, **fields: Any) -> int:
    return int(database.do("新人员", actions.create_person, name=name, **fields).value)


def group(database: Database, campaign: int, name: str, **fields: Any) -> int:
    return int(database.do("新小组", actions.add_group, campaign_id=campaign, name=name, **fields).value)


def test_campaigns_are_checked_and_found_by_part_of_the_name(database: Database, campaign: int) -> None:
    with pytest.raises(Refusal, match="已有一项"):
        database.do("新建", actions.create_campaign, name="创卫 2026")
    with pytest.raises(Refusal, match="早于开始"):
        database.do("新建", actions.create_campaign, name="乙", year=2026, year_end=2025)
    other = database.do("新建", actions.create_campaign, name="巩卫 2027").value
    assert database.read(queries.campaign_named, name="巩卫").id == other
    assert database.read(queries.campaign_named, name=None).id == campaign
    with pytest.raises(Condition, match="对应 2 项"):
        database.read(queries.campaign_named, name="卫")
    with pytest.raises(Condition, match="没有叫"):
        database.read(queries.campaign_named, name="文明城市")
    database.do("排序", actions.move_campaign, campaign_id=other, before_id=campaign)
    assert [row.id for row in database.read(queries.campaigns)] == [other, campaign]


def test_two_people_of_one_name_stay_two(database: Database) -> None:
    first = person(database, "周晓岚", phone="13900000001")
    second = database.do("导入", actions.ensure_person, name="周晓岚").value
    assert first != second
    assert database.do("导入", actions.ensure_person, name="周晓岚", person_id=first).value == first
    assert {row.id for row in database.read(queries.people, name="周 晓岚")} == {first, second}


def test_ensure_person_fills_a_missing_phone_and_never_changes_one(database: Database) -> None:
    first = person(database, "周晓岚")
    database.do("导入", actions.ensure_person, name="周晓岚", person_id=first, phone="13900000001")
    database.do("导入", actions.ensure_person, name="周晓岚", person_id=first, phone="13900000002")
    assert database.read(queries.people)[0].phone == "13900000001"


def test_a_post_changes_hands_from_a_day_on_and_seats_follow(database: Database, campaign: int) -> None:
    unit = database.do("单位", actions.create_unit, name="市商务局").value
    old, new = person(database, "周晓岚"), person(database, "贺明川")
    post = database.do("岗位", actions.create_post, unit_id=unit, title="局长", person_id=old).value
    top = group(database, campaign, "农贸市场专业组")
    database.do("席位", actions.add_seat, group_id=top, wording="组长", post_id=post)
    database.do("换人", actions.set_holder, post_id=post, person_id=new, on=date(2026, 6, 1))

    def seated(day: date) -> tuple[str, str]:
        row = database.read(queries.seats, campaign_id=campaign, day=day)[0]
        assert row.via_post
        return row.person, row.post

    assert seated(date(2026, 5, 31)) == ("周晓岚", "市商务局局长")
    assert seated(date(2026, 6, 1)) == ("贺明川", "市商务局局长")
    assert [row.person for row in database.read(queries.tenures_of_post, post_id=post)] == ["贺明川", "周晓岚"]
    seats = {row.name: row.seats for row in database.read(queries.people, day=date(2026, 6, 1))}
    assert seats == {"贺明川": ("农贸市场专业组 组长",), "周晓岚": ()}
    assert database.do("换人", actions.set_holder, post_id=post, person_id=new, on=date(2026, 7, 1)).seq is None
    database.do("空缺", actions.set_holder, post_id=post, person_id=None, on=date(2026, 8, 1))
    row = database.read(queries.seats, campaign_id=campaign, day=date(2026, 8, 1))[0]
    assert row.person == "" and row.is_empty


def test_posts_keep_their_titles_apart(database: Database) -> None:
    unit = database.do("单位", actions.create_unit, name="市商务局").value
    first = database.do("岗位", actions.create_post, unit_id=unit, title="副局长").value
    with pytest.raises(Refusal, match="已有岗位"):
        database.do("岗位", actions.create_post, unit_id=unit, title="副局长")
    known = database.read(actions.known_posts)
    assert database.do("导入", actions.ensure_post, unit_id=unit, title="副局长", known=known).value == first
    second = database.do("导入", actions.ensure_post, unit_id=unit, title="局长", known=known).value
    database.do("排序", actions.move_posts, post_ids=[second], before_id=first)
    assert [row.title for row in database.read(queries.posts, unit_id=unit)] == ["局长", "副局长"]


def test_one_person_sits_in_several_seats_and_a_seat_may_be_empty(database: Database, campaign: int) -> None:
    top = group(database, campaign, "创卫指挥部")
    office = group(database, campaign, "创卫指挥部办公室", parent_id=top)
    who = person(database, "周晓岚")
    database.do("席位", actions.add_seat, group_id=top, wording="副指挥长", person_id=who, post_text="市商务局局长")
    database.do("席位", actions.add_seat, group_id=office, wording="办公室主任", person_id=who)
    database.do("席位", actions.add_seat, group_id=office, wording="成员")
    rows = database.read(queries.seats, campaign_id=campaign)
    assert [(row.group, row.number, row.role, row.person) for row in rows] == [
        ("创卫指挥部", 1, SeatRole.DEPUTY, "周晓岚"),
        ("创卫指挥部办公室", 1, SeatRole.DIRECTOR, "周晓岚"),
        ("创卫指挥部办公室", 2, SeatRole.MEMBER, ""),
    ]
    assert rows[2].is_empty
    listed = database.read(queries.groups, campaign_id=campaign)
    assert [(row.kind, row.depth, row.seats, row.all_seats) for row in listed] == [
        (GroupKind.HEADQUARTERS, 0, 1, 3),
        (GroupKind.OFFICE, 1, 2, 2),
    ]
    assert database.read(queries.people)[0].seats == ("创卫指挥部 副指挥长", "创卫指挥部办公室 办公室主任")


def test_groups_move_and_never_into_themselves_or_another_campaign(database: Database, campaign: int) -> None:
    other = database.do("新建", actions.create_campaign, name="乙").value
    top, low = group(database, campaign, "指挥部"), group(database, campaign, "宣传组")
    abroad = group(database, other, "外组")
    database.do("移动", actions.move_groups, group_ids=[low], parent_id=top)
    with pytest.raises(Refusal, match="不能移到它下面"):
        database.do("移动", actions.move_groups, group_ids=[top], parent_id=low)
    with pytest.raises(Refusal, match="另一项"):
        database.do("移动", actions.move_groups, group_ids=[low], parent_id=abroad)
    with pytest.raises(Refusal, match="另一项"):
        database.do("新小组", actions.add_group, campaign_id=campaign, name="丙组", parent_id=abroad)


def test_deleting_a_group_takes_its_branch_and_seats_and_undo_restores(database: Database, campaign: int) -> None:
    top = group(database, campaign, "指挥部")
    low = group(database, campaign, "宣传组", parent_id=top)
    who = person(database, "周晓岚")
    database.do("席位", actions.add_seat, group_id=low, person_id=who)
    with pytest.raises(Refusal, match="席位（人员）1 处"):
        database.do("删除", actions.delete_people, person_ids=[who])
    database.do("删除", actions.delete_groups, group_ids=[top])
    assert database.read(queries.groups, campaign_id=campaign) == ()
    database.undo()
    assert [row.person for row in database.read(queries.seats, campaign_id=campaign)] == ["周晓岚"]


def test_deleting_a_campaign_takes_its_groups_but_not_its_units(database: Database, campaign: int) -> None:
    database.do("单位", actions.create_unit, name="市商务局")
    group(database, campaign, "指挥部")
    database.do("删除", actions.delete_campaign, campaign_id=campaign)
    assert database.read(queries.campaigns) == ()
    assert len(database.read(queries.units)) == 1


def test_seats_move_between_groups_and_change_places(database: Database, campaign: int) -> None:
    a, b = group(database, campaign, "甲组"), group(database, campaign, "乙组")
    ids = [database.do("席位", actions.add_seat, group_id=a, note=note).value for note in "一二三"]
    database.do("上移", actions.shift_seats, seat_ids=[ids[2]], by=-1)
    assert [row.note for row in database.read(queries.seats, group_id=a)] == ["一", "三", "二"]
    database.do("移动", actions.move_seats, seat_ids=[ids[1], ids[0]], group_id=b)
    assert [row.note for row in database.read(queries.seats, group_id=b)] == ["二", "一"]
    assert database.do("删除", actions.delete_seats, seat_ids=[ids[2]]).value == 1
    assert database.read(queries.seats, group_id=a) == ()


def test_a_member_list_is_pasted_with_roles_that_run_on(database: Database, campaign: int) -> None:
    database.do("单位", actions.create_unit, name="市商务局")
    top = group(database, campaign, "专业组")
    block = [
        ["角色", "姓名", "职务", "单位"],
        ["组长", "周晓岚", "副市长", ""],
        ["成员", "贺明川", "局长", "市商务局"],
        ["", "周晓岚", "", ""],
    ]
    database.do("粘贴", actions.paste_seats, group_id=top, block=block)
    rows = database.read(queries.seats, group_id=top)
    assert [(row.role_words, row.person, row.unit) for row in rows] == [
        ("组长", "周晓岚", ""),
        ("成员", "贺明川", "市商务局"),
        ("成员", "周晓岚", ""),
    ]
    assert len(database.read(queries.people)) == 2


def test_pasting_a_known_name_asks_the_clerk(database: Database, campaign: int) -> None:
    who = person(database, "周晓岚")
    top = group(database, campaign, "专业组")
    with pytest.raises(Refusal, match="第 2 行“姓名”：已经有一位“周晓岚”"):
        database.do("粘贴", actions.paste_seats, group_id=top, block=[["组长", "甲"], ["成员", "周晓岚"]])
    assert len(database.read(queries.people)) == 1
    database.do("粘贴", actions.paste_seats, group_id=top, block=[["组长", "周晓岚"]], people={"周晓岚": who})
    database.do("粘贴", actions.paste_seats, group_id=top, block=[["成员", "周晓岚"]], people={"周晓岚": None})
    assert len({row.person_id for row in database.read(queries.seats, group_id=top)}) == 2


def test_people_are_pasted_with_their_posts(database: Database) -> None:
    database.do("单位", actions.create_unit, name="云溪市商务局", short_name="商务局")
    block = [["姓名", "单位", "职务", "联系电话"], ["周晓岚", "商务局", "局长", "13900000001"]]
    database.do("粘贴", actions.paste_people, block=block)
    row = database.read(queries.people)[0]
    assert (row.phone, [post.words for post in row.posts]) == ("13900000001", ["云溪市商务局局长"])
    with pytest.raises(Refusal, match="第 2 行“姓名”：已经有一位"):
        database.do("粘贴", actions.paste_people, block=block)
    with pytest.raises(Refusal, match="第 1 行“电话”"):
        database.do("粘贴", actions.paste_people, block=[["甲", "", "", "不详"]])
    with pytest.raises(Refusal, match="没有写职务"):
        database.do("粘贴", actions.paste_people, block=[["甲", "商务局"]])


def test_dates_of_a_seat(database: Database, campaign: int) -> None:
    top = group(database, campaign, "专业组")
    seat = database.do("席位", actions.add_seat, group_id=top, valid_to=date(2026, 3, 1)).value
    assert database.read(queries.seats, group_id=top, day=date(2026, 3, 1)) == ()
    assert len(database.read(queries.seats, group_id=top, day=date(2026, 2, 28))) == 1
    assert len(database.read(queries.seats, group_id=top, day=date(2026, 3, 1), past=True)) == 1
    with pytest.raises(Refusal, match="早于开始"):
        database.do("改", actions.update_seat, seat_id=seat, valid_from=date(2026, 3, 1))


def test_a_deleted_record_is_refused_in_words(database: Database) -> None:
    who = person(database, "周晓岚")
    database.do("删除", actions.delete_people, person_ids=[who])
    with pytest.raises(Refusal, match="已经被删除"):
        database.do("改", actions.update_person, person_id=who, name="甲")


def test_a_unit_counts_the_seats_of_those_who_hold_its_posts(database: Database, campaign: int) -> None:
    unit = database.do("单位", actions.create_unit, name="市商务局").value
    old, new = person(database, "周晓岚"), person(database, "贺明川")
    post = database.do("岗位", actions.create_post, unit_id=unit, title="局长", person_id=old).value
    top = group(database, campaign, "农贸市场专业组")
    database.do("席位", actions.add_seat, group_id=top, wording="组长", person_id=old, post_text="市商务局局长")
    database.do("换人", actions.set_holder, post_id=post, person_id=new, on=date(2026, 6, 1))

    def seats(day: date) -> int:
        return next(row.seats for row in database.read(queries.units, day=day) if row.id == unit)

    assert seats(date(2026, 5, 31)) == 1
    assert seats(date(2026, 6, 1)) == 0
