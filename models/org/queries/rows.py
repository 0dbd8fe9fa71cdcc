"""The rows that queries of the organisation answer: frozen, the id first."""

from dataclasses import dataclass
from datetime import date

from models.org.rules import Formerly
from models.org.terms import GroupKind, SeatRole, TenureKind, UnitKind


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """专项工作 with its lead unit, its rules and how many groups and seats it has."""

    id: int
    name: str
    year: int | None
    year_end: int | None
    lead_unit_id: int | None
    lead_unit: str
    first_unit_leads: bool
    responsible_leads: bool
    note: str
    groups: int
    seats: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in tree order; `depth` 0 is the top, `number` counts among its siblings from 1; `valid_to` exclusive."""

    id: int
    parent_id: int | None
    depth: int
    number: int
    name: str
    short_name: str
    kind: UnitKind
    parent: str
    aliases: tuple[str, ...]
    former: tuple[Formerly, ...]
    pinyin: str
    initials: str
    valid_from: date | None
    valid_to: date | None
    successor_id: int | None
    successor: str
    note: str
    posts: int
    seats: int
    former_short: tuple[Formerly, ...] = ()
    origin_id: int | None = None
    origin: str = ""

    @property
    def shown(self) -> str:
        """The name for narrow places."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class UnitName:
    """One entry of the dictionary that names in papers are matched with."""

    id: int
    name: str
    short_name: str
    kind: UnitKind
    parent_id: int | None
    aliases: tuple[str, ...]
    former: tuple[str, ...]
    valid_to: date | None
    successor_id: int | None
    valid_from: date | None = None
    origin_id: int | None = None
    former_days: tuple[date | None, ...] = ()  # when each of `former` ended

    @property
    def all_names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.name, self.short_name, *self.aliases, *self.former) if name)


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post as it hangs on a person: the tenure's id, the post and its unit; `valid_to` exclusive."""

    id: int
    post_id: int
    title: str
    unit_id: int | None
    unit: str
    valid_from: date | None
    valid_to: date | None
    kind: TenureKind = TenureKind.REGULAR

    @property
    def words(self) -> str:
        words = f"{self.unit}{self.title}" if self.unit and not self.title.startswith(self.unit) else self.title
        return words if self.kind is TenureKind.REGULAR else f"{words}（{self.kind.label}）"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with the posts held on the day asked for and the seats (of all campaigns) they sit in."""

    id: int
    name: str
    phone: str
    note: str
    pinyin: str
    initials: str
    posts: tuple[PostHeld, ...]
    seats: tuple[str, ...]
    office_phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with its holder on the day asked for: `holder` signs, in the way of `kind`; while somebody stands in,
    `away` is the regular holder who keeps the post."""

    id: int
    unit_id: int | None
    unit: str
    title: str
    position: int
    holder_id: int | None
    holder: str
    kind: TenureKind | None = None
    away: str = ""
    valid_to: date | None = None  # end of the tenure of who signs, exclusive


@dataclass(frozen=True, slots=True)
class TenureRow:
    """Who held a post from when to when (`valid_to` exclusive)."""

    id: int
    post_id: int
    person_id: int
    person: str
    valid_from: date | None
    valid_to: date | None
    kind: TenureKind = TenureKind.REGULAR


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in tree order; `seats` are its own, `all_seats` with the groups below it."""

    id: int
    parent_id: int | None
    depth: int
    number: int
    name: str
    kind: GroupKind
    lead_unit_id: int | None
    lead_unit: str
    duty: str
    seats: int
    all_seats: int


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat with everything resolved for the day asked for.

    `person` is the one named in the seat, else (`via_post`) the holder of its post; `unit_id` is the seat's own unit,
    `unit` that or the post's; `post` the words of the paper, else the post's;
    `role_words` the role as the paper wrote it, else its label. An empty seat has no person and no unit.
    """

    id: int
    group_id: int
    group: str
    number: int
    role: SeatRole
    wording: str
    person_id: int | None
    person: str
    via_post: bool
    post_id: int | None
    post: str
    post_text: str
    unit_id: int | None
    unit: str
    phone: str
    valid_from: date | None
    valid_to: date | None
    note: str

    @property
    def role_words(self) -> str:
        return self.wording or self.role.label

    @property
    def is_empty(self) -> bool:
        return not self.person and self.unit_id is None
