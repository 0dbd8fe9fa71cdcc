"""Why something cannot be done with an indicator; None when it can."""

from collections.abc import Iterable, Mapping

from models.errors import Refusal
from models.standard.rules.amounts import number_text, plain, read_amount
from models.standard.rules.requirements import NUMERIC
from models.standard.terms import Comparison
from models.trees import would_loop

_MOST_YEARS = 50


def clean_threshold(comparison: Comparison, threshold: str) -> str:
    """The threshold as it is kept for that comparison. Refusal when it must be a number and is none.

    Empty is allowed: what is not known yet stays open.
    """
    text = threshold.strip()
    if not text:
        return ""
    if comparison in NUMERIC:
        read = read_amount(text)
        if read is None or read.unit:
            raise Refusal(
                f"“{comparison.label}”的标准值要是数，“{text[:20]}”不是。",
                "单位写在“单位”一列；成段的文字请写在“要求”里。",
            )
        return number_text(text)
    if comparison is Comparison.NOT_ABOVE_AVERAGE and plain(text).replace(".", "").isdigit():
        years = plain(text)
        if not years.isdecimal() or not 1 <= int(years) <= _MOST_YEARS:
            raise Refusal(f"“近 {text[:12]} 年”不对。", f"请写 1 到 {_MOST_YEARS} 的整数，或者写“全省”“全国”。")
        return years
    if comparison is Comparison.REACHES_LEVEL:
        return plain(text).upper().removesuffix("级")
    return text


def why_number_taken(no: str, others: Iterable[str]) -> Refusal | None:
    """A number may stand once among the indicators under one heading."""
    if no and no in set(others):
        return Refusal(f"编号“{no}”在同一级里已经有了。", "请换一个编号，或留空。")
    return None


def why_not_under(
    parents: Mapping[int, int | None], moved: Iterable[int], target: int | None, name: str = ""
) -> Refusal | None:
    """An indicator cannot go below itself."""
    if would_loop(parents, moved, target):
        return Refusal(f"“{name}”在要移动的指标之内，不能移到它下面。", "请选择另一个位置。")
    return None


def why_not_linked(first: tuple[int, int], second: tuple[int, int], known: Iterable[tuple[int, int]]) -> Refusal | None:
    """`first` and `second` are (indicator id, standard id); `known` are the pairs of ids linked already."""
    if first[0] == second[0]:
        return Refusal("指标不能和自己对应。", "请选择另一套标准里的指标。")
    if first[1] == second[1]:
        return Refusal("两个指标在同一套标准里，不能对应。", "对应关系是在两套标准之间，请选择另一套标准里的指标。")
    pair = {first[0], second[0]}
    if any(pair == {one, other} for one, other in known):
        return Refusal("这两个指标已经对应。", "要改关系，在已有的那一行里改。")
    return None
