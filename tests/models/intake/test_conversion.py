"""Old formats: converted by LibreOffice where it is installed, refused by name and with the way out where it is not."""

import io
import os
import shutil
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.errors import Cancelled, Condition, Refusal
from models.intake import conversion
from models.intake.gate import kind_of_file
from models.intake.old_forms import HEAD, OldForm, may_be_old, old_form
from models.intake.opening import read_data, read_file
from models.worker import Worker
from tests.documents import raw_workbook as raw
from tests.documents import word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def ole(stream: str, first_sector: bytes = b"") -> bytes:
    return OLE + first_sector.ljust(512, b"\x00") + stream.encode("utf-16-le")


def doc_head(flags: int) -> bytes:
    return b"\xec\xa5\xc1\x00" + b"\x00" * 6 + struct.pack("<H", flags)


def xls_head(*records: bytes) -> bytes:
    return b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\x00" * 12 + b"".join(records)


FORMS = [
    (ole("WordDocument", doc_head(0)), OldForm.DOC),
    (ole("Workbook", xls_head(b"\x42\x00\x02\x00")), OldForm.XLS),
    (ole("Book"), OldForm.XLS),
    (b"\xef\xbb\xbf {\\rtf1 hello}".replace(b"\xef\xbb\xbf", b""), OldForm.RTF),
    (raw.package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), None),
    (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><x/>', OldForm.WORD_XML),
    (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><x/>', OldForm.SHEET_XML),
    ("一份通知，progid".encode(), None),
]


@pytest.mark.parametrize(("data", "form"), FORMS)
def test_old_formats_are_told_by_content(data: bytes, form: OldForm | None) -> None:
    assert old_form(data, "x") is form
    assert may_be_old(data[:HEAD]) or form is None


@pytest.mark.parametrize(
    "data",
    [
        ole("EncryptedPackage"),
        ole("WordDocument", doc_head(0x0100)),
        ole("Workbook", xls_head(b"\x2f\x00\x36\x00")),
        ole("Workbook", xls_head(b"\x86\x00\x00\x00", b"\x2f\x00\x36\x00")),
    ],
)
def test_a_locked_file_is_refused_by_name_before_any_converter(data: bytes) -> None:
    with pytest.raises(Refusal, match=r"“密\.doc”设有打开密码") as refused:
        old_form(data, "密.doc")
    assert "密码加密" in refused.value.next_step
    with pytest.raises(Refusal, match="打开密码"):
        kind_of_file(data, "密.doc")


# ---- a converter of ours ------------------------------------------------------------------------------------

FAKE = """#!{python}
import shutil, sys, time, pathlib
arguments = sys.argv[1:]
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
folder = pathlib.Path(__file__).parent
with (folder / "calls.txt").open("a") as log:
    log.write(" ".join(arguments) + "\\n")
profile = next(one for one in arguments if one.startswith("-env:UserInstallation=file:"))
(folder / "profile.txt").write_text((pathlib.Path(profile[len("-env:UserInstallation=file://"):]) / "user"
    / "registrymodifications.xcu").read_text())
{act}
"""
COPY = 'out.mkdir(); shutil.copy(folder / "result", out / "in.docx")'


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path in which a converter may stand."""
    if os.name == "nt":
        pytest.skip("the converter of this test is a script")
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(conversion, "_usual_places", lambda: iter(()))
    monkeypatch.setattr(conversion, "_kept", conversion._Kept())
    yield folder


def install(folder: Path, act: str, result: bytes = b"") -> None:
    script = folder / "soffice"
    script.write_text(FAKE.format(python=sys.executable, act=act), encoding="utf-8")
    script.chmod(0o755)
    (folder / "result").write_bytes(result)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


OLD = ole("WordDocument", doc_head(0))
PLAN = word.document(word.paragraph(text="创建工作方案", style="t"), word.paragraph(text="一、总体目标"))


def test_what_the_converter_makes_is_read_and_said(fake: Path, worker: Worker, tmp_path: Path) -> None:
    install(fake, COPY, PLAN)
    path = tmp_path / "旧 方案#1.doc"
    path.write_bytes(OLD)
    reading = read_file(path, worker)
    assert reading.draft.title == "创建工作方案"
    assert (reading.source.name, reading.source.notices) == ("旧 方案#1.doc", (conversion.NOTICE,))
    assert conversion.NOTICE in reading.draft.warnings
    assert read_data(OLD, "旧.doc", worker).draft.title == "创建工作方案"
    (call,) = (fake / "calls.txt").read_text().splitlines()
    assert "--headless" in call and "docx:MS Word 2007 XML" in call, "converted once, kept for the second reading"
    assert "DisableMacrosExecution" in (fake / "profile.txt").read_text()


def test_what_the_converter_makes_passes_the_gate(fake: Path, worker: Worker) -> None:
    install(fake, COPY, raw.package({"../x": "y", "word/document.xml": "<x/>"}))
    with pytest.raises(Refusal, match="路径不正常"):
        read_data(OLD, "旧.doc", worker)


@pytest.mark.parametrize("act", ["sys.exit(1)", "pass", 'sys.stderr.write("Error: source file could not be loaded")'])
def test_a_failed_conversion_names_the_way_out(fake: Path, worker: Worker, act: str) -> None:
    install(fake, act)
    with pytest.raises(Refusal, match="转换没有成功") as refused:
        read_data(OLD, "旧.doc", worker)
    assert "另存为" in refused.value.next_step


def test_a_converter_that_hangs_is_ended_with_its_children(
    fake: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = 'import subprocess; p = subprocess.Popen(["/bin/sleep", "600"]); (folder / "pid").write_text(str(p.pid))'
    install(fake, f"{child}; time.sleep(600)")
    with pytest.raises(Cancelled):
        read_data(OLD, "旧.doc", worker, cancelled=(fake / "pid").exists)
    wait_until_gone(int((fake / "pid").read_text() or "0"))
    monkeypatch.setattr(conversion, "SECONDS", 0.2)
    with pytest.raises(Condition, match="超过 0 秒"):
        read_data(OLD, "旧.doc", worker)


def wait_until_gone(pid: int) -> None:
    assert pid
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return
        except OSError:
            return
        time.sleep(0.02)
    raise AssertionError("a child of the converter still runs")


def test_without_a_converter_the_way_out_is_named(fake: Path, worker: Worker) -> None:
    with pytest.raises(Refusal, match=r"旧版Word或WPS文档（\.doc、\.wps），不能直接读取") as refused:
        read_data(OLD, "旧.wps", worker)
    assert "Word 文档（*.docx）" in refused.value.next_step
    with pytest.raises(Refusal, match="旧版Excel或WPS表格") as refused:
        read_data(ole("Workbook"), "旧.et", worker)
    assert "Excel 工作簿（*.xlsx）" in refused.value.next_step


# ---- the real one -------------------------------------------------------------------------------------------

SOFFICE = shutil.which("soffice")


def made_old(data: bytes, suffix: str, target: str, folder: Path) -> bytes:
    import subprocess

    assert SOFFICE is not None
    (folder / f"new{suffix}").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", target, "--outdir", str(folder), f"new{suffix}"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / f"new.{target}").read_bytes()


GRID = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="4000"/></w:tblGrid>'  # without it LibreOffice drops a table


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_real_doc_and_a_real_xls(tmp_path: Path, worker: Worker) -> None:
    plan = word.document(
        word.paragraph(text="云溪市创建工作方案", style="t"),
        word.paragraph(text="总体目标", level=0),
        word.paragraph(text="牵头单位：市城管局"),
        word.table([["序号", "任务"], ["1", "清理"]]).replace("<w:tbl>", f"<w:tbl>{GRID}"),
        word.paragraph(text="完"),
    )
    reading = read_data(made_old(plan, ".docx", "doc", tmp_path), "方案.wps", worker)
    texts = [paragraph.full for paragraph in reading.source.paragraphs]
    assert texts[:3] == ["云溪市创建工作方案", "一、总体目标", "牵头单位：市城管局"]
    assert reading.source.tables[0].rows == (("序号", "任务"), ("1", "清理"))

    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["序号", "问题", "电话"])
    page.append([1, "占道经营", 13800000000])
    page.merge_cells("A3:B3")
    buffer = io.BytesIO()
    book.save(buffer)
    source = read_data(made_old(buffer.getvalue(), ".xlsx", "xls", tmp_path), "台账.et", worker).source
    assert source.sheets[0].rows[:2] == (("序号", "问题", "电话"), ("1", "占道经营", "13800000000"))
