"""Which items of one version of a scheme are which of another, and which parts of their rules. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.appraisal.rows import CriterionRow
from models.appraisal.rules.kinds import Alternatives, Part

Path = tuple[tuple[str, int], ...]
"""Names from the top down; rows of one name under one heading are counted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: a part of a rule and one of its choices."""

    part: int
    choice: int = 0


def same_rows(old: Sequence[CriterionRow], new: Sequence[CriterionRow]) -> dict[int, int]:
    """Old row → new row: the one under the same headings with the same name; else an item of that name that both have
    once, which then moved."""
    paths = {path: row.id for row, path in zip(new, _paths(new), strict=True)}
    found = {row.id: paths[path] for row, path in zip(old, _paths(old), strict=True) if path in paths}
    taken = set(found.values())
    lone = _once([row for row in new if row.id not in taken and not row.children])
    for name, row_id in _once([row for row in old if row.id not in found and not row.children]).items():
        if name in lone:
            found[row_id] = lone[name]
    return found


def same_place(place: Place, old: Sequence[Part], new: Sequence[Part]) -> Place | None:
    """Where an entry of a part of the old rule belongs in the new one; None where nothing like it is left."""
    if not 0 <= place.part < len(old):
        return None
    was = old[place.part]
    alike = [at for at, part in enumerate(new) if type(part) is type(was)]
    named = [at for at in alike if _what(new[at]) == _what(was)]
    nth = [at for at, part in enumerate(old) if type(part) is type(was) and _what(part) == _what(was)]
    if len(named) > nth.index(place.part):
        part = named[nth.index(place.part)]
    elif len(alike) == 1 and sum(type(part) is type(was) for part in old) == 1:
        part = alike[0]
    else:
        return None
    now = new[part]
    if not isinstance(was, Alternatives) or not isinstance(now, Alternatives):
        return Place(part)
    name = was.choices[place.choice].name if place.choice < len(was.choices) else None
    names = [one.name for one in now.choices]
    return Place(part, names.index(name)) if name in names else None


def _what(part: Part) -> str:
    return getattr(part, "what", "")


def _paths(rows: Sequence[CriterionRow]) -> list[Path]:
    """The paths of rows in tree order."""
    found: dict[int, Path] = {}
    seen: dict[tuple[Path, str], int] = {}
    for row in rows:
        above = found.get(row.parent_id, ()) if row.parent_id is not None else ()
        number = seen[above, row.name] = seen.get((above, row.name), -1) + 1
        found[row.id] = (*above, (row.name, number))
    return [found[row.id] for row in rows]


def _once(rows: Sequence[CriterionRow]) -> dict[str, int]:
    names = [row.name for row in rows]
    return {row.name: row.id for row in rows if names.count(row.name) == 1}
