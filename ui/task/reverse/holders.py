"""Who in a unit can do a duty: its posts, then everyone; what is typed is read as one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.errors import Refusal
from models.org import queries as org
from ui.context import Context
from ui.tables.editors import Option


@dataclass(frozen=True, slots=True)
class Holder:
    """A post or a person; neither for nobody."""

    post_id: int | None = None
    person_id: int | None = None


class HolderBook:
    """Read when first needed; `forget` after people or posts changed."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._posts: tuple[org.PostRow, ...] | None = None
        self._people: tuple[org.PersonRow, ...] = ()

    def forget(self) -> None:
        """Read again when next needed."""
        self._posts = None

    def options(self, unit_id: int | None) -> tuple[Option, ...]:
        """The posts of the unit with their holders, its people, then everyone else."""
        if self._posts is None:
            day = self._context.today
            self._posts = self._context.store.read(org.posts, day=day)
            self._people = self._context.store.read(org.people, day=day)
        posts = [
            Option(
                Holder(post_id=post.id), f"{post.title}（{post.holder or '空缺'}）", (post.holder, post.title), "岗位"
            )
            for post in self._posts
            if post.unit_id == unit_id
        ]
        own = [person for person in self._people if any(post.unit_id == unit_id for post in person.posts)]
        others = [person for person in self._people if person not in own]
        return (*posts, *(_person(person) for person in (*own, *others)))

    def read(self, unit_id: int | None, text: str) -> Holder:
        """Whom a typed text means; nobody for an empty one."""
        words = text.strip()
        if not words:
            return Holder()
        options = self.options(unit_id)
        found = [option for option in options if option.text == words]
        if not found:
            found = [option for option in options if words in option.keys]
            holders: list[Any] = [option.value for option in found if option.value.person_id is not None]
            found = [option for option in found if option.value in holders] or found
        if len(found) == 1:
            holder: Holder = found[0].value
            return holder
        if found:
            raise Refusal(f"“{words}”有 {len(found)} 个。", "请从下面的列表里选。")
        raise Refusal(f"本单位没有岗位“{words}”，也没有叫“{words}”的人员。", "请先在“组织”里添加，或从列表里选。")


def _person(person: org.PersonRow) -> Option:
    hint = person.posts[0].words if person.posts else "人员"
    return Option(Holder(person_id=person.id), person.name, (person.name, person.initials), hint)
