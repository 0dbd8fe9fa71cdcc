"""Named papers in a real database: kept, replaced, renamed, deleted, found by name, and used by `print`."""

from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from models.database import Database
from models.errors import Condition, Refusal
from models.papers.pdf import page_sizes
from models.papers.sheet import Paper, Profile
from models.printing import actions
from models.printing.presets import PRESETS
from models.printing.queries import ProfileRow, profile_named, profiles
from models.printing.rules import why_not_named, why_not_paper
from tests.models.printing.test_verbs import Run, run, sample

__all__ = ["run", "sample"]

OWN = Profile(
    paper=Paper.A3,
    landscape=False,
    margins=(25.5, 20, 18, 30),
    title_size=26,
    heading_size=12,
    body_size=10.5,
    note_size=9,
    fonts={"body": "华文仿宋"},
)


def own(database: Database) -> list[ProfileRow]:
    return [row for row in database.read(profiles) if not row.is_preset]


def save(database: Database, name: str, profile: Profile = OWN) -> int:
    made: int = database.do("保存", actions.save_profile, name=name, profile=profile).value
    return made


def test_kept_whole_and_replaced_under_the_same_name(database: Database) -> None:
    first = save(database, " 常委会  材料 ")
    assert [(row.name, row.profile) for row in own(database)] == [("常委会 材料", OWN)]
    assert save(database, "常委会 材料", replace(OWN, body_size=14)) == first
    assert own(database)[0].profile.body_size == 14
    database.undo()
    assert own(database)[0].profile == OWN


def test_renamed_and_deleted_by_undoable_steps(database: Database) -> None:
    one, _ = save(database, "甲"), save(database, "乙")
    with pytest.raises(Refusal, match="已经有"):
        database.do("改名", actions.rename_profile, profile_id=one, name="乙")
    database.do("改名", actions.rename_profile, profile_id=one, name="丙")
    assert [row.name for row in own(database)] == ["丙", "乙"]
    database.do("删除", actions.delete_profile, profile_id=one)
    with pytest.raises(Refusal, match="已不存在"):
        database.do("删除", actions.delete_profile, profile_id=one)
    database.undo()
    assert [row.name for row in own(database)] == ["丙", "乙"]


def test_those_of_the_program_stay(database: Database) -> None:
    preset = database.read(profiles)[0]
    with pytest.raises(Refusal, match="自带"):
        database.do("试", actions.delete_profile, profile_id=preset.id)
    with pytest.raises(Refusal, match="自带"):
        database.do("试", actions.rename_profile, profile_id=preset.id, name="x")
    with pytest.raises(Refusal, match="已经有"):
        save(database, preset.name)
    assert all(why_not_paper(profile) is None for _, profile in PRESETS)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"margins": (200, 0, 0, 0)}, "页边距应为"),
        ({"margins": (-1, 0, 0, 0)}, "页边距应为"),
        ({"margins": (80, 80, 80, 80), "paper": Paper.A4}, "放不下"),
        ({"title_size": 60}, "字号"),
        ({"body_size": 2}, "字号"),
    ],
)
def test_papers_nothing_fits_on(database: Database, change: dict[str, object], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        save(database, "甲", replace(OWN, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "said"), [(" ", "还没有名称"), ("长" * 31, "超过 30 个字")])
def test_names(name: str, said: str) -> None:
    refusal = why_not_named(name)
    assert refusal is not None and said in refusal.sentence
    assert why_not_named("常委会材料") is None


def test_found_by_name_or_a_part_of_it(database: Database) -> None:
    save(database, "常委会材料")
    save(database, "常委会大字")
    assert database.read(profile_named, name="9704").is_preset
    assert database.read(profile_named, name="常委会材料").name == "常委会材料"
    with pytest.raises(Condition, match="有 2 个"):
        database.read(profile_named, name="常委会")
    with pytest.raises(Condition, match="没有名为") as refused:
        database.read(profile_named, name="没有")
    assert "紧凑" in str(refused.value.next_step)


def test_print_on_a_named_paper(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "表.pdf"
    assert run("breakdown", "--profile", "大字", "--out", out) == 0
    assert round(page_sizes(out.read_bytes())[0][0] / 72 * 25.4) == 420
    assert run("breakdown", "--profile", "紧凑", "--paper", "A4", "--portrait", "--out", out) == 0
    assert round(page_sizes(out.read_bytes())[0][0] / 72 * 25.4) == 210
    assert run("members", "--profile", "没有", "--out", out) == 1
    assert "没有名为“没有”的版面方案" in capsys.readouterr().err


def test_print_into_a_workbook(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample_file, out = tmp_path / "样板.xlsx", tmp_path / "填好.xlsx"
    assert run("breakdown", "--format", "xlsx", "--sample-template", "--out", sample_file) == 0
    assert run("breakdown", "--format", "xlsx", "--template", sample_file, "--out", out) == 0
    assert "责任分解表" in str(openpyxl.load_workbook(out).active["A1"].value)
    assert run("breakdown", "--by", "unit", "--format", "xlsx", "--template", sample_file, "--out", out) == 1
    assert "一次只能填一张表" in capsys.readouterr().err
    folder = tmp_path / "各单位"
    split = (
        "breakdown",
        "--by",
        "unit",
        "--unit",
        "市公安局",
        "--split",
        "--format",
        "xlsx",
        "--template",
        sample_file,
    )
    assert run(*split, "--out", folder) == 0
    assert [path.suffix for path in folder.iterdir()] == [".xlsx"]
    assert run("breakdown", "--template", sample_file, "--out", out) == 1
    assert "只用于 xlsx" in capsys.readouterr().err
    assert run("breakdown", "--format", "xlsx", "--template", tmp_path / "没有.xlsx", "--out", out) == 1
    assert "不在了" in capsys.readouterr().err


def test_print_a_word_file(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def texts(*more: object, key: str = "breakdown") -> list[str]:
        out = tmp_path / "表.docx"
        assert run(key, "--format", "docx", "--out", out, *more) == 0, capsys.readouterr().err
        return [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]

    usual = texts()
    assert usual[0] == "关于印发" and "各成员单位：" in usual and "附件" in usual
    assert "附件" not in texts("--no-notice")
    assert "附件" not in texts(key="contacts")
    words = ("--notice-title", "通知", "--notice-to", "各区", "--notice-body", "一", "--notice-body", "二")
    more = texts(*words, "--notice-unit", "市政府办", "--notice-date", "2026-03-08", key="contacts")
    assert more[:5] == ["通知", "", "各区：", "一", "二"] and {"市政府办", "2026年3月8日"} <= set(more)
    assert run("breakdown", "--notice-title", "通知", "--out", tmp_path / "a.pdf") == 1
    assert "只用于 docx" in capsys.readouterr().err


def test_templates_of_the_user_by_verb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from models import scripting
    from models.papers.own import VARIABLE

    monkeypatch.setenv(VARIABLE, str(tmp_path / "t"))
    assert scripting.main(["template", "copy", "breakdown"]) == 0
    assert Path(capsys.readouterr().out.strip()) == tmp_path / "t" / "breakdown.typ"
    assert scripting.main(["template", "list", "--json"]) == 0
    assert '"own": true' in capsys.readouterr().out
    assert scripting.main(["template", "copy", "breakdown"]) == 1
    assert scripting.main(["template", "reset", "breakdown"]) == 0
    assert scripting.main(["template", "reset", "drawing"]) == 1


def test_a_broken_layout_is_said_on_stderr(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from models.papers.own import VARIABLE

    monkeypatch.setenv(VARIABLE, str(tmp_path))
    (tmp_path / "breakdown.typ").write_text("#let = 1\n", encoding="utf-8")
    assert run("members", "--out", tmp_path / "a.pdf") == 0
    assert "第 1 行" in capsys.readouterr().err
    assert run("members", "--format", "png", "--out", tmp_path / "a.png") == 0
    assert "程序自带的模板" in capsys.readouterr().err
