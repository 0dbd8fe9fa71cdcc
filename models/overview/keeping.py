"""Keeps the facts of the first page for today and the days after: what is due depends on the day."""

from datetime import date, timedelta

from models.database import Database
from models.held_file import Head
from models.overview.kept import Stand, has, keep
from models.overview.queries import first_facts
from models.overview.rows import FirstFacts

DAYS = 4  # a file closed on Friday is opened on Monday


def keep_days(database: Database, *, version: str, operator: str, campaign_id: int, today: date) -> None:
    """Keep the facts of `DAYS` days unless they are kept already. Nothing is kept of a file with a password, of one
    without steps, or when a step comes between the days. Raises Condition or OSError."""
    days: list[FirstFacts] = []
    stands: set[Stand] = set()
    for number in range(DAYS if database.password is None else 0):
        day = today + timedelta(number)
        facts = database.read(first_facts, campaign_id=campaign_id, today=day, operator=operator)
        if facts is None or not facts.steps:
            return
        stand = Stand(version, Head(facts.steps[0].seq, facts.steps[0].hash), operator, campaign_id)
        if has(database.path, stand, today + timedelta(DAYS - 1)):
            return
        days.append(facts)
        stands.add(stand)
    if len(stands) == 1:
        keep(database.path, stands.pop(), days)
