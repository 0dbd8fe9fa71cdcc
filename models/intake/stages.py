"""The stage of a place from the words of a report: 改造已基本完成 → 完工, 设计方案已评审 → 评审."""

import re

from models.grid.terms import Stage

# From the end of the work to its start: the furthest stage that the words claim counts.
_WORDS: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    (Stage.PAID, re.compile(r"补贴(?:资金)?(?:已)?拨付|已拨付")),
    (Stage.ACCEPTED, re.compile(r"(?:已|通过)(?:完成)?验收(?!准备)|验收合格")),
    (
        Stage.DONE,
        re.compile(
            r"(?:已|基本)(?:经)?(?:全面|基本|全部)?(?:完成|完工|竣工|建成)(?!设计|规划|方案|摸底|前期)|试营业"
            r"|投入使用|正式营业"
        ),
    ),
    (
        Stage.BUILDING,
        re.compile(
            r"完成工程量|正在(?:进行|按照|实施|抓紧)?[^，,。；;]{0,14}(?:改造|整改|施工|建设|基础工作)|施工中"
            r"|改造中|建设中"
        ),
    ),
    (Stage.START, re.compile(r"(?:全面)?(?:已)?启动|已?开工|动工")),
    (Stage.REVIEW, re.compile(r"评审")),
    (Stage.DESIGN, re.compile(r"(?:规划)?设计|初稿|方案")),
    (Stage.SURVEY, re.compile(r"前期工作|摸底|调查|选址")),
)


def stage_of(words: str, progress: int | None = None) -> Stage:
    """The stage that words tell; none when they tell none. With a progress in per cent it is being built."""
    if progress is not None:
        return Stage.BUILDING if progress < 100 else Stage.DONE
    return next((stage for stage, pattern in _WORDS if pattern.search(words)), Stage.NONE)
