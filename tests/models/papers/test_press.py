"""The press: results in order, children replaced after much work, none left after the end."""

import pytest

from models.errors import Cancelled
from models.papers import press as press_module
from models.papers.pdf import page_count
from models.papers.press import Press
from models.papers.render import render_pdf
from tests.models.papers.samples import make_sheet


def children(press: Press) -> list[int]:
    found = [hand.worker._child for hand in press._hands]
    return [child.process.pid for child in found if child is not None]


def test_child_is_replaced_after_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press(1)
    try:
        render_pdf(make_sheet([[10]]), worker=press)
        first = children(press)
        render_pdf(make_sheet([[20]]), worker=press)
        assert children(press) == first
        monkeypatch.setattr(press_module, "_SPENT", 10)
        assert page_count(render_pdf(make_sheet([[30]]), worker=press)) == 1
        assert len(children(press)) == 1
        assert children(press) != first
    finally:
        press.close()


def test_closed_press_starts_nothing() -> None:
    press = Press(2)
    render_pdf(make_sheet([[10]]), worker=press)
    press.close()
    with pytest.raises(Cancelled):
        render_pdf(make_sheet([[40]]), worker=press)
    assert children(press) == []
