"""Which libraries of the build machine go into the frozen folder's fallback, and which stay out."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable

import libraries

# Part of every glibc system; a second copy of any of these breaks the process.
NEVER = re.compile(r"^(ld-linux.*|lib(c|m|dl|rt|pthread|util|resolv|nsl|anl|BrokenLocale|nss_\w+))\.so\.\d+$")
SYSTEM = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/", "/usr/local/lib/")

Entry = tuple[str, str, str]


def resolve(path: str) -> dict[str, str]:
    """soname -> file of everything the library or program at ``path`` needs on this machine, by ldd."""
    output = subprocess.run(["ldd", path], capture_output=True, text=True, check=False).stdout
    return dict(re.findall(r"^\s*(\S+) => (/\S+)", output, flags=re.MULTILINE))


def find(soname: str) -> str | None:
    """The file that the dynamic linker would load for a soname."""
    listing = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    match = re.search(
        rf"^\s*{re.escape(soname)} \(libc6,[^)]*(?:x86-64|AArch64)[^)]*\) => (\S+)$", listing, re.MULTILINE
    )
    return match[1] if match else None


def fallback_files() -> dict[str, str]:
    """soname -> file of all that Qt needs from the system (offscreen, X11, Wayland), with what those need in turn.

    Raises FileNotFoundError when the build machine itself lacks one: the folder would be incomplete.
    """
    files: dict[str, str] = {}
    for soname in {**libraries.OFFSCREEN, **libraries.X11, **libraries.WAYLAND}:
        path = find(soname)
        if path is None:
            raise FileNotFoundError(f"{soname} is not installed on the build machine")
        files |= {soname: path, **resolve(path)}
    return {soname: path for soname, path in files.items() if not NEVER.match(soname)}


def split(binaries: Iterable[Entry]) -> list[Entry]:
    """PyInstaller's entries (destination, source, kind), with the system's libraries moved to the fallback.

    Only what Python's own extension modules need from the system stays in front, where the loader finds it first.
    """
    entries = list(binaries)
    extensions = [source for _, source, kind in entries if kind == "EXTENSION" and "site-packages" not in source]
    own = {name for source in extensions for name in resolve(source)}
    own |= {name for name, source, _ in entries if name.startswith("libpython") for name in (name, *resolve(source))}
    spare = fallback_files()
    own -= {"libstdc++.so.6", "libgcc_s.so.1"}
    kept = [entry for entry in entries if not is_spare(entry, own, spare)]
    return kept + [(f"fallback/{soname}", path, "DATA") for soname, path in sorted(spare.items()) if soname not in own]


def is_spare(entry: Entry, own: set[str], spare: dict[str, str]) -> bool:
    """Whether an entry is a system library that the fallback holds, or that only such a library needs."""
    name, source, kind = entry
    if kind != "BINARY" or "/" in name or name in own:
        return False
    return name in spare or (source.startswith(SYSTEM) and not name.startswith("libpython"))
