"""Messages between the program and its child processes: JSON with bytes beside it, length-prefixed."""

import json
import struct
from typing import IO, Any

_HEAD = struct.Struct(">QI")  # length of the JSON part, number of blobs
_BLOB = struct.Struct(">Q")
_MARK = "\u0000bytes"  # no JSON text of ours uses a key that begins with NUL
LARGEST = 1 << 31


def write_frame(stream: IO[bytes], message: Any) -> None:
    """Write one message: plain JSON values, and bytes anywhere among them."""
    blobs: list[bytes] = []
    text = json.dumps(_pack(message, blobs), ensure_ascii=False).encode("utf-8", "surrogatepass")
    parts = [_HEAD.pack(len(text), len(blobs)), text]
    for blob in blobs:
        parts += [_BLOB.pack(len(blob)), blob]
    stream.write(b"".join(parts))
    stream.flush()


def read_frame(stream: IO[bytes]) -> Any:
    """Read one message. Raises EOFError when the other side is gone, ValueError when it is not a message."""
    length, count = _HEAD.unpack(_exactly(stream, _HEAD.size))
    if length > LARGEST:
        raise ValueError("frame too long")
    text = _exactly(stream, length)
    blobs: list[bytes] = []
    for _ in range(count):
        (size,) = _BLOB.unpack(_exactly(stream, _BLOB.size))
        if size > LARGEST:
            raise ValueError("blob too long")
        blobs.append(_exactly(stream, size))
    return _unpack(json.loads(text.decode("utf-8", "surrogatepass")), blobs)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = stream.read(min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _pack(value: Any, blobs: list[bytes]) -> Any:
    if isinstance(value, bytes):
        blobs.append(value)
        return {_MARK: len(blobs) - 1}
    if isinstance(value, dict):
        return {key: _pack(item, blobs) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_pack(item, blobs) for item in value]
    return value


def _unpack(value: Any, blobs: list[bytes]) -> Any:
    if isinstance(value, dict):
        if len(value) == 1 and _MARK in value:
            return blobs[value[_MARK]]
        return {key: _unpack(item, blobs) for key, item in value.items()}
    if isinstance(value, list):
        return [_unpack(item, blobs) for item in value]
    return value
