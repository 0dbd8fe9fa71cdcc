"""A second start with a file that is open: the first window comes to the front, the second process ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.database import create_database

RUN = "import sys; sys.argv = ['app.py', sys.argv[1]]; import app; sys.exit(app.main(sys.argv[1:]))"


@pytest.mark.skipif(os.name == "nt", reason="the socket's file is looked for")
def test_the_second_process_ends_by_itself(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "创卫.zrt"
    create_database(path).close()
    command = [sys.executable, "-c", RUN, str(path)]
    env = os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)}
    with subprocess.Popen(command, cwd=root, env=env, stderr=subprocess.DEVNULL) as first:
        try:
            wait_for_socket(tmp_path)
            second = subprocess.run(command, cwd=root, env=env, timeout=60, check=False, stderr=subprocess.DEVNULL)
            assert second.returncode == 0
            assert first.poll() is None
        finally:
            first.terminate()


def wait_for_socket(folder: Path) -> None:
    import time

    end = time.monotonic() + 60
    while not any(file.is_socket() for file in folder.iterdir()):
        assert time.monotonic() < end, "the first window never listened"
        time.sleep(0.1)
