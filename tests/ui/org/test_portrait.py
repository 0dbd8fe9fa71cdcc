"""The photo of a person in the inspector: chosen from a file, kept as one step, undone."""

from pathlib import Path

from models.org.queries import people
from models.org.queries.portraits import portrait
from tests.ui.org.desk import Desk
from tests.ui.widgets.test_portrait import picture
from ui.org.person_inspector import PersonInspector


def test_a_photo_is_kept_shown_and_undone(desk: Desk, tmp_path: Path) -> None:
    desk.page.goto(None, "people")
    desk.stand_on("周晓岚", "name")
    panel = desk.page.view.inspector  # type: ignore[attr-defined]
    assert isinstance(panel, PersonInspector)
    person = next(row.id for row in desk.store.read(people) if row.name == "周晓岚")
    assert not panel.portrait.remove.isVisibleTo(panel)
    panel.portrait.picture.dropped.emit(picture(tmp_path, 300, 400))
    assert desk.said[-1].startswith("已保存“周晓岚”的照片")
    assert desk.store.read(portrait, person_id=person)
    assert panel.portrait.remove.isVisibleTo(panel)
    desk.store.undo()
    assert desk.store.read(portrait, person_id=person) == ""
    assert not panel.portrait.remove.isVisibleTo(panel)
