"""Documents named on the command line, read with what the database knows."""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models import verbs
from models.errors import Condition
from models.intake.draft import KIND_LABELS, Kind
from models.intake.opening import read_data, read_file
from models.intake.reading import Reading
from models.intake.wishes import Wishes
from models.worker import Worker

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with what was read in it and the SHA-256 of its content, or (`reading` None) why it could not be read."""

    file: str
    reading: Reading | None
    digest: str = ""
    why: Condition | None = None

    @property
    def name(self) -> str:
        """The file's name; nothing for standard input."""
        return Path(self.file).name if self.file != STANDARD_INPUT else ""


def kind_of_words(words: str) -> Kind:
    """An argparse type: plan or 工作方案."""
    found = next((kind for kind, label in KIND_LABELS.items() if words in (kind.value, label)), None)
    if found is None:
        names = "、".join(kind.value for kind in Kind)
        raise argparse.ArgumentTypeError(f"“{words}”不是文件类型，可以写：{names}")
    return found


def wishes_for(args: argparse.Namespace) -> Wishes:
    """What the reader is told: the kind, and the names of units and remembered columns of the database, if there is
    one."""
    held = getattr(args, "held", None)
    if args.db is None or (held is None and not args.db.exists()):
        return Wishes(args.kind)
    from models.intake.queries import wishes_of

    with verbs.opened(args) as database:
        wishes: Wishes = database.read(wishes_of, kind=args.kind)
    return wishes


def opened_documents(args: argparse.Namespace, wishes: Wishes) -> Iterator[Opened]:
    """Each file in its turn, all by one child process."""
    with Worker() as worker:
        for file in args.files:
            try:
                yield _opened(file, worker, args, wishes)
            except Condition as condition:
                yield Opened(file, None, why=condition)


def _opened(file: str, worker: Worker, args: argparse.Namespace, wishes: Wishes) -> Opened:
    if file != STANDARD_INPUT:
        reading = read_file(Path(file), worker, wishes=wishes)
        with Path(file).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return Opened(file, reading, digest)
    if getattr(args, "held", None) is not None:
        raise Condition("数据文件正由窗口打开，这时不能从标准输入读。", "请先存成文件，再写文件名。")
    data = sys.stdin.buffer.read()
    return Opened(file, read_data(data, "标准输入", worker, wishes=wishes), hashlib.sha256(data).hexdigest())
