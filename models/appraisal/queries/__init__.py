"""What is read of the appraisal."""

from models.appraisal.queries.criteria import criteria
from models.appraisal.queries.entries import entries
from models.appraisal.queries.explaining import explain
from models.appraisal.queries.results import result, sheet_of
from models.appraisal.queries.rounds import exemptions, parts, roster, round_row, rounds
from models.appraisal.queries.schemes import scheme, schemes

__all__ = [
    "criteria",
    "entries",
    "exemptions",
    "explain",
    "parts",
    "result",
    "roster",
    "round_row",
    "rounds",
    "scheme",
    "schemes",
    "sheet_of",
]
