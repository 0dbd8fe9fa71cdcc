"""The views of a round, in the order of its switch. A new one is a class and a line here."""

from ui.appraisal.round.board_tab import BoardTab
from ui.appraisal.round.card_tab import CardTab
from ui.appraisal.round.entries_tab import EntriesTab, ProposalsTab
from ui.appraisal.round.grid_tab import GridTab
from ui.appraisal.round.item_tab import ItemTab
from ui.appraisal.round.objection_tab import ObjectionTab
from ui.appraisal.round.rank_tab import RankTab
from ui.appraisal.round.tab import RoundTab
from ui.appraisal.round.unit_tab import UnitTab

TABS: tuple[type[RoundTab], ...] = (
    BoardTab,
    UnitTab,
    ItemTab,
    GridTab,
    EntriesTab,
    ProposalsTab,
    ObjectionTab,
    RankTab,
    CardTab,
)
PAPERS = {"board": "ranking", "rank": "ranking", "entries": "deductions", "proposals": "deductions"}
"""The paper that Ctrl+P opens from a view; the score sheet from the others."""
