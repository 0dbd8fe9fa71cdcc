"""Standards whose lines are on the shelf (resources/standards/*.csv): what is sure is filled, the rest stays open."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.standard.importing.line import Line

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "standards"


@dataclass(frozen=True, slots=True)
class KnownStandard:
    """A standard on the shelf: its key is the name of its file; `note` says what is there and what is not."""

    key: str
    name: str
    issue: str
    note: str

    @property
    def title(self) -> str:
        return f"{self.name}（{self.issue}）"


KNOWN = (
    KnownStandard(
        "sanitary_city_2021",
        "国家卫生城市标准",
        "2021版",
        "数据评价指标共 56 项，程序自带第 33—56 项；第 1—32 项和其余内容请按标准原文录入或导入。"
        "标“待核实”的请对照原文。",
    ),
)


def known_standard(key: str) -> KnownStandard:
    """The standard of that key; KeyError for another."""
    return {one.key: one for one in KNOWN}[key]


@cache
def known_lines(key: str) -> tuple[Line, ...]:
    """The lines of a standard on the shelf."""
    from models.standard.importing.reading import reading_of

    path = FOLDER / f"{known_standard(key).key}.csv"
    return reading_of(path.read_bytes(), path.name).sheets[0].lines
