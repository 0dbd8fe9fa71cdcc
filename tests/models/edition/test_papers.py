"""Papers of editions: the same sheets for ever, only what changed, old beside new."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.database import Database
from models.edition.actions import withdraw_edition
from models.edition.queries import compared, draft, edition
from models.errors import Condition, Refusal
from models.org import actions as org
from models.org.queries import units
from models.papers.offer import Asked, Made
from models.papers.pdf import page_count, page_text
from models.papers.sheet import Sheet, plain
from models.printing.catalogue import offer
from models.printing.produce import cover_of, make, print_of, write
from models.task import actions as tasks
from models.task.papers import BreakdownOptions, Split, View, view_sheets
from models.task.papers.sheets import printed
from models.task.queries import TaskRow, task_tree
from models.task.terms import Role
from tests.models.edition.conftest import TODAY

Issue = Callable[..., int]
Paper = Callable[..., tuple[Sheet, ...]]


@pytest.fixture
def paper(database: Database, campaign_id: int) -> Paper:
    """A paper of the catalogue with some settings."""

    def made(key: str, **settings: Any) -> tuple[Sheet, ...]:
        found: Made = database.read(make, offer(key), Asked(campaign_id, TODAY, settings))
        assert isinstance(found, tuple)
        return found

    return made


@pytest.fixture
def leaves(database: Database, campaign_id: int) -> list[TaskRow]:
    return [row for row in database.read(task_tree, campaign_id=campaign_id, on=TODAY) if row.depth]


def alter(database: Database, leaves: list[TaskRow]) -> None:
    """A row goes, one is renamed, and so is a unit."""
    database.do("删除", tasks.delete_tasks, task_ids=[leaves[3].id])
    database.do("改任务", tasks.update_task, task_id=leaves[0].id, title="换了名称")
    unit = next(row for row in database.read(units) if row.id == leaves[5].lead[0].unit_id)
    database.do("改名", org.update_unit, unit_id=unit.id, name="市更名局", short_name="市更名局")


@pytest.mark.parametrize(
    ("view", "split"),
    [
        (View.TASK, Split.WHOLE),
        (View.UNIT, Split.UNIT),
        *((view, split) for view in (View.PERSON, View.CELL, View.DEADLINE) for split in Split),
    ],
)
def test_an_edition_is_drawn_like_the_breakdown_it_was_frozen_from(
    database: Database, campaign_id: int, issue: Issue, paper: Paper, view: View, split: Split
) -> None:
    edition_id = issue()
    options = BreakdownOptions(list_cells=True)
    sheets = paper("edition", edition=str(edition_id), by=view.value, split=split.value, list_cells=True)
    now = database.read(view_sheets, campaign_id=campaign_id, view=view, split=split, options=options, on=TODAY)
    assert [(one.name, one.columns, one.rows) for one in sheets] == [(one.name, one.columns, one.rows) for one in now]
    assert [(one.notes, one.unit) for one in sheets] == [(one.notes, one.unit) for one in now]


def test_a_reprint_is_the_same_for_ever(database: Database, issue: Issue, paper: Paper, leaves: list[TaskRow]) -> None:
    edition_id = issue()
    settings = [{"edition": str(edition_id), "by": view.value, "list_cells": True} for view in View]
    before = [paper("edition", **one) for one in settings]
    first = print_of(before[0]).pdf
    alter(database, leaves)
    issue(12)
    after = [paper("edition", **one) for one in settings]
    assert after == before
    assert print_of(after[0]).pdf == first


def test_each_page_names_the_edition_and_the_journals_head(database: Database, issue: Issue, paper: Paper) -> None:
    edition_id = issue()
    row = database.read(edition, edition_id=edition_id)
    pdf = print_of(paper("edition", edition=str(edition_id))).pdf
    pages = [page_text(pdf, at) for at in range(page_count(pdf))]
    assert len(pages) > 1
    assert all(row.head.split(" ")[1][:16] in page and row.digest[:16] in page for page in pages)
    assert "云创卫办〔2026〕11号" in pages[0]
    database.do(
        "撤回", withdraw_edition, edition_id=edition_id, reason="有误", day=TODAY + timedelta(days=1), wall=True
    )
    assert "已于2026-06-11撤回" in paper("edition", edition=str(edition_id))[0].small_print


def test_only_what_changed_keeps_its_number(
    database: Database, issue: Issue, paper: Paper, leaves: list[TaskRow]
) -> None:
    first = issue()
    with pytest.raises(Refusal, match="没有变化"):
        paper("edition", edition="now", since=str(first))
    before = paper("edition", edition="now")[0].rows
    number = next(row.cells["no"] for row in before if leaves[7].title in plain(row.cells["title"]))
    database.do("改任务", tasks.update_task, task_id=leaves[7].id, deadline="2026年9月底前")
    (sheet,) = paper("edition", edition="now", since=str(first))
    (line,) = sheet.rows
    assert sheet.notes[0].startswith("只列与第11版相比有变化的任务")
    assert line.cells["no"] == number
    assert line.cells["deadline"] == "2026年9月底前"
    names = {ref.name for ref in (*leaves[7].lead, *leaves[7].responsible, *leaves[7].support, *leaves[7].oversee)}
    assert {one.name for one in paper("edition", edition="now", since=str(first), by="unit")} == names
    for view in (View.PERSON, View.DEADLINE):
        for one in paper("edition", edition="now", since=str(first), by=view.value, split="part"):
            assert {plain(row.cells["title"]).partition("\n")[0] for row in one.rows} == {leaves[7].title}


def test_a_print_for_handing_out_has_a_cover(database: Database, campaign_id: int, issue: Issue, paper: Paper) -> None:
    settings = {"edition": str(issue()), "by": "unit", "split": "unit", "cover": True}
    sheets = paper("edition", **settings)
    asked = Asked(campaign_id, TODAY, settings)
    cover = cover_of(offer("edition"), sheets, asked)
    assert cover is not None
    index = cover(tuple(range(1, len(sheets) + 1)))
    assert [row.cells["unit"] for row in index.rows[:-1]] == [one.name for one in sheets]
    assert index.small_print == sheets[0].small_print
    for other in ({"cover": False}, {"by": "task", "split": "whole"}):
        assert cover_of(offer("edition"), sheets, replace(asked, settings={**settings, **other})) is None
    assert cover_of(offer("revision"), sheets, asked) is None


def test_the_revision_lists_what_differs(database: Database, issue: Issue, paper: Paper, leaves: list[TaskRow]) -> None:
    first = issue()
    alter(database, leaves)
    second = issue(12)
    (sheet,) = paper("revision", old=str(first), new=str(second))
    cells = [row.cells for row in sheet.rows]
    assert {row["turn"] for row in cells} == {"－删除", "△修改"}
    gone = next(row for row in cells if row["turn"] == "－删除")
    assert (gone["title"], gone["field"], gone["new"], gone["new_no"]) == (leaves[3].title, "整项", "—", "")
    assert leaves[3].body in gone["old"]
    turned = next(row for row in cells if row["new"] == "换了名称")
    assert (turned["field"], turned["old"]) == ("任务", leaves[0].title)
    assert "更名为“市更名局”" in "".join(sheet.notes)
    assert "第11版" in sheet.number and "第12版" in sheet.number
    assert sheet.small_print.count("历史第") == 2
    (back,) = paper("revision", old=str(second), new=str(first))
    assert {row.cells["turn"] for row in back.rows} == {"＋新增", "△修改"}


def test_the_numbers_of_a_revision_are_those_of_the_sheet_with_those_of_the_outline(
    database: Database, campaign_id: int, issue: Issue, paper: Paper, leaves: list[TaskRow]
) -> None:
    first = issue()
    parent = next(row for row in leaves if row.id == leaves[0].id).parent_id
    fresh = database.do("新建任务", tasks.add_task, campaign_id=campaign_id, parent_id=parent, title="空任务").value
    (sheet,) = paper("revision", old=str(first), new="now")
    (row,) = [line for line in sheet.rows if line.cells["title"] == "空任务"]
    assert (row.cells["field"], row.cells["old"], row.cells["new"]) == ("整项", "—", "（只有名称）")
    tree = database.read(task_tree, campaign_id=campaign_id, on=TODAY)
    printed_at = [one.id for one in printed(tree)].index(fresh) + 1
    outline = next(one.number for one in tree if one.id == fresh).strip("（）")
    assert row.cells["new_no"] == f"{printed_at}（{outline}）" and row.cells["old_no"] == ""
    found = database.read(compared, campaign_id=campaign_id, old_id=first, new_id=None, day=TODAY)
    assert {one.new_number for one in found.revision.rows if one.task_id == fresh} == {row.cells["new_no"]}
    assert row.cells["new_no"] in database.read(draft, campaign_id=campaign_id, day=TODAY).gaps


def test_the_revision_of_some_units(database: Database, issue: Issue, paper: Paper, leaves: list[TaskRow]) -> None:
    first = issue()
    database.do("改任务", tasks.update_tasks, task_ids=[leaves[0].id, leaves[-1].id], note="新备注")
    unit_id = leaves[0].lead[0].unit_id
    both = {leaves[0].title, leaves[-1].title}
    assert {row.cells["title"] for row in paper("revision", old=str(first))[0].rows} == both
    carries = any(ref.unit_id == unit_id for role in Role for ref in leaves[-1].units(role))
    own = paper("revision", old=str(first), new="now", unit_ids=(unit_id,))[0].rows
    assert {row.cells["title"] for row in own} == (both if carries else {leaves[0].title})


def test_a_revision_without_differences_and_papers_without_editions_are_refused(
    database: Database, campaign_id: int, issue: Issue, paper: Paper
) -> None:
    first = issue()
    with pytest.raises(Refusal, match="没有差别"):
        paper("revision", old=str(first), new="now")
    other = database.do("新建", org.create_campaign, name="另一项").value
    for key in ("edition", "revision"):
        with pytest.raises(Condition, match="还没有印发"):
            database.read(make, offer(key), Asked(other, TODAY))


def test_the_revision_as_a_workbook(
    database: Database, issue: Issue, paper: Paper, leaves: list[TaskRow], tmp_path: Path
) -> None:
    first = issue()
    database.do("改任务", tasks.update_task, task_id=leaves[0].id, title="=1+1")
    path = tmp_path / "对照.xlsx"
    write(paper("revision", old=str(first)), "xlsx", path)
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book["修订对照表"].iter_rows() for cell in row]
    assert any(cell.value == "=1+1" and cell.data_type == "s" for cell in cells)
    assert any(cell.value == leaves[0].title for cell in cells)
