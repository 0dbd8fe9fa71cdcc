"""Which cells a rule names, who carries them, what the grid changed since, how far a task reaches; pure functions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.task.rules import (
    Duty,
    Held,
    IssueKind,
    Share,
    Spot,
    Spread,
    StateCounts,
    carrier_of,
    count_states,
    day_of_text,
    differences,
    done_day,
    issues_of_task,
    leading_units,
    named_cells,
    reach_of,
    shares_of,
    spread_words,
    state_of_text,
    why_no_spread,
    why_not_done_on,
    within,
)
from models.task.terms import DutyState, Role

CITY, DISTRICT, SITE = 1, 2, 3
TODAY = date(2026, 6, 10)
# 10 市 > 20 区 (unit 200) > 31, 32 点位 (32: unit 320); 10 > 21 区 (no unit) > 33 点位
GRID = (
    Spot(10, None, CITY, None),
    Spot(20, 10, DISTRICT, 200),
    Spot(31, 20, SITE, None),
    Spot(32, 20, SITE, 320),
    Spot(21, 10, DISTRICT, None),
    Spot(33, 21, SITE, None),
)


@st.composite
def grids(draw: st.DrawFn) -> tuple[Spot, ...]:
    """Trees (and, in damaged data, loops) of up to 14 cells on three levels."""
    count = draw(st.integers(1, 14))
    ids = list(range(1, count + 1))
    return tuple(
        Spot(
            cell_id,
            draw(st.none() | st.sampled_from(ids)),
            draw(st.sampled_from((CITY, DISTRICT, SITE))),
            draw(st.none() | st.integers(100, 104)),
        )
        for cell_id in ids
    )


@st.composite
def spreads(draw: st.DrawFn, spots: tuple[Spot, ...]) -> Spread:
    return Spread(
        draw(st.sampled_from((CITY, DISTRICT, SITE))),
        draw(st.none() | st.sampled_from([spot.id for spot in spots])),
        draw(st.none() | st.integers(100, 104)),
    )


@pytest.mark.parametrize(
    ("spread", "shares"),
    [
        (Spread(SITE), [Share(31, 200), Share(32, 320), Share(33, None)]),
        (Spread(SITE, 20), [Share(31, 200), Share(32, 320)]),
        (Spread(SITE, 20, 999), [Share(31, 999), Share(32, 999)]),
        (Spread(DISTRICT), [Share(20, 200), Share(21, None)]),
        (Spread(DISTRICT, 20), [Share(20, 200)]),
        (Spread(DISTRICT, 31), []),
        (Spread(SITE, 404), []),
    ],
)
def test_cells_named_and_their_units(spread: Spread, shares: list[Share]) -> None:
    assert shares_of(spread, GRID) == shares


@given(st.data())
def test_every_cell_named_is_of_the_level_and_below_the_cell(data: st.DataObject) -> None:
    spots = data.draw(grids())
    spread = data.draw(spreads(spots))
    named = named_cells(spread, spots)
    inside = within(spread.under_id, spots)
    assert len(set(named)) == len(named)
    assert {spot.id for spot in spots if spot.level_id == spread.level_id and spot.id in inside} == set(named)
    assert named == [spot.id for spot in spots if spot.id in set(named)]
    known = {spot.id: spot for spot in spots}
    for cell_id in inside:
        here, steps = cell_id, 0
        while spread.under_id is not None and here != spread.under_id:
            above = known[here].parent_id
            assert above is not None
            here, steps = above, steps + 1
            assert steps <= len(spots)


@given(st.data())
def test_the_nearest_unit_above_carries(data: st.DataObject) -> None:
    spots = data.draw(grids())
    known = {spot.id: spot for spot in spots}
    spot = data.draw(st.sampled_from(spots))
    found = carrier_of(spot.id, known)
    if spot.unit_id is not None:
        assert found == spot.unit_id
    elif spot.parent_id is None:
        assert found is None
    elif spot.parent_id != spot.id and found is not None:
        assert found in {other.unit_id for other in spots}
    assert carrier_of(spot.id, known, 77) == 77


@given(st.data())
def test_rows_made_anew_differ_in_nothing_and_changes_lead_there(data: st.DataObject) -> None:
    spots = data.draw(grids())
    spread = data.draw(spreads(spots))
    held = [
        Held(number, data.draw(st.sampled_from(spots)).id, data.draw(st.integers(100, 104)))
        for number in range(data.draw(st.integers(0, 8)))
    ]
    wanted = shares_of(spread, spots)
    found = differences(wanted, held)
    rows = {(row.cell_id, row.unit_id) for row in held}
    rows -= {(row.cell_id, row.unit_id) for row in found.surplus}
    kept = [row for row in held if row not in found.surplus]
    after = {(row.cell_id, row.unit_id) for row in kept} - {(old.cell_id, old.unit_id) for old, _ in found.moved}
    after |= {(share.cell_id, share.unit_id or 0) for _, share in found.moved}
    after |= {(share.cell_id, share.unit_id or 0) for share in found.missing}
    managed = {(share.cell_id, share.unit_id) for share in wanted if share.unit_id is not None}
    assert managed <= after
    assert {cell for cell, _ in after} <= {share.cell_id for share in wanted}
    again = [Held(number, cell, unit) for number, (cell, unit) in enumerate(sorted(after))]
    assert differences(wanted, again).count == 0


def test_what_others_hold_is_neither_added_nor_taken() -> None:
    wanted = shares_of(Spread(SITE, 20), GRID)
    found = differences(wanted, [], {(31, 200)})
    assert found.missing == (Share(32, 320),)
    moved = differences(wanted, [Held(1, 32, 5)], {(31, 200), (32, 320)})
    assert (moved.surplus, moved.moved, moved.missing) == ((Held(1, 32, 5),), (), ())


def test_differences_in_words() -> None:
    wanted = shares_of(Spread(SITE), GRID)
    found = differences(wanted, [Held(1, 31, 5), Held(2, 20, 200, DutyState.DONE)])
    assert found.words == "新增 1 处，撤销 1 处，换单位 1 处"
    assert found.unmanaged == (33,)
    assert differences([], []).words == ""


def test_a_rule_needs_cells_with_units() -> None:
    nothing = why_no_spread([], "社区", "临江区")
    assert nothing is not None and "“临江区”下面没有“社区”" in nothing.sentence
    nobody = why_no_spread([Share(1, None)], "点位", "")
    assert nobody is not None and "没有管理单位" in nobody.sentence
    assert why_no_spread([Share(1, None), Share(2, 5)], "点位", "") is None


@pytest.mark.parametrize(
    ("under", "unit", "role", "words"),
    [
        ("西湖区", "", Role.RESPONSIBLE, "每个点位（西湖区下）由各自管理单位负责"),
        ("", "市商务局", Role.OVERSEE, "每个点位由市商务局督导"),
        ("", "", Role.LEAD, "每个点位由各自管理单位牵头"),
        ("", "", Role.SUPPORT, "每个点位由各自管理单位配合"),
    ],
)
def test_a_rule_in_words(under: str, unit: str, role: Role, words: str) -> None:
    assert spread_words(level="点位", under=under, unit=unit, role=role) == words


# ---- states -------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(DutyState)))
def test_counts_add_up(states: list[DutyState]) -> None:
    found = count_states(states)
    assert found.total == len(states)
    assert found.needed == len([state for state in states if state is not DutyState.NOT_NEEDED])
    assert 0 <= found.percent <= 100
    assert (found.percent == 100) == (found.done == found.needed)
    assert found + StateCounts() == found


def test_progress_in_words() -> None:
    assert StateCounts(13, 4, 12, 1).words == "30 处 · 已完成 12 · 进行中 4 · 不涉及 1"
    assert StateCounts(3).words == "3 处"
    assert StateCounts(1, 0, 299).percent == 99


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("已完成", DutyState.DONE),
        (" 完 成 ", DutyState.DONE),
        ("done", DutyState.DONE),
        ("进行中", DutyState.DOING),
        ("", DutyState.OPEN),
        ("不涉及", DutyState.NOT_NEEDED),
    ],
)
def test_states_as_written(text: str, state: DutyState) -> None:
    assert state_of_text(text) is state


def test_an_unknown_state_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refusal) as refused:
        state_of_text("差不多")
    assert "差不多" in refused.value.sentence and "未开始、进行中、已完成、不涉及" in refused.value.next_step


def test_the_day_of_completion_goes_with_the_state() -> None:
    assert done_day(DutyState.DONE, None, TODAY) == TODAY
    assert done_day(DutyState.DONE, date(2026, 5, 1), TODAY) == date(2026, 5, 1)
    assert done_day(DutyState.DOING, date(2026, 5, 1), TODAY) is None
    assert why_not_done_on(TODAY, TODAY) is None
    assert why_not_done_on(date(2026, 6, 11), TODAY) is not None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-31", date(2026, 5, 31)),
        ("2025年5月3日", date(2025, 5, 3)),
        ("5.31", date(2026, 5, 31)),
        ("５月３１日", date(2026, 5, 31)),
        ("2026/5/3", date(2026, 5, 3)),
        ("2026-05-31 00:00:00", date(2026, 5, 31)),
        ("", None),
    ],
)
def test_days_as_typed(text: str, day: date | None) -> None:
    assert day_of_text(text, TODAY) == day


@pytest.mark.parametrize("text", ["昨天", "2026-02-30", "13.1", "5月"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        day_of_text(text, TODAY)


# ---- reach --------------------------------------------------------------------------------------------------


def test_a_rule_wants_every_cell_it_names() -> None:
    (found,) = reach_of([Spread(SITE)], {31, 32}, GRID)
    assert (found.wanted, found.missing, found.is_whole) == ((31, 32, 33), (33,), False)


def test_one_cell_by_hand_is_meant_alone_several_want_their_neighbours() -> None:
    assert reach_of([], {31}, GRID) == []
    (inside,) = reach_of([], {31, 32}, GRID)
    assert (inside.wanted, inside.missing) == ((31, 32), ())
    (across,) = reach_of([], {31, 33}, GRID)
    assert (across.wanted, across.missing) == ((31, 32, 33), (32,))


def test_levels_come_from_the_top_and_cells_of_rules_are_not_counted_by_hand() -> None:
    found = reach_of([Spread(SITE, 20), Spread(DISTRICT)], {31, 32, 20, 33}, GRID)
    assert [(one.level_id, one.missing) for one in found] == [(DISTRICT, (21,)), (SITE, ())]


@given(st.data())
def test_what_is_missing_is_wanted_and_not_covered(data: st.DataObject) -> None:
    spots = data.draw(grids())
    rules = data.draw(st.lists(spreads(spots), max_size=3))
    covered = data.draw(st.sets(st.sampled_from([spot.id for spot in spots])))
    for one in reach_of(rules, covered, spots):
        assert set(one.missing) == set(one.wanted) - covered
        assert one.is_whole == (set(one.wanted) <= covered)


# ---- cells among the other checks ---------------------------------------------------------------------------


def _issues(*duties: Duty) -> set[IssueKind]:
    found = issues_of_task(
        duties,
        title="改造",
        deadline="长期坚持",
        due_to=None,
        due_every="",
        has_children=False,
        on=TODAY,
        first_unit_leads=False,
        responsible_leads=True,
    )
    return {issue.kind for issue in found}


def test_duties_at_cells_make_nobody_lead_and_no_unit_stand_twice() -> None:
    cells = [Duty(unit, Role.RESPONSIBLE, is_named=False) for unit in (1, 2, 3)]
    assert leading_units(cells, first_unit_leads=True, responsible_leads=True) == ()
    assert _issues(*cells) == set()
    assert _issues(Duty(1, Role.LEAD), *cells) == set()
    assert _issues(*(Duty(unit, Role.OVERSEE, is_named=False) for unit in (1, 2))) == {IssueKind.NO_LEAD}
    assert _issues(Duty(1, Role.LEAD), Duty(1, Role.SUPPORT)) == {IssueKind.UNIT_TWICE}
