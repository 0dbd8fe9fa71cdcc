"""All papers the program offers: `OFFERS` of each feature's papers, in the order of the features."""

import importlib
import importlib.util
from collections.abc import Iterator
from functools import cache

from models.errors import Condition
from models.papers.offer import Offer

FEATURES = ("task", "org", "grid", "checkup")
"""Whose papers are asked, in the order in which they are shown."""


@cache
def offers() -> tuple[Offer, ...]:
    """Every paper, each key once. The features are imported when this is first asked."""
    found = tuple(_found())
    keys = [offer.key for offer in found]
    if len(set(keys)) != len(keys):
        raise ValueError(f"papers are named once each: {keys}")
    return found


def offer(key: str) -> Offer:
    """The paper `key`. Raises Condition when there is none."""
    for found in offers():
        if found.key == key:
            return found
    known = "、".join(f"{found.key}（{found.name}）" for found in offers())
    raise Condition(f"没有“{key}”这种材料。", f"可以打印的有：{known}。")


def _found() -> Iterator[Offer]:
    for feature in FEATURES:
        name = f"models.{feature}.papers"
        if importlib.util.find_spec(f"models.{feature}") and importlib.util.find_spec(name):
            yield from getattr(importlib.import_module(name), "OFFERS", ())
