"""部分与权重: 系统 40%、现场 40%、履职 20%, with the points that stand in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from typing_extensions import override

from models.appraisal import actions
from ui.appraisal.figures import share_of, text_of, text_of_share
from ui.appraisal.scheme.book import Book
from ui.appraisal.scheme.small_table import SmallTable
from ui.page import Page
from ui.tables.cells import Column
from ui.tables.editors import TextEditor

ABOUT = (
    "总分由几部分合成时在这里分：日常、暗访、年终，或系统、现场、履职。"
    "有权重的部分按权重折算；权重空着的，得多少分就加多少分。不分部分时这里空着。"
)


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """A component with what stands in it."""

    id: int
    name: str
    weight: Fraction | None
    items: int
    points: str


COLUMNS = (
    Column("name", "考核部分", lambda row: row.name, width=220, editor=TextEditor()),
    Column(
        "weight",
        "权重",
        lambda row: text_of_share(row.weight),
        width=90,
        align="right",
        editor=TextEditor(),
        tooltip=lambda row: "按权重折算" if row.weight is not None else "得多少分就加多少分",
    ),
    Column("items", "项目数", lambda row: str(row.items) if row.items else "", width=80, align="right", muted=True),
    Column("points", "分值合计", lambda row: row.points, width=90, align="right", muted=True),
)


class ComponentsPanel(SmallTable):
    """The weights should come to 100 %; a note says when they do not."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, COLUMNS, "components", "部分", ABOUT)

    def show_book(self, book: Book) -> None:
        """The components of the scheme in hand."""
        found = book.details.components if book.details is not None else ()
        items: dict[int, int] = {}
        points: dict[int, list[tuple[Fraction, ...]]] = {}
        own: dict[int, int] = {}
        for row in book.criteria:
            above = own.get(row.parent_id, 0) if row.parent_id is not None else 0
            key = own[row.id] = row.component_id or above
            if not row.children and (row.sum or key):
                items[key] = items.get(key, 0) + 1
            if key != above or row.parent_id is None:
                points.setdefault(key, []).append(row.sums or (row.sum,))
        rows = [
            ComponentRow(one.key, one.name, one.weight, items.get(one.key, 0), _span(points.get(one.key, [])))
            for one in found
        ]
        weights = [one.weight for one in found if one.weight is not None]
        total = sum(weights, Fraction(0))
        off = bool(weights) and total != 1
        note = f"权重合计 {text_of_share(total)}" + ("，不是 100%。" if off else "。") if weights else ""
        if rows and items.get(0):
            note += f"还有 {items[0]} 个考核项目没有放进任何部分，得多少分就加多少分。"
            off = off or bool(weights)
        self.show_rows(rows, book, note, "near" if off else "")

    @override
    def edit(self, row: Any, key: str, value: Any) -> None:
        fields = {"weight": share_of(str(value), "权重")} if key == "weight" else {key: value}
        self._page.do(f"修改考核部分“{row.name}”", actions.update_component, component_id=row.id, **fields)

    @override
    def new(self) -> None:
        assert self.book.scheme is not None
        names = {row.name for row in self.model.rows}
        number = next(number for number in range(1, len(names) + 2) if f"第{number}部分" not in names)
        done = self._page.do(
            "添加考核部分", actions.add_component, scheme_id=self.book.scheme.id, name=f"第{number}部分"
        )
        if done is not None:
            self.table.edit_cell(done.value, "name")

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        self._page.do("调整考核部分次序", actions.shift_components, component_ids=list(ids), by=by)

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        self._page.do("删除考核部分", actions.delete_components, said="已删除考核部分。", component_ids=list(ids))


def _span(sums: Sequence[tuple[Fraction, ...]]) -> str:
    """What they come to together: 100, or 90—100 where units are asked different items."""
    low = sum((one[0] for one in sums), Fraction(0))
    high = sum((one[-1] for one in sums), Fraction(0))
    return text_of(low) if low == high else f"{text_of(low)}—{text_of(high)}"
