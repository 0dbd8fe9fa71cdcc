"""Read-only copies for looking at: under their names, used again, swept after a week."""

import os
import stat
import time
from pathlib import Path

import pytest

from models.attachment.store import discard, files_folder, place_of, put
from models.attachment.viewing import KEPT_SECONDS, copy_for_viewing, opened_folder, sweep
from models.database import Database
from models.errors import Condition, Refusal
from tests.models.attachment.test_store import written


def test_a_copy_is_read_only_and_used_again(database: Database, tmp_path: Path) -> None:
    file = put(database.path, written(tmp_path, "方案.pdf", b"%PDF"))
    path = copy_for_viewing(database.path, file.sha256, "责任书.pdf")
    assert path.name == "责任书.pdf" and path.is_relative_to(opened_folder())
    assert path.read_bytes() == b"%PDF" and not path.stat().st_mode & stat.S_IWUSR
    assert copy_for_viewing(database.path, file.sha256, "责任书.pdf") == path
    path.chmod(0o644)
    path.write_bytes(b"changed")
    again = copy_for_viewing(database.path, file.sha256, "责任书.pdf")
    assert again != path and again.read_bytes() == b"%PDF" and path.read_bytes() == b"changed"


@pytest.mark.parametrize("name", ["宏.xlsm", "网页.html", "打包.zip", "没有后缀", "图.svg"])
def test_kinds_that_are_not_opened(database: Database, tmp_path: Path, name: str) -> None:
    file = put(database.path, written(tmp_path, name))
    with pytest.raises(Refusal, match="另存为"):
        copy_for_viewing(database.path, file.sha256, name)
    assert not opened_folder().exists()


def test_a_missing_or_damaged_file_is_not_copied(database: Database, tmp_path: Path) -> None:
    file = put(database.path, written(tmp_path, "甲.pdf", b"aaaa"))
    place = place_of(files_folder(database.path), file.sha256)
    place.chmod(0o644)
    place.write_bytes(b"aaab")
    with pytest.raises(Condition, match="损坏"):
        copy_for_viewing(database.path, file.sha256, "甲.pdf")
    discard(place)
    with pytest.raises(Condition, match="不在了"):
        copy_for_viewing(database.path, file.sha256, "甲.pdf")


def test_old_copies_are_swept(database: Database, tmp_path: Path) -> None:
    old, new = (
        copy_for_viewing(database.path, put(database.path, written(tmp_path, name, name.encode())).sha256, name)
        for name in ("旧.pdf", "新.pdf")
    )
    long_ago = time.time() - KEPT_SECONDS - 1
    os.utime(old, (long_ago, long_ago))
    assert sweep() == 1 and not old.parent.exists() and new.exists()
