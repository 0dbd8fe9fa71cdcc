"""Taking a checked document in: all of it in one step, rows that are there changed instead of written twice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from models.acceptance.actions.choosing import Work, units_to_make, work_of
from models.acceptance.actions.tables import TableTaken, take_criteria
from models.acceptance.actions.updating import Updating, remove
from models.acceptance.book import loose_contacts, proposals_of
from models.acceptance.differences import LEFT_OUT, Differences
from models.acceptance.from_draft import rows_of_draft
from models.acceptance.queries.changes import changes_of, naming_of
from models.acceptance.queries.held import held_rows
from models.acceptance.score_table import home_of
from models.acceptance.taken import content_of
from models.acceptance.terms import Choice, Home, Part
from models.acceptance.tying import place_written, row_ids
from models.errors import Refusal
from models.intake.actions import Accepted, accept_draft
from models.intake.actions.accept import Report
from models.intake.actions.people import PeopleWriter
from models.intake.draft import Draft
from models.intake.review.as_read import DROPPED, AsRead
from models.intake.tables import TakenDocument
from models.org.actions import known_units
from models.org.actions.contact_import import take_contacts
from models.org.queries.contact_book import contact_book
from models.org.rules import clean_name

NOTHING_NEW = "文件里的内容都已经有了，没有写入。"
NOTHING_READ = "没有可以写入的内容，没有写入。"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a document brought. `campaign_id` None: nothing of it belongs to a campaign (contacts, places, a standard).

    `changed` and `removed` count rows that were there. `table` is the scheme or standard made of its criteria.
    """

    campaign_id: int | None
    new: Accepted = field(default_factory=lambda: Accepted(0))
    contacts: int = 0
    changed: int = 0
    removed: int = 0
    table: TableTaken | None = None
    is_same: bool = False
    is_empty: bool = False

    @property
    def words(self) -> str:
        """已导入 7 项任务、32 个席位，更改 3 行。"""
        if self.is_empty:
            return NOTHING_READ
        if self.is_same:
            return NOTHING_NEW
        new = self.new
        counted = (
            (new.tasks, "项任务"),
            (new.reporting, "项报送事项"),
            (new.seats, "个席位"),
            (new.phases, "个阶段"),
            (new.targets, "个目标"),
            (new.cells, "个点位"),
            (self.contacts, "条通讯录"),
            (new.units, "个新单位"),
        )
        parts = ["、".join(f"{count} {noun}" for count, noun in counted if count)]
        parts[0] = f"已导入 {parts[0]}" if parts[0] else "已导入"
        parts += [f"更改 {self.changed} 行"] if self.changed else []
        parts += [f"删除 {self.removed} 行"] if self.removed else []
        parts += [self.table.words] if self.table is not None else []
        return "，".join(part for part in parts if part != "已导入" or len(parts) == 1) + "。"


def accept_reading(
    session: Session,
    *,
    draft: Draft,
    campaign_id: int | None = None,
    campaign_name: str = "",
    links: Mapping[str, int] | None = None,
    apart: Collection[int] = (),
    choices: Mapping[str, Choice] | None = None,
    criteria_to: Home | None = None,
    source: str = "",
    digest: str = "",
    as_read: AsRead | None = None,
    today: date | None = None,
    report: Report | None = None,
) -> Taken:
    """Write everything in `draft` that has a home; a draft that says nothing new writes nothing at all.

    `choices` by RowChange.key say what becomes of rows that are there; without one the usual choice. `criteria_to`:
    a draft scheme of the campaign or a standard (None: as the table looks). `digest` is the SHA-256 of the file,
    `as_read` what it said before the clerk corrected it.
    The rest as `accept_draft`. Problems of a ledger are not written: they have no home yet.
    """
    links = links or {}
    home = criteria_to or home_of(draft)
    found = changes_of(
        session, draft=draft, campaign_id=campaign_id, links=links, source=source, digest=digest, criteria_to=home
    )
    work = work_of(draft, found, choices or {})
    if work.is_empty and not _new_units(session, work.draft, links):
        return Taken(campaign_id, is_same=True, is_empty=not found.rows)
    needs = campaign_id is not None or _needs_campaign(work, home)
    accepted = accept_draft(
        session,
        draft=work.draft,
        campaign_id=campaign_id,
        campaign_name=campaign_name,
        links=links,
        apart=apart,
        source=source,
        held=work.held,
        needs_campaign=needs,
        report=report,
    )
    own = accepted.campaign_id or None
    units: dict[str, int] = known_units(session)
    units |= {clean_name(name): unit_id for name, unit_id in links.items()}
    updating = Updating(session, draft, accepted.campaign_id, accepted.task_ids, units, apart)
    for number, (change, fields) in enumerate(work.changes, 1):
        updating.write(change, fields)
        if report is not None:
            report(number, len(work.changes), "更改")
    session.flush()
    contacts = _contacts(session, draft, work.contacts, units)
    drops = [row for row in work.removed if row.part is Part.CRITERIA]
    table = take_criteria(session, draft, own, home, work.criteria, drops)
    removed = [row for row in work.removed if row.part is not Part.CRITERIA]
    remove(session, removed, today or date.today())
    if own is not None:
        kept = _base(session, draft, as_read, own, units, found, work)
        _keep(session, draft, own, source, digest, today or date.today(), kept)
    session.flush()
    return Taken(own, accepted, contacts, len(work.changes), len(work.removed), table)


def _new_units(session: Session, draft: Draft, links: Mapping[str, int]) -> bool:
    """Whether the document lists units that nobody knows yet."""
    known = known_units(session)
    return any(clean_name(name) not in known and name not in links for name in draft.units)


def _needs_campaign(work: Work, home: Home) -> bool:
    draft = work.draft
    parts: tuple[Sequence[object], ...] = (
        draft.groups,
        draft.seats,
        draft.tasks,
        draft.phases,
        draft.targets,
        draft.reporting,
    )
    return any(parts) or (bool(work.criteria) and home is Home.SCHEME)


def _contacts(session: Session, draft: Draft, chosen: Collection[int], units: Mapping[str, int]) -> int:
    """The chosen contacts into the book; those without a unit are people with a phone."""
    if not chosen:
        return 0
    proposals = proposals_of(draft.contacts, contact_book(session), units)
    wanted = [proposal for at, proposal in proposals.items() if at in chosen]
    taken = {proposal.id for proposal in wanted}
    for at, proposal in enumerate(wanted):  # the same new person in a row that is not taken
        if proposal.same_as is not None and proposal.same_as not in taken:
            wanted[at] = replace(proposal, same_as=None)
    take_contacts(session, proposals=wanted)
    session.flush()
    people = PeopleWriter(session, dict(units))
    loose = [at for at in loose_contacts(draft.contacts) if at in chosen]
    for at in loose:
        people.person(clean_name(draft.contacts[at].name), phone=draft.contacts[at].phone)
    return len(wanted) + len(loose)


def _base(
    session: Session,
    draft: Draft,
    as_read: AsRead | None,
    campaign_id: int,
    units: Mapping[str, int],
    found: Differences,
    work: Work,
) -> str:
    """What the document said, each row tied to the row of the file it became."""
    session.flush()
    said = as_read or AsRead(draft)
    naming = naming_of(session, draft, campaign_id, units)
    written, ours = rows_of_draft(draft, naming), held_rows(session, campaign_id=campaign_id)
    became = {(row.part, row.at): row.row_id for row in found.rows if row.at is not None and row.row_id is not None}
    ids = row_ids(written, ours, became)
    ids |= dict.fromkeys(work.left - became.keys(), LEFT_OUT)
    ties: dict[tuple[Part, int], int] = {}
    for row in rows_of_draft(said.draft, naming):
        at = row.at if as_read is None else place_written(row.part, row.at, said, draft)
        if at is not None:
            row_id = LEFT_OUT if at == DROPPED else ids.get((row.part, at))
            if row_id is not None:
                ties[row.part, row.at] = row_id
    return content_of(said.draft, ties)


def _keep(
    session: Session, draft: Draft, campaign_id: int, source: str, digest: str, today: date, content: str
) -> None:
    """Remember the document, as the base of its next issue."""
    session.add(
        TakenDocument(
            campaign_id=campaign_id,
            name=source or draft.title or "粘贴的文字",
            title=draft.title,
            kind=draft.kind.value,
            digest=digest,
            taken_on=today,
            content=content,
        )
    )


def why_nothing_to_take(draft: Draft, differences: Differences) -> Refusal | None:
    """Why taking the document in would write nothing; None when there is something to write."""
    if not differences.rows and not units_to_make(draft):
        if draft.problems:
            return Refusal("整改台账还没有存放的地方，不会写入。", "可以把它导出为 Excel 或 JSON。")
        return Refusal("没有要写入的内容。", "至少保留一行。")
    return None
