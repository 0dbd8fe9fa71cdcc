"""The one table from codes of SQLite and the operating system to sentences; what is not in it is our bug.

"Corrupt" is said only for CORRUPT and NOTADB (or a failed check), never for BUSY, FULL, IOERR or PERM.
"""

import errno
from pathlib import Path

from models.errors import Condition, FileBusy, PasswordNeeded, Refusal

_BUSY = ("文件正被另一个程序使用。", "请关闭正在使用它的窗口或程序后重试；文件未改动。")
_FULL = ("磁盘已满，这一步没有保存。", "请清出一些空间后重做；之前已保存的内容都在。")
_READ_ONLY = ("文件或所在文件夹是只读的，无法保存。", "请取消只读属性，或把文件复制到可以写入的文件夹后再打开。")
_IO = ("读写磁盘时出错，这一步没有保存。", "请检查硬盘或U盘是否接好，再试一次；之前已保存的内容都在。")
_CANNOT_OPEN = ("打不开这个文件。", "请检查文件夹是否还在、是否有权限访问。")
_NO_PERMISSION = ("没有权限访问这个文件。", "请联系管理员开通权限，或把文件复制到自己的文件夹。")
_CORRUPT = ("数据文件已损坏。", "原文件不会被改动；请用“文件 → 恢复备份”打开最近的备份。")
_NOT_A_DATABASE = ("这个文件不是责任田的数据文件，或者需要密码。", "请核对文件；如果设过密码，请输入密码。")
_GONE = ("文件不存在。", "请检查路径，文件可能被移动或改名。")

_SQLITE: dict[int, tuple[type[Condition], tuple[str, str]]] = {
    3: (Condition, _NO_PERMISSION),  # PERM
    5: (FileBusy, _BUSY),  # BUSY
    6: (FileBusy, _BUSY),  # LOCKED
    8: (Condition, _READ_ONLY),  # READONLY
    10: (Condition, _IO),  # IOERR
    11: (Condition, _CORRUPT),  # CORRUPT
    13: (Condition, _FULL),  # FULL
    14: (Condition, _CANNOT_OPEN),  # CANTOPEN
    23: (Condition, _NO_PERMISSION),  # AUTH
    26: (PasswordNeeded, _NOT_A_DATABASE),  # NOTADB
}

_SYSTEM: dict[int, tuple[str, str]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.EIO: _IO,
    errno.ENODEV: _IO,
    errno.ENXIO: _IO,
    errno.ENOENT: _GONE,
    errno.ENAMETOOLONG: ("路径太长，系统不接受。", "请换一个短一些的文件夹或文件名。"),
}


def condition_of(error: BaseException, path: Path | None = None) -> Condition | None:
    """The sentence for `error`, or None when it is our bug. `path` is named in the sentence."""
    if isinstance(error, Condition):
        return error
    where = f"“{path.name}”：" if path else ""
    seen: BaseException | None = error
    while seen is not None:
        code = getattr(seen, "sqlite_errorcode", None)
        if isinstance(code, int) and (code & 0xFF) in _SQLITE:
            kind, (sentence, step) = _SQLITE[code & 0xFF]
            return kind(where + sentence, step)
        if isinstance(seen, OSError) and seen.errno in _SYSTEM:
            sentence, step = _SYSTEM[seen.errno]
            return Condition(where + sentence, step)
        if type(seen).__name__ == "StaleDataError":
            return Refusal("这条记录刚刚被改过，这次修改没有保存。", "请看一下现在的内容，再改一次。")
        seen = getattr(seen, "orig", None) or seen.__cause__
    return None
