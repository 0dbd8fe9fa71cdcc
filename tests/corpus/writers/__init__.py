"""Papers as files: the choices of a format (encoding, wraps, automatic numbers, hidden rows) are drawn."""

from tests.corpus.content.dice import Dice
from tests.corpus.paper import Paper
from tests.corpus.writers.grids import write_csv, write_html, write_xlsx
from tests.corpus.writers.pdf import write_pdf
from tests.corpus.writers.text import write_text
from tests.corpus.writers.word import write_docx

WRITERS = {
    "txt": write_text,
    "docx": write_docx,
    "xlsx": write_xlsx,
    "csv": write_csv,
    "html": write_html,
    "pdf": write_pdf,
}


def written(paper: Paper, kind: str, dice: Dice) -> bytes:
    """The file's bytes."""
    return WRITERS[kind](paper, dice)
