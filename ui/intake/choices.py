"""Units to choose from: those of the file, found by any of their names and by pinyin, and those the paper names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from models.intake.queries import wishes_of
from models.intake.review import Review
from models.intake.wishes import NONE, Wishes
from models.org.queries import PersonRow, UnitName, UnitRow, people, unit_dictionary, units
from ui.store import Store
from ui.tables.editors import Option


class UnitChoices:
    """`forget` after units changed; `review` is the one in hand."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows: tuple[UnitRow, ...] | None = None
        self.review: Review | None = None

    def forget(self) -> None:
        """Read the units again when next needed."""
        self._rows = None

    @property
    def rows(self) -> tuple[UnitRow, ...]:
        """The units of the open file."""
        if self._rows is None:
            self._rows = self._store.read(units) if self._store.is_open else ()
        return self._rows

    def dictionary(self) -> Sequence[UnitName]:
        """Every name of every unit, for matching."""
        return self._store.read(unit_dictionary) if self._store.is_open else ()

    def wishes(self) -> Wishes:
        """What the reader is told beforehand: remembered columns of forms, every name of every unit."""
        return self._store.read(wishes_of) if self._store.is_open else NONE

    def people(self) -> dict[str, str]:
        """People of the file by a name that only one of them bears, each with posts: 张三（市商务局局长）."""
        rows = self._store.read(people) if self._store.is_open else ()
        count = Counter(row.name for row in rows)
        return {row.name: _person_words(row) for row in rows if count[row.name] == 1}

    def name_of(self, unit_id: object) -> str:
        """The full name of a unit; empty for none."""
        return next((row.name for row in self.rows if row.id == unit_id), "")

    def known(self, row: Any = None) -> Sequence[Option]:
        """Units of the file; the value is the id."""
        return tuple(
            Option(row.id, row.name, _keys(row), row.short_name if row.short_name != row.name else "")
            for row in self.rows
        )

    def names(self, row: Any = None) -> Sequence[Option]:
        """Names of the paper first, then those of the file; the value is the name."""
        review = self.review
        written = tuple(dict.fromkeys((*review.unit_names(), *review.mentioned()))) if review is not None else ()
        by_name = {row.name: row for row in self.rows}
        own = [Option(name, name, _keys(by_name[name]) if name in by_name else (), "文中") for name in written]
        more = [Option(row.name, row.name, _keys(row)) for row in self.rows if row.name not in set(written)]
        return (*own, *more)


def _person_words(row: PersonRow) -> str:
    posts = "、".join(post.words for post in row.posts)
    return f"{row.name}（{posts}）" if posts else row.name


def _keys(row: UnitRow) -> tuple[str, ...]:
    others = (row.short_name, *row.aliases, *(old.name for old in row.former))
    return tuple(key for key in (*others, row.initials, row.pinyin) if key)
