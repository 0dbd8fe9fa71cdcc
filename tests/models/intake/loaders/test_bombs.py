"""Files made to harm are refused, each with the sentence that is its own; what only looks huge is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import Refusal
from models.intake.opening import read_data
from models.scripting import main
from models.worker import Worker
from tests.documents import raw_workbook as raw
from tests.documents.bombs import BOMBS


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_with_its_own_sentence(name: str, worker: Worker) -> None:
    make, words = BOMBS[name]
    with pytest.raises(Refusal) as refused:
        read_data(make(), name, worker)
    assert words in refused.value.sentence and name in refused.value.sentence
    assert refused.value.next_step


def test_a_sheet_formatted_to_its_last_row_is_read(worker: Worker) -> None:
    cells = '<c r="A9" s="1"/><c r="B9" s="1"></c>'
    rows = "".join(f'<row r="{at}" spans="1:2" s="1">{cells}</row>' for at in range(2, 400_000))
    rows += "".join(f'<row r="{at}">{"<c s=&1&/>" * 200}</row>' for at in range(400_000, 401_000)).replace("&", '"')
    last = '<row r="1048576" s="1" customFormat="1"/>'
    part = raw.sheet(raw.row(1, raw.text("A1", "甲")), rows, last, before='<dimension ref="A1:XFD1048576"/>')
    source = read_data(raw.workbook({"表": part}), "台账.xlsx", worker).source
    assert source.sheets[0].rows == (("甲",),) and source.notices == ()


@pytest.mark.parametrize("name", ["实体.docx", "数字.xlsx", "画线.pdf"])
def test_a_refused_file_writes_nothing(name: str, tmp_path: Path) -> None:
    path, database = tmp_path / name, tmp_path / "库.zrt"
    path.write_bytes(BOMBS[name][0]())
    assert main(["import", str(path), "--db", str(database), "--yes"]) == 1
    assert not database.exists()
