"""Reading a file or text in the child process, for the window and the verbs."""

from collections.abc import Callable
from pathlib import Path

from models.intake.files import job_on_data, job_on_file
from models.intake.plain import from_plain, to_plain
from models.intake.reading import Reading
from models.intake.wishes import NONE, Wishes
from models.worker import Worker

JOB = "read_document"


def read_file(
    path: Path, worker: Worker, *, wishes: Wishes = NONE, cancelled: Callable[[], bool] | None = None
) -> Reading:
    """Read a document. Raises Refusal or Condition with the way out; Cancelled when `cancelled()` turns true."""
    return from_plain(Reading, job_on_file(JOB, path, worker, cancelled=cancelled, wishes=to_plain(wishes)))


def read_pasted(text: str, worker: Worker, *, name: str = "粘贴的文字", wishes: Wishes = NONE) -> Reading:
    """Read text typed or pasted."""
    return from_plain(Reading, worker.call(JOB, {"text": text, "name": name, "wishes": to_plain(wishes)}))


def read_data(
    data: bytes, name: str, worker: Worker, *, wishes: Wishes = NONE, cancelled: Callable[[], bool] | None = None
) -> Reading:
    """Read the content of a file that was not opened by its path (standard input, a dropped item)."""
    answer = job_on_data(JOB, data, name, worker, cancelled=cancelled, wishes=to_plain(wishes))
    return from_plain(Reading, answer)
