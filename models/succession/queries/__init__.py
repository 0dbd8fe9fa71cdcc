"""Queries of succession: what would move, where a unit comes from and what became of it."""

from models.succession.facts import family
from models.succession.queries.lineage import Lineage, UnitEvent, lineage
from models.succession.queries.previews import (
    MergePreview,
    Moving,
    SplitPreview,
    merge_preview,
    split_preview,
    why_not_renamable,
    why_not_splittable,
)

__all__ = [
    "Lineage",
    "MergePreview",
    "Moving",
    "SplitPreview",
    "UnitEvent",
    "family",
    "lineage",
    "merge_preview",
    "split_preview",
    "why_not_renamable",
    "why_not_splittable",
]
