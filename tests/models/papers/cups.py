"""A CUPS of the test's own: private folders, a socket, queues whose back ends write to files."""

import os
import shutil
import subprocess
import time
from pathlib import Path

_TO_FILE = """target="${DEVICE_URI#tofile:}"
cat "$6" > "$target.part"
printf "%s\\n" "$3" "$4" "$5" > "$target.job"
mv "$target.part" "$target"
"""
_TO_FOLDER = """target="${DEVICE_URI#tofolder:}.$1"
printf "%s\\n" "$3" "$4" "$5" > "$target.job"
cat "$6" > "$target.part"
mv "$target.part" "$target"
"""
BACKENDS = {"tofile": _TO_FILE, "tofolder": _TO_FOLDER, "slow": "sleep 30", "broken": "exit 4"}
_CONFIG = """LogLevel warn
Listen {root}/sock
WebInterface No
Browsing No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
_FILES = """FileDevice Yes
ServerBin {root}/bin
ServerRoot {root}/etc
CacheDir {root}/cache
StateDir {root}/state
RequestRoot {root}/spool
TempDir {root}/spool
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
Printcap
Sandboxing relaxed
"""


def why_no_cups() -> str:
    """Why a private CUPS cannot run here; empty when it can."""
    if os.name == "nt" or os.geteuid() != 0:
        return "a private cupsd needs root"
    missing = [tool for tool in ("cupsd", "lpadmin", "lp", "lpstat", "cancel") if shutil.which(tool) is None]
    if missing or not Path("/usr/lib/cups/daemon/cups-exec").exists():
        return f"not installed: {missing or 'cups-exec'}"
    return ""


class PrivateCups:
    """Runs cupsd in the foreground under `root` (a short path: sockets have short names)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.socket = root / "sock"
        for name in ("etc", "cache", "state", "spool", "log", "out", "bin/backend", "bin/filter", "bin/daemon"):
            (root / name).mkdir(parents=True)
        for folder in (root, root / "out"):
            folder.chmod(0o777)
        (root / "bin/daemon/cups-exec").symlink_to("/usr/lib/cups/daemon/cups-exec")
        for name, script in BACKENDS.items():
            file = root / "bin/backend" / name
            file.write_text(f"#!/bin/sh\n[ $# -eq 0 ] && exit 0\n{script}\n")
            file.chmod(0o755)
        (root / "cupsd.conf").write_text(_CONFIG.format(root=root))
        (root / "cups-files.conf").write_text(_FILES.format(root=root))
        command = ["cupsd", "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait(self.socket.exists)

    def add(self, name: str, backend: str) -> Path:
        """A queue; its back end writes to the path that comes back."""
        target = self.root / "out" / f"{name}.pdf"
        command = ["lpadmin", "-h", str(self.socket), "-p", name, "-E", "-v", f"{backend}:{target}", "-m", "raw"]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        return target

    def remove(self, name: str) -> None:
        subprocess.run(["lpadmin", "-h", str(self.socket), "-x", name], check=True)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)

    @staticmethod
    def _wait(ready: object) -> None:
        for _ in range(100):
            if callable(ready) and ready():
                return
            time.sleep(0.05)
        raise TimeoutError("cupsd did not start")
