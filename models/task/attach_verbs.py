"""The verb `attach` (files, a link, an export of all, lost files found again), and the listing of attachments."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from models import verbs
from models.attachment import actions, queries
from models.attachment.carrying import bring_back
from models.attachment.export import export_folder, export_zip, plan_export
from models.attachment.owners import find, owner
from models.attachment.rules import size_words
from models.attachment.soundness import unsound
from models.attachment.store import files_folder, put_all
from models.attachment.terms import Holder
from models.database import Database
from models.errors import Condition
from models.org.queries import campaign_named, campaigns

_LINK, _EXPORT, _FIND = "link", "export", "find"

Rows = list[dict[str, Any]]


def add_verbs(commands: Any) -> None:
    """Add `attach`."""
    parser = commands.add_parser(
        "attach",
        help="给任务或网格添加文件（attach 文件…）、链接（attach link 地址），或导出全部资料（attach export）",
    )
    parser.add_argument("what", nargs="+", metavar="文件", help="文件…；或 link 地址；或 export；或 find 文件夹…")
    verbs.add_database_argument(parser)
    verbs.add_campaign_argument(parser)
    parser.add_argument("--to", metavar="记录", help="task:序号、task:一/1、task:名称、task:编号，或 cell:名称")
    parser.add_argument("--note", default="", metavar="说明", help="文件的说明")
    parser.add_argument("--name", default="", metavar="名称", help="链接的名称")
    parser.add_argument("--out", type=Path, metavar="DIR", help="export：新的文件夹，或一个 .zip 文件")
    parser.set_defaults(run=_attach)


def _attach(args: argparse.Namespace) -> int:
    verb, *rest = args.what
    if verb == _EXPORT and not rest:
        return _export(args)
    if verb == _FIND and rest and not args.to:
        return _find(args, [Path(name) for name in rest])
    if not args.to:
        raise Condition("没有写 --to，不知道添加到哪里。", "例如：app.py attach 方案.pdf --to task:一/1 --db 数据.zrt")
    if verb == _LINK and len(rest) == 1:
        return _link(args, rest[0])
    return _files(args)


def _files(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        holder, row = database.read(find, text=args.to, campaign_id=_campaign_id(database, args))
        stored = put_all(database.path, [Path(name) for name in args.what], verbs.progress_on_stderr)
        done = database.do(
            f"添加附件：{row.name}", actions.attach, of_table=holder.value, row_id=row.id, files=stored, note=args.note
        )
    added = [file.name for file in stored if file.name not in done.value.known]
    if added:
        print(f"已给{holder.label}“{row.words}”添加 {len(added)} 个文件：{'、'.join(added)}。")
    if done.value.known:
        print(f"原来就有，没有重复添加：{'、'.join(done.value.known)}。")
    return 0


def _link(args: argparse.Namespace, address: str) -> int:
    with verbs.opened(args) as database:
        holder, row = database.read(find, text=args.to, campaign_id=_campaign_id(database, args))
        database.do(
            f"添加链接：{row.name}",
            actions.add_link,
            of_table=holder.value,
            row_id=row.id,
            target=address,
            name=args.name,
        )
    print(f"已给{holder.label}“{row.words}”添加链接。")
    return 0


def _export(args: argparse.Namespace) -> int:
    if args.out is None:
        raise Condition("没有写 --out，不知道导出到哪里。", "例如：app.py attach export --out 资料 --db 数据.zrt")
    with verbs.opened(args) as database:
        plan = database.read(plan_export, campaign_id=_campaign_id(database, args))
        write = export_zip if args.out.suffix.lower() == ".zip" else export_folder
        made = write(database.path, plan, args.out, verbs.progress_on_stderr)
    print(f"已导出 {made.files} 个文件到“{made.path}”。")
    if made.lacking:
        raise Condition(f"有 {len(made.lacking)} 个文件不在了或已损坏，没有导出：{'、'.join(made.lacking)}。")
    return 0


def _find(args: argparse.Namespace, places: list[Path]) -> int:
    """Lost files are taken from folders (and those below them) or files, by their content."""
    with verbs.opened(args) as database:
        lost = {row.sha256: row.size for row in unsound(database, verbs.progress_on_stderr)}
        came = bring_back(database.path, lost, places, verbs.progress_on_stderr)
    if not lost:
        print("附件的文件都在，没有要找的。")
    else:
        print(f"已找回 {came} 个附件，还缺 {len(lost) - came} 个。")
    return 0 if came == len(lost) else 1


def attachments(database: Database, args: argparse.Namespace) -> Rows:
    """Files and links of tasks and cells, in the order of their pages."""
    campaign_id = _campaign_id(database, args)
    lacking = {row.sha256: row.presence.value for row in database.read(queries.all_missing, database=database.path)}
    rows: Rows = []
    for holder in Holder:
        names = {row.id: row.words for row in database.read(owner(holder).listed, campaign_id, args.as_of)}
        places = {row_id: at for at, row_id in enumerate(names)}
        hung: list[tuple[int, dict[str, Any]]] = []
        for file in database.read(queries.files_of, of_table=holder.value):
            state = lacking.get(file.sha256, "")
            folder = files_folder(database.path)
            hung.append(
                (file.row_id, _row(file, "文件", file.name, file.note, file.size, str(folder / file.sha256), state))
            )
        for link in database.read(queries.links_of, of_table=holder.value):
            hung.append((link.row_id, _row(link, "链接", link.name, "", None, link.target, "")))
        for row_id, cells in sorted(hung, key=lambda pair: places.get(pair[0], len(places))):
            if row_id in names:
                rows.append({"holder": holder.label, "record": names[row_id], "record_id": row_id} | cells)
    return rows


def _row(
    row: queries.FileRow | queries.LinkRow, kind: str, name: str, note: str, size: int | None, target: str, state: str
) -> dict[str, Any]:
    added: date = row.added
    return {
        "id": row.id,
        "kind": kind,
        "name": name,
        "note": note,
        "size": size,
        "size_words": size_words(size) if size is not None else "",
        "added": added,
        "target": target,
        "state": state,
    }


def _campaign_id(database: Database, args: argparse.Namespace) -> int | None:
    """The campaign asked for; None in a file without any: cells may bear files all the same."""
    if args.campaign is None and not database.read(campaigns):
        return None
    found: int = database.read(campaign_named, name=args.campaign).id
    return found


LISTINGS: dict[str, verbs.Listing] = {"attachments": attachments}
