"""Verbs `read`, `import` and `contacts`: documents to JSON, documents and contact lists into a database."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from models import verbs
from models.database import Database, create_database
from models.errors import Condition
from models.intake.actions import Accepted, accept_draft
from models.intake.contacts import verbs as contacts_verbs
from models.intake.draft import KIND_LABELS, Draft
from models.intake.naming import campaign_name_of
from models.intake.opening import read_data, read_file
from models.intake.reading import Reading
from models.intake.sorting import doubtful_items, is_empty, without_doubt
from models.worker import Worker

STANDARD_INPUT = "-"
DOUBTFUL_LEFT = 3


def add_verbs(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add `read` and `import`."""
    read = commands.add_parser("read", help="读文件，输出读出的内容（JSON）")
    read.add_argument("files", nargs="+", metavar="文件", help="Word文档（.docx）或文本；- 表示标准输入")
    verbs.add_json_argument(read)
    read.set_defaults(run=_read)
    take = commands.add_parser("import", help="读文件并导入数据文件")
    take.add_argument("files", nargs="+", metavar="文件", help="Word文档（.docx）或文本；- 表示标准输入")
    verbs.add_database_argument(take)
    verbs.add_json_argument(take)
    take.add_argument("--campaign", metavar="名称", help="导入到这项专项工作（默认：按文件标题新建）")
    take.add_argument("--yes", action="store_true", help="写入没有疑问的内容（不加时只显示会写什么）")
    take.add_argument("--doubtful", type=Path, metavar="文件", help="有疑问的内容写到这个文件（JSON）")
    take.set_defaults(run=_import)
    contacts_verbs.add_verbs(commands)


# ---- read ---------------------------------------------------------------------------------------------------


def _read(args: argparse.Namespace) -> int:
    answers: list[dict[str, Any]] = []
    failed = 0
    with Worker() as worker:
        for file in args.files:
            try:
                answers.append({"file": file, **_open(file, worker, args).draft.to_json()})
            except Condition as condition:
                if len(args.files) == 1:
                    raise
                print(f"{file}：{condition}", file=sys.stderr)
                answers.append({"file": file, "error": str(condition)})
                failed += 1
    if len(answers) == 1:
        del answers[0]["file"]
        verbs.print_json(answers[0])
    else:
        verbs.print_json(answers)
    return 1 if failed else 0


def _open(file: str, worker: Worker, args: argparse.Namespace) -> Reading:
    if file != STANDARD_INPUT:
        return read_file(Path(file), worker)
    if getattr(args, "held", None) is not None:
        raise Condition("数据文件正由窗口打开，这时不能从标准输入读。", "请先存成文件，再写文件名。")
    return read_data(sys.stdin.buffer.read(), "标准输入", worker)


# ---- import -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Document:
    file: str
    draft: Draft
    sure: Draft
    doubtful: list[dict[str, Any]]


def _import(args: argparse.Namespace) -> int:
    with Worker() as worker:
        documents = [_document(file, _open(file, worker, args).draft) for file in args.files]
    empty = [document.file for document in documents if is_empty(document.draft)]
    if len(empty) == len(documents):
        raise Condition(
            "没有读到可以导入的内容，什么也没有写。", "这份材料可能不是方案或名单；可以在窗口里打开它对照原文。"
        )
    if not args.yes:
        _show(args, documents, None)
        return 0
    written = _write(args, [document for document in documents if not is_empty(document.sure)])
    left = [{"file": document.file, **item} for document in documents for item in document.doubtful]
    if args.doubtful is not None:
        from models.files import write_atomically

        write_atomically(args.doubtful, json.dumps(left, ensure_ascii=False, indent=2).encode("utf-8"))
    _show(args, documents, written)
    return DOUBTFUL_LEFT if left else 0


def _document(file: str, draft: Draft) -> _Document:
    return _Document(file, draft, without_doubt(draft), doubtful_items(draft))


def _write(args: argparse.Namespace, documents: Sequence[_Document]) -> list[Accepted]:
    if not documents:
        return []
    if getattr(args, "held", None) is None and not args.db.exists():
        database = create_database(args.db, os.environ.get(verbs.PASSWORD_VARIABLE))
        try:
            return _step(database, documents, args.campaign)
        finally:
            database.close()
    with verbs.opened(args) as database:
        from models.backup import backup

        backup(database)
        return _step(database, documents, args.campaign)


def _step(database: Database, documents: Sequence[_Document], campaign: str | None) -> list[Accepted]:
    names = "、".join(_title(document) for document in documents)
    accepted: list[Accepted] = database.do(f"导入“{names[:60]}”", _accept_all, documents, campaign).value
    return accepted


def _accept_all(session: Session, documents: Sequence[_Document], campaign: str | None) -> list[Accepted]:
    from models.org.queries import campaigns

    existing = {row.name: row.id for row in campaigns(session)}
    answers: list[Accepted] = []
    for document in documents:
        answer = accept_draft(
            session,
            draft=document.sure,
            campaign_id=existing.get(campaign) if campaign else None,
            campaign_name=campaign or campaign_name_of(_title(document)),
            source=Path(document.file).name if document.file != STANDARD_INPUT else "",
            report=verbs.progress_on_stderr,
        )
        if campaign:
            existing[campaign] = answer.campaign_id
        answers.append(answer)
    return answers


def _title(document: _Document) -> str:
    return document.draft.title or (Path(document.file).stem if document.file != STANDARD_INPUT else "")


def _show(args: argparse.Namespace, documents: Sequence[_Document], written: list[Accepted] | None) -> None:
    if args.json:
        verbs.print_json(
            [
                {
                    "file": document.file,
                    "kind": document.draft.kind.value,
                    "title": document.draft.title,
                    "written": written is not None,
                    **_counts(document.sure),
                    "doubtful": len(document.doubtful),
                    "warnings": list(document.draft.warnings),
                }
                for document in documents
            ]
        )
        return
    for document in documents:
        verb = "已导入" if written is not None else "可导入"
        counts = "、".join(f"{count} {label}" for label, count in _labelled(document.sure) if count)
        print(f"{document.file}：{KIND_LABELS[document.draft.kind]}“{_title(document)}”")
        print(f"  {verb}：{counts or '没有'}")
        for warning in document.draft.warnings:
            print(f"  提醒：{warning}")
        for item in document.doubtful:
            print(f"  有疑问：{_words(item['item'])}（{''.join(item['doubts'])}）")
    for accepted in written or ():
        if accepted.same_people:
            print(f"  同名按一个人处理：{'、'.join(accepted.same_people)}")
    if written is None:
        print("以上内容还没有写入；加 --yes 写入没有疑问的内容。")
    elif any(document.doubtful for document in documents):
        where = f"，已存到 {args.doubtful}" if args.doubtful is not None else "；加 --doubtful 文件 可以存下来"
        print(f"有疑问的内容没有写入{where}。")


def _labelled(draft: Draft) -> list[tuple[str, int]]:
    return [
        ("个单位", len(draft.units)),
        ("个席位", len(draft.seats)),
        ("项任务", len(draft.tasks)),
        ("个阶段", len(draft.phases)),
        ("个目标", len(draft.targets)),
        ("项报送事项", len(draft.reporting)),
        ("个点位", sum(len(cell.points) for cell in draft.cells)),
        ("条通讯录", len(draft.contacts)),
    ]


def _counts(draft: Draft) -> dict[str, int]:
    names = ("units", "seats", "tasks", "phases", "targets", "reporting", "points", "contacts")
    return dict(zip(names, (count for _, count in _labelled(draft)), strict=True))


def _words(item: dict[str, Any]) -> str:
    for key in ("title", "what", "indicator", "area", "name", "post", "unit"):
        if item.get(key):
            return str(item[key])
    return "（无名）"
