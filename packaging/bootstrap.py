"""Set-up behind ``python3 app.py`` and ``python3 tests``: standard library only, parses on any Python 3.6+.

The way taken on every start is short: compare one stamp with one lock file, then go on (or exec into .venv).
"""

import os
import sys

OLDEST = (3, 11)
NEWEST = (3, 14)
KINDS = ("app", "tests", "build")
IN_CHILD = "ZERENTIAN_IN_VENV"


class Stop(Exception):
    """Set-up cannot go on; the text is for the user, in Chinese."""


def say(text: str) -> None:
    """Print one message for the user on stderr, whatever the console's encoding."""
    stream = sys.stderr
    if stream is None:  # pythonw has no console
        return
    try:
        stream.write(text + "\n")
    except UnicodeEncodeError:
        stream.buffer.write((text + "\n").encode("utf-8"))
    stream.flush()


def lock_path(root: str, kind: str) -> str:
    """The lock file that lists what ``kind`` ("app" or "tests") needs."""
    return os.path.join(root, "packaging", "locks", kind + ".txt")


def venv_python(venv: str) -> str:
    """The interpreter inside a virtual environment."""
    if os.name == "nt":
        return os.path.join(venv, "Scripts", "python.exe")
    return os.path.join(venv, "bin", "python")


def stamp_path(venv: str, kind: str) -> str:
    """The file that says for which lock the environment was finished."""
    return os.path.join(venv, "zerentian-" + kind + ".stamp")


def stamp_text(lock: bytes, version: "tuple[int, int]") -> bytes:
    """What the stamp of a finished set-up holds: the Python version, then the lock itself."""
    return b"python %d.%d\n" % version + lock


def is_ready(root: str, kind: str, version: "tuple[int, int] | None" = None) -> bool:
    """Whether .venv was finished for the present lock (and for this Python version, when one is given)."""
    venv = os.path.join(root, ".venv")
    try:
        with open(lock_path(root, kind), "rb") as file:
            lock = file.read()
        with open(stamp_path(venv, kind), "rb") as file:
            stamp = file.read()
    except OSError:
        return False
    head, _, rest = stamp.partition(b"\n")
    if rest != lock or not head.startswith(b"python ") or not os.path.exists(venv_python(venv)):
        return False
    return version is None or stamp == stamp_text(lock, version)


def is_inside(venv: str) -> bool:
    """Whether this interpreter is the one of the virtual environment."""
    return os.path.realpath(sys.prefix) == os.path.realpath(venv)


def take_option(arguments: "list[str]", name: str) -> "tuple[str | None, list[str]]":
    """Take ``--name VALUE`` or ``--name=VALUE`` from the front; raises Stop when the value is missing."""
    if arguments and arguments[0].startswith(name + "="):
        return arguments[0][len(name) + 1 :], arguments[1:]
    if arguments and arguments[0] == name:
        if len(arguments) < 2:
            raise Stop("%s 后面要写文件夹，例如：%s wheels" % (name, name))
        return arguments[1], arguments[2:]
    return None, arguments


def check_python(version: "tuple[int, ...]" = sys.version_info[:2]) -> None:
    """Raise Stop when this Python cannot run the program, naming the way out."""
    if version >= OLDEST and version[:2] <= NEWEST:
        return
    wanted = "%d.%d 至 %d.%d" % (OLDEST + NEWEST)
    found = newer_pythons()
    if found:
        hint = "本机已有 %s，请改用它来启动，例如：%s app.py" % ("、".join(found), found[0])
    elif os.name == "nt":
        hint = "请从 python.org 安装 Python %d.%d，再重新启动。" % NEWEST
    else:
        hint = (
            "请安装 Python %d.%d 或更高版本（例如 sudo apt-get install -y python3.11 python3.11-venv），再重新启动。"
            % OLDEST
        )
    raise Stop("本程序需要 Python %s，现在用的是 %s。\n%s" % (wanted, ".".join(map(str, version[:2])), hint))


def newer_pythons() -> "list[str]":
    """Names of suitable interpreters on PATH, newest first."""
    from shutil import which

    names = ["python3.%d" % minor for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    return [name for name in names if which(name)]


def run_inside(root: str, script: "list[str]", arguments: "list[str]") -> None:
    """Start the same script with the environment's interpreter; does not return."""
    command = [venv_python(os.path.join(root, ".venv")), *script, *arguments]
    sys.stdout.flush()
    os.environ[IN_CHILD] = "1"
    if os.name != "nt":
        os.execv(command[0], command)
    import subprocess  # exec on Windows would return to the console at once

    sys.exit(subprocess.call(command))


def demanded_version(venv: str) -> "tuple[int, int] | None":
    """The version the stamp must carry: ours when .venv runs this very interpreter, else any.

    A system upgrade replaces the interpreter under .venv; its packages then belong to another version.
    """
    if is_inside(venv) or os.path.realpath(venv_python(venv)) == os.path.realpath(sys.executable):
        return sys.version_info[:2]
    return None


def prepare(
    root: str, kind: str, need: str, script: "list[str]", arguments: "list[str]", wheels: "str | None" = None
) -> None:
    """Return inside a finished environment, or make it and re-execute ``script`` in it.

    ``need`` says which shared libraries must be there: "" (none), "offscreen", "x11" or "wayland".
    Raises Stop with the sentence for the user.
    """
    venv = os.path.join(root, ".venv")
    inside = is_inside(venv)
    was_sent_here = os.environ.pop(IN_CHILD, "")
    version = demanded_version(venv)
    if not is_ready(root, kind, version):
        if inside and was_sent_here:
            raise Stop("运行环境与当前的 Python 不相符。请删除文件夹 %s 后重新启动。" % venv)
        if inside:
            leave(script, arguments, wheels)
        check_python()
        import environment

        environment.make(root, kind, need, wheels, version)
    if need and not inside:
        check_libraries(root, need)
    if not inside:
        run_inside(root, script, arguments)


def leave(script: "list[str]", arguments: "list[str]", wheels: "str | None") -> None:
    """Go on with the interpreter that .venv was made from, since .venv has to be changed; does not return."""
    import subprocess

    base = getattr(sys, "_base_executable", None) or sys.executable
    command = [base, *script, *(["--wheels", wheels] if wheels else []), *arguments]
    sys.exit(subprocess.call(command))


def check_libraries(root: str, need: str) -> None:
    """See that the shared libraries are there, once per machine; raises Stop naming the packages."""
    note = os.path.join(root, ".venv", "zerentian-" + need + ".libraries")
    machine = os.uname().nodename if hasattr(os, "uname") else ""
    try:
        with open(note, encoding="utf-8") as file:
            if file.read() == machine:
                return
    except OSError:
        pass
    import libraries

    libraries.require(libraries.missing(need))
    try:
        with open(note, "w", encoding="utf-8") as file:
            file.write(machine)
    except OSError:  # a read-only checkout: looked at again next time
        pass
