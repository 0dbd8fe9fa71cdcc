"""Units and people by what is typed: proposals for editors, and who or what a typed name means. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from models.errors import Refusal
from models.org import actions
from models.org.queries import PersonRow, UnitRow
from models.org.rules import clean_name, is_nobody, masked
from ui import messages
from ui.messages import Choice
from ui.page import Page
from ui.tables.editors import Option


class UnitBook:
    """Units in use in official order by every name they bear or bore, and what became of those that have ended."""

    def __init__(self, units: Iterable[UnitRow] = ()) -> None:
        self._rows = tuple(units)
        self._options = tuple(
            Option(
                row.id,
                row.name,
                tuple(key for key in (*_others(row), row.initials, row.pinyin) if key),
                row.short_name,
            )
            for row in self._rows
            if _in_use(row)
        )
        self._names: dict[str, set[int]] = {}
        for row in self._rows:
            for name in _others(row):
                if name and _in_use(row):
                    self._names.setdefault(name, set()).add(row.id)
        for row in self._rows:
            if _in_use(row):
                self._names[row.name] = {row.id}

    def options(self, row: Any = None) -> Sequence[Option]:
        """Proposals, in official order; units no longer in use are left out."""
        return self._options

    def find(self, text: str) -> int | None:
        """The one unit in use that is called so; None when there is none or several."""
        found = self._names.get(clean_name(text), set())
        return next(iter(found)) if len(found) == 1 else None

    def became(self, text: str) -> tuple[str, tuple[UnitRow, ...]]:
        """What became of the ended unit of a name (“原市工商局，2026-03-01 并入市市场监管局”) and the units that stand
        for it today; ("", ()) when no ended unit was called so."""
        name = clean_name(text)
        row = next((row for row in self._rows if not _in_use(row) and name in (row.name, *_others(row))), None)
        if row is None or not name:
            return "", ()
        by_id = {other.id: other for other in self._rows}
        words, seen = [f"原{row.name}"], {row.id}
        while not _in_use(row) and row.successor_id in by_id and row.successor_id not in seen:
            words.append(f"{row.valid_to} 并入{by_id[row.successor_id].name}")
            row = by_id[row.successor_id]
            seen.add(row.id)
        if _in_use(row):
            return "，".join(words), (row,)
        parts = tuple(other for other in self._rows if other.origin_id == row.id and _in_use(other))
        what = f"分设为{'、'.join(part.name for part in parts)}" if parts else "停用"
        return "，".join((*words, f"{row.valid_to} {what}")), parts

    def why_unknown(self, text: str, next_step: str) -> Refusal:
        """What is said to a name that no unit in use bears."""
        words, units = self.became(text)
        if not words:
            return Refusal(f"没有叫“{clean_name(text)}”的单位。", next_step)
        names = "”或“".join(row.name for row in units)
        return Refusal(f"“{clean_name(text)}”不再使用：{words}。", f"请改成“{names}”。" if names else next_step)

    def name(self, unit_id: int | None) -> str:
        """The full name, "" for none."""
        return next((row.name for row in self._rows if row.id == unit_id), "")


class PeopleBook:
    """All people, each proposed with the post that tells people of one name apart."""

    def __init__(self, people: Iterable[PersonRow] = ()) -> None:
        self._rows = tuple(people)
        self._by_words: dict[str, int] = {}
        options = []
        for row in self._rows:
            words = base = self._words_of(row)
            number = 2
            while words in self._by_words:
                words = f"{base} #{number}"
                number += 1
            self._by_words[words] = row.id
            options.append(Option(row.id, words, (row.name, row.initials, row.pinyin)))
        self._options = tuple(options)

    def options(self, row: Any = None) -> Sequence[Option]:
        """Proposals by pinyin: 周晓岚（市商务局局长）."""
        return self._options

    def find(self, text: str) -> int | None:
        """The person whose proposal was taken as it stands; None for a bare name."""
        return self._by_words.get(text.strip())

    def named(self, text: str) -> list[PersonRow]:
        """Everyone of exactly this name."""
        name = clean_name(text)
        return [row for row in self._rows if row.name == name]

    def words(self, person_id: int | None) -> str:
        """The proposal that stands for a person, "" for none."""
        return next((words for words, found in self._by_words.items() if found == person_id), "")

    @staticmethod
    def _words_of(row: PersonRow) -> str:
        if row.posts:
            return f"{row.name}（{row.posts[0].words}）"
        return (
            f"{row.name}（{masked(row.phone)}）"
            if row.phone
            else f"{row.name}（{row.note}）"
            if row.note
            else f"{row.name}（无岗位）"
        )


def _in_use(row: UnitRow) -> bool:
    return row.valid_to is None or row.valid_to > date.today()


def _others(row: UnitRow) -> tuple[str, ...]:
    return (row.short_name, *row.aliases, *(old.name for old in row.former))


def with_unit(page: Page, book: UnitBook, text: str, then: Callable[[int | None], Any]) -> None:
    """`then(unit id)` for what was typed: None when it is empty; a name nobody knows may be added after asking, for one
    of a unit that has ended those that stand for it today are proposed."""
    name = clean_name(text)
    if not name:
        then(None)
        return
    found = book.find(name)
    if found is not None:
        then(found)
        return
    words, units = book.became(name)
    if words:
        _propose(page, name, words, units, then)
        return

    def answered(key: str) -> None:
        done = page.do("新单位", actions.create_unit, name=name)
        if done is not None:
            then(done.value)

    messages.ask(
        page,
        "没有这个单位",
        f"组织里没有叫“{name}”的单位，也没有单位用它作简称、别名或原名。要添加它吗？",
        (Choice("add", "添加单位", primary=True),),
        answered,
    )


def _propose(page: Page, name: str, words: str, units: Sequence[UnitRow], then: Callable[[int | None], Any]) -> None:
    if not units:
        messages.refuse(page, Refusal(f"“{name}”不再使用：{words}。", "请写现在的单位。"))
        return

    def answered(key: str) -> None:
        then(int(key))

    choices = [Choice(str(row.id), f"用“{row.name}”", primary=number == 0) for number, row in enumerate(units[:4])]
    messages.ask(page, f"“{name}”不再使用", f"{words}。要用现在的单位吗？", tuple(choices), answered)


def with_person(page: Page, book: PeopleBook, text: str, then: Callable[[int | None, str], Any]) -> None:
    """`then(person id, "")` or `then(None, new name)` for what was typed; (None, "") when it is empty.

    A bare name that somebody bears is never taken for that person without asking.
    """
    name = clean_name(text)
    if not name or is_nobody(name):
        then(None, "")
        return
    found = book.find(text)
    if found is not None:
        then(found, "")
        return
    same = book.named(name)
    if not same:
        then(None, name)
        return

    def answered(key: str) -> None:
        if key == "new":
            then(None, name)
        else:
            then(int(key), "")

    choices = [
        Choice(str(row.id), f"是{book.words(row.id)}", primary=number == 0) for number, row in enumerate(same[:4])
    ]
    messages.ask(
        page,
        "同名人员",
        f"已经有 {len(same)} 位“{name}”。是其中的一位，还是另一个人？",
        (*choices, Choice("new", "是另一个人，新建")),
        answered,
    )
