"""What the printing verbs share: write a paper, name its files on stdout and its faults on stderr."""

import sys
from collections.abc import Sequence
from pathlib import Path

from models import verbs
from models.files import write_atomically
from models.papers.apart import render_apart
from models.papers.letters import letters_note
from models.papers.offer import Made
from models.papers.render import Cover
from models.papers.sheet import Sheet
from models.printing.produce import write


def put(made: Made, form: str, path: Path, *, cover: Cover | None = None) -> None:
    """Write `made`, print where; characters no font can draw are named before."""
    if form != "xlsx" and (note := letters_note(made)):
        print(note, file=sys.stderr)
    for written in write(made, form, path, report=verbs.progress_on_stderr, cover=cover):
        print(written)


def put_apart(sheets: Sequence[Sheet], form: str, folder: Path) -> None:
    """Write each sheet into a file of its own, "01-市公安局.pdf", and print where."""
    if form != "xlsx" and (note := letters_note(tuple(sheets))):
        print(note, file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:02d}-{file_name(sheet.name)}.{form}" for number, sheet in enumerate(sheets, 1)]
    if form == "pdf":
        for path, pdf in zip(paths, render_apart(sheets, report=verbs.progress_on_stderr), strict=True):
            write_atomically(path, pdf)
            print(path)
        return
    for sheet, path in zip(sheets, paths, strict=True):
        for written in write((sheet,), form, path, report=verbs.progress_on_stderr):
            print(written)


def file_name(name: str) -> str:
    """A name that is allowed on Windows and Linux."""
    kept = "".join("_" if character in '\\/:*?"<>|' or ord(character) < 32 else character for character in name)
    return kept.strip(" .")
