"""A template to begin with: the paper as it is exported, with the names of its places instead of its rows."""

from dataclasses import replace
from pathlib import Path

from models.papers.sheet import PT_PER_MM, Row, Sheet
from models.papers.widths import fitted_widths
from models.papers.xlsx import render_xlsx


def sample_template(sheet: Sheet, path: Path) -> None:
    """Write a workbook to `path` that `fill_template` can fill, with the columns and widths of `sheet`."""
    size = sheet.profile.body_size
    _, right, _, left = sheet.profile.margins
    widths = fitted_widths(sheet, (sheet.profile.size_mm[0] - left - right) * PT_PER_MM, size)
    columns = tuple(replace(column, width=width) for column, width in zip(sheet.columns, widths, strict=True))
    depth = max(column.merge for column in columns)
    cells = {column.key: f"{{{{{' '.join(column.heading.split())}}}}}" for column in columns}
    pattern = replace(
        sheet,
        title="{{标题}}",
        number="{{文号}}",
        unit="填报单位：{{填报单位}}",
        date="{{日期}}",
        notes=("{{附注}}",),
        columns=columns,
        rows=(Row(cells, ("",) * depth),),
        name="样板",
    )
    render_xlsx(pattern, path)
