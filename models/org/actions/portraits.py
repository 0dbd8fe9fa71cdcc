"""The photo of a person, for the 公示牌. It comes as a small JPEG; the window makes it small."""

import base64
import binascii

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.tables import Person, Portrait
from models.records import fetch

MOST_BYTES = 200_000


def why_no_portrait(image: str) -> Refusal | None:
    """Why a photo (base64 of a JPEG) cannot be kept."""
    try:
        data = base64.b64decode(image, validate=True)
    except binascii.Error:
        return Refusal("照片的内容读不出来，没有保存。", "请换一张 JPG 或 PNG 图片。")
    if not data.startswith(b"\xff\xd8"):
        return Refusal("照片不是 JPG 图片，没有保存。", "请换一张 JPG 或 PNG 图片。")
    if len(data) > MOST_BYTES:
        return Refusal(
            f"照片有 {len(data) // 1000} KB，太大，没有保存。", f"请换一张不超过 {MOST_BYTES // 1000} KB 的。"
        )
    return None


def set_portrait(session: Session, *, person_id: int, image: str) -> None:
    """Keep a photo of the person (base64 of a JPEG of at most 200 KB); an empty one takes it away. Raises Refusal."""
    fetch(session, Person, person_id)
    found = session.scalar(select(Portrait).where(Portrait.person_id == person_id))
    if not image:
        if found is not None:
            session.delete(found)
        return
    refusal = why_no_portrait(image)
    if refusal:
        raise refusal
    if found is None:
        session.add(Portrait(person_id=person_id, image=image))
    else:
        found.image = image
