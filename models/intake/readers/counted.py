"""Counts that a table states of itself (共12项, 市容环境（5项）): free checks of the reading."""

import re
from collections import Counter
from collections.abc import Sequence

from models.intake.characters import half_digits, number_of, squeezed
from models.intake.draft import Problem, Task

_N = r"(?P<n>\d{1,4}|[一二三四五六七八九十]{1,3})"
_MEASURE = r"(?:项|条|件|个(?:问题|任务|项目|点位|事项)?|处|家|人|名)"
_STATED = re.compile(rf"[（(]\s*共?计?\s*{_N}\s*{_MEASURE}\s*[）)]|共计?\s*{_N.replace('?P<n>', '?P<m>')}\s*{_MEASURE}")


def stated_count(text: str) -> tuple[int, str] | None:
    """(number, as written) of 问题清单（共12个）; None when a text states none."""
    match = _STATED.search(half_digits(squeezed(text)))
    if match is None:
        return None
    number = number_of(match["n"] or match["m"])
    return (number, match[0].strip("（()）")) if number else None


def count_warnings(lines: Sequence[str], read: int) -> list[str]:
    """Warnings where a line above a table states another number of rows than were read."""
    found = []
    for line in lines:
        told = stated_count(line)
        if told is not None and read and told[0] != read:
            found.append(f"标注“{told[1]}”，实际读到{read}个")
    return found


def group_warnings(tasks: Sequence[Task]) -> list[str]:
    """Warnings where a big item states another number of tasks than stand below it."""
    found = []
    below = Counter(task.parent for task in tasks)
    for task in tasks:
        told = stated_count(task.title) if task.key in below and not task.units else None
        if told is None:
            continue
        read = below[task.key]
        if read and told[0] != read:
            found.append(f"“{task.title}”标注{told[0]}个，实际读到{read}个")
    return found


_DONE = r"(?:完成(?:整改)?|整改(?:完成|到位)?|办结|销号)"
_STATED_DONE = re.compile(rf"(?P<said>已{_DONE}(?:了|数)?[：:]?(?P<n>\d{{1,4}})(?:个|项|条|件|处)?)(?!\d|[%％.])")


def sum_warnings(text: str, problems: Sequence[Problem]) -> list[str]:
    """Warnings where the row 合计 of a ledger (共5个问题，已完成3个) states other numbers than its rows hold."""
    plain = half_digits(squeezed(text))
    if not problems or not re.search("合计|总计|共计", plain):
        return []
    found = []
    told = stated_count(plain)
    if told is not None and told[0] != len(problems):
        found.append(f"合计行标注“{told[1]}”，实际读到{len(problems)}个")
    done = _STATED_DONE.search(plain)
    states = [one.status for one in problems if one.status]
    if done is not None and states:
        read = sum(
            1
            for state in states
            if re.search("完成|办结|销号|到位|已整改", state) and not re.search("未|正在|部分|进行|推进", state)
        )
        if int(done["n"]) != read:
            found.append(f"合计行标注“{done['said']}”，实际读到{read}个")
    return found
