"""Collect the locked wheels for computers without a network: python3 packaging/wheels.py DIR.

There: copy the folder beside the program and start once with ``python3 app.py --wheels DIR``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import bootstrap
import environment
import libraries

ROOT = Path(__file__).resolve().parents[1]
OLDEST_GLIBC, NEWEST_GLIBC = 17, 39


def linux_tags(machine: str) -> list[str]:
    """Platform tags that a Linux of this machine may take, newest glibc first."""
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(NEWEST_GLIBC, OLDEST_GLIBC - 1, -1)]
    return [*tags, f"manylinux2014_{machine}", f"linux_{machine}"]


TARGETS = {
    "windows": ["win_amd64"],
    "linux-x86_64": linux_tags("x86_64"),
    "linux-aarch64": linux_tags("aarch64"),
}


def pip_options(target: str | None, python: str | None) -> list[str]:
    """Options of ``pip download`` for another computer; none for this one."""
    options = [option for tag in TARGETS.get(target or "", []) for option in ("--platform", tag)]
    if python:
        options += ["--python-version", python]
    return options


def collect(folder: Path, lock: Path, options: list[str]) -> None:
    """Download every wheel of the lock into ``folder``, hashes checked; raises Stop."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="zerentian-wheels-") as scratch:
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(scratch)
        command = [bootstrap.venv_python(scratch), "-m", "pip", "download", "--disable-pip-version-check"]
        command += ["--no-input", "--require-hashes", "--only-binary", ":all:", "-r", str(lock), "-d", str(folder)]
        output = subprocess.run([*command, *options], capture_output=True, check=False)
    log = folder / "download.log"
    log.write_bytes(output.stdout + output.stderr)
    if output.returncode:
        text = (output.stdout + output.stderr).decode("utf-8", "replace")
        raise bootstrap.Stop(environment.explain_pip(text, None, str(log)))
    log.unlink()


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when the folder is complete."""
    parser = argparse.ArgumentParser(
        prog="python3 packaging/wheels.py", description="把运行环境需要的安装包收进一个文件夹，供没有网络的电脑使用。"
    )
    parser.add_argument("folder", type=Path, help="放安装包的文件夹")
    parser.add_argument("--for", dest="target", choices=sorted(TARGETS), help="给另一种电脑用（默认：和本机一样）")
    parser.add_argument("--python", help="那台电脑的 Python 版本，例如 3.12（默认：和本机一样）")
    parser.add_argument("--tests", action="store_true", help="连同测试工具（只限和本机一样的电脑）")
    arguments = parser.parse_args(argv)
    if arguments.tests and (arguments.target or arguments.python):
        parser.error("--tests 只能用于和本机一样的电脑")
    try:
        bootstrap.check_python()
        libraries.require(environment.missing_venv())
        lock = Path(bootstrap.lock_path(str(ROOT), "tests" if arguments.tests else "app"))
        collect(arguments.folder, lock, pip_options(arguments.target, arguments.python))
    except bootstrap.Stop as stop:
        bootstrap.say(str(stop))
        return 1
    except OSError as error:
        bootstrap.say(environment.explain_os_error(error, str(arguments.folder)))
        return 1
    size = sum(path.stat().st_size for path in arguments.folder.iterdir()) // 1_000_000
    print(f"已收好：{arguments.folder}（{size} MB）。")
    print(f"在没有网络的电脑上运行：python3 app.py --wheels {arguments.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
