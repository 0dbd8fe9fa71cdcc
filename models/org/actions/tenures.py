"""Who holds a post from when to when: appointments, hand-overs, and those who stand in for a time."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.actions.people import create_person, ensure_post
from models.org.rules import STANDING_IN, is_valid_on, last_day, overlap, why_no_range
from models.org.tables import Person, Post, Tenure
from models.org.terms import TenureKind
from models.records import change, fetch

TENURE_FIELDS = ("kind", "valid_from", "valid_to")


def set_holder(
    session: Session,
    *,
    post_id: int,
    person_id: int | None,
    on: date | None = None,
    kind: TenureKind = TenureKind.REGULAR,
) -> None:
    """`person_id` holds the post from `on` (None: always); who held it or stood in before ends on that day. None: the
    post is vacant.

    Tenures that would only begin after `on` go, since the new one takes their place.
    """
    post = fetch(session, Post, post_id)
    if person_id is not None:
        fetch(session, Person, person_id)
    kept = False
    for row in _tenures(session, post.id):
        same = (
            on is not None
            and row.person_id == person_id
            and row.kind is kind
            and row.valid_to is None
            and is_valid_on(row.valid_from, row.valid_to, on)
        )
        if same and not kept:
            kept = True
        elif on is None or (row.valid_from is not None and row.valid_from >= on):
            session.delete(row)
        elif row.valid_to is None or row.valid_to > on:
            row.valid_to = on
    if person_id is not None and not kept:
        session.add(Tenure(post_id=post.id, person_id=person_id, kind=kind, valid_from=on))
    session.flush()


def hand_over(
    session: Session,
    *,
    post_id: int,
    person_id: int | None = None,
    new_name: str = "",
    on: date | None = None,
    kind: TenureKind = TenureKind.REGULAR,
) -> None:
    """`set_holder` with the person decided on, else a new one of `new_name`, else nobody."""
    if person_id is None and new_name:
        person_id = create_person(session, name=new_name)
    set_holder(session, post_id=post_id, person_id=person_id, on=on, kind=kind)


def appoint(
    session: Session,
    *,
    person_id: int,
    unit_id: int | None,
    title: str,
    on: date | None = None,
    kind: TenureKind = TenureKind.REGULAR,
) -> int:
    """The person holds the post of that title at that unit from `on` (None: always); who held it before ends there.

    The post is made when it is missing; answers its id.
    """
    post_id = ensure_post(session, unit_id=unit_id, title=title)
    set_holder(session, post_id=post_id, person_id=person_id, on=on, kind=kind)
    return post_id


def second(
    session: Session,
    *,
    post_id: int,
    kind: TenureKind,
    valid_from: date,
    valid_to: date | None = None,
    person_id: int | None = None,
    new_name: str = "",
) -> int:
    """Somebody stands in (挂职, 主持工作) from a day until `valid_to` (exclusive; None: not known yet) and signs
    meanwhile; the regular holder keeps the post and signs again afterwards. Answers the tenure's id.

    Refused when somebody else stands in on one of these days, or when it is the regular holder.
    """
    if kind not in STANDING_IN:
        raise Refusal(f"“{kind.label}”不是临时代替。", "临时代替请选“挂职”或“主持工作”，正式换人请用“换人”。")
    if person_id is None:
        if not new_name:
            raise Refusal("没有写由谁代替。", "请写上姓名。")
        person_id = create_person(session, name=new_name)
    return add_tenure(
        session, post_id=post_id, person_id=person_id, valid_from=valid_from, valid_to=valid_to, kind=kind
    )


def come_back(session: Session, *, post_id: int, on: date) -> list[int]:
    """Who stands in for the holder of a post ends on `on`, and the holder signs from that day; nobody is typed anew.
    Answers the tenures that ended. One that would only begin then goes."""
    post = fetch(session, Post, post_id)
    ended: list[int] = []
    for row in _tenures(session, post.id):
        if row.kind not in STANDING_IN or (row.valid_to is not None and row.valid_to <= on):
            continue
        if row.valid_from is not None and row.valid_from >= on:
            session.delete(row)
        else:
            row.valid_to = on
        ended.append(row.id)
    if not ended:
        raise Refusal(f"“{post.title}”{on} 没有人挂职或主持工作。", "正式换人请用“换人”。")
    session.flush()
    return ended


def add_tenure(
    session: Session,
    *,
    post_id: int,
    person_id: int,
    valid_from: date | None = None,
    valid_to: date | None = None,
    kind: TenureKind = TenureKind.REGULAR,
) -> int:
    """One more tenure as it was; answers its id. Two people may hold one post (several deputies of one title are
    real); refused are the same person twice at a time, two who stand in at a time, and inverted dates."""
    row = Tenure(
        post_id=fetch(session, Post, post_id).id,
        person_id=fetch(session, Person, person_id).id,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    _check(session, row, _tenures(session, post_id))
    session.add(row)
    session.flush()
    return row.id


def update_tenure(session: Session, *, tenure_id: int, **fields: Any) -> None:
    """Change kind or dates of a tenure (`valid_to` exclusive)."""
    row = fetch(session, Tenure, tenure_id)
    with session.no_autoflush:
        change(row, fields, TENURE_FIELDS)
        _check(session, row, [other for other in _tenures(session, row.post_id) if other.id != row.id])


def delete_tenure(session: Session, *, tenure_id: int) -> None:
    """Delete a tenure that never was; one that ended gets its day instead (`update_tenure`)."""
    session.delete(fetch(session, Tenure, tenure_id))


def _tenures(session: Session, post_id: int) -> Sequence[Tenure]:
    return session.scalars(select(Tenure).where(Tenure.post_id == post_id).order_by(Tenure.id)).all()


def _check(session: Session, row: Tenure, others: Sequence[Tenure]) -> None:
    refusal = why_no_range(row.valid_from, row.valid_to, "任职")
    if refusal:
        raise refusal
    stands_in = row.kind in STANDING_IN
    for other in others:
        if not overlap(row.valid_from, row.valid_to, other.valid_from, other.valid_to):
            continue
        if other.person_id == row.person_id:
            name = fetch(session, Person, row.person_id).name
            raise Refusal(
                f"“{name}”{_span(other)}已经{other.kind.label}这个岗位，时间重叠。", "请改正其中一个日期，或换一个人。"
            )
        if stands_in and other.kind in STANDING_IN:
            name = fetch(session, Person, other.person_id).name
            raise Refusal(
                f"“{name}”{_span(other)}已经在这个岗位{other.kind.label}，时间重叠。",
                "同一时间只能有一个人代替；请先结束前一位。",
            )


def _span(row: Tenure) -> str:
    if row.valid_to is None:
        return f"从 {row.valid_from} 起" if row.valid_from else ""
    end = last_day(row.valid_to)
    return f"从 {row.valid_from} 到 {end} " if row.valid_from else f"到 {end} "
