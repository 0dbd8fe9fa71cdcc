"""Keep, rename and delete the office's named papers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.papers.fonts import VOICES
from models.papers.sheet import Profile
from models.printing.presets import PRESETS
from models.printing.queries import TENTHS
from models.printing.rules import tidy_name, why_not_named, why_not_paper
from models.printing.tables import PaperProfile

_PRESET_NAMES = frozenset(name for name, _ in PRESETS)


def save_profile(session: Session, *, name: str, profile: Profile) -> int:
    """Keep a paper under a name; the office's own one of the same name is replaced. Answers its id."""
    words = tidy_name(name)
    refusal = why_not_named(words, _PRESET_NAMES) or why_not_paper(profile)
    if refusal is not None:
        raise refusal
    rows = list(session.scalars(select(PaperProfile)))
    row = next((row for row in rows if row.name == words), None)
    if row is None:
        row = PaperProfile(name=words, position=max((other.position for other in rows), default=0) + 1)
        session.add(row)
    _fill(row, profile)
    session.flush()
    return row.id


def rename_profile(session: Session, *, profile_id: int, name: str) -> None:
    """Another name. Refuses one that another paper bears."""
    row, words = _own(session, profile_id), tidy_name(name)
    others = session.scalars(select(PaperProfile.name).where(PaperProfile.id != profile_id))
    refusal = why_not_named(words, _PRESET_NAMES | set(others))
    if refusal is not None:
        raise refusal
    row.name = words


def delete_profile(session: Session, *, profile_id: int) -> None:
    """Papers that were printed on it keep their sizes."""
    session.delete(_own(session, profile_id))


def _own(session: Session, profile_id: int) -> PaperProfile:
    if profile_id < 0:
        raise Refusal("这是程序自带的版面方案，不能改名或删除。", "可以选中它，改好后另存一个。")
    row = session.get(PaperProfile, profile_id)
    if row is None:
        raise Refusal("这个版面方案已不存在。", "可能已被删除，可以撤销。")
    return row


def _fill(row: PaperProfile, profile: Profile) -> None:
    row.paper, row.landscape = profile.paper.value, profile.landscape
    row.top, row.right, row.bottom, row.left = (round(side * TENTHS) for side in profile.margins)
    for voice in VOICES:
        setattr(row, f"{voice}_size", round(getattr(profile, f"{voice}_size") * TENTHS))
        setattr(row, f"{voice}_font", profile.fonts.get(voice, ""))
