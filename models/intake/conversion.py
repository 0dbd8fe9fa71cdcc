"""Old office files (.doc, .wps, .xls, .et, .rtf, .odt …) made new ones by LibreOffice, where it is installed.

It runs beside the program with a profile of its own, macros off, killed when cancelled or too slow; what it writes
passes the gate like any other file.
"""

import hashlib
import logging
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path

from models.errors import Cancelled, Condition, Refusal
from models.intake.old_forms import OldForm
from models.job_object import JobObject

SECONDS = 60.0
_MOMENT = 0.05
_MEMORY = 4 << 30
_KEPT_FILES, _KEPT_BYTES = 8, 32 << 20
_LOG = logging.getLogger(__name__)
_DOCX, _XLSX = "docx:MS Word 2007 XML", "xlsx:Calc MS Excel 2007 XML"
NOTICE = "这是旧格式的文件，先用 LibreOffice 转换再读取；版面可能有出入，请对照原件核对。"
_SETTING = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + _SETTING.format("MacroSecurityLevel", 3)
    + _SETTING.format("DisableMacrosExecution", "true")
    + _SETTING.format("BlockUntrustedRefererLinks", "true")
    + "</oor:items>"
)


class _Kept:
    """The latest results by the content of the file: a document read again under another kind converts once."""

    def __init__(self) -> None:
        self._results: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            return self._results.get(key)

    def put(self, key: str, result: bytes) -> None:
        with self._lock:
            self._results[key] = result
            while len(self._results) > _KEPT_FILES or sum(map(len, self._results.values())) > _KEPT_BYTES:
                self._results.popitem(last=False)


_kept = _Kept()


def converter() -> Path | None:
    """LibreOffice's program, None when it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((path for path in _usual_places() if path.is_file()), None)


def _usual_places() -> Iterator[Path]:
    if os.name == "nt":
        for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"):
            if folder := os.environ.get(variable):
                for program in ("soffice.com", "soffice.exe"):
                    yield Path(folder) / "LibreOffice" / "program" / program
        return
    yield from map(
        Path,
        (
            "/usr/bin/soffice",
            "/usr/lib/libreoffice/program/soffice",
            "/usr/lib64/libreoffice/program/soffice",
            "/snap/bin/libreoffice",
            "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        ),
    )
    for parent in (Path("/opt"), Path("/opt/apps")):  # packages from libreoffice.org; those of 统信 and 麒麟
        yield from sorted(parent.glob("libreoffice*/program/soffice"), reverse=True)
        yield from sorted(parent.glob("*libreoffice*/files/program/soffice"), reverse=True)


def converted(
    data: bytes, form: OldForm, name: str, program: Path, *, cancelled: Callable[[], bool] | None = None
) -> bytes:
    """The file as .docx or .xlsx. Refusal when LibreOffice cannot read it, Condition when it takes too long;
    Cancelled when `cancelled()` turns true."""
    key = hashlib.sha256(data).hexdigest()
    known = _kept.get(key)
    if known is not None:
        return known
    with tempfile.TemporaryDirectory(prefix="zerentian-", ignore_cleanup_errors=True) as folder:
        result = _convert(data, form, name, program, Path(folder), cancelled)
    _kept.put(key, result)
    return result


def _convert(
    data: bytes, form: OldForm, name: str, program: Path, folder: Path, cancelled: Callable[[], bool] | None
) -> bytes:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source = folder / f"in{form.value}"
    source.write_bytes(data)
    out = folder / "out"
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", _XLSX if form.is_sheet else _DOCX, "--outdir", str(out), str(source)),
    ]
    log = folder / "log.txt"
    try:
        with log.open("wb") as stream:
            code = _run(command, stream.fileno(), cancelled)
    except OSError as error:
        _LOG.exception("%s could not be started", program)
        raise _failed(form, name) from error
    results = sorted(out.glob("*")) if out.is_dir() else []
    if not results:
        _LOG.error("%s ended with %s\n%s", program, code, log.read_text("utf-8", "replace")[-4_000:])
        raise _failed(form, name)
    return results[0].read_bytes()


def _run(command: list[str], output: int, cancelled: Callable[[], bool] | None) -> int:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        start_new_session=os.name != "nt",
    )
    job = JobObject(int(vars(process)["_handle"]), _MEMORY) if os.name == "nt" else None
    end = time.monotonic() + SECONDS
    try:
        while True:
            try:
                return process.wait(timeout=_MOMENT)
            except subprocess.TimeoutExpired:
                if cancelled is not None and cancelled():
                    raise Cancelled from None
                if time.monotonic() > end:
                    raise Condition(
                        f"转换超过 {SECONDS:.0f} 秒，已经停止，什么也没有改动。",
                        "请用WPS打开这个文件，另存为 .docx 或 .xlsx 再选。",
                    ) from None
    finally:
        _end(process, job)


def _end(process: "subprocess.Popen[bytes]", job: JobObject | None) -> None:
    """End the program with all that it started."""
    if job is not None:
        job.close()
    if os.name != "nt":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            _LOG.debug("the converter had ended")
    process.kill()
    process.wait()


def _failed(form: OldForm, name: str) -> Refusal:
    return Refusal(f"“{name}”是{form.words}，转换没有成功，没有读取；它可能已损坏，或者设有密码。", form.save_as)
