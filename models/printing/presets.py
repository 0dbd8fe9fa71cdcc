"""Papers with a name that the program brings along; those of the office are kept beside them in the file."""

from models.papers.sheet import Paper, Profile

PRESETS: tuple[tuple[str, Profile], ...] = (
    (
        # GB/T 9704-2012 turned by a quarter: the binding edge (28 mm) is above, the head of the page (37 mm) right.
        "公文附表（GB/T 9704）",
        Profile(
            margins=(28.0, 37.0, 26.0, 35.0),
            title_size=22.0,
            heading_size=9.0,
            body_size=9.0,
            note_size=9.0,
        ),
    ),
    (
        "紧凑",
        Profile(margins=(12.0, 10.0, 12.0, 10.0), title_size=16.0, heading_size=8.0, body_size=8.0, note_size=8.0),
    ),
    (
        "大字",
        Profile(
            paper=Paper.A3,
            margins=(18.0, 15.0, 16.0, 15.0),
            title_size=28.0,
            heading_size=14.0,
            body_size=14.0,
            note_size=12.0,
        ),
    ),
)
