"""The press: warm child processes that typeset, one for each core, and the work shared out among them."""

import atexit
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from queue import SimpleQueue
from typing import Any

from models.papers.typst import MEMORY, SECONDS
from models.worker import Worker

_MOST = 4
_TICK = 0.1
_SPENT = 1_200_000
"""Characters of jobs after which a child is replaced: typst remembers what it has set, about 250 MB a million."""

Report = Callable[[int, int, str], None]


class _Hand:
    """One child process and how much it has set."""

    def __init__(self) -> None:
        self.worker = Worker(memory=MEMORY)
        self._set = 0
        self._closed = False

    def close(self) -> None:
        self._closed = True
        self.worker.close()

    def compile(self, payload: Mapping[str, Any], cancelled: Callable[[], bool] | None) -> Any:
        if self._set > _SPENT and not self._closed:
            self.worker.close()
            self.worker, self._set = Worker(memory=MEMORY), 0
        self._set += len(payload["job"])
        return self.worker.call("compile_typst", payload, timeout=SECONDS, cancelled=cancelled)


class Press:
    """Typesets jobs in child processes. Children start when first needed and stay warm until `close`."""

    def __init__(self, size: int | None = None) -> None:
        self.size = size or min(os.cpu_count() or 1, _MOST)
        self._idle: SimpleQueue[_Hand] = SimpleQueue()
        self._hands = [_Hand() for _ in range(self.size)]
        for hand in self._hands:
            self._idle.put(hand)

    def compile(self, payload: Mapping[str, Any], cancelled: Callable[[], bool] | None = None) -> Any:
        """One job of `models.papers.typst.compile_job`, in the next child that is free."""
        hand = self._idle.get()
        try:
            return hand.compile(payload, cancelled)
        finally:
            self._idle.put(hand)

    def compile_all(
        self,
        payloads: Sequence[Mapping[str, Any]],
        tick: Callable[[int], None],
        ready: Callable[[int, Any], None] | None = None,
    ) -> list[Any]:
        """All jobs, shared out among the children, results in order.

        `tick(number done)` is called all the while; what it raises (Cancelled) stops the running jobs.
        `ready(number of the job, result)` is called once for each, as they come.
        """
        if len(payloads) == 1 and self.size == 1:
            tick(0)
            result = self.compile(payloads[0])
            if ready is not None:
                ready(0, result)
            return [result]
        stop = threading.Event()
        with ThreadPoolExecutor(max_workers=self.size, thread_name_prefix="press") as pool:
            futures = [pool.submit(self.compile, payload, stop.is_set) for payload in payloads]
            try:
                pending = set(futures)
                while pending:
                    done, pending = wait(pending, timeout=_TICK, return_when=FIRST_COMPLETED)
                    for future in done:
                        result = future.result()
                        if ready is not None:
                            ready(futures.index(future), result)
                    tick(len(futures) - len(pending))
                return [future.result() for future in futures]
            except BaseException:
                stop.set()
                for future in futures:
                    future.cancel()
                raise

    def close(self) -> None:
        """End the child processes."""
        for hand in self._hands:
            hand.close()


_lock = threading.Lock()
_shared: Press | None = None


def shared_press() -> Press:
    """The press of this process; it ends with it."""
    global _shared
    with _lock:
        if _shared is None:
            _shared = Press()
            atexit.register(_shared.close)
        return _shared
