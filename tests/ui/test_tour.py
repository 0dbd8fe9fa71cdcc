"""The tour: it ends well only when every step is proved, and leaves a file, papers and pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from models.database import open_database
from models.org.queries import campaigns
from models.papers.pdf import page_count
from models.task.queries import task_tree
from ui.style import Theme
from ui.tour import Log, main, pictures, work


def test_the_whole_tour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(pictures, "THEMES", ((Theme.LIGHT, "浅色"),))
    monkeypatch.setattr(pictures, "CALM_MS", 50)
    out = tmp_path / "结果 1"
    assert main(["--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "全部通过。" in said and "✗" not in said
    assert page_count((out / "责任分解表-按单位.pdf").read_bytes()) > page_count(
        (out / "责任分解表-按任务.pdf").read_bytes()
    )
    names = {path.name for path in out.iterdir()}
    words = ("总览", "导入", "组织", "网格", "任务", "打印", "设置", "历史")
    assert all(any(word in name and name.endswith("浅色.png") for name in names) for word in words)
    assert all(QImage(str(out / name)).size() == QSize(1366, 768) for name in names if name.endswith(".png"))
    assert all(str(out / name) in said for name in names)
    database = open_database(out / "tour.zrt")
    try:
        campaign = database.read(campaigns)[0]
        assert len(database.read(task_tree, campaign_id=campaign.id)) == 10
    finally:
        database.close()


def test_a_plan_that_reads_badly_fails_the_tour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("关于天气\n今天晴。\n", encoding="utf-8")
    monkeypatch.setattr(work, "SAMPLE", plan)
    tour = work.Tour(tmp_path, log := Log())
    tour.read()
    assert any("0 项任务" in failure for failure in log.failures)
    assert "✗" in capsys.readouterr().out


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert main(["--out", str(tmp_path / "file" / "inner")]) == 1
    assert "请换一个可以写入的文件夹" in capsys.readouterr().err


def test_an_empty_picture_is_told_from_a_page() -> None:
    blank = QImage(1366, 768, QImage.Format.Format_RGB32)
    blank.fill(QColor("white"))
    assert pictures.colours_of(blank) == 1
