"""Cycles with Qt objects are collected in the window's thread, never in a worker's."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject

from ui.garbage import Collector


class Leaf(QObject):
    """Says in which thread it is destroyed."""

    died: list[threading.Thread] = []

    def __init__(self) -> None:
        super().__init__()
        self.cycle = self

    def __del__(self) -> None:
        self.died.append(threading.current_thread())


def busy() -> None:
    """Makes more garbage than a collection needs to start."""
    for _ in range(20_000):
        cycle: list[object] = []
        cycle.append(cycle)


def test_a_busy_thread_collects_nothing(qapp: object) -> None:
    Leaf.died.clear()
    gc.enable()
    collector = Collector()
    Leaf()
    worker = threading.Thread(target=busy)
    worker.start()
    worker.join()
    assert Leaf.died == []
    assert collector.collect_due() is not None
    assert Leaf.died == [threading.current_thread()]
    assert collector.collect_due() is None
