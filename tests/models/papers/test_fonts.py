"""Fonts: the office's own first, shipped ones else; what no font can draw is named before printing."""

from pathlib import Path

import pytest

from models.papers import fonts
from models.papers.coverage import Coverage, UnreadableFont, coverage
from models.papers.fonts import Face, font_set


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "machine_faces", lambda: ())


@pytest.mark.usefixtures("bare_machine")
def test_shipped_fonts_speak_on_a_bare_machine() -> None:
    chosen = font_set()
    assert chosen.folders == (fonts.FOLDER,)
    shipped = {face.family for face in fonts.shipped_faces()}
    assert all(family in shipped for voice in chosen.voices.values() for family in voice.families)
    note = chosen.stand_in_note()
    assert all(word in note for word in ("小标宋", "仿宋", "黑体", "楷体"))


def test_own_fonts_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    own = (
        Face("FangSong", 400, Path("/fonts/simfang.ttf"), 0),
        Face("FangSong_GB2312", 400, Path("/gb/fang.ttf"), 0),
        Face("SimHei", 400, Path("/fonts/simhei.ttf"), 0),
    )
    monkeypatch.setattr(fonts, "machine_faces", lambda: own)
    chosen = font_set()
    assert chosen.voices["body"].families[0] == "FangSong_GB2312"
    assert chosen.voices["heading"].weight == 400
    assert chosen.voices["heading"].shipped == ""
    assert Path("/gb") in chosen.folders
    assert "仿宋" not in chosen.stand_in_note()
    assert "小标宋" in chosen.stand_in_note()
    assert font_set({"body": "fangsong"}).voices["body"].families[0] == "FangSong"
    assert font_set({"body": "no such font"}).voices["body"].families[0] == "FangSong_GB2312"


@pytest.mark.usefixtures("bare_machine")
def test_missing_characters_are_named_once() -> None:
    chosen = font_set()
    assert chosen.missing({"body": ["喆堃昇祎玥赟㛃", "办公室 2026年\n≥98%"], "title": ["云溪市"]}) == {}
    assert chosen.missing({"body": ["甲\U0003134a乙\U0003134a"]}) == {"body": ("\U0003134a",)}


def test_shipped_fonts_draw_all_of_gbk() -> None:
    faces = [coverage(face.path, face.index) for face in fonts.shipped_faces()]
    gbk = [chr(code) for code in range(0x4E00, 0x9FA6)]
    assert [c for c in gbk if not any(c in face for face in faces)] == []


def test_each_shipped_font_has_its_licence() -> None:
    for font in fonts.FOLDER.glob("*.[ot]tf"):
        licence = fonts.FOLDER / f"{font.stem.split('-')[0]}-OFL.txt"
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")
    assert sum(file.stat().st_size for file in fonts.FOLDER.iterdir()) < 60_000_000


def test_coverage_of_ranges() -> None:
    found = Coverage([(65, 70), (71, 75), (90, 90)])
    assert len(found) == 12
    assert [c in found for c in "@AKLZ["] == [False, True, True, False, True, False]


def test_no_font_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"this is no font, but long enough to be read as one")
    with pytest.raises(UnreadableFont):
        coverage(tmp_path / "a.ttf")
