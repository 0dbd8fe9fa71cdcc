"""What is read of the appraisal."""

from models.appraisal.queries.cards import unit_card
from models.appraisal.queries.criteria import criteria, criteria_of_round, scheme_of
from models.appraisal.queries.entries import entries
from models.appraisal.queries.entry_list import entry_list
from models.appraisal.queries.explaining import explain
from models.appraisal.queries.objections import objections
from models.appraisal.queries.rescheming import SchemeChange, other_versions, scheme_change
from models.appraisal.queries.results import ground, result
from models.appraisal.queries.rounds import exemptions, parts, roster, round_row, rounds
from models.appraisal.queries.schemes import scheme, schemes
from models.appraisal.queries.sources import SourcePlace, source_places
from models.appraisal.queries.supposing import Supposed, what_if
from models.appraisal.queries.ties import TieRow, ties
from models.appraisal.queries.year import year, years

__all__ = [
    "SchemeChange",
    "SourcePlace",
    "Supposed",
    "TieRow",
    "criteria",
    "criteria_of_round",
    "entries",
    "entry_list",
    "exemptions",
    "explain",
    "ground",
    "objections",
    "other_versions",
    "parts",
    "result",
    "roster",
    "round_row",
    "rounds",
    "scheme",
    "scheme_change",
    "scheme_of",
    "schemes",
    "source_places",
    "ties",
    "unit_card",
    "what_if",
    "year",
    "years",
]
