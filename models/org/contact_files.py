"""The contact book out to a file: a workbook or vCards, told by the file's name."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from models.errors import Refusal
from models.files import write_atomically
from models.org.contact_sheet import workbook_of
from models.org.queries.contacts import ContactRow
from models.org.vcards import VERSIONS, vcards_of


def write_contacts(
    rows: Sequence[ContactRow],
    path: Path,
    *,
    day: date | None = None,
    version: str = VERSIONS[0],
    phones: bool = True,
) -> int:
    """Write the book to `path` (.xlsx or .vcf) in one go; answers how many people. Cards always hold the phones."""
    kind = path.suffix.casefold()
    if kind == ".vcf":
        if not phones:
            raise Refusal("名片里的电话不能打码。", "需要打码时请导出为表格（.xlsx）。")
        content = vcards_of(rows, version)
    elif kind == ".xlsx":
        content = workbook_of(rows, day or date.today(), phones=phones)
    else:
        raise Refusal(f"不认识“{path.suffix or path.name}”这种文件。", "请写成 .xlsx（表格）或 .vcf（名片）。")
    write_atomically(path, content)
    return sum(1 for row in rows if not row.is_empty)
