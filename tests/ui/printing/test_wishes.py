"""What the views of the page 任务 ask for is what the page 打印 then shows."""

from __future__ import annotations

from models.task import queries
from tests.ui.printing.conftest import Drawn
from tests.ui.printing.test_page import text_of
from ui.printing.page import PrintingPage


def test_the_sheet_of_one_person(page: PrintingPage, drawn: Drawn) -> None:
    people = page.store.read(queries.person_loads, campaign_id=page.context.campaign_id)
    person = next(found for found in people if found.tasks > 1)
    drawn(lambda: page.goto(None, {"by": "person", "split": "part", "parts": [person.id]}))
    assert page.panel.handouts.ticked() == [person.id]
    assert page.made is not None and len(page.made.page_counts) == 1
    assert person.name in text_of(page, page.made.cover_pages)


def test_the_whole_view_by_deadline(page: PrintingPage, drawn: Drawn) -> None:
    drawn(lambda: page.goto(None, {"by": "deadline", "split": "whole"}))
    assert page.panel.choices.view == "deadline"
    assert "按时限" in text_of(page)
