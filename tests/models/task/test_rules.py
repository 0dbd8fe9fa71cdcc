"""The rules of the breakdown, as tables of cases and as properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.task import rules
from models.task.rules import Duty, IssueKind, Placed, UnitName, UnitNames
from models.task.terms import Role

LEAD, RESPONSIBLE, SUPPORT, OVERSEE = Role
A, B, C = 1, 2, 3


@pytest.mark.parametrize(
    ("duties", "first", "responsible", "expected"),
    [
        ([(A, LEAD), (B, SUPPORT)], False, True, (A,)),
        ([(A, LEAD), (B, LEAD)], True, True, (A, B)),
        ([(B, RESPONSIBLE), (A, LEAD)], True, True, (A,)),
        ([(A, RESPONSIBLE), (B, RESPONSIBLE)], False, True, (A, B)),
        ([(A, RESPONSIBLE), (B, RESPONSIBLE)], True, True, (A,)),
        ([(A, RESPONSIBLE), (B, RESPONSIBLE)], False, False, ()),
        ([(A, SUPPORT), (B, SUPPORT)], True, True, (A,)),
        ([(A, SUPPORT), (B, RESPONSIBLE)], True, False, (B,)),
        ([(A, SUPPORT)], False, True, ()),
        ([(A, OVERSEE)], True, True, ()),
        ([], True, True, ()),
    ],
)
def test_who_leads(duties: list[tuple[int, Role]], first: bool, responsible: bool, expected: tuple[int, ...]) -> None:
    found = rules.leading_units([Duty(*duty) for duty in duties], first_unit_leads=first, responsible_leads=responsible)
    assert found == expected


DAY = date(2026, 6, 1)


def kinds(duties: list[Duty], **given_: object) -> list[IssueKind]:
    facts: dict[str, object] = {
        "title": "整治占道经营",
        "deadline": "",
        "due_to": None,
        "due_every": "",
        "has_children": False,
        "on": DAY,
        "first_unit_leads": False,
        "responsible_leads": True,
    }
    return [issue.kind for issue in rules.issues_of_task(duties, **(facts | given_))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("duties", "facts", "expected"),
    [
        ([], {}, [IssueKind.NO_LEAD, IssueKind.NO_DEADLINE]),
        ([], {"title": ""}, [IssueKind.NO_TITLE, IssueKind.NO_LEAD, IssueKind.NO_DEADLINE]),
        ([], {"has_children": True}, []),
        ([Duty(A, LEAD)], {"deadline": "长期坚持"}, []),
        ([Duty(A, RESPONSIBLE)], {"deadline": "长期坚持"}, []),
        ([Duty(A, RESPONSIBLE)], {"deadline": "长期坚持", "responsible_leads": False}, [IssueKind.NO_LEAD]),
        ([Duty(A, LEAD)], {"due_every": "FREQ=MONTHLY;BYMONTHDAY=25"}, []),
        ([Duty(A, LEAD), Duty(B, LEAD)], {"deadline": "长期"}, [IssueKind.JOINT_LEAD]),
        ([Duty(A, LEAD)], {"deadline": "胡说八道"}, [IssueKind.NO_DATE]),
        ([Duty(A, LEAD)], {"deadline": "8"}, [IssueKind.NO_DATE]),
        ([Duty(A, LEAD)], {"deadline": "10个工作日内"}, [IssueKind.NO_DATE]),
        ([Duty(A, LEAD)], {"deadline": "立行立改"}, []),
        ([Duty(A, LEAD), Duty(A, SUPPORT)], {"deadline": "长期"}, [IssueKind.UNIT_TWICE]),
        ([Duty(A, LEAD)], {"deadline": "5月底前", "due_to": date(2026, 5, 31)}, [IssueKind.OVERDUE]),
        ([Duty(A, LEAD)], {"deadline": "6月1日", "due_to": DAY}, []),
        ([], {"has_children": True, "due_to": date(2026, 5, 31)}, [IssueKind.OVERDUE]),
    ],
)
def test_findings_of_a_task(duties: list[Duty], facts: dict[str, object], expected: list[IssueKind]) -> None:
    assert kinds(duties, **facts) == expected


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-400, 400))
def test_overdue_starts_the_day_after_the_last_day(due: date, days: int) -> None:
    assert rules.is_overdue(due, "", due + timedelta(days=days)) == (days > 0)
    assert not rules.is_overdue(due, "FREQ=MONTHLY", due + timedelta(days=days))


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (105, "一百零五"),
     (110, "一百一十"), (1000, "一千"), (1005, "一千零五"), (2026, "二千零二十六"), (9999, "九千九百九十九"), (0, "0"),
     (10_000, "10000")],
)  # fmt: skip
def test_chinese_numbers(value: int, text: str) -> None:
    assert rules.chinese_number(value) == text


def test_chinese_numbers_differ() -> None:
    assert len({rules.chinese_number(value) for value in range(1, 10_000)}) == 9_999


@pytest.mark.parametrize(
    ("depth", "index", "number", "short"),
    [(0, 3, "三、", "三"), (1, 12, "（十二）", "（十二）"), (2, 4, "4.", "4"), (3, 4, "（4）", "（4）"),
     (4, 2, "②", "②"), (4, 21, "（21）", "（21）")],
)  # fmt: skip
def test_official_numbers(depth: int, index: int, number: str, short: str) -> None:
    assert rules.number_of(depth, index) == number
    assert rules.sort_number(number) == short


@pytest.mark.parametrize(
    ("text", "points"),
    [("", None), ("10", 1000), ("2.5", 250), ("2.5分", 250), ("０．５", 50), ("-1", -100), ("0.05", 5)],
)
def test_points(text: str, points: int | None) -> None:
    assert rules.points_of_text(text) == points


@pytest.mark.parametrize("text", ["十分", "1.005", "1e9", "nan", "1/2"])
def test_points_refused(text: str) -> None:
    with pytest.raises(Refusal):
        rules.points_of_text(text)


@given(st.integers(-10_000_000, 10_000_000))
def test_points_come_back(points: int) -> None:
    assert rules.points_of_text(rules.text_of_points(points)) == points


@st.composite
def forests(draw: st.DrawFn) -> list[Placed]:
    """Rows whose parent is an earlier row, in any order, with positions that may collide."""
    count = draw(st.integers(0, 25))
    rows = [
        Placed(
            number,
            draw(st.one_of(st.none(), st.integers(1, number - 1))) if number > 1 else None,
            draw(st.integers(0, 4)),
        )
        for number in range(1, count + 1)
    ]
    return draw(st.permutations(rows))


@given(forests())
def test_tree_order_keeps_every_row_below_its_parent(rows: list[Placed]) -> None:
    order = rules.in_tree_order(rows)
    place = {row_id: number for number, (row_id, _, _) in enumerate(order)}
    depth = {row_id: level for row_id, level, _ in order}
    assert sorted(place) == sorted(row.id for row in rows)
    for row in rows:
        if row.parent_id is not None:
            assert place[row.parent_id] < place[row.id]
            assert depth[row.id] == depth[row.parent_id] + 1
    for row in rows:
        for other in rows:
            if row.parent_id == other.parent_id and (row.position, row.id) < (other.position, other.id):
                assert place[row.id] < place[other.id]


def test_rows_in_a_loop_are_shown_rather_than_lost() -> None:
    order = rules.in_tree_order([Placed(1, None, 0), Placed(2, 3, 0), Placed(3, 2, 0), Placed(4, 99, 1)])
    assert sorted(row_id for row_id, _, _ in order) == [1, 2, 3, 4]


@given(forests(), st.data())
def test_no_allowed_move_makes_a_loop(rows: list[Placed], data: st.DataObject) -> None:
    parents = {row.id: row.parent_id for row in rows}
    if not parents:
        return
    moved = data.draw(st.lists(st.sampled_from(sorted(parents)), min_size=1, max_size=4))
    target = data.draw(st.one_of(st.none(), st.sampled_from(sorted(parents))))
    refusal = rules.why_not_movable(moved, target, parents)
    assert (refusal is not None) == (target is not None and target in rules.subtree_of(moved, parents))
    if refusal is None:
        for row_id in rules.roots_among(moved, parents):
            parents[row_id] = target
        for start in parents:
            seen, row = set(), start
            while row is not None:
                assert row not in seen
                seen.add(row)
                row = parents[row]  # type: ignore[assignment]


@given(st.integers(-100_000, 100_000), st.integers(0, 5_000))
def test_a_position_between_lies_between(low: int, distance: int) -> None:
    middle = rules.position_between(low, low + distance)
    if distance > 1:
        assert middle is not None and low < middle < low + distance
    else:
        assert middle is None
    before, after = rules.position_between(None, low), rules.position_between(low, None)
    assert before is not None and after is not None and before < low < after


NAMES = UnitNames(
    [
        UnitName(1, "云溪市商务局", "商务局", "swj", pinyin="shangwuju"),
        UnitName(2, "云溪市市场监督管理局", "市场监管局", "scjgj", ("市市场监管局", "工商局"), "shichangjianguanju"),
        UnitName(3, "云溪市城市管理执法局", "城管局", "cgj", pinyin="chengguanju"),
        UnitName(4, "东湖区城市管理执法局", "东湖区城管局", "dhqcgj", pinyin="donghuquchengguanju"),
        UnitName(5, "云溪市司法局", "司法局", "sfj"),
        UnitName(6, "云溪市社会福利局", "福利局", "sfj"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("商务局", [1]),
        ("云溪市商务局", [1]),
        ("工商局", [2]),
        ("swj", [1]),
        ("SWJ", [1]),
        ("城管局", [3]),
        ("dhq", [4]),
        ("监督", [2]),
        ("shangwu", [1]),
        ("商务局、城管局", [1, 3]),
        ("商务局，swj；工商局", [1, 2]),
        ("云溪市 商务局\n城管局", [1, 3]),
        ("swj cgj", [1, 3]),
        ("hqcgj", [4]),
        ("qcg", [4]),
        ("", []),
        ("、 、", []),
    ],
)
def test_units_by_what_is_typed(typed: str, ids: list[int]) -> None:
    assert NAMES.ids_of_text(typed) == ids


@pytest.mark.parametrize(
    ("typed", "part"), [("教育局", "没有单位“教育局”"), ("sfj", "司法局、福利局"), ("城市管理", "城管局、东湖区城管局")]
)
def test_unknown_and_ambiguous_units_are_refused(typed: str, part: str) -> None:
    with pytest.raises(Refusal) as refused:
        NAMES.ids_of_text(f"商务局、{typed}")
    assert part in str(refused.value)


@given(st.text(max_size=30))
def test_any_text_finds_units_or_is_refused(text: str) -> None:
    try:
        assert set(NAMES.ids_of_text(text)) <= {1, 2, 3, 4, 5, 6}
    except Refusal as refusal:
        assert str(refusal)


@given(st.lists(st.text(st.characters(whitelist_categories=["Lo"]), min_size=1, max_size=5), unique=True, max_size=6))
def test_names_split_as_they_were_joined(names: list[str]) -> None:
    assert rules.split_names("、".join(names)) == names
