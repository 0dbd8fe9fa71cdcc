"""Makes .venv in the project's root and installs the locked dependencies; an interrupted set-up starts afresh."""

from __future__ import annotations

import contextlib
import errno
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import venv as venv_module
from collections.abc import Iterator
from typing import IO

import bootstrap
import libraries
from bootstrap import Stop, say

PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"
LOG = ".venv-setup.log"
LOCK = ".venv-setup.lock"
NETWORK_SIGNS = (
    "Failed to establish a new connection",
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "Connection refused",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "SSLError",
    "Network is unreachable",
)
HASH_SIGN = "DO NOT MATCH THE HASHES"
NO_WHEEL_SIGNS = ("No matching distribution found", "Could not find a version")
WHEELS_HINT = (
    "没有网络的电脑可以这样装：在能上网的同类电脑上运行\n    python3 packaging/wheels.py wheels\n"
    "把做好的文件夹拷过来，再运行\n    python3 app.py --wheels wheels"
)


def make(root: str, kind: str, need: str, wheels: str | None = None, version: tuple[int, int] | None = None) -> None:
    """Finish .venv for ``kind``; raises Stop with a Chinese sentence when that cannot be done."""
    if wheels is not None:
        check_wheels(wheels)
    libraries.require({**libraries.missing(need), **missing_venv()})
    try:
        with only_one(os.path.join(root, LOCK)) as unfinished:
            if bootstrap.is_ready(root, kind, version):
                return
            fill(root, kind, wheels, unfinished)
    except OSError as error:
        raise Stop(explain_os_error(error, root)) from error


def missing_venv() -> dict[str, str]:
    """The Debian package without which no environment can be made, as component -> package; empty when it is there."""
    if importlib.util.find_spec("ensurepip") is None:
        return {"ensurepip": f"python{PYTHON}-venv"}
    return {}


def check_wheels(wheels: str) -> None:
    """Raise Stop unless the folder holds wheels."""
    if not os.path.isdir(wheels):
        raise Stop(f"找不到文件夹：{os.path.abspath(wheels)}")
    if not any(name.endswith(".whl") for name in os.listdir(wheels)):
        raise Stop(f"文件夹里没有安装包（.whl）：{os.path.abspath(wheels)}\n请先用 python3 packaging/wheels.py 做好。")


@contextlib.contextmanager
def only_one(path: str) -> Iterator[IO[bytes]]:
    """Hold the set-up lock of this checkout; the file is empty unless the last set-up was interrupted."""
    with open(path, "a+b") as file:
        if os.name == "nt":
            lock_on_windows(file)
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("另一个程序正在准备运行环境，请稍候……")
                fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def lock_on_windows(file: IO[bytes]) -> None:
    """Hold one byte far behind the text; waits as long as another set-up takes."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            file.seek(1 << 20)
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # tries for ten seconds
                return
            except OSError:
                say("另一个程序正在准备运行环境，请稍候……")


def fill(root: str, kind: str, wheels: str | None, unfinished: IO[bytes]) -> None:
    """Make or complete .venv while ``unfinished`` carries a mark, which goes only when all is done."""
    venv = os.path.join(root, ".venv")
    unfinished.seek(0)
    if unfinished.read().strip() or not is_usable(venv):
        remove(venv)
    unfinished.truncate(0)
    unfinished.write(b"under way\n")
    unfinished.flush()
    if not os.path.isdir(venv):
        say(f"第一次启动：正在准备运行环境（{venv}），只需一次。")
        venv_module.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(venv)
    else:
        say(f"正在更新运行环境（{venv}）。")
    kept = {other for other in bootstrap.KINDS if bootstrap.is_ready(root, other, sys.version_info[:2])}
    for other in bootstrap.KINDS:
        with contextlib.suppress(FileNotFoundError):
            os.remove(bootstrap.stamp_path(venv, other))
    install(venv, bootstrap.lock_path(root, kind), wheels, os.path.join(root, LOG))
    stamp(root, venv, kept | {"app", kind})
    unfinished.truncate(0)
    say("运行环境已准备好。")


def stamp(root: str, venv: str, kinds: set[str]) -> None:
    """Note what the environment was finished for; every lock contains that of the program, with the same versions."""
    for done in kinds:
        with open(bootstrap.lock_path(root, done), "rb") as file:
            text = bootstrap.stamp_text(file.read(), sys.version_info[:2])
        path = bootstrap.stamp_path(venv, done)
        with open(path + ".new", "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(path + ".new", path)


def is_usable(venv: str) -> bool:
    """Whether .venv holds a running interpreter of this version with pip."""
    test = f"import sys, pip; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    python = bootstrap.venv_python(venv)
    if not os.path.exists(python):
        return False
    try:
        return subprocess.run([python, "-I", "-c", test], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def remove(venv: str) -> None:
    """Remove a half-made environment; a link is unlinked, what it points to stays."""
    if os.path.islink(venv):
        os.unlink(venv)
    elif os.path.isdir(venv):
        shutil.rmtree(venv)


def install(venv: str, lock: str, wheels: str | None, log: str) -> None:
    """Install the lock with pip, its output kept in ``log``; raises Stop."""
    command = [bootstrap.venv_python(venv), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--only-binary", ":all:", "--retries", "2", "-r", lock]
    if wheels is not None:
        command += ["--isolated", "--no-index", "--find-links", os.path.abspath(wheels)]
    output = []
    with open(log, "w", encoding="utf-8") as file:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(os.environ, PYTHONUTF8="1", PIP_PROGRESS_BAR="off"),
            universal_newlines=True,
            encoding="utf-8",
            errors="replace",
        )
        assert process.stdout is not None
        for line in process.stdout:
            file.write(line)
            output.append(line)
            show(line)
        process.wait()
    if process.returncode:
        raise Stop(explain_pip("".join(output), wheels, log))


def show(line: str) -> None:
    """One line of pip as progress on a terminal; nothing when stderr is a file or a pipe."""
    words = line.split()
    if not words or sys.stderr is None or not sys.stderr.isatty():
        return
    if words[0] == "Collecting" and len(words) > 1:
        say("  取得 " + words[1].split(";")[0].split("=")[0])
    elif words[0] == "Downloading":
        say("    下载 " + " ".join(words[1:])[:100])
    elif words[0] == "Installing":
        say("  安装中……")


def explain_pip(output: str, wheels: str | None, log: str) -> str:
    """The Chinese sentence for a failed pip: what happened and what to do next."""
    if "No space left on device" in output:
        return "磁盘空间不足，运行环境没有装完（约需 700 MB）。腾出空间后重新启动即可。"
    if HASH_SIGN in output:
        return f"下载的安装包与锁定的校验值不符，没有安装。请检查下载来源（镜像或 --wheels 文件夹）。详情见 {log}"
    machine = f"{platform.system()} {platform.machine()}，Python {PYTHON}"
    missing = any(sign in output for sign in NO_WHEEL_SIGNS)
    if wheels is not None and missing:
        return (
            f"文件夹 {os.path.abspath(wheels)} 里缺少适合本机（{machine}）的安装包。\n"
            f"请在同类电脑上用 python3 packaging/wheels.py 重新做一份。详情见 {log}"
        )
    if wheels is None and any(sign in output for sign in NETWORK_SIGNS):
        return "下载依赖失败：连不上软件源，请检查网络或代理后重新启动。\n" + WHEELS_HINT + "\n详情见 " + log
    if missing:
        return (
            f"软件源里没有适合本机（{machine}）的安装包；64 位 Windows 和 glibc 2.34 以上的 Linux 有现成的包。\n"
            f"{WHEELS_HINT}\n详情见 {log}"
        )
    tail = "\n".join("    " + line for line in output.strip().splitlines()[-5:])
    return f"依赖没有装上，pip 的最后几行是：\n{tail}\n全部输出见 {log}\n{WHEELS_HINT}"


def explain_os_error(error: OSError, root: str) -> str:
    """The Chinese sentence for a file error during set-up."""
    if error.errno == errno.ENOSPC:
        return "磁盘空间不足，运行环境没有装完（约需 700 MB）。腾出空间后重新启动即可。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"程序文件夹不可写，运行环境装不进去：{root}\n请把程序放到自己的文件夹里，或请管理员先启动一次。"
    return f"准备运行环境时出错：{error}"
