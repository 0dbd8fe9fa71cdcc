"""Issuing freezes, withdrawing marks; later changes leave an edition as it was, and tampering is found."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from models.check import check
from models.database import Database
from models.edition.actions import withdraw_edition
from models.edition.content import content_of
from models.edition.freezing import frozen
from models.edition.queries import compared, edition, edition_content, edition_numbered, editions
from models.edition.tables import Edition
from models.edition.terms import Turn
from models.errors import Condition, Refusal
from models.history import field_changes, steps, turn
from models.org import actions as org
from models.org.queries import units
from models.overview.records import place_of
from models.task import actions as tasks
from models.task.queries import task_tree
from tests.models.edition.conftest import TODAY

Issue = Callable[..., int]


def stored(database: Database, edition_id: int) -> str:
    with database.driver_connection() as raw:
        found: str = raw.execute("SELECT content FROM edition WHERE id = ?", (edition_id,)).fetchone()[0]
    return found


def test_an_edition_holds_the_breakdown_and_says_who_issued_it(
    database: Database, campaign_id: int, issue: Issue
) -> None:
    row = database.read(edition, edition_id=issue(note="首次印发"))
    content = database.read(edition_content, edition_id=row.id)
    tree = database.read(task_tree, campaign_id=campaign_id, on=TODAY)
    assert [task.title for task in content.tasks] == [task.title for task in tree]
    assert (row.tasks, row.units) == (len(tree), len(content.units))
    assert (row.number, row.document_no, row.issued_on, row.note) == (11, "云创卫办〔2026〕11号", TODAY, "首次印发")
    assert row.operator == database.operator
    assert any(unit.cells for task in content.tasks for unit in task.units)
    assert {cell.id for cell in content.cells} == {c for t in content.tasks for u in t.units for c in u.cells}


def test_issuing_cannot_be_undone(database: Database, issue: Issue) -> None:
    issue()
    assert database.read(turn, operator=database.operator).undo is None
    with pytest.raises(Refusal):
        database.undo()


def test_the_history_tells_it_in_a_phrase_and_leads_to_it(database: Database, campaign_id: int, issue: Issue) -> None:
    edition_id = issue()
    step = database.read(steps, limit=1)[0]
    fields = {one.field: one.after for one in database.read(field_changes, seq=step.seq)}
    count = len(database.read(task_tree, campaign_id=campaign_id))
    assert fields["内容"] == f"冻结内容，{count} 项任务"
    assert fields["文号"] == "云创卫办〔2026〕11号"
    place = database.read(place_of, seq=step.seq, table="edition", row_id=edition_id)
    assert place is not None
    assert (place.page, place.id) == ("edition", edition_id)


def test_numbers_and_documents_are_given_once(issue: Issue) -> None:
    issue(11)
    with pytest.raises(Refusal, match="已编到第 11 版"):
        issue(11, document_no="")
    with pytest.raises(Refusal, match="已用于第 11 版"):
        issue(12, document_no="云创卫办〔2026〕11号")


def test_what_happens_later_leaves_the_content_byte_for_byte(
    database: Database, campaign_id: int, issue: Issue
) -> None:
    edition_id = issue()
    before = stored(database, edition_id)
    first = database.read(task_tree, campaign_id=campaign_id, on=TODAY)
    leaf = next(row for row in first if row.depth and row.lead)
    unit = next(row for row in database.read(units) if row.id == leaf.lead[0].unit_id)
    database.do("改名", org.update_unit, unit_id=unit.id, name="市更名局", short_name="市更名局")
    database.do("删除", tasks.delete_tasks, task_ids=[next(row.id for row in first if row.depth and row.id != leaf.id)])
    database.do("改任务", tasks.update_task, task_id=leaf.id, title="换了名称")
    assert stored(database, edition_id) == before
    found = database.read(compared, campaign_id=campaign_id, old_id=edition_id, new_id=None, day=TODAY).revision
    assert found.count(Turn.REMOVED) == 1
    changed = next(row for row in found.rows if row.task_id == leaf.id)
    assert ("任务", leaf.title, "换了名称") in [(cell.heading, cell.old, cell.new) for cell in changed.cells]
    assert [new for _, new in found.renamed] == ["市更名局"]


def test_an_edition_equals_what_it_was_frozen_from(database: Database, campaign_id: int, issue: Issue) -> None:
    edition_id = issue()
    now = database.read(frozen, campaign_id=campaign_id, day=TODAY)
    assert content_of(stored(database, edition_id)) == now
    found = database.read(compared, campaign_id=campaign_id, old_id=edition_id, new_id=None, day=TODAY).revision
    assert not found.rows
    again = database.read(compared, campaign_id=campaign_id, old_id=edition_id, new_id=issue(12), day=TODAY)
    assert not again.revision.rows


def test_a_withdrawn_edition_stays_readable(database: Database, campaign_id: int, issue: Issue) -> None:
    edition_id = issue()
    day = TODAY + timedelta(days=3)
    with pytest.raises(Refusal, match="撤回原因"):
        database.do("撤回", withdraw_edition, edition_id=edition_id, reason=" ", day=day)
    database.do("撤回", withdraw_edition, edition_id=edition_id, reason="第 3 项单位有误", day=day, wall=True)
    row = database.read(edition, edition_id=edition_id)
    assert (row.withdrawn_on, row.reason, row.is_withdrawn) == (day, "第 3 项单位有误", True)
    assert database.read(edition_content, edition_id=edition_id).tasks
    with pytest.raises(Refusal, match="已在"):
        database.do("撤回", withdraw_edition, edition_id=edition_id, reason="再撤", day=day)


def test_editions_are_listed_newest_first_and_found_by_number(
    database: Database, campaign_id: int, issue: Issue
) -> None:
    issue(11)
    issue(13)
    assert [row.number for row in database.read(editions, campaign_id=campaign_id)][:2] == [13, 11]
    assert database.read(edition_numbered, campaign_id=campaign_id, number=11).number == 11
    with pytest.raises(Condition, match="没有第 12 版"):
        database.read(edition_numbered, campaign_id=campaign_id, number=12)


def test_a_campaign_with_editions_is_not_deleted(database: Database, campaign_id: int, issue: Issue) -> None:
    issue()
    rows = database.read(task_tree, campaign_id=campaign_id)
    database.do("删除", tasks.delete_tasks, task_ids=[row.id for row in rows if row.parent_id is None])
    with pytest.raises(Refusal, match="版次"):
        database.do("删除", org.delete_campaign, campaign_id=campaign_id)


def test_an_empty_campaign_has_nothing_to_issue(database: Database) -> None:
    from models.edition.actions import issue_edition

    campaign_id = database.do("新建", org.create_campaign, name="空").value
    with pytest.raises(Refusal, match="还没有任务"):
        database.do("印发", issue_edition, campaign_id=campaign_id, number=1, title="表", issued_on=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("content", '{"form":1,"day":"2026-06-10","campaign":{"id":1,"name":"假"}}', "被改动过"),
        ("document_no", "假〔2026〕1号", "被改动过"),
        ("issued_on", "2026-01-01", "被改动过"),
        ("head", f"1 {'0' * 64}", "历史被截断或替换过"),
    ],
)
def test_tampering_is_found(database: Database, issue: Issue, column: str, value: str, words: str) -> None:
    edition_id = issue()
    assert not check(database).findings
    with database.connection() as connection:
        connection.execute(
            text(f"UPDATE {Edition.__tablename__} SET {column} = :value WHERE id = :id"),
            {"value": value, "id": edition_id},
        )
    assert any(words in finding.sentence and "第11版" in finding.sentence for finding in check(database).findings)
