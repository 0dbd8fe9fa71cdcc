"""Files that were torn, mutated or made up, read in the child process: a draft or a sentence, never a crash."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import Condition, Refusal
from models.intake.draft import Draft
from models.intake.loaders.text import source_of_text
from models.intake.opening import read_data, read_file, read_pasted
from models.intake.plain import from_plain, to_plain
from models.intake.reading import Reading, read_bytes, read_source, read_text
from models.worker import Worker
from tests.documents import word


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


def check_mutated(data: bytes, worker: Worker, seeds: range) -> None:
    for seed in seeds:
        try:
            reading = read_data(mutated(data, random.Random(seed)), "变.docx", worker)
        except Condition as condition:
            assert condition.sentence and condition.next_step
        else:
            assert isinstance(reading.draft, Draft)


def test_mutated_word_files(worker: Worker, plan: Path) -> None:
    check_mutated(plan.read_bytes(), worker, range(100))


def test_mutated_text_files(worker: Worker, plan: Path) -> None:
    check_mutated(plan.with_suffix(".txt").read_bytes(), worker, range(100))


@pytest.mark.long
def test_many_mutated_files(worker: Worker, plan: Path) -> None:
    check_mutated(plan.read_bytes(), worker, range(1000, 1700))
    check_mutated(plan.with_suffix(".txt").read_text(encoding="utf-8").encode("gb18030"), worker, range(1000, 1300))


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
    draft.to_json()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_is_read(text: str) -> None:
    reading = read_text(text)
    assert from_plain(Reading, to_plain(reading)) == reading
