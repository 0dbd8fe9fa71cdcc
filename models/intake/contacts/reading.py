"""A file of contacts, told by its content, read into entries in the child process."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from models.errors import Refusal
from models.intake.contacts.sheet import entries_of_block
from models.intake.contacts.vcard import entries_of_vcards, is_vcard
from models.intake.files import job_on_file
from models.intake.gate import FileKind, kind_of_file
from models.intake.loaders.any import file_of
from models.intake.loaders.csv import cells_of_text
from models.intake.loaders.text import decoded
from models.intake.loaders.workbook.cells import Cells
from models.intake.loaders.workbook.reading import read_workbook
from models.intake.plain import from_plain, to_plain
from models.org.contact_entries import ContactEntry
from models.worker import Worker

JOB = "read_contacts"


def read_contacts(
    path: Path, worker: Worker, *, cancelled: Callable[[], bool] | None = None
) -> tuple[ContactEntry, ...]:
    """The entries of a vCard file (.vcf), a sheet (.xlsx) or text with tabs or commas (.csv, .txt).

    Raises Refusal or Condition with the way out; Cancelled when `cancelled()` turns true.
    """
    answer = job_on_file(JOB, path, worker, cancelled=cancelled)
    return tuple(from_plain(ContactEntry, item) for item in answer)


def read_job(payload: Mapping[str, Any]) -> list[Any]:
    """The job of the child process: entries as plain values."""
    return [to_plain(entry) for entry in entries_of_file(*file_of(payload))]


def entries_of_file(data: bytes, name: str) -> list[ContactEntry]:
    """The entries of a file's content."""
    if is_vcard(data):
        return entries_of_vcards(data, name)
    kind = kind_of_file(data, name)
    if kind is FileKind.XLSX:
        return _of_sheets([(sheet.name, _texts(sheet.cells)) for sheet in read_workbook(data, name).sheets], name)
    if kind in (FileKind.CSV, FileKind.TEXT):
        return _of_sheets([("", cells_of_text(decoded(data, name)))], name)
    raise Refusal(
        f"“{name}”不是通讯录能读的格式。", "可以导入名片（.vcf）、表格（.xlsx）或文本（.csv）；也可以复制后直接粘贴。"
    )


def _texts(cells: Cells) -> list[list[str]]:
    """The rows of a sheet up to the last filled one."""
    width = max((max(row) for row in cells.rows.values()), default=0)
    return [
        [cells.rows.get(row, {}).get(column, "") for column in range(1, width + 1)]
        for row in range(1, max(cells.rows, default=0) + 1)
    ]


def _of_sheets(sheets: list[tuple[str, list[list[str]]]], name: str) -> list[ContactEntry]:
    entries: list[ContactEntry] = []
    problem: Refusal | None = None
    for title, rows in sheets:
        if not rows:
            continue
        place = "第 {} 行" if len(sheets) == 1 else "“" + title.replace("{", "").replace("}", "") + "”第 {} 行"
        try:
            entries += entries_of_block(rows, place=place, first_id=len(entries) + 1)
        except Refusal as refusal:
            problem = problem or refusal
    if not entries:
        raise problem or Refusal(f"“{name}”里没有读到联系人。", "请检查表格里有没有姓名这一列。")
    return entries
