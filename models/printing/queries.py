"""The named papers: those of the program first, then those of the office in their order."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Condition
from models.papers.fonts import VOICES
from models.papers.sheet import Paper, Profile
from models.printing.presets import PRESETS
from models.printing.tables import PaperProfile

TENTHS = 10
"""Margins are stored in 1/10 mm, letters in 1/10 pt."""


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A named paper; a preset of the program has a negative id and is neither renamed nor deleted."""

    id: int
    name: str
    profile: Profile

    @property
    def is_preset(self) -> bool:
        return self.id < 0


def profiles(session: Session) -> tuple[ProfileRow, ...]:
    """All named papers."""
    presets = [ProfileRow(-number, name, profile) for number, (name, profile) in enumerate(PRESETS, 1)]
    own = session.scalars(select(PaperProfile).order_by(PaperProfile.position, PaperProfile.id))
    return (*presets, *(ProfileRow(row.id, row.name, _profile(row)) for row in own))


def profile_named(session: Session, *, name: str) -> ProfileRow:
    """The paper of that name, or the only one whose name holds the words. Raises Condition, naming all there are."""
    rows = profiles(session)
    words = " ".join(name.split())
    found = [row for row in rows if row.name == words] or [row for row in rows if words and words in row.name]
    if len(found) == 1:
        return found[0]
    known = "、".join(row.name for row in rows)
    what = f"没有名为“{name}”的版面方案。" if not found else f"有 {len(found)} 个版面方案的名称含“{name}”。"
    raise Condition(what, f"可选：{known}。")


def _profile(row: PaperProfile) -> Profile:
    fonts = {voice: wish for voice in VOICES if (wish := getattr(row, f"{voice}_font"))}
    return Profile(
        paper=Paper(row.paper),
        landscape=row.landscape,
        margins=(row.top / TENTHS, row.right / TENTHS, row.bottom / TENTHS, row.left / TENTHS),
        title_size=row.title_size / TENTHS,
        heading_size=row.heading_size / TENTHS,
        body_size=row.body_size / TENTHS,
        note_size=row.note_size / TENTHS,
        fonts=fonts,
    )
