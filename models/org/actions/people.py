"""People and posts. People are never merged by name: whoever calls passes the id the clerk decided on."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.errors import Refusal
from models.org.rules import (
    clean,
    clean_name,
    kept_phone,
    why_no_email,
    why_no_name,
    why_no_phone,
)
from models.org.tables import Person, Post, Tenure, Unit
from models.pinyin import initials, sort_key
from models.records import change, fetch, fetch_all, next_position, shift_records, siblings, write_order
from models.references import uses_of, why_in_use
from models.trees import reordered

PERSON_FIELDS = ("name", "phone", "office_phone", "email", "note")
POST_FIELDS = ("title", "unit_id")


def create_person(session: Session, *, name: str, phone: str = "", note: str = "") -> int:
    """A new person, also when there is one of that name already; answers the id."""
    row = Person(id=new_id())
    _fill_person(row, {"name": name, "phone": phone, "note": note})
    session.add(row)
    return row.id


def ensure_person(session: Session, *, name: str, person_id: int | None = None, phone: str = "") -> int:
    """The person the caller decided on, or a new one when `person_id` is None. Never looks for the name itself.

    A phone is filled in where the person has none; a different one stays as it is.
    """
    if person_id is None:
        return create_person(session, name=name, phone=phone)
    row = fetch(session, Person, person_id)
    if phone and not row.phone:
        _fill_person(row, {"phone": phone})
    return person_id


def update_person(session: Session, *, person_id: int, **fields: Any) -> None:
    """Change fields of a person (those of PERSON_FIELDS)."""
    _fill_person(fetch(session, Person, person_id), fields)


def update_people(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of several people in one step: {id: {field: value}}."""
    rows = fetch_all(session, Person, changes)
    for person_id, fields in changes.items():
        _fill_person(rows[person_id], fields)


def delete_people(session: Session, *, person_ids: Sequence[int]) -> int:
    """Delete people with their tenures. Refused while a seat, task or assignment names one of them."""
    rows = fetch_all(session, Person, person_ids)
    uses = uses_of(session, Person, list(rows), own=("tenure",))
    first = next(iter(rows.values())).name
    refusal = why_in_use(
        uses, first if len(rows) == 1 else f"{first}等 {len(rows)} 人", "先在那里换成别人或空出来，再删除。"
    )
    if refusal:
        raise refusal
    for tenure in session.scalars(select(Tenure).where(Tenure.person_id.in_(list(rows)))):
        session.delete(tenure)
    for row in rows.values():
        session.delete(row)
    return len(rows)


# ---- posts --------------------------------------------------------------------------------------------------


class PostIndex(dict[tuple[int | None, str], int]):
    """Ids of posts by unit and title, and the next free position at each unit."""

    def __init__(self) -> None:
        super().__init__()
        self._free: dict[int | None, int] = {}

    def take(self, unit_id: int | None, title: str, post_id: int, position: int) -> None:
        """Note a post that is there."""
        self[(unit_id, title)] = post_id
        self._free[unit_id] = max(self._free.get(unit_id, 0), position + 1)

    def next_position(self, unit_id: int | None) -> int:
        """The position for one more post at a unit."""
        position = self._free.get(unit_id, 0)
        self._free[unit_id] = position + 1
        return position


def create_post(session: Session, *, unit_id: int | None, title: str, person_id: int | None = None) -> int:
    """A new post at a unit (or at none), last there; with a person who holds it, since nobody knows when."""
    _check_title(session, unit_id, title, None)
    row = Post(unit_id=unit_id, title=clean_name(title), position=next_position(session, Post, unit_id=unit_id))
    session.add(row)
    session.flush()
    if person_id is not None:
        session.add(Tenure(post_id=row.id, person_id=fetch(session, Person, person_id).id))
    return row.id


def add_post(
    session: Session, *, unit_id: int | None, title: str, person_id: int | None = None, new_name: str = ""
) -> int:
    """A new post with its holder: the person decided on, else a new one of `new_name`, else nobody."""
    if person_id is None and new_name:
        person_id = create_person(session, name=new_name)
    return create_post(session, unit_id=unit_id, title=title, person_id=person_id)


def update_posts(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of several posts in one step: {id: {field: value}}."""
    for post_id, fields in changes.items():
        update_post(session, post_id=post_id, **fields)


def ensure_post(session: Session, *, unit_id: int | None, title: str, known: PostIndex | None = None) -> int:
    """The post of that title at that unit, or a new one.

    `known` (made by `known_posts`) is kept up to date and saves the queries of an import.
    """
    posts = known_posts(session) if known is None else known
    key = (unit_id, clean_name(title))
    if key not in posts:
        refusal = why_no_name(title, "岗位")
        if refusal:
            raise refusal
        row = Post(id=new_id(), unit_id=unit_id, title=key[1], position=posts.next_position(unit_id))
        session.add(row)
        posts[key] = row.id
    return posts[key]


def known_posts(session: Session) -> PostIndex:
    """Every post by unit and title; of two alike the older one."""
    index = PostIndex()
    query = select(Post.unit_id, Post.title, Post.id, Post.position).order_by(Post.id.desc())
    for unit_id, title, post_id, position in session.execute(query):
        index.take(unit_id, title, post_id, position)
    return index


def update_post(session: Session, *, post_id: int, **fields: Any) -> None:
    """Change title or unit of a post."""
    row = fetch(session, Post, post_id)
    values = dict(fields)
    unit_id = values.get("unit_id", row.unit_id)
    if "title" in values:
        values["title"] = clean_name(values["title"])
    _check_title(session, unit_id, values.get("title", row.title), row.id)
    if unit_id != row.unit_id:
        row.position = next_position(session, Post, unit_id=unit_id)
    change(row, values, POST_FIELDS)


def move_posts(session: Session, *, post_ids: Sequence[int], before_id: int | None) -> None:
    """Put posts of one unit in front of another of its posts, or last."""
    rows = fetch_all(session, Post, post_ids)
    unit_id = next(iter(rows.values())).unit_id
    listed = siblings(session, Post, unit_id=unit_id)
    write_order(listed, reordered([row.id for row in listed], list(rows), before_id))


def shift_posts(session: Session, *, post_ids: Sequence[int], by: int) -> None:
    """Move posts one place up (`by` -1) or down (+1) within their unit."""
    shift_records(session, Post, post_ids, by, ("unit_id",))


def delete_posts(session: Session, *, post_ids: Sequence[int]) -> int:
    """Delete posts with their tenures. Refused while a seat or an assignment names one."""
    rows = fetch_all(session, Post, post_ids)
    first = next(iter(rows.values())).title
    refusal = why_in_use(
        uses_of(session, Post, list(rows), own=("tenure",)),
        first if len(rows) == 1 else f"{first}等 {len(rows)} 个岗位",
        "先在那里换成别的岗位。",
    )
    if refusal:
        raise refusal
    for tenure in session.scalars(select(Tenure).where(Tenure.post_id.in_(list(rows)))):
        session.delete(tenure)
    for row in rows.values():
        session.delete(row)
    return len(rows)


def _fill_person(row: Person, fields: Mapping[str, Any]) -> None:
    values = dict(fields)
    if "name" in values:
        refusal = why_no_name(values["name"], "人员")
        if refusal:
            raise refusal
        values["name"] = clean_name(values["name"])
    for key in ("phone", "office_phone"):
        if key in values:
            refusal = why_no_phone(values[key])
            if refusal:
                raise refusal
            values[key] = kept_phone(values[key], getattr(row, key) or "")
    if "email" in values:
        refusal = why_no_email(values["email"])
        if refusal:
            raise refusal
        values["email"] = clean_name(values["email"])
    if "note" in values:
        values["note"] = clean(values["note"])
    change(row, values, PERSON_FIELDS)
    if "name" in values:
        change(row, {"pinyin": sort_key(row.name), "initials": initials(row.name)}, ("pinyin", "initials"))


def _check_title(session: Session, unit_id: int | None, title: str, own_id: int | None) -> None:
    refusal = why_no_name(title, "岗位")
    if refusal:
        raise refusal
    unit = fetch(session, Unit, unit_id).name if unit_id is not None else "无单位"
    with session.no_autoflush:
        taken = session.scalars(
            select(Post.id).where(
                Post.title == clean_name(title),
                Post.unit_id.is_(None) if unit_id is None else Post.unit_id == unit_id,
            )
        ).all()
    if any(other != own_id for other in taken):
        raise Refusal(f"{unit}已有岗位“{clean_name(title)}”。", "请直接使用它，或在职务里写出区别。")
