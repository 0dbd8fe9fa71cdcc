"""Photos of people are kept one for each, small, and undone like anything else."""

import base64

import pytest

from models.database import Database
from models.errors import Refusal
from models.org.actions.people import create_person
from models.org.actions.portraits import MOST_BYTES, set_portrait, why_no_portrait
from models.org.queries.portraits import portrait

JPEG = base64.b64encode(b"\xff\xd8\xff" + b"x" * 100).decode()
OTHER = base64.b64encode(b"\xff\xd8\xff" + b"y" * 100).decode()


def test_a_photo_is_kept_replaced_taken_away_and_undone(database: Database) -> None:
    person = database.do("新增人员", create_person, name="周明远").value
    for image in (JPEG, OTHER, ""):
        database.do("照片", set_portrait, person_id=person, image=image)
        assert database.read(portrait, person_id=person) == image
    database.undo()
    assert database.read(portrait, person_id=person) == OTHER


@pytest.mark.parametrize(
    "image",
    ["nope!", base64.b64encode(b"GIF89a").decode(), base64.b64encode(b"\xff\xd8" + bytes(MOST_BYTES)).decode()],
)
def test_what_is_no_small_jpeg_is_refused(image: str) -> None:
    assert isinstance(why_no_portrait(image), Refusal)
