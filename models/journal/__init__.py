"""The journal: each step of work with the before and after image of every row it touched.

From it come undo and redo (also after a restart), the history of any record and a chain of SHA-256 that
shows tampering.
"""

from models.history_rows import StepKind
from models.journal.images import Image, Touched, completed, plain_value, without_version
from models.journal.recording import Recorder, insert_many
from models.journal.steps import digest_of, write_step
from models.journal.tables import Change, Step
from models.journal.turning import changes_of, redo, redoable, undo, undoable, wall_of

__all__ = [
    "Change",
    "Image",
    "Recorder",
    "Step",
    "StepKind",
    "Touched",
    "changes_of",
    "completed",
    "digest_of",
    "insert_many",
    "plain_value",
    "redo",
    "redoable",
    "undo",
    "undoable",
    "wall_of",
    "without_version",
    "write_step",
]
