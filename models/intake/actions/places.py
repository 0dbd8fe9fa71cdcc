"""On which level of the grid the areas and places of a draft stand."""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.grid.actions import ensure_levels
from models.grid.tables import Level

USUAL = ("市", "区", "点位")
_AREA_WORDS: tuple[tuple[str, str], ...] = (
    (r"(?:街道|街道办|街道办事处|办事处|镇|乡)$", r"街道|镇|乡|办事处"),
    (r"(?:社区|村)$", r"社区|村"),
    (r"(?:区|县|旗|园区|开发区|新区|管委会|新城)$", r"区|县"),
    (r"(?:市|州)$", r"市|州"),
)


def levels_for(session: Session) -> list[Level]:
    """The levels, top first; the usual three when there are none yet."""
    ensure_levels(session, names=USUAL)
    return list(session.scalars(select(Level).order_by(Level.position)))


def area_level(levels: Sequence[Level], area: str) -> int:
    """The level of an area by the end of its name; else the one just above the places."""
    upper = levels[:-1] or levels
    for ending, word in _AREA_WORDS:
        if re.search(ending, area):
            for level in upper:
                if re.search(word, level.name) and not (word == r"区|县" and "社区" in level.name):
                    return level.id
            break
    return upper[-1].id
