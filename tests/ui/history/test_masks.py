"""Phones in the history: that one changed is told, the number is not."""

from models.history_rows import FieldChange
from ui.history.columns import change_lines


def change(field: str, before: str, after: str) -> FieldChange:
    return FieldChange(1, "person", 7, "人员", "周晓岚", field, before, after)


def test_phones_are_hidden_and_other_numbers_are_not() -> None:
    lines = change_lines(
        (
            change("电话", "", "13900000001"),
            change("办公电话", "0746-8321234", ""),
            change("备注", "会议号 123456789", ""),
        )
    )
    assert [(line.change.before, line.change.after) for line in lines] == [
        ("", "139****0001"),
        ("0746-****234", ""),
        ("会议号 123456789", ""),
    ]
    assert [line.is_first for line in lines] == [True, False, False]
