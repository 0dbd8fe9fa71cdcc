"""XML read as a stream, element by element: no document type, no entities, no tree in memory."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from models.errors import Refusal

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], object]


def scan(pieces: Iterable[bytes], name: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Feed a part of the package to handlers; tags come without their prefixes. Refusal for a torn or unsafe part.

    The handlers may raise; `name` is the file, for sentences.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype(name)
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text

    def first(tag: str, attributes: dict[str, str]) -> None:
        # Almost no program writes prefixes here: cutting them off is paid for only where they are.
        if ":" in tag:
            parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
            if end is not None:
                parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        else:
            parser.StartElementHandler = start
        start(tag.rpartition(":")[2], attributes)

    parser.StartElementHandler = first
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refusal(
            f"“{name}”的内容已损坏，打不开。", "请用WPS或Excel打开后另存一份再试；或者重新取一份原件。"
        ) from error


def _refuse_doctype(name: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise Refusal(f"“{name}”里有不安全的内容，没有打开。", "请向发文单位核实文件，或用WPS另存一份再试。")

    return refuse


def linked(attributes: dict[str, str], key: str = "id") -> str:
    """The value of an attribute with a prefix (r:id, r:embed), whatever the prefix is."""
    return next((value for name, value in attributes.items() if name.endswith(f":{key}")), "")
