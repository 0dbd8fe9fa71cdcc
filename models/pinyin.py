"""Pinyin of Chinese names: a sort key and the initials typed into search boxes. pypinyin is loaded on first use."""

from functools import lru_cache


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> str:
    """Toneless pinyin, syllables joined: 商务局 → "shangwuju"; other characters lower-cased as they are."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.NORMAL)).lower()


@lru_cache(maxsize=20_000)
def initials(text: str) -> str:
    """First letters: 商务局 → "swj"; other characters lower-cased as they are."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
