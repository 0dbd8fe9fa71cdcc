"""Whether every attachment is in the folder beside the database as it was put there: its part of the check."""

from pathlib import Path

from models.attachment.named import named_ever, without_name
from models.attachment.queries import Missing, named_files
from models.attachment.store import INCOMING, Presence, Report, digests_in, examine, files_folder
from models.check import Finding
from models.database import Database

_MOST_NAMES = 3


def findings(database: Database, report: Report | None = None) -> list[Finding]:
    """A sentence for each attachment that is missing or damaged; every content is read."""
    return [Finding(sentence_of(row, database.path), is_grave=False) for row in unsound(database, report)]


def notes(database: Database) -> list[str]:
    """How many files in the folder nothing names: a break in adding left them, or others put them there."""
    folder = files_folder(database.path)
    known = {path.name for path in digests_in(folder)}
    loose = len(unnamed(database))
    strange = (
        sorted(path.name for path in folder.iterdir() if path.name not in known and not path.name.startswith(INCOMING))
        if folder.is_dir()
        else []
    )
    found = [f"附件文件夹里有 {loose} 个文件没有记录和历史提到，可以在“设置 → 附件”里清理。"] if loose else []
    if strange:
        names = "、".join(f"“{name}”" for name in strange[:_MOST_NAMES]) + ("等" if len(strange) > _MOST_NAMES else "")
        found.append(f"附件文件夹里有 {len(strange)} 个不是程序放的文件：{names}，程序不会动它们。")
    return found


def unsound(database: Database, report: Report | None = None) -> list[Missing]:
    """The attachments whose file is missing or has another content. Reads all files; the lock is let go."""
    folder = files_folder(database.path)
    named = database.read(named_files)
    found = []
    for number, (sha256, (size, names)) in enumerate(named.items()):
        if report:
            report(number, len(named), "正在核对附件")
        presence = examine(folder, sha256, size)
        if presence is not Presence.SOUND:
            found.append(Missing(sha256, size, names, presence))
    return found


def sentence_of(row: Missing, database: Path) -> str:
    """What is wrong with one attachment and where it should lie."""
    names = "、".join(f"“{name}”" for name in row.names[:_MOST_NAMES]) + ("等" if len(row.names) > _MOST_NAMES else "")
    if row.presence is Presence.MISSING:
        return f"附件{names}的文件不在了，应在“{files_folder(database).name}”文件夹里。"
    return f"附件{names}的文件损坏了，内容与添加时不同。"


def unnamed(database: Database) -> list[Path]:
    """Files in the folder that no attachment and no step names, as a break before the step leaves them."""
    return without_name(files_folder(database.path), database.read(named_ever))
