"""The layout of the map: every tile inside its frame, nothing over anything else, areas in proportion, order kept."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.grid.map import MapNode, MapStyle, MapTree, Rect, Spot, columns_of, lay_out, strips

STYLE = MapStyle()
sizes = st.tuples(st.floats(200, 2400), st.floats(150, 1600))


@st.composite
def trees(draw: st.DrawFn) -> MapTree:
    """Up to four levels; some areas empty, some with places of their own beside areas."""
    nodes: list[MapNode] = []

    def add(parent: int | None, level: int) -> None:
        node = MapNode(len(nodes) + 1, parent, f"网格{len(nodes)}", is_site=level == 4)
        nodes.append(node)
        if level < 4 and len(nodes) < 120:
            for _ in range(draw(st.integers(0, 5))):
                add(node.id, draw(st.integers(level + 1, 4)))

    for _ in range(draw(st.integers(1, 4))):
        add(None, 1)
    return MapTree(nodes)


def inside(inner: Rect, outer: Rect) -> bool:
    slack = 1e-6
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


def apart(one: Rect, other: Rect) -> bool:
    slack = 1e-6
    return (
        one.right <= other.x + slack
        or other.right <= one.x + slack
        or one.bottom <= other.y + slack
        or other.bottom <= one.y + slack
    )


def frame_of(spots: Sequence[Spot], spot: Spot) -> Spot | None:
    return next((one for one in spots if one.is_frame and one.id == spot.parent_id), None)


@settings(max_examples=60, deadline=None)
@given(trees(), sizes, st.booleans())
def test_tiles_lie_in_their_frames_and_never_over_each_other(
    tree: MapTree, size: tuple[float, float], by_sites: bool
) -> None:
    spots = lay_out(tree, None, size, MapStyle(by_sites=by_sites))
    whole = Rect(0, 0, *size)
    for spot in spots:
        frame = frame_of(spots, spot)
        room = whole
        if frame is not None:
            room = Rect(frame.rect.x, frame.rect.y + frame.title, frame.rect.width, frame.rect.height - frame.title)
        assert inside(spot.share, room) and inside(spot.rect, spot.share)
        assert frame is None or frame.depth == spot.depth - 1
    by_parent: dict[int | None, list[Spot]] = {}
    for spot in spots:
        by_parent.setdefault(spot.parent_id, []).append(spot)
    for siblings in by_parent.values():
        for at, one in enumerate(siblings):
            assert all(apart(one.share, other.share) for other in siblings[at + 1 :])


@settings(max_examples=60, deadline=None)
@given(trees(), sizes)
def test_every_place_is_drawn_once_and_frames_come_before_what_they_hold(
    tree: MapTree, size: tuple[float, float]
) -> None:
    spots = lay_out(tree, None, size, STYLE)
    drawn = [spot.id for spot in spots]
    assert len(drawn) == len(set(drawn))
    assert sorted(spot.id for spot in spots if not spot.is_frame) == sorted(tree.leaves(None))
    seen: set[int] = set()
    for spot in spots:
        above = [one for one in tree.path(spot.id)[:-1] if one in drawn]
        assert all(one in seen for one in above)
        seen.add(spot.id)


@settings(max_examples=60, deadline=None)
@given(trees(), sizes)
def test_areas_of_one_frame_are_as_large_as_they_have_places(tree: MapTree, size: tuple[float, float]) -> None:
    spots = lay_out(tree, None, size, STYLE)
    by_parent: dict[int | None, list[Spot]] = {}
    for spot in spots:
        if spot.is_frame:
            by_parent.setdefault(spot.parent_id, []).append(spot)
    for siblings in by_parent.values():
        shares = [spot.share.area / tree.places[spot.id] for spot in siblings]
        assert max(shares) == pytest.approx(min(shares), rel=1e-6, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(trees(), sizes)
def test_the_official_order_reads_like_lines_of_text(tree: MapTree, size: tuple[float, float]) -> None:
    spots = lay_out(tree, None, size, STYLE)
    again = lay_out(tree, None, size, STYLE)
    assert spots == again
    by_parent: dict[tuple[int | None, bool], list[Spot]] = {}
    for spot in spots:
        by_parent.setdefault((spot.parent_id, spot.is_frame), []).append(spot)
    for siblings in by_parent.values():
        for one, other in pairwise(siblings):
            lower = other.share.y >= one.share.bottom - 1e-6
            assert lower or other.share.x >= one.share.right - 1e-6


@given(st.lists(st.integers(1, 60), min_size=1, max_size=100), sizes)
@settings(max_examples=60, deadline=None)
def test_strips_fill_the_room_in_proportion(weights: list[int], size: tuple[float, float]) -> None:
    room = Rect(3, 5, *size)
    rects = strips([float(weight) for weight in weights], room)
    assert sum(rect.area for rect in rects) == pytest.approx(room.area)
    for weight, rect in zip(weights, rects, strict=True):
        assert rect.area == pytest.approx(room.area * weight / sum(weights))
        assert inside(rect, Rect(3, 5, size[0] + 1e-3, size[1] + 1e-3))


def test_equal_areas_on_wish() -> None:
    nodes = [MapNode(1, None, "甲"), MapNode(2, None, "乙")]
    nodes += [MapNode(10 + i, 1 if i else 2, "点", True) for i in range(9)]
    frames = [spot for spot in lay_out(MapTree(nodes), None, (900, 600), MapStyle(by_sites=False)) if spot.is_frame]
    assert frames[0].share.area == pytest.approx(frames[1].share.area)
    frames = [spot for spot in lay_out(MapTree(nodes), None, (900, 600), STYLE) if spot.is_frame]
    assert frames[0].share.area == pytest.approx(frames[1].share.area * 8)


def test_an_empty_area_is_a_tile_of_its_own() -> None:
    nodes = [MapNode(1, None, "市"), MapNode(2, 1, "空社区"), MapNode(3, 1, "街道"), MapNode(4, 3, "点", True)]
    spots = {spot.id: spot for spot in lay_out(MapTree(nodes), 1, (600, 400), STYLE)}
    assert not spots[2].is_frame and spots[3].is_frame and not spots[4].is_frame


def test_a_small_room_draws_fewer_levels() -> None:
    nodes = [MapNode(1, None, "市")]
    for district in range(4):
        nodes.append(MapNode(10 + district, 1, "区"))
        for street in range(10):
            street_id = 100 + district * 10 + street
            nodes.append(MapNode(street_id, 10 + district, "街道"))
            nodes += [MapNode(street_id * 100 + place, street_id, "点", True) for place in range(3)]
    tree = MapTree(sorted(nodes, key=lambda node: (len(tree_path(nodes, node)), node.id)))
    large = lay_out(tree, 1, (2400, 1600), STYLE)
    small = lay_out(tree, 1, (600, 400), STYLE)
    assert {spot.depth for spot in large if spot.is_frame} == {0, 1}
    assert {spot.depth for spot in small if spot.is_frame} == {0}
    assert sum(not spot.is_frame for spot in small) == sum(not spot.is_frame for spot in large) == 120


def tree_path(nodes: Sequence[MapNode], node: MapNode) -> list[int]:
    by_id = {one.id: one for one in nodes}
    path = []
    current: int | None = node.id
    while current is not None:
        path.append(current)
        current = by_id[current].parent_id
    return path


def test_nothing_to_draw() -> None:
    assert lay_out(MapTree([]), None, (600, 400), STYLE) == ()
    assert lay_out(MapTree([MapNode(1, None, "市")]), 1, (600, 400), STYLE) == ()
    assert lay_out(MapTree([MapNode(1, None, "市")]), None, (0, 400), STYLE) == ()


@pytest.mark.parametrize(("count", "size", "columns"), [(1, (400, 100), 1), (4, (400, 200), 2), (6, (900, 100), 6)])
def test_columns(count: int, size: tuple[float, float], columns: int) -> None:
    assert columns_of(count, *size, 2.0) == columns


def test_tallies_count_a_cell_and_all_below_it() -> None:
    nodes = [MapNode(1, None, "市"), MapNode(2, 1, "区"), MapNode(3, 2, "点", True), MapNode(4, 2, "点", True)]
    tally = MapTree(nodes).tally({2: "overdue", 3: "ok", 4: "overdue"})
    assert (tally[1]["overdue"], tally[1]["ok"], tally[2]["overdue"], tally[3]["ok"]) == (2, 1, 2, 1)
