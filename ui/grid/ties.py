"""Who a typed name means in a pairing (unit, post, person), and with what (cell, unit). Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from models.errors import Refusal
from models.grid.queries import CellRow, PairingRow
from models.org.queries import PersonRow, PostRow
from models.org.rules import clean_name
from ui.grid.forms import path_words
from ui.org.books import PeopleBook, UnitBook
from ui.tables.editors import Option


class TieBook:
    """Proposals for both ends of a pairing; `who` and `goal` answer the fields that an action takes."""

    def __init__(
        self,
        units: UnitBook | None = None,
        posts: Iterable[PostRow] = (),
        people: Iterable[PersonRow] = (),
        cells: Iterable[CellRow] = (),
    ) -> None:
        self._units = units or UnitBook()
        self._people = PeopleBook(people)
        self._posts: dict[str, int] = {}
        post_options: list[Option] = []
        for row in posts:
            title = row.title if not row.unit or row.title.startswith(row.unit) else f"{row.unit}{row.title}"
            words = f"{title}（{row.holder or '空缺'}）"
            if words not in self._posts:
                self._posts[words] = row.id
                post_options.append(Option(row.id, words, (title, row.title, row.holder), "岗位"))
        self._cells: dict[str, int] = {}
        self._cell_names: dict[str, list[int]] = {}
        cell_options: list[Option] = []
        for cell in cells:
            words = path_words(cell)
            self._cells[words] = cell.id
            self._cell_names.setdefault(cell.name, []).append(cell.id)
            cell_options.append(Option(cell.id, words, (cell.name, cell.initials, cell.pinyin), cell.level))
        units_first = tuple(self._units.options())
        people_last = tuple(Option(one.value, one.text, one.keys, "个人") for one in self._people.options())
        self._who = (*units_first, *post_options, *people_last)
        self._goals = (*cell_options, *units_first)

    def who_options(self, row: Any = None) -> Sequence[Option]:
        """Units, posts with their holders, people."""
        return self._who

    def goal_options(self, row: Any = None) -> Sequence[Option]:
        """Cells with what lies above them, then units."""
        return self._goals

    def who(self, text: str) -> dict[str, int]:
        """The field that a typed holder sets. Refusal when the name means none or several."""
        name = clean_name(text)
        if not name:
            raise Refusal("结对方没有写。", "请写上单位、岗位或人员。")
        unit = self._units.find(name)
        if unit is not None:
            return {"unit_id": unit}
        if text.strip() in self._posts:
            return {"post_id": self._posts[text.strip()]}
        person = self._people.find(text)
        if person is not None:
            return {"person_id": person}
        same = self._people.named(name)
        if len(same) == 1:
            return {"person_id": same[0].id}
        if same:
            raise Refusal(f"有 {len(same)} 位“{name}”。", "请从提示里选择带职务的那一位。")
        raise Refusal(f"没有叫“{name[:30]}”的单位、岗位或人员。", "请从提示里选择，或先在“组织”里添加。")

    def goal(self, text: str) -> dict[str, int]:
        """The field that a typed goal sets. Refusal when the name means none or several."""
        name = clean_name(text)
        if not name:
            raise Refusal("结对对象没有写。", "请写上网格或单位。")
        if text.strip() in self._cells:
            return {"cell_id": self._cells[text.strip()]}
        same = self._cell_names.get(name, [])
        if len(same) == 1:
            return {"cell_id": same[0]}
        unit = self._units.find(name)
        if unit is not None and not same:
            return {"partner_id": unit}
        if same:
            raise Refusal(f"有 {len(same)} 个叫“{name}”的网格。", "请从提示里选择带上级的那一个。")
        raise Refusal(f"没有叫“{name[:30]}”的网格或单位。", "请从提示里选择。")

    def words_of_cell(self, cell_id: int | None) -> str:
        """The proposal that stands for a cell, "" for none."""
        return next((words for words, found in self._cells.items() if found == cell_id), "")


def words_of_pairing(row: PairingRow) -> str:
    """What the filter looks through besides the columns."""
    return " ".join((row.who, *row.path, row.goal, row.note))
