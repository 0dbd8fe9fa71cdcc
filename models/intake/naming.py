"""The name a campaign is given when a paper founds it."""

import re

_PAPER = re.compile(r"的?((总体|具体)?(工作|实施)?方案|计划|安排|要点)$")
_BRACKETED = re.compile(r"[（(][^（）()]{1,20}[）)]$")


def campaign_name_of(title: str) -> str:
    """The work named by the title of a paper: …专项整治行动工作方案（2026年） → …专项整治行动（2026年）.

    A year in brackets stays, other brackets go; a title that is nothing but a kind of paper stays as it is.
    """
    text = title.strip()
    bracket = _BRACKETED.search(text)
    tail = ""
    if bracket:
        text = text[: bracket.start()].rstrip()
        tail = bracket.group()[1:-1] if re.search(r"\d{4}", bracket.group()) else ""
    text = text.removeprefix("关于印发").strip("《》")
    name = _PAPER.sub("", text) or text
    return (f"{name}（{tail}）" if tail else name) or title
