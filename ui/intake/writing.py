"""Writing a checked draft: one step in the background, then what was written in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from models.intake.actions import Accepted, accept_draft
from models.intake.review import Review
from ui import background
from ui.intake.import_form import ImportChoice
from ui.store import Store


@dataclass(frozen=True, slots=True)
class Written:
    """The campaign written into and the sentence for the user."""

    campaign_id: int
    campaign: str
    words: str
    page: str = "task"


def write(
    parent: QWidget, store: Store, review: Review, choice: ImportChoice, name: str, done: Callable[[Written], None]
) -> None:
    """Write what was chosen of the document `name`; `done` when it is committed."""

    def finished(accepted: Accepted) -> None:
        done(Written(accepted.campaign_id, choice.name, words_of(accepted)))

    background.do(
        parent,
        store,
        step_title(review, name),
        accept_draft,
        finished,
        backup_first=True,
        draft=review.to_draft(confirmed_only=choice.confirmed_only),
        campaign_id=choice.campaign_id,
        campaign_name=choice.name,
        links=review.links(),
        apart=review.apart(confirmed_only=choice.confirmed_only),
        source=name,
    )


def step_title(review: Review, name: str) -> str:
    """What the step of an import is called."""
    return f"导入“{review.title or name}”"


def words_of(accepted: Accepted) -> str:
    """已导入 7 项任务、32 个席位。"""
    parts = (
        (accepted.tasks, "项任务"),
        (accepted.reporting, "项报送事项"),
        (accepted.seats, "个席位"),
        (accepted.phases, "个阶段"),
        (accepted.targets, "个目标"),
        (accepted.cells, "个点位"),
        (accepted.contacts, "条通讯录"),
        (accepted.units, "个新单位"),
    )
    words = "、".join(f"{count} {noun}" for count, noun in parts if count)
    return f"已导入 {words}。" if words else "没有新的内容可以导入。"
