"""Rows of a member table: role, name, post and unit; a role stands for the rows below it until the next."""

import re

from models.intake.characters import half_digits, squeezed
from models.intake.draft import Contact, Seat
from models.intake.fields.groups import group_in
from models.intake.fields.names import is_name_like
from models.intake.readers.cells import (
    NOTHING_THERE,
    Setting,
    TableReading,
    data_rows,
    doubts_of_columns,
    is_sum,
    lone_text,
    text_at,
)
from models.intake.readers.columns import Column
from models.intake.readers.forms import Heads
from models.intake.source import Table

_FIELDS = {Column.UNIT: "post", Column.NAME: "name", Column.POST: "post", Column.ROLE: "role"}
_NAME = "这个姓名请核对。"
_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[）)]?、")
_ROLE = re.compile(
    r"(?:常务)?(?:副|总)?(?:组长|指挥长?|主任|召集人|政委|队长)|成员|联络员|总召集人|第一组长|顾问|办公室(?:副)?主任"
)


def read_members_table(table: Table, heads: Heads, found: TableReading, setting: Setting) -> None:
    """Read the seats of a member table; a line across it names the group or the role of the rows below."""
    name, post, unit = heads.one(Column.NAME), heads.one(Column.POST), heads.one(Column.UNIT)
    column = heads.one(Column.ROLE)
    posts, phones = heads.all(Column.POST), heads.all(Column.PHONE)
    if column is None and len(posts) > 1:  # 职务 twice: that in the group holds 组长 and 成员
        column = next((at for at in reversed(posts) if _holds_roles(table, heads, at)), None)
        post = next((at for at in posts if at != column), None)
    number = heads.one(Column.NO)
    doubts, unsure = doubts_of_columns(heads, _FIELDS)
    group = next((named for line in table.above if (named := group_in(squeezed(line)))), "") or setting.group
    role = ""
    for row in data_rows(table, heads):
        alone = _NUMBER.sub("", squeezed(lone_text(table, row, number))).rstrip("：:")
        if alone:
            group = group_in(alone) or group
            role = alone if _ROLE.fullmatch(alone) else ""
            continue
        if is_sum(table, row):
            continue
        role = text_at(table, row, column) or role
        held = text_at(table, row, unit) + text_at(table, row, post)
        written = text_at(table, row, name)
        if written in NOTHING_THERE:
            if held:
                found.seats.append(Seat(group, role or "成员", post=held, spot=table.spot(row, name or 0)))
            continue
        names = [written] if is_name_like(written) else re.split(r"[、，,；;]", written)
        phone = squeezed(half_digits(table.rows[row][phones[0]])) if phones else ""
        if phone and len(names) == 1:
            held_at = text_at(table, row, unit)
            where = table.spot(row, phones[0])
            found.contacts.append(Contact(held_at, written, text_at(table, row, post), phone, where, doubts, unsure))
        for person in names:
            known = is_name_like(person)
            found.seats.append(
                Seat(
                    group,
                    role or "成员",
                    person,
                    held,
                    spot=table.spot(row, name or 0),
                    doubts=doubts if known else (*doubts, _NAME),
                    unsure=unsure if known else (*unsure, "name"),
                )
            )


def _holds_roles(table: Table, heads: Heads, column: int) -> bool:
    return any(_ROLE.fullmatch(text_at(table, row, column)) for row in range(heads.last + 1, len(table.rows)))
