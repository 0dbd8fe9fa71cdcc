"""Shared libraries that Qt loads on Linux: which are missing, which package brings them, and apt-get when we may."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

from bootstrap import Stop, say

# soname -> package of Debian, Ubuntu, 统信 UOS, 银河麒麟. Names with t64 are found through Provides.
OFFSCREEN = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libzstd.so.1": "libzstd1",
    "libz.so.1": "zlib1g",
    "libstdc++.so.6": "libstdc++6",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
NEEDS = {"": {}, "offscreen": OFFSCREEN, "x11": {**OFFSCREEN, **X11}, "wayland": {**OFFSCREEN, **WAYLAND}}


def loads(soname: str) -> bool:
    """Whether the dynamic linker finds the library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing(need: str) -> dict[str, str]:
    """Missing libraries as soname -> Debian package; always empty outside Linux."""
    if not sys.platform.startswith("linux"):
        return {}
    return {soname: package for soname, package in NEEDS[need].items() if not loads(soname)}


def install_line(wanted: dict[str, str], has_apt: bool, has_dnf: bool) -> str:
    """The exact command that brings the packages (soname -> package), for this kind of system."""
    if has_apt or not has_dnf:
        return "sudo apt-get install -y " + " ".join(sorted(set(wanted.values())))
    # rpm systems name their packages differently, but all of them find a package by what it provides
    return "sudo dnf install -y " + " ".join(f"'{name}()(64bit)'" if ".so" in name else name for name in sorted(wanted))


def explain(wanted: dict[str, str], failure: str = "", as_root: bool = False) -> str:
    """What is missing (soname or program -> package), and the one line that helps."""
    names = "\n".join(f"    {name}（软件包 {package}）" for name, package in sorted(wanted.items()))
    line = install_line(wanted, bool(shutil.which("apt-get")), bool(shutil.which("dnf") or shutil.which("yum")))
    if as_root:
        line = line.replace("sudo ", "")
    if failure:
        failure = f"自动安装没有成功，apt-get 的回答是：\n{failure}\n"
    return f"缺少下列系统组件：\n{names}\n{failure}请在终端运行下面一行，然后重新启动：\n    {line}"


def require(wanted: dict[str, str]) -> None:
    """Install the packages (soname or program -> package) as root, or raise Stop with the command line for the user."""
    if not wanted:
        return
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    failure = ""
    if as_root and shutil.which("apt-get"):
        packages = sorted(set(wanted.values()))
        say("正在安装系统软件包：" + " ".join(packages))
        failure = apt_install(packages)
        if not failure:
            return
    raise Stop(explain(wanted, failure, as_root))


def apt_install(packages: list[str]) -> str:
    """Install packages with apt-get; returns the last lines of its output when it failed, else nothing."""
    surroundings = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    output = ""
    for command in (["apt-get", "update"], install):
        result = subprocess.run(
            command, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        output = result.stdout.decode("utf-8", "replace")
        if result.returncode and command is install:
            return "\n".join("    " + line for line in output.strip().splitlines()[-6:])
    return ""
