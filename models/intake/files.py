"""A file handed to a job of the child process: looked at, and converted first where its format is an old one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.errors import Condition
from models.failures import condition_of
from models.intake import conversion
from models.intake.gate import LARGEST_FILE
from models.intake.old_forms import HEAD, may_be_old, old_form
from models.worker import Worker


def job_on_file(
    job: str, path: Path, worker: Worker, *, cancelled: Callable[[], bool] | None = None, **more: Any
) -> Any:
    """Run `job` on the file at `path`; `more` goes into its payload.

    Raises Refusal or Condition with the way out; Cancelled when `cancelled()` turns true.
    """
    if path.is_dir():
        raise Condition(f"“{path.name}”是文件夹。", "请选择里面的文件。")
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        if may_be_old(head) and size <= LARGEST_FILE:
            return job_on_data(job, path.read_bytes(), path.name, worker, cancelled=cancelled, **more)
    except OSError as error:
        raise condition_of(error, path) or error from error
    return worker.call(job, {"path": str(path.absolute()), **more}, cancelled=cancelled)


def job_on_data(
    job: str, data: bytes, name: str, worker: Worker, *, cancelled: Callable[[], bool] | None = None, **more: Any
) -> Any:
    """Run `job` on the content of a file."""
    payload: dict[str, Any] = {"data": data, "name": name, **more}
    form = old_form(data, name)
    program = conversion.converter() if form is not None else None
    if form is not None and program is not None:
        payload["data"] = conversion.converted(data, form, name, program, cancelled=cancelled)
        payload["notice"] = conversion.NOTICE
    return worker.call(job, payload, cancelled=cancelled)
