"""A score table that was read becomes a scheme in one step, by the window and by the verbs; undo."""

import json
from fractions import Fraction as F
from pathlib import Path

import pytest

from models.appraisal import actions, queries
from models.appraisal.importing.reading import read_scheme, reading_of
from models.appraisal.importing.ruled import ruled
from models.appraisal.rules.checks import check_scheme
from models.appraisal.rules.wording import rule_words
from models.database import Database
from models.errors import Condition, Refusal
from models.org.actions import create_campaign
from models.scripting import run
from models.worker import Worker
from tests.models.appraisal.test_importing import HEADS, PLAIN, SECTION_MERGES, SECTIONS, read
from tests.models.standard.sheets import workbook


@pytest.fixture
def campaign_id(database: Database) -> int:
    return int(database.do("新建", create_campaign, name="创建国家卫生城市").value)


def test_a_scheme_in_one_step_and_undone(database: Database, campaign_id: int) -> None:
    reading = reading_of(workbook(SECTIONS, merges=SECTION_MERGES), "评分表.xlsx")
    taken = database.do(
        "导入", actions.import_scheme, campaign_id=campaign_id, name="考核办法", rows=ruled(reading)
    ).value
    assert taken.words == "10 行，其中 6 项读成规则，0 项由人评分"
    rows = database.read(queries.criteria, scheme_id=taken.scheme_id)
    assert [(row.depth, row.no, row.name) for row in rows] == [
        (one.row.depth, one.row.no, one.row.name) for one in ruled(reading)
    ]
    assert [rule_words(row.rule, row.points) for row in rows if not row.children] == [
        one.words for one in ruled(reading) if not one.row.is_heading
    ]
    details = database.read(queries.scheme, scheme_id=taken.scheme_id)
    assert details is not None
    assert details.row.full == F(100)
    assert not check_scheme(details, rows)
    database.undo()
    assert database.read(queries.schemes, campaign_id=campaign_id) == ()


def test_rows_with_problems_are_refused_as_a_whole(database: Database, campaign_id: int) -> None:
    rows = read(workbook((HEADS, [1, "好的", 40, "清扫", "每处扣1分", ""], [2, "保洁", 40, "清扫", "#REF!", ""])))
    with pytest.raises(Refusal, match="第 3 行（保洁）"):
        database.do("导入", actions.import_scheme, campaign_id=campaign_id, name="考核办法", rows=rows)
    assert database.read(queries.schemes, campaign_id=campaign_id) == ()


def test_files_are_read_in_the_child_process(tmp_path: Path) -> None:
    path = tmp_path / "评分表.xlsx"
    path.write_bytes(workbook(PLAIN, merges=["A1:F1"]))
    with Worker() as worker:
        assert read_scheme(path, worker) == reading_of(path.read_bytes(), path.name)
        with pytest.raises(Condition):
            read_scheme(tmp_path / "没有.xlsx", worker)


def test_the_verb_checks_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "评分表.xlsx"
    path.write_bytes(workbook([*PLAIN[:-1], ["合计", "", 98]], merges=["A1:F1"]))
    assert run(["scheme", "check", str(path)], held=None) == 3
    said = capsys.readouterr().out
    assert "整表\t分值合计\t各项分值合计100分，满分是98分，多2分。" in said
    assert "人工评分\t健康教育：情节严重的酌情扣1—3分" in said
    assert "3 项，2 项读成规则；查出 1 处问题。" in said
    path.write_bytes(workbook(PLAIN, merges=["A1:F1"]))
    assert run(["scheme", "check", str(path), "--json"], held=None) == 0
    plain = json.loads(capsys.readouterr().out)
    assert (plain["items"], plain["with_rule"], plain["findings"]) == (3, 2, [])


def test_the_verb_imports_a_file(
    tmp_path: Path, database: Database, campaign_id: int, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "评分表.xlsx"
    path.write_bytes(workbook([*PLAIN[:-1], ["合计", "", 98]], merges=["A1:F1"]))
    words = ["scheme", "import", str(path), "--db", "x.zrt"]
    assert run(words, held=database) == 0
    assert "以上内容还没有写入；加 --yes 写入。" in capsys.readouterr().out
    assert database.read(queries.schemes, campaign_id=campaign_id) == ()
    assert run([*words, "--yes"], held=database) == 0
    (scheme,) = database.read(queries.schemes, campaign_id=campaign_id)
    assert (scheme.name, scheme.full, scheme.criteria) == ("2026年市容环境考核评分表", F(98), 3)
    capsys.readouterr()
    assert run(["scheme", "check", "x.zrt"], held=database) == 3
    said = capsys.readouterr().out
    assert run(["scheme", "check", "--db", "x.zrt"], held=database) == 3
    assert capsys.readouterr().out == said
    for wrong in ([], ["x.zrt", "--db", "x.zrt"]):
        assert run(["scheme", "check", *wrong], held=database) == 1
        assert "要检查一个文件" in capsys.readouterr().err
    assert run(["scheme", "check", "x.zrt"], held=database) == 3
    assert "多2分" in capsys.readouterr().out
