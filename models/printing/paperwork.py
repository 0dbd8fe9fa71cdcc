"""What the printing verbs share: write a paper, name its files on stdout and its faults on stderr."""

import sys
from pathlib import Path

from models import verbs
from models.papers.letters import letters_note
from models.papers.offer import Made
from models.papers.render import Cover
from models.printing.produce import write


def put(made: Made, form: str, path: Path, *, cover: Cover | None = None) -> None:
    """Write `made`, print where; characters no font can draw are named before."""
    if form != "xlsx" and (note := letters_note(made)):
        print(note, file=sys.stderr)
    for written in write(made, form, path, report=verbs.progress_on_stderr, cover=cover):
        print(written)


def file_name(name: str) -> str:
    """A name that is allowed on Windows and Linux."""
    kept = "".join("_" if character in '\\/:*?"<>|' or ord(character) < 32 else character for character in name)
    return kept.strip(" .")
