"""What documents were taken in, and what a new one would change."""

from models.acceptance.queries.changes import changes_of
from models.acceptance.queries.documents import DocumentRow, campaign_for, documents, earlier_issue

__all__ = ["DocumentRow", "campaign_for", "changes_of", "documents", "earlier_issue"]
