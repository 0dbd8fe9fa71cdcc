"""Entries of a contact list from elsewhere (vCard, sheet, clipboard), and what they would do to the contact book."""

from dataclasses import dataclass

from models.org.terms import ContactRole
from models.words import Labelled


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """One person of a list as it was read; `place` says where (第 5 行). Nothing is decided yet."""

    id: int
    place: str
    unit: str = ""
    role: ContactRole | None = None
    name: str = ""
    post: str = ""
    phone: str = ""
    office_phone: str = ""
    email: str = ""
    doubts: tuple[str, ...] = ()


class ContactState(Labelled):
    """What taking an entry does."""

    NEW = "new", "新增"
    CHANGED = "changed", "更改"
    SAME = "same", "相同"
    DOUBTFUL = "doubtful", "待定"


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody who bears the name of an entry already, in words that tell people of one name apart."""

    id: int
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changes: what is there now and what comes; `is_phone` ones are masked where they are shown."""

    label: str
    before: str
    after: str
    is_phone: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """What the clerk decided about an entry: the parts left None are proposed as before.

    `person` is an id, NEW_PERSON, or minus the id of an earlier entry that is the same person.
    """

    unit_id: int | None = None
    new_unit: bool = False
    role: ContactRole | None = None
    person: int | None = None


NEW_PERSON = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry with what is proposed: the unit, the role, the person (None: a new one), the row of the book it changes.

    `same_as` is an earlier entry for the same new person. `replaced_id` is the row of whoever stood there before.
    `remarks` are worth knowing (an alias was taken for the unit), `doubts` want a decision.
    """

    id: int
    entry: ContactEntry
    unit_id: int | None
    unit: str
    new_unit: bool
    role: ContactRole
    person_id: int | None
    same_as: int | None
    namesakes: tuple[Namesake, ...]
    contact_id: int | None
    replaced_id: int | None
    state: ContactState
    differences: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def can_be_taken(self) -> bool:
        """Whether it could be written at all: it has a unit and a name."""
        return bool(self.entry.name) and (self.unit_id is not None or self.new_unit)

    @property
    def is_sure(self) -> bool:
        """Whether it is written without asking: something new or changed, and no doubt about it."""
        return self.state in (ContactState.NEW, ContactState.CHANGED) and self.can_be_taken
