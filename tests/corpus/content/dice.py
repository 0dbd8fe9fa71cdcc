"""Choices of one document: drawn from its seed; the held-out half also draws from what the tuning half never sees."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Random choices that repeat for a name; `held` tells the half of the corpus the document belongs to."""

    def __init__(self, name: str, held: bool) -> None:
        self.held = held
        self._random = random.Random(f"zerentian corpus {name}")

    def pick(self, common: Sequence[T], held: Sequence[T] = ()) -> T:
        """One of these; in the held-out half every other choice is one of `held`, if there are any."""
        if not common or (self.held and held and self._random.random() < 0.5):
            return self._random.choice(held)
        return self._random.choice(common)

    def several(self, count: int, common: Sequence[T], held: Sequence[T] = ()) -> list[T]:
        """So many different ones; in the held-out half about half of them from `held`."""
        if not self.held or not held:
            return self._random.sample(common, min(count, len(common)))
        own = min(len(held), max(count // 2, count - len(common)))
        drawn = self._random.sample(held, own) + self._random.sample(common, min(count - own, len(common)))
        self._random.shuffle(drawn)
        return drawn

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def number(self, low: int, high: int) -> int:
        """From low to high, both in."""
        return self._random.randint(low, high)
