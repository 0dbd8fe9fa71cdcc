"""Records are found as people name them; all attachments go into a folder or a zip, or nothing does."""

import os
import zipfile
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.attachment import actions
from models.attachment.export import CONTENTS, export_folder, export_zip, plan_export
from models.attachment.owners import find
from models.attachment.store import discard, files_folder, place_of, put_all
from models.attachment.terms import Holder
from models.database import Database
from models.errors import Cancelled, Refusal
from models.grid.actions import create_cell, ensure_levels
from models.org.actions import create_campaign
from models.task.actions import add_task
from tests.models.attachment.test_store import written


def build(session: Session) -> dict[str, int]:
    campaign_id = create_campaign(session, name="创卫", year=2026)
    first = add_task(session, campaign_id=campaign_id, title="市容环境")
    second = add_task(session, campaign_id=campaign_id, title="农贸市场")
    level = ensure_levels(session, names=["点位"])["点位"]
    return {
        "campaign": campaign_id,
        "一": first,
        "二": second,
        "一/一": add_task(session, campaign_id=campaign_id, title="整治占道经营", parent_id=first),
        "一/二": add_task(session, campaign_id=campaign_id, title="清理/死角：CON", parent_id=first),
        "二/一": add_task(session, campaign_id=campaign_id, title="改造棚顶", parent_id=second),
        "cell": create_cell(session, name="黄泥坡市场", level_id=level, code="0101"),
    }


@pytest.fixture
def ids(database: Database) -> dict[str, int]:
    made: dict[str, int] = database.do("准备", build).value
    return made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("task:一", "一"), ("二、", "二"), ("task:一/二", "一/二"), ("任务:一/（一）", "一/一"), ("改造棚顶", "二/一"),
        ("cell:黄泥坡市场", "cell"), ("网格：0101", "cell"),
    ],
)  # fmt: skip
def test_a_record_is_found_as_people_name_it(database: Database, ids: dict[str, int], typed: str, found: str) -> None:
    holder, row = database.read(find, text=typed, campaign_id=ids["campaign"])
    assert (row.id, holder) == (ids[found], Holder.CELL if found == "cell" else Holder.TASK)
    assert database.read(find, text=f"{holder.mark}:{row.id}", campaign_id=ids["campaign"])[1] == row


@pytest.mark.parametrize("typed", ["task:九", "unit:商务局", "cell:整治占道经营", "", "task:"])
def test_a_record_that_is_not_there_is_refused(database: Database, ids: dict[str, int], typed: str) -> None:
    with pytest.raises(Refusal):
        database.read(find, text=typed, campaign_id=ids["campaign"])


def test_a_number_that_several_have_lists_them(database: Database, ids: dict[str, int]) -> None:
    database.do("同名", add_task, campaign_id=ids["campaign"], title="改造棚顶")
    with pytest.raises(Refusal, match=str(ids["二/一"])):
        database.read(find, text="改造棚顶", campaign_id=ids["campaign"])


def hang(database: Database, ids: dict[str, int], folder: Path) -> list[str]:
    """Two files of one name on a task, one of them also on a cell; a link; answers the digests."""
    files = put_all(database.path, [written(folder, "甲.pdf", b"a" * 10)])
    (folder / "x").mkdir()
    files += put_all(database.path, [written(folder / "x", "甲.pdf", b"b")])
    database.do("附件", actions.attach, of_table="task", row_id=ids["一/二"], files=files)
    database.do("附件", actions.attach, of_table="grid_cell", row_id=ids["cell"], files=files[:1])
    database.do("链接", actions.add_link, of_table="task", row_id=ids["二"], target="www.gov.cn", name="网站")
    return [file.sha256 for file in files]


EXPECTED = {
    "任务/01 一、市容环境/02 （二）清理_死角：CON/甲.pdf": b"a" * 10,
    "任务/01 一、市容环境/02 （二）清理_死角：CON/甲 (2).pdf": b"b",
    "网格/01 0101 黄泥坡市场/甲.pdf": b"a" * 10,
}


def test_a_folder_and_a_zip_hold_the_same(database: Database, ids: dict[str, int], tmp_path: Path) -> None:
    hang(database, ids, tmp_path)
    plan = database.read(plan_export, campaign_id=ids["campaign"])
    out = tmp_path / "导出" / "资料"
    assert export_folder(database.path, plan, out).files == 3
    found = {str(path.relative_to(out)).replace(os.sep, "/"): path.read_bytes() for path in out.rglob("*.pdf")}
    assert found == EXPECTED
    listed = (out / CONTENTS).read_text("utf-8-sig")
    assert "二、农贸市场\thttp://www.gov.cn\t网站" in listed and "没有导出" not in listed
    assert export_zip(database.path, plan, tmp_path / "资料.zip").lacking == ()
    with zipfile.ZipFile(tmp_path / "资料.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist() if name != CONTENTS} == EXPECTED
        assert packed.read(CONTENTS).decode("utf-8-sig").splitlines() == listed.splitlines()


def test_what_is_lost_is_left_out_and_named(database: Database, ids: dict[str, int], tmp_path: Path) -> None:
    lost, damaged = hang(database, ids, tmp_path)
    folder = files_folder(database.path)
    discard(place_of(folder, lost))
    place_of(folder, damaged).chmod(0o644)
    place_of(folder, damaged).write_bytes(b"x")
    plan = database.read(plan_export, campaign_id=ids["campaign"])
    for made in (
        export_folder(database.path, plan, tmp_path / "资料"),
        export_zip(database.path, plan, tmp_path / "资料.zip"),
    ):
        assert made.files == 0 and set(made.lacking) == set(EXPECTED)
    assert "没有导出" in (tmp_path / "资料" / CONTENTS).read_text("utf-8-sig")


def test_files_of_one_record_lie_flat(database: Database, ids: dict[str, int], tmp_path: Path) -> None:
    hang(database, ids, tmp_path)
    plan = database.read(plan_export, campaign_id=ids["campaign"], holder=Holder.TASK, row_ids=[ids["一/二"]])
    assert [str(placed.path) for placed in plan.files] == ["甲.pdf", "甲 (2).pdf"]


def test_nothing_to_export_and_a_full_folder_are_refused(
    database: Database, ids: dict[str, int], tmp_path: Path
) -> None:
    with pytest.raises(Refusal, match="没有附件"):
        database.read(plan_export, campaign_id=ids["campaign"])
    hang(database, ids, tmp_path)
    plan = database.read(plan_export, campaign_id=ids["campaign"])
    with pytest.raises(Refusal, match="已经有文件"):
        export_folder(database.path, plan, tmp_path)
    with pytest.raises(Refusal, match="没有覆盖"):
        export_zip(database.path, plan, database.path)


def test_a_cancelled_export_leaves_nothing(database: Database, ids: dict[str, int], tmp_path: Path) -> None:
    hang(database, ids, tmp_path)
    plan = database.read(plan_export, campaign_id=ids["campaign"])

    def stop(done: int, total: int, text: str) -> None:
        if done > 5:
            raise Cancelled

    empty = tmp_path / "空"
    empty.mkdir()
    for out in (tmp_path / "资料", empty):
        with pytest.raises(Cancelled):
            export_folder(database.path, plan, out, stop)
    assert not (tmp_path / "资料").exists() and not list(empty.iterdir())
    target = written(tmp_path, "资料.zip", b"older")
    with pytest.raises(Cancelled):
        export_zip(database.path, plan, target, stop)
    assert target.read_bytes() == b"older" and not list(tmp_path.glob(".资料*"))
