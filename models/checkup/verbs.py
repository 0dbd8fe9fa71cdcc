"""`app.py list gaps`: the 体检 of a campaign."""

import argparse
from typing import Any

from models.checkup.queries import checkup
from models.database import Database
from models.org.queries import campaign_named
from models.verbs import Listing


def gaps(database: Database, args: argparse.Namespace) -> list[dict[str, Any]]:
    campaign = database.read(campaign_named, name=args.campaign)
    found = database.read(checkup, campaign_id=campaign.id, day=args.as_of)
    return [
        {"kind": row.gap.label, "title": row.title, "where": row.where, "sentence": row.sentence} for row in found.rows
    ]


LISTINGS: dict[str, Listing] = {"gaps": gaps}
