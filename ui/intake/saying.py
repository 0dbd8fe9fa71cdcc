"""What an import will do, in one sentence, before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from models.acceptance.differences import Differences, RowChange
from models.acceptance.terms import Choice, Part, State
from models.intake.draft import Draft
from models.intake.review import Review

NOUNS: Mapping[Part, str] = {
    Part.TASKS: "项任务",
    Part.REPORTING: "项报送事项",
    Part.GROUPS: "个组织",
    Part.SEATS: "个席位",
    Part.PHASES: "个阶段",
    Part.TARGETS: "个目标",
    Part.PLACES: "个点位",
    Part.CONTACTS: "条通讯录",
    Part.CRITERIA: "个评分项目",
}


def summary_words(draft: Draft, review: Review) -> str:
    """7 项任务、39 个席位、11 个单位（新建 4 个）…; empty when nothing would be written."""
    parts = [
        (len(draft.tasks), "项任务"),
        (len(draft.reporting), "项报送事项"),
        (len(draft.groups), "个组织"),
        (len(draft.seats), "个席位"),
        (sum(len(phase.years) or 1 for phase in draft.phases), "个阶段"),
        (len(draft.targets), "个目标"),
        (sum(len(cell.points) for cell in draft.cells), "个点位"),
        (len(draft.contacts), "条通讯录"),
        (sum(not one.is_heading for one in draft.criteria), "个评分项目"),
    ]
    words = [f"{count} {noun}" for count, noun in parts if count]
    if draft.units and (words or not draft.problems):
        words.append(units_words(draft, review))
    return "、".join(words)


def units_words(draft: Draft, review: Review) -> str:
    """11 个单位（新建 4 个）."""
    linked = review.links()
    new = sum(1 for name in draft.units if name not in linked)
    return f"{len(draft.units)} 个单位" + (f"（新建 {new} 个）" if new else "")


def what_is_written(draft: Draft, review: Review, differences: Differences, choices: Mapping[str, Choice]) -> str:
    """新增 2 项任务、1 个席位，更改 3 行，相同的 40 行不动; for a campaign without any of it as `summary_words`."""
    states = {row.state for row in differences.rows}
    if not states - {State.NEW}:
        return summary_words(draft, review)
    new: Counter[Part] = Counter()
    changed = kept = same = removed = 0
    for row in differences.rows:
        done = choices.get(row.key, row.choices[0])
        if row.state is State.GONE:
            removed += done is Choice.REMOVE
        elif done is Choice.BOTH or (row.state in (State.NEW, State.LEFT) and done is Choice.TAKE):
            new[row.part] += 1
        elif row.state is State.SAME:
            same += 1
        elif _changes(row, done):
            changed += 1
        else:
            kept += 1
    parts = ["新增 " + "、".join(f"{new[part]} {noun}" for part, noun in NOUNS.items() if new[part])] if new else []
    parts += [f"更改 {changed} 行"] if changed else []
    parts += [f"删除 {removed} 行"] if removed else []
    if not parts:
        return f"没有新的内容：{same + kept} 行都已经有了，不会改动"
    parts += [f"相同的 {same} 行不动"] if same else []
    parts += [f"{kept} 行留现有的"] if kept else []
    return "，".join(parts)


def _changes(row: RowChange, choice: Choice) -> bool:
    return bool(row.taken(choice))
