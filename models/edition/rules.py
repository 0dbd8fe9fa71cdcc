"""When an edition may be issued or withdrawn, and what the next one is called. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.errors import Refusal

LONGEST_TITLE = 120
LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Issued:
    """What the rules look at in an edition of the campaign."""

    number: int
    document_no: str
    issued_on: date | None
    is_withdrawn: bool


def next_number(issued: Sequence[Issued]) -> int:
    """The number after the highest one; numbers of withdrawn editions are not given again."""
    return max((edition.number for edition in issued), default=0) + 1


def edition_words(number: int, document_no: str = "") -> str:
    """第2版（云创卫办〔2026〕5号）."""
    return f"第{number}版（{document_no}）" if document_no else f"第{number}版"


def why_no_edition(
    issued: Sequence[Issued], *, number: int | None, document_no: str, title: str, issued_on: date | None, tasks: int
) -> Refusal | None:
    """Why an edition cannot be issued with these words; None when it can."""
    least = next_number(issued)
    if tasks == 0:
        return Refusal("还没有任务，没有可以印发的内容。", "请先导入工作方案或新建任务。")
    if number is None or not 0 < number < 10_000:
        return Refusal("版次要写成数字，例如 1。", f"下一版是第 {least} 版。")
    if number < least:
        return Refusal(f"第 {number} 版不能再用，已编到第 {least - 1} 版。", f"请写 {least} 或更大的版次。")
    if not title.strip():
        return Refusal("还没有写标题。", "请写上印在表上的标题。")
    if len(title) > LONGEST_TITLE:
        return Refusal(f"标题有 {len(title)} 个字，太长。", f"标题不超过 {LONGEST_TITLE} 个字。")
    if len(document_no) > LONGEST_WORDS:
        return Refusal("文号太长。", f"文号不超过 {LONGEST_WORDS} 个字。")
    same = next((one for one in issued if document_no and one.document_no == document_no), None)
    if same is not None and not same.is_withdrawn:
        return Refusal(f"文号“{document_no}”已用于第 {same.number} 版。", "请写新的文号，或先撤回那一版。")
    if issued_on is None:
        return Refusal("印发日期要写成 2026-05-31 这样。", "请改正日期。")
    last = max((one.issued_on for one in issued if one.issued_on is not None), default=None)
    if last is not None and issued_on < last:
        return Refusal(f"印发日期早于上一版（{last.isoformat()}）。", "请写不早于上一版的日期。")
    return None


def why_not_withdrawn(
    number: int, *, withdrawn_on: date | None, issued_on: date | None, reason: str, day: date | None
) -> Refusal | None:
    """Why an edition cannot be withdrawn on `day` for `reason`; None when it can."""
    if withdrawn_on is not None:
        return Refusal(f"第 {number} 版已在 {withdrawn_on.isoformat()} 撤回。")
    if not reason.strip():
        return Refusal("还没有写撤回原因。", "请写明为什么撤回，会记在这一版上。")
    if len(reason) > LONGEST_WORDS:
        return Refusal(f"撤回原因有 {len(reason)} 个字，太长。", f"不超过 {LONGEST_WORDS} 个字。")
    if day is None:
        return Refusal("撤回日期要写成 2026-05-31 这样。", "请改正日期。")
    if issued_on is not None and day < issued_on:
        return Refusal(f"撤回日期早于印发日期（{issued_on.isoformat()}）。", "请写不早于印发的日期。")
    return None
