"""The child process for parsers and typst: named jobs over stdin/stdout, with limits of time and memory.

The parent keeps a `Worker`; the child runs `python -m models.worker` (frozen: `--worker`), serves one job after
another, and is replaced after it failed, was cancelled or ran too long.
"""

import importlib
import logging
import os
import subprocess
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import IO, Any, Self

from models.errors import Cancelled, Condition, Refusal
from models.frames import read_frame, write_frame
from models.job_object import JobObject

JOBS: Mapping[str, str] = {
    "read_document": "models.intake.reading:read_job",
    "read_contacts": "models.intake.contacts.reading:read_job",
    "read_standard": "models.standard.importing.reading:read_job",
    "read_scheme": "models.appraisal.importing.reading:read_job",
    "compile_typst": "models.papers.typst:compile_job",
}
PARSER_MEMORY = 512 << 20
PARSER_SECONDS = 20.0

_ROOT = Path(__file__).resolve().parents[1]
_LOG = logging.getLogger(__name__)
_MOMENT = 0.05
_STDERR_LINES = 200

Report = Callable[..., None]


class JobFailed(Exception):
    """A bug in a job (not a `Condition`); `details` is the child's traceback, for the log."""

    def __init__(self, job: str, summary: str, details: str) -> None:
        super().__init__(f"{job}: {summary}")
        self.job = job
        self.details = details


# ---- the parent's side --------------------------------------------------------------------------------------


class _Child:
    """One running child process and the threads that listen to it."""

    def __init__(self, jobs: Mapping[str, str], memory: int) -> None:
        frozen = getattr(sys, "frozen", False)
        command = [sys.executable, "--worker"] if frozen else [sys.executable, "-P", "-m", "models.worker"]
        environment = dict(os.environ, PYTHONUTF8="1", PYTHONIOENCODING="utf-8")
        if not frozen:
            inherited = os.environ.get("PYTHONPATH")
            environment["PYTHONPATH"] = os.pathsep.join([str(_ROOT), *([inherited] if inherited else [])])
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            close_fds=True,
        )
        self._job_object: JobObject | None = None
        if os.name == "nt":
            self._job_object = JobObject(int(vars(self.process)["_handle"]), memory)
        self._errors: deque[str] = deque(maxlen=_STDERR_LINES)
        self._listener = threading.Thread(target=self._listen, name="worker-stderr", daemon=True)
        self._listener.start()
        self._talker: threading.Thread | None = None
        self._turn = threading.Lock()  # the child may be ended by another thread while a request begins
        self._ended = False
        self._greeting: dict[str, Any] | None = {"jobs": dict(jobs), "memory": memory}

    def _listen(self) -> None:
        stream = self.process.stderr
        assert stream is not None
        for line in iter(stream.readline, b""):
            self._errors.append(line.decode("utf-8", "replace").rstrip())

    def begin(self, request: dict[str, Any]) -> "SimpleQueue[dict[str, Any] | None]":
        """Send a request from a thread of its own; answers come through the queue, None when the child is gone."""
        answers: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        greeting, self._greeting = self._greeting, None

        def talk() -> None:
            writing, reading = self.process.stdin, self.process.stdout
            assert writing is not None and reading is not None
            try:
                if greeting is not None:
                    write_frame(writing, greeting)
                write_frame(writing, request)
                while True:
                    answer = read_frame(reading)
                    answers.put(answer)
                    if answer["kind"] != "progress":
                        return
            except (OSError, EOFError, ValueError):
                answers.put(None)

        with self._turn:
            if self._ended:
                answers.put(None)
            else:
                self._talker = threading.Thread(target=talk, name="worker-talk", daemon=True)
                self._talker.start()
        return answers

    def errors(self) -> str:
        self._listener.join(timeout=1)
        return "\n".join(self._errors)

    def end(self) -> int:
        """Kill the process (if it still runs), close everything; the exit code. A second call only tells the code."""
        self.process.kill()
        code = self.process.wait()
        with self._turn:
            if not self._ended:
                self._ended = True
                self._release()
        return code

    def _release(self) -> None:
        for thread in (self._talker, self._listener):
            if thread is not None:
                thread.join(timeout=5)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # an unsent rest of a request to a dead child
                    _LOG.debug("pipe to the dead child closed with a rest in it")
        if self._job_object is not None:
            self._job_object.close()


class Worker:
    """Runs named jobs in a child process: `call("read_document", {...}, timeout=20)`. One child serves many calls.

    `memory` caps the child's address space in bytes. Calls from several threads follow one another.
    """

    def __init__(self, *, memory: int = PARSER_MEMORY, jobs: Mapping[str, str] = JOBS) -> None:
        self._memory = memory
        self._jobs = dict(jobs)
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(
        self,
        job: str,
        payload: Mapping[str, Any],
        *,
        timeout: float = PARSER_SECONDS,
        cancelled: Callable[[], bool] | None = None,
        report: Report | None = None,
    ) -> Any:
        """Run `job` with `payload` (JSON values and bytes) and return its result (the same).

        Raises the job's own Condition or Refusal; Condition when it takes longer than `timeout` seconds, needs more
        memory than allowed or its process dies; Cancelled when `cancelled()` turns true or `report` raises it;
        JobFailed when the job has a bug; KeyError when no job has this name.
        """
        if job not in self._jobs:
            raise KeyError(job)
        end = time.monotonic() + timeout
        while not self._lock.acquire(timeout=_MOMENT):
            self._check(cancelled, end, timeout)
        try:
            return self._run(job, dict(payload), end, timeout, cancelled, report)
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the child process for good; a call under way, or made later, raises Cancelled."""
        self._closed = True
        self._drop()

    def _drop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _run(
        self,
        job: str,
        payload: dict[str, Any],
        end: float,
        timeout: float,
        cancelled: Callable[[], bool] | None,
        report: Report | None,
    ) -> Any:
        if self._child is not None and self._child.process.poll() is not None:
            self._drop()
        child = self._child or _Child(self._jobs, self._memory)
        self._child = child
        keep = False
        try:
            self._check(cancelled, end, timeout)
            answers = child.begin({"job": job, "payload": payload, "seconds": timeout})
            while True:
                try:
                    answer = answers.get(timeout=_MOMENT)
                except Empty:
                    self._check(cancelled, end, timeout)
                    continue
                if answer is None:
                    self._check(cancelled, end, timeout)
                    raise self._died(child, job)
                if answer["kind"] == "progress":
                    if report is not None:
                        report(answer["done"], answer["total"], answer["text"])
                    continue
                keep = answer["kind"] in ("result", "condition", "refusal")
                return _result_of(job, answer)
        finally:
            if not keep:
                if self._child is child:
                    self._child = None
                child.end()

    def _check(self, cancelled: Callable[[], bool] | None, end: float, timeout: float) -> None:
        if self._closed or (cancelled is not None and cancelled()):
            raise Cancelled
        if time.monotonic() > end:
            raise Condition(
                f"处理超过 {timeout:.0f} 秒，已经停止，什么也没有改动。", "请检查文件是否过大或已损坏，再试一次。"
            )

    def _died(self, child: _Child, job: str) -> Condition:
        code = child.end()
        _LOG.error("child process of %s ended with %s\n%s", job, code, child.errors())
        return Condition(
            "处理文件的程序中途退出，什么也没有改动。", "文件可能已损坏：请用WPS或Word打开后另存一份再试。"
        )


def _result_of(job: str, answer: dict[str, Any]) -> Any:
    kind = answer["kind"]
    if kind == "result":
        return answer["value"]
    if kind in ("condition", "refusal"):
        raise (Refusal if kind == "refusal" else Condition)(answer["sentence"], answer["next_step"])
    if kind == "memory":
        raise Condition("处理这个文件要用的内存超过上限，已经停止，什么也没有改动。", "请把文件分成几份再试。")
    _LOG.error("job %s failed\n%s", job, answer["details"])
    raise JobFailed(job, answer["summary"], answer["details"])


# ---- the child's side ---------------------------------------------------------------------------------------

_out: IO[bytes] | None = None
_deadline = float("inf")


def report(done: int, total: int, text: str = "") -> None:
    """For jobs: tell the parent how far the work is. Does nothing when the job runs in the parent itself."""
    if _out is not None:
        write_frame(_out, {"kind": "progress", "done": done, "total": total, "text": text})


def main() -> int:
    """Serve jobs until the parent closes the pipe."""
    global _out, _deadline
    reading = sys.stdin.buffer
    _out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # stray prints, also those of C libraries, go to the log
    sys.stdout = sys.stderr
    try:
        greeting = read_frame(reading)
    except EOFError:
        return 0
    jobs: dict[str, str] = greeting["jobs"]
    _limit_memory(greeting["memory"])
    threading.Thread(target=_watch, args=(os.getppid(),), name="watch", daemon=True).start()
    while True:
        try:
            request = read_frame(reading)
        except EOFError:
            return 0
        _deadline = time.monotonic() + request["seconds"] + 5
        answer = _answer(jobs, request)
        _deadline = float("inf")
        write_frame(_out, answer)
        if answer["kind"] in ("memory", "bug"):
            return 0


def _answer(jobs: Mapping[str, str], request: dict[str, Any]) -> dict[str, Any]:
    try:
        module, _, function = jobs[request["job"]].partition(":")
        return {"kind": "result", "value": getattr(importlib.import_module(module), function)(request["payload"])}
    except Condition as condition:
        kind = "refusal" if isinstance(condition, Refusal) else "condition"
        return {"kind": kind, "sentence": condition.sentence, "next_step": condition.next_step}
    except MemoryError:
        return {"kind": "memory"}
    except Exception as error:  # noqa: BLE001 - travels to the parent, which logs and raises it
        return {"kind": "bug", "summary": f"{type(error).__name__}: {error}", "details": traceback.format_exc()}


def _limit_memory(memory: int) -> None:
    if sys.platform != "win32":  # there the parent's job object does it
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _watch(parent: int) -> None:
    """End this process when the parent is gone or a job runs far past its time (a parent would have ended it)."""
    while True:
        time.sleep(1)
        if (sys.platform != "win32" and os.getppid() != parent) or time.monotonic() > _deadline:
            os._exit(1)


if __name__ == "__main__":
    # The jobs import this module by its name; serve from that one, not from a second copy called __main__.
    from models.worker import main as serve

    sys.exit(serve())
