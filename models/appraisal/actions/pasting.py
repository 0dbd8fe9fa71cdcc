"""New rows of a score table from a pasted block, their depth by their numbers; rules read from typed wording."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.actions.criteria import add_criterion, set_rule
from models.appraisal.actions.rows import change_rows
from models.appraisal.actions.schemes import draft_of
from models.appraisal.queries.schemes import exact
from models.appraisal.rules.parsing import read_rule
from models.appraisal.tables import Criterion
from models.blocks import Block, BlockColumn, BlockRow, has_headings, rows_of
from models.errors import Refusal
from models.standard.importing.numbers import number_of, split_number
from models.standard.importing.tree import Mark, depths, parents_by_depth

Readings = Mapping[str, Callable[[str], Any]]
COLUMNS = (
    BlockColumn("no", ("编号", "项目编号")),
    BlockColumn("name", ("考核项目", "考核指标", "项目", "指标", "考评项目", "名称"), required=True),
    BlockColumn("points", ("分值", "满分", "标准分", "分数")),
    BlockColumn("content", ("考核内容", "内容", "考评内容")),
    BlockColumn("body", ("评分标准", "计分办法", "评分办法", "扣分标准", "考核标准", "评分细则")),
    BlockColumn("rule", ("规则",)),
    BlockColumn("component_id", ("部分", "考核部分")),
    BlockColumn("scope", ("适用", "适用范围", "考核对象")),
    BlockColumn("assessor", ("负责考核部门", "考核部门", "考核单位", "责任部门", "责任单位")),
    BlockColumn("note", ("备注",)),
)
"""In the order of the table; a block under headings may have them in any."""
_NUMBER = "序号"


@dataclass(frozen=True, slots=True)
class Pasted:
    """How many rows were added and how many of them got a rule; the rows on top."""

    added: int
    ruled: int
    tops: tuple[int, ...]

    @property
    def words(self) -> str:
        """12 行，其中 8 行读出了规则."""
        return f"{self.added} 行" + (f"，其中 {self.ruled} 行有了规则" if self.ruled else "")


@dataclass(frozen=True, slots=True)
class RulesRead:
    """How many items got a rule from their wording, and how many have a wording that was not understood."""

    read: int
    left: int


def paste_criteria(
    session: Session,
    *,
    scheme_id: int,
    block: Block,
    readings: Readings,
    parent_id: int | None = None,
    after_id: int | None = None,
) -> Pasted:
    """All rows of the block below `parent_id`, after a sibling or last; `readings` turn cells into values.

    Refused as a whole at the first bad cell, with its row and column. An item without a rule gets the one its wording
    states, when all of it is understood.
    """
    draft_of(session, scheme_id)
    rows = rows_of(_with_number(block), COLUMNS)
    numbers = [_number(row) for row in rows]
    marks = [
        Mark(form, len(row.values["name"]) - len(row.values["name"].lstrip()), has_values=bool(row.values["points"]))
        for row, (_, form, _) in zip(rows, numbers, strict=True)
    ]
    above = parents_by_depth(depths(marks))
    ids: list[int] = []
    tops: list[int] = []
    for row, (no, _, name), place in zip(rows, numbers, above, strict=True):
        fields = _fields(row, readings) | {"no": no, "name": name}
        own = {key: fields.pop(key) for key in ("rule", "scope")}
        try:
            made = add_criterion(
                session,
                scheme_id=scheme_id,
                parent_id=parent_id if place is None else ids[place],
                after_id=(tops[-1] if tops else after_id) if place is None else None,
                **fields,
            )
            change_rows(session, changes={made: own})
        except Refusal as refusal:
            raise Refusal(f"第 {row.number} 行：{refusal.sentence}没有粘贴任何一行。", refusal.next_step) from None
        ids.append(made)
        if place is None:
            tops.append(made)
    read_rules(session, scheme_id=scheme_id, criterion_ids=ids)
    ruled = sum(bool(rule) for rule in session.scalars(select(Criterion.rule).where(Criterion.id.in_(ids))))
    return Pasted(len(ids), ruled, tuple(tops))


def read_rules(session: Session, *, scheme_id: int, criterion_ids: Sequence[int] | None = None) -> RulesRead:
    """Give items without a rule the one their wording states, when all of it is understood and nothing is doubtful."""
    draft_of(session, scheme_id)
    session.flush()
    rows = session.scalars(select(Criterion).where(Criterion.scheme_id == scheme_id)).all()
    headings = {row.parent_id for row in rows}
    wanted = None if criterion_ids is None else set(criterion_ids)
    read = left = 0
    for row in rows:
        if row.rule or not row.body or row.id in headings or (wanted is not None and row.id not in wanted):
            continue
        reading = read_rule(row.body, exact(row.points))
        if reading.rule is not None and reading.is_whole and not reading.doubts:
            set_rule(session, criterion_id=row.id, rule=reading.rule)
            read += 1
        else:
            left += 1
    return RulesRead(read, left)


def _with_number(block: Block) -> Block:
    """序号 of a score table tells the depth of its rows: it is read like 编号."""
    if not has_headings(block, COLUMNS):
        return block
    first = next(at for at, row in enumerate(block) if any(cell.strip() for cell in row))
    heads = ["编号" if cell.strip() == _NUMBER else cell for cell in block[first]]
    return [*block[:first], heads, *block[first + 1 :]]


def _number(row: BlockRow) -> tuple[str, str, str]:
    """(number, its form, the name without it): from the column of numbers, else from the head of the name."""
    own = row.values["no"]
    if own:
        found = number_of(own)
        return own, found.form if found is not None else "", row.values["name"]
    head, rest = split_number(row.values["name"])
    if head is None or not rest:
        return "", "", row.values["name"]
    return head.text, head.form, rest


def _fields(row: BlockRow, readings: Readings) -> dict[str, Any]:
    return {key: row.read(key, readings[key]) for key in row.values if key not in ("no", "name")}
