"""People and posts of a draft: one person for one name unless the clerk said otherwise, posts of known units."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.intake.characters import split_outside
from models.intake.fields.names import is_post_like
from models.org.actions import add_tenure, create_person, ensure_person, ensure_post, known_posts
from models.org.rules import why_no_phone
from models.org.tables import Person, Tenure

_MASKED = re.compile(r"[×xX＊*某○〇]+")


def is_masked_name(name: str) -> bool:
    """Whether a name was made unreadable (×××, 某某): nobody is made of it."""
    return _MASKED.fullmatch(name) is not None


class PeopleWriter:
    """Makes or finds the people of one import. `units` maps every known unit name to its id."""

    def __init__(self, session: Session, units: dict[str, int]) -> None:
        self._session = session
        self._units = units
        self._posts = known_posts(session)
        self._held = {(post, person) for post, person in session.execute(select(Tenure.post_id, Tenure.person_id))}
        self._by_name: dict[str, list[int]] = {}
        for person_id, name in session.execute(select(Person.id, Person.name)):
            self._by_name.setdefault(name, []).append(person_id)
        self._taken: dict[str, int] = {}
        self.made = 0
        self.several: set[str] = set()

    def person(self, name: str, *, phone: str = "", apart: bool = False) -> int | None:
        """The person of this name: the one of this import, else the only one of the file, else a new one.

        None for a masked name (×××). `apart`: surely another person than the namesakes.
        """
        if not name or is_masked_name(name):
            return None
        if why_no_phone(phone) is not None:
            phone = ""  # 面议, 转 301: words in the column of phones are no number
        if apart:
            self.made += 1
            return create_person(self._session, name=name, phone=phone)
        if name in self._taken:
            self.several.add(name)
            return ensure_person(self._session, name=name, person_id=self._taken[name], phone=phone)
        known = self._by_name.get(name, [])
        self.made += len(known) != 1
        person_id = ensure_person(
            self._session, name=name, person_id=known[0] if len(known) == 1 else None, phone=phone
        )
        self._taken[name] = person_id
        return person_id

    def hold(self, person_id: int | None, words: str) -> list[int]:
        """Let a person hold the posts that words name (社会事务局局长、…): only those of units already known."""
        posts: list[int] = []
        for part in split_outside(words, "、，,；;"):
            found = self._post_of(part.strip())
            if found is None:
                continue
            unit_id, title = found
            post_id = ensure_post(self._session, unit_id=unit_id, title=title, known=self._posts)
            posts.append(post_id)
            if person_id is not None and (post_id, person_id) not in self._held:
                add_tenure(self._session, post_id=post_id, person_id=person_id)
                self._held.add((post_id, person_id))
        return posts

    def hold_at(self, person_id: int, unit_id: int, title: str) -> None:
        """Let a person hold a post of a unit."""
        post_id = ensure_post(self._session, unit_id=unit_id, title=title, known=self._posts)
        if (post_id, person_id) not in self._held:
            add_tenure(self._session, post_id=post_id, person_id=person_id)
            self._held.add((post_id, person_id))

    def _post_of(self, words: str) -> tuple[int, str] | None:
        """(unit, title) of words that begin with the name of a known unit and end as a post does."""
        for length in range(len(words) - 2, 1, -1):
            unit_id = self._units.get(words[:length])
            if unit_id is not None and is_post_like(words[length:]):
                return unit_id, words[length:]
        return None
