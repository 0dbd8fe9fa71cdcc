"""The real papers beside the project, read by hand: short values as they stand, names of people as salted digests."""

import hashlib
import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]
FOLDER = Path(__file__).resolve().parents[4] / "shared" / "seeds"
NUMBERS = ("000", "001", "002", "003", "004")


def digest(name: str) -> str:
    """What stands for the name of a real person."""
    return hashlib.sha256(f"zerentian seeds {name}".encode()).hexdigest()[:16]


def seed(number: str) -> Path | None:
    """The paper, where it is at hand."""
    return next(iter(sorted(FOLDER.glob(f"{number}_*.txt"))), None)


def expected_of(number: str) -> Json:
    """Its reading by hand, in the form of the design's reading.md; people by digest."""
    found: Json = json.loads((Path(__file__).parent / f"{number}.json").read_text("utf-8"))
    return found


def with_digests(got: Json) -> Json:
    """A reading with its people by digest."""
    leaders = [{**seat, "name": digest(seat["name"]) if seat["name"] else None} for seat in got["leaders"]]
    return {**got, "leaders": leaders}
