"""A file with an appraisal under way, copied for each test, and the page 考核 on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.database import create_database, open_database
from models.org import actions as org
from tests.ui.appraisal.rounds import Case, make_case
from ui.appraisal.page import AppraisalPage
from ui.appraisal.round.view import RoundView
from ui.context import Context
from ui.settings import Settings
from ui.store import Store


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Case]:
    """A closed file with the appraisal under way; tests take copies."""
    path = tmp_path_factory.mktemp("round") / "考核.zrt"
    store = Store()
    store.attach(create_database(path))
    campaign = store.do("新建专项工作", org.create_campaign, name="创建国家卫生城市 2026", year=2026)
    case = make_case(store, int(campaign.value))
    store.detach()
    return path, case


@pytest.fixture
def case(made: tuple[Path, Case]) -> Case:
    return made[1]


@pytest.fixture
def store(made: tuple[Path, Case], tmp_path: Path) -> Iterator[Store]:
    opened = Store()
    opened.attach(open_database(Path(shutil.copy(made[0], tmp_path))))
    yield opened
    opened.detach()


@pytest.fixture
def context(store: Store, settings: Settings, case: Case) -> Context:
    found = Context(store, settings)
    found.set_campaign(case.campaign, "创建国家卫生城市 2026")
    return found


@pytest.fixture
def page(case: Case, context: Context, shown: Callable[[Any], Any]) -> AppraisalPage:
    found: AppraisalPage = shown(AppraisalPage(context))
    found.show_view("round")
    return found


@pytest.fixture
def view(page: AppraisalPage) -> RoundView:
    found = page.views["round"]
    assert isinstance(found, RoundView)
    return found
