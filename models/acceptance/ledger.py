"""A rectification ledger (整改台账) that was read and checked, written to a file until it has a home in the program."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.acceptance.photos import size_of, without_whereabouts
from models.errors import Refusal
from models.files import write_atomically
from models.intake.as_json import as_json
from models.intake.draft import Draft, Duty, Kind, Problem
from models.papers.texts import clean
from models.papers.xlsx import CELL_LIMIT, ROW_LIMIT

TITLE = "问题整改台账"
PICTURE = (96, 72)  # width and height of a photo in the sheet, in pixels
MOST_BESIDE = 3
COLUMNS: tuple[tuple[str, int], ...] = (
    ("序号", 6),
    ("点位", 16),
    ("类别", 10),
    ("存在问题", 40),
    ("发现时间", 12),
    ("整改措施", 36),
    ("牵头单位", 18),
    ("责任单位", 18),
    ("配合单位", 18),
    ("责任人", 14),
    ("整改时限", 14),
    ("整改情况", 14),
    ("备注", 16),
)
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True, "border": 1}


def why_no_ledger(problems: Sequence[Problem]) -> Refusal | None:
    """Why there is no ledger to write; None when there is one."""
    if not problems:
        return Refusal("这份材料里没有读到整改台账。", "如果它就是台账，请在核对时把类型改为“整改台账”再读一遍。")
    return None


def ledger_json(title: str, problems: Sequence[Problem]) -> bytes:
    """The ledger as JSON, in the form of `read --json`; photos by their names."""
    plain = as_json(Draft(Kind.LEDGER, title=title, problems=tuple(problems)))
    content = {"title": title or TITLE, "problems": plain["problems"]}
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8")


def ledger_xlsx(title: str, problems: Sequence[Problem], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The ledger as a workbook; all cells are text, photos stand in the last column without the place they were taken.

    Raises Refusal when a text is too long for a cell or there are too many rows.
    """
    import xlsxwriter

    if len(problems) + 4 > ROW_LIMIT:
        raise Refusal("行数超过 Excel 一张工作表的上限，没有写入。", "请分开导出。")
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": clean(title or TITLE), "author": ""})
        _LedgerSheet(book, clean(title) or TITLE, problems, pictures or {}).write()
    return target.getvalue()


def write_ledger(path: Path, title: str, problems: Sequence[Problem], pictures: Mapping[str, bytes]) -> None:
    """Write the ledger to a file, by the ending of its name: .json, else .xlsx. Raises Refusal without problems."""
    refusal = why_no_ledger(problems)
    if refusal is not None:
        raise refusal
    if path.suffix.casefold() == ".json":
        write_atomically(path, ledger_json(title, problems))
    elif path.suffix.casefold() == ".xlsx":
        write_atomically(path, ledger_xlsx(title, problems, pictures))
    else:
        raise Refusal(f"台账不能存成“{path.suffix or path.name}”。", "文件名请以 .xlsx 或 .json 结尾。")


class _LedgerSheet:
    def __init__(self, book: Any, title: str, problems: Sequence[Problem], pictures: Mapping[str, bytes]) -> None:
        self._sheet = book.add_worksheet("整改台账")
        self._title, self._problems, self._pictures = title, problems, pictures
        self._head_format = book.add_format({**_FONT, "bold": True, "align": "center"})
        self._title_format = book.add_format(
            {"font_name": "宋体", "font_size": 16, "bold": True, "align": "center", "valign": "vcenter"}
        )
        self._left = book.add_format(_FONT)
        self._beside = min(max((len(problem.photos) for problem in problems), default=0), MOST_BESIDE)

    def write(self) -> None:
        sheet = self._sheet
        columns = [*COLUMNS, *([("照片", 1 + self._beside * (PICTURE[0] + 8) // 7)] if self._beside else [])]
        sheet.merge_range(0, 0, 0, len(columns) - 1, self._title, self._title_format)
        sheet.set_row(0, 30)
        for at, (words, width) in enumerate(columns):
            sheet.set_column(at, at, width)
            sheet.write_string(1, at, words, self._head_format)
        for row, problem in enumerate(self._problems, 2):
            for column, words in enumerate(_texts(problem, row - 1)):
                text = _fitting(words, row - 1, COLUMNS[column][0])
                if text:
                    sheet.write_string(row, column, text, self._left)
                else:
                    sheet.write_blank(row, column, None, self._left)
            if self._beside:
                self._photos(row, len(COLUMNS), problem.photos)
        sheet.freeze_panes(2, 1)
        sheet.repeat_rows(0, 1)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _photos(self, row: int, column: int, names: Sequence[str]) -> None:
        """Photos side by side in lines of three; one that is no picture is named."""
        missing: list[str] = []
        shown = 0
        for name in names:
            data, size = _shown(self._pictures.get(name, b""))
            if size is None:
                missing.append(name)
                continue
            scale = min(PICTURE[0] / size[0], PICTURE[1] / size[1])
            line, place = divmod(shown, MOST_BESIDE)
            self._sheet.insert_image(
                row,
                column,
                f"{shown}.img",
                {
                    "image_data": io.BytesIO(data),
                    "x_offset": 4 + place * (PICTURE[0] + 8),
                    "y_offset": 4 + line * (PICTURE[1] + 8),
                    "x_scale": scale,
                    "y_scale": scale,
                    "object_position": 1,
                },
            )
            shown += 1
        words = f"缺照片：{'、'.join(missing)}" if missing else ""
        self._sheet.write_string(row, column, clean(words), self._left)
        if shown:
            lines = -(-shown // MOST_BESIDE)
            self._sheet.set_row_pixels(row, min(lines * (PICTURE[1] + 8) + 8, 540))


def _shown(data: bytes) -> tuple[bytes, tuple[int, int] | None]:
    """A picture as it goes out, with its size; no size for one that cannot be shown."""
    size = size_of(data)
    if size is None:
        return b"", None
    try:
        return without_whereabouts(data), size
    except ValueError:
        return b"", None


def _texts(problem: Problem, number: int) -> tuple[str, ...]:
    people = "、".join(f"{one.name}（{one.post}）" if one.post else one.name for one in problem.people)
    return (
        problem.no or str(number),
        problem.place,
        problem.kind,
        problem.problem,
        problem.found,
        "\n".join(problem.measures),
        "、".join(problem.of(Duty.LEAD)),
        "、".join(problem.of(Duty.RESPONSIBLE)),
        "、".join(problem.of(Duty.SUPPORT, Duty.OVERSEE)),
        people,
        problem.deadline,
        problem.status,
        problem.note,
    )


def _fitting(words: str, number: int, heading: str) -> str:
    text = clean(words)
    if len(text.encode("utf-16-le")) // 2 > CELL_LIMIT:
        raise Refusal(
            f"第 {number} 行“{heading}”超过 {CELL_LIMIT} 字，Excel 的单元格放不下，没有写入。", "请把这段文字拆成几行。"
        )
    return text


def joined_ledger(
    documents: Sequence[tuple[Draft, Sequence[tuple[str, bytes]]]],
) -> tuple[str, tuple[Problem, ...], dict[str, bytes]]:
    """(title, problems, pictures) of several ledgers in one; photos of one name in two files keep apart."""
    title = next((draft.title for draft, _ in documents if draft.problems and draft.title), "")
    if len(documents) == 1:
        return title, documents[0][0].problems, dict(documents[0][1])
    problems: list[Problem] = []
    pictures: dict[str, bytes] = {}
    for number, (draft, own) in enumerate(documents, 1):
        pictures |= {f"{number}-{name}": data for name, data in own}
        problems += [
            replace(problem, photos=tuple(f"{number}-{name}" for name in problem.photos)) for problem in draft.problems
        ]
    return title, tuple(problems), pictures
