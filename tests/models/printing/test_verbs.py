"""`print KEY` on the sample: every paper of the catalogue in every format, settings by name, a day, and refusals."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

import models.schema  # noqa: F401 - all tables known
from models import scripting
from models.database import create_database
from models.org import actions, queries
from models.papers.pdf import page_sizes, page_text
from models.printing.catalogue import offer, offers, shelves
from models.printing.produce import formats_of, picture_paths
from models.printing.verbs import option_of
from models.sample.actions import make_sample
from models.succession.actions.renaming import rename_unit

Run = Callable[..., int]
SIGNS = {"pdf": b"%PDF", "xlsx": b"PK", "docx": b"PK", "png": b"\x89PNG", "svg": b"<svg"}
PAPERS = [(found.key, form) for found in offers() for form in formats_of(found)]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "示例.zrt"
    database = create_database(path)
    make_sample(database)
    database.close()
    return path


@pytest.fixture
def run(sample: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def print_paper(key: str, *argv: object) -> int:
        capsys.readouterr()
        return scripting.main(["print", key, "--db", str(sample), *map(str, argv)])

    return print_paper


def flat(pdf: Path, index: int = 0) -> str:
    return "".join(page_text(pdf.read_bytes(), index).split())


@pytest.mark.parametrize(("key", "form"), PAPERS)
def test_every_paper_in_every_format(
    run: Run, tmp_path: Path, key: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"材料 1.{form}"
    assert run(key, "--format", form, "--out", out) == 0, capsys.readouterr().err
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert written and set(written) == set(tmp_path.iterdir())
    assert all(path.read_bytes().lstrip()[:8].startswith(SIGNS[form]) for path in written)


def test_pictures_of_several_pages_are_numbered(tmp_path: Path) -> None:
    assert [path.name for path in picture_paths(tmp_path / "图.png", 3)] == ["图-1.png", "图-2.png", "图-3.png"]
    assert picture_paths(tmp_path / "图.png", 1) == [tmp_path / "图.png"]


def test_settings_by_name_and_by_set(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    assert run("members", "--group", "农贸", "--mark", "附件3", "--out", first) == 0
    assert run("members", "--set", "小组=农贸", "--set", "mark=附件3", "--out", second) == 0
    assert "农贸市场建设与管理专业组组成人员名单" in flat(first) and flat(first).startswith("附件3")
    assert flat(first) == flat(second)


def test_paper_and_way(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "名单.pdf"
    assert run("members", "--paper", "A3", "--landscape", "--out", out) == 0
    assert [round(side) for side in page_sizes(out.read_bytes())[0]] == [1191, 842]


def test_phones_are_shown_when_asked_for(run: Run, tmp_path: Path) -> None:
    hidden, shown = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    asked = ("members", "--group", "农贸", "--phone-column", "--lines", "--format", "xlsx", "--out")
    assert run(*asked, hidden) == 0
    assert run(*asked, shown, "--phones") == 0

    def texts(path: Path) -> list[str]:
        return [str(cell.value) for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]

    assert any("****" in text for text in texts(hidden))
    assert not any("****" in text for text in texts(shown))


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("members", "--group", "没有这个组"), "没有“没有这个组”"),
        (("members", "--set", "颜色=红"), "--set 不认识“颜色=红”"),
        (("members", "--set", "mark"), "--set 不认识“mark”"),
        (("members", "--lines", "也许"), "要写“是”或“否”"),
        (("members", "--campaign", "文明城市"), "没有叫“文明城市”的专项工作"),
    ],
)
def test_what_cannot_be_printed_says_why(
    run: Run, tmp_path: Path, argv: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.pdf"
    assert run(*argv, "--out", out) == 1
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1
    assert not out.exists()


def test_an_unknown_paper_is_one_line(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("nothing", "--out", "x") == 2
    said = capsys.readouterr().err
    assert "没有这个选项 'nothing'" in said and "members" in said


def test_papers_are_listed(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scripting.main(["list", "papers", "--db", str(sample), "--json"]) == 0
    rows = {row["key"]: row for row in json.loads(capsys.readouterr().out)}
    assert {"breakdown", "members", "contacts", "chart", "gridduty", "board", "residents", "gridmap"} <= set(rows)
    assert rows["members"]["name"] == "组成人员名单" and "group=小组" in rows["members"]["settings"]


def test_the_catalogue_names_each_paper_and_option_once() -> None:
    assert [found for _, shelf in shelves() for found in shelf] == list(offers())
    taken = {
        "--db",
        "--campaign",
        "--as-of",
        "--set",
        "--phones",
        "--paper",
        "--landscape",
        "--portrait",
        "--format",
        "--out",
    }
    for found in offers():
        assert offer(found.key) is found
        options = [option_of(setting) for setting in found.settings]
        assert len(set(options)) == len(options) and not taken & set(options), found.key
        assert found.note and found.icon and found.name


@pytest.mark.parametrize("key", ["breakdown", "members", "contacts"])
def test_papers_of_a_past_day_bear_the_names_of_that_day(
    tmp_path: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "改名.zrt"
    database = create_database(path)
    make_sample(database)
    unit = next(row for row in database.read(queries.units) if row.name == "云溪市商务局")
    day = date.today() - timedelta(days=10)
    group = database.do(
        "小组", actions.add_group, campaign_id=database.read(queries.campaigns)[0].id, name="改名专班"
    ).value
    database.do("席位", actions.add_seat, group_id=group, unit_id=unit.id)
    database.do("改名", rename_unit, unit_id=unit.id, name="云溪市商务和投资促进局", short_name="商投局", day=day)
    database.close()
    extra = {"breakdown": ["--by", "unit", "--unit", "商投局"], "members": ["--group", "改名专班"], "contacts": []}[key]

    def texts(on: date) -> str:
        out = tmp_path / f"{on}.xlsx"
        argv = ["print", key, "--db", str(path), "--as-of", on.isoformat(), "--format", "xlsx", "--out", str(out)]
        assert scripting.main([*argv, *extra]) == 0, capsys.readouterr().err
        book = openpyxl.load_workbook(out)
        return "\n".join(str(cell.value) for tab in book for row in tab.iter_rows() for cell in row if cell.value)

    before, after = texts(day - timedelta(days=1)), texts(day)
    assert "云溪市商务局" in before and "商务和投资促进局" not in before
    assert "商务和投资促进局" in after and "云溪市商务局" not in after
