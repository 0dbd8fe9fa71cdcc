"""All papers the program offers: `OFFERS` of each feature's papers, in the order of the features."""

import importlib
import importlib.util
from functools import cache

from models.errors import Condition
from models.papers.offer import Offer

FEATURES = {
    "task": "任务",
    "edition": "版次",
    "org": "组织",
    "grid": "网格",
    "standard": "标准",
    "appraisal": "考核",
    "checkup": "检查",
}
"""Whose papers are asked, in the order in which they are shown, each with the word its papers stand under."""


@cache
def offers() -> tuple[Offer, ...]:
    """Every paper, each key once. The features are imported when this is first asked."""
    found = tuple(offer for feature in FEATURES for offer in _offers_of(feature))
    keys = [offer.key for offer in found]
    if len(set(keys)) != len(keys):
        raise ValueError(f"papers are named once each: {keys}")
    return found


def shelves() -> tuple[tuple[str, tuple[Offer, ...]], ...]:
    """The papers under the word of their feature; words without papers are left out."""
    return tuple((word, found) for feature, word in FEATURES.items() if (found := _offers_of(feature)))


def offer(key: str) -> Offer:
    """The paper `key`. Raises Condition when there is none."""
    for found in offers():
        if found.key == key:
            return found
    known = "、".join(f"{found.key}（{found.name}）" for found in offers())
    raise Condition(f"没有“{key}”这种材料。", f"可以打印的有：{known}。")


def _offers_of(feature: str) -> tuple[Offer, ...]:
    name = f"models.{feature}.papers"
    if not (importlib.util.find_spec(f"models.{feature}") and importlib.util.find_spec(name)):
        return ()
    found: tuple[Offer, ...] = getattr(importlib.import_module(name), "OFFERS", ())
    return found
