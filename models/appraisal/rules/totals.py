"""From scores of items to a unit's total: tree, items that do not apply, components with weights, rounding, vetoes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from models.appraisal.rules.facts import ItemScore
from models.appraisal.rules.figures import added, half_up
from models.appraisal.rules.kinds import ONE, ZERO, Band
from models.appraisal.terms import Scope, Stage


@dataclass(frozen=True, slots=True)
class Component:
    """日常, 暗访, 系统 …: `weight` (0.4) makes it that share of the full mark; None: its points are added as is."""

    key: int
    name: str
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An item or a heading of the score table, in order; a heading's points are the sum of what is below it."""

    id: int
    name: str
    parent_id: int | None = None
    component: int = 0
    points: Fraction = ZERO


@dataclass(frozen=True, slots=True)
class Frame:
    """The scheme's frame: components, nodes, how it is rounded, what bounds the total."""

    full: Fraction = Fraction(100)
    components: tuple[Component, ...] = ()
    nodes: tuple[Node, ...] = ()
    digits: int = 2
    stages: frozenset[Stage] = frozenset((Stage.TOTAL,))
    bonus_ceiling: Fraction | None = None
    bonus_beyond: bool = True
    """Whether bonus may lift the total above the full mark."""
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """A node or component with its score and the points that counted; `scale` ≠ 1 where items did not apply and their
    points went to the others."""

    id: int
    name: str
    score: Fraction | None
    points: Fraction
    scale: Fraction = Fraction(1)
    below: tuple["Sum", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Total:
    """A unit's result: `score` None when nothing of it was checked."""

    score: Fraction | None
    components: tuple[Sum, ...]
    bonus: Fraction = ZERO
    vetoes: tuple[tuple[str, str], ...] = ()
    grade: str = ""

    @property
    def loses_honour(self) -> bool:
        """Whether a veto takes more than the score of its own item."""
        return any(scope != Scope.PART.value for scope, _ in self.vetoes)


class Tree:
    """A frame laid out for many totals: components with what stands on top of them, what is below a heading, points."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.children: dict[int | None, list[Node]] = {}
        self.above: dict[int, int | None] = {}
        for node in frame.nodes:
            self.children.setdefault(node.parent_id, []).append(node)
            self.above[node.id] = node.parent_id
        self._leaves: dict[tuple[int, int], tuple[ItemScore | None, Sum]] = {}
        self.points: dict[int, Fraction] = {}
        tops = self.children.get(None, [])
        for top in tops:
            self._weigh(top)
        self.components = tuple(
            (component, [node for node in tops if node.component == component.key]) for component in _components(frame)
        )

    def _weigh(self, node: Node) -> Fraction:
        inner = self.children.get(node.id)
        found = added([self._weigh(one) for one in inner]) if inner else node.points
        self.points[node.id] = found
        return found

    def leaf(self, node: Node, item: ItemScore | None) -> Sum:
        """The sum of an item; units with one and the same score share it."""
        kept = self._leaves.get((node.id, id(item)))
        if kept is not None and kept[0] is item:
            return kept[1]
        score = item.score if item is not None else None
        if score is not None and Stage.ITEM in self.frame.stages:
            score = half_up(score, self.frame.digits)
        found = Sum(node.id, node.name, score, node.points)
        self._leaves[node.id, id(item)] = (item, found)
        return found

    def with_headings(self, nodes: Iterable[int]) -> set[int]:
        """The nodes and every heading above them."""
        found: set[int] = set()
        for one in nodes:
            node: int | None = one
            while node is not None and node not in found:
                found.add(node)
                node = self.above.get(node)
        return found


def total(
    frame: Frame,
    items: Mapping[int, ItemScore],
    left_out: Collection[int] = (),
    *,
    tree: Tree | None = None,
    before: Total | None = None,
    changed: Iterable[int] = (),
) -> Total:
    """The total of one unit from the scores of its items; `left_out` do not apply to it (or were not checked) and give
    their points to their neighbours. Items without a score (None) are left out in the same way.

    With many units the frame is laid out once as `tree`; when only some items `changed` since the total `before`, what
    stands apart from them is taken over.
    """
    laid = tree or Tree(frame)
    fresh = None if before is None else laid.with_headings(changed)
    found: list[Sum] = []
    for place, (component, tops) in enumerate(laid.components):
        old = None if before is None else before.components[place]
        found.append(_component(component, _below(tops, laid, items, left_out, old, fresh), laid))
    components = [component for component, _ in laid.components]
    scored = [one for one in found if one.score is not None]
    vetoes = tuple(
        dict.fromkeys(
            veto
            for key in sorted(key for key, item in items.items() if item.vetoes)
            if key not in left_out
            for veto in items[key].vetoes
        )
    )
    if not scored:
        return Total(None, tuple(found), ZERO, vetoes)
    score = sum((one.score for one in scored if one.score is not None), ZERO)
    worth = [
        one.points if of.weight is None else of.weight * frame.full for of, one in zip(components, found, strict=True)
    ]
    planned = sum(worth, ZERO)
    known = sum((points for points, one in zip(worth, found, strict=True) if one.score is not None), ZERO)
    if known and known != planned:  # a component nobody looked at: the others take its weight
        score = score * planned / known
    given = [item.bonus for key, item in items.items() if item.bonus is not ZERO and key not in left_out]
    bonus = added(one for one in given if one > 0)
    if frame.bonus_ceiling is not None:
        bonus = min(bonus, frame.bonus_ceiling)
    bonus += added(one for one in given if one < 0)  # what is taken from the total is not held by the ceiling
    score += bonus
    if not frame.bonus_beyond:
        score = min(score, frame.full)
    if any(scope == Scope.WHOLE.value for scope, _ in vetoes):
        score = ZERO
    score = max(score, ZERO)
    if Stage.TOTAL in frame.stages:
        score = half_up(score, frame.digits)
    return Total(score, tuple(found), bonus, vetoes, grade_of(score, frame.bands))


def _below(
    nodes: Sequence[Node],
    tree: Tree,
    items: Mapping[int, ItemScore],
    left_out: Collection[int],
    old: Sum | None,
    fresh: Collection[int] | None,
) -> tuple[Sum, ...]:
    """The sums of nodes; those of `old` that are not among `fresh` are taken over."""
    if old is None or fresh is None:
        return tuple([_sum(node, tree, items, left_out, None, None) for node in nodes])
    return tuple(
        [
            _sum(node, tree, items, left_out, was, fresh) if node.id in fresh else was
            for node, was in zip(nodes, old.below, strict=True)
        ]
    )


def _sum(
    node: Node,
    tree: Tree,
    items: Mapping[int, ItemScore],
    left_out: Collection[int],
    old: Sum | None,
    fresh: Collection[int] | None,
) -> Sum:
    inner = tree.children.get(node.id)
    if not inner:
        return tree.leaf(node, None if node.id in left_out else items.get(node.id))
    return _over(node.id, node.name, _below(inner, tree, items, left_out, old, fresh), tree.points[node.id])


def _over(key: int, name: str, below: tuple[Sum, ...], points: Fraction) -> Sum:
    """The sum over what counted, scaled up to the points of all."""
    counted = [one for one in below if one.score is not None]
    if not counted:
        return Sum(key, name, None, points, below=below)
    score = added([one.score for one in counted if one.score is not None])
    if len(counted) == len(below):
        return Sum(key, name, score, points, below=below)
    known = added([one.points for one in counted])
    scale = points / known if known else ONE
    return Sum(key, name, score * scale, points, scale, below)


def _components(frame: Frame) -> tuple[Component, ...]:
    """The components; what stands in none of them counts beside them as it is."""
    keys = {component.key for component in frame.components}
    others = dict.fromkeys(node.component for node in frame.nodes if node.parent_id is None)
    return (*frame.components, *(Component(key, "") for key in others if key not in keys)) or (Component(0, ""),)


def _component(component: Component, below: tuple[Sum, ...], tree: Tree) -> Sum:
    frame = tree.frame
    whole = _over(component.key, component.name, below, added([one.points for one in below]))
    score = whole.score
    if score is not None and component.weight is not None:
        score = score / whole.points * frame.full * component.weight if whole.points else ZERO
    if score is not None and Stage.COMPONENT in frame.stages:
        score = half_up(score, frame.digits)
    return Sum(component.key, component.name, score, whole.points, whole.scale, below)


def grade_of(score: Fraction, bands: Sequence[Band]) -> str:
    """The first band that holds the score; empty when none does (a hole the scheme's check names)."""
    return next((band.name for band in bands if band.holds(score)), "")
