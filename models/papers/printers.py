"""Printers of a Linux desktop through CUPS: list them, hand over a PDF, see what became of the job.

On Windows the window prints itself (ui/printing/windows.py). "Printed" is never assumed: a job is followed to its end.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from models.errors import Condition
from models.papers.sheet import Paper

_SECONDS = 20.0
_NO_CUPS = ("这台电脑没有安装打印服务。", "请安装系统软件包 cups-client，或先导出PDF再打印。")
_NOT_RUNNING = ("打印服务没有运行。", "请启动系统的打印服务（CUPS）后重试，或先导出PDF。")


class Sides(StrEnum):
    """On which sides of the paper; the value is CUPS's own word."""

    ONE = "one-sided"
    LONG_EDGE = "two-sided-long-edge"
    SHORT_EDGE = "two-sided-short-edge"


class JobState(StrEnum):
    WAITING = "waiting"
    STOPPED = "stopped"
    """Waiting at a printer that is switched off or faulty."""
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The printer's system has no record of the job any more."""


@dataclass(frozen=True, slots=True)
class Printer:
    name: str
    is_default: bool
    is_ready: bool
    """Enabled and accepting jobs."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an option of a printer, for example a paper tray."""

    key: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class PrintOptions:
    copies: int = 1
    sides: Sides = Sides.ONE
    paper: Paper = Paper.A4
    tray: str = ""
    """A key of `trays`; empty: the printer's own choice."""
    pages: str = ""
    """For example 1-3,5; empty: all."""


def printers() -> tuple[Printer, ...]:
    """All printers, the default one first. Raises Condition when there is no CUPS or it does not run."""
    names = [line.strip() for line in _run(["lpstat", "-e"]).splitlines() if line.strip()]
    if not names:
        return ()
    default = re.search(r"system default destination: (\S+)", _run(["lpstat", "-d"], allow_failure=True))
    accepting = _run(["lpstat", "-a"], allow_failure=True)
    enabled = _run(["lpstat", "-p"], allow_failure=True)
    chosen = default.group(1) if default else ""
    found = [
        Printer(
            name,
            name == chosen,
            f"{name} not accepting" not in accepting
            and not re.search(rf"^printer {re.escape(name)} disabled", enabled, re.M),
        )
        for name in names
    ]
    return tuple(sorted(found, key=lambda printer: (not printer.is_default, printer.name)))


def trays(printer: str) -> tuple[Choice, ...]:
    """Paper trays of `printer`; empty when it names none."""
    text = _run(["lpoptions", "-p", printer, "-l"], allow_failure=True)
    line = re.search(r"^(?:InputSlot|media-source)[^:]*:(.*)$", text, re.M)
    words = line.group(1).split() if line else []
    return tuple(Choice(word.removeprefix("*"), word.startswith("*")) for word in words)


def print_pdf(pdf: bytes, printer: str, title: str, options: PrintOptions = PrintOptions()) -> str:
    """Hand `pdf` to `printer`; the job's id. Raises Condition when the printer is gone or refuses.

    That the job was taken does not mean that it was printed: see `job_state`.
    """
    if not 1 <= options.copies <= 999:
        raise Condition("份数应为 1 到 999。", "请改正份数。")
    command = ["lp", "-d", printer, "-n", str(options.copies), "-t", _title(title)]
    command += ["-o", f"sides={options.sides.value}", "-o", f"media={options.paper.value}"]
    if options.tray:
        command += ["-o", f"InputSlot={options.tray}"]
    if options.pages:
        command += ["-P", options.pages]
    with TemporaryDirectory(prefix="zerentian-print-") as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(pdf)
        answer = _run([*command, "--", str(file)], printer=printer)
    found = re.search(r"request id is (\S+)", answer)
    if not found:
        raise Condition(f"打印机“{printer}”没有接收这份文件。", "请查看打印机状态后重试。")
    return found.group(1)


def page_numbers(text: str, count: int) -> list[int]:
    """Page numbers from 0 for "1-3,5"; all for an empty text. Raises Condition when there is no such page."""
    if not text.strip():
        return list(range(count))
    chosen: list[int] = []
    for part in text.replace("，", ",").replace("、", ",").replace("—", "-").replace("－", "-").split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise Condition(f"“{text}”不是页码范围。", "请写成 1-3,5 这样。")
        numbers = range(int(first), int(last or first) + 1)
        if not numbers or numbers[0] < 1 or numbers[-1] > count:
            raise Condition(f"没有第 {part.strip()} 页，这份文件共 {count} 页。", "请改正页码范围。")
        chosen += [number - 1 for number in numbers]
    return chosen


def job_state(job: str) -> JobState:
    """What became of a job of `print_pdf`."""
    printer = job.rpartition("-")[0]
    waiting = _block(_run(["lpstat", "-l", "-W", "not-completed", "-o", printer], allow_failure=True), job)
    if waiting:
        return JobState.STOPPED if "printer-stopped" in waiting else JobState.WAITING
    ended = _block(_run(["lpstat", "-l", "-W", "completed", "-o", printer], allow_failure=True), job)
    if not ended:
        return JobState.UNKNOWN
    if "job-canceled" in ended:
        return JobState.CANCELLED
    return JobState.FAILED if "aborted" in ended else JobState.DONE


def cancel_job(job: str) -> None:
    """Take a job back that is not printed yet; one that is already done stays done."""
    _run(["cancel", job], allow_failure=True)


def check_printed(job: str, state: JobState) -> None:
    """Raises Condition unless the job is done or on its way."""
    if state is JobState.STOPPED:
        raise Condition(
            f"打印机已停止，文件还在排队（{job}）。", "请查看打印机是否打开、缺纸或卡纸；不需要时可以取消。"
        )
    if state is JobState.CANCELLED:
        raise Condition("打印已被取消，没有记为已打印。", "需要时请重新打印。")
    if state is JobState.FAILED:
        raise Condition(
            f"打印机没有打完这份文件（{job}），没有记为已打印。", "请查看打印机是否缺纸、卡纸，再重新打印。"
        )


def _block(listing: str, job: str) -> str:
    """What `lpstat -l` says of one job: its line and the indented lines under it."""
    found = re.search(rf"^{re.escape(job)}\s.*(?:\n[ \t]+.*)*", listing, re.M)
    return found.group() if found else ""


def _title(title: str) -> str:
    """A job name of one line that no option parser takes for an option."""
    line = " ".join(title.split())[:120]
    return f" {line}" if line.startswith("-") else line or "责任田"


def _run(command: Sequence[str], *, allow_failure: bool = False, printer: str = "") -> str:
    """Run one CUPS tool (list arguments, no shell, English answers); its output."""
    if shutil.which(command[0]) is None:
        raise Condition(*_NO_CUPS)
    # CUPS translates its answers by LC_ALL; C.UTF-8 keeps them English and job names whole.
    environment = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="")
    try:
        done = subprocess.run(
            list(command), capture_output=True, env=environment, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise Condition("打印服务没有回答。", "请查看打印机是否接好、打开，再试一次。") from error
    said = done.stderr.decode("utf-8", "replace")
    if "not running" in said or "onnection refused" in said or "Unable to connect" in said:
        raise Condition(*_NOT_RUNNING)
    if done.returncode and not allow_failure:
        if "does not exist" in said or "nknown destination" in said:
            raise Condition(f"找不到打印机“{printer}”。", "它可能已被移除：请另选一台打印机。")
        if command[0] == "lpstat":  # no printer at all is an empty list, not a fault
            return ""
        raise Condition(f"打印机“{printer}”没有接收这份文件：{said.strip()[:200]}", "请查看打印机状态后重试。")
    return done.stdout.decode("utf-8", "replace")
