"""The breakdown seen from people: who in a unit does a duty (post or person), and what each person answers for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.org.queries import people as org_people
from models.org.queries import posts as org_posts
from models.org.queries.rows import PostHeld
from models.task.queries.dated import in_force, of_whole_task, unit_labels
from models.task.tables import Assignment, Task, TaskPerson
from models.task.terms import PersonRole, Role

OF_UNIT = "unit"  # the kind of duty of a person who does it for a unit


@dataclass(frozen=True, slots=True)
class Settled:
    """A duty of a unit settled on a post or a person; `holder` is who holds the post that day."""

    id: int
    task_id: int
    unit_id: int
    role: Role
    post_id: int | None
    post: str
    person_id: int | None
    person: str
    holder_id: int | None
    holder: str

    @property
    def label(self) -> str:
        """副局长（沈明远）, 副局长（空缺）, or the person named."""
        if self.person:
            return self.person
        return f"{self.post}（{self.holder or '空缺'}）"


@dataclass(frozen=True, slots=True)
class PersonDuty:
    """One task of a person: `kind` is a `PersonRole` value or `OF_UNIT`, `words` say it (责任人, 商务局 牵头 · 副局长);
    `row_id` is the entry that makes it."""

    id: str
    row_id: int
    task_id: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """A person, or (`person_id` None) a vacant post with duties, and all tasks of one campaign."""

    id: str
    person_id: int | None
    name: str
    posts: str
    unit_ids: tuple[int, ...]
    initials: str
    duties: tuple[PersonDuty, ...] = field(default=())
    short_posts: str = ""
    """The posts with their units as lists call them (简称)."""

    def count(self, kind: str) -> int:
        """How many duties of a kind."""
        return sum(duty.kind == kind for duty in self.duties)

    @property
    def tasks(self) -> int:
        """How many tasks, each once."""
        return len({duty.task_id for duty in self.duties})


def settled(
    session: Session, *, campaign_id: int, on: date | None = None, task_id: int | None = None
) -> tuple[Settled, ...]:
    """The duties of a campaign (or of one task) that are settled on a post or person, as of a day."""
    day = on or date.today()
    query = (
        select(Assignment)
        .join(Task, Task.id == Assignment.task_id)
        .where(
            Task.campaign_id == campaign_id,
            or_(Assignment.post_id.is_not(None), Assignment.person_id.is_not(None)),
            of_whole_task(),
            in_force(day),
        )
        .order_by(Assignment.task_id, Assignment.position, Assignment.id)
    )
    if task_id is not None:
        query = query.where(Task.id == task_id)
    found = session.scalars(query).all()
    if not found:
        return ()
    posts = {post.id: post for post in org_posts(session, day=day)}
    names = {person.id: person.name for person in org_people(session, day=day)}
    rows = []
    for row in found:
        post = posts.get(row.post_id) if row.post_id is not None else None
        rows.append(
            Settled(
                id=row.id,
                task_id=row.task_id,
                unit_id=row.unit_id,
                role=row.role,
                post_id=row.post_id,
                post=post.title if post is not None else "",
                person_id=row.person_id,
                person=names.get(row.person_id, "") if row.person_id is not None else "",
                holder_id=post.holder_id if post is not None else None,
                holder=post.holder if post is not None else "",
            )
        )
    return tuple(rows)


def person_loads(session: Session, *, campaign_id: int, on: date | None = None) -> tuple[PersonLoad, ...]:
    """Everyone by pinyin with what they answer for in a campaign on a day, by whatever road: named in the task, named
    for a unit, or holding the post a unit's duty is settled on. Vacant posts with duties come last."""
    day = on or date.today()
    duties: dict[int, list[PersonDuty]] = defaultdict(list)
    vacant: dict[int, list[PersonDuty]] = defaultdict(list)
    titles: dict[int, str] = {}
    roles = list(PersonRole)
    named = session.execute(
        select(TaskPerson.id, TaskPerson.person_id, TaskPerson.task_id, TaskPerson.role)
        .join(Task, Task.id == TaskPerson.task_id)
        .where(Task.campaign_id == campaign_id)
        .order_by(TaskPerson.task_id, TaskPerson.position)
    )
    for row_id, person_id, task_id, role in named:
        duties[person_id].append(PersonDuty(f"n{row_id}", row_id, task_id, role.value, role.label))
    labels = unit_labels(session, day=day)
    for row in settled(session, campaign_id=campaign_id, on=day):
        words = f"{labels[row.unit_id][0]}{row.role.label}" + (f" · {row.post}" if row.post else "")
        duty = PersonDuty(f"a{row.id}", row.id, row.task_id, OF_UNIT, words)
        person = row.person_id or row.holder_id
        if person is not None:
            duties[person].append(duty)
        elif row.post_id is not None:
            vacant[row.post_id].append(duty)
            titles[row.post_id] = f"{labels[row.unit_id][0]}{row.post}"
    order = [*(role.value for role in roles), OF_UNIT]
    found = [
        PersonLoad(
            id=f"p{person.id}",
            person_id=person.id,
            name=person.name,
            posts="、".join(post.words for post in person.posts),
            unit_ids=tuple(post.unit_id for post in person.posts if post.unit_id is not None),
            initials=person.initials,
            duties=_in_order(duties.get(person.id, ()), order),
            short_posts="、".join(_short(post, labels) for post in person.posts),
        )
        for person in org_people(session, day=day)
    ]
    found += [
        PersonLoad(f"v{post_id}", None, "（空缺）", titles[post_id], (), "", tuple(own), titles[post_id])
        for post_id, own in vacant.items()
    ]
    return tuple(found)


def _short(post: PostHeld, labels: Mapping[int, tuple[str, str]]) -> str:
    if post.unit_id is None or post.unit_id not in labels or post.title.startswith(post.unit):
        return post.title
    return f"{labels[post.unit_id][0]}{post.title}"


def _in_order(duties: Sequence[PersonDuty], order: Sequence[str]) -> tuple[PersonDuty, ...]:
    return tuple(sorted(duties, key=lambda duty: order.index(duty.kind)))
