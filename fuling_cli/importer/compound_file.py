"""The container of an XLS workbook: sectors in chains, as an old file system has them. Source: [MS-CFB]."""

import struct
from collections.abc import Iterator

_FREE = 0xFFFFFFFA
"""Numbers from here on end a chain of sectors."""


def workbook_stream(raw: bytes) -> bytes:
    """The stream of records in the container; raises ValueError or struct.error for what is no workbook."""
    size, mini_size = 1 << struct.unpack_from("<H", raw, 30)[0], 1 << struct.unpack_from("<H", raw, 32)[0]
    directory, cutoff, mini_table = (struct.unpack_from("<I", raw, at)[0] for at in (48, 56, 60))
    table_sectors = list(struct.unpack_from("<109I", raw, 76))
    more, count = struct.unpack_from("<II", raw, 68)
    for _ in range(min(count, len(raw) // size)):
        if more >= _FREE:
            break
        found = struct.unpack_from(f"<{size // 4}I", raw, size * (more + 1))
        table_sectors += found[:-1]
        more = found[-1]
    table = [
        number
        for sector in table_sectors
        if sector < _FREE and size * (sector + 2) <= len(raw)
        for number in struct.unpack_from(f"<{size // 4}I", raw, size * (sector + 1))
    ]

    def chain(start: int, links: list[int]) -> Iterator[int]:
        for _ in range(len(links)):
            if start >= len(links):
                return
            yield start
            start = links[start]

    def sectors(start: int) -> bytes:
        return b"".join(raw[size * (sector + 1) : size * (sector + 2)] for sector in chain(start, table))

    entries = sectors(directory)
    root = struct.unpack_from("<I", entries, 116)[0]
    for at in range(0, len(entries) - 127, 128):
        name = entries[at : at + struct.unpack_from("<H", entries, at + 64)[0] - 2].decode("utf-16-le", "replace")
        if name.casefold() in ("workbook", "book"):
            start, length = struct.unpack_from("<II", entries, at + 116)
            if length >= cutoff:
                return sectors(start)[:length]
            links = sectors(mini_table)
            small, table2 = sectors(root), list(struct.unpack(f"<{len(links) // 4}I", links))
            return b"".join(small[mini_size * one : mini_size * (one + 1)] for one in chain(start, table2))[:length]
    raise ValueError("no workbook in this file")
