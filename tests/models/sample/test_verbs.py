"""`demo --db DB [--scale N]`."""

import argparse
from pathlib import Path

import pytest

from models.database import open_database
from models.errors import Condition
from models.org.queries import campaigns
from models.sample.verbs import add_verbs


def run(*argv: str) -> int:
    parser = argparse.ArgumentParser()
    add_verbs(parser.add_subparsers())
    args = parser.parse_args(argv)
    return int(args.run(args))


def test_demo_makes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "示例.zrt"
    assert run("demo", "--db", str(file), "--today", "2026-06-10") == 0
    assert "示例.zrt" in capsys.readouterr().out
    database = open_database(file)
    assert [row.year for row in database.read(campaigns)] == [2026]
    database.close()


def test_demo_does_not_overwrite(tmp_path: Path) -> None:
    file = tmp_path / "x.zrt"
    file.write_bytes(b"precious")
    with pytest.raises(Condition, match="已经存在"):
        run("demo", "--db", str(file))
    assert file.read_bytes() == b"precious"


def test_a_wrong_scale_leaves_no_file(tmp_path: Path) -> None:
    file = tmp_path / "x.zrt"
    with pytest.raises(Condition, match="倍数"):
        run("demo", "--db", str(file), "--scale", "0")
    assert list(tmp_path.iterdir()) == []
