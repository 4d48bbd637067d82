"""The container of an XLS workbook: sectors in chains, as an old file system has them. Source: [MS-CFB]."""

import struct
from collections.abc import Iterator, Sequence

SIGNATURE = b"\xd0\xcf\x11\xe0"
_FREE = 0xFFFFFFFA
"""Numbers from here on end a chain of sectors."""
_SIZES = (512, 4096)
_MINI, _ENTRY = 64, 128
"""Bytes of a small sector, and of an entry of the directory."""
_NAMES = ("workbook", "book")


def workbook_stream(raw: bytes) -> bytes:
    """The records in the container, or the bytes where there is none; raises ValueError or struct.error for others."""
    if not raw.startswith(SIGNATURE):
        return raw
    size = 1 << min(_number(raw, 30, "H"), 31)
    if size not in _SIZES or 1 << min(_number(raw, 32, "H"), 31) != _MINI:
        raise ValueError("no sectors of a known size")
    table = _table(raw, size)
    entries = _joined(raw[size:], size, _chain(_number(raw, 48), table))
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        length = min(_number(entries, at + 64, "H"), 64)
        if entries[at : at + length].decode("utf-16-le", "replace").rstrip("\0").casefold() in _NAMES:
            start, length = _number(entries, at + 116), _number(entries, at + 120)
            if length >= _number(raw, 56):
                return _joined(raw[size:], size, _chain(start, table))[:length]
            small = _joined(raw[size:], size, _chain(_number(entries, 116), table))
            links = _joined(raw[size:], size, _chain(_number(raw, 60), table))
            return _joined(small, _MINI, _chain(start, _numbers(links)[: len(small) // _MINI]))[:length]
    raise ValueError("no workbook in this file")


def _table(raw: bytes, size: int) -> Sequence[int]:
    """The sector that follows each sector of the file."""
    most = len(raw) // size
    places = list(struct.unpack_from("<109I", raw, 76))
    more = _number(raw, 68)
    while more < _FREE and len(places) <= most:
        found = struct.unpack_from(f"<{size // 4}I", raw, size * (more + 1))
        places += found[:-1]
        more = found[-1]
    used = [place for place in places[: most + 109] if place < most]
    return _numbers(b"".join(raw[size * (place + 1) : size * (place + 2)] for place in used[:most]))[:most]


def _chain(start: int, links: Sequence[int]) -> Iterator[int]:
    """The sectors of a chain, each once: one that bites its tail ends."""
    for _ in links:
        if start >= len(links):
            return
        yield start
        start = links[start]


def _joined(sectors: bytes, size: int, chain: Iterator[int]) -> bytes:
    return b"".join(sectors[size * sector : size * (sector + 1)] for sector in chain)


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _number(data: bytes, at: int, kind: str = "I") -> int:
    return int(struct.unpack_from(f"<{kind}", data, at)[0])
