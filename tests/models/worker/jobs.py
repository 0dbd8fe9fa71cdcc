"""Jobs that behave well and badly, for the tests of the child process."""

import os
import time
from typing import Any

from models import worker
from models.errors import Condition, Refusal


def echo(payload: dict[str, Any]) -> Any:
    return payload


def process_id(payload: dict[str, Any]) -> int:
    return os.getpid()


def noisy(payload: dict[str, Any]) -> str:
    print("a stray print")
    os.write(1, b"a stray write of a C library\n")
    return "still fine"


def refuse(payload: dict[str, Any]) -> None:
    raise Refusal("不行。", "换一个。")


def condition(payload: dict[str, Any]) -> None:
    raise Condition("忙。", "等等。")


def bug(payload: dict[str, Any]) -> None:
    raise ValueError("a bug of ours")


def eat(payload: dict[str, Any]) -> int:
    return len(bytearray(payload["bytes"]))


def sleep(payload: dict[str, Any]) -> None:
    time.sleep(payload["seconds"])


def die(payload: dict[str, Any]) -> None:
    os._exit(9)


def steps(payload: dict[str, Any]) -> str:
    for done in range(3):
        worker.report(done + 1, 3, "读")
    return "end"


JOBS = {
    name: f"{__name__}:{name}"
    for name in ("echo", "process_id", "noisy", "refuse", "condition", "bug", "eat", "sleep", "die", "steps")
}
