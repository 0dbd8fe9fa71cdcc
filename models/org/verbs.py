"""Listings of the organisation for `app.py list THING`: campaigns, units, people, posts, groups, seats, contacts."""

import argparse
from typing import Any

from models.database import Database
from models.org import queries
from models.org.rules import last_day, masked
from models.verbs import Listing

Rows = list[dict[str, Any]]


def campaigns(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {
            "name": row.name,
            "year": row.year,
            "year_end": row.year_end,
            "lead_unit": row.lead_unit,
            "groups": row.groups,
            "seats": row.seats,
            "note": row.note,
        }
        for row in database.read(queries.campaigns, day=args.as_of)
    ]


def units(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {
            "name": row.name,
            "short_name": row.short_name,
            "kind": row.kind.label,
            "parent": row.parent,
            "aliases": list(row.aliases),
            "former": [old.name for old in row.former],
            "valid_from": row.valid_from,
            "last_day": last_day(row.valid_to),
            "successor": row.successor,
            "posts": row.posts,
            "seats": row.seats,
            "note": row.note,
        }
        for row in database.read(queries.units, day=args.as_of)
    ]


def people(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {
            "name": row.name,
            "posts": [post.words for post in row.posts],
            "seats": list(row.seats),
            "phone": row.phone if args.phones else masked(row.phone),
            "note": row.note,
        }
        for row in database.read(queries.people, day=args.as_of)
    ]


def posts(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {"unit": row.unit, "title": row.title, "holder": row.holder}
        for row in database.read(queries.posts, day=args.as_of)
    ]


def groups(database: Database, args: argparse.Namespace) -> Rows:
    campaign = database.read(queries.campaign_named, name=args.campaign)
    rows = database.read(queries.groups, campaign_id=campaign.id, day=args.as_of)
    names = {row.id: row.name for row in rows}
    return [
        {
            "name": row.name,
            "kind": row.kind.label,
            "parent": names.get(row.parent_id, "") if row.parent_id is not None else "",
            "lead_unit": row.lead_unit,
            "seats": row.seats,
            "all_seats": row.all_seats,
            "duty": row.duty,
        }
        for row in rows
    ]


def seats(database: Database, args: argparse.Namespace) -> Rows:
    campaign = database.read(queries.campaign_named, name=args.campaign)
    return [
        {
            "group": row.group,
            "number": row.number,
            "role": row.role_words,
            "name": row.person,
            "post": row.post,
            "unit": row.unit,
            "phone": row.phone if args.phones else masked(row.phone),
            "note": row.note,
        }
        for row in database.read(queries.seats, campaign_id=campaign.id, day=args.as_of)
    ]


def contacts(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {
            "unit": row.unit,
            "role": row.role.label,
            "name": row.person,
            "post": row.post,
            "phone": row.phone if args.phones else masked(row.phone),
            "office_phone": row.office_phone if args.phones else masked(row.office_phone),
            "email": row.email,
            "valid_from": row.valid_from,
            "last_day": last_day(row.valid_to),
        }
        for row in database.read(queries.contacts, day=args.as_of)
    ]


LISTINGS: dict[str, Listing] = {
    "campaigns": campaigns,
    "units": units,
    "people": people,
    "posts": posts,
    "groups": groups,
    "seats": seats,
    "contacts": contacts,
}
