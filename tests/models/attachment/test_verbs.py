"""`attach`, `list attachments` and `attach export` as an office schedules them."""

import json
import zipfile
from pathlib import Path

import pytest

from models import scripting
from models.attachment.store import discard, files_folder
from tests.models.attachment.test_store import written


@pytest.fixture
def demo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "示例.zrt"
    assert scripting.main(["demo", "--db", str(path)]) == 0
    capsys.readouterr()
    return path


def rows(demo: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    assert scripting.main(["list", "attachments", "--db", str(demo), "--json"]) == 0
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return found


def test_the_sample_has_files_and_links_that_are_there(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(demo, capsys)
    assert {row["holder"] for row in found} == {"任务", "网格"} and {row["kind"] for row in found} == {"文件", "链接"}
    assert len({row["target"] for row in found if row["name"].endswith(".png")}) == 1, "one content, two places"
    assert not any(row["state"] for row in found)
    assert scripting.main(["check", "--db", str(demo)]) == 0


def test_files_and_links_are_attached(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(written(tmp_path, name, name.encode())) for name in ("甲.pdf", "乙.pdf")]
    assert scripting.main(["attach", *files, "--to", "task:一/一", "--db", str(demo), "--note", "初稿"]) == 0
    assert "甲.pdf、乙.pdf" in capsys.readouterr().out
    assert scripting.main(["attach", files[0], "--to", "task:一/一", "--db", str(demo)]) == 0
    assert "没有重复添加" in capsys.readouterr().out
    assert scripting.main(["attach", "link", "www.gov.cn", "--to", "cell:黄泥坡市场", "--db", str(demo)]) == 0
    capsys.readouterr()
    found = rows(demo, capsys)
    assert [row["note"] for row in found if row["name"] in ("甲.pdf", "乙.pdf")] == ["初稿", "初稿"]
    assert any(row["target"] == "http://www.gov.cn" and row["holder"] == "网格" for row in found)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["没有.pdf", "--to", "task:一"], "文件不存在"), (["x.exe", "--to", "task:一"], "不能作附件"),
        (["x.exe"], "没有写 --to"), (["export"], "没有写 --out"),
        (["link", "C:\\a.docx", "--to", "task:一"], "不是网址"), (["x.exe", "--to", "task:九十九"], "没有“九十九”"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_line(
    demo: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    argv: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "x.exe", b"x")
    before = rows(demo, capsys)
    assert scripting.main(["attach", *argv, "--db", str(demo)]) == 1
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
    assert rows(demo, capsys) == before


def test_an_export_names_what_is_lost(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scripting.main(["attach", "export", "--out", str(tmp_path / "资料.zip"), "--db", str(demo)]) == 0
    assert "4 个文件" in capsys.readouterr().out
    for path in files_folder(demo).iterdir():
        discard(path)
    assert scripting.main(["attach", "export", "--out", str(tmp_path / "资料"), "--db", str(demo)]) == 1
    assert "有 4 个文件不在了" in capsys.readouterr().err
    assert {row["state"] for row in rows(demo, capsys)} == {"", "不在了"}
    assert scripting.main(["check", "--db", str(demo)]) == 1
    capsys.readouterr()
    assert scripting.main(["attach", "find", str(demo.parent / "无"), "--db", str(demo)]) == 1
    assert "找回 0 个附件，还缺 3 个" in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "资料.zip") as packed:
        packed.extractall(tmp_path / "旧电脑")
    assert scripting.main(["attach", "find", str(tmp_path / "旧电脑"), "--db", str(demo)]) == 0
    assert scripting.main(["check", "--db", str(demo)]) == 0
