"""Names typed into a cell: which task or indicator they mean."""

from __future__ import annotations

import pytest

from models.errors import Refusal
from ui.standard.book import Book, one_of, told_apart
from ui.tables.editors import Option

OPTIONS = told_apart(
    [
        Option(1, "加强宣传", ("jqxc",), "健康教育"),
        Option(2, "加强宣传", ("jqxc",), "市容环境"),
        Option(3, "农贸市场整治", ("nmsczz",), "重点场所"),
        Option(4, "农贸市场整治提升", ("nmsczzts",), ""),
    ]
)


def test_equal_names_are_told_apart_by_what_is_above() -> None:
    assert [option.text for option in OPTIONS] == [
        "加强宣传（健康教育）",
        "加强宣传（市容环境）",
        "农贸市场整治",
        "农贸市场整治提升",
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("加强宣传（市容环境）", 2), ("农贸市场整治", 3), ("提升", 4), ("nmsczzts", 4), ("市容", 2)],
)
def test_a_name_or_a_part_of_only_one(typed: str, meant: int) -> None:
    assert one_of(OPTIONS, typed, "任务") == meant


@pytest.mark.parametrize(
    ("typed", "said"), [("没有", "没有叫“没有”的任务"), ("农贸", "可能是"), ("加强宣传", "可能是")]
)
def test_what_is_not_sure_is_refused(typed: str, said: str) -> None:
    with pytest.raises(Refusal) as caught:
        one_of(OPTIONS, typed, "任务")
    assert said in caught.value.sentence


def test_several_tasks_in_a_cell() -> None:
    book = Book(tasks=OPTIONS)
    assert book.find_tasks("农贸市场整治；加强宣传（健康教育）\n提升") == [3, 1, 4]
    assert book.find_tasks("") == []
