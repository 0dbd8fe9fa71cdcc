"""A paragraph that the clerk calls a task: a time in brackets behind its heading is the deadline."""

import pytest

from models.intake.draft import Task
from models.intake.review.by_hand import values_from
from models.intake.review.items import Block


@pytest.mark.parametrize(
    ("text", "title", "deadline", "body"),
    [
        (
            "（三）总结提升阶段（2026年11月—12月）。总结经验，形成报告。",
            "总结提升阶段",
            "2026年11月—12月",
            "总结经验，形成报告。",
        ),
        ("2.开展自查（6月底前）", "开展自查", "6月底前", ""),
        ("开展自查（6月底前）各单位逐项核对。", "开展自查", "6月底前", "各单位逐项核对。"),
        ("3.开展自查（含夜市）。逐项核对。", "开展自查（含夜市）", "", "开展自查（含夜市）。逐项核对。"),
    ],
)
def test_time_in_brackets(text: str, title: str, deadline: str, body: str) -> None:
    (task,) = values_from(Block.TASKS, 1, text, (2026,))
    assert isinstance(task, Task)
    assert (task.title, task.deadline, task.body) == (title, deadline, body)
    assert (task.due.to is not None) == bool(deadline)
