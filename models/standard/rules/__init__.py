"""What holds for standards: reading and wording of requirements, judging a value, sums of points, refusals."""

from models.standard.rules.amounts import Amount, read_amount, unit_words
from models.standard.rules.checks import (
    clean_threshold,
    why_not_linked,
    why_not_under,
    why_number_taken,
)
from models.standard.rules.judging import Judgement, meets
from models.standard.rules.requirements import (
    NUMERIC,
    Requirement,
    fields_of_text,
    read_requirement,
    words_of,
)
from models.standard.rules.serving import served_by, sums_of_points

__all__ = [
    "NUMERIC",
    "Amount",
    "Judgement",
    "Requirement",
    "clean_threshold",
    "fields_of_text",
    "meets",
    "read_amount",
    "read_requirement",
    "served_by",
    "sums_of_points",
    "unit_words",
    "why_not_linked",
    "why_not_under",
    "why_number_taken",
    "words_of",
]
