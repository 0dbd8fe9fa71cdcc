"""What the printing verbs share: write a paper, name its files on stdout and its faults on stderr."""

import sys
from collections.abc import Sequence
from pathlib import Path

from models import verbs
from models.errors import Condition
from models.files import write_atomically
from models.papers.apart import render_apart
from models.papers.drawing import Drawing
from models.papers.letters import letters_note
from models.papers.offer import Made
from models.papers.render import Cover
from models.papers.sheet import Sheet
from models.printing.produce import Extras, write

_OFFICE = ("xlsx", "docx")
"""Files whose letters are those of the machine that opens them."""


def put(made: Made, form: str, path: Path, *, cover: Cover | None = None, extras: Extras = Extras()) -> None:
    """Write `made`, print where; characters no font can draw are named before."""
    if form not in _OFFICE and (note := letters_note(made)):
        print(note, file=sys.stderr)
    for written in write(
        made, form, path, report=verbs.progress_on_stderr, cover=cover, extras=extras, warn=_on_stderr
    ):
        print(written)


def put_sample(made: Made, path: Path) -> None:
    """Write a workbook that can be changed and filled again."""
    if isinstance(made, Drawing):
        raise Condition("画出来的材料没有Excel模板。")
    from models.printing.filling import sample_template

    sample_template(made[0], path)
    print(path)


def put_apart(sheets: Sequence[Sheet], form: str, folder: Path, extras: Extras = Extras()) -> None:
    """Write each sheet into a file of its own, "01-市公安局.pdf", and print where."""
    if form not in _OFFICE and (note := letters_note(tuple(sheets))):
        print(note, file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:02d}-{file_name(sheet.name)}.{form}" for number, sheet in enumerate(sheets, 1)]
    if form == "pdf":
        for path, pdf in zip(
            paths, render_apart(sheets, report=verbs.progress_on_stderr, warn=_on_stderr), strict=True
        ):
            write_atomically(path, pdf)
            print(path)
        return
    for sheet, path in zip(sheets, paths, strict=True):
        for written in write((sheet,), form, path, report=verbs.progress_on_stderr, extras=extras, warn=_on_stderr):
            print(written)


def _on_stderr(note: str) -> None:
    print(note, file=sys.stderr)


def file_name(name: str) -> str:
    """A name that is allowed on Windows and Linux."""
    kept = "".join("_" if character in '\\/:*?"<>|' or ord(character) < 32 else character for character in name)
    return kept.strip(" .")
