"""What the entries of a contact list would do: which unit, which person, what changes. Proposed; a person decides."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.org.contact_entries import NEW_PERSON, ContactEntry, ContactState, Difference, Namesake, Pin, Proposal
from models.org.contact_units import UnitMatch, Units
from models.org.phones import same_phones
from models.org.queries.contacts import ContactRow
from models.org.queries.rows import PersonRow, UnitName
from models.org.rules import clean_name, is_leading_post, kept_phone, masked
from models.org.terms import ContactRole

NO_PIN = Pin()


@dataclass(frozen=True, slots=True)
class ContactBook:
    """What entries are compared with, as of a day."""

    day: date
    units: tuple[UnitName, ...]
    people: tuple[PersonRow, ...]
    contacts: tuple[ContactRow, ...]


def propose(
    entries: Sequence[ContactEntry], book: ContactBook, pins: Mapping[int, Pin] | None = None
) -> tuple[Proposal, ...]:
    """A proposal for every entry, in their order; `pins` are the decisions of the clerk by the entry's id."""
    return _Matching(entries, book, pins or {}).proposals()


@dataclass(frozen=True, slots=True)
class _Who:
    """Who an entry is taken for: an id, an earlier entry, or (both None) somebody new."""

    person_id: int | None = None
    same_as: int | None = None
    remark: str = ""
    doubt: str = ""


class _Matching:
    def __init__(self, entries: Sequence[ContactEntry], book: ContactBook, pins: Mapping[int, Pin]) -> None:
        self._entries, self._pins = entries, pins
        self._people = {person.id: person for person in book.people}
        self._named: dict[str, list[PersonRow]] = defaultdict(list)
        for person in book.people:
            self._named[person.name].append(person)
        self._standing: dict[tuple[int, ContactRole], list[ContactRow]] = defaultdict(list)
        self._roles_of: dict[tuple[int, str], list[ContactRole]] = defaultdict(list)
        for row in book.contacts:
            if row.person_id is not None:
                self._standing[(row.unit_id, row.role)].append(row)
                self._roles_of[(row.unit_id, row.person)].append(row.role)
        units = Units(book.units, book.day)
        self._units = [units.match(entry.unit, pins.get(entry.id, NO_PIN)) for entry in entries]
        self._names = units

    def proposals(self) -> tuple[Proposal, ...]:
        roles = self._roles()
        wanted = Counter((unit.key, role) for unit, (role, _, _) in zip(self._units, roles, strict=True))
        earlier: dict[str, list[Proposal]] = defaultdict(list)
        seen: dict[tuple[object, ContactRole, object], str] = {}
        made: list[Proposal] = []
        for entry, unit, (role, remark, doubt) in zip(self._entries, self._units, roles, strict=True):
            name = clean_name(entry.name)
            who = self._who(entry, unit, earlier[name])
            remarks = [*unit.remarks, remark, who.remark]
            doubts = [*entry.doubts, *unit.doubts, doubt, who.doubt]
            if not name:
                doubts.append("没有姓名。")
            root = ("new", who.same_as or entry.id) if who.person_id is None else who.person_id
            if (unit.key, role, root) in seen:
                doubts.append(f"和{seen[(unit.key, role, root)]}重复。")
            seen.setdefault((unit.key, role, root), entry.place)
            proposal = self._compared(
                entry, unit, role, who, alone=wanted[(unit.key, role)] == 1, remarks=remarks, doubts=doubts
            )
            made.append(proposal)
            earlier[name].append(proposal)
        return tuple(made)

    # ---- roles ------------------------------------------------------------------------------------------------

    def _roles(self) -> list[tuple[ContactRole, str, str]]:
        """(role, remark, doubt) of every entry: as written; as the person stands already; else by the two-row form,
        where who answers for the unit comes first."""
        blank = Counter(unit.key for entry, unit in zip(self._entries, self._units, strict=True) if entry.role is None)
        counted: Counter[object] = Counter()
        found: list[tuple[ContactRole, str, str]] = []
        for entry, unit in zip(self._entries, self._units, strict=True):
            pinned = self._pins.get(entry.id, NO_PIN).role or entry.role
            known = self._roles_of.get((unit.unit_id or 0, clean_name(entry.name)), [])
            place, counted[unit.key] = counted[unit.key], counted[unit.key] + (entry.role is None)
            if pinned is not None:
                found.append((pinned, "", ""))
            elif len(known) == 1:
                found.append((known[0], "", ""))
            elif blank[unit.key] > 1 and unit.key:
                role = ContactRole.HEAD if place == 0 else ContactRole.LIAISON
                found.append((role, f"没有写角色，按次序作为{role.label}。", ""))
            elif is_leading_post(entry.post):
                found.append((ContactRole.HEAD, "没有写角色，按职务作为负责人。", ""))
            else:
                found.append((ContactRole.LIAISON, "", "没有写是负责人还是联络员。"))
        return found

    # ---- people -----------------------------------------------------------------------------------------------

    def _who(self, entry: ContactEntry, unit: UnitMatch, earlier: Sequence[Proposal]) -> _Who:
        """Never by the name alone without asking: the phone, the place in the book or a post at the unit tell."""
        pinned = self._pins.get(entry.id, NO_PIN).person
        if pinned is not None:
            if pinned < 0:
                return self._as_before(-pinned, earlier)
            return _Who() if pinned == NEW_PERSON else _Who(pinned)
        named = self._named.get(clean_name(entry.name), [])
        if not named:
            return self._new_one(entry, unit, earlier)
        for evidence in (
            [person for person in named if _same_number(person.phone, entry.phone)],
            [person for person in named if self._stands(person, unit)],
            [person for person in named if any(post.unit_id == unit.unit_id for post in person.posts)],
        ):
            if len(evidence) == 1 and unit.key:
                person = evidence[0]
                remark = "" if self._stands(person, unit) else f"认作{_words(person)}。"
                return _Who(person.id, remark=remark)
        if len(named) == 1:
            return _Who(named[0].id, doubt=f"已有同名的{_words(named[0])}，是同一人吗？")
        return _Who(named[0].id, doubt=f"已有 {len(named)} 位“{named[0].name}”，是哪一位？")

    def _new_one(self, entry: ContactEntry, unit: UnitMatch, earlier: Sequence[Proposal]) -> _Who:
        for other in earlier:
            if other.person_id is None and (
                _same_number(other.entry.phone, entry.phone) or (unit.key and unit.key == _key(other))
            ):
                return _Who(same_as=other.same_as or other.id, remark=f"和{other.entry.place}是同一人。")
        if earlier:
            return _Who(doubt=f"和{earlier[0].entry.place}同名，是同一人吗？")
        return _Who()

    def _as_before(self, entry_id: int, earlier: Sequence[Proposal]) -> _Who:
        other = next((proposal for proposal in earlier if proposal.id == entry_id), None)
        if other is None:
            return _Who()
        return _Who(other.person_id, None if other.person_id is not None else other.same_as or other.id)

    def _stands(self, person: PersonRow, unit: UnitMatch) -> bool:
        rows = [row for role in ContactRole for row in self._standing.get((unit.unit_id or 0, role), ())]
        return any(row.person_id == person.id for row in rows)

    # ---- what changes -----------------------------------------------------------------------------------------

    def _compared(
        self,
        entry: ContactEntry,
        unit: UnitMatch,
        role: ContactRole,
        who: _Who,
        *,
        alone: bool,
        remarks: Sequence[str],
        doubts: Sequence[str],
    ) -> Proposal:
        standing = self._standing.get((unit.unit_id or 0, role), [])
        own = next((row for row in standing if row.person_id == who.person_id and who.person_id is not None), None)
        replaced = standing[0] if own is None and alone and len(standing) == 1 else None
        differences: list[Difference] = []
        if replaced is not None:
            differences.append(Difference(role.label, replaced.person, clean_name(entry.name)))
        if own is not None and entry.post and not self._names.same_post(unit.unit_id, own.post, entry.post):
            differences.append(Difference("职务", own.post, clean_name(entry.post)))
        person = self._people.get(who.person_id) if who.person_id is not None else None
        if person is not None:
            differences += _of_person(person, entry)
        asked = [doubt for doubt in doubts if doubt]
        hidden = [number for number in (entry.phone, entry.office_phone) if "*" in number]
        if hidden and (person is None or any(difference.is_phone for difference in differences)):
            asked.append(f"电话“{hidden[0]}”带星号，不完整。")
        if asked:
            state = ContactState.DOUBTFUL
        elif own is not None and not differences:
            state = ContactState.SAME
        else:
            state = ContactState.CHANGED if own is not None or replaced is not None else ContactState.NEW
        return Proposal(
            id=entry.id,
            entry=entry,
            unit_id=unit.unit_id,
            unit=unit.name,
            new_unit=unit.is_new,
            role=role,
            person_id=who.person_id,
            same_as=who.same_as,
            namesakes=tuple(
                Namesake(person.id, _words(person)) for person in self._named.get(clean_name(entry.name), ())
            ),
            contact_id=own.id if own is not None else None,
            replaced_id=replaced.id if replaced is not None else None,
            state=state,
            differences=tuple(differences),
            remarks=tuple(remark for remark in remarks if remark),
            doubts=tuple(asked),
        )


def _of_person(person: PersonRow, entry: ContactEntry) -> list[Difference]:
    found: list[Difference] = []
    for label, known, written in (
        ("电话", person.phone, entry.phone),
        ("办公电话", person.office_phone, entry.office_phone),
    ):
        if written and not same_phones(kept_phone(written, known), known):
            found.append(Difference(label, known, written, is_phone=True))
    if entry.email and entry.email.casefold() != person.email.casefold():
        found.append(Difference("邮箱", person.email, entry.email))
    return found


def _same_number(first: str, second: str) -> bool:
    return bool(first and second) and "*" not in first + second and same_phones(first, second)


def _key(proposal: Proposal) -> object:
    return proposal.unit_id if proposal.unit_id is not None else proposal.unit


def _words(person: PersonRow) -> str:
    known = person.posts[0].words if person.posts else masked(person.phone) or person.note or "无岗位"
    return f"{person.name}（{known}）"
