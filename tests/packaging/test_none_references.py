"""PySide6 6.12.0 on Python 3.11 drops a reference to None with each call that returns nothing, until Python dies."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
before = sys.getrefcount(None)
for number in range(2000):
    label.setText("x")
print(sys.getrefcount(None) - before)
"""


def test_calls_that_return_nothing_keep_none_alive() -> None:
    """Run apart: with the fault the count falls by one a call, and the process may die of it."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert abs(int(done.stdout)) < 100
