"""Who a typed name means as a holder of a role: people, posts, units by any of their names. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.errors import Refusal
from models.grid.duty import Holder
from models.grid.terms import WatchHolder
from models.org.queries import PersonRow, PostRow
from models.org.rules import clean_name
from ui import messages
from ui.messages import Choice
from ui.org.books import PeopleBook, UnitBook
from ui.page import Page
from ui.tables.completing import SEPARATORS
from ui.tables.editors import Option

LONGEST_PERSON = 6  # characters; a longer name that nobody knows is not taken for a new person
_UNIT_LIKE = re.compile(r"(局|委|办|中心|街道|社区|公司|集团|支队|大队|学校|医院|银行|政府|委员会|办公室|协会|站|所)$")
_SPLIT = re.compile(f"[{SEPARATORS}\n/]")


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a cell as it was read: its holder, or None with the text when nobody was chosen for it yet."""

    text: str
    holder: Holder | None


class HolderBook:
    """All who can take a role, by what is proposed and by their plain names."""

    def __init__(
        self,
        people: Iterable[PersonRow] = (),
        posts: Iterable[PostRow] = (),
        units: UnitBook | None = None,
    ) -> None:
        self._people = PeopleBook(people)
        self._units = units or UnitBook()
        self._known: dict[str, Holder] = {}
        self._words: dict[tuple[str, int], str] = {}
        options: list[Option] = []
        for option in self._people.options():
            options.append(option)
            self._know(option.text, "person", Holder(person_id=option.value))
        for row in posts:
            title = row.title if not row.unit or row.title.startswith(row.unit) else f"{row.unit}{row.title}"
            words = f"{title}（{row.holder or '空缺'}）"
            if words not in self._known:
                options.append(Option(row.id, words, (title, row.title, row.holder), "岗位"))
                self._know(words, "post", Holder(post_id=row.id))
                self._known.setdefault(title, Holder(post_id=row.id))
        self._unit_options = tuple(self._units.options())
        for option in self._unit_options:
            self._know(option.text, "unit", Holder(unit_id=option.value))
        self._options = (*options, *self._unit_options)

    def _know(self, words: str, kind: str, holder: Holder) -> None:
        self._known.setdefault(words, holder)
        main = holder.main
        if main is not None:
            self._words.setdefault(main, words)

    def options(self, allowed: WatchHolder = WatchHolder.ANY) -> Sequence[Option]:
        """Proposals for a role: people, posts, units; units alone where nobody else may stand."""
        return self._unit_options if allowed is WatchHolder.UNIT else self._options

    def words(self, holder: Holder) -> str:
        """The proposal that stands for a holder; it is read back as the same one."""
        return self._words.get(holder.main, "") if holder.main is not None else holder.new_name

    def same(self, name: str) -> list[PersonRow]:
        """Everybody of exactly this name."""
        return self._people.named(name)

    def person_words(self, person_id: int) -> str:
        """The proposal of a person."""
        return self._people.words(person_id)

    def read(self, text: str) -> tuple[Named, ...]:
        """The names of one cell in order; those nobody was chosen for have no holder."""
        found: dict[str, Named] = {}
        for part in self._parts(text):
            holder = self._known.get(part)
            if holder is None and (unit_id := self._units.find(part)) is not None:
                holder = Holder(unit_id=unit_id)
            if holder is not None and not self._people.named(part):
                found.setdefault(part, Named(part, holder))
            else:
                found.setdefault(part, Named(part, self._known.get(part)))
        return tuple(found.values())

    def _parts(self, text: str) -> list[str]:
        """Names parted by 、，； or line breaks; a proposal stays whole, whatever stands inside it."""
        parts: list[str] = []
        rest = text.strip()
        while rest:
            cuts = [match.start() for match in _SPLIT.finditer(rest)]
            cut = next((at for at in reversed([*cuts, len(rest)]) if rest[:at].strip() in self._known), None)
            if cut is None:
                cut = cuts[0] if cuts else len(rest)
                part = clean_name(rest[:cut])
            else:
                part = rest[:cut].strip()
            if part:
                parts.append(part)
            rest = rest[cut + 1 :].strip()
        return parts


def why_nobody(name: str, allowed: WatchHolder) -> Refusal | None:
    """Why a name that nobody bears cannot be a new person."""
    if allowed is WatchHolder.UNIT:
        return Refusal(f"没有叫“{name[:30]}”的单位。", "先在“组织”里添加这个单位。")
    if allowed is WatchHolder.POST:
        return Refusal(f"没有叫“{name[:30]}”的岗位。", "先在“组织”里添加这个岗位，或从提示里选择。")
    if len(name) > LONGEST_PERSON or (len(name) > 3 and _UNIT_LIKE.search(name)):
        return Refusal(f"没有叫“{name[:30]}”的人员、岗位或单位。", "从提示里选择，或先在“组织”里添加。")
    return None


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed or pasted for a role; `where` stands in front of a refusal (第 3 行“网格员”：)."""

    text: str
    allowed: WatchHolder = WatchHolder.ANY
    where: str = ""


Texts = Mapping[Any, Typed]


def with_holders(
    page: Page, book: HolderBook, texts: Texts, then: Callable[[dict[Any, tuple[Holder, ...]], int], Any]
) -> None:
    """`then({key: holders}, how many are new people)` for what was typed or pasted.

    Names nobody bears become new people; a name that somebody bears is that person only when the clerk says so. A
    name that cannot be a person is refused and nothing happens.
    """
    read = {key: book.read(typed.text) for key, typed in texts.items()}
    open_names: dict[str, Typed] = {}
    for key, names in read.items():
        for one in names:
            if one.holder is None:
                open_names.setdefault(one.text, texts[key])
    same = [name for name in open_names if book.same(name)]
    refusal = _why_not(book, open_names, same)
    if refusal is not None:
        messages.refuse(page, refusal)
        return

    def go_on(decided: Mapping[str, int | None]) -> None:
        answer: dict[Any, tuple[Holder, ...]] = {}
        for key, names in read.items():
            answer[key] = tuple(one.holder or _holder(one.text, decided.get(one.text)) for one in names)
        then(answer, sum(decided.get(name) is None for name in open_names))

    if not same:
        go_on({})
        return
    if len(same) == 1:
        _ask_which(page, book, same[0], go_on)
    else:
        _ask_all(page, book, same, go_on)


def _why_not(book: HolderBook, open_names: Mapping[str, Typed], same: Sequence[str]) -> Refusal | None:
    """Why the names cannot be taken: one that is nobody's, or one of several people among others to be asked about."""
    for name, typed in open_names.items():
        refusal = None if name in same else why_nobody(name, typed.allowed)
        if refusal is None and len(same) > 1 and len(book.same(name)) > 1:
            refusal = Refusal(
                f"“{name}”有 {len(book.same(name))} 位，不知道是哪一位。",
                "请在那一格里从提示选择，再粘贴其余的。",
            )
        if refusal is not None:
            return Refusal(f"{typed.where}{refusal.sentence}", refusal.next_step)
    return None


def _holder(name: str, person_id: int | None) -> Holder:
    return Holder(new_name=name) if person_id is None else Holder(person_id=person_id)


def _ask_which(page: Page, book: HolderBook, name: str, go_on: Callable[[Mapping[str, int | None]], Any]) -> None:
    rows = book.same(name)

    def answered(key: str) -> None:
        go_on({name: None if key == "new" else int(key)})

    choices = [
        Choice(str(row.id), f"是{book.person_words(row.id)}", primary=at == 0) for at, row in enumerate(rows[:4])
    ]
    messages.ask(
        page,
        "同名人员",
        f"已经有 {len(rows)} 位“{name}”。是其中的一位，还是另一个人？",
        (*choices, Choice("new", "是另一个人，新建")),
        answered,
    )


def _ask_all(
    page: Page, book: HolderBook, same: Sequence[str], go_on: Callable[[Mapping[str, int | None]], Any]
) -> None:
    def answered(key: str) -> None:
        go_on({name: book.same(name)[0].id if key == "same" else None for name in same})

    listed = "、".join(book.person_words(book.same(name)[0].id) for name in same[:6])
    more = f"等 {len(same)} 人" if len(same) > 6 else ""
    messages.ask(
        page,
        "同名人员",
        f"其中 {len(same)} 人和已有人员同名：{listed}{more}。是同一人，还是新的人员？",
        (Choice("same", "都是已有的人", primary=True), Choice("new", "都是新的人员")),
        answered,
    )
