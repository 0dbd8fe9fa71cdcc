"""Keep, rename and delete named layouts of tables; one of each table may be the one it starts with."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.layouts.content import Layout, text_of_layout
from models.layouts.queries import starts
from models.layouts.tables import TableLayout

LONGEST = 30


def save_layout(session: Session, *, of_table: str, name: str, layout: Layout) -> int:
    """Keep a layout under a name; one of the same name is replaced. Answers its id."""
    words = tidy_name(name)
    refusal = why_not_named(words)
    if refusal is not None:
        raise refusal
    rows = _of_table(session, of_table)
    row = next((row for row in rows if row.name == words), None)
    if row is None:
        last = max((other.position for other in rows), default=0)
        row = TableLayout(of_table=of_table, name=words, position=last + 1, content="")
        session.add(row)
    row.content = _marked(text_of_layout(layout), starts(row.content))
    session.flush()
    return row.id


def rename_layout(session: Session, *, layout_id: int, name: str) -> None:
    """Another name. Refuses one that another layout of the table bears."""
    row, words = _layout(session, layout_id), tidy_name(name)
    refusal = why_not_named(words, [other.name for other in _of_table(session, row.of_table) if other is not row])
    if refusal is not None:
        raise refusal
    row.name = words


def delete_layout(session: Session, *, layout_id: int) -> None:
    session.delete(_layout(session, layout_id))


def set_start_layout(session: Session, *, layout_id: int, on: bool = True) -> None:
    """The table starts with this layout (`on` False: as it was left the last time)."""
    chosen = _layout(session, layout_id)
    for row in _of_table(session, chosen.of_table):
        row.content = _marked(row.content, on and row is chosen)


def why_not_named(name: str, taken: list[str] | None = None) -> Refusal | None:
    """Why a layout cannot bear this name; None when it can."""
    words = tidy_name(name)
    if not words:
        return Refusal("方案还没有名称。", "请写一个名称，例如“分值核对”。")
    if len(words) > LONGEST:
        return Refusal(f"方案名称超过 {LONGEST} 个字。", "请写短一些。")
    if taken is not None and words in taken:
        return Refusal(f"已经有方案“{words}”。", "请换一个名称。")
    return None


def tidy_name(name: str) -> str:
    return " ".join(name.split())


def _layout(session: Session, layout_id: int) -> TableLayout:
    row = session.get(TableLayout, layout_id)
    if row is None:
        raise Refusal("这个表格方案已不存在。", "可能已被删除，可以撤销。")
    return row


def _of_table(session: Session, of_table: str) -> list[TableLayout]:
    query = select(TableLayout).where(TableLayout.of_table == of_table).order_by(TableLayout.position, TableLayout.id)
    return list(session.scalars(query))


def _marked(content: str, is_start: bool) -> str:
    if starts(content) == is_start:
        return content
    try:
        plain = json.loads(content)
    except ValueError:
        return content
    if not isinstance(plain, dict):
        return content
    plain["start"] = is_start
    return json.dumps(plain, ensure_ascii=False)
