"""Which row of a document is which row of the file: by keys in dicts, then by likeness among those that are left."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from models.acceptance.rows import Row, plain

LEAST = 0.6
SAME_NUMBER = 0.2
_COMMON = 60  # pairs of characters in more rows than this tell nothing


def match(theirs: Sequence[Row], ours: Sequence[Row], known: Mapping[int, int] | None = None) -> dict[int, int]:
    """Place in `theirs` → place in `ours`, each at most once, beside the pairs `known`. All rows are of one part."""
    found = dict(known or {})
    taken = set(found.values())
    free = dict.fromkeys(at for at in range(len(ours)) if at not in taken)
    for level in range(max((len(row.exact) for row in (*theirs, *ours)), default=0)):
        _pair(theirs, ours, found, free, _keys(theirs, "exact", level, found), _keys_of(ours, "exact", level, free))
    for level in range(max((len(row.loose) for row in (*theirs, *ours)), default=0)):
        left = _keys(theirs, "loose", level, found)
        right = _keys_of(ours, "loose", level, free)
        single = {key for key, places in left.items() if len(places) == 1 and len(right.get(key, ())) == 1}
        _pair(theirs, ours, found, free, {key: left[key] for key in single}, right)
    _by_likeness(theirs, ours, found, free)
    return found


def _keys(rows: Sequence[Row], kind: str, level: int, found: dict[int, int]) -> dict[Hashable, list[int]]:
    return _keys_of(rows, kind, level, (at for at in range(len(rows)) if at not in found))


def _keys_of(rows: Sequence[Row], kind: str, level: int, places: Iterable[int]) -> dict[Hashable, list[int]]:
    keys: dict[Hashable, list[int]] = {}
    for at in places:
        own: tuple[Hashable, ...] = getattr(rows[at], kind)
        if level < len(own) and own[level] is not None:
            keys.setdefault(own[level], []).append(at)
    return keys


def _pair(
    theirs: Sequence[Row],
    ours: Sequence[Row],
    found: dict[int, int],
    free: dict[int, None],
    left: dict[Hashable, list[int]],
    right: dict[Hashable, list[int]],
) -> None:
    for key, places in left.items():
        for mine, its in zip(places, right.get(key, ()), strict=False):
            found[mine] = its
            del free[its]


def _by_likeness(theirs: Sequence[Row], ours: Sequence[Row], found: dict[int, int], free: dict[int, None]) -> None:
    """Rows under the same parent whose texts are alike; parents come before what hangs under them."""
    places = {row.at: at for at, row in enumerate(theirs)}
    candidates: dict[Hashable, _Grams] = {}
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for its in free:
        if ours[its].likeness:
            waiting[ours[its].parent].append(its)
    for mine, row in enumerate(theirs):
        if mine in found or not row.likeness:
            continue
        above = places.get(row.parent) if row.parent is not None else None
        if row.parent is not None and (above is None or above not in found):
            continue
        scope = ours[found[above]].at if above is not None else None
        if scope not in candidates:
            candidates[scope] = _Grams(ours, waiting.get(scope, ()))
        best = candidates[scope].best(row, free)
        if best is not None:
            found[mine] = best
            del free[best]


class _Grams:
    """Rows by the pairs of characters in their texts."""

    def __init__(self, rows: Sequence[Row], places: Iterable[int]) -> None:
        self._rows = rows
        self._grams = {at: grams(rows[at].likeness) for at in places}
        self._holders: dict[str, list[int]] = defaultdict(list)
        for at, own in self._grams.items():
            for gram in own:
                self._holders[gram].append(at)

    def best(self, row: Row, free: dict[int, None]) -> int | None:
        """The row most alike, if alike enough; the same number helps, another one hinders nothing."""
        own = grams(row.likeness)
        shared: Counter[int] = Counter()
        for gram in own:
            holders = self._holders.get(gram, ())
            if len(holders) <= _COMMON:
                shared.update(holders)
        best: tuple[float, int] | None = None
        for at, _count in shared.items():
            if at not in free:
                continue
            score = 2 * len(own & self._grams[at]) / (len(own) + len(self._grams[at]))
            if row.no and row.no == self._rows[at].no:
                score += SAME_NUMBER
            if score >= LEAST and (best is None or score > best[0]):
                best = (score, at)
        return best[1] if best is not None else None


def grams(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, its marks left out."""
    letters = plain(words)
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1)) or frozenset((letters,))
