"""Cells pasted from a sheet with a column per level: all rows, or none and the bad cell named."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.blocks import Block, BlockColumn, number_reader, rows_of, word_reader
from models.errors import Refusal
from models.grid.actions.cells import MOST_STALLS, ensure_cell, fill_cell, known_cells
from models.grid.tables import GridCell, Level
from models.grid.terms import Stage
from models.org.actions import known_units
from models.org.rules import clean_name, why_no_name
from models.records import fetch

read_stage = word_reader([(stage.label, stage) for stage in Stage], "阶段")
read_progress = number_reader(0, 100)
read_stalls = number_reader(0, MOST_STALLS)

SITE_COLUMNS = (
    BlockColumn("code", ("编号", "编码", "代码")),
    BlockColumn("unit", ("管理单位", "责任单位", "主管单位")),
    BlockColumn("batch", ("批次",)),
    BlockColumn("stage", ("阶段", "改造阶段", "状态")),
    BlockColumn("progress", ("进度", "完成进度", "进度%")),
    BlockColumn("operator", ("经营单位", "开办单位", "开办者", "市场开办者")),
    BlockColumn("address", ("地址", "位置")),
    BlockColumn("stalls", ("摊位数", "摊位", "摊位数量")),
    BlockColumn("boundary", ("边界", "四至", "范围")),
    BlockColumn("note", ("备注", "说明")),
)


def paste_columns(levels: Sequence[str]) -> tuple[BlockColumn, ...]:
    """The columns of a pasted block for these levels: one per level from the top, then those of a site."""
    last = len(levels) - 1
    own = [
        BlockColumn(f"level{i}", (name, "名称", f"{name}名称") if i == last else (name, f"所属{name}"))
        for i, name in enumerate(levels)
    ]
    return (*own, *SITE_COLUMNS)


def paste_cells(session: Session, *, block: Block) -> list[int]:
    """Cells from a block with a column per level: what is missing on the way down is made, an empty upper cell goes
    on with the one above it (merged cells come so). Answers the ids of the cells that the rows stand for.

    Fields of a cell that exists already are overwritten where the block has a value. All rows, or none and the bad
    cell named.
    """
    places = list(session.scalars(select(Level).order_by(Level.position)))
    if not places:
        raise Refusal("还没有设置网格层级。", "先用“层级”设好，例如：市 / 区 / 街道办事处 / 社区 / 点位。")
    columns = paste_columns([level.name for level in places])
    known = known_cells(session)
    units = known_units(session)
    held = ["" for _ in places]
    answer: list[int] = []
    for row in rows_of(block, columns):
        names = [clean_name(row.values[f"level{i}"]) for i in range(len(places))]
        lowest = max((i for i, name in enumerate(names) if name), default=None)
        if lowest is None:
            raise Refusal(f"第 {row.number} 行没有任何一级的名称。", "请补上，或删去这一行。")
        first = next(i for i, name in enumerate(names) if name)
        held = [*held[:first], *names[first:]]
        fields: dict[str, Any] = {
            key: row.values[key]
            for key in ("code", "batch", "operator", "address", "boundary", "note")
            if row.values[key]
        }
        if row.values["unit"]:
            name = clean_name(row.values["unit"])
            if name not in units:
                raise row.refuse("unit", Refusal(f"没有叫“{name[:30]}”的单位。", "先在“组织”里添加这个单位。"))
            fields["unit_id"] = units[name]
        for key, reading in (("stage", read_stage), ("progress", read_progress), ("stalls", read_stalls)):
            if row.values[key]:
                fields[key] = row.read(key, reading)
        if fields.get("progress") is not None and "stage" not in fields:
            fields["stage"] = Stage.BUILDING
        cell_id: int | None = None
        for i in range(lowest + 1):
            if not held[i]:
                continue
            row.check(f"level{i}", why_no_name(held[i], "网格"))
            own = fields if i == lowest else {}
            try:
                if (cell_id, places[i].id, held[i]) in known and own:
                    cell_id = known[(cell_id, places[i].id, held[i])]
                    fill_cell(session, fetch(session, GridCell, cell_id), own, codes=known.codes)
                    if own.get("code"):
                        known.codes[clean_name(own["code"])] = cell_id
                else:
                    cell_id = ensure_cell(
                        session, level_id=places[i].id, name=held[i], parent_id=cell_id, known=known, **own
                    )
            except Refusal as refusal:
                raise Refusal(f"第 {row.number} 行：{refusal.sentence}", refusal.next_step) from None
        if cell_id is not None:
            answer.append(cell_id)
    return answer
