"""Records that form a tree of ordered siblings (parent_id, position) inside an owner: placed, hung, indented."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Base, Record
from models.errors import Refusal
from models.records import fetch, fetch_all, label_of, siblings, write_order
from models.trees import reordered, tops, would_loop

R = TypeVar("R", bound=Record)


def parents_of(session: Session, mapped: type[Record], **owner: int) -> dict[int, int | None]:
    """Parent of every record of an owner (scheme_id=…)."""
    columns = Base.metadata.tables[mapped.__tablename__].c
    query = select(columns.id, columns.parent_id)
    for key, value in owner.items():
        query = query.where(columns[key] == value)
    return dict(session.execute(query).all())


def place_new(session: Session, row: Any, key: str, after_id: int | None) -> None:
    """Add a new record behind a sibling, else last; `key` names the owner's column. Many added one after the other come
    last: the siblings before are not looked at then."""
    last = _last(session, type(row), **{key: getattr(row, key), "parent_id": row.parent_id})
    if last is None or after_id in (None, last.id):
        row.position = 0 if last is None else last.position + 1
        session.add(row)
        session.flush()
        return
    listed = siblings(session, type(row), **{key: getattr(row, key), "parent_id": row.parent_id})
    session.add(row)
    order = [one.id for one in listed]
    before = order[order.index(after_id) + 1] if after_id in order and order[-1] != after_id else None
    write_order([*listed, row], reordered(order, [row.id], before))
    session.flush()


def _last(session: Session, mapped: type[Record], **scope: Any) -> Any:
    """Id and position of the last record of a scope; None where there is none."""
    columns = Base.metadata.tables[mapped.__tablename__].c
    query = select(columns.id, columns.position)
    for key, value in scope.items():
        query = query.where(columns[key].is_(None) if value is None else columns[key] == value)
    return session.execute(query.order_by(columns.position.desc(), columns.id.desc()).limit(1)).first()


def hang(
    session: Session, mapped: type[R], ids: Sequence[int], parent_id: int | None, before_id: int | None, key: str
) -> None:
    """Hang records (with what is below them) under `parent_id`, in front of `before_id` or last; all of one owner."""
    if not ids:
        raise Refusal(f"没有选中{label_of(mapped)}。")
    rows = fetch_all(session, mapped, ids)
    owner = getattr(next(iter(rows.values())), key)
    parents = parents_of(session, mapped, **{key: owner})
    moved = tops(parents, list(rows))
    target: Any = fetch(session, mapped, parent_id) if parent_id is not None else None
    if any(getattr(row, key) != owner for row in rows.values()) or (
        target is not None and getattr(target, key) != owner
    ):
        raise Refusal("选中的行不都在这一份里，没有移动。", "请只选同一份里的行。")
    if would_loop(parents, moved, parent_id):
        raise Refusal("不能移到它自己的下级。", "请另选位置。")
    listed: list[Any] = list(siblings(session, mapped, **{key: owner, "parent_id": parent_id}))
    for one in moved:
        row: Any = rows[one]
        if row.parent_id != parent_id:
            row.parent_id = parent_id
            listed.append(row)
    write_order(listed, reordered([row.id for row in listed], moved, before_id))


def indent(session: Session, mapped: type[R], ids: Sequence[int], key: str) -> int:
    """Make rows of one parent the last ones below the row above them; answers the id of that row."""
    moved, parent_id = place_indented(session, mapped, ids, key)
    hang(session, mapped, moved, parent_id, None, key)
    return parent_id


def outdent(session: Session, mapped: type[R], ids: Sequence[int], key: str) -> None:
    """Lift rows of one parent to its level, right behind it."""
    moved, parent_id, before_id = place_outdented(session, mapped, ids, key)
    hang(session, mapped, moved, parent_id, before_id, key)


def place_indented(session: Session, mapped: type[R], ids: Sequence[int], key: str) -> tuple[list[int], int]:
    """The rows to move, and the one below which they belong when they are indented."""
    moved, order, _ = family(session, mapped, ids, key)
    at = order.index(moved[0])
    if at == 0:
        raise Refusal(f"上面没有同级的{label_of(mapped)}，不能再降级。", "请先在上面加一行，或拖到另一行下面。")
    return moved, order[at - 1]


def place_outdented(
    session: Session, mapped: type[R], ids: Sequence[int], key: str
) -> tuple[list[int], int | None, int | None]:
    """The rows to move, the parent of their parent, and the row in front of which they stand there."""
    moved, _, parent_id = family(session, mapped, ids, key)
    if parent_id is None:
        raise Refusal("已经在最上一级，不能再升级。")
    parent: Any = fetch(session, mapped, parent_id)
    listed: list[Any] = list(siblings(session, mapped, **{key: getattr(parent, key), "parent_id": parent.parent_id}))
    order = [row.id for row in listed]
    later = order[order.index(parent_id) + 1 :]
    return moved, parent.parent_id, later[0] if later else None


def family(session: Session, mapped: type[R], ids: Sequence[int], key: str) -> tuple[list[int], list[int], int | None]:
    """The chosen rows in order, all their siblings in order, their parent; refuses rows of several parents."""
    if not ids:
        raise Refusal(f"没有选中{label_of(mapped)}。")
    first: Any = fetch(session, mapped, ids[0])
    owner = getattr(first, key)
    chosen = tops(parents_of(session, mapped, **{key: owner}), list(ids))
    rows: list[Any] = list(fetch_all(session, mapped, chosen).values())
    if any((getattr(row, key), row.parent_id) != (owner, rows[0].parent_id) for row in rows):
        raise Refusal(f"选中的{label_of(mapped)}不在同一级。", f"请只选同一上级下的{label_of(mapped)}。")
    listed: list[Any] = list(siblings(session, mapped, **{key: owner, "parent_id": rows[0].parent_id}))
    order = [row.id for row in listed]
    return [one for one in order if one in set(chosen)], order, rows[0].parent_id
