"""Contact lists from elsewhere into the contact book: what the clerk accepted, as one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.actions.contacts import set_contact, update_contact
from models.org.actions.known_units import known_units
from models.org.actions.people import create_person, update_person
from models.org.actions.units import ensure_unit
from models.org.contact_entries import Proposal
from models.org.rules import is_valid_on
from models.org.tables import Contact


@dataclass(frozen=True, slots=True)
class ContactsTaken:
    """How many rows of the book were added, changed, and how many people and units are new."""

    added: int = 0
    changed: int = 0
    new_people: int = 0
    new_units: int = 0

    @property
    def words(self) -> str:
        parts = [
            (self.added, "新增 {} 行"),
            (self.changed, "更改 {} 行"),
            (self.new_people, "新人员 {} 人"),
            (self.new_units, "新单位 {} 个"),
        ]
        return "，".join(words.format(count) for count, words in parts if count) or "没有改动"


def take_contacts(session: Session, *, proposals: Sequence[Proposal], today: date | None = None) -> ContactsTaken:
    """Write the proposals accepted. Who comes after somebody stands from `today`; the first of a role has always stood.

    All or none: a refusal names the place of the entry in its list.
    """
    taking = _Taking(session, today or date.today())
    for proposal in proposals:
        try:
            taking.take(proposal)
        except Refusal as refusal:
            raise Refusal(
                f"{proposal.entry.place}（{proposal.entry.name}）：{refusal.sentence}", refusal.next_step
            ) from None
    return taking.answer()


class _Taking:
    def __init__(self, session: Session, today: date) -> None:
        self._session, self._today = session, today
        self._units = known_units(session)
        self._known = len(set(self._units.values()))
        self._people: dict[int, int] = {}  # entry -> person made for it
        self._added = self._changed = 0

    def take(self, proposal: Proposal) -> None:
        entry = proposal.entry
        if not proposal.can_be_taken:
            raise Refusal("没有单位或没有姓名。", "请先补上，或不导入这一条。")
        unit_id = proposal.unit_id
        if unit_id is None:
            unit_id = ensure_unit(self._session, name=proposal.unit, known=self._units)
            self._session.flush()
        person_id = self._person(proposal)
        fields = {"phone": entry.phone, "office_phone": entry.office_phone, "email": entry.email}
        update_person(self._session, person_id=person_id, **{key: value for key, value in fields.items() if value})
        contact_id = proposal.contact_id or self._standing(unit_id, proposal, person_id)
        if contact_id is not None:
            self._changed += 1
        else:
            contact_id = set_contact(
                self._session,
                unit_id=unit_id,
                role=proposal.role,
                contact_id=proposal.replaced_id,
                person_id=person_id,
                on=self._today,
            )
            self._changed += proposal.replaced_id is not None
            self._added += proposal.replaced_id is None
        writes_post = entry.post and (
            proposal.contact_id is None or any(change.label == "职务" for change in proposal.differences)
        )
        if contact_id is not None and writes_post:
            update_contact(self._session, contact_id=contact_id, post_text=entry.post)

    def _person(self, proposal: Proposal) -> int:
        if proposal.person_id is not None:
            return proposal.person_id
        known = self._people.get(proposal.same_as) if proposal.same_as is not None else None
        if known is None:
            known = create_person(self._session, name=proposal.entry.name)
            self._session.flush()
        self._people[proposal.id] = known
        return known

    def _standing(self, unit_id: int, proposal: Proposal, person_id: int) -> int | None:
        rows = self._session.scalars(
            select(Contact).where(
                Contact.unit_id == unit_id, Contact.role == proposal.role, Contact.person_id == person_id
            )
        )
        return next((row.id for row in rows if is_valid_on(row.valid_from, row.valid_to, self._today)), None)

    def answer(self) -> ContactsTaken:
        return ContactsTaken(
            self._added,
            self._changed,
            len(set(self._people.values())),
            len(set(self._units.values())) - self._known,
        )
