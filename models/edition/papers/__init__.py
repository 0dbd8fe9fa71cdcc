"""What editions offer to print: each one again as it was issued, and the 修订对照表 between two."""

from models.edition.papers.offers import OFFERS
from models.edition.papers.reprint import NOW, reprint
from models.edition.papers.revised import revision_sheet

__all__ = ["NOW", "OFFERS", "reprint", "revision_sheet"]
