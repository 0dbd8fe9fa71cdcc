"""`app.py tour --out DIR`: the whole main job on the sample plan without a window, each step proved."""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from models.errors import Condition

FAILED = 1


class Log:
    """Progress lines, files written, and everything that could not be proved."""

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.failures: list[str] = []
        self._number = 0

    def step(self, text: str) -> None:
        """A new step begins."""
        self._number += 1
        print(f"{self._number}. {text}", flush=True)

    def prove(self, holds: bool, text: str) -> None:
        """Say what was proved, or note that it was not."""
        if not holds:
            self.failures.append(text)
        print(f"   {'✓' if holds else '✗'} {text}", flush=True)

    def wrote(self, path: Path) -> None:
        """A file was written."""
        self.files.append(path)


def main(argv: Sequence[str]) -> int:
    """Run the tour; 0 only when everything was proved. Leaves tour.zrt, papers and pictures in the folder."""
    parser = argparse.ArgumentParser(prog="tour", description="不开窗口，用示例方案走完全过程")
    parser.add_argument("--out", required=True, type=Path, metavar="文件夹", help="结果写到这个文件夹")
    out: Path = parser.parse_args(list(argv)).out
    log = Log()
    before = sys.excepthook
    sys.excepthook = _Catcher(log)
    try:
        _run(out, log)
    except Condition as condition:
        print(condition, file=sys.stderr)
        return FAILED
    finally:
        sys.excepthook = before
    print(f"写出 {len(log.files)} 个文件：", flush=True)
    for path in log.files:
        print(f"   {path}  {path.stat().st_size:,} 字节", flush=True)
    if log.failures:
        print(f"有 {len(log.failures)} 项没有通过：" + "；".join(log.failures), file=sys.stderr)
        return FAILED
    print("全部通过。", flush=True)
    return 0


def _run(out: Path, log: Log) -> None:
    from ui.application import prepare
    from ui.tour.pictures import take_pictures
    from ui.tour.work import SAMPLE, Tour

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Condition(f"文件夹“{out}”建不了：{error.strerror}。", "请换一个可以写入的文件夹。") from error
    prepare()
    qInstallMessageHandler(_on_qt_message)
    tour = Tour(out.absolute(), log)
    try:
        tour.read()
        tour.write()
        tour.undo()
        tour.check()
        tour.print_papers()
        with tempfile.TemporaryDirectory(prefix="zerentian-tour-") as folder:
            take_pictures(tour.database, SAMPLE, out.absolute(), Path(folder), log)
    finally:
        tour.close()
        qInstallMessageHandler(None)


def _on_qt_message(kind: QtMsgType, context: object, text: str) -> None:
    """Qt's own remarks; the platform without a screen says of every window that it cannot propagate sizes."""
    if "propagateSizeHints" not in text and kind is not QtMsgType.QtDebugMsg:
        print(text, file=sys.stderr)


class _Catcher:
    """An error in a slot of the window does not end the tour, it fails it."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        traceback.print_exception(kind, error, trace)
        self._log.failures.append(f"{kind.__name__}: {error}")
