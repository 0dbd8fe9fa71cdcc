"""The catalogue: which papers the corpus holds, in which format, in which half. Even numbers tune, odd are held out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tests.corpus.content.dice import Dice
from tests.corpus.expected import Json
from tests.corpus.layouts.breakdown import make_breakdown
from tests.corpus.layouts.breakdown_table import make_breakdown_table
from tests.corpus.layouts.contacts import make_contacts
from tests.corpus.layouts.ledger import make_ledger, make_ledger_text
from tests.corpus.layouts.member_list import make_members
from tests.corpus.layouts.plan import make_plan
from tests.corpus.layouts.score import make_rules, make_score_table
from tests.corpus.layouts.sites import make_sites
from tests.corpus.layouts.speech import make_speech
from tests.corpus.paper import Paper
from tests.corpus.writers import written

Maker = Callable[[Dice, int, str], tuple[Paper, Json]]


def _plain(make: Callable[[Dice, int], tuple[Paper, Json]]) -> Maker:
    """A maker for papers that are the same in every format."""

    def made(dice: Dice, number: int, kind: str) -> tuple[Paper, Json]:
        return make(dice, number)

    return made


@dataclass(frozen=True, slots=True)
class Document:
    """One paper: its name (plan-04), its format, its half, and how it is made."""

    name: str
    form: str
    held: bool
    number: int
    maker: Maker

    @property
    def file(self) -> str:
        return f"{self.name}.{self.form}"

    @property
    def in_table(self) -> bool:
        return (
            self.form in ("xlsx", "csv", "html")
            or "table" in self.name
            or (self.name.startswith("ledger") and "text" not in self.name)
        )

    def make(self) -> tuple[bytes, Json]:
        """The file and its exact reading."""
        dice = Dice(self.name, self.held)
        paper, expected = self.maker(dice, self.number, self.form)
        return written(paper, self.form, dice), expected


# kind of paper, how many, its maker, the formats by turns (each used in both halves)
CATALOGUE: tuple[tuple[str, int, Maker, tuple[str, ...]], ...] = (
    ("plan", 48, _plain(make_plan), ("docx", "txt", "docx", "txt", "txt", "pdf")),
    ("breakdown", 60, _plain(make_breakdown), ("txt", "docx", "txt", "pdf", "docx")),
    ("breakdown-table", 44, make_breakdown_table, ("xlsx", "docx", "html", "xlsx", "csv", "txt")),
    ("members", 24, make_members, ("docx", "txt", "txt", "docx", "xlsx", "txt")),
    ("sites", 12, make_sites, ("txt", "docx", "xlsx", "txt")),
    ("ledger", 20, make_ledger, ("xlsx", "xlsx", "docx", "csv", "html", "xlsx")),
    ("ledger-text", 8, _plain(make_ledger_text), ("txt", "docx")),
    ("score-table", 18, make_score_table, ("xlsx", "docx", "xlsx", "html", "csv")),
    ("rules", 12, _plain(make_rules), ("docx", "txt", "txt")),
    ("contacts", 14, make_contacts, ("xlsx", "docx", "txt", "xlsx")),
    ("speech", 10, _plain(make_speech), ("txt", "docx", "txt")),
)


@cache
def documents(draw: int = 0) -> tuple[Document, ...]:
    """All papers of the corpus in their order; another `draw` gives as many others that nobody has looked at."""
    return tuple(
        Document(
            f"{name}-{seed:02}" + (f"-{draw}" if draw else ""),
            forms[seed // 2 % len(forms)],
            seed % 2 == 1,
            seed // 2,
            maker,
        )
        for name, count, maker, forms in CATALOGUE
        for seed in range(count)
    )
