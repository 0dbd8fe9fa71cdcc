"""What hangs on a record goes with it and comes back with it; the record's history knows its files."""

from pathlib import Path

import pytest

from models.attachment import actions, queries
from models.attachment.store import put
from models.database import Database
from models.grid.actions import create_cell, delete_cells, ensure_levels
from models.history import field_changes, steps
from models.org.actions import create_campaign
from models.overview.records import Place, place_of, steps_of_record
from models.task.actions import add_task, delete_tasks
from models.task.queries import task_history

Record = tuple[str, int]


@pytest.fixture
def records(database: Database) -> dict[str, Record]:
    """A task and a cell."""
    campaign_id = database.do("新建", create_campaign, name="创卫", year=2026).value
    task_id = database.do("添加任务", add_task, campaign_id=campaign_id, title="整治占道经营").value
    level_id = database.do("新建层级", ensure_levels, names=["点位"]).value["点位"]
    cell_id = database.do("新建网格", create_cell, name="黄泥坡市场", level_id=level_id).value
    return {"task": ("task", task_id), "cell": ("grid_cell", cell_id)}


def hang(database: Database, record: Record, folder: Path) -> int:
    source = folder / "方案.pdf"
    source.write_bytes(b"%PDF")
    (of_table, row_id), file = record, put(database.path, source)
    done = database.do("添加附件", actions.attach, of_table=of_table, row_id=row_id, files=[file])
    database.do("添加链接", actions.add_link, of_table=of_table, row_id=row_id, target="www.gov.cn")
    return int(done.value.ids[0])


@pytest.mark.parametrize("kind", ["task", "cell"])
def test_files_and_links_go_with_their_record_and_come_back(
    database: Database, records: dict[str, Record], tmp_path: Path, kind: str
) -> None:
    record = records[kind]
    hang(database, record, tmp_path)
    before = database.read(queries.totals)
    if kind == "task":
        database.do("删除任务", delete_tasks, task_ids=[record[1]])
    else:
        database.do("删除网格", delete_cells, cell_ids=[record[1]])
    assert database.read(queries.totals) == queries.Totals(0, 0, 0, 0)
    database.undo()
    assert database.read(queries.totals) == before == queries.Totals(1, 4, 1, 1)
    (file,) = database.read(queries.files_of, of_table=record[0], row_ids=[record[1]])
    assert file.name == "方案.pdf"


@pytest.mark.parametrize("kind", ["task", "cell"])
def test_the_history_of_a_record_names_the_steps_of_its_files(
    database: Database, records: dict[str, Record], tmp_path: Path, kind: str
) -> None:
    table, row_id = records[kind]
    other = records["cell" if kind == "task" else "task"]
    file_id = hang(database, records[kind], tmp_path)
    database.do("去掉附件", actions.detach, file_ids=[file_id])
    expected = ["去掉附件", "添加链接", "添加附件"]
    for read in (steps_of_record, steps):
        found = database.read(read, table=table, row_id=row_id)
        assert [step.title for step in found][:3] == expected
        assert not {step.title for step in database.read(read, table=other[0], row_id=other[1])} & set(expected)
    if kind == "task":
        assert [step.title for step in database.read(task_history, task_id=row_id)][:3] == expected


@pytest.mark.parametrize("kind", ["task", "cell"])
def test_a_file_in_the_journal_leads_to_its_record(
    database: Database, records: dict[str, Record], tmp_path: Path, kind: str
) -> None:
    row_id = records[kind][1]
    file_id = hang(database, records[kind], tmp_path)
    step = next(row for row in database.read(steps) if row.title == "添加附件")
    place = database.read(place_of, seq=step.seq, table="attached_file", row_id=file_id)
    assert place == Place("task" if kind == "task" else "grid", row_id, kind)
    changes = database.read(field_changes, seq=step.seq)
    assert {(change.field, change.after) for change in changes} == {
        ("资料", "方案.pdf"), ("名称", "方案.pdf"), ("文件名", "方案.pdf"), ("大小", "4"),
    }  # fmt: skip
