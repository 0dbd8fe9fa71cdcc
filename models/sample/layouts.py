"""Named layouts of the task table in the sample."""

from sqlalchemy.orm import Session

from models.layouts.actions import save_layout
from models.layouts.content import Layout, SortKey
from models.layouts.rules import Criterion, Group
from models.layouts.terms import Compare

TABLE = "task.table"
_REST = frozenset(("target", "leaders", "owners", "contacts", "phase", "kind", "body", "note", "source", "oversee"))


def add_layouts(session: Session) -> None:
    """分值核对: points beside who leads; 一个月内到期: by deadline, only what is due soon."""
    points = Layout(
        order=("no", "title", "points", "lead", "responsible", "support", "oversee", "deadline"),
        hidden=_REST | {"support", "deadline"},
        frozen=2,
        filters=Group((Criterion("points", Compare.FILLED),)),
    )
    soon = Layout(
        order=("no", "title", "deadline", "lead", "responsible", "support", "oversee", "points"),
        hidden=_REST | {"points"},
        frozen=2,
        sorts=(SortKey("deadline"),),
        filters=Group((Criterion("due_to", Compare.WITHIN, ("30",)),)),
    )
    for name, layout in (("分值核对", points), ("一个月内到期", soon)):
        save_layout(session, of_table=TABLE, name=name, layout=layout)
