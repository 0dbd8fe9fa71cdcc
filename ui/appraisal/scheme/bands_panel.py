"""等次: bands of totals with their bounds and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from typing_extensions import override

from models.appraisal import actions
from models.appraisal.rows import BandRow
from models.appraisal.rules.kinds import Band
from ui.appraisal.figures import number_or_none, text_of
from ui.appraisal.scheme.book import Book
from ui.appraisal.scheme.small_table import SmallTable
from ui.page import Page
from ui.tables.cells import Column
from ui.tables.editors import ChoiceEditor, Option, TextEditor

ABOUT = "按总分定等次，从高到低排。下限写“含”就是大于等于；两头空着表示不限。后果可以是年度扣分、奖惩金额或一句话。"
LOW = (Option(False, "含"), Option(True, "不含"))
HIGH = (Option(False, "不含"), Option(True, "含"))
NUMBERS = {"low": "下限", "high": "上限", "deduction": "年度扣分", "money": "奖惩金额"}


def _low_open(row: Any) -> tuple[Option, ...]:
    return LOW


def _high_closed(row: Any) -> tuple[Option, ...]:
    return HIGH


def _number(key: str, heading: str, width: int) -> Column:
    def words(row: BandRow) -> str:
        return text_of(getattr(row.band, key))

    return Column(key, heading, words, width=width, align="right", editor=TextEditor())


COLUMNS = (
    Column("name", "等次", lambda row: row.band.name, width=110, editor=TextEditor()),
    _number("low", "下限", 70),
    Column(
        "low_open",
        "含下限",
        lambda row: "不含" if row.band.low_open else "含",
        width=64,
        editor=ChoiceEditor(_low_open),
        value=lambda row: row.band.low_open,
    ),
    _number("high", "上限", 70),
    Column(
        "high_closed",
        "含上限",
        lambda row: "含" if row.band.high_closed else "不含",
        width=64,
        editor=ChoiceEditor(_high_closed),
        value=lambda row: row.band.high_closed,
    ),
    Column("words", "范围", lambda row: band_words(row.band), width=150, muted=True),
    _number("deduction", "年度扣分", 80),
    _number("money", "奖惩金额（元）", 110),
    Column("flag", "后果", lambda row: row.band.flag, width=180, editor=TextEditor(), stretch=True),
)


def band_words(band: Band) -> str:
    """90 分以上（含）至 95 分."""
    low = f"{'大于' if band.low_open else '不低于'} {text_of(band.low)}" if band.low is not None else ""
    high = f"{'不高于' if band.high_closed else '低于'} {text_of(band.high)}" if band.high is not None else ""
    return "，".join(one for one in (low, high) if one) or "不限"


class BandsPanel(SmallTable):
    """Every change writes all bands anew, in one step."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, COLUMNS, "bands", "等次", ABOUT)
        self.usual = self.add_tool("用常见的四等", "format-list-numbered", self._on_usual_clicked)

    def show_book(self, book: Book) -> None:
        """The bands of the scheme in hand."""
        bands = book.details.bands if book.details is not None else ()
        self.show_rows(bands, book, "")
        self.usual.setVisible(not bands and book.frozen is None)

    def _bands(self) -> list[Band]:
        return [row.band for row in self.model.rows]

    def _write(self, title: str, bands: Sequence[Band]) -> bool:
        assert self.book.scheme is not None
        return self._page.do(title, actions.set_bands, scheme_id=self.book.scheme.id, bands=tuple(bands)) is not None

    def _at(self, row_id: Any) -> int:
        return next(at for at, row in enumerate(self.model.rows) if row.id == row_id)

    @override
    def edit(self, row: Any, key: str, value: Any) -> None:
        if key in NUMBERS:
            value = number_or_none(str(value), NUMBERS[key])
        bands, at = self._bands(), self._at(row.id)
        bands[at] = replace(bands[at], **{key: value})
        column = self.table.current_key()
        if self._write(f"修改等次“{row.band.name}”", bands):
            self.table.select_id(self.model.rows[at].id, column)

    @override
    def new(self) -> None:
        bands = self._bands()
        high = bands[-1].low if bands else None
        band = Band(f"第{len(bands) + 1}等", None, high, high_closed=bool(bands) and bands[-1].low_open)
        if self._write("添加等次", [*bands, band]):
            self.table.edit_cell(self.model.rows[-1].id, "name")

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        bands, at = self._bands(), self._at(ids[0])
        if 0 <= at + by < len(bands):
            bands[at], bands[at + by] = bands[at + by], bands[at]
            if self._write("调整等次次序", bands):
                self.table.select_id(self.model.rows[at + by].id)

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        gone = {self._at(one) for one in ids}
        self._write("删除等次", [band for at, band in enumerate(self._bands()) if at not in gone])

    def _on_usual_clicked(self) -> None:
        if not self._why_not():
            full = self.book.scheme.full if self.book.scheme is not None else Fraction(100)
            self._write("添加常见的四等", usual_bands(full))


def usual_bands(full: Fraction) -> tuple[Band, ...]:
    """优秀 from 90 % of the full mark, 良好 80 %, 合格 60 %, 不合格 below."""
    bounds = [("优秀", full * Fraction(9, 10)), ("良好", full * Fraction(8, 10)), ("合格", full * Fraction(6, 10))]
    found, high = [], None
    for name, low in bounds:
        found.append(Band(name, low, high))
        high = low
    return (*found, Band("不合格", None, high))
