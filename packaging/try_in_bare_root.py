"""Try the folder build and the .deb in a bare Debian without Python: sudo python3 packaging/try_in_bare_root.py.

Makes the root with debootstrap (or takes --root), each try in a copy of its own; needs root and a network.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "QT_QPA_PLATFORM": "offscreen",
}
TRIES = (
    ["--version"],
    ["demo", "--db", "/tmp/demo.zrt"],
    ["check", "--db", "/tmp/demo.zrt"],
    ["print", "breakdown", "--db", "/tmp/demo.zrt", "--by", "unit", "--format", "pdf", "--out", "/tmp/breakdown.pdf"],
    ["print", "breakdown", "--db", "/tmp/demo.zrt", "--by", "task", "--format", "xlsx", "--out", "/tmp/breakdown.xlsx"],
    ["tour", "--out", "/tmp/tour"],
)


def run(root: Path, *command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in the root, with its own /proc and mounts; standard output is captured."""
    script = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"'
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, str(root), *command],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        check=False,
    )


def make_root(target: Path, suite: str) -> None:
    """A minimal Debian without Python; raises CalledProcessError."""
    subprocess.run(["debootstrap", "--variant=minbase", suite, str(target)], check=True, stdout=subprocess.DEVNULL)


def copy_root(bare: Path, target: Path) -> None:
    """A copy in which apt-get finds the name servers of this machine."""
    subprocess.run(["cp", "-a", str(bare), str(target)], check=True)
    shutil.copyfile("/etc/resolv.conf", target / "etc/resolv.conf")


def try_program(root: Path, program: str) -> list[str]:
    """Run the whole main job; returns what failed, a line each."""
    if run(root, "sh", "-c", "command -v python3").returncode == 0:
        return ["the root has a Python of its own, this proves nothing"]
    failures = []
    for arguments in TRIES:
        done = run(root, program, *arguments)
        print(f"  {done.returncode:3d}  {' '.join(arguments)}", flush=True)
        if done.returncode:
            failures.append(f"{' '.join(arguments)}: exit code {done.returncode}")
    for name in ("breakdown.pdf", "breakdown.xlsx"):
        if not (root / "tmp" / name).exists():
            failures.append(f"{name} was not written")
    if not list((root / "tmp" / "tour").rglob("*.png")):
        failures.append("the tour made no pictures")
    return failures


def try_folder(root: Path, folder: Path) -> list[str]:
    """The folder build, copied in, without any further package."""
    shutil.copytree(folder, root / "opt" / "zerentian", symlinks=True)
    return try_program(root, "/opt/zerentian/zerentian")


def try_deb(root: Path, package: Path) -> list[str]:
    """The .deb, installed with apt-get so that its Depends are put to the test, then removed."""
    shutil.copy(package, root / "tmp")
    script = f"apt-get update -qq && apt-get install -qq -y --no-install-recommends /tmp/{package.name}"
    if run(root, "sh", "-c", script).returncode:
        return ["apt-get could not install the package"]
    failures = try_program(root, "/usr/bin/zerentian")
    if run(root, "apt-get", "purge", "-qq", "-y", "zerentian").returncode or (root / "usr/lib/zerentian").exists():
        failures.append("the package could not be removed without a trace")
    return failures


def main() -> int:
    """Run the tries; 0 when all went well."""
    parser = argparse.ArgumentParser(prog="packaging/try_in_bare_root.py", description=__doc__)
    parser.add_argument("--root", type=Path, help="a bare root made before (default: debootstrap)")
    parser.add_argument("--suite", default="bookworm", help="suite for debootstrap")
    parser.add_argument("--folder", type=Path, help="folder build to try")
    parser.add_argument("--deb", type=Path, help=".deb to try")
    arguments = parser.parse_args()
    failures: list[str] = []
    with tempfile.TemporaryDirectory(prefix="zerentian-root-") as scratch:
        bare = arguments.root or Path(scratch) / "bare"
        if arguments.root is None:
            make_root(bare, arguments.suite)
        for attempt, product in ((try_folder, arguments.folder), (try_deb, arguments.deb)):
            if product is not None:
                print(product, flush=True)
                root = Path(scratch) / attempt.__name__
                copy_root(bare, root)
                failures += attempt(root, product.absolute())
    print("\n".join(failures) or "all went well")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
