"""Requirements read and worded, values judged: tables of cases."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.standard.rules import (
    NUMERIC,
    clean_threshold,
    fields_of_text,
    meets,
    read_requirement,
    served_by,
    sums_of_points,
    why_not_linked,
    words_of,
)
from models.standard.terms import Comparison, LinkKind, Served, Verdict

READ = (
    ("≥95%", Comparison.AT_LEAST, "95", "%", "不低于 95%"),
    ("95％以上", Comparison.AT_LEAST, "95", "%", "不低于 95%"),
    ("＞90%", Comparison.GREATER, "90", "%", "大于 90%"),
    ("不高于5.6‰或持续降低", Comparison.AT_MOST_OR_TREND_DOWN, "5.6", "‰", "不高于 5.6‰ 或持续降低"),
    ("≤18 1/100000或持续降低", Comparison.AT_MOST_OR_TREND_DOWN, "18", "/10万", "不高于 18/10万 或持续降低"),
    ("≥78.3岁，或逐年提高", Comparison.AT_LEAST_OR_TREND_UP, "78.3", "岁", "不低于 78.3 岁或逐年提高"),
    ("逐年下降", Comparison.TREND_DOWN, "", "", "逐年下降"),
    ("不高于近5年平均水平", Comparison.NOT_ABOVE_AVERAGE, "5", "年", "不高于近 5 年平均水平"),
    ("符合区域卫生规划", Comparison.CONFORMS_TO_PLAN, "区域卫生规划", "", "符合区域卫生规划"),
    ("达到C级", Comparison.REACHES_LEVEL, "C", "级", "达到 C 级"),
    ("控制在55分贝以内", Comparison.AT_MOST, "55", "分贝", "不高于 55 分贝"),
)


@pytest.mark.parametrize(("text", "comparison", "threshold", "unit", "words"), READ)
def test_a_certain_requirement(text: str, comparison: Comparison, threshold: str, unit: str, words: str) -> None:
    read = read_requirement(text)
    assert (read.comparison, read.threshold, read.unit, read.doubt) == (comparison, threshold, unit, "")
    assert words_of(comparison, threshold, unit) == words
    assert read_requirement(words) == read


@pytest.mark.parametrize("text", ["95%", "100%", "5.6‰或持续降低", "≥90%或持续降低", "健全机制", "待定", "大于90%以下"])
def test_what_is_not_certain_is_never_invented(text: str) -> None:
    read = read_requirement(text)
    assert read.comparison is Comparison.NONE and read.doubt


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["%", "‰", "岁", "/10万", ""]))
def test_a_worded_number_reads_back(number: Decimal, unit: str) -> None:
    for comparison in NUMERIC:
        read = read_requirement(words_of(comparison, str(number), unit))
        assert (read.comparison, Decimal(read.threshold), read.unit) == (comparison, number, unit)


def test_a_bare_number_keeps_the_comparison_there_is_else_stays_open() -> None:
    assert fields_of_text("92%", Comparison.AT_LEAST) == {"threshold": "92", "unit": "%"}
    assert fields_of_text("92%")["to_confirm"] is True
    with pytest.raises(Refusal):
        fields_of_text("建立健全长效机制")


JUDGED = (
    (Comparison.AT_LEAST, "95", "95", None, None, Verdict.YES),
    (Comparison.GREATER, "90", "90", None, None, Verdict.NO),
    (Comparison.AT_LEAST, "0.3", Decimal("0.1") + Decimal("0.2"), None, None, Verdict.YES),
    (Comparison.AT_MOST_OR_TREND_DOWN, "25", "26", "27", None, Verdict.YES),
    (Comparison.AT_MOST_OR_TREND_DOWN, "25", "26", "26", None, Verdict.NO),
    (Comparison.AT_MOST_OR_TREND_DOWN, "25", "26", None, None, Verdict.UNKNOWN),
    (Comparison.TREND_UP, "", "5", "4", None, Verdict.YES),
    (Comparison.NOT_ABOVE_AVERAGE, "5", "7", None, "7", Verdict.YES),
    (Comparison.NOT_ABOVE_AVERAGE, "5", "7", None, None, Verdict.UNKNOWN),
    (Comparison.REACHES_LEVEL, "C", "B级", None, None, Verdict.YES),
    (Comparison.REACHES_LEVEL, "C", "D", None, None, Verdict.NO),
    (Comparison.CONFORMS_TO_PLAN, "", "4.5", None, None, Verdict.UNKNOWN),
    (Comparison.NONE, "95", "96", None, None, Verdict.UNKNOWN),
)


@pytest.mark.parametrize(("comparison", "threshold", "value", "previous", "average", "verdict"), JUDGED)
def test_a_value_is_judged(
    comparison: Comparison, threshold: str, value: str, previous: str, average: str, verdict: Verdict
) -> None:
    said = meets(comparison, threshold, value, previous, average)
    assert said.verdict is verdict and said.reason


def test_units_are_converted_exactly_or_not_compared() -> None:
    assert meets(Comparison.AT_MOST, "5.6", "0.56%", unit="‰").verdict is Verdict.YES
    assert meets(Comparison.AT_MOST, "5.6", "0.561%", unit="‰").verdict is Verdict.NO
    assert meets(Comparison.AT_MOST, "5.6", "5岁", unit="‰").verdict is Verdict.UNKNOWN


def test_refusals() -> None:
    with pytest.raises(Refusal):
        clean_threshold(Comparison.AT_LEAST, "很高")
    assert clean_threshold(Comparison.AT_LEAST, "1,200") == "1200"
    assert why_not_linked((1, 9), (1, 9), ()) and why_not_linked((1, 9), (2, 9), ())
    assert why_not_linked((1, 8), (2, 9), [(2, 1)])
    assert why_not_linked((1, 8), (2, 9), [(1, 3)]) is None


def test_serving_through_headings_and_links() -> None:
    parents = {1: None, 2: 1, 3: None, 4: None, 5: None, 6: None}
    links = [(3, 2, LinkKind.SAME), (4, 2, LinkKind.PART), (2, 5, LinkKind.PART), (6, 2, LinkKind.OVERLAPS)]
    assert served_by(parents, {1}, links) == {
        1: Served.OWN,
        2: Served.ABOVE,
        3: Served.LINK,
        4: Served.LINK,
        5: Served.NOT,
        6: Served.NOT,
    }
    assert sums_of_points([(1, None, None), (2, 1, 250), (3, 1, 100), (4, None, None)])[1] == 350
