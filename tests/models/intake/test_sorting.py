"""What is without doubt and what waits for a person: items below a doubtful one are doubtful with it."""

from models.intake.draft import Criterion, Draft, Kind, Problem, Task
from models.intake.sorting import doubtful_items, is_empty, without_doubt

DRAFT = Draft(
    Kind.PLAN,
    tasks=(Task(0, "甲", doubts=("请核对",)), Task(1, "乙", parent=0), Task(2, "丙", parent=1), Task(3, "丁")),
    problems=(Problem("乱堆"), Problem("乱放", doubts=("没有读到责任单位。",))),
    criteria=(
        Criterion(0, "组织", is_heading=True, doubts=("请核对",)),
        Criterion(1, "会议", parent=0),
        Criterion(2, "台账"),
    ),
)


def test_only_what_is_sure_is_kept() -> None:
    kept = without_doubt(DRAFT)
    assert [task.title for task in kept.tasks] == ["丁"]
    assert [problem.problem for problem in kept.problems] == ["乱堆"]
    assert [criterion.item for criterion in kept.criteria] == ["台账"]


def test_what_is_left_out_says_why() -> None:
    left = [(item["part"], item["doubts"]) for item in doubtful_items(DRAFT)]
    assert left == [
        ("tasks", ["请核对"]),
        ("tasks", ["它的上级有疑问。"]),
        ("tasks", ["它的上级有疑问。"]),
        ("problems", ["没有读到责任单位。"]),
        ("criteria", ["请核对"]),
        ("criteria", ["它的上级有疑问。"]),
    ]
    assert not is_empty(DRAFT) and is_empty(Draft(Kind.UNKNOWN))
