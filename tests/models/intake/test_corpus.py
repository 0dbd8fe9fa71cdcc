"""The quality of reading does not fall: floors per field on both halves of the corpus, just below what was measured.

`tests/bench/reading.py` prints the figures themselves; a floor that is far below them may be raised.
"""

from collections.abc import Iterator
from functools import cache

import pytest

from models.intake.as_json import as_json
from models.intake.opening import read_data
from models.worker import Worker
from tests.corpus import seeds
from tests.corpus.compare import FIELDS, Json, Score, compare
from tests.corpus.content.wording import CAMPAIGNS, campaign
from tests.corpus.documents import Document, documents
from tests.corpus.expected import Expected
from tests.corpus.running import Result, run, run_half, run_seed, total

FLOORS: dict[bool, dict[str, float]] = {
    False: {
        "kinds": 0.98,
        "titles": 0.98,
        "leaders": 0.98,
        "units": 0.98,
        "tasks": 0.98,
        "task tree": 0.98,
        "lead units": 0.98,
        "support units": 0.98,
        "people": 0.98,
        "deadlines": 0.98,
        "dates": 0.98,
        "phases": 0.98,
        "targets": 0.98,
        "reporting": 0.98,
        "sites": 0.98,
        "problems": 0.98,
        "problem fields": 0.98,
        "criteria": 0.98,
        "criterion fields": 0.98,
        "contacts": 0.98,
        "duties": 0.98,
    },
    True: {
        "kinds": 0.93,
        "titles": 0.96,
        "leaders": 0.93,
        "units": 0.97,
        "tasks": 0.97,
        "task tree": 0.96,
        "lead units": 0.97,
        "support units": 0.96,
        "people": 0.97,
        "deadlines": 0.96,
        "dates": 0.96,
        "phases": 0.98,
        "targets": 0.93,
        "reporting": 0.93,
        "sites": 0.90,
        "problems": 0.91,
        "problem fields": 0.87,
        "criteria": 0.97,
        "criterion fields": 0.96,
        "contacts": 0.77,
        "duties": 0.96,
    },
}
FIRST_OF_FORM = {document.form: document for document in reversed(documents())}.values()


@cache
def _results(held: bool) -> list[Result]:
    return run_half(held)


@pytest.fixture(scope="module", params=[False, True], ids=["tune", "held-out"])
def half(request: pytest.FixtureRequest) -> tuple[bool, list[Result]]:
    held: bool = request.param
    return held, _results(held)


def test_each_field_is_read_as_well_as_it_was(half: tuple[bool, list[Result]]) -> None:
    held, results = half
    score = total(result.score for result in results)
    figures = {name: score.figures(name)[2] for name in FIELDS} | {"duties": score.share}
    fallen = {name: round(figures[name], 3) for name, floor in FLOORS[held].items() if figures[name] < floor}
    assert fallen == {}


def test_the_corpus_is_as_large_as_it_claims(half: tuple[bool, list[Result]]) -> None:
    _, results = half
    kinds = {result.expected["kind"] for result in results}
    assert kinds == {"plan", "breakdown", "members", "sites", "ledger", "score_table", "rules", "contacts", "speech"}
    assert len(results) >= 60 and total(result.score for result in results).duties >= 400
    assert {result.document.form for result in results} == {"txt", "docx", "xlsx", "csv", "html", "pdf"}


def test_speeches_hold_no_duty(half: tuple[bool, list[Result]]) -> None:
    _, results = half
    assert [result.got["tasks"] for result in results if result.document.name.startswith("speech")] == [[]] * 5


@pytest.mark.parametrize("document", documents()[::7], ids=lambda document: document.name)
def test_an_expected_reading_is_right_by_its_own_measure(document: Document) -> None:
    _, expected = document.make()
    score = compare(expected, {**expected, "warnings": _counted(expected["_wrong_count"])})
    assert score.wrongs == [] and score.duties_right == score.duties


def _counted(stated: int | None) -> list[str]:
    return [f"标注{stated}个，实际读到{stated - 1}个"] if stated else []


def _two_duties() -> Json:
    expected = Expected("breakdown", "任务分工")
    expected.task("清扫街道", lead=("甲局",), support=("乙局",))
    expected.task("修路", lead=("乙局",))
    return expected.json


def test_a_missing_and_an_invented_duty_are_counted() -> None:
    expected = _two_duties()
    first, second = expected["tasks"]
    score = compare(expected, {**expected, "tasks": [{**first, "title": "另一件事"}, second]}, frozenset({0}))
    assert (score.duties, score.duties_right, score.wrong_marked) == (2, 1, 0)
    assert (score.invented_duties, score.invented_marked) == (1, 1)
    assert (score.missing["tasks"], score.invented["tasks"]) == (1, 1)
    assert (score.missing["lead units"], score.invented["lead units"]) == (1, 1)


def test_a_wrong_duty_with_a_doubt_is_marked() -> None:
    expected = _two_duties()
    first, second = expected["tasks"]
    got = {**expected, "tasks": [{**first, "lead_units": ["丙局"]}, second]}
    assert (compare(expected, got, frozenset({0})).wrong_marked, compare(expected, got).wrong_marked) == (1, 0)
    assert compare(expected, got).share == 0.5


def test_a_document_is_the_same_each_time() -> None:
    for document in (one for one in documents() if one.form in ("txt", "html", "csv")):
        assert document.make() == document.make()


def test_the_tuning_half_never_sees_the_wordings_of_the_other() -> None:
    kept = {text.split("｜")[0] for name in CAMPAIGNS for text in campaign(name).items.held}
    tuned, held = (
        {task["title"] for one in _results(half) for task in one.expected["tasks"]} for half in (False, True)
    )
    assert not kept & tuned and len(kept & held) >= 10


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as child:
        yield child


@pytest.mark.parametrize("document", FIRST_OF_FORM, ids=lambda document: document.form)
def test_the_child_reads_what_is_read_here(worker: Worker, document: Document) -> None:
    data, _ = document.make()
    assert as_json(read_data(data, document.file, worker).draft) == run(document).got


@pytest.mark.parametrize("number", seeds.NUMBERS)
def test_the_real_papers_are_read(number: str) -> None:
    score = run_seed(number)
    if score is None:
        pytest.skip("the real texts are not here")
    assert _together(score) >= SEED_FLOORS[number]


SEED_FLOORS = {"000": 0.85, "001": 0.2, "002": 1.0, "003": 1.0, "004": 1.0}


def _together(score: Score) -> float:
    """F1 over the values of all fields."""
    right, wrong = score.right.total(), score.invented.total() + score.missing.total()
    return 2 * right / (2 * right + wrong)
