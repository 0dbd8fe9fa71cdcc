"""The chart: boxes never overlap, children stand below or beside their parents in order, lines end at edges, and the
pages show everything."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.database import Database
from models.org import actions, queries
from models.org.chart import (
    BoxLine,
    ChartLayout,
    ChartNode,
    Direction,
    Show,
    group_nodes,
    lay_out,
    parts_of,
    unit_nodes,
)
from models.org.chart.cuts import Window, cuts
from models.org.chart.drawing import Fitting, chart_drawing, draw_chart, name_of, one_picture
from models.org.chart.places import strokes
from models.papers.drawing import Box, Drawing, Words
from models.papers.sheet import Paper, Profile
from models.papers.texts import em_width

NEAR = 0.01
NAMES = ("综合协调组", "市容环境卫生专业组", "城中村和老旧小区整治及背街小巷改造提升专业组", "专班", "A2组")
LINES = (
    (),
    (BoxLine("牵头", "市城管局"),),
    (BoxLine("组长", "祝明远"), BoxLine("成员", "黎书远、宗伯年、蓝秋实、霍云峰、殷厚德、项国栋、耿大川、申屠远")),
)


@st.composite
def forests(draw: st.DrawFn, most: int = 40) -> list[ChartNode]:
    """Trees in tree order; ids tell nothing of the order."""
    count = draw(st.integers(1, most))
    parents = [
        draw(st.integers(-1 if draw(st.booleans()) else 0, index - 1)) if index else -1 for index in range(count)
    ]
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)
    order, stack = [], list(reversed(children.get(-1, [])))
    while stack:
        index = stack.pop()
        order.append(index)
        stack.extend(reversed(children.get(index, [])))
    return [
        ChartNode(
            1000 - index,
            1000 - parents[index] if parents[index] >= 0 else None,
            draw(st.sampled_from(NAMES)),
            draw(st.sampled_from(LINES)),
        )
        for index in order
    ]


def overlapping(layout: ChartLayout) -> list[tuple[int, int]]:
    return [
        (one.id, two.id)
        for at, one in enumerate(layout.boxes)
        for two in layout.boxes[at + 1 :]
        if one.x < two.right - NEAR
        and two.x < one.right - NEAR
        and one.y < two.bottom - NEAR
        and two.y < one.bottom - NEAR
    ]


def check(nodes: list[ChartNode], layout: ChartLayout) -> None:
    """All that must hold of any chart."""
    assert [box.id for box in layout.boxes] == [node.id for node in nodes]
    assert overlapping(layout) == []
    boxes = {box.id: box for box in layout.boxes}
    for box in layout.boxes:
        assert box.x >= -NEAR and box.y >= -NEAR
        assert box.right <= layout.width + NEAR and box.bottom <= layout.height + NEAR
        if box.parent_id is not None:
            assert box.y >= boxes[box.parent_id].bottom + 2
    for node, after in pairwise(nodes):
        if node.parent_id == after.parent_id and node.parent_id is not None:
            one, two = boxes[node.id], boxes[after.id]
            assert two.x >= one.right - NEAR or two.y >= one.bottom - NEAR, "siblings keep their order"
    assert [link.child_id for link in layout.links] == [node.id for node in nodes if node.parent_id is not None]
    for link in layout.links:
        parent, child = boxes[link.parent_id], boxes[link.child_id]
        assert child.parent_id == parent.id
        start, end = link.points[0], link.points[-1]
        assert start[1] == pytest.approx(parent.bottom, abs=NEAR)
        assert parent.x - NEAR <= start[0] <= parent.right + NEAR
        if child.hung:
            assert end[0] == pytest.approx(child.x, abs=NEAR) and child.y < end[1] < child.bottom
        else:
            assert end[0] == pytest.approx(child.middle, abs=NEAR)
            assert end[1] == pytest.approx(child.y, abs=NEAR)
        for (x1, y1), (x2, y2) in pairwise(link.points):
            assert x1 == x2 or y1 == y2
    for (x1, y1), (x2, y2) in strokes(layout.links):
        for box in layout.boxes:
            inside = min(x1, x2) < box.right - NEAR and max(x1, x2) > box.x + NEAR
            assert not (inside and min(y1, y2) < box.bottom - NEAR and max(y1, y2) > box.y + NEAR), (
                "a line crosses a box"
            )


@settings(max_examples=150, deadline=None)
@given(nodes=forests(), direction=st.sampled_from(list(Direction)), ratio=st.sampled_from([0.7, 1.5, 2.5]))
def test_any_tree_is_laid_out_cleanly(nodes: list[ChartNode], direction: Direction, ratio: float) -> None:
    layout = lay_out(nodes, direction=direction, ratio=ratio)
    check(nodes, layout)
    assert layout == lay_out(list(nodes), direction=direction, ratio=ratio)
    if direction is Direction.ROW:
        assert not any(box.hung or box.upright for box in layout.boxes)
    if direction is Direction.LIST:
        assert all(box.hung == (box.parent_id is not None) for box in layout.boxes)
    if direction is Direction.UPRIGHT:
        assert all(box.upright == (box.below == 0 and box.parent_id is not None) for box in layout.boxes)


@settings(max_examples=60, deadline=None)
@given(nodes=forests(), data=st.data())
def test_what_is_folded_hides_what_is_below(nodes: list[ChartNode], data: st.DataObject) -> None:
    folded = data.draw(st.sets(st.sampled_from([node.id for node in nodes])))
    layout = lay_out(nodes, folded=folded)
    parents = {node.id: node.parent_id for node in nodes}

    def is_hidden(node_id: int) -> bool:
        above = parents[node_id]
        return above is not None and (above in folded or is_hidden(above))

    check([node for node in nodes if not is_hidden(node.id)], layout)
    assert sum(box.folded for box in layout.boxes) + len(layout.boxes) == len(nodes)
    assert all(box.id in folded for box in layout.boxes if box.folded)


@settings(max_examples=60, deadline=None)
@given(nodes=forests(), direction=st.sampled_from(list(Direction)))
def test_words_stay_in_their_boxes_one_after_another(nodes: list[ChartNode], direction: Direction) -> None:
    for box in lay_out(nodes, direction=direction).boxes:
        parts = [part for part in parts_of(box) if part.role != "rule"]
        assert [part.text for part in parts if part.role == "title"] == [box.title]
        assert [part.text for part in parts if part.role == "text"] == [line.text for line in box.lines]
        for part in parts:
            assert part.x >= box.x - NEAR and part.x + part.width <= box.right + NEAR
            assert part.y >= box.y - NEAR and part.y + part.height <= box.bottom + NEAR
        for one, two in pairwise(part for part in parts if part.role in ("title", "text")):
            assert two.y >= one.y + one.height - NEAR or two.x + two.width <= one.x + NEAR
        title = parts[0]
        if not box.upright:
            em = title.size_pt * 25.4 / 72
            lines = int(title.height / (1.3 * em) + 0.2) if box.lines else 3
            assert em_width(box.title) * em <= title.width * lines + NEAR


def test_siblings_stand_evenly_and_parents_over_their_middle() -> None:
    nodes = [ChartNode(1, None, "指挥部"), *(ChartNode(n, 1, "专业组") for n in range(2, 7)), ChartNode(9, 4, "专班")]
    nodes = [*nodes[:4], nodes[6], *nodes[4:6]]
    layout = lay_out(nodes, direction=Direction.ROW)
    boxes = {box.id: box for box in layout.boxes}
    row = [boxes[n] for n in range(2, 7)]
    assert {box.y for box in row} == {row[0].y} and {box.width for box in row} == {row[0].width}
    gaps = {round(two.x - one.right, 2) for one, two in pairwise(row)}
    assert len(gaps) == 1
    assert boxes[1].middle == pytest.approx(row[2].middle, abs=NEAR)
    assert boxes[9].middle == pytest.approx(row[2].middle, abs=NEAR)


def test_auto_takes_a_list_where_a_row_would_be_too_wide() -> None:
    few = [ChartNode(1, None, "指挥部"), *(ChartNode(n, 1, "组", LINES[1]) for n in range(2, 6))]
    many = [ChartNode(1, None, "指挥部"), *(ChartNode(n, 1, "专业组", LINES[2]) for n in range(2, 30))]
    assert not any(box.hung for box in lay_out(few).boxes)
    assert all(box.hung for box in lay_out(many).boxes[1:])
    wide, tall = lay_out(many, ratio=2.0), lay_out(many, ratio=0.5)
    assert wide.width / wide.height > tall.width / tall.height
    assert all(
        box.upright for box in lay_out([ChartNode(node.id, node.parent_id, "专业组") for node in many[:14]]).boxes[1:]
    )


def test_nothing_to_show_is_an_empty_chart() -> None:
    assert lay_out([]) == ChartLayout(0.0, 0.0, (), ())


def test_a_deep_chain_is_no_trouble() -> None:
    nodes = [ChartNode(n, n - 1 if n > 1 else None, "专班") for n in range(1, 151)]
    for direction in Direction:
        assert len(lay_out(nodes, direction=direction).boxes) == 150


# ---- pages --------------------------------------------------------------------------------------------------


def box_ids(drawing: Drawing) -> list[list[int]]:
    return [[s.id for s in page.shapes if isinstance(s, Box) and s.id is not None] for page in drawing.pages]


def words(drawing: Drawing, page: int = 0) -> list[str]:
    return [shape.text for shape in drawing.pages[page].shapes if isinstance(shape, Words)]


@settings(max_examples=50, deadline=None)
@given(
    nodes=forests(60),
    direction=st.sampled_from(list(Direction)),
    fitting=st.sampled_from(list(Fitting)),
    landscape=st.booleans(),
)
def test_everything_comes_onto_paper(
    nodes: list[ChartNode], direction: Direction, fitting: Fitting, landscape: bool
) -> None:
    layout = lay_out(nodes, direction=direction)
    profile = Profile(landscape=landscape)
    drawing = chart_drawing(layout, title="架构图", profile=profile, day=date(2026, 3, 1), fitting=fitting)
    if fitting is Fitting.FIT:
        assert len(drawing.pages) == 1
    assert {box for page in box_ids(drawing) for box in page} == {node.id for node in nodes}
    said = [text for page in range(len(drawing.pages)) for text in words(drawing, page)]
    assert said.count("架构图") == 1 and said.count("截至2026年3月1日") == len(drawing.pages)
    assert sorted(set(said) & set(NAMES)) == sorted({node.title for node in nodes})
    for page in drawing.pages:
        assert (page.width, page.height) == profile.size_mm
        for shape in page.shapes:
            if isinstance(shape, Box | Words):
                assert shape.x >= -NEAR and shape.x + shape.width <= page.width + NEAR
                assert shape.y >= -NEAR and shape.y + shape.height <= page.height + NEAR
                assert shape.width >= 0 and shape.height >= 0


@settings(max_examples=60, deadline=None)
@given(nodes=forests(60), direction=st.sampled_from(list(Direction)), page=st.sampled_from([(265, 150), (178, 240)]))
def test_cuts_reach_from_end_to_end_in_pages(
    nodes: list[ChartNode], direction: Direction, page: tuple[float, float]
) -> None:
    layout = lay_out(nodes, direction=direction)
    for ends, whole, most in zip(cuts(layout, *page), (layout.width, layout.height), page, strict=True):
        assert ends[0] == 0 and ends[-1] == pytest.approx(whole)
        assert all(0 < two - one <= most + NEAR for one, two in pairwise(ends))


def test_a_row_is_cut_between_its_boxes_and_marked() -> None:
    nodes = [ChartNode(1, None, "指挥部"), *(ChartNode(n, 1, "专业组") for n in range(2, 40))]
    layout = lay_out(nodes, direction=Direction.ROW)
    profile = Profile()
    drawing = chart_drawing(layout, title="架构图", profile=profile, fitting=Fitting.PAGES)
    assert len(drawing.pages) > 3
    found = [box for page in box_ids(drawing) for box in page]
    assert sorted(found) == sorted(node.id for node in nodes), "each box is whole on one page"
    for number in range(len(drawing.pages)):
        said = words(drawing, number)
        assert (f"A{number + 1} → A{number + 2}" in said) == (number + 1 < len(drawing.pages))
        assert (f"A{number + 1} → A{number}" in said) == (number > 0)
        assert f"A{number + 1}　第 {number + 1} 张　共 {len(drawing.pages)} 张" in said
        bottom = profile.size_mm[1] - profile.margins[2]
        maps = [s for s in drawing.pages[number].shapes if isinstance(s, Box) and s.id is None and s.y > bottom]
        assert [box.fill != "#ffffff" for box in maps] == [at == number for at in range(len(drawing.pages))]


def test_pages_of_several_rows_are_named_by_letter_and_number() -> None:
    nodes = [ChartNode(1, None, "指挥部")]
    nodes += [ChartNode(n, n - 1 if n % 12 != 2 else 1, "专业组") for n in range(2, 242)]
    layout = lay_out(nodes, direction=Direction.ROW)
    drawing = chart_drawing(layout, title="", profile=Profile(paper=Paper.A4), fitting=Fitting.PAGES)
    names = [
        text.split("　")[0] for page in range(len(drawing.pages)) for text in words(drawing, page) if "张　共" in text
    ]
    assert {"A1", "A2", "B1"} <= set(names) and len(set(names)) == len(names)
    said = [text for page in range(len(drawing.pages)) for text in words(drawing, page)]
    assert "A1 → B1" in said and "B1 → A1" in said
    assert [name_of((row, 0)) for row in (0, 25, 26, 27)] == ["A1", "Z1", "AA1", "AB1"]


def test_a_small_chart_is_not_blown_up_and_a_large_one_stays_readable() -> None:
    small = lay_out([ChartNode(1, None, "指挥部"), ChartNode(2, 1, "专业组")])
    sizes = [
        s.size_pt for s in chart_drawing(small, title="", profile=Profile()).pages[0].shapes if isinstance(s, Words)
    ]
    assert max(sizes) <= 13 * 1.25 + NEAR
    large = lay_out([ChartNode(1, None, "指挥部"), *(ChartNode(n, 1, "组", LINES[2]) for n in range(2, 200))])
    drawing = chart_drawing(large, title="", profile=Profile())
    assert len(drawing.pages) > 1
    picture = one_picture(large, title="架构图")
    assert len(picture.pages) == 1 and picture.pages[0].width >= large.width
    assert len(box_ids(picture)[0]) == 199


@pytest.mark.parametrize("direction", [Direction.AUTO, Direction.LIST])
def test_several_pages_are_as_few_as_another_layout_makes_them(direction: Direction) -> None:
    nodes = [ChartNode(1, None, "指挥部", LINES[2]), *(ChartNode(n, 1, "专业组", LINES[2]) for n in range(2, 40))]
    profile = Profile(landscape=False)
    plain = chart_drawing(lay_out(nodes, direction=direction), title="图", profile=profile, fitting=Fitting.PAGES)
    drawn = draw_chart(nodes, direction=direction, title="图", profile=profile, fitting=Fitting.PAGES)
    assert 1 < len(drawn.pages) <= len(plain.pages)
    found = [box for page in box_ids(drawn) for box in page]
    assert set(found) == {node.id for node in nodes}
    assert [box for box in set(found) if found.count(box) > 1] in ([], [1]), "only the wide box on top may be cut"
    (one,) = draw_chart(nodes, direction=direction, title="图", profile=profile, fitting=Fitting.FIT).pages
    assert (one.width, one.height) == profile.size_mm


def test_what_a_window_shows_of_a_line() -> None:
    window = Window(10, 10, 20, 20)
    assert window.inside([(0, 15), (30, 15)]) == [((10, 15), (20, 15))]
    assert window.inside([(0, 15), (15, 15), (15, 30)]) == [((10, 15), (15, 15), (15, 20))]
    assert window.inside([(0, 5), (30, 5)]) == []
    assert window.inside([(15, 5), (15, 12), (5, 12), (5, 18), (15, 18)]) == [
        ((15, 10), (15, 12), (10, 12)),
        ((10, 18), (15, 18)),
    ]


# ---- what the boxes say -------------------------------------------------------------------------------------


@pytest.fixture
def campaign(database: Database) -> int:
    """A headquarters with two groups; the head of one is a post that changes hands."""
    made = database.do("准备", actions.create_campaign, name="创卫", year=2026).value
    unit = database.do("准备", actions.create_unit, name="云溪市商务局", short_name="市商务局").value
    database.do("准备", actions.create_unit, name="云溪市市场服务中心", parent_id=unit)
    database.do("准备", actions.create_unit, name="各成员单位")
    people = [database.do("准备", actions.create_person, name=name).value for name in ("周晓岚", "贺明", "康宁")]
    database.do("准备", actions.appoint, person_id=people[0], unit_id=unit, title="局长")
    board = database.do("准备", actions.add_group, campaign_id=made, name="创卫指挥部").value
    group = database.do(
        "准备", actions.add_group, campaign_id=made, name="市场组", parent_id=board, lead_unit_id=unit
    ).value
    database.do("准备", actions.add_group, campaign_id=made, name="专班", parent_id=group)
    for role, person in (("组长", people[0]), ("副组长", people[1]), ("副组长", people[2]), ("成员", None)):
        database.do("准备", actions.add_seat, group_id=group, wording=role, person_id=person, post_text="局领导")
    database.do("准备", actions.add_seat, group_id=group, wording="成员", unit_id=unit)
    return int(made)


def titles(nodes: tuple[ChartNode, ...]) -> list[tuple[str, list[str]]]:
    return [(node.title, [f"{line.label}|{line.text}" for line in node.lines]) for node in nodes]


@pytest.mark.parametrize(
    ("show", "posts", "lead", "expected"),
    [
        (Show.NAME, False, False, []),
        (Show.NAME, False, True, ["牵头|市商务局"]),
        (Show.HEADS, False, False, ["组长|周晓岚"]),
        (Show.LEADERS, False, False, ["组长|周晓岚", "副组长|贺明、康宁"]),
        (Show.LEADERS, True, False, ["组长|周晓岚　局领导", "副组长|贺　明　局领导", "|康　宁　局领导"]),
        (Show.SEATS, False, True, ["牵头|市商务局", "组长|周晓岚", "副组长|贺明、康宁", "成员|（空缺）、市商务局"]),
    ],
)
def test_lines_of_a_group(
    database: Database, campaign: int, show: Show, posts: bool, lead: bool, expected: list[str]
) -> None:
    groups = database.read(queries.groups, campaign_id=campaign)
    seats = database.read(queries.seats, campaign_id=campaign)
    short = {row.id: row.short_name for row in database.read(queries.units) if row.short_name}
    nodes = group_nodes(groups, seats, show=show, posts=posts, lead=lead, short=short)
    assert titles(nodes) == [("创卫指挥部", []), ("市场组", expected), ("专班", [])]
    assert [node.parent_id for node in nodes] == [None, nodes[0].id, nodes[1].id]
    part = group_nodes(groups, seats, show=show, root_id=nodes[1].id)
    assert [(node.title, node.parent_id) for node in part] == [("市场组", None), ("专班", nodes[1].id)]
    assert group_nodes(groups, seats, root_id=1) == ()


def test_units_with_their_posts_but_no_collective_names(database: Database, campaign: int) -> None:
    units, posts = database.read(queries.units), database.read(queries.posts)
    assert titles(unit_nodes(units, posts)) == [("云溪市商务局", []), ("云溪市市场服务中心", [])]
    shown = unit_nodes(units, posts, show=Show.HEADS, short_names=True)
    assert titles(shown) == [("市商务局", ["局长|周晓岚"]), ("云溪市市场服务中心", [])]
