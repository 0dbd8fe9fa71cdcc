"""Columns of the contact book and of a list that is about to be taken into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from models.org.contact_entries import ContactState, Difference, Proposal
from models.org.queries import ContactRow
from models.org.rules import clean_name
from models.org.terms import ContactRole
from ui.org.columns import Choices, Phone, Readings, phone_column, read_email, read_phone
from ui.style import Tone
from ui.tables.cells import Column
from ui.tables.editors import ChoiceEditor, CompleterEditor, Option, TextEditor


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A row of the book by its place: who stands there may change, the line (and the cursor on it) stays."""

    id: tuple[int, str, int]  # unit, role, which of that role
    contact_id: int
    unit_id: int
    unit: str
    role: ContactRole
    person_id: int | None
    person: str
    post: str
    phone: str
    office_phone: str
    email: str
    valid_from: date | None
    valid_to: date | None

    @property
    def is_empty(self) -> bool:
        return self.person_id is None


def lines_of(rows: Sequence[ContactRow]) -> list[ContactLine]:
    """The rows of the book as lines."""
    counted: Counter[tuple[int, str]] = Counter()
    lines: list[ContactLine] = []
    for row in rows:
        place = (row.unit_id, row.role.value)
        values = {field.name: getattr(row, field.name) for field in fields(ContactRow) if field.name != "id"}
        lines.append(ContactLine(id=(*place, counted[place]), contact_id=row.id, **values))
        counted[place] += 1
    return lines


def contact_columns(people: Choices, phone: Phone) -> tuple[Column, ...]:
    """The unit over its rows; role, person, post, phones, mail."""
    return (
        Column("unit", "单位", lambda row: row.unit, width=150, stretch=True, merged=lambda row: row.unit_id),
        Column("role", "角色", lambda row: row.role.label, width=64, muted=True, sort=_place_of_role),
        Column(
            "person",
            "姓名",
            lambda row: row.person,
            width=88,
            editor=CompleterEditor(people),
            required=lambda row: True,
        ),
        Column(
            "post_text",
            "职务",
            lambda row: row.post,
            width=130,
            stretch=True,
            editor=TextEditor(),
            can_edit=_names_somebody,
        ),
        phone_column("office_phone", "办公电话", phone, width=116, only=_names_somebody),
        phone_column("phone", "手机", phone, width=108, only=_names_somebody),
        Column(
            "email",
            "邮箱",
            lambda row: row.email,
            width=150,
            editor=TextEditor(),
            can_edit=_names_somebody,
            hidden=True,
        ),
    )


CONTACT_READINGS: Readings = {
    "post_text": ("职务", clean_name),
    "office_phone": ("办公电话", read_phone),
    "phone": ("手机", read_phone),
    "email": ("邮箱", read_email),
}


def words_of_contact(row: ContactLine) -> str:
    """What the filter looks through besides the columns."""
    return f"{row.phone} {row.office_phone} {row.email}"


def _names_somebody(row: ContactLine) -> bool:
    return not row.is_empty


def _place_of_role(row: ContactLine) -> int:
    return list(ContactRole).index(row.role)


# ---- a list about to be taken in ----------------------------------------------------------------------------

TONES = {
    ContactState.NEW: Tone.REMINDER,
    ContactState.CHANGED: Tone.NEAR,
    ContactState.DOUBTFUL: Tone.OVERDUE,
}


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal and whether it will be written."""

    id: int
    proposal: Proposal
    taken: bool


def proposal_columns(units: Choices, people: Callable[[Any], tuple[Option, ...]], phone: Phone) -> tuple[Column, ...]:
    """Whether it is taken, what it does, unit, role, who, and what is worth knowing about it."""
    return (
        Column("taken", "导入", lambda line: "✓" if line.taken else "", width=48, align="center"),
        Column(
            "state",
            "结果",
            lambda line: line.proposal.state.label,
            width=76,
            tone=lambda line: TONES.get(line.proposal.state),
            sort=lambda line: list(ContactState).index(line.proposal.state),
        ),
        Column(
            "unit",
            "单位",
            lambda line: line.proposal.unit,
            width=150,
            editor=CompleterEditor(units),
            required=lambda line: True,
            note=lambda line: "新单位" if line.proposal.new_unit else "",
        ),
        Column(
            "role",
            "角色",
            lambda line: line.proposal.role.label,
            width=72,
            editor=ChoiceEditor(_roles),
            value=lambda line: line.proposal.role,
        ),
        Column(
            "person",
            "姓名",
            lambda line: line.proposal.entry.name,
            width=110,
            editor=ChoiceEditor(people),
            value=_person_value,
            note=lambda line: "新" if line.proposal.person_id is None and line.proposal.same_as is None else "",
        ),
        Column("post", "职务", lambda line: line.proposal.entry.post, width=100),
        Column("phone", "手机", lambda line: phone(line.proposal.entry.phone), width=104),
        Column("office_phone", "办公电话", lambda line: phone(line.proposal.entry.office_phone), width=104),
        Column(
            "words",
            "说明",
            lambda line: words_of_proposal(line.proposal, phone),
            width=180,
            stretch=True,
            tooltip=lambda line: words_of_proposal(line.proposal, phone).replace("；", "\n"),
        ),
        Column("place", "来处", lambda line: line.proposal.entry.place, width=90, muted=True, hidden=True),
    )


def words_of_proposal(proposal: Proposal, phone: Phone) -> str:
    """Doubts, what changes, remarks, in one line."""
    changes = [f"{one.label}：{_shown(one, phone)}" for one in proposal.differences]
    return "；".join(part.rstrip("。") for part in (*proposal.doubts, *changes, *proposal.remarks))


def _shown(change: Difference, phone: Phone) -> str:
    before, after = (phone(change.before), phone(change.after)) if change.is_phone else (change.before, change.after)
    return f"{before or '空'} → {after}"


def _roles(row: Any) -> tuple[Option, ...]:
    return tuple(Option(role, role.label) for role in ContactRole)


def _person_value(line: ProposalLine) -> int:
    if line.proposal.same_as is not None:
        return -line.proposal.same_as
    return line.proposal.person_id or 0
