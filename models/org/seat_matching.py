"""Seats read from a list: which person, unit and post is meant. It proposes; people of one name are never merged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.org.contact_entries import NEW_PERSON, Namesake, Pin
from models.org.contact_units import Units
from models.org.queries.rows import PersonRow, PostRow, UnitName
from models.org.rules import clean_name


@dataclass(frozen=True, slots=True)
class NewSeat:
    """A seat to be added: the person decided on, else a new one of `name`, else nobody."""

    wording: str = ""
    name: str = ""
    person_id: int | None = None
    post_text: str = ""
    unit_id: int | None = None
    post_id: int | None = None


@dataclass(frozen=True, slots=True)
class SeatProposal:
    """What a read seat becomes. `is_open`: a namesake is proposed and the clerk has not decided yet."""

    id: int
    seat: NewSeat
    namesakes: tuple[Namesake, ...] = ()
    is_open: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatBook:
    """What read seats are compared with."""

    day: date
    units: tuple[UnitName, ...]
    people: tuple[PersonRow, ...]
    posts: tuple[PostRow, ...]


class SeatMatching:
    """The book prepared once; `propose` is asked for each row as often as it changes."""

    def __init__(self, book: SeatBook) -> None:
        self._units = Units(book.units, book.day)
        self._named: dict[str, list[PersonRow]] = defaultdict(list)
        for person in book.people:
            self._named[person.name].append(person)
        self._posts = {(post.unit_id, post.title): post for post in book.posts}
        self._names = sorted(
            ((name, unit.id) for unit in book.units for name in unit.all_names), key=lambda pair: -len(pair[0])
        )

    def propose(
        self, entry_id: int, *, role: str, name: str, post: str, unit: str, person: int | None, follow: bool
    ) -> SeatProposal:
        """One row: `person` is the clerk's decision (an id, NEW_PERSON, None: not decided), `follow` whether seats
        of a known post follow its holder."""
        name, post = clean_name(name), clean_name(post)
        remarks: list[str] = []
        unit_id: int | None = None
        if unit:
            match = self._units.match(unit, Pin())
            unit_id = match.unit_id
            remarks += [*match.remarks, *match.doubts]
            if unit_id is None and not post:
                post = unit
                remarks.append("先作为职务写上。")
        held = self._post_of(post)
        named = self._named.get(name, []) if name else []
        sure = [one for one in named if held is not None and any(mine.post_id == held.id for mine in one.posts)]
        proposed = sure[0] if len(sure) == 1 else named[0] if named else None
        person_id = proposed.id if proposed is not None else None
        is_open = proposed is not None and not sure and person is None
        if person is not None:
            person_id = person if person != NEW_PERSON else None
        if is_open and proposed is not None:
            several = f"已有 {len(named)} 位“{name}”" if len(named) > 1 else f"已有同名的{words_of(proposed)}"
            remarks.insert(0, f"{several}，是同一人吗？")
        elif person_id is not None:
            chosen = next((one for one in named if one.id == person_id), None)
            remarks.insert(0, f"认作{words_of(chosen)}。" if chosen is not None else "")
        post_id = held.id if held is not None and self._follows(held, name, person_id, follow=follow) else None
        if post_id is not None and held is not None:
            remarks.append(f"随岗位“{held.unit}{held.title}”。")
        return SeatProposal(
            entry_id,
            NewSeat(
                wording=clean_name(role),
                name="" if post_id is not None and name else name,
                person_id=None if post_id is not None else person_id,
                post_text=post,
                unit_id=unit_id,
                post_id=post_id,
            ),
            tuple(Namesake(one.id, words_of(one)) for one in named),
            is_open,
            tuple(remark for remark in remarks if remark),
        )

    def _post_of(self, words: str) -> PostRow | None:
        """The post that words name: 市商务局局长 is the post 局长 of that unit."""
        for name, unit_id in self._names:
            if len(words) > len(name) and words.startswith(name):
                found = self._posts.get((unit_id, words[len(name) :]))
                if found is not None:
                    return found
        return self._posts.get((None, words)) if words else None

    @staticmethod
    def _follows(post: PostRow, name: str, person_id: int | None, *, follow: bool) -> bool:
        """A seat without a name is its post's; one with a name follows the post when its holder is meant."""
        return not name or (follow and person_id is not None and person_id == post.holder_id)


def words_of(person: PersonRow) -> str:
    """A person in words that tell people of one name apart."""
    known = person.posts[0].words if person.posts else person.note or "无岗位"
    return f"{person.name}（{known}）"


def open_rows(proposals: Sequence[SeatProposal]) -> int:
    """How many rows wait for a decision about a namesake."""
    return sum(1 for proposal in proposals if proposal.is_open)


def decisions(proposals: Sequence[SeatProposal], *, same: bool) -> Mapping[int, int]:
    """One answer for every open row: the person proposed, or somebody new."""
    return {
        one.id: one.seat.person_id if same and one.seat.person_id is not None else NEW_PERSON
        for one in proposals
        if one.is_open
    }
