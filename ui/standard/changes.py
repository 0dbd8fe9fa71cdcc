"""What was typed or pasted into the table as fields of indicators, with the bad cell named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.errors import Refusal
from models.standard.queries import IndicatorRow
from models.standard.rules import clean_threshold, fields_of_text, read_amount
from models.task.rules import points_of_text
from ui.standard.columns import TO_CONFIRM


def fields_typed(row: IndicatorRow, key: str, value: object) -> dict[str, Any]:
    """The fields that one cell or field of the inspector sets. Refusal when they cannot stand."""
    text = "" if value is None else str(value)
    if key == "words":
        return fields_of_text(text, row.comparison)
    if key == "points":
        return {"points": points_of_text(text)}
    if key == "to_confirm":
        return {"to_confirm": value if isinstance(value, bool) else text == TO_CONFIRM}
    if key == "threshold":
        return _threshold(text)
    return {key: text}


def fields_pasted(rows: Mapping[int, IndicatorRow], changes: Mapping[int, Mapping[str, Any]]) -> dict[int, Any]:
    """Cells read column by column as fields of indicators. Refusal names the line and the column."""
    found: dict[int, dict[str, Any]] = {}
    for number, (row_id, cells) in enumerate(changes.items(), 1):
        row, fields = rows[row_id], dict(cells)
        heading = "达标要求"
        try:
            if "words" in fields:
                read = fields_of_text(fields.pop("words"), row.comparison)
                fields = {**read, **fields}
            heading = "标准值"
            if "threshold" in cells:
                fields |= {**_threshold(cells["threshold"]), **({"unit": cells["unit"]} if cells.get("unit") else {})}
            if "threshold" in fields:
                clean_threshold(fields.get("comparison", row.comparison), fields["threshold"])
        except Refusal as refusal:
            raise Refusal(f"第 {number} 行“{heading}”：{refusal.sentence}", refusal.next_step) from None
        if "tasks" in fields:
            fields["task_ids"] = fields.pop("tasks")
        found[row_id] = fields
    return found


def _threshold(text: str) -> dict[str, Any]:
    """90% in the column of the number sets the unit too."""
    read = read_amount(text)
    if read is None or not read.unit:
        return {"threshold": text}
    return {"threshold": str(read.number), "unit": read.unit}
