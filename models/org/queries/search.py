"""Search over units, people and groups by name, other names, pinyin and initials."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.org.queries.rows import HitRow
from models.org.rules import rank
from models.org.tables import Campaign, Group, Person, Post, Tenure, Unit, UnitAlias


def search_units(session: Session, *, text: str, limit: int = 20) -> tuple[HitRow, ...]:
    """Units by full, short, other and former name; best first."""
    others: dict[int, list[str]] = {}
    for unit_id, name in session.execute(select(UnitAlias.unit_id, UnitAlias.name)):
        others.setdefault(unit_id, []).append(name)
    hits = []
    query = select(Unit.id, Unit.name, Unit.short_name, Unit.pinyin, Unit.initials).order_by(Unit.position, Unit.id)
    for unit_id, name, short_name, pinyin, initials in session.execute(query):
        more = others.get(unit_id, [])
        place = rank(text, (name, short_name, *more), pinyin, initials)
        if place is not None:
            hits.append(HitRow(unit_id, "unit", name, "、".join(n for n in (short_name, *more) if n), place))
    return _best(hits, limit)


def search_people(session: Session, *, text: str, limit: int = 20) -> tuple[HitRow, ...]:
    """People by name; the posts they hold tell people of one name apart."""
    hits = []
    for person_id, name, pinyin, initials in session.execute(
        select(Person.id, Person.name, Person.pinyin, Person.initials).order_by(Person.pinyin, Person.id)
    ):
        place = rank(text, (name,), pinyin, initials)
        if place is not None:
            hits.append(HitRow(person_id, "person", name, "", place))
    best = _best(hits, limit)
    posts: dict[int, list[str]] = {}
    for person_id, title, unit in session.execute(
        select(Tenure.person_id, Post.title, Unit.name)
        .join(Post, Post.id == Tenure.post_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Tenure.person_id.in_([hit.id for hit in best]))
    ):
        posts.setdefault(person_id, []).append(f"{unit or ''}{title}")
    return tuple(HitRow(hit.id, hit.kind, hit.title, "、".join(posts.get(hit.id, [])), hit.rank) for hit in best)


def search_groups(session: Session, *, text: str, limit: int = 20) -> tuple[HitRow, ...]:
    """Groups by name."""
    hits = []
    for group_id, name, campaign in session.execute(
        select(Group.id, Group.name, Campaign.name)
        .join(Campaign, Campaign.id == Group.campaign_id)
        .order_by(Group.position, Group.id)
    ):
        place = rank(text, (name,))
        if place is not None:
            hits.append(HitRow(group_id, "group", name, campaign, place))
    return _best(hits, limit)


def _best(hits: list[HitRow], limit: int) -> tuple[HitRow, ...]:
    return tuple(sorted(hits, key=lambda hit: hit.rank)[:limit])
