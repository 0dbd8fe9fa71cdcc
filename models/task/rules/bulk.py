"""Lists of units changed for many tasks at once: put in the place of the old ones, added, taken out."""

from collections.abc import Iterable, Sequence

from models.words import Labelled


class ListChange(Labelled):
    REPLACE = "replace", "改为"
    ADD = "add", "增加"
    FIRST = "first", "加在最前"
    REMOVE = "remove", "去掉"


def changed_list(now: Sequence[int], named: Iterable[int], how: ListChange) -> list[int]:
    """The list after the change, each entry once; what is added stands last, or first (`FIRST`, moved there if it
    was in the list already)."""
    wanted = list(dict.fromkeys(named))
    if how is ListChange.REPLACE:
        return wanted
    if how is ListChange.REMOVE:
        return [entry for entry in now if entry not in wanted]
    if how is ListChange.FIRST:
        return list(dict.fromkeys((*wanted, *now)))
    return list(dict.fromkeys((*now, *wanted)))
