"""What stands below a heading, added up for each kind of unit: items of other groups do not count."""

from collections.abc import Collection, Mapping, Sequence

Scope = tuple[Collection[int], Collection[int]]
"""Groups and units that a row applies to; two empty ones: all."""


def subtotals(
    parents: Mapping[int, int | None],
    points: Mapping[int, int],
    scopes: Mapping[int, Scope],
    groups: Mapping[int, Sequence[int]],
) -> dict[int, tuple[int, ...]]:
    """The sums of every heading, ascending and each once; one sum where all units are asked the same.

    `parents` in tree order, `points` of items only, in 1/100 as the sums; `groups` with their units.
    """
    headings = {parent for parent in parents.values() if parent is not None}
    found: dict[int, set[int]] = {}
    for group_id, unit_id in _kinds(scopes, groups):
        reached: set[int] = set()
        for row, parent in parents.items():
            own_groups, own_units = scopes.get(row, ((), ()))
            everyone = not own_groups and not own_units
            if (parent is None or parent in reached) and (
                everyone or group_id is None or group_id in own_groups or unit_id in own_units
            ):
                reached.add(row)
        sums: dict[int, int] = {}
        for row in reversed(list(parents)):
            if row not in reached or (row in headings and row not in sums):
                continue
            sums.setdefault(row, points.get(row, 0))
            heading = parents[row]
            if heading is not None:
                sums[heading] = sums.get(heading, 0) + sums[row]
        for row in headings & sums.keys():
            found.setdefault(row, set()).add(sums[row])
    return {row: tuple(sorted(values)) for row, values in found.items()}


def _kinds(scopes: Mapping[int, Scope], groups: Mapping[int, Sequence[int]]) -> list[tuple[int | None, int]]:
    """(group, unit) for every unit that some row names, and one for all others of each group; without groups all."""
    named = {unit for _, units in scopes.values() for unit in units}
    found: list[tuple[int | None, int]] = []
    for group_id, units in groups.items():
        own = [unit for unit in units if unit in named]
        found += [(group_id, unit) for unit in own]
        if len(own) < len(units) or not units:
            found.append((group_id, 0))
    return found or [(None, 0)]
