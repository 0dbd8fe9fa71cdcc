"""When an edition may be issued or withdrawn."""

from datetime import date
from typing import Any

import pytest

from models.edition.rules import Issued, edition_words, next_number, why_no_edition, why_not_withdrawn

FIRST = Issued(1, "云创卫办〔2026〕5号", date(2026, 4, 1), False)
SECOND = Issued(4, "云创卫办〔2026〕9号", date(2026, 5, 1), True)
GOOD: dict[str, Any] = {
    "number": 5,
    "document_no": "云创卫办〔2026〕12号",
    "title": "责任分解表",
    "issued_on": date(2026, 6, 1),
    "tasks": 3,
}


def test_numbers_go_on_from_the_highest_withdrawn_or_not() -> None:
    assert next_number(()) == 1
    assert next_number((SECOND, FIRST)) == 5


def test_words_name_the_number_and_the_document() -> None:
    assert edition_words(2) == "第2版"
    assert edition_words(2, "云创卫办〔2026〕5号") == "第2版（云创卫办〔2026〕5号）"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, None),
        ({"document_no": ""}, None),
        ({"number": 9}, None),
        ({"issued_on": date(2026, 5, 1)}, None),
        ({"document_no": SECOND.document_no}, None),  # that edition was withdrawn
        ({"tasks": 0}, "还没有任务"),
        ({"number": None}, "版次要写成数字"),
        ({"number": 0}, "版次要写成数字"),
        ({"number": 2}, "已编到第 4 版"),
        ({"number": 4}, "已编到第 4 版"),
        ({"title": " "}, "还没有写标题"),
        ({"title": "长" * 121}, "太长"),
        ({"document_no": FIRST.document_no}, "已用于第 1 版"),
        ({"issued_on": None}, "印发日期"),
        ({"issued_on": date(2026, 4, 30)}, "早于上一版"),
    ],
)
def test_an_edition_is_refused_with_the_reason(change: dict[str, Any], words: str | None) -> None:
    refusal = why_no_edition((FIRST, SECOND), **{**GOOD, **change})
    assert (refusal is None) if words is None else (refusal is not None and words in str(refusal))


@pytest.mark.parametrize(
    ("withdrawn_on", "reason", "day", "words"),
    [
        (None, "内容有误", date(2026, 4, 2), None),
        (None, "内容有误", date(2026, 4, 1), None),
        (date(2026, 4, 3), "内容有误", date(2026, 4, 4), "已在 2026-04-03 撤回"),
        (None, "  ", date(2026, 4, 2), "撤回原因"),
        (None, "长" * 201, date(2026, 4, 2), "太长"),
        (None, "内容有误", None, "撤回日期"),
        (None, "内容有误", date(2026, 3, 31), "早于印发日期"),
    ],
)
def test_a_withdrawal_needs_a_reason_and_a_day_after_the_issue(
    withdrawn_on: date | None, reason: str, day: date | None, words: str | None
) -> None:
    refusal = why_not_withdrawn(1, withdrawn_on=withdrawn_on, issued_on=FIRST.issued_on, reason=reason, day=day)
    assert (refusal is None) if words is None else (refusal is not None and words in str(refusal))
