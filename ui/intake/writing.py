"""Writing a checked draft: one step in the background, then what was written in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.intake.import_form import ImportChoice
from ui.intake.review import Review
from ui.store import Store


@dataclass(frozen=True, slots=True)
class Written:
    """The campaign written into and the sentence for the user."""

    campaign_id: int
    campaign: str
    words: str


def write(parent: QWidget, store: Store, review: Review, choice: ImportChoice, done: Callable[[Written], None]) -> None:
    """Write what was chosen; `done` when it is committed."""
    raise NotImplementedError
