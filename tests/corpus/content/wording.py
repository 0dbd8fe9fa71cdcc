"""Pools of wording, kept as plain text beside this folder: `held` lines and sections are for the held-out half."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "wording"


def words(text: str) -> list[str]:
    """Words parted by spaces."""
    return text.split()


@dataclass(frozen=True, slots=True)
class Pool:
    """Wordings both halves use, and those of the held-out half alone."""

    common: tuple[str, ...]
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """A field of work: its name, its short name, its office, and pools of big items, items and targets (｜ splits)."""

    name: str
    short: str
    office: str
    heads: Pool
    items: Pool
    targets: Pool


@cache
def pools(name: str) -> dict[str, Pool]:
    """The sections of a text of pools."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line:
            found.setdefault(section, []).append(line)
    names = {key.removeprefix("held ") for key in found}
    return {key: Pool(tuple(found.get(key, ())), tuple(found.get(f"held {key}", ()))) for key in names}


@cache
def campaign(name: str) -> Campaign:
    """A field of work by the name of its text."""
    found: dict[str, list[str]] = {}
    for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        key, _, value = line.partition(": ")
        found.setdefault(key, []).append(value)
    full, short, office = found["name"][0].split("|")

    def pool(key: str) -> Pool:
        return Pool(tuple(found.get(key, ())), tuple(found.get(f"held {key}", ())))

    return Campaign(full, short, office, pool("head"), pool("item"), pool("target"))


CAMPAIGNS = ("chuangwei", "wenming", "market", "housing", "safety")
CAMPAIGNS_HELD = ("business", "flood")
