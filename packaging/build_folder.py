"""Build the program as a folder that needs no Python: python3 packaging/build_folder.py [--out DIR].

The folder runs on systems with the glibc of the build machine or newer: build on the oldest target.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import bootstrap

ROOT = Path(__file__).resolve().parents[1]


def build(out: Path) -> Path:
    """Run PyInstaller; returns the finished folder. Raises Stop when it failed (its last lines are on stderr)."""
    work = ROOT / "build" / "pyinstaller"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--distpath", str(out), "--workpath", str(work), str(ROOT / "packaging" / "zerentian.spec")]
    if subprocess.call(command, cwd=ROOT):
        raise bootstrap.Stop("打包没有成功，原因见上面 PyInstaller 的输出。")
    return out / "zerentian"


def folder_size(folder: Path) -> int:
    """Bytes of all files in the folder, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def enter_environment(script: str) -> list[str]:
    """Return the arguments inside an environment with PyInstaller; elsewhere make it and re-execute ``script``."""
    need = "wayland" if sys.platform.startswith("linux") else ""
    bootstrap.prepare(str(ROOT), "build", need, [os.path.abspath(script)], sys.argv[1:])
    if need:
        bootstrap.check_libraries(str(ROOT), "x11")
    return sys.argv[1:]


def main() -> int:
    """Run the command; 0 when the folder is there."""
    try:
        parser = argparse.ArgumentParser(prog="python3 packaging/build_folder.py", description="打包成免安装文件夹。")
        parser.add_argument("--out", type=Path, default=ROOT / "dist", help="放在哪里（默认 dist）")
        arguments = parser.parse_args(enter_environment(__file__))
        folder = build(arguments.out.absolute())
    except bootstrap.Stop as stop:
        bootstrap.say(str(stop))
        return 1
    print(f"已打包：{folder}（{folder_size(folder) // 1_000_000} MB），运行 {folder / 'zerentian'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
