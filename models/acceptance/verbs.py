"""Verbs `read` and `import`: documents to JSON, documents into a database; and `list documents`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from models import verbs
from models.acceptance.import_verb import run_import
from models.acceptance.opening import Opened, kind_of_words, opened_documents, wishes_for
from models.database import Database
from models.errors import Condition, Refusal
from models.intake.as_json import as_json
from models.intake.draft import KIND_LABELS
from models.verbs import Listing

_FILES = "Word、Excel、文本、网页或 PDF；- 表示标准输入"


def add_verbs(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add `read` and `import`."""
    read = commands.add_parser("read", help="读文件，输出读出的内容（JSON）")
    _add_files(read)
    verbs.add_json_argument(read)
    read.add_argument("--db", type=Path, metavar="DB", help="用这个数据文件里的单位名称和记住的列含义")
    read.add_argument("--ledger", type=Path, metavar="文件", help="把读出的整改台账另存为 .xlsx 或 .json")
    read.set_defaults(run=_read)
    take = commands.add_parser("import", help="读文件并导入数据文件")
    _add_files(take)
    verbs.add_database_argument(take)
    verbs.add_json_argument(take)
    take.add_argument("--campaign", metavar="名称", help="导入到这项专项工作（默认：上次导入的那项，否则按标题新建）")
    take.add_argument("--yes", action="store_true", help="写入没有疑问的内容（不加时只显示会写什么）")
    take.add_argument("--doubtful", type=Path, metavar="文件", help="有疑问的内容写到这个文件（JSON）")
    take.set_defaults(run=run_import)


def _add_files(parser: argparse.ArgumentParser) -> None:
    kinds = "、".join(f"{kind.value}（{label}）" for kind, label in KIND_LABELS.items())
    parser.add_argument("files", nargs="+", metavar="文件", help=_FILES)
    parser.add_argument("--kind", type=kind_of_words, metavar="类型", help=f"按这种类型读：{kinds}")


def _read(args: argparse.Namespace) -> int:
    answers: list[dict[str, Any]] = []
    failed = 0
    found: list[Opened] = []
    for document in opened_documents(args, wishes_for(args)):
        if document.reading is None:
            if len(args.files) == 1 and document.why is not None:
                raise document.why
            print(f"{document.file}：{document.why}", file=sys.stderr)
            answers.append({"file": document.file, "error": str(document.why)})
            failed += 1
            continue
        found.append(document)
        answers.append({"file": document.file, **as_json(document.reading.draft)})
    if args.ledger is not None:
        _write_ledger(args.ledger, found)
    if len(answers) == 1:
        del answers[0]["file"]
        verbs.print_json(answers[0])
    else:
        verbs.print_json(answers)
    return 1 if failed else 0


def _write_ledger(path: Path, documents: list[Opened]) -> None:
    """The problems of all files in one ledger. Photos of one name in two files are told apart by their file."""
    from models.acceptance.ledger import joined_ledger, write_ledger

    readings = [document.reading for document in documents if document.reading is not None]
    if any(path.absolute() == Path(document.file).absolute() for document in documents):
        raise Refusal("台账不能写到读入的文件上。", "请换一个文件名。")
    title, problems, pictures = joined_ledger([(one.draft, one.source.pictures) for one in readings])
    write_ledger(path, title, problems, pictures)
    print(f"已写入 {path}：{len(problems)} 条。", file=sys.stderr)


def _documents(database: Database, args: argparse.Namespace) -> list[dict[str, Any]]:
    from models.acceptance.queries import documents
    from models.org.queries import campaigns

    campaign_id = None
    if args.campaign:
        campaign_id = next((row.id for row in database.read(campaigns) if row.name == args.campaign), None)
        if campaign_id is None:
            raise Condition(f"没有叫“{args.campaign}”的专项工作。", "用 list campaigns 查看名称。")
    return [
        {
            "id": row.id,
            "name": row.name,
            "title": row.title,
            "kind": row.kind.value,
            "campaign": row.campaign,
            "taken_on": row.taken_on,
            "digest": row.digest,
        }
        for row in database.read(documents, campaign_id=campaign_id)
    ]


LISTINGS: dict[str, Listing] = {"documents": _documents}
