"""Reads papers of the corpus and the real seeds with the program's own reader, and scores them."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.intake.as_json import as_json
from models.intake.reading import read_bytes
from tests.corpus import seeds
from tests.corpus.compare import Json, Score, compare
from tests.corpus.documents import Document, documents


@dataclass(slots=True)
class Result:
    """One paper, its expected and its got reading, and the score."""

    document: Document
    expected: Json
    got: Json
    score: Score


def run(document: Document) -> Result:
    """Make the file, read it, compare."""
    data, expected = document.make()
    draft = read_bytes(data, document.file).draft
    got = as_json(draft)
    doubted = frozenset(at for at, task in enumerate(draft.tasks) if task.doubts)
    return Result(document, expected, got, compare(expected, got, doubted))


def run_half(held: bool, draw: int = 0) -> list[Result]:
    """All papers of one half."""
    return [run(document) for document in documents(draw) if document.held == held]


def run_seed(number: str) -> Score | None:
    """The score of a real paper, where it is at hand."""
    path = seeds.seed(number)
    if path is None:
        return None
    draft = read_bytes(path.read_bytes(), path.name).draft
    doubted = frozenset(at for at, task in enumerate(draft.tasks) if task.doubts)
    return compare(seeds.expected_of(number), seeds.with_digests(as_json(draft)), doubted)


def total(scores: Iterable[Score]) -> Score:
    """Scores together."""
    whole = Score()
    for score in scores:
        whole.add(score)
    return whole
