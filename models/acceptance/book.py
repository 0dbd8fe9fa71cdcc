"""The contacts of a draft beside the contact book: what the matching of contact lists proposes, as rows to choose."""

from collections.abc import Mapping, Sequence

from models.acceptance.differences import FieldChange, RowChange
from models.acceptance.terms import Part, State
from models.intake.actions.people import is_masked_name
from models.intake.draft import Contact
from models.org.contact_entries import ContactEntry, Pin, Proposal
from models.org.contact_matching import ContactBook, propose
from models.org.rules import clean_name, is_leading_post, why_no_phone
from models.org.terms import ContactRole

_KEYS = {"职务": "post", "电话": "phone", "办公电话": "office_phone"}


def proposals_of(contacts: Sequence[Contact], book: ContactBook, units: Mapping[str, int]) -> dict[int, Proposal]:
    """What each contact with a unit and a readable name would do to the book, by its place in the draft."""
    entries: list[ContactEntry] = []
    pins: dict[int, Pin] = {}
    for at, contact in enumerate(contacts):
        name, unit = clean_name(contact.name), clean_name(contact.unit)
        if not name or not unit or is_masked_name(name):
            continue
        phone = contact.phone if why_no_phone(contact.phone) is None else ""
        entry = ContactEntry(at + 1, f"第 {at + 1} 条", unit, None, name, clean_name(contact.post), phone)
        entries.append(entry)
        pins[entry.id] = Pin(units.get(unit), unit not in units)
    first = propose(entries, book, pins)
    standing = {proposal.id: proposal for proposal in first if proposal.contact_id is not None}
    for entry in entries:  # who stands in the book keeps the role; else the post tells it
        if entry.id not in standing:
            pin = pins[entry.id]
            role = ContactRole.HEAD if is_leading_post(entry.post) else ContactRole.LIAISON
            pins[entry.id] = Pin(pin.unit_id, pin.new_unit, role)
    return {proposal.id - 1: proposal for proposal in propose(entries, book, pins) if proposal.can_be_taken}


def loose_contacts(contacts: Sequence[Contact]) -> list[int]:
    """Contacts without a unit: there is a name and a phone, but no row of the book for them."""
    return [
        at
        for at, contact in enumerate(contacts)
        if clean_name(contact.name) and not clean_name(contact.unit) and not is_masked_name(clean_name(contact.name))
    ]


def contact_changes(
    contacts: Sequence[Contact], book: ContactBook, units: Mapping[str, int], base: Sequence[Contact] = ()
) -> list[RowChange]:
    """The rows of the contact book that the contacts of a draft would change."""
    found: list[RowChange] = []
    proposals = proposals_of(contacts, book, units)
    for at, proposal in proposals.items():
        found.append(_change(at, proposal, bool(base) and _was_so(contacts[at], base)))
    people = {person.name: person for person in book.people}
    for at in loose_contacts(contacts):
        contact = contacts[at]
        person = people.get(clean_name(contact.name))
        phone = contact.phone if why_no_phone(contact.phone) is None else ""
        same = person is not None and (bool(person.phone) or not phone)
        state = State.NEW if person is None else State.SAME if same else State.CHANGED
        fields = (FieldChange("phone", "电话", "", phone, is_phone=True),) if state is State.CHANGED else ()
        row_id = person.id if person is not None else None
        found.append(RowChange(Part.CONTACTS, at, row_id, clean_name(contact.name), state, fields))
    if base:
        found += _gone(contacts, base, book, units)
    return sorted(found, key=lambda row: (row.at is None, row.at or 0))


def _was_so(contact: Contact, base: Sequence[Contact]) -> bool:
    """Whether the issue taken earlier said the same: what differs in the book was changed there since."""
    said = (clean_name(contact.unit), clean_name(contact.name), clean_name(contact.post), contact.phone)
    return any(said == (clean_name(o.unit), clean_name(o.name), clean_name(o.post), o.phone) for o in base)


def _change(at: int, proposal: Proposal, by_hand: bool) -> RowChange:
    title = f"{proposal.unit} {clean_name(proposal.entry.name)}"
    row_id = proposal.contact_id or proposal.replaced_id
    fields = tuple(
        FieldChange(
            _KEYS.get(one.label, "person"),
            one.label,
            one.before,
            one.after,
            state=State.OURS if by_hand else State.CHANGED,
            is_phone=one.is_phone,
        )
        for one in proposal.differences
    )
    if row_id is None:
        state = State.NEW
    else:
        state = (State.OURS if by_hand else State.CHANGED) if fields else State.SAME
    remarks = tuple(words for words in (*proposal.remarks, *proposal.doubts) if "没有写是负责人" not in words)
    return RowChange(Part.CONTACTS, at, row_id, title, state, fields, remarks)


def _gone(
    contacts: Sequence[Contact], base: Sequence[Contact], book: ContactBook, units: Mapping[str, int]
) -> list[RowChange]:
    """Rows of the book that the issue taken earlier named and this one does not."""
    named = {(units.get(clean_name(one.unit)), clean_name(one.name)) for one in contacts}
    earlier = {(units.get(clean_name(one.unit)), clean_name(one.name)) for one in base} - named
    replaced = {one.replaced_id for one in proposals_of(contacts, book, units).values()}
    return [
        RowChange(Part.CONTACTS, None, row.id, f"{row.unit} {row.person}", State.GONE)
        for row in book.contacts
        if (row.unit_id, row.person) in earlier and row.id not in replaced
    ]
