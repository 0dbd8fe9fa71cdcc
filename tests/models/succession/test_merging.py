"""Mergers: what moves, what stays as it was on earlier days, what is refused and why, one undo."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.check import check
from models.database import Database
from models.errors import Refusal
from models.grid.tables import GridCell, Pairing, Watch
from models.org import actions as org
from models.org import queries
from models.org.rules import is_valid_on
from models.org.tables import Contact, Seat, Tenure
from models.succession import actions
from models.succession.queries import family, merge_preview
from models.succession.terms import MoveKind
from models.task.tables import Assignment, AssignmentRule
from models.task.terms import Role
from tests.models.succession.office import AFTER, BEFORE, MERGED, Office, past_of
from tests.models.succession.sheets import sheets


def merge(office: Office, into: str = "市市场监管局", **kw: Any) -> int:
    return int(
        office.do(
            actions.merge_units, unit_ids=[office["市工商局"]], into_id=office[into], day=kw.pop("day", MERGED), **kw
        )
    )


def duties(session: Session, *, day: date) -> list[tuple[int, int, Role]]:
    return sorted(
        (row.task_id, row.unit_id, row.role)
        for row in session.scalars(select(Assignment))
        if is_valid_on(row.valid_from, row.valid_to, day)
    )


def current(session: Session, mapped: Any, field: str, *, day: date) -> list[int]:
    return [
        getattr(row, field)
        for row in session.scalars(select(mapped).order_by(mapped.id))
        if is_valid_on(row.valid_from, row.valid_to, day)
    ]


def test_duties_go_over_and_none_is_doubled(office: Office) -> None:
    old, new = office["市工商局"], office["市市场监管局"]
    merge(office)
    read = office.database.read
    assert read(duties, day=BEFORE) == sorted(
        [
            (office["整治市场"], old, Role.LEAD),
            (office["宣传"], old, Role.SUPPORT),
            (office["宣传"], new, Role.SUPPORT),
        ]
    )
    assert read(duties, day=AFTER) == sorted(
        [(office["整治市场"], new, Role.LEAD), (office["宣传"], new, Role.SUPPORT)]
    )


def test_every_kind_moves_and_earlier_sheets_do_not_change(office: Office) -> None:
    old, new = office["市工商局"], office["市市场监管局"]
    read = office.database.read
    before = read(sheets, day=BEFORE)
    merge(office)
    assert read(sheets, day=BEFORE) == before
    names = {row.name: row for row in read(queries.units, day=AFTER)}
    assert "市工商局" not in names
    assert names["信息中心"].parent == names["投诉中心"].parent == "市市场监管局"
    for mapped in (Seat, Watch, Contact):
        assert old not in read(current, mapped, "unit_id", day=AFTER)
        assert new in read(current, mapped, "unit_id", day=AFTER)
        assert old in read(current, mapped, "unit_id", day=BEFORE)
    assert read(current, Pairing, "unit_id", day=AFTER) == []  # the two were paired with each other
    assert read(lambda session: session.get(GridCell, office["云溪"]).unit_id) == new
    assert read(lambda session: session.get(AssignmentRule, office["规则"]).unit_id) == new
    group = read(queries.groups, campaign_id=office["创卫"], day=AFTER)[0]
    assert group.lead_unit == "市市场监管局"
    assert read(queries.groups, campaign_id=office["创卫"], day=BEFORE)[0].lead_unit == "市工商局"
    assert read(queries.campaigns, day=BEFORE)[0].lead_unit == "市工商局"
    assert read(queries.campaigns, day=AFTER)[0].lead_unit == "市市场监管局"
    assert check(office.database).findings == ()


def test_posts_move_and_papers_of_earlier_days_show_the_old_unit(office: Office) -> None:
    merge(office)
    read = office.database.read
    held = {row.title: (row.unit, row.holder) for row in read(queries.posts, day=BEFORE) if row.holder != "贺明川"}
    assert held == {"局长": ("市工商局", "周晓岚"), "注册处处长": ("市工商局", "陆青禾")}
    moved = {row.id: (row.unit, row.title, row.holder) for row in read(queries.posts, day=AFTER)}
    assert moved[office["注册处处长"]] == ("市市场监管局", "注册处处长", "陆青禾")
    assert office["旧局长"] not in moved  # the successor has a 局长 of its own
    assert moved[office["新局长"]] == ("市市场监管局", "局长", "贺明川")
    seats = {row.position: row for row in _seats(office, AFTER)}
    assert (seats["副组长"].person, seats["副组长"].post) == ("贺明川", "市市场监管局局长")
    earlier = {row.position: row for row in _seats(office, BEFORE)}
    assert (earlier["副组长"].person, earlier["副组长"].post) == ("周晓岚", "市工商局局长")
    tenures = read(lambda session: session.scalars(select(Tenure).where(Tenure.post_id == office["注册处处长"])).all())
    assert len(tenures) == 1  # nobody's tenure was cut in two


class _Seat:
    def __init__(self, row: queries.SeatRow) -> None:
        self.position, self.person, self.post = row.role_words, row.person, row.post


def _seats(office: Office, day: date) -> list[_Seat]:
    return [_Seat(row) for row in office.database.read(queries.seats, campaign_id=office["创卫"], day=day)]


def test_a_merger_is_one_step_and_one_undo(office: Office) -> None:
    read = office.database.read
    days = (BEFORE, AFTER, date(2030, 1, 1))
    before = [read(sheets, day=day) for day in days]
    merge(office)
    assert [read(sheets, day=day) for day in days] != before
    office.database.undo()
    assert [read(sheets, day=day) for day in days] == before
    office.database.redo()
    assert past_of(office, office["市工商局"]).events[-1].words == "并入“市市场监管局”"
    assert check(office.database).findings == ()


def test_the_preview_says_what_moves_and_what_is_special(office: Office) -> None:
    preview = office.database.read(
        merge_preview, unit_ids=[office["市工商局"]], into_id=office["市市场监管局"], day=MERGED
    )
    assert preview.counts() == {
        MoveKind.ASSIGNMENT: 2,
        MoveKind.SEAT: 1,
        MoveKind.POST: 2,
        MoveKind.CONTACT: 1,
        MoveKind.WATCH: 1,
        MoveKind.PAIRING: 1,
        MoveKind.CELL: 1,
        MoveKind.GROUP: 1,
        MoveKind.CAMPAIGN: 1,
        MoveKind.RULE: 1,
        MoveKind.CHILD: 2,
    }
    rows = {row.name: row for row in preview.rows}
    assert rows["配合：宣传"].note == "承接单位已有，只结束原来的"
    assert rows["局长（周晓岚）"].note == "由承接单位的同名岗位承接，周晓岚任职到此为止"
    assert rows["牵头：整治市场"].note == "" and rows["牵头：整治市场"].unit == "市工商局"
    assert all(row.wanted for row in preview.rows)


def test_what_the_clerk_leaves_out_ends_or_keeps_its_name(office: Office) -> None:
    left = [office[name] for name in ("整治牵头", "注册处处长", "云溪", "信息中心")]
    merge(office, left_out=left)
    read = office.database.read
    assert read(duties, day=AFTER) == [(office["宣传"], office["市市场监管局"], Role.SUPPORT)]
    assert office["注册处处长"] not in {row.id for row in read(queries.posts, day=AFTER)}
    assert next(row for row in read(queries.posts, day=BEFORE) if row.id == office["注册处处长"]).holder == "陆青禾"
    assert read(lambda session: session.get(GridCell, office["云溪"]).unit_id) == office["市工商局"]
    parents = {row.name: row.parent for row in read(queries.units)}
    assert (parents["信息中心"], parents["投诉中心"]) == ("市工商局", "市市场监管局")


def test_a_child_whose_name_is_taken_stays_by_default_and_is_refused_when_asked_for(office: Office) -> None:
    office.do(org.create_unit, name="信息中心", parent_id=office["市市场监管局"])
    rows = office.database.read(
        merge_preview, unit_ids=[office["市工商局"]], into_id=office["市市场监管局"], day=MERGED
    ).rows
    assert [row.name for row in rows if not row.wanted] == ["信息中心"]
    with pytest.raises(Refusal, match="下属单位“信息中心”：承接单位下面已有同名单位"):
        merge(office, left_out=[])
    merge(office)
    parents = {row.id: row.parent for row in office.database.read(queries.units)}
    assert parents[office["信息中心"]] == "市工商局"


def test_several_units_found_a_new_one(office: Office) -> None:
    ids = [office["市工商局"], office["市商务局"]]
    made = office.do(actions.merge_units, unit_ids=ids, into_id=None, new_name="市综合局", day=MERGED)
    read = office.database.read
    assert "市综合局" not in {row.name for row in read(queries.units, day=BEFORE)}
    row = next(row for row in read(queries.units, day=AFTER) if row.name == "市综合局")
    assert (row.id, row.valid_from, row.number) == (made, MERGED, 1)
    assert set(read(family, unit_id=made)) == {made, *ids}
    assert past_of(office, made).tasks == 2


def test_a_second_merger_follows_and_the_family_knows_all(office: Office) -> None:
    read = office.database.read
    merge(office)
    between = read(sheets, day=date(2026, 5, 31))
    earlier = read(sheets, day=BEFORE)
    office.do(
        actions.merge_units,
        unit_ids=[office["市市场监管局"]],
        into_id=office["市商务局"],
        day=date(2026, 6, 1),
    )
    assert read(sheets, day=BEFORE) == earlier
    assert read(sheets, day=date(2026, 5, 31)) == between
    assert read(family, unit_id=office["市商务局"]) == (
        office["市商务局"],
        office["市市场监管局"],
        office["市工商局"],
    )
    assert read(queries.groups, campaign_id=office["创卫"], day=date(2026, 6, 1))[0].lead_unit == "市商务局"


def test_two_mergers_on_one_day_leave_the_earlier_sheets(office: Office) -> None:
    read = office.database.read
    earlier = read(sheets, day=BEFORE)
    merge(office)
    office.do(actions.merge_units, unit_ids=[office["市市场监管局"]], into_id=office["市商务局"], day=MERGED)
    assert read(sheets, day=BEFORE) == earlier
    assert read(queries.groups, campaign_id=office["创卫"], day=AFTER)[0].lead_unit == "市商务局"


def test_a_pairing_of_two_units_that_both_end_moves_on_both_sides(office: Office) -> None:
    office.make("甲乙结对", Pairing, unit_id=office["市商务局"], partner_id=office["信息中心"])
    office.do(
        actions.merge_units,
        unit_ids=[office["市商务局"], office["市工商局"]],
        into_id=office["市市场监管局"],
        day=MERGED,
    )
    pairs = office.database.read(
        lambda session: [
            (row.unit_id, row.partner_id)
            for row in session.scalars(select(Pairing))
            if is_valid_on(row.valid_from, row.valid_to, AFTER)
        ]
    )
    assert pairs == [(office["市市场监管局"], office["信息中心"])]


def test_a_duty_that_begins_later_goes_over_as_a_whole(office: Office) -> None:
    later = date(2026, 9, 1)
    office.make(
        "后来", Assignment, task_id=office["巡查"], unit_id=office["市工商局"], role=Role.SUPPORT, valid_from=later
    )
    merge(office)
    row = office.database.read(lambda session: session.get(Assignment, office["后来"]))
    assert (row.unit_id, row.valid_from) == (office["市市场监管局"], later)


CASES: list[tuple[Sequence[str], str, date, str]] = [
    (("市工商局", "市市场监管局"), "市市场监管局", MERGED, "第 2 个单位“市市场监管局”：不能并入自己"),
    (("市工商局",), "信息中心", MERGED, "“信息中心”是它的下属单位"),
    (("各成员单位",), "市商务局", MERGED, "这是集体称谓"),
    (("市工商局",), "各成员单位", MERGED, "“各成员单位”是集体称谓"),
    (("市工商局",), "市商务局", date(2020, 1, 1), "从 2026-01-01 起才有"),
    (("市市场监管局",), "市工商局", date(2020, 1, 1), "承接单位“市工商局”2020-01-01 不在用"),
]


@pytest.mark.parametrize(("names", "into", "day", "sentence"), CASES)
def test_refused_with_row_and_reason(office: Office, names: Sequence[str], into: str, day: date, sentence: str) -> None:
    office.do(org.update_unit, unit_id=office["市工商局"], valid_from=date(2026, 1, 1))
    ids = [office[name] for name in names]
    with pytest.raises(Refusal) as caught:
        office.do(actions.merge_units, unit_ids=ids, into_id=office[into], day=day)
    assert sentence in caught.value.sentence
    with pytest.raises(Refusal) as previewed:
        office.database.read(merge_preview, unit_ids=ids, into_id=office[into], day=day)
    assert previewed.value.sentence == caught.value.sentence


def test_what_has_ended_neither_ends_again_nor_takes_over(office: Office) -> None:
    merge(office)
    for ids, into in ((["市工商局"], "市商务局"), (["市商务局"], "市工商局"), (["市市场监管局"], "市工商局")):
        with pytest.raises(Refusal, match=r"已经撤并|不在用"):
            office.do(
                actions.merge_units,
                unit_ids=[office[name] for name in ids],
                into_id=office[into],
                day=MERGED + timedelta(days=30),
            )
    with pytest.raises(Refusal, match="在 2026-03-01 有过改名、承接或分设"):
        office.do(
            actions.merge_units,
            unit_ids=[office["市市场监管局"]],
            into_id=office["市商务局"],
            day=date(2026, 2, 1),
        )


def test_a_new_units_name_must_be_free(database: Database, office: Office) -> None:
    with pytest.raises(Refusal, match="同一级里已有单位“市商务局”"):
        office.do(actions.merge_units, unit_ids=[office["市工商局"]], into_id=None, new_name="市商务局", day=MERGED)
    made = office.do(
        actions.merge_units,
        unit_ids=[office["市工商局"], office["市商务局"]],
        into_id=None,
        new_name="市商务局",
        day=MERGED,
    )
    assert [row.id for row in database.read(queries.units, day=AFTER) if row.name == "市商务局"] == [made]
