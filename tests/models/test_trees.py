"""Trees and orders: every node once, no loop, moves that keep what they should."""

from hypothesis import given
from hypothesis import strategies as st

from models.trees import ancestors, branch, moves, reordered, shifted, tops, walk, would_loop

ids = st.integers(1, 12)
forests = st.dictionaries(ids, st.one_of(st.none(), ids), max_size=12)  # loops and lost parents included
orders = st.lists(st.integers(1, 30), unique=True, max_size=12)


@given(forests)
def test_walk_lists_every_node_once_parents_before_children(parents: dict[int, int | None]) -> None:
    places = walk((node, parent, node) for node, parent in parents.items())
    assert sorted(place.id for place in places) == sorted(parents)
    seen: dict[int, int] = {}
    for place in places:
        parent = parents[place.id]
        if place.depth:
            assert parent is not None and seen[parent] == place.depth - 1
        seen[place.id] = place.depth


def test_walk_numbers_siblings_by_key() -> None:
    places = walk([(1, None, "b"), (2, None, "a"), (3, 1, "y"), (4, 1, "x")])
    assert [(place.id, place.depth, place.number) for place in places] == [(2, 0, 1), (1, 0, 2), (4, 1, 1), (3, 1, 2)]


@given(forests, st.sets(ids), st.one_of(st.none(), ids))
def test_a_move_that_is_not_called_a_loop_makes_none(
    parents: dict[int, int | None], moved: set[int], target: int | None
) -> None:
    loops_before = {node for node in parents if _in_loop(parents, node)}
    if would_loop(parents, moved, target):
        return
    after = parents | {node: target for node in moved if node in parents}
    assert {node for node in after if _in_loop(after, node)} <= loops_before


def test_a_move_below_itself_is_a_loop() -> None:
    parents = {1: None, 2: 1, 3: 2}
    assert would_loop(parents, [1], 3)
    assert would_loop(parents, [2], 2)
    assert not would_loop(parents, [3], 1)
    assert not would_loop(parents, [1], None)


def test_branch_and_tops() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: None}
    assert branch(parents, [1]) == [1, 2, 3]
    assert tops(parents, [3, 1, 4]) == [1, 4]
    assert ancestors(parents, 3) == [2, 1]


@given(orders, st.data())
def test_reordering_keeps_all_and_the_order_of_the_rest(order: list[int], data: st.DataObject) -> None:
    moved = data.draw(st.lists(st.sampled_from(order), unique=True)) if order else []
    before = data.draw(st.one_of(st.none(), st.sampled_from(order))) if order else None
    after = reordered(order, moved, before)
    assert sorted(after) == sorted(order)
    assert [node for node in after if node not in moved] == [node for node in order if node not in moved]
    if moved:
        at = after.index(moved[0])
        assert after[at : at + len(moved)] == moved
        if before is not None and before not in moved:
            assert after[at + len(moved)] == before
    assert moves(after, {node: place for place, node in enumerate(after)}) == {}


def test_a_run_dropped_before_its_own_member_stays_in_place() -> None:
    assert reordered([1, 2, 3, 4], [2, 3], 3) == [1, 2, 3, 4]


@given(orders, st.data())
def test_shifting_down_and_up_again_changes_nothing_in_the_middle(order: list[int], data: st.DataObject) -> None:
    if len(order) < 3:
        return
    chosen = data.draw(st.sampled_from(order[1:-1]))
    assert shifted(shifted(order, [chosen], 1), [chosen], -1) == order


def test_shifting_stops_at_the_edge() -> None:
    assert shifted([1, 2, 3], [1, 2], -1) == [1, 2, 3]
    assert shifted([1, 2, 3], [2, 3], -1) == [2, 3, 1]
    assert shifted([1, 2, 3], [1], 1) == [2, 1, 3]


def _in_loop(parents: dict[int, int | None], node: int) -> bool:
    """Whether going up from the node comes back to it (hanging below somebody else's loop does not count)."""
    seen: set[int] = set()
    current = parents.get(node)
    while current is not None and current not in seen:
        if current == node:
            return True
        seen.add(current)
        current = parents.get(current)
    return False
