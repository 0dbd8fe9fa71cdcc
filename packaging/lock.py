"""Renew packaging/locks from pyproject.toml with uv (on PATH or as a module): python packaging/lock.py."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {"app": [], "tests": ["--extra", "tests"], "build": ["--extra", "build"]}


def uv() -> list[str]:
    """The command that runs uv."""
    return ["uv"] if shutil.which("uv") else [sys.executable, "-m", "uv"]


def main() -> int:
    """Write one lock a kind: exact versions with hashes for every platform, and no registry address."""
    for kind, extra in LOCKS.items():
        target = f"packaging/locks/{kind}.txt"
        command = [*uv(), "pip", "compile", "pyproject.toml", *extra, "--universal", "--python-version", "3.11"]
        command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
        if kind != "app":
            command += ["--constraints", "packaging/locks/app.txt"]
        done = subprocess.run([*command, "--output-file", target], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
