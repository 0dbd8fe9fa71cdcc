"""The history of one record with what hangs on it, and the way from the journal to the page."""

from datetime import date

import pytest

from models.base import Base, Record
from models.database import Database
from models.history import field_changes, steps
from models.history_rows import FieldChange
from models.org.actions import create_campaign
from models.org.queries import units
from models.overview.records import RECORDED, Place, name_of_record, place_of, steps_of_record
from models.sample.actions import TITLE, build_sample
from models.task import actions
from models.task import queries as task
from models.task.terms import Role


@pytest.fixture
def campaign_id(database: Database) -> int:
    return int(database.do(TITLE, build_sample, today=date(2026, 6, 10)).value)


def test_a_task_keeps_what_was_done_to_its_assignments(database: Database, campaign_id: int) -> None:
    first, second = [row.id for row in database.read(task.task_tree, campaign_id=campaign_id) if row.depth][:2]
    unit_id = next(row.id for row in database.read(units) if row.short_name == "市林业局")
    database.do("改标题", actions.update_task, task_id=first, title="健全机构")
    database.do("加配合单位", actions.set_roles, task_id=first, unit_id=unit_id, roles={Role.SUPPORT})
    database.do("改别的", actions.update_task, task_id=second, title="签责任书")
    titles = [step.title for step in database.read(steps_of_record, table="task", row_id=first)]
    assert titles == ["加配合单位", "改标题", TITLE]
    assert [step.title for step in database.read(steps_of_record, table="task", row_id=second)] == ["改别的", TITLE]


def test_a_change_leads_to_the_page_that_shows_it(database: Database, campaign_id: int) -> None:
    seq = database.read(steps)[0].seq
    known: dict[str, FieldChange] = {}
    for change in database.read(field_changes, seq=seq, limit=20_000):
        known.setdefault(change.table, change)
    tasks = {row.id for row in database.read(task.task_tree, campaign_id=campaign_id)}
    for table, page in {
        "unit": "org",
        "seat": "org",
        "grid_cell": "grid",
        "assignment": "task",
        "phase": "task",
    }.items():
        place = database.read(place_of, seq=seq, table=table, row_id=known[table].row_id)
        assert place is not None and place.page == page and place.id is not None, table
    place = database.read(place_of, seq=seq, table="assignment", row_id=known["assignment"].row_id)
    assert place is not None and place.id in tasks


def test_a_deleted_record_leads_to_its_page_and_keeps_its_name(database: Database) -> None:
    campaign_id = database.do("新建", create_campaign, name="文明城市", year=2026).value
    task_id = database.do("添加任务", actions.add_task, campaign_id=campaign_id, title="清理河道").value
    seq = database.do("删除任务", actions.delete_tasks, task_ids=[task_id]).seq
    assert seq is not None
    assert database.read(place_of, seq=seq, table="task", row_id=task_id) == Place("task", None, "task")
    assert database.read(name_of_record, table="task", row_id=task_id) == "清理河道"
    assert database.read(place_of, seq=seq, table="journal_step", row_id=1) is None


def test_every_recorded_table_has_its_page() -> None:
    tables = {mapper.class_.__tablename__ for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)}
    assert tables == RECORDED
