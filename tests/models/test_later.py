"""Libraries put off until they are used are the real ones then."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(code: str) -> str:
    """What `code` prints in a fresh Python."""
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return made.stdout.strip()


def test_sqlalchemy_is_imported_without_asyncio() -> None:
    loaded = run("import models, sqlalchemy.orm, sys; print('ssl' in sys.modules, 'email' in sys.modules)")
    assert loaded == "False False"


def test_asyncio_works_when_it_is_used() -> None:
    code = """
import models, sqlalchemy.orm, asyncio
async def three():
    await asyncio.sleep(0)
    return 3
print(asyncio.run(three()))
import asyncio.events, sys
print(sys.modules["asyncio"].run is asyncio.run)
"""
    assert run(code).splitlines() == ["3", "True"]


def test_versions_of_libraries_are_still_known() -> None:
    assert run("import models; from importlib.metadata import version; print(version('sqlalchemy')[:2])") == "2."


def test_a_module_loaded_before_stays() -> None:
    assert run("import asyncio; kept = asyncio; import models, asyncio; print(asyncio is kept)") == "True"
