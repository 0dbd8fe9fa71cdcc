"""Results, explanations and entries as plain values for JSON: exact numbers as text, scores in the scheme's digits."""

from fractions import Fraction
from typing import Any

from models.appraisal.rows import EntryRow, Explained, RoundResult, UnitResult
from models.appraisal.rules.figures import fixed, percent, short, signed


def plain_result(found: RoundResult, *, items: bool = False) -> dict[str, Any]:
    """A round with its groups and units, best first; with the score of every item if wished."""
    row = found.round
    return {
        "round": row.name,
        "version": row.number,
        "state": row.state.label,
        "scheme": row.scheme,
        "starts": row.starts,
        "ends": row.ends,
        "full": short(found.frame.full),
        "digits": found.frame.digits,
        "frozen": found.frozen,
        "head": found.head,
        "groups": [
            {"group": group.name, "units": [_unit(found, one, items=items) for one in group.units]}
            for group in found.groups
        ],
    }


def _unit(found: RoundResult, one: UnitResult, *, items: bool) -> dict[str, Any]:
    digits = found.frame.digits
    weights = {part.key: part.weight for part in found.frame.components}
    plain: dict[str, Any] = {
        "unit": one.name,
        "score": score_text(one.score, digits),
        "rank": one.rank,
        "before": one.before,
        "grade": one.total.grade,
        "bonus": fixed(one.total.bonus, digits),
        "components": [
            {
                "name": part.name,
                "weight": None if (weight := weights.get(part.id)) is None else percent(weight),
                "score": score_text(part.score, digits),
            }
            for part in one.total.components
        ],
        "vetoes": [{"scope": scope, "what": what} for scope, what in one.total.vetoes],
    }
    if items:
        names = {node.id: node.name for node in found.frame.nodes}
        plain["items"] = [
            {"item": names.get(key, ""), "score": score_text(item.score, digits)} for key, item in one.items.items()
        ]
    return plain


def score_text(value: Fraction | None, digits: int) -> str | None:
    """ "95.60"; None stays None."""
    return None if value is None else fixed(value, digits)


def plain_explained(node: Explained, digits: int) -> dict[str, Any]:
    """The tree of an explanation."""
    return {
        "title": node.title,
        "score": short(node.score) if node.adjusts and node.score is not None else score_text(node.score, digits),
        "points": None if node.points is None else short(node.points),
        "adjusts": node.adjusts,
        "words": node.words,
        "lines": [{"words": line.words, "points": short(line.points)} for line in node.lines],
        "entries": [plain_entry(entry) for entry in node.entries],
        "below": [plain_explained(one, digits) for one in node.below],
    }


def plain_entry(entry: EntryRow) -> dict[str, Any]:
    """An entry as it is listed."""
    return {
        "unit": entry.unit,
        "item": entry.criterion,
        "rule": entry.part_words,
        "amount": short(entry.amount),
        "points": None if entry.points is None else short(entry.points),
        "halved": entry.halved,
        "event": entry.event,
        "scorer": entry.scorer,
        "reason": entry.reason,
        "day": entry.day,
        "state": entry.state.label,
        "refusal": entry.refusal,
        "source": entry.source,
        "files": entry.files,
    }


def explained_lines(node: Explained, digits: int, depth: int = 0) -> list[str]:
    """The tree of an explanation as indented text."""
    score = "—" if node.score is None else signed(node.score) if node.adjusts else fixed(node.score, digits)
    points = f"/{short(node.points)}" if node.points is not None else ""
    indent = "  " * depth
    found = [f"{indent}{node.title} {score}{points}{f'  {node.words}' if node.words else ''}"]
    found += [f"{indent}  · {line.words} {short(line.points)}" for line in node.lines]
    for entry in node.entries:
        said = " ".join(part for part in (str(entry.day or ""), entry.reason, entry.scorer) if part)
        found.append(f"{indent}    - {said or '记分'} {short(entry.amount)}")
    for one in node.below:
        found += explained_lines(one, digits, depth + 1)
    return found
