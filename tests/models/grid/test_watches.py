"""Watches over cells: inheritance as of a day, the rules of holders and dates, handing over, copying down."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models.database import Database
from models.errors import Refusal
from models.grid import actions, queries
from models.grid.duty import Holder, Span, inherited, overlap, start_within, why_outside
from models.grid.queries.watches import duty_board, overloads, vacancies, watch_roles, watches, watches_between
from models.grid.rules import TEMPLATES, RoleForm, why_no_roles
from models.grid.terms import WatchHolder
from models.org import actions as org

TEMPLATE = TEMPLATES[1]  # 市 / 区 / 点位
BLOCK = (
    ("市", "区", "点位"),
    ("云溪市", "临江区", "梅湾市场"),
    ("", "", "河西市场"),
    ("", "高新区", "长丰市场"),
)
JAN, MAR, JUN = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)


class Grid:
    """A small grid in a database, cells and roles by name."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.do("层级", actions.set_levels_and_roles, levels=TEMPLATE.forms, roles=TEMPLATE.roles)
        database.do("点位", actions.paste_cells, block=BLOCK)
        self.cells = {row.name: row.id for row in database.read(queries.cells)}
        self.levels = {row.name: row.id for row in database.read(queries.levels)}
        self.roles = {row.name: row.id for row in database.read(watch_roles)}
        self.people: dict[str, int] = {}

    def person(self, name: str) -> Holder:
        if name not in self.people:
            self.people[name] = self.database.do("新人员", org.create_person, name=name, phone="13900001234").value
        return Holder(person_id=self.people[name])

    def add(self, cell: str, role: str, holder: Holder | str, **more: Any) -> int:
        who = self.person(holder) if isinstance(holder, str) else holder
        done = self.database.do(
            "责任", actions.add_watch, cell_id=self.cells[cell], role_id=self.roles[role], holder=who, **more
        )
        return int(done.value)

    def shown(self, role: str, day: date = MAR) -> dict[str, str]:
        """Cell → holders of a role, inherited ones in brackets."""
        answer: dict[str, str] = {}
        for row in self.database.read(watches, day=day):
            if row.role == role:
                words = row.holder if row.from_id is None else f"({row.holder})"
                answer[row.cell] = f"{answer[row.cell]}、{words}" if row.cell in answer else words
        return answer


@pytest.fixture
def grid(database: Database) -> Grid:
    return Grid(database)


# ---- rules --------------------------------------------------------------------------------------------------


@st.composite
def forests(draw: Any) -> tuple[list[tuple[int, int | None]], dict[int, dict[int, str]]]:
    """Cells 0, 1, 2 … whose parents come earlier, and who is written where."""
    size = draw(st.integers(1, 12))
    order = [(cell, draw(st.sampled_from([None, *range(cell)]))) for cell in range(size)]
    own: dict[int, dict[int, str]] = {}
    for cell in range(size):
        for role in range(3):
            if draw(st.booleans()):
                own.setdefault(cell, {})[role] = f"{cell}/{role}"
    return order, own


@given(forests())
def test_inheritance_equals_the_walk_upwards_from_every_cell(forest: Any) -> None:
    order, own = forest
    parents = dict(order)
    found = inherited(order, own)
    for cell in parents:
        for role in range(3):
            above: int | None = cell
            while above is not None and role not in own.get(above, {}):
                above = parents[above]
            wanted = None if above is None else (above, own[above][role])
            assert found[cell].get(role) == wanted


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (date(2025, 12, 31), MAR, "从 2026-01-01 开始"),
        (JUN, date(2026, 7, 1), "到 2026-05-31 为止"),
        (MAR, date(2026, 6, 2), "责任写到 2026-06-01"),
        (MAR, None, "没有写结束日期"),
        (MAR, JUN, None),
        (JAN, MAR, None),
    ],
)
def test_dates_lie_inside_what_a_watch_hangs_on(start: date, end: date | None, sentence: str | None) -> None:
    refusal = why_outside(start, end, [Span("“市商务局”", JAN, JUN)])
    assert (refusal is None) if sentence is None else (refusal is not None and sentence in refusal.sentence)


def test_a_watch_without_start_begins_with_what_it_hangs_on() -> None:
    assert start_within(None, [Span("", JAN, None), Span("", MAR, None)]) == MAR
    assert start_within(None, [Span("", None, None)]) is None
    assert start_within(JUN, [Span("", JAN, None)]) == JUN


days = st.one_of(st.none(), st.integers(1, 20).map(lambda n: date(2026, 1, n)))


@given(days, days, days, days)
def test_two_ranges_overlap_when_they_share_a_day(a: Any, b: Any, c: Any, d: Any) -> None:
    every = [date(2025, 12, 31), *(date(2026, 1, n) for n in range(1, 22))]

    def held(begins: date | None, ends: date | None) -> set[date]:
        return {day for day in every if (begins is None or begins <= day) and (ends is None or day < ends)}

    if held(a, b) and held(c, d):
        assert overlap(a, b, c, d) == bool(held(a, b) & held(c, d))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_the_roles_of_every_template_are_allowed(template: Any) -> None:
    assert why_no_roles(template.roles, len(template.levels)) is None
    assert all(place < len(template.levels) for role in template.roles for place, _ in role.stands)
    assert any(must for role in template.roles for _, must in role.stands)


# ---- inheritance and history --------------------------------------------------------------------------------


def test_cells_inherit_until_they_have_their_own(grid: Grid) -> None:
    grid.add("云溪市", "包保领导", "周怀远")
    assert grid.shown("包保领导") == {
        "云溪市": "周怀远",
        "临江区": "(周怀远)",
        "梅湾市场": "(周怀远)",
        "河西市场": "(周怀远)",
        "高新区": "(周怀远)",
        "长丰市场": "(周怀远)",
    }
    grid.add("临江区", "包保领导", "林向晚", valid_from=MAR)
    assert grid.shown("包保领导", JAN)["梅湾市场"] == "(周怀远)"
    assert grid.shown("包保领导", MAR)["梅湾市场"] == "(林向晚)"
    assert grid.shown("包保领导", MAR)["长丰市场"] == "(周怀远)"
    row = next(row for row in grid.database.read(watches, day=MAR) if row.cell == "梅湾市场")
    assert (row.from_name, row.from_id, row.path) == ("临江区", grid.cells["临江区"], ("云溪市", "临江区"))
    own = grid.database.read(watches, day=MAR, cell_ids=[grid.cells["梅湾市场"]], inherited=False)
    assert own == ()


def test_only_roles_of_the_level_are_shown_but_they_pass_through(grid: Grid) -> None:
    roles = [
        RoleForm(row.id, row.name, row.holder, row.duty, ((0, False), (2, False)))
        for row in grid.database.read(watch_roles)
        if row.name == "包保领导"
    ]
    grid.database.do("角色", actions.set_roles, roles=roles)
    grid.add("云溪市", "包保领导", "周怀远")
    assert set(grid.shown("包保领导")) == {"云溪市", "梅湾市场", "河西市场", "长丰市场"}


def test_a_watch_by_a_post_follows_its_holder(grid: Grid) -> None:
    database = grid.database
    unit = database.do("单位", org.create_unit, name="临江区商务局").value
    first, second = grid.person("何守正"), grid.person("顾青禾")
    post = database.do("岗位", org.create_post, unit_id=unit, title="局长", person_id=first.person_id).value
    grid.add("临江区", "网格长", Holder(post_id=post))
    database.do("接任", org.set_holder, post_id=post, person_id=second.person_id, on=MAR)
    assert grid.shown("网格长", JAN)["临江区"] == "何守正"
    assert grid.shown("网格长", MAR)["梅湾市场"] == "(顾青禾)"
    database.do("空缺", org.set_holder, post_id=post, person_id=None, on=JUN)
    assert grid.shown("网格长", JUN)["临江区"] == "临江区商务局局长（空缺）"
    found = [(row.cell, row.role, row.post) for row in database.read(vacancies, day=JUN) if row.role == "网格长"]
    assert ("临江区", "网格长", "临江区商务局局长") in found


def test_the_board_says_the_same_as_the_single_queries(grid: Grid) -> None:
    grid.add("云溪市", "包保领导", "周怀远")
    grid.add("临江区", "包保领导", "林向晚")
    grid.add("梅湾市场", "网格员", "简素心", note="周末轮值")
    board = grid.database.read(duty_board, day=MAR, most=0)
    cells = grid.database.read(queries.cells)
    assert tuple(row for cell in cells for row in board.at(cell.id, cell.name, cell.path)) == grid.database.read(
        watches, day=MAR
    )
    assert board.own == grid.database.read(watches, day=MAR, inherited=False)
    assert board.vacancies == grid.database.read(vacancies, day=MAR)
    assert board.overloads == grid.database.read(overloads, day=MAR, most=0)


def test_vacancies_are_required_roles_without_anybody(grid: Grid) -> None:
    grid.add("云溪市", "包保领导", "周怀远")
    grid.add("梅湾市场", "网格员", "简素心")
    assert [(row.cell, row.level, row.role) for row in grid.database.read(vacancies, day=MAR)] == [
        ("临江区", "区", "网格长"),
        ("河西市场", "点位", "网格员"),
        ("高新区", "区", "网格长"),
        ("长丰市场", "点位", "网格员"),
    ]


def test_overloads_count_own_cells_once_and_inherited_ones_apart(grid: Grid) -> None:
    for cell in ("梅湾市场", "河西市场"):
        grid.add(cell, "网格员", "简素心")
    grid.add("梅湾市场", "网格长", "简素心")
    grid.add("高新区", "包保领导", "简素心")
    assert grid.database.read(overloads, day=MAR, most=3) == ()
    (row,) = grid.database.read(overloads, day=MAR, most=2)
    assert (row.person, row.cells, row.names, row.inherited) == ("简素心", 3, ("梅湾市场", "河西市场", "高新区"), 1)


# ---- refusals -----------------------------------------------------------------------------------------------


def test_what_cannot_be_is_refused_with_cell_and_reason(grid: Grid) -> None:
    database = grid.database
    unit = database.do("单位", org.create_unit, name="临江区商务局").value
    database.do("停用", org.update_unit, unit_id=unit, valid_from=JAN, valid_to=JUN)
    person = grid.person("何守正")
    post = database.do("岗位", org.create_post, unit_id=unit, title="局长").value
    database.do("任职", org.add_tenure, post_id=post, person_id=person.person_id, valid_from=JAN, valid_to=MAR)
    both = Holder(person.person_id, post)
    cases: list[tuple[str, str, Holder, dict[str, Any], str]] = [
        ("梅湾市场", "网格员", person, {"valid_from": JUN, "valid_to": MAR}, "“梅湾市场”的网格员：责任时间的结束早于"),
        ("云溪市", "网格员", person, {}, "“市”这一级没有“网格员”"),
        ("梅湾市场", "结对单位", person, {}, "“结对单位”只能由单位担任"),
        ("梅湾市场", "网格员", Holder(), {}, "没有写由谁担任"),
        ("梅湾市场", "结对单位", Holder(unit_id=unit), {"valid_from": MAR}, "“临江区商务局”到 2026-05-31 为止"),
        ("梅湾市场", "网格员", Holder(post_id=post), {"valid_from": JUN}, "“临江区商务局”到 2026-05-31 为止"),
        ("梅湾市场", "网格员", both, {"valid_from": JAN, "valid_to": JUN}, "何守正担任“局长”的时间到 2026-02-28 为止"),
        ("梅湾市场", "网格员", Holder(grid.person("简素心").person_id, post), {"valid_to": MAR}, "没有担任过“局长”"),
    ]
    for cell, role, holder, more, sentence in cases:
        with pytest.raises(Refusal, match=sentence):
            grid.add(cell, role, holder, **more)
    assert database.read(watches, day=MAR) == ()
    grid.add("梅湾市场", "网格员", both, valid_to=MAR)
    assert grid.shown("网格员", JAN) == {"梅湾市场": "何守正"}
    (row,) = database.read(watches_between, cell_id=grid.cells["梅湾市场"])
    assert (row.valid_from, row.valid_to) == (JAN, MAR)  # begins with the tenure
    with pytest.raises(Refusal, match="已经担任“网格员”"):
        grid.add("梅湾市场", "网格员", person, valid_from=date(2026, 2, 1), valid_to=JUN)


def test_nothing_is_half_done_when_one_of_many_is_refused(grid: Grid) -> None:
    with pytest.raises(Refusal, match="“云溪市”的网格员"):
        grid.database.do(
            "批量",
            actions.add_watches,
            cell_ids=[grid.cells["梅湾市场"], grid.cells["云溪市"]],
            role_id=grid.roles["网格员"],
            holder=Holder(new_name="简素心"),
        )
    assert grid.database.read(watches, day=MAR) == ()


# ---- changes ------------------------------------------------------------------------------------------------


def test_many_cells_at_once_with_one_new_person(grid: Grid) -> None:
    cells = [grid.cells[name] for name in ("梅湾市场", "河西市场", "长丰市场")]
    grid.add("梅湾市场", "网格员", "何守正", valid_from=JAN)
    grid.database.do(
        "批量",
        actions.add_watches,
        cell_ids=cells,
        role_id=grid.roles["网格员"],
        holder=Holder(new_name="简素心"),
        valid_from=MAR,
        replace=True,
    )
    assert grid.shown("网格员", JAN) == {"梅湾市场": "何守正"}
    assert grid.shown("网格员", MAR) == dict.fromkeys(("梅湾市场", "河西市场", "长丰市场"), "简素心")
    assert len({row.person_id for row in grid.database.read(watches, day=MAR)}) == 1
    grid.database.undo()
    assert grid.shown("网格员", MAR) == {"梅湾市场": "何守正"}


def test_a_replacement_without_a_day_keeps_the_past_of_who_was_there(grid: Grid) -> None:
    today = date.today()
    grid.add("梅湾市场", "网格员", "何守正", valid_from=JAN)
    cells = [grid.cells[name] for name in ("梅湾市场", "河西市场")]
    fields: dict[str, Any] = {
        "cell_ids": cells,
        "role_id": grid.roles["网格员"],
        "holder": grid.person("简素心"),
        "replace": True,
    }
    grid.database.do("批量", actions.add_watches, **fields)
    yesterday = date.fromordinal(today.toordinal() - 1)
    assert grid.shown("网格员", yesterday) == {"梅湾市场": "何守正", "河西市场": "简素心"}
    assert grid.shown("网格员", today) == {"梅湾市场": "简素心", "河西市场": "简素心"}
    before = grid.database.read(watches, day=today)
    grid.database.do("批量", actions.add_watches, **fields)
    assert grid.database.read(watches, day=today) == before  # who is there already stays


def test_typing_a_cell_ends_who_was_there_and_corrects_a_slip(grid: Grid) -> None:
    place = (grid.cells["梅湾市场"], grid.roles["网格员"])

    def write(day: date, *names: str) -> None:
        holders = [grid.person(name) for name in names]
        grid.database.do("填写", actions.set_watchers, changes={place: holders}, day=day, today=MAR)

    write(MAR, "何守正")
    write(MAR, "简素心", "顾青禾")  # nobody knows since when: the first was a slip
    assert grid.shown("网格员", JAN) == {"梅湾市场": "简素心、顾青禾"}
    (first, _) = grid.database.read(watches, day=MAR)
    grid.database.do("日期", actions.update_watch, watch_id=first.id, valid_from=JAN)
    write(MAR, "顾青禾")
    assert grid.shown("网格员", date(2026, 2, 28)) == {"梅湾市场": "简素心、顾青禾"}
    assert grid.shown("网格员", MAR) == {"梅湾市场": "顾青禾"}
    write(JUN, "周怀远")
    assert grid.shown("网格员", MAR) == {"梅湾市场": "顾青禾"}
    assert grid.shown("网格员", JUN) == {"梅湾市场": "周怀远"}
    write(JUN)
    assert grid.shown("网格员", JUN) == {}


def test_a_cell_inherits_again(grid: Grid) -> None:
    grid.add("云溪市", "包保领导", "周怀远", valid_from=JAN)
    grid.add("临江区", "包保领导", "林向晚", valid_from=JAN)
    place = (grid.cells["临江区"], grid.roles["包保领导"])
    grid.database.do("随上级", actions.clear_watchers, places=[place], day=MAR)
    assert grid.shown("包保领导", JAN)["梅湾市场"] == "(林向晚)"
    assert grid.shown("包保领导", MAR)["梅湾市场"] == "(周怀远)"
    with pytest.raises(Refusal, match="没有单独设置"):
        grid.database.do("随上级", actions.clear_watchers, places=[place], day=MAR)


def test_ending_changing_deleting(grid: Grid) -> None:
    watch = grid.add("梅湾市场", "网格员", "何守正", valid_from=JAN)
    with pytest.raises(Refusal, match="结束早于开始"):
        grid.database.do("结束", actions.end_watches, watch_ids=[watch], last=date(2025, 12, 30))
    grid.database.do("结束", actions.end_watches, watch_ids=[watch], last=date(2026, 2, 28))
    assert grid.shown("网格员", date(2026, 2, 28)) and not grid.shown("网格员", MAR)
    grid.database.do("更正", actions.update_watch, watch_id=watch, holder=grid.person("简素心"), valid_to=None)
    assert grid.shown("网格员", MAR) == {"梅湾市场": "简素心"}
    grid.database.do("删除", actions.delete_watches, watch_ids=[watch])
    assert grid.shown("网格员", MAR) == {}


def test_copied_down_cells_keep_their_people(grid: Grid) -> None:
    grid.add("临江区", "包保领导", "林向晚", valid_from=JAN)
    grid.add("河西市场", "包保领导", "何守正")
    grid.database.do("复制", actions.copy_down, cell_ids=[grid.cells["临江区"]], day=MAR)
    assert grid.shown("包保领导") == {"临江区": "林向晚", "梅湾市场": "林向晚", "河西市场": "何守正"}
    with pytest.raises(Refusal, match="没有可写的网格"):
        grid.database.do("复制", actions.copy_down, cell_ids=[grid.cells["临江区"]], day=MAR)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("梅湾市场", "河西市场", "长丰市场", "临江区")),
            st.sampled_from((0, 1, 2)),
            st.one_of(st.none(), st.integers(1, 25)),
            st.one_of(st.none(), st.integers(1, 25)),
        ),
        max_size=6,
    ),
    st.integers(2, 26),
)
def test_a_swap_keeps_the_past_and_takes_everything_after(written: list[Any], on: int) -> None:
    """Over any watches of three people: before the day all is as it was, from then on 1 stands where 0 stood."""
    import tempfile
    from pathlib import Path

    from models.database import create_database

    with tempfile.TemporaryDirectory() as folder:
        database = create_database(Path(folder) / "换人.zrt")
        try:
            grid = Grid(database)
            names = ("甲一", "乙二", "丙三")
            for cell, who, begins, ends in written:
                start = None if begins is None else date(2026, 1, begins)
                end = None if ends is None else date(2026, 1, ends)
                try:
                    grid.add(cell, "包保领导", names[who], valid_from=start, valid_to=end)
                except Refusal:
                    continue
            every = [date(2025, 12, 1), *(date(2026, 1, n) for n in range(1, 31))]
            before = {day: grid.shown("包保领导", day) for day in every}
            swap: dict[str, Any] = {"old": grid.person("甲一"), "new": grid.person("乙二"), "on": date(2026, 1, on)}
            try:
                database.do("换人", actions.swap_watcher, **swap)
            except Refusal as refusal:
                if "没有由换下" in refusal.sentence:
                    for day in every[on:]:
                        assert "甲一" not in "".join(before[day].values())
                else:
                    assert "已经担任" in refusal.sentence
                assert {day: grid.shown("包保领导", day) for day in every} == before
                return
            for day in every:
                after = grid.shown("包保领导", day)
                if day < swap["on"]:
                    assert after == before[day]
                else:
                    wanted = {
                        cell: {name.replace("甲一", "乙二") for name in words.split("、")}
                        for cell, words in before[day].items()
                    }
                    assert {cell: set(words.split("、")) for cell, words in after.items()} == wanted
        finally:
            database.close()


def test_a_swap_over_a_selection_leaves_the_rest(grid: Grid) -> None:
    for cell in ("梅湾市场", "河西市场", "长丰市场"):
        grid.add(cell, "网格员", "何守正", valid_from=JAN)
    done = grid.database.do(
        "更换",
        actions.swap_watcher,
        old=grid.person("何守正"),
        new=Holder(new_name="简素心"),
        on=MAR,
        cell_ids=[grid.cells["梅湾市场"], grid.cells["长丰市场"]],
    )
    assert done.value == 2
    assert grid.shown("网格员") == {"梅湾市场": "简素心", "河西市场": "何守正", "长丰市场": "简素心"}
    with pytest.raises(Refusal, match="同一位"):
        grid.database.do("更换", actions.swap_watcher, old=grid.person("何守正"), new=grid.person("何守正"), on=MAR)


# ---- roles and cells ----------------------------------------------------------------------------------------


def test_roles_in_use_stay(grid: Grid) -> None:
    rows = grid.database.read(watch_roles)
    assert [row.name for row in rows] == ["包保领导", "网格长", "网格员", "入驻人员", "结对单位"]
    assert rows[1].level_ids == (grid.levels["区"], grid.levels["点位"])
    assert rows[1].required_ids == (grid.levels["区"],)
    watch = grid.add("梅湾市场", "网格员", "简素心")
    others = [RoleForm(row.id, row.name, row.holder, row.duty, ((1, True),)) for row in rows if row.name != "网格员"]
    with pytest.raises(Refusal, match="“网格员”还在使用：网格责任（角色）1 处"):
        grid.database.do("角色", actions.set_roles, roles=others)
    moved = [RoleForm(rows[2].id, "专职网格员", WatchHolder.PERSON, "每天巡查", ((1, True),)), *others]
    with pytest.raises(Refusal, match="“点位”这一级已经有 1 条“专职网格员”"):
        grid.database.do("角色", actions.set_roles, roles=moved)
    grid.database.do("删除", actions.delete_watches, watch_ids=[watch])
    grid.database.do("角色", actions.set_roles, roles=moved)
    found = grid.database.read(watch_roles)
    assert [(row.name, row.holder) for row in found][:2] == [
        ("专职网格员", WatchHolder.PERSON),
        ("包保领导", WatchHolder.ANY),
    ]
    assert found[0].level_ids == found[0].required_ids == (grid.levels["区"],)


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        ((RoleForm(None, "网格员", stands=((0, True),)), RoleForm(None, " 网格员", stands=((0, True),))), "都叫"),
        ((RoleForm(None, "", stands=((0, True),)),), "没有名称"),
        ((RoleForm(None, "网格员", stands=((9, True),)),), "在哪一级都没有"),
        (tuple(RoleForm(None, str(i), stands=((0, True),)) for i in range(13)), "最多 12 个"),
    ],
)
def test_roles_refused(roles: tuple[RoleForm, ...], sentence: str) -> None:
    refusal = why_no_roles(roles, 3)
    assert refusal is not None and sentence in refusal.sentence


def test_a_cell_goes_with_its_watches_and_a_level_without_the_role_is_refused(grid: Grid) -> None:
    grid.add("长丰市场", "网格员", "简素心")
    grid.database.do("删除", actions.delete_cells, cell_ids=[grid.cells["高新区"]])
    assert grid.shown("网格员") == {}
    grid.database.undo()
    assert grid.shown("网格员") == {"长丰市场": "简素心"}
    with pytest.raises(Refusal, match="“长丰市场”有网格员，“市”这一级没有这个角色"):
        grid.database.do("移出", actions.move_cells, cell_ids=[grid.cells["长丰市场"]], parent_id=None)
        grid.database.do("层级", actions.set_level, cell_id=grid.cells["长丰市场"], level_id=grid.levels["市"])


def test_people_and_posts_in_a_watch_are_not_deleted(grid: Grid) -> None:
    grid.add("长丰市场", "网格员", "简素心")
    with pytest.raises(Refusal, match="网格责任（人员）1 处"):
        grid.database.do("删除", org.delete_people, person_ids=[grid.people["简素心"]])


def test_the_history_of_a_cell_has_its_watches_and_leads_there(grid: Grid) -> None:
    from models.overview.records import place_of, steps_of_record

    watch = grid.add("长丰市场", "网格员", "简素心")
    cell = grid.cells["长丰市场"]
    steps = grid.database.read(steps_of_record, table="grid_cell", row_id=cell)
    assert steps[0].title == "责任"
    place = grid.database.read(place_of, seq=steps[0].seq, table="watch", row_id=watch)
    assert place is not None and (place.page, place.id, place.kind) == ("grid", cell, "cell")


def test_reading_is_one_pass_whatever_the_cells(grid: Grid) -> None:
    """The number of questions to the database does not grow with the cells."""
    from sqlalchemy import event

    def count(session: Session) -> int:
        asked = 0

        def ask(*_: Any) -> None:
            nonlocal asked
            asked += 1

        event.listen(session.get_bind(), "before_cursor_execute", ask)
        try:
            watches(session, day=MAR)
        finally:
            event.remove(session.get_bind(), "before_cursor_execute", ask)
        return asked

    grid.add("云溪市", "包保领导", "周怀远")
    few = grid.database.read(count)
    rows = [("区", "点位"), *(("临江区", f"市场{i}") for i in range(60))]
    grid.database.do(
        "更多", actions.paste_cells, block=[("市", *row) if i == 0 else ("云溪市", *row) for i, row in enumerate(rows)]
    )
    assert grid.database.read(count) == few
    assert len(grid.shown("包保领导")) == 66
