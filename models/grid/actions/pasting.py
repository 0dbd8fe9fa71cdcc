"""Cells pasted from a sheet with a column per level: looked at first as a plan, then all rows, or none and why."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.blocks import Block, BlockColumn, number_reader, word_reader
from models.errors import Refusal
from models.grid.actions.cells import MOST_STALLS, ensure_cell, fill_cell, known_cells
from models.grid.field_rules import FieldForm, split_choices
from models.grid.placing import GridBook, PastePlan, SiteColumn, plan
from models.grid.tables import CellField, CellValue, GridCell, Level
from models.grid.terms import Stage
from models.org.actions import known_units
from models.org.rules import clean, clean_name
from models.records import change, fetch_all

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
    BlockColumn("hotline", ("监督电话", "举报电话")),
    BlockColumn("note", ("备注", "说明")),
)
READINGS: dict[str, SiteColumn] = {
    "code": clean_name,
    "batch": clean_name,
    "operator": clean_name,
    "address": clean_name,
    "boundary": clean,
    "hotline": clean,
    "note": clean,
    "stage": read_stage,
    "progress": read_progress,
    "stalls": read_stalls,
}
_SHORTER = ("办事处", "名称")


def level_headings(levels: Sequence[str]) -> list[tuple[str, ...]]:
    """The headings that mean each level, its own name first: 街道办事处, 街道, 所属街道办事处."""
    last = len(levels) - 1
    wanted: list[list[str]] = []
    for place, name in enumerate(levels):
        stems = [name, *(name.removesuffix(end) for end in _SHORTER if name.endswith(end) and name != end)]
        headings = [*stems, *(form for stem in stems for form in (f"{stem}名称", f"所属{stem}", f"所在{stem}"))]
        wanted.append([*headings, *(("名称", "网格名称") if place == last else ())])
    claims = [heading for headings in wanted for heading in set(headings)]
    return [
        (levels[place], *(one for one in dict.fromkeys(headings[1:]) if claims.count(one) == 1 and one not in levels))
        for place, headings in enumerate(wanted)
    ]


def paste_columns(levels: Sequence[str], fields: Sequence[FieldForm] = ()) -> tuple[BlockColumn, ...]:
    """The columns of a pasted block: one per level from the top, those of a site, the office's own fields."""
    own = [BlockColumn(f"level{place}", headings) for place, headings in enumerate(level_headings(levels))]
    return (*own, *SITE_COLUMNS, *(BlockColumn(f"field:{field.id}", (field.name,)) for field in fields))


def plan_paste(session: Session, *, block: Block, under_id: int | None = None) -> PastePlan:
    """What pasting a block would do: new, changed and created cells, and every bad row with its reason; changes
    nothing. Rows that name no upper cell hang under `under_id`.

    Refusal when there are no levels, or the heading row cannot be understood.
    """
    levels = list(session.execute(select(Level.id, Level.name).order_by(Level.position)))
    if not levels:
        raise Refusal("还没有设置网格层级。", "先用“层级”设好，例如：市 / 区 / 街道办事处 / 社区 / 点位。")
    fields = _fields(session)
    found = session.execute(select(GridCell.id, GridCell.parent_id, GridCell.level_id, GridCell.name, GridCell.code))
    book = GridBook(
        levels=[(level_id, name) for level_id, name in levels],
        cells=[tuple(row) for row in found],
        units=known_units(session),
        fields=fields,
        readings=READINGS,
    )
    return plan(book, block, paste_columns([name for _, name in levels], fields), under_id=under_id)


def paste_cells(session: Session, *, block: Block, under_id: int | None = None) -> list[int]:
    """Cells from a block with a column per level: what is missing on the way down is made, an empty upper cell goes
    on with the one above it (merged cells come so). Answers the ids of the cells that the rows stand for.

    Fields of a cell that exists already are overwritten where the block has a value. All rows, or none and the first
    bad one named.
    """
    made = plan_paste(session, block=block, under_id=under_id)
    if made.problems:
        first = made.problems[0]
        more = f"（另有 {len(made.problems) - 1} 处问题）" if len(made.problems) > 1 else ""
        raise Refusal(first.sentence + more, first.next_step)
    known = known_cells(session)
    old = fetch_all(session, GridCell, [cell.id for cell in made.cells if cell.id is not None and cell.fields])
    ids: list[int] = []
    values: dict[tuple[int, int], str] = {}
    for cell in made.cells:
        parent_id = ids[cell.parent] if cell.parent is not None else cell.parent_id
        if cell.id is None:
            cell_id = ensure_cell(
                session, level_id=cell.level_id, name=cell.name, parent_id=parent_id, known=known, **cell.fields
            )
        else:
            cell_id = cell.id
            if cell.fields:
                fill_cell(session, old[cell_id], cell.fields, codes=known.codes)
        ids.append(cell_id)
        values.update({(cell_id, field_id): value for field_id, value in cell.values.items()})
    _write_values(session, values)
    return [ids[place] for place in made.rows]


def _write_values(session: Session, values: dict[tuple[int, int], str]) -> None:
    if not values:
        return
    wanted = {field_id for _, field_id in values}
    held = session.scalars(select(CellValue).where(CellValue.field_id.in_(wanted)))
    present = {(row.cell_id, row.field_id): row for row in held}
    for (cell_id, field_id), value in values.items():
        row = present.get((cell_id, field_id))
        if row is None:
            session.add(CellValue(cell_id=cell_id, field_id=field_id, value=value))
        else:
            change(row, {"value": value}, ("value",))


def _fields(session: Session) -> tuple[FieldForm, ...]:
    rows = session.scalars(select(CellField).order_by(CellField.position, CellField.id))
    return tuple(FieldForm(row.id, row.name, row.kind, row.level_id, split_choices(row.choices)) for row in rows)
