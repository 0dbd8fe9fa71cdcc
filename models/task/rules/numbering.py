"""The official numbering of paragraphs: 一、（一） 1. （1） ① (GB/T 9704 and office custom)."""

import re

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def chinese_number(value: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一, 105 → 一百零五; 1 to 9999, else the figures themselves."""
    if not 0 < value < 10_000:
        return str(value)
    text, zero = "", False
    for power in range(3, -1, -1):
        digit = value // 10**power % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + _UNITS[power]
            zero = False
        else:
            zero = True
    return text[1:] if text.startswith("一十") else text


def number_of(depth: int, index: int) -> str:
    """The number of the `index`-th row (from 1) at `depth` (0 = 大项): 一、 / （一） / 1. / （1） / ①."""
    if depth <= 0:
        return f"{chinese_number(index)}、"
    if depth == 1:
        return f"（{chinese_number(index)}）"
    if depth == 2:
        return f"{index}."
    if depth == 3:
        return f"（{index}）"
    return _CIRCLED[index - 1] if index <= len(_CIRCLED) else f"（{index}）"


def sort_number(text: str) -> str:
    """A number as it stands in a table cell, without the mark that ends it: 一、 → 一, 1. → 1."""
    return re.sub(r"[、.．,，\s]+$", "", text)
