"""The main job of the tour without any widget: read, import, undo and redo, check, print."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.acceptance.actions import Taken, accept_reading
from models.check import check
from models.database import Database, create_database
from models.errors import Condition
from models.intake.draft import KIND_LABELS, Draft, Kind
from models.intake.opening import read_file
from models.intake.review import Review
from models.org.queries import groups, seats, units
from models.papers.pdf import page_count, page_text
from models.papers.render import render_print
from models.papers.sheet import Sheet, plain
from models.papers.xlsx import render_xlsx_book
from models.task import papers, queries
from models.worker import Worker
from ui.style import RESOURCES

if TYPE_CHECKING:
    from ui.tour import Log

SAMPLE = RESOURCES / "sample" / "plan.docx"
LEAST_TASKS, LEAST_SEATS = 7, 20


class Tour:
    """One run into the folder `out`."""

    def __init__(self, out: Path, log: Log) -> None:
        self._out = out
        self._log = log
        self._draft: Draft | None = None
        self._accepted: Taken | None = None
        self._database: Database | None = None

    @property
    def database(self) -> Database:
        """The file written into."""
        assert self._database is not None
        return self._database

    @property
    def campaign_id(self) -> int:
        assert self._accepted is not None and self._accepted.campaign_id is not None
        return self._accepted.campaign_id

    def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            self._database.close()

    def read(self) -> None:
        """Read the sample plan in a child process."""
        log = self._log
        log.step(f"读取示例方案“{SAMPLE.name}”")
        with Worker() as worker:
            draft = read_file(SAMPLE, worker).draft
        self._draft = draft = Review(draft).to_draft()
        log.prove(draft.kind is Kind.PLAN, f"认出种类：{KIND_LABELS[draft.kind]}，标题“{draft.title}”")
        leads = [task for task in draft.tasks if task.lead_units]
        log.prove(len(draft.tasks) >= LEAST_TASKS, f"{len(draft.tasks)} 项任务")
        log.prove(len(leads) == len(draft.tasks), f"{len(leads)} 项任务写明了牵头单位")
        log.prove(len(draft.seats) >= LEAST_SEATS, f"{len(draft.groups)} 个组织，{len(draft.seats)} 个席位")
        log.prove(bool(draft.phases and draft.targets), f"{len(draft.phases)} 个阶段，{len(draft.targets)} 个目标")
        log.prove(bool(draft.reporting), f"{len(draft.reporting)} 项报送事项")

    def write(self) -> None:
        """Import the draft into a new file as one step and compare every number with the draft."""
        assert self._draft is not None
        log, draft, path = self._log, self._draft, self._out / "tour.zrt"
        log.step(f"导入到“{path.name}”")
        for old in (path, path.with_name(path.name + "-journal")):
            try:
                old.unlink(missing_ok=True)
            except OSError as error:
                raise Condition(f"“{old}”换不了：{error.strerror}。", "请关闭打开它的程序，或换一个文件夹。") from error
        self._database = create_database(path)
        log.wrote(path)
        title = f"导入“{draft.title}”"
        self._accepted = self.database.do(title, accept_reading, draft=draft, source=SAMPLE.name).value
        rows = self._rows()
        log.prove(
            Counter(row.title for row in rows)
            == Counter([*(task.title for task in draft.tasks), *(duty.what for duty in draft.reporting)]),
            f"任务和报送事项 {len(rows)} 行，逐条相同",
        )
        expected = sum(len({(unit.duty, unit.name) for unit in task.units}) for task in draft.tasks)
        expected += sum(len(set(duty.who)) for duty in draft.reporting)
        written = sum(sum(not ref.leads_by_rule for ref in row.lead) + _others(row) for row in rows)
        log.prove(written == expected, f"{written} 条责任分工")
        found = self.database.read(groups, campaign_id=self.campaign_id)
        sat = sum(len(self.database.read(seats, group_id=group.id)) for group in found)
        log.prove(sat == len(draft.seats), f"{len(found)} 个组织，{sat} 个席位")
        names = {row.name for row in self.database.read(units)}
        log.prove(set(draft.units) <= names, f"{len(names)} 个单位")

    def undo(self) -> None:
        """Take the import back with one undo and bring it again with one redo."""
        log = self._log
        log.step("撤销，再重做")
        before = [(row.id, row.title) for row in self._rows()]
        self.database.undo()
        log.prove(not self.database.read(units), "撤销一次，什么也不剩")
        self.database.redo()
        log.prove([(row.id, row.title) for row in self._rows()] == before, "重做一次，全部回来")

    def check(self) -> None:
        """Check the file: pages, journal, every row against its history."""
        log = self._log
        log.step("检查数据文件")
        checked = check(self.database)
        log.prove(checked.rows > 0, f"核对了 {checked.rows} 行，{checked.steps} 步历史")
        log.prove(not checked.findings, "；".join(one.sentence for one in checked.findings) or "没有发现问题")

    def print_papers(self) -> None:
        """The breakdown by task and by unit, as PDF and xlsx."""
        self._log.step("打印责任分解表")
        whole: Sheet = self.database.read(papers.breakdown, campaign_id=self.campaign_id)
        each: tuple[Sheet, ...] = self.database.read(papers.unit_breakdowns, campaign_id=self.campaign_id)
        self._print("责任分解表-按任务", (whole,))
        self._print("责任分解表-按单位", each)

    def _print(self, name: str, sheets: tuple[Sheet, ...]) -> None:
        log = self._log
        pdf, book = self._out / f"{name}.pdf", self._out / f"{name}.xlsx"
        made = render_print(sheets)
        pdf.write_bytes(made.pdf)
        log.wrote(pdf)
        content = pdf.read_bytes()
        pages = page_count(content)
        log.prove(pages == sum(made.page_counts), f"{pdf.name}：{len(sheets)} 份，{pages} 页")
        text = _squeezed("".join(page_text(content, index) for index in range(pages)))
        missing = [title for title in self._titles() if _squeezed(title) not in text]
        log.prove(not missing, f"{pdf.name}：每项任务都印在上面" + (f"，缺 {missing[0]}" if missing else ""))
        render_xlsx_book(list(sheets), book)
        log.wrote(book)
        wanted, found = sum(len(sheet.rows) for sheet in sheets), _read_back(book)
        titles = {_squeezed(title) for title in self._titles()}
        here = {title for title in titles if any(title in cell for cell in found)}
        log.prove(here == titles, f"{book.name}：{len(sheets)} 张工作表，{wanted} 行，逐条读回")

    def _titles(self) -> list[str]:
        return [row.title for row in self._rows()]

    def _rows(self) -> tuple[queries.TaskRow, ...]:
        rows: tuple[queries.TaskRow, ...] = self.database.read(queries.task_tree, campaign_id=self.campaign_id)
        return rows


def _others(row: queries.TaskRow) -> int:
    return len(row.responsible) + len(row.support) + len(row.oversee)


def _read_back(path: Path) -> set[str]:
    """All texts of a workbook, blanks removed."""
    from openpyxl import load_workbook

    book: Any = load_workbook(path, read_only=True)
    try:
        return {
            _squeezed(str(value))
            for sheet in book.worksheets
            for row in sheet.iter_rows(values_only=True)
            for value in row
            if value is not None
        }
    finally:
        book.close()


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u2060\xad]+", "", plain(text))
