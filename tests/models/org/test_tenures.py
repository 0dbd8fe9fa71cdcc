"""Who signs for a post: tables of cases, and tenures through the one door."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.database import Database
from models.errors import Refusal
from models.org import actions, queries
from models.org.rules import Held, holders_on, in_charge_on, is_valid_on, overlap
from models.org.terms import TenureKind

REGULAR, SECONDED, ACTING, CONCURRENT = (
    TenureKind.REGULAR,
    TenureKind.SECONDED,
    TenureKind.ACTING,
    TenureKind.CONCURRENT,
)
JAN, MAR, MAY, JUL = (date(2026, month, 1) for month in (1, 3, 5, 7))
HEAD, DEPUTY, GUEST, OTHER = 1, 2, 3, 4

CASES: list[tuple[str, list[Held], date, list[int]]] = [
    ("nobody", [], MAR, []),
    ("the head is there", [Held(HEAD, None, None)], MAR, [HEAD]),
    (
        "a deputy acts while the head is away",
        [Held(HEAD, JAN, None), Held(DEPUTY, MAR, MAY, ACTING)],
        MAR,
        [DEPUTY, HEAD],
    ),
    ("the head is back", [Held(HEAD, JAN, None), Held(DEPUTY, MAR, MAY, ACTING)], MAY, [HEAD]),
    ("before the head went", [Held(HEAD, JAN, None), Held(DEPUTY, MAR, MAY, ACTING)], date(2026, 2, 28), [HEAD]),
    ("a guest stands beside the head", [Held(HEAD, JAN, None), Held(GUEST, MAR, MAY, SECONDED)], MAR, [GUEST, HEAD]),
    (
        "who acts goes before a guest",
        [Held(GUEST, MAR, JUL, SECONDED), Held(DEPUTY, JAN, None, ACTING)],
        MAR,
        [DEPUTY, GUEST],
    ),
    ("vacant, a deputy acts", [Held(HEAD, JAN, MAR), Held(DEPUTY, MAR, None, ACTING)], MAY, [DEPUTY]),
    (
        "a second office signs only alone",
        [Held(HEAD, JAN, None), Held(OTHER, MAR, None, CONCURRENT)],
        MAY,
        [HEAD, OTHER],
    ),
    ("alone it signs", [Held(HEAD, JAN, MAR), Held(OTHER, MAR, None, CONCURRENT)], MAY, [OTHER]),
    ("the last to come of one kind", [Held(HEAD, JAN, None), Held(OTHER, MAR, None)], MAY, [OTHER, HEAD]),
    ("one person in two ways is one", [Held(HEAD, JAN, None), Held(HEAD, MAR, MAY, ACTING)], MAR, [HEAD]),
]


@pytest.mark.parametrize(("tenures", "day", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_signs_on_a_day(tenures: list[Held], day: date, expected: list[int]) -> None:
    assert holders_on(tenures, day) == expected


dates = st.dates(date(2026, 1, 1), date(2026, 1, 12))
tenures = st.builds(Held, st.integers(1, 4), st.none() | dates, st.none() | dates, st.sampled_from(TenureKind))


@given(st.lists(tenures, max_size=6), dates)
def test_only_those_of_the_day_and_never_a_holder_before_one_who_stands_in(held: list[Held], day: date) -> None:
    first = in_charge_on(held, day)
    assert sorted(map(repr, first)) == sorted(
        repr(one) for one in held if is_valid_on(one.valid_from, one.valid_to, day)
    )
    standing = [one.kind in (ACTING, SECONDED) for one in first]
    assert standing == sorted(standing, reverse=True)


@given(*[st.none() | dates] * 4)
def test_two_ranges_overlap_when_a_day_is_in_both(
    a: date | None, b: date | None, c: date | None, d: date | None
) -> None:
    if (a and b and b <= a) or (c and d and d <= c):
        return
    some = [date(2025, 12, 31), *(date(2026, 1, day) for day in range(1, 14))]
    assert overlap(a, b, c, d) == any(is_valid_on(a, b, day) and is_valid_on(c, d, day) for day in some)


@pytest.fixture
def post(database: Database) -> dict[str, int]:
    """A post held by 周晓岚 since January; 贺明川 and 陆青禾 are there as well."""
    ids = {
        name: int(database.do("人", actions.create_person, name=name).value) for name in ("周晓岚", "贺明川", "陆青禾")
    }
    unit = database.do("单位", actions.create_unit, name="市商务局").value
    ids["岗"] = database.do("任职", actions.appoint, person_id=ids["周晓岚"], unit_id=unit, title="局长", on=JAN).value
    return ids


def signs(database: Database, day: date) -> tuple[str, TenureKind | None, str]:
    row = database.read(queries.posts, day=day)[0]
    return row.holder, row.kind, row.away


def stand_in(database: Database, ids: dict[str, int], who: str = "贺明川", **kw: Any) -> int:
    fields = {"post_id": ids["岗"], "person_id": ids[who], "kind": SECONDED, "valid_from": MAR, "valid_to": MAY, **kw}
    return int(database.do("挂职", actions.second, **fields).value)


def test_a_secondment_ends_and_the_holder_signs_again_without_typing(database: Database, post: dict[str, int]) -> None:
    stand_in(database, post)
    assert signs(database, date(2026, 2, 28)) == ("周晓岚", REGULAR, "")
    assert signs(database, MAR) == ("贺明川", SECONDED, "周晓岚")
    assert signs(database, MAY) == ("周晓岚", REGULAR, "")
    held = {row.name: [one.words for one in row.posts] for row in database.read(queries.people, day=MAR)}
    assert held["贺明川"] == ["市商务局局长（挂职）"]
    assert held["周晓岚"] == ["市商务局局长"]


def test_an_open_secondment_ends_by_coming_back(database: Database, post: dict[str, int]) -> None:
    stand_in(database, post, valid_to=None, kind=ACTING)
    assert signs(database, JUL)[0] == "贺明川"
    database.do("返岗", actions.come_back, post_id=post["岗"], on=MAY)
    assert signs(database, date(2026, 4, 30)) == ("贺明川", ACTING, "周晓岚")
    assert signs(database, MAY) == ("周晓岚", REGULAR, "")
    with pytest.raises(Refusal, match="没有人挂职或主持工作"):
        database.do("返岗", actions.come_back, post_id=post["岗"], on=MAY)
    database.undo()
    assert signs(database, JUL)[0] == "贺明川"


def test_one_who_acted_becomes_the_holder(database: Database, post: dict[str, int]) -> None:
    stand_in(database, post, valid_to=None, kind=ACTING)
    database.do("换人", actions.hand_over, post_id=post["岗"], person_id=post["贺明川"], on=MAY)
    assert signs(database, date(2026, 4, 30)) == ("贺明川", ACTING, "周晓岚")
    assert signs(database, MAY) == ("贺明川", REGULAR, "")


def test_seats_say_how_the_post_is_held(database: Database, post: dict[str, int]) -> None:
    campaign = database.do("活动", actions.create_campaign, name="创卫").value
    group = database.do("小组", actions.add_group, campaign_id=campaign, name="指挥部").value
    database.do("席位", actions.add_seat, group_id=group, post_id=post["岗"])
    stand_in(database, post, kind=ACTING)
    rows = [database.read(queries.seats, campaign_id=campaign, day=day)[0] for day in (JAN, MAR, MAY)]
    assert [(row.person, row.post) for row in rows] == [
        ("周晓岚", "市商务局局长"),
        ("贺明川", "市商务局局长（主持工作）"),
        ("周晓岚", "市商务局局长"),
    ]


@pytest.mark.parametrize(
    ("who", "fields", "sentence"),
    [
        ("贺明川", {"valid_from": MAY, "valid_to": MAR}, "任职的结束早于开始"),
        ("贺明川", {"valid_from": MAY, "valid_to": MAY}, "任职的结束早于开始"),
        ("周晓岚", {}, "“周晓岚”从 2026-01-01 起已经任职这个岗位"),
        ("贺明川", {"kind": REGULAR}, "“任职”不是临时代替"),
        (
            "陆青禾",
            {"valid_from": date(2026, 4, 1), "valid_to": JUL},
            "“贺明川”从 2026-03-01 到 2026-04-30 已经在这个岗位挂职",
        ),
    ],
)
def test_refused_with_the_reason(
    database: Database, post: dict[str, int], who: str, fields: dict[str, Any], sentence: str
) -> None:
    if who == "陆青禾":
        stand_in(database, post)
    before = database.read(queries.tenures_of_post, post_id=post["岗"])
    with pytest.raises(Refusal, match=sentence):
        stand_in(database, post, who, **fields)
    assert database.read(queries.tenures_of_post, post_id=post["岗"]) == before


def test_dates_of_a_tenure_are_checked_when_they_change(database: Database, post: dict[str, int]) -> None:
    first = stand_in(database, post)
    stand_in(database, post, "陆青禾", valid_from=MAY, valid_to=JUL)
    with pytest.raises(Refusal, match="“陆青禾”从 2026-05-01 到 2026-06-30 已经在这个岗位挂职"):
        database.do("改期", actions.update_tenure, tenure_id=first, valid_to=JUL)
    database.do("改期", actions.update_tenure, tenure_id=first, valid_to=date(2026, 4, 1), kind=ACTING)
    assert signs(database, date(2026, 4, 1)) == ("周晓岚", REGULAR, "")
