"""The prose of a document: title, members, outline, tasks, phases, targets, hand-ins, places, contacts."""

from dataclasses import dataclass, replace
from typing import Any

from models.intake.draft import Cell, Contact, Criterion, Kind, Phase, Problem, Reporting, Target, Task
from models.intake.fields.known import KnownUnits
from models.intake.fields.responsibility import rules_in
from models.intake.fields.times import times_in
from models.intake.layout import blocks_of
from models.intake.outline import outline
from models.intake.readers.anywhere import contacts_of, places_of, reporting_of, targets_of
from models.intake.readers.closing import without_closing
from models.intake.readers.grids import grids_in
from models.intake.readers.heading import Chapter, attached_title, chapters, is_masked, title_of, year_of_plan, years_of
from models.intake.readers.kinds import is_speech
from models.intake.readers.members import MemberReading, read_members
from models.intake.readers.phases import read_phases
from models.intake.readers.problems import ProblemReading, read_problems
from models.intake.readers.rules import RulesReading, read_rules
from models.intake.readers.tasks import TaskReader
from models.intake.source import Source, Table
from models.intake.wishes import Wishes

_APPRAISALS = (Kind.RULES, Kind.SCORE_TABLE)
_ALL = frozenset({"members", "tasks", "phases", "targets", "reporting", "cells", "contacts", "criteria", "problems"})
# What a paper is searched for when the clerk says what it is; a kind that is not named here: for everything.
_LOOKED_FOR: dict[Kind, frozenset[str]] = {
    Kind.PLAN: _ALL - {"criteria", "problems"},
    Kind.BREAKDOWN: _ALL - {"criteria", "problems"},
    Kind.MEMBERS: frozenset({"members"}),
    Kind.SITES: frozenset({"cells"}),
    Kind.LEDGER: frozenset({"problems"}),
    Kind.SCORE_TABLE: frozenset({"criteria"}),
    Kind.RULES: frozenset({"criteria", "reporting"}),
    Kind.CONTACTS: frozenset({"contacts"}),
}


@dataclass(frozen=True, slots=True)
class Prose:
    """What the paragraphs of a document hold; `grids` are tables hidden in them, read by the reader of tables.

    `articles` counts items numbered 第…条; `speech` says that the text reads like a speech.
    """

    title: str
    years: tuple[int, ...]
    members: MemberReading
    grids: tuple[Table, ...] = ()
    tasks: tuple[Task, ...] = ()
    phases: tuple[Phase, ...] = ()
    targets: tuple[Target, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    cells: tuple[Cell, ...] = ()
    contacts: tuple[Contact, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    problems: tuple[Problem, ...] = ()
    chapters: frozenset[Chapter] = frozenset()
    articles: int = 0
    speech: bool = False
    first_leads: bool = False
    warnings: tuple[str, ...] = ()


def read_prose(source: Source, wishes: Wishes) -> Prose:
    """Read the paragraphs outside tables. Never raises for any text."""
    known = KnownUnits.of(wishes.units)
    blocks = blocks_of(source)
    title, used = title_of(blocks)
    rest, closing = without_closing(blocks[used:])
    grids, in_grids = grids_in(rest)
    rest = tuple(block for index, block in enumerate(rest) if index not in in_grids)
    members = read_members(rest, title, known)
    flow = [block for index, block in enumerate(rest) if index not in members.used]
    root = outline(flow)
    parts = chapters(root)
    whole = "\n".join(block.text for block in rest)
    title = attached_title(title, whole)
    years = years_of(title, rest[0].text if rest else "")
    spoken = is_speech(title, rest)
    speech = spoken if wishes.kind is None else wishes.kind is Kind.SPEECH
    if not years and not spoken and not is_masked(whole[:400]):
        years = year_of_plan([time.words for time in times_in(whole) if time.limit or time.kind == "range"])
    first_leads, bare_units = rules_in(whole)
    reader = TaskReader(
        root,
        parts,
        years,
        first_leads=first_leads,
        bare_units=bare_units,
        speech=speech,
        spoken=spoken and not speech,
        groups=frozenset(group.name for group in members.groups),
        known=known,
    )
    looked_for = _LOOKED_FOR.get(wishes.kind, _ALL) if wishes.kind is not None else _ALL
    rules = RulesReading()
    if "criteria" in looked_for:
        rules = read_rules(root, title, known, chosen=wishes.kind in _APPRAISALS)
    ledger = ProblemReading()
    if "problems" in looked_for:
        ledger = read_problems(root, title, years, known, chosen=wishes.kind is Kind.LEDGER)
    if "tasks" in looked_for and not (rules.criteria and rules.named) and not ledger.problems:
        reader.read()
    cells, cell_warnings = places_of(root, parts, chosen=wishes.kind is Kind.SITES)
    found = Prose(
        title=title,
        years=years,
        members=members,
        grids=tuple(grids),
        tasks=tuple(reader.tasks),
        phases=tuple(read_phases(root, parts, years)),
        targets=tuple(targets_of(root, parts, reader.keys, speech=speech)),
        reporting=tuple(reporting_of(root, parts, years, known)),
        cells=tuple(cells),
        contacts=(*contacts_of(root, reader.keys, known), *closing),
        criteria=tuple(rules.criteria),
        problems=tuple(ledger.problems),
        chapters=frozenset(parts.values()),
        articles=sum(1 for node in root.walk() if node.no.endswith("条")),
        speech=speech,
        first_leads=first_leads,
    )
    said = {"members": members.warnings, "tasks": reader.warnings, "criteria": rules.warnings, "cells": cell_warnings}
    told = tuple(dict.fromkeys(words for part, warnings in said.items() if part in looked_for for words in warnings))
    nothing: dict[str, Any] = dict.fromkeys(_ALL, ()) | {"members": MemberReading()}
    return replace(found, warnings=told, **{part: nothing[part] for part in _ALL - looked_for})
