"""资料清单: the files and links of tasks and cells as a table paper, a merged cell for each record."""

from sqlalchemy.orm import Session

from models.attachment.owners import Owned, owner
from models.attachment.queries import FileRow, LinkRow, files_of, links_of
from models.attachment.rules import size_words
from models.attachment.terms import Holder
from models.errors import Refusal
from models.org.queries import campaign
from models.papers.offer import Asked, Kind, Offer, Option, Setting
from models.papers.sheet import Align, Column, Profile, Row, Sheet
from models.task.papers.options import usual_title

_ALL = "all"

COLUMNS = (
    Column("no", "序号", width=1.3, merge=1),
    Column("record", "任务、网格、记分", width=3.0, align=Align.LEFT, merge=1),
    Column("count", "件号", width=0.7),
    Column("name", "资料名称", width=4.2, align=Align.LEFT),
    Column("size", "大小", width=1.0),
    Column("added", "收入日期", width=1.3),
    Column("note", "说明", width=3.0, align=Align.LEFT),
)


def _holders(session: Session, asked: Asked) -> tuple[Option, ...]:
    return (Option(_ALL, "全部资料"), *(Option(holder.value, holder.label) for holder in Holder))


def files_sheet(session: Session, asked: Asked) -> tuple[Sheet, ...]:
    """The list of all files and links. Refuses when there are none."""
    head = campaign(session, campaign_id=asked.campaign_id) if asked.campaign_id is not None else None
    if head is None:
        raise Refusal("还没有专项工作，没有资料可列。", "先导入一份方案，或新建一项专项工作。")
    wanted = asked.get("of", _ALL) or _ALL
    holders = tuple(Holder) if wanted == _ALL else (Holder.of(wanted),)
    parts = [(holder, _rows_of(session, asked, holder)) for holder in holders]
    parts = [(holder, rows) for holder, rows in parts if rows]
    if not parts:
        raise Refusal("还没有附件和链接，没有可打印的内容。", "先在任务或网格右侧的“附件”里添加。")
    rows: list[Row] = []
    for holder, found in parts:
        if len(parts) > 1:
            rows.append(Row({}, strong=True, over=f"{holder.label}（{len(found)} 件）", keep=True))
        rows += found
    total = sum(len(found) for _, found in parts)
    return (
        Sheet(
            title=asked.get("title") or usual_title(head.name, "资料清单"),
            columns=COLUMNS,
            rows=tuple(rows),
            unit=f"填报单位：{head.lead_unit}" if head.lead_unit else "",
            date=f"{asked.day.year}年{asked.day.month}月{asked.day.day}日",
            notes=(f"共 {total} 件。",),
            name="资料清单",
            profile=asked.profile,
        ),
    )


def _rows_of(session: Session, asked: Asked, holder: Holder) -> list[Row]:
    """The rows of one kind of record, in the order of its page."""
    hung: dict[int, list[FileRow | LinkRow]] = {}
    for file in files_of(session, of_table=holder.value):
        hung.setdefault(file.row_id, []).append(file)
    if asked.get("links", True):
        for link in links_of(session, of_table=holder.value):
            hung.setdefault(link.row_id, []).append(link)
    listed = owner(holder).listed(session, asked.campaign_id, asked.day)
    numbers = _numbers(listed) if holder is Holder.TASK else {record.id: record.number for record in listed}
    return [
        Row(
            {"no": numbers[record.id], "record": record.name, "count": str(number)} | _cells(row),
            groups=(f"{holder.value} {record.id}",),
        )
        for record in listed
        for number, row in enumerate(hung.get(record.id, ()), 1)
    ]


def _numbers(listed: tuple[Owned, ...]) -> dict[int, str]:
    """The number of each task behind those above it: 一（二）, so that it stands for itself."""
    found: dict[int, str] = {}
    for record in listed:
        above = found.get(record.parent_id, "") if record.parent_id is not None else ""
        found[record.id] = above + record.number.rstrip("、.．")
    return found


def _cells(row: FileRow | LinkRow) -> dict[str, str]:
    if isinstance(row, FileRow):
        return {"name": row.name, "size": size_words(row.size), "added": f"{row.added}", "note": row.note}
    address = row.target if row.name != row.target else ""
    return {"name": row.name, "size": "链接", "added": f"{row.added}", "note": address}


OFFERS = (
    Offer(
        "files",
        "资料清单",
        "folder-file-outline",
        files_sheet,
        settings=(
            Setting("of", "范围", Kind.CHOICE, default=_ALL, options=_holders),
            Setting("links", "列出链接", Kind.BOOL, True),
            Setting("title", "标题", Kind.TEXT, ""),
        ),
        profile=Profile(landscape=True),
        needs_campaign=True,
        note="任务、网格和考核记分的附件、链接，按任务的次序一件一行，可作归档目录。",
    ),
)
