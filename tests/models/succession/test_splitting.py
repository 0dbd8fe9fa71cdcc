"""Splits: parts with their allotment, what stays or ends, what is refused, one undo."""

from datetime import date

import pytest

from models.check import check
from models.errors import Refusal
from models.org import actions as org
from models.org import queries
from models.succession import actions
from models.succession.actions import Part
from models.succession.queries import split_preview
from models.succession.terms import MoveKind
from models.task.terms import Role
from tests.models.succession.office import AFTER, BEFORE, MERGED, Office, past_of
from tests.models.succession.sheets import sheets
from tests.models.succession.test_merging import duties

PARTS = (Part("市登记局", "登记局"), Part("市执法局"))


def split(office: Office, **kw: object) -> list[int]:
    made: list[int] = office.do(
        actions.split_unit,
        **{"unit_id": office["市工商局"], "parts": PARTS, "day": MERGED, **kw},
    )
    return made


def test_parts_stand_behind_their_origin_and_take_what_is_allotted(office: Office) -> None:
    read = office.database.read
    before = read(sheets, day=BEFORE)
    allotment = {office["整治牵头"]: 1, office["注册处处长"]: 0, office["单位席"]: 1, office["信息中心"]: 0}
    first, second = split(office, allotment=allotment)
    assert read(sheets, day=BEFORE) == before
    assert [row.name for row in read(queries.units, day=AFTER) if row.parent_id is None] == [
        "市工商局",
        "市登记局",
        "市执法局",
        "市市场监管局",
        "市商务局",
        "各成员单位",
    ]
    rows = {row.id: row for row in read(queries.units, day=AFTER)}
    assert (rows[first].origin_id, rows[first].valid_from, rows[first].short_name) == (
        office["市工商局"],
        MERGED,
        "登记局",
    )
    assert rows[office["信息中心"]].parent == "市登记局"
    assert rows[office["投诉中心"]].parent == "市工商局"
    assert (office["整治市场"], second, Role.LEAD) in read(duties, day=AFTER)
    assert (office["宣传"], office["市工商局"], Role.SUPPORT) in read(duties, day=AFTER)
    posts = {row.id: (row.unit, row.holder) for row in read(queries.posts, day=AFTER)}
    assert posts[office["注册处处长"]] == ("市登记局", "陆青禾")
    assert posts[office["旧局长"]] == ("市工商局", "周晓岚")
    assert [event.words for event in past_of(office, office["市工商局"]).events] == [
        "分设“市登记局”",
        "分设“市执法局”",
    ]
    assert past_of(office, second).events[0].words == "由“市工商局”分设"
    assert check(office.database).findings == ()


def test_a_unit_that_does_not_go_on_ends_with_what_nobody_took(office: Office) -> None:
    first, _ = split(office, goes_on=False, allotment={office["整治牵头"]: 0})
    read = office.database.read
    assert read(duties, day=AFTER) == sorted(
        [
            (office["整治市场"], first, Role.LEAD),
            (office["宣传"], office["市市场监管局"], Role.SUPPORT),
        ]
    )
    assert office["市工商局"] not in {row.id for row in read(queries.units, day=AFTER)}
    assert office["旧局长"] not in {row.id for row in read(queries.posts, day=AFTER)}
    assert past_of(office, office["市工商局"]).events[-1].words == "停用"


def test_a_split_is_one_undo(office: Office) -> None:
    read = office.database.read
    before = [read(sheets, day=day) for day in (BEFORE, AFTER)]
    split(office, allotment={office["局长席"]: 0, office["旧局长"]: 1, office["值守"]: 1, office["云溪"]: 0})
    office.database.undo()
    assert [read(sheets, day=day) for day in (BEFORE, AFTER)] == before
    assert check(office.database).findings == ()


def test_the_preview_lists_what_can_be_allotted(office: Office) -> None:
    preview = office.database.read(split_preview, unit_id=office["市工商局"], day=MERGED)
    assert preview.counts()[MoveKind.CHILD] == 2
    assert {row.name for row in preview.rows if row.kind is MoveKind.POST} == {
        "局长（周晓岚）",
        "注册处处长（陆青禾）",
    }


@pytest.mark.parametrize(
    ("names", "goes_on", "sentence"),
    [
        ((), True, "至少要写一个新单位"),
        (("市登记局",), False, "至少要写两个新单位"),
        (("市登记局", "市 登记局"), True, "第 2 个新单位：“市登记局”写了两次"),
        (("市登记局", "市商务局"), True, "第 2 个新单位：同一级里已有单位“市商务局”"),
        (("市工商局",), True, "第 1 个新单位：同一级里已有单位“市工商局”"),
        (("市登记局", ""), True, "第 2 个新单位：单位没有名称"),
    ],
)
def test_refused_with_row_and_reason(office: Office, names: tuple[str, ...], goes_on: bool, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        split(office, parts=[Part(name) for name in names], goes_on=goes_on)


def test_refused_for_what_is_no_unit_or_has_no_such_day(office: Office) -> None:
    with pytest.raises(Refusal, match="集体称谓"):
        split(office, unit_id=office["各成员单位"])
    office.do(org.update_unit, unit_id=office["市工商局"], valid_from=MERGED)
    with pytest.raises(Refusal, match="从 2026-03-01 起才有"):
        split(office)
    with pytest.raises(Refusal, match="没有第 3 个新单位"):
        split(office, day=date(2026, 4, 1), allotment={office["整治牵头"]: 2})


def test_the_old_name_is_free_for_a_part_when_the_unit_ends(office: Office) -> None:
    first, _ = split(office, parts=(Part("市工商局"), Part("市执法局")), goes_on=False)
    names = {row.id: row.name for row in office.database.read(queries.units, day=AFTER)}
    assert names[first] == "市工商局"
