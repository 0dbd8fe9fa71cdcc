"""What a 通知 that carries a paper says unless the user writes something else."""

from datetime import date

from sqlalchemy.orm import Session

from models.org.queries import campaign
from models.papers.notice import Notice
from models.papers.texts import em_width

USUAL = frozenset(("breakdown", "members"))
"""Papers that are usually sent out with a 通知; the others are exported as tables alone."""
_TITLE_EMS = 20
"""Letters of 22 pt in a line of 156 mm."""


def proposed(session: Session, *, title: str, campaign_id: int | None, day: date) -> Notice:
    """A 通知 that sends out the paper called `title`, without a unit in brackets under it."""
    name = "".join(line.strip() for line in title.split("\n") if not line.strip().startswith("（"))
    head = campaign(session, campaign_id=campaign_id, day=day) if campaign_id is not None else None
    whole = f"关于印发《{name}》的通知"
    in_lines = em_width(whole) > _TITLE_EMS >= em_width(name) + 2
    return Notice(
        title=f"关于印发\n《{name}》\n的通知" if in_lines else whole,
        addressee="各成员单位",
        body=f"现将《{name}》印发给你们，请对照任务分工，认真抓好落实。",
        unit=head.lead_unit if head is not None else "",
        day=day,
    )
