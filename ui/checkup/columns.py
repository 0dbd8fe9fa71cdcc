"""What the page 体检 shows of a finding."""

from models.checkup.rows import GapRow
from ui.style import Tone
from ui.tables.cells import Column

COLUMNS: tuple[Column, ...] = (
    Column("gap", "检查项目", lambda row: row.gap.label, width=130, muted=True),
    Column("title", "对象", lambda row: row.title, width=240, lines=2, stretch=True, strong=lambda row: True),
    Column("where", "所在", lambda row: row.where, width=260, lines=2, stretch=True),
    Column("sentence", "情况", lambda row: row.sentence, width=260, lines=2, tone=lambda row: Tone.NEAR),
)


def search_text(row: GapRow) -> str:
    """Nothing besides what the cells show."""
    return row.id
