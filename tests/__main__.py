"""``python3 tests``: set-up with the test tools, then style, types, contracts and pytest, one after the other.

``python3 tests --long`` adds the long tests; other arguments go to pytest, which then runs alone.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def prepare() -> "list[str]":
    """Return the arguments inside a finished environment; elsewhere make it and re-execute."""
    sys.path.insert(0, os.path.join(ROOT, "packaging"))
    import bootstrap

    try:
        wheels, arguments = bootstrap.take_option(sys.argv[1:], "--wheels")
        need = "offscreen" if sys.platform.startswith("linux") else ""
        bootstrap.prepare(ROOT, "tests", need, [os.path.join(ROOT, "tests")], arguments, wheels)
    except bootstrap.Stop as stop:
        bootstrap.say(str(stop))
        sys.exit(1)
    return arguments


def checks(arguments: "list[str]") -> "list[tuple[str, list[str]]]":
    """Name and command of every check; with arguments for pytest only pytest."""
    python = [sys.executable, "-P", "-m"]
    rest = [argument for argument in arguments if argument != "--long"]
    pytest = [*python, "pytest", "-n", "2", "--dist", "loadgroup"]
    if "--long" in arguments:
        pytest += ["-m", "long or not long"]
    if rest:
        return [("pytest", pytest + rest)]
    linter = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    return [
        ("ruff check", [*python, "ruff", "check"]),
        ("ruff format", [*python, "ruff", "format", "--check"]),
        ("mypy", [*python, "mypy"]),
        ("lint-imports", [sys.executable, "-P", "-c", linter, "--no-logo"]),
        ("pytest", pytest),
    ]


def main() -> int:
    """Run every check to its end and sum up; 1 when any failed."""
    arguments = prepare()
    environment = dict(os.environ, PYTHONUTF8="1", QT_QPA_PLATFORM="offscreen")
    environment["PYTHONPATH"] = ROOT  # lint-imports reads models and ui from the checkout
    results = []
    for name, command in checks(arguments):
        print("== " + name, flush=True)
        results.append((name, subprocess.call(command, cwd=ROOT, env=environment)))
    print("\n== summary", flush=True)
    for name, code in results:
        print("%-14s %s" % (name, "ok" if code == 0 else "FAILED (exit code %d)" % code))
    return 1 if any(code for _, code in results) else 0


if __name__ == "__main__":
    sys.exit(main())
