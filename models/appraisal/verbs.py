"""Verbs of the appraisal: `score`, `explain`, `round …`, `entry add`, and its listings."""

import argparse
from typing import Any

from models import verbs
from models.appraisal import queries, round_verbs, scheme_verbs
from models.appraisal.naming import item_named, member_named, round_named, scheme_named
from models.appraisal.plain import explained_lines, plain_entry, plain_explained, plain_result, score_text
from models.appraisal.round_verbs import plain_round
from models.appraisal.rows import RoundRow
from models.appraisal.rules.figures import fixed, short
from models.database import Database
from models.org.queries import campaign_named
from models.verbs import Listing

Rows = list[dict[str, Any]]


def add_verbs(commands: Any) -> None:
    """The verbs `score`, `explain`, `round`, `entry` and `scheme`."""
    score = commands.add_parser("score", help="一个考核期的得分、名次和等次")
    _add_arguments(score)
    score.add_argument("--items", action="store_true", help="JSON 里再列出每一项的得分")
    score.set_defaults(run=_score)
    explain = commands.add_parser("explain", help="一个单位的得分是怎么来的：规则、记分、依据")
    _add_arguments(explain)
    explain.add_argument("--unit", required=True, metavar="名称", help="单位")
    explain.add_argument("--item", metavar="序号或名称", help="只说这一项")
    explain.set_defaults(run=_explain)
    round_verbs.add_verbs(commands)
    scheme_verbs.add_verbs(commands)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs.add_database_argument(parser)
    verbs.add_campaign_argument(parser)
    verbs.add_json_argument(parser)
    parser.add_argument("--round", metavar="名称", help="考核期（默认：最近的一个）")
    parser.add_argument("--version", type=int, metavar="N", help="第几版（默认：最新的）")


def _round(database: Database, args: argparse.Namespace) -> RoundRow:
    campaign = database.read(campaign_named, name=args.campaign)
    version = getattr(args, "version", None)
    return database.read(round_named, campaign_id=campaign.id, name=args.round, version=version)


def _score(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        found = database.read(queries.result, round_id=_round(database, args).id)
    if args.json:
        verbs.print_json(plain_result(found, items=args.items))
        return 0
    print(f"{found.round.name}（{found.round.state.label}）")
    for group in found.groups:
        print(group.name)
        for one in group.units:
            rank = "—" if one.rank is None else str(one.rank)
            score = "—" if one.score is None else fixed(one.score, found.frame.digits)
            print("\t".join((rank, one.name, score, one.total.grade)))
    return 0


def _explain(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        row = _round(database, args)
        base = database.read(queries.ground, round_id=row.id)
        unit = member_named(base.roster, args.unit)
        item = item_named(base, args.item).id if args.item else None
        tree = database.read(queries.explain, round_id=row.id, unit_id=unit.unit_id, criterion_id=item)
        digits = database.read(queries.result, round_id=row.id).frame.digits
    if args.json:
        head = {"round": row.name, "version": row.number, "state": row.state.label, "unit": unit.name}
        verbs.print_json(head | {"explained": plain_explained(tree, digits)})
    else:
        print("\n".join(explained_lines(tree, digits)))
    return 0


# ---- listings -----------------------------------------------------------------------------------------------


def listed_schemes(database: Database, args: argparse.Namespace) -> Rows:
    """All versions of the schemes."""
    campaign = database.read(campaign_named, name=args.campaign)
    return [
        {
            "name": row.name,
            "version": row.number,
            "state": row.state.label,
            "document_no": row.document_no,
            "in_force_from": row.in_force_from,
            "full": short(row.full),
            "groups": row.groups,
            "criteria": row.criteria,
            "rounds": row.rounds,
            "note": row.note,
        }
        for row in database.read(queries.schemes, campaign_id=campaign.id)
    ]


def listed_criteria(database: Database, args: argparse.Namespace) -> Rows:
    """The score table of the scheme in force (or of the one there is), with its rules in words."""
    campaign = database.read(campaign_named, name=args.campaign)
    row = database.read(scheme_named, campaign_id=campaign.id, name=args.scheme)
    return [
        {
            "no": one.no,
            "name": one.name,
            "depth": one.depth,
            "component": one.component,
            "points": short(one.sum if one.children or one.points is None else one.points),
            "content": one.content,
            "body": one.body,
            "rule": one.rule_words,
            "applies_to": one.scope_words,
            "assessor": one.assessor,
        }
        for one in database.read(queries.criteria, scheme_id=row.id)
    ]


def listed_source_ties(database: Database, args: argparse.Namespace) -> Rows:
    """Which items take what the sources propose, as the office decided, in the order in which they are asked."""
    campaign = database.read(campaign_named, name=args.campaign)
    row = database.read(scheme_named, campaign_id=campaign.id, name=args.scheme)
    rows = database.read(queries.criteria, scheme_id=row.id)
    return [
        {
            "source": one.tie.source,
            "words": one.tie.words,
            "item": one.item,
            "part": one.part_words,
            "fault": one.fault,
        }
        for one in database.read(queries.ties, scheme_id=row.id, rows=rows)
    ]


def listed_rounds(database: Database, args: argparse.Namespace) -> Rows:
    """The rounds by their days."""
    campaign = database.read(campaign_named, name=args.campaign)
    return [plain_round(row) for row in database.read(queries.rounds, campaign_id=campaign.id)]


def listed_entries(database: Database, args: argparse.Namespace) -> Rows:
    """The entries of a round in every state."""
    row = _round(database, args)
    return [plain_entry(entry) for entry in database.read(queries.entries, round_id=row.id)]


def listed_ranking(database: Database, args: argparse.Namespace) -> Rows:
    """The units of a round by group and rank."""
    found = database.read(queries.result, round_id=_round(database, args).id)
    return [
        {
            "group": group.name,
            "rank": one.rank,
            "unit": one.name,
            "score": score_text(one.score, found.frame.digits),
            "bonus": fixed(one.total.bonus, found.frame.digits),
            "grade": one.total.grade,
            "before": one.before,
        }
        for group in found.groups
        for one in group.units
    ]


def listed_objections(database: Database, args: argparse.Namespace) -> Rows:
    """The objections to a round with their answers."""
    row = _round(database, args)
    return [
        {
            "unit": one.unit,
            "entry": one.entry,
            "text": one.text,
            "made_on": one.made_on,
            "outcome": one.outcome.label,
            "answer": one.answer,
            "answered_on": one.answered_on,
        }
        for one in database.read(queries.objections, round_id=row.id)
    ]


LISTINGS: dict[str, Listing] = {
    "schemes": listed_schemes,
    "criteria": listed_criteria,
    "source-ties": listed_source_ties,
    "rounds": listed_rounds,
    "entries": listed_entries,
    "ranking": listed_ranking,
    "objections": listed_objections,
}
