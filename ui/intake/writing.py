"""Writing a checked draft: one step in the background, then what was written and where to look at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from models.acceptance.actions import Taken, accept_reading
from models.acceptance.terms import Choice, Home
from models.intake.review import Review
from ui import background
from ui.intake.import_form import ImportChoice
from ui.store import Store


@dataclass(frozen=True, slots=True)
class Written:
    """The campaign written into, the sentence for the user, and the page (with a record) that shows it."""

    campaign_id: int | None
    campaign: str
    words: str
    page: str = "task"
    record: int | None = None
    view: str | None = None


def write(
    parent: QWidget,
    store: Store,
    review: Review,
    choice: ImportChoice,
    choices: Mapping[str, Choice],
    document: tuple[str, str],
    done: Callable[[Written], None],
) -> None:
    """Write what was chosen of the document (its name and digest); `done` when it is committed."""
    name, digest = document

    def finished(taken: Taken) -> None:
        done(written_of(taken, choice.name))

    background.do(
        parent,
        store,
        step_title(review, name),
        accept_reading,
        finished,
        backup_first=True,
        draft=review.to_draft(confirmed_only=choice.confirmed_only, sure_only=choice.sure_only),
        campaign_id=choice.campaign_id,
        campaign_name=choice.name,
        links=review.links(),
        apart=review.apart(confirmed_only=choice.confirmed_only, sure_only=choice.sure_only),
        choices=dict(choices),
        criteria_to=choice.criteria_to,
        source=name,
        digest=digest,
        as_read=review.as_read(confirmed_only=choice.confirmed_only, sure_only=choice.sure_only),
    )


def written_of(taken: Taken, campaign: str) -> Written:
    """What the window does after an import."""
    new, table = taken.new, taken.table
    words = taken.words
    if new.tasks or new.reporting:
        return Written(taken.campaign_id, campaign, words)
    if table is not None and table.home is Home.SCHEME:
        return Written(taken.campaign_id, campaign, words, "appraisal", table.id, "scheme")
    if table is not None:
        return Written(taken.campaign_id, campaign, words, "standard", table.id)
    if new.seats:
        return Written(taken.campaign_id, campaign, words, "org")
    if taken.contacts and taken.campaign_id is None:
        return Written(None, campaign, words, "org")
    if new.cells:
        return Written(taken.campaign_id, campaign, words, "grid")
    return Written(taken.campaign_id, campaign, words)


def step_title(review: Review, name: str) -> str:
    """What the step of an import is called."""
    return f"导入“{review.title or name}”"
