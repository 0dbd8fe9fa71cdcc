"""Files that were torn, mutated or made up, read in the child process: a draft or a sentence, never a crash."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import Condition, Refusal
from models.intake.as_json import as_json
from models.intake.draft import Draft
from models.intake.loaders.text import source_of_text
from models.intake.opening import read_data, read_file, read_pasted
from models.intake.plain import from_plain, to_plain
from models.intake.reading import Reading, read_bytes, read_source, read_text
from models.worker import Worker
from tests.documents import pdf, word
from tests.documents import raw_workbook as raw


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


@pytest.fixture
def plan(root: Path) -> Path:
    return root / "resources" / "sample" / "plan.docx"


def test_a_reading_comes_through_the_child_as_it_is(worker: Worker, plan: Path) -> None:
    reading = read_file(plan, worker)
    assert reading == read_bytes(plan.read_bytes(), plan.name)
    assert read_data(plan.read_bytes(), plan.name, worker) == reading
    assert read_pasted("一、方案", worker) == read_text("一、方案")
    assert from_plain(Reading, to_plain(reading)) == reading


def test_a_bomb_takes_the_child_not_the_program(worker: Worker) -> None:
    cells = "<w:tc><w:p/></w:tc>" * 64
    bomb = word.package({"word/document.xml": word.body("<w:tbl>" + f"<w:tr>{cells}</w:tr>" * 40_000 + "</w:tbl>")})
    with pytest.raises(Condition):
        read_data(bomb, "大.docx", worker)
    assert read_pasted("一、方案", worker).source.paragraphs[0].text == "一、方案"


def test_deep_nesting_ends(worker: Worker) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 200 + word.paragraph(text="底") + "</w:tc></w:tr></w:tbl>" * 200
    smart = "<w:smartTag>" * 3000 + word.run("字") + "</w:smartTag>" * 3000
    reading = read_data(word.document(deep, f"<w:p>{smart}</w:p>", word.paragraph(text="完")), "深.docx", worker)
    assert reading.source.paragraphs[-1].text == "完"


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        kind = chance.randrange(4)
        at = chance.randrange(len(changed))
        if kind == 0:
            changed[at] = chance.randrange(256)
        elif kind == 1:
            del changed[at : at + chance.randint(1, 40)]
        elif kind == 2:
            changed[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 20)))
        else:
            del changed[at:]
        if not changed:
            return b"x"
    return bytes(changed)


def check_mutated(data: bytes, name: str, worker: Worker, seeds: range) -> None:
    for seed in seeds:
        try:
            reading = read_data(mutated(data, random.Random(seed)), name, worker)
        except Condition as condition:
            assert condition.sentence and condition.next_step
        else:
            assert isinstance(reading.draft, Draft)


def whole_files(plan: Path) -> dict[str, bytes]:
    """A file of every kind that is read."""
    text = plan.with_suffix(".txt").read_text(encoding="utf-8")
    rows = "".join(
        raw.row(
            at, raw.number(f"A{at}", at, 1), raw.text(f"B{at}", f"第{at}处占道经营"), raw.text(f"C{at}", "市城管局")
        )
        for at in range(3, 40)
    )
    heads = raw.row(2, raw.text("A2", "序号"), raw.text("B2", "存在问题"), raw.text("C2", "责任单位"))
    merged = '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'
    sheet = raw.sheet(raw.row(1, raw.text("A1", "问题台账")), heads, rows, after=merged)
    listed = "".join(f"<tr><td>{at}</td><td>清理{at}号街</td><td>市城管局</td></tr>" for at in range(1, 40))
    return {
        "变.docx": plan.read_bytes(),
        "变.xlsx": raw.workbook({"表": sheet}, formats=["14"], more=raw.cell_images("ID_A")),
        "变.csv": ("序号,问题,责任单位\n" + '1,"占道\n经营",城管局\n' * 40).encode("gb18030"),
        "变.html": f"<html><table><tr><th>序号<th>任务<th>牵头单位</tr>{listed}</table></html>".encode(),
        "变.pdf": pdf.typeset(f"#table(columns: 2, [序号], [任务], [1], [清理])\n{text[:600]}"),
        "变.txt": text.encode("gb18030"),
    }


KINDS = ("变.docx", "变.xlsx", "变.csv", "变.html", "变.pdf", "变.txt")


@pytest.mark.parametrize("name", KINDS)
def test_mutated_files(name: str, worker: Worker, plan: Path) -> None:
    check_mutated(whole_files(plan)[name], name, worker, range(34))


@pytest.mark.long
@pytest.mark.parametrize("name", KINDS)
def test_many_mutated_files(name: str, worker: Worker, plan: Path) -> None:
    check_mutated(whole_files(plan)[name], name, worker, range(1_000, 1_170))


def test_mutated_inside_the_package(plan: Path) -> None:
    """The XML itself is changed, so that the archive stays whole and the parser gets to see it."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(plan.read_bytes())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for seed in range(150):
        chance = random.Random(seed)
        name = chance.choice(["word/document.xml", "word/numbering.xml", "word/styles.xml"])
        text = parts[name].decode("utf-8")
        at = chance.randrange(len(text))
        swapped = (
            text[:at] + chance.choice(["", "0", "-1", "99999999", "<w:p>", "</w:p>", "<w:t/>", "“"]) + text[at + 1 :]
        )
        try:
            read_bytes(word.package({name: swapped.encode("utf-8")}), "变.docx")
        except Refusal as refusal:
            assert refusal.next_step


def test_mutated_inside_a_workbook(plan: Path) -> None:
    """The same for the parts of a workbook."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(whole_files(plan)["变.xlsx"])) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels")) and name.startswith(("xl/", "_rels/"))]
    for seed in range(300):
        chance = random.Random(seed)
        name = chance.choice(names)
        content = parts[name]
        text = content.decode("utf-8") if isinstance(content, bytes) else content
        at = chance.randrange(len(text))
        piece = chance.choice(
            ["", "0", "-1", "99999999999", 'r="', "<c>", "</row>", '<row r="0">', "<v>1e999</v>", "“"]
        )
        swapped = text[:at] + piece + text[at + chance.randint(0, 3) :]
        try:
            read_bytes(raw.package({**parts, name: swapped}), "变.xlsx")
        except Refusal as refusal:
            assert refusal.next_step


WORDS = [
    *(
        "一、",
        "（一）",
        "1.",
        "①",
        "第一条",
        "主要任务",
        "工作要求",
        "第一阶段",
        "（4月-5月）",
        "同志们",
        "2024年",
        "202x年",
    ),
    *(
        "牵头单位：",
        "责任单位：",
        "配合单位：市城管局",
        "完成时限：",
        "6月底前",
        "（市城管局负责）",
        "（甲局牵头，乙局配合）",
    ),
    *(
        "组长：",
        "成员",
        "张三",
        "何  韬",
        "副组长：李四、王五",
        "办公室设在",
        "由",
        "担任",
        "市商务局、",
        "列第一位的为牵头单位",
    ),
    *("≥90%", "冷水滩区：", "甲市场、乙市场", "等3家", "请各单位于5月31日前将", "报送至", "序号", "任务", "|"),
    *("。", "，", "：", "“", "（", "）"),
]
PIECES = st.sampled_from([*WORDS, "\n", "\t", "　　", "  "])


def drawn_from(part: str, whole: str) -> bool:
    """Whether all characters stand in the text in this order (a bracket inside a heading may have been taken out)."""
    letters = iter(whole)
    return all(char in letters for char in part)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_text_of_the_trade_is_read_and_nothing_is_made_up(pieces: list[str]) -> None:
    text = "".join(pieces)
    draft = read_source(source_of_text(text))
    bare = "".join(text.split())
    for task in draft.tasks:
        assert drawn_from("".join(task.title.split()), bare) and all(unit.name in bare for unit in task.units)
        assert all(words in bare for words in task.deadlines)
    for seat in draft.seats:
        assert seat.name in bare and seat.unit in bare
    for target in draft.targets:
        assert target.value in bare
    keys = {task.key for task in draft.tasks}
    assert len(keys) == len(draft.tasks) and all(task.parent is None or task.parent in keys for task in draft.tasks)
    as_json(draft)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_is_read(text: str) -> None:
    reading = read_text(text)
    assert from_plain(Reading, to_plain(reading)) == reading
