"""Score tables taken in: a draft scheme with rules, or a standard; what is in force is never changed."""

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.acceptance.actions import Taken, accept_reading
from models.acceptance.queries import changes_of
from models.acceptance.terms import Home, State
from models.appraisal.tables import Criterion as CriterionTable
from models.appraisal.tables import Scheme
from models.appraisal.terms import SchemeState
from models.database import Database
from models.intake.draft import Criterion, CriterionRule, Draft, Kind
from models.standard.tables import Indicator, Standard


def take(database: Database, draft: Draft, campaign_id: int | None = None, criteria_to: Home | None = None) -> Taken:
    done = database.do("导入", accept_reading, draft=draft, campaign_id=campaign_id, criteria_to=criteria_to)
    taken: Taken = done.value
    return taken


def schemes(session: Session) -> int:
    return session.execute(select(func.count()).select_from(Scheme)).scalar_one()


SCORES = Draft(
    Kind.SCORE_TABLE,
    "青溪市环境整治考核评分表",
    criteria=(
        Criterion(0, "组织领导", no="一", points=Decimal(40), is_heading=True),
        Criterion(1, "例会", no="1", parent=0, points=Decimal(40), body="每少一次扣2分，扣完为止。",
                  rules=(CriterionRule("每少一次扣2分", Decimal(-2)),), cap=Decimal(40), unit="市创卫办"),
        Criterion(2, "资料", section="二、日常工作", no="2", points=Decimal(60), body="酌情扣分。"),
        Criterion(3, "创新", section="加分项", no="3", points=Decimal(5), body="获省级表彰的加5分。"),
    ),
)  # fmt: skip


def test_criteria_become_a_draft_scheme_with_rules(database: Database) -> None:
    taken = take(database, SCORES)
    assert taken.table is not None and taken.table.home is Home.SCHEME and "评分表" in taken.table.words

    def read(session: Session) -> None:
        scheme = session.scalars(select(Scheme)).one()
        assert (scheme.name, scheme.state, scheme.full) == (SCORES.title, SchemeState.DRAFT, 10_000)
        rows = {row.name: row for row in session.scalars(select(CriterionTable))}
        assert set(rows) == {"组织领导", "例会", "二、日常工作", "资料", "加分项", "创新"}
        assert rows["例会"].parent_id == rows["组织领导"].id and rows["例会"].points == 4_000
        assert rows["例会"].rule and not rows["资料"].rule and rows["例会"].assessor == "市创卫办"
        assert rows["资料"].parent_id == rows["二、日常工作"].id

    database.read(read)
    assert take(database, SCORES, taken.campaign_id).is_same
    changed = replace(SCORES, criteria=(*SCORES.criteria[:1], replace(SCORES.criteria[1], points=Decimal(30)),
                                        *SCORES.criteria[2:]))  # fmt: skip
    found = database.read(changes_of, draft=changed, campaign_id=taken.campaign_id)
    assert [(row.title, row.words) for row in found.rows if row.state is State.CHANGED] == [("例会", "分值：40 → 30")]
    revised = take(database, changed, taken.campaign_id)
    assert revised.table is not None and "（修订）" in revised.table.words, "a scheme is never changed, a draft is made"
    assert database.read(schemes) == 2
    assert take(database, changed, taken.campaign_id).is_same


def test_a_table_of_indicators_becomes_a_standard(database: Database) -> None:
    draft = Draft(
        Kind.SCORE_TABLE,
        "青溪市卫生城市指标体系",
        criteria=(
            Criterion(0, "环境卫生", no="一", is_heading=True),
            Criterion(1, "生活垃圾处理率", no="1", parent=0, content="≥95%", points=Decimal(5)),
        ),
    )
    taken = take(database, draft)
    assert taken.table is not None and taken.table.home is Home.STANDARD and taken.campaign_id is None

    def read(session: Session) -> None:
        assert session.scalars(select(Standard.name)).all() == [draft.title]
        row = session.scalars(select(Indicator).where(Indicator.name == "生活垃圾处理率")).one()
        assert (row.threshold, row.points) == ("95", 500) and row.parent_id is not None

    database.read(read)
    assert take(database, draft).is_same
    (heading, item) = draft.criteria
    changed = replace(draft, criteria=(heading, replace(item, content="≥98%")))
    assert database.read(changes_of, draft=changed, campaign_id=None).count(State.CHANGED) == 1
    take(database, changed)
    assert database.read(lambda s: s.scalars(select(Indicator.threshold)).all().count("98")) == 1
    forced = take(database, replace(draft, title="甲标准"), criteria_to=Home.SCHEME)
    assert forced.table is not None and forced.table.home is Home.SCHEME and forced.campaign_id is not None
