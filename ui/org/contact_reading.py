"""A contact list read in the background, in the child process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.errors import Cancelled
from models.intake.contacts.reading import read_contacts
from models.org.contact_entries import ContactEntry
from models.worker import Worker


def read_list(path: Path, report: Callable[..., None]) -> tuple[ContactEntry, ...]:
    """The entries of a file; stops when the user cancels."""

    def cancelled() -> bool:
        try:
            report(0, 0, "正在读取")
        except Cancelled:
            return True
        return False

    with Worker() as worker:
        return read_contacts(path, worker, cancelled=cancelled)
