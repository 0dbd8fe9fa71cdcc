"""A ledger as a file: every field as text, photos in their cells without the place they were taken, nothing runs."""

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.acceptance.ledger import joined_ledger, ledger_json, ledger_xlsx, why_no_ledger, write_ledger
from models.acceptance.photos import size_of, without_whereabouts
from models.errors import Refusal
from models.intake.draft import Draft, Duty, Kind, Problem, TaskPerson, TaskUnit


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 4, height: int = 2, *more: tuple[bytes, bytes]) -> bytes:
    rows = b"".join(b"\0" + b"\xff\0\0" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + b"".join(chunk(name, body) for name, body in more)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def jpeg(orientation: int, order: str = ">") -> bytes:
    """A JPEG as far as its frame, with the orientation and a place in its Exif."""
    mark = b"MM\0*" if order == ">" else b"II*\0"
    ifd = struct.pack(order + "IH", 8, 2)
    ifd += struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    ifd += struct.pack(order + "HHII", 0x8825, 4, 1, 99) + b"\0" * 4
    exif = b"Exif\0\0" + mark + ifd + b"GPS 28.2 N 112.9 E"
    app1 = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 60, 80, 1) + b"\x01\x11\0"
    return b"\xff\xd8" + app1 + frame + b"\xff\xda\x00\x02picture\xff\xd9"


PROBLEMS = (
    Problem(
        '=cmd|"/c calc"!A1',
        "1",
        "东门",
        kind="市容",
        units=(TaskUnit("市城管局", "牵头单位", Duty.LEAD), TaskUnit("市商务局", "配合单位", Duty.SUPPORT)),
        people=(TaskPerson("石远", "责任人", "科长"),),
        measures=("更换井盖", "每周巡查"),
        deadline="5月底前",
        status="整改中",
        photos=("a.png", "b.jpg"),
    ),
    Problem("路灯不亮", place="西门", photos=("丢失.png",)),
)


def test_all_fields_stand_in_the_sheet_as_text() -> None:
    data = ledger_xlsx("青溪市整改台账", PROBLEMS, {"a.png": png(), "b.jpg": jpeg(6)})
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "青溪市整改台账" and rows[1][:4] == ["序号", "点位", "类别", "存在问题"]
    assert rows[2][3] == '=cmd|"/c calc"!A1' and sheet["D3"].data_type == "s", "a formula in a text stays text"
    assert rows[2][5:9] == ["更换井盖\n每周巡查", "市城管局", None, "市商务局"] and rows[2][9] == "石远（科长）"
    assert rows[3][0] == "2" and rows[3][13] == "缺照片：丢失.png"


def test_photos_are_embedded_without_where_they_were_taken() -> None:
    data = ledger_xlsx("", PROBLEMS, {"a.png": png(4, 2, (b"tEXt", b"GPS here")), "b.jpg": jpeg(6)})
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        media = [book.read(name) for name in book.namelist() if name.startswith("xl/media/")]
        drawing = book.read("xl/drawings/drawing1.xml").decode()
    assert len(media) == 2 and all(b"GPS" not in photo for photo in media)
    assert drawing.count("<xdr:pic>") == 2


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_which_side_is_up_stays(order: str, orientation: int) -> None:
    clean = without_whereabouts(jpeg(orientation, order))
    assert b"GPS" not in clean and size_of(clean) == (80, 60) and clean.endswith(b"picture\xff\xd9")
    assert (b"Exif" in clean) is (orientation > 1)
    if orientation > 1:
        at = clean.index(b"\x01\x12")
        assert struct.unpack(">H", clean[at + 8 : at + 10])[0] == orientation
    assert without_whereabouts(clean) == clean


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", png()[:30], png(0, 5)])
def test_what_is_no_picture_is_named_instead(data: bytes) -> None:
    book = ledger_xlsx("", (Problem("积水", photos=("a.png",)),), {"a.png": data})
    sheet = load_workbook(io.BytesIO(book)).active
    assert sheet is not None and sheet["N3"].value == "缺照片：a.png"


def test_json_has_the_form_of_read() -> None:
    answer = json.loads(ledger_json("台账", PROBLEMS))
    assert answer["title"] == "台账" and len(answer["problems"]) == 2
    first = answer["problems"][0]
    assert (first["place"], first["lead_units"], first["people"]) == ("东门", ["市城管局"], ["石远"])
    assert first["measures"] == ["更换井盖", "每周巡查"] and first["photos"] == ["a.png", "b.jpg"]


def test_written_by_the_ending_of_the_name(tmp_path: Path) -> None:
    for name in ("台账.xlsx", "台账.JSON"):
        write_ledger(tmp_path / name, "", PROBLEMS, {})
        assert (tmp_path / name).stat().st_size > 100
    with pytest.raises(Refusal, match="不能存成"):
        write_ledger(tmp_path / "台账.doc", "", PROBLEMS, {})
    with pytest.raises(Refusal, match="没有读到整改台账"):
        write_ledger(tmp_path / "空.xlsx", "", (), {})
    assert why_no_ledger(PROBLEMS) is None and not (tmp_path / "空.xlsx").exists()
    with pytest.raises(Refusal, match="放不下"):
        ledger_xlsx("", (Problem("长" * 40_000),))


def test_photos_of_one_name_in_two_ledgers_keep_apart() -> None:
    one = Draft(Kind.LEDGER, "甲台账", problems=(Problem("积水", photos=("a.png",)),))
    title, problems, pictures = joined_ledger([(one, (("a.png", b"1"),)), (one, (("a.png", b"2"),))])
    assert title == "甲台账" and [pictures[problem.photos[0]] for problem in problems] == [b"1", b"2"]
    assert joined_ledger([(one, (("a.png", b"1"),))])[2] == {"a.png": b"1"}
