"""What the benches share: the root on sys.path, medians, the machine, a stress database made once per scale."""

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
FOLDER = Path(tempfile.gettempdir()) / "zerentian-bench"


def machine() -> str:
    """One line about the machine and the versions that matter."""
    from importlib.metadata import version

    names = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "typst")
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in names)
    )


def times(work: Callable[[], object], runs: int, warm_up: int = 3) -> list[float]:
    """Seconds of each of `runs` runs after `warm_up` uncounted ones."""
    for _ in range(warm_up):
        work()
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


def line(what: str, ratio: float | None, bar: str, absolute: str) -> None:
    """One row of the table in FIGURES.md."""
    print(f"| {what} | {'' if ratio is None else f'{ratio:.2f}'} | {bar} | {absolute} |", flush=True)


def stress_database(scale: int) -> Path:
    """A sample database multiplied by `scale` (10 ≈ 8,000 assignments, 60 ≈ 50,000), made on first use."""
    import models.schema  # noqa: F401
    from models.database import create_database
    from models.sample.actions import build_sample

    path = FOLDER / f"scale-{scale}.zrt"
    if not path.exists():
        FOLDER.mkdir(exist_ok=True)
        half = path.with_suffix(".half.zrt")
        half.unlink(missing_ok=True)
        database = create_database(half)
        database.do("示例", build_sample, scale=scale)
        database.close()
        half.rename(path)
    return path
