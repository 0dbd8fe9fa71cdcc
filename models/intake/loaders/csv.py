"""Tables in text files (.csv, .tsv): the encoding found strictly, the mark between cells found, quotes resolved."""

import csv
import io
from collections import Counter

from models.errors import Refusal
from models.intake.loaders.text import decoded
from models.intake.source import Sheet, Source

MOST_ROWS = 50_000
MOST_COLUMNS = 256
_MARKS = "\t,;，；|"
_SAMPLE = 60


def load_csv(data: bytes, name: str) -> Source:
    """A text file of cells as a source of one sheet. Refusal when it is no text, empty or beyond all measure."""
    rows = cells_of_text(decoded(data, name))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if not width:
        raise Refusal(f"“{name}”里没有内容。", "请检查是不是选错了文件。")
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise Refusal(f"“{name}”超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列，没有读。", "请把它分成几个文件，分别再选。")
    padded = tuple(tuple(cell.strip() for cell in row) + ("",) * (width - len(row)) for row in rows)
    title = name.rsplit(".", 1)[0]
    return Source(name, "csv", (), sheets=(Sheet(title, padded),))


def cells_of_text(text: str) -> list[list[str]]:
    """Text as rows of cells, parted by tabs, commas or semicolons. Refusal when its quotes do not pair."""
    mark = _mark_of(text)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except csv.Error as error:
        raise Refusal("文本里的引号不成对，分不出各列。", "请另存为 .xlsx 再试。") from error


def _mark_of(text: str) -> str:
    """The mark that parts the cells: a tab where there is one, else the one that most lines hold equally often."""
    lines = [line for line in text[:40_000].splitlines()[:_SAMPLE] if line.strip()]
    if any("\t" in line for line in lines):
        return "\t"

    def score(mark: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := _outside_quotes(line, mark)))
        return (max(counts.values(), default=0), sum(count * times for count, times in counts.items()))

    return max(_MARKS[1:], key=score)


def _outside_quotes(line: str, mark: str) -> int:
    return sum(piece.count(mark) for piece in line.split('"')[::2])
