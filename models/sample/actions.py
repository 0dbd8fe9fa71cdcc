"""The demo campaign as one action; with a scale it becomes the stress database."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.attachment.store import Stored, digests_in, files_folder, take_back
from models.base import new_id
from models.database import Database
from models.errors import Refusal
from models.grid.tables import Level
from models.journal import insert_many
from models.org.tables import Campaign, Unit
from models.org.terms import UnitKind
from models.pinyin import initials, sort_key
from models.sample.appraisal import add_appraisal
from models.sample.at_cells import add_duties_at_cells
from models.sample.breakdown import Breakdown, add_phases
from models.sample.contacts import add_contacts
from models.sample.editions import add_edition
from models.sample.layouts import add_layouts
from models.sample.organisation import Organisation, add_groups, add_organisation
from models.sample.places import add_grid
from models.sample.shown_files import add_files, put_sample_files
from models.sample.standards import add_standards
from models.sample.ties import add_ties
from models.sample.watches import add_watches

TITLE = "建立示例"
STRESS_SCALE = 60  # about 5,000 tasks, 300 units, 2,000 cells and 50,000 assignments
COMMUNITIES_PER_COPY = 5

Report = Callable[[int, int, str], None]


def make_sample(database: Database, *, scale: int = 1, today: date | None = None, report: Report | None = None) -> int:
    """The sample with its files in a new database, as one step; answers the id of its campaign. When it fails or is
    cancelled, the files it put go again."""
    day = today or date.today()
    folder = files_folder(database.path)
    before = set(digests_in(folder))
    try:
        files = put_sample_files(database.path, day)
        done = database.do(TITLE, build_sample, scale=scale, today=day, files=files, report=report)
    except BaseException:
        take_back(set(digests_in(folder)) - before, folder)
        raise
    return int(done.value)


def build_sample(
    session: Session,
    *,
    scale: int = 1,
    today: date | None = None,
    files: Sequence[Stored] = (),
    report: Report | None = None,
) -> int:
    """Fill an empty database with the sample; answers the id of its campaign.

    `files` are those of `put_sample_files`, for its attachments. `scale` multiplies tasks and grid cells and adds
    communities as units; deadlines count from `today`.
    `report(done, total, text)` may raise Cancelled. Refused when there already are units or levels.
    """
    if scale < 1:
        raise Refusal("倍数要是 1 或更大的整数。")
    if session.scalar(select(Unit.id).limit(1)) or session.scalar(select(Level.id).limit(1)):
        raise Refusal("文件里已有单位或网格，示例只能放进空的数据文件。", "请新建一个文件再建立示例。")
    today = today or date.today()
    tell = report or _silent
    tell(0, scale + 3, "正在建立单位和人员")
    organisation = add_organisation(session, since=date(today.year - 2, 1, 1))
    campaign = Campaign(
        name=f"创建国家卫生城市 {today.year}",
        year=today.year,
        year_end=None,
        lead_unit_id=organisation.units["市创卫办"],
        first_unit_leads=False,
        responsible_leads=True,
        position=0,
        note="示例数据：云溪市和所有人名都是虚构的。",
    )
    session.add(campaign)
    session.flush()
    add_groups(session, organisation, campaign_id=campaign.id)
    tell(1, scale + 3, "正在建立网格")
    add_grid(session, organisation.units, copies=scale - 1)
    add_contacts(session, organisation, today=today)
    add_watches(session, organisation, today=today)
    add_ties(session, organisation, today=today)
    add_layouts(session)
    phases = add_phases(session, campaign_id=campaign.id, today=today)
    pool = _add_communities(session, organisation, (scale - 1) * COMMUNITIES_PER_COPY)
    breakdown = Breakdown(organisation, campaign_id=campaign.id, phases=phases, today=today)
    for copy in range(scale):
        tell(2 + copy, scale + 3, "正在分解任务")
        breakdown.add(pool if copy else (), copy)
    tell(scale + 2, scale + 3, "正在写入")
    breakdown.write(session)
    add_duties_at_cells(session, campaign_id=campaign.id, today=today)
    add_standards(session, campaign_id=campaign.id)
    add_edition(session, campaign_id=campaign.id, today=today)
    add_appraisal(session, organisation, campaign_id=campaign.id, today=today)
    if files:
        add_files(session, files, campaign_id=campaign.id)
    return campaign.id


def _add_communities(session: Session, organisation: Organisation, count: int) -> list[int]:
    """More communities below the streets; answers the ids of all units that may carry a copied task."""
    idle = organisation.units["市林业局"]
    pool = [unit_id for unit_id in organisation.units.values() if unit_id != idle]
    streets = [unit_id for name, unit_id in organisation.units.items() if name.endswith("街道")]
    rows = []
    for number in range(count):
        name = f"示例{number + 1}社区居民委员会"
        rows.append(
            {
                "id": new_id(),
                "parent_id": streets[number % len(streets)],
                "position": 1_000 + number,
                "name": name,
                "short_name": f"示例{number + 1}社区",
                "kind": UnitKind.COMMUNITY,
                "pinyin": sort_key(name),
                "initials": initials(name),
            }
        )
    return pool + insert_many(session, Unit, rows)


def _silent(done: int, total: int, text: str = "") -> None:
    """Nobody watches."""
