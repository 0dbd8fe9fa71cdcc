"""Duties that running text tells outside items: dated sentences with an addressee, and what a speech demands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.intake.characters import first_clause, sentences, split_outside, squeezed
from models.intake.draft import Duty
from models.intake.fields.known import KnownUnits
from models.intake.fields.reporting import addressee_in, reporting_in
from models.intake.fields.responsibility import Responsibility, of_sentences
from models.intake.fields.times import deadlines_in, time_alone
from models.intake.fields.units import is_unit_like, units_of
from models.intake.outline import Node
from models.intake.readers.heading import Chapter

_END = "。；;：:，,、．. \u3000"
LONGEST_HEADING = 20  # characters of a first sentence that names what follows
_NO_DUTIES = (
    Chapter.PAST,
    Chapter.IDEAS,
    Chapter.REQUIREMENTS,
    Chapter.ORGANISATION,
    Chapter.PHASES,
    Chapter.TARGETS,
)
_DEMAND = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)]?[、.．]?)?要(?=[^求点素])|^[一二三四五六七八九十]是要"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A duty told in running text: its title and number, the sentences, where they stand, who carries it."""

    title: str
    no: str
    body: str
    number: int
    said: Responsibility


def dated_duties_of(node: Node, chapter: Chapter, known: KnownUnits, *, future: bool) -> list[Told]:
    """Duties in the paragraphs of an item, of the sentences that tell somebody to do something by a time; with `future`
    (what a report plans next) also of those that tell nobody."""
    if chapter in _NO_DUTIES:
        return []
    told: list[Told] = []
    for text, number in _texts(node):
        reported = {hand_in.deadline for hand_in in reporting_in(text, known)}
        found: list[str] = []
        whole = Responsibility(known=known)
        for sentence in sentences(text):
            times = deadlines_in(sentence)
            if not times or times[0] in reported or reporting_in(sentence, known):
                continue
            said = _spoken_to(addressee_in(sentence, known), known)
            if not said.units:
                said = of_sentences(sentence, known)
            if said.units or (future and re.search(r"要|须|必须|务必|完成", sentence)):
                found.append(sentence.strip())
                whole.add(said)
        if found:
            short = "，" not in node.heading or len(node.heading) <= LONGEST_HEADING
            heading = node.heading if text == node.text and short else _heading(text)
            told.append(Told((heading or _act(found[0])).strip(_END), node.no, "\n".join(found), number, whole))
    return told


def addressed_in(text: str, known: KnownUnits) -> Responsibility:
    """The units that the dated sentences of a duty speak to (各街道要在4月底前完成清理)."""
    found = Responsibility(known=known)
    for sentence in sentences(text):
        if deadlines_in(sentence) and not reporting_in(sentence, known):
            found.add(_spoken_to(addressee_in(sentence, known), known))
    return found


def demands_of(node: Node, chapter: Chapter, known: KnownUnits) -> list[Told]:
    """What a speech demands, one for each paragraph that does: 一要压实责任。…, 各街道要开展清理…"""
    if chapter is Chapter.PAST:
        return []
    found: list[Told] = []
    own = [(node.block.text, node.number)] if node.rank >= 0 else []
    for text, number in [*own, *((block.text, block.number) for block in node.blocks)]:
        asking = [one for one in sentences(text) if re.search(r"(?:要|应|须|必须|务必)(?!求|点|素)", one)]
        spoken = next(((one, names) for one in asking if (names := addressee_in(one, known))), ("", ()))
        said = _spoken_to(spoken[1], known)
        if _DEMAND.match(text):
            found.append(Told(first_clause(_DEMAND.sub("", text)).strip(_END), "", text, number, said))
        elif said.units:
            found.append(Told(_act(spoken[0]).strip(_END), "", text, number, said))
    return found


def _heading(text: str) -> str:
    """A short first sentence before others: 一要压实责任。各街道要…"""
    first, *others = sentences(text) or [""]
    return _DEMAND.sub("", first) if others and len(first) <= LONGEST_HEADING else ""


def _texts(node: Node) -> Sequence[tuple[str, int]]:
    return [(node.text, node.number), *((block.text, block.number) for block in node.blocks)]


def _spoken_to(names: tuple[str, ...], known: KnownUnits) -> Responsibility:
    said = Responsibility(known=known)
    listed = units_of("、".join(names), known)
    said.add_units((unit for unit in listed.units if is_unit_like(unit.name, known)), "责任单位", Duty.RESPONSIBLE)
    return said


_WHO_ONLY = re.compile(r"^由?.{2,60}(?:牵头|负责|配合|协助|参与)$")


def _act(sentence: str) -> str:
    """The clause of a sentence that tells what to do."""
    told = [squeezed(clause) for clause in split_outside(sentence, "，,。；;")]
    clauses = [one for one in told if one and not _WHO_ONLY.match(one) and not time_alone(one)] or told
    return next((clause for clause in clauses if len(clause) > 6), clauses[0] if clauses else sentence)
