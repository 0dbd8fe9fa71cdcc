"""Build a .deb from the folder build: python3 packaging/build_deb.py [--out DIR] [--folder DIR]. Needs dpkg-deb."""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path

import bootstrap
import build_folder
import libraries

ROOT = Path(__file__).resolve().parents[1]
LINUX = ROOT / "packaging" / "linux"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "loongarch64": "loong64"}
RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}  # by Debian 13 and Ubuntu 24.04
ICONS = ROOT / "resources/icons"
HICOLOR = "usr/share/icons/hicolor"
SIZES = (16, 24, 32, 48, 64, 128, 256)
SCRIPT = """\
#!/bin/sh
set -e
if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications; fi
if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -qtf /usr/share/icons/hicolor || true; fi
"""


def newest_glibc(folder: Path) -> str:
    """The newest glibc that any binary asks for, such as "2.34"; not the fallback, which the Depends make needless."""
    minors = [0]
    for path in folder.rglob("*"):
        if (
            "fallback" not in path.parts
            and path.is_file()
            and not path.is_symlink()
            and (".so" in path.name or os.access(path, os.X_OK))
        ):
            content = path.read_bytes()
            if content.startswith(b"\x7fELF"):
                minors += [int(minor) for minor in re.findall(rb"GLIBC_2\.(\d+)", content)]
    return f"2.{max(minors)}"


def depends(glibc: str) -> str:
    """The Depends line: what the libraries that Qt loads come in."""
    packages = sorted(set({**libraries.OFFSCREEN, **libraries.X11}.values()))
    named = [f"{name} | {RENAMED[name]}" if name in RENAMED else name for name in packages]
    return ", ".join([f"libc6 (>= {glibc})", *named])


def control(architecture: str, glibc: str, size: int) -> str:
    """The control file; ``size`` in bytes."""
    return f"""\
Package: zerentian
Version: {VERSION}
Architecture: {architecture}
Maintainer: Zerentian contributors <zerentian@localhost>
Installed-Size: {size // 1024 + 1}
Depends: {depends(glibc)}
Recommends: libwayland-client0, libwayland-cursor0, libwayland-egl1, cups-client
Section: misc
Priority: optional
Description: 责任田: responsibility breakdown and follow-up of work plans
 责任田：读入工作方案，核对牵头、责任、配合单位，打印责任分解表，
 再跟到督办、整改和考核。数据存在本机的一个文件里，不需要网络。
"""


def lay_out(root: Path, folder: Path) -> None:
    """Fill ``root`` with the tree of the package."""
    program = root / "usr/lib/zerentian"
    shutil.copytree(folder, program, symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/zerentian").symlink_to("../lib/zerentian/zerentian")
    for source, target in (
        (LINUX / "zerentian.desktop", "usr/share/applications/zerentian.desktop"),
        (LINUX / "zerentian.xml", "usr/share/mime/packages/zerentian.xml"),
        (ICONS / "zerentian.svg", f"{HICOLOR}/scalable/apps/zerentian.svg"),
        *(
            (ROOT / f"resources/icons/zerentian-{size}.png", f"{HICOLOR}/{size}x{size}/apps/zerentian.png")
            for size in SIZES
        ),
        (ROOT / "LICENSE", "usr/share/doc/zerentian/copyright"),
    ):
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, root / target)
    with (root / "usr/share/doc/zerentian/copyright").open("a", encoding="utf-8") as file:
        for licence in sorted((ROOT / "resources/fonts").glob("*OFL*.txt")):
            file.write(f"\n\n{'-' * 79}\n{licence.name.split('-OFL')[0]}\n\n{licence.read_text('utf-8')}")


def set_modes(paths: Iterable[Path]) -> None:
    """Modes as packages carry them, whatever the umask of the builder was."""
    for path in paths:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def build(folder: Path, out: Path) -> Path:
    """Pack the folder build; returns the .deb. Raises Stop when dpkg-deb fails."""
    architecture = ARCHITECTURES.get(platform.machine(), platform.machine())
    target = out / f"zerentian_{VERSION}_{architecture}.deb"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="zerentian-deb-") as scratch:
        root = Path(scratch) / "root"
        lay_out(root, folder)
        set_modes([root, *root.rglob("*")])
        scripts = root / "DEBIAN"
        scripts.mkdir()
        (scripts / "control").write_text(
            control(architecture, newest_glibc(folder), build_folder.folder_size(root)), "utf-8"
        )
        for name in ("postinst", "postrm"):
            (scripts / name).write_text(SCRIPT, "utf-8")
            (scripts / name).chmod(0o755)
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", str(root), str(target)]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            raise bootstrap.Stop("dpkg-deb 没有做成安装包，原因见上面的输出。")
    return target


def main() -> int:
    """Run the command; 0 when the package is there."""
    try:
        parser = argparse.ArgumentParser(prog="python3 packaging/build_deb.py", description="打包成 .deb 安装包。")
        parser.add_argument("--out", type=Path, default=ROOT / "dist", help="放在哪里（默认 dist）")
        parser.add_argument("--folder", type=Path, help="用已经打包好的文件夹（默认：先打包）")
        arguments = parser.parse_args(build_folder.enter_environment(__file__))
        if not shutil.which("dpkg-deb"):
            raise bootstrap.Stop("这台机器没有 dpkg-deb（软件包 dpkg），做不了 .deb。")
        folder = arguments.folder or build_folder.build(ROOT / "build" / "folder")
        package = build(folder, arguments.out.absolute())
    except bootstrap.Stop as stop:
        bootstrap.say(str(stop))
        return 1
    print(f"已打包：{package}（{package.stat().st_size // 1_000_000} MB），安装：sudo apt-get install {package}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
