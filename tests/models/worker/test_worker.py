"""The child process: results, errors that travel, limits, cancel, replacement after a failure."""

import threading
from collections.abc import Iterator

import pytest

from models.errors import Cancelled, Condition, Refusal
from models.worker import PARSER_MEMORY, JobFailed, Worker, _Child
from tests.models.worker.jobs import JOBS


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(jobs=JOBS) as made:
        yield made


def test_values_and_bytes_come_back_as_sent(worker: Worker) -> None:
    sent = {"文": ["字", 1, 2.5, None, True], "pdf": b"\x00%PDF\xff", "in": [{"deep": b""}], "lone": "\ud800", "": {}}
    assert worker.call("echo", sent) == sent


def test_one_child_serves_many_calls(worker: Worker) -> None:
    assert len({worker.call("process_id", {}) for _ in range(3)}) == 1


def test_stray_prints_do_not_disturb_the_answers(worker: Worker) -> None:
    assert worker.call("noisy", {}) == "still fine"
    assert worker.call("echo", {"a": 1}) == {"a": 1}


def test_conditions_and_refusals_travel_with_their_sentences(worker: Worker) -> None:
    before = worker.call("process_id", {})
    with pytest.raises(Refusal) as refusal:
        worker.call("refuse", {})
    assert (refusal.value.sentence, refusal.value.next_step) == ("不行。", "换一个。")
    with pytest.raises(Condition) as condition:
        worker.call("condition", {})
    assert not isinstance(condition.value, Refusal)
    assert worker.call("process_id", {}) == before, "a refusal is no reason for a new child"


def test_a_bug_brings_its_traceback_and_a_new_child(worker: Worker) -> None:
    before = worker.call("process_id", {})
    with pytest.raises(JobFailed) as failed:
        worker.call("bug", {})
    assert "a bug of ours" in str(failed.value)
    assert "Traceback" in failed.value.details and "jobs.py" in failed.value.details
    assert worker.call("process_id", {}) != before


def test_memory_is_capped_and_said_so(worker: Worker) -> None:
    with pytest.raises(Condition, match="内存"):
        worker.call("eat", {"bytes": 600 << 20})
    assert worker.call("eat", {"bytes": 1 << 20}) == 1 << 20


def test_a_worker_may_have_more_memory() -> None:
    with Worker(jobs=JOBS, memory=1024 << 20) as large:
        assert large.call("eat", {"bytes": 600 << 20}) == 600 << 20


def test_too_long_a_job_is_stopped(worker: Worker) -> None:
    before = worker.call("process_id", {})
    with pytest.raises(Condition, match="秒"):
        worker.call("sleep", {"seconds": 60}, timeout=0.3)
    assert worker.call("process_id", {}) != before


def test_cancel_stops_the_job(worker: Worker) -> None:
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        worker.call("sleep", {"seconds": 60}, cancelled=lambda: next(asked))
    assert worker.call("echo", {}) == {}


def test_a_dead_child_is_a_sentence_and_is_replaced(worker: Worker) -> None:
    with pytest.raises(Condition, match="中途退出"):
        worker.call("die", {})
    assert worker.call("echo", {}) == {}


def test_progress_arrives_in_order_and_can_cancel(worker: Worker) -> None:
    seen: list[tuple[int, int, str]] = []
    assert worker.call("steps", {}, report=lambda *step: seen.append(step)) == "end"
    assert seen == [(1, 3, "读"), (2, 3, "读"), (3, 3, "读")]

    def stop(done: int, total: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        worker.call("steps", {}, report=stop)


def test_unknown_jobs_never_reach_the_child(worker: Worker) -> None:
    with pytest.raises(KeyError):
        worker.call("os:system", {})


def test_a_request_larger_than_the_pipe_to_a_child_that_dies(worker: Worker) -> None:
    with pytest.raises(Condition):
        worker.call("die", {"blob": b"x" * (8 << 20)})


def test_calls_from_threads_follow_one_another(worker: Worker) -> None:
    answers: list[object] = []
    threads = [threading.Thread(target=lambda n=n: answers.append(worker.call("echo", {"n": n}))) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer["n"] for answer in answers if isinstance(answer, dict)) == [0, 1, 2, 3]


def test_a_request_to_a_child_ended_by_another_thread_is_answered_by_none() -> None:
    child = _Child(JOBS, PARSER_MEMORY)
    code = child.end()
    assert child.begin({"job": "echo", "payload": {}, "seconds": 5}).get(timeout=5) is None
    assert child.end() == code


def test_close_in_the_middle_of_a_call_ends_it(worker: Worker) -> None:
    worker.call("echo", {})
    errors: list[BaseException] = []

    def run() -> None:
        try:
            worker.call("sleep", {"seconds": 60})
        except Cancelled as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while worker._lock.acquire(blocking=False):
        worker._lock.release()
    worker.close()
    thread.join(timeout=10)
    assert not thread.is_alive() and len(errors) == 1
    with pytest.raises(Cancelled):
        worker.call("echo", {})
