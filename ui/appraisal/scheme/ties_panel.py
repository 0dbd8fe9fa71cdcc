"""记分来源: which item takes what the program finds in tasks and indicators, asked before the wording of rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from typing_extensions import override

from models.appraisal import actions
from models.appraisal.queries import TieRow
from models.appraisal.rules.placing import Place, Tie, counting
from models.appraisal.sources import SOURCES
from models.errors import Refusal
from ui import messages
from ui.appraisal.scheme.book import Book
from ui.appraisal.scheme.small_table import SmallTable
from ui.page import Page
from ui.style import Tone
from ui.tables.cells import Column
from ui.tables.editors import ChoiceEditor, Option, TextEditor

ABOUT = (
    "“找建议”时，程序先按这里的对应记入项目，从上往下，第一条合适的算；没有对应的，再按评分标准的文字找项目。"
    "“含有”写事由（任务、指标的名称）里会出现的词，几个用顿号隔开，空着就是全部。施行以后也可以改。"
)
ITEM, PART = "criterion_id", "part"


class TiesPanel(SmallTable):
    """Every change writes all ties anew, in one step."""

    stays_open: ClassVar[bool] = True

    def __init__(self, page: Page) -> None:
        super().__init__(page, self._columns(), "ties", "对应", ABOUT)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                "source",
                "记分来源",
                lambda row: row.tie.source,
                width=140,
                editor=ChoiceEditor(_sources),
                value=lambda row: row.tie.source,
            ),
            Column(
                "words",
                "含有",
                lambda row: row.tie.words or "（全部）",
                width=160,
                editor=TextEditor(),
                value=lambda row: row.tie.words,
                faded=lambda row: not row.tie.words,
            ),
            Column(
                ITEM,
                "记入项目",
                lambda row: row.item,
                width=260,
                editor=ChoiceEditor(self._items),
                value=lambda row: row.tie.place.criterion_id,
                stretch=True,
            ),
            Column(
                PART,
                "按哪一条",
                lambda row: row.part_words or row.fault,
                width=280,
                editor=ChoiceEditor(self._parts),
                value=lambda row: row.tie.place.part,
                tone=lambda row: Tone.NEAR if row.fault else None,
                tooltip=lambda row: row.fault or row.part_words,
                lines=2,
            ),
        )

    def _items(self, row: Any) -> tuple[Option, ...]:
        return tuple(
            Option(one.id, f"{one.no} {one.name}".strip(), hint=one.rule_words)
            for one in self.book.criteria
            if not one.children and counting(one.rule)
        )

    def _parts(self, row: TieRow) -> tuple[Option, ...]:
        item = self.book.by_id.get(row.tie.place.criterion_id)
        return tuple(Option(slot.part, slot.words) for slot in counting(item.rule if item is not None else None))

    def show_book(self, book: Book) -> None:
        """The ties of the scheme in hand."""
        off = sum(bool(row.fault) for row in book.ties)
        note = f"有 {off} 条对应的项目规则已改，不再起作用。" if off else ""
        self.show_rows(book.ties, book, note, "near" if off else "")

    def _ties(self) -> list[Tie]:
        return [row.tie for row in self.model.rows]

    def _write(self, title: str, ties: Sequence[Tie]) -> bool:
        assert self.book.scheme is not None
        return self._page.do(title, actions.set_ties, scheme_id=self.book.scheme.id, ties=tuple(ties)) is not None

    def _at(self, row_id: Any) -> int:
        return next(at for at, row in enumerate(self.model.rows) if row.id == row_id)

    @override
    def edit(self, row: Any, key: str, value: Any) -> None:
        tie: Tie = row.tie
        if key == ITEM:
            slots = counting(self.book.by_id[value].rule)
            tie = replace(tie, place=Place(value, slots[0].part if slots else 0))
        elif key == PART:
            tie = replace(tie, place=replace(tie.place, part=value))
        else:
            tie = replace(tie, **{key: value})
        ties = self._ties()
        ties[self._at(row.id)] = tie
        self._write("修改记分来源", ties)

    @override
    def new(self) -> None:
        options = self._items(None)
        if not options:
            messages.refuse(
                self,
                Refusal(
                    "办法里还没有按次计分的项目，建议没有地方记。", "请先给考核项目设置每次扣分、加分或否决的规则。"
                ),
            )
            return
        taken = {tie.source for tie in self._ties()}
        source = next((one.name for one in SOURCES if one.name not in taken), SOURCES[0].name)
        first = options[0].value
        place = Place(first, counting(self.book.by_id[first].rule)[0].part)
        if self._write("添加记分来源", [*self._ties(), Tie(source, "", place)]):
            self.table.edit_cell(self.model.rows[-1].id, "source")

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        ties, at = self._ties(), self._at(ids[0])
        if 0 <= at + by < len(ties):
            ties[at], ties[at + by] = ties[at + by], ties[at]
            if self._write("调整记分来源次序", ties):
                self.table.select_id(self.model.rows[at + by].id)

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        gone = {self._at(one) for one in ids}
        self._write("删除记分来源", [tie for at, tie in enumerate(self._ties()) if at not in gone])


def _sources(row: Any) -> tuple[Option, ...]:
    return tuple(Option(one.name, one.name) for one in SOURCES)
