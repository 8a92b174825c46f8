"""Compares the files that two builds of the command line left, one folder each.

Byte by byte; where a format holds the time it was written at, what is in it is compared instead, with every time and
every digest taken out: the parts of a workbook or a handover file, the rows of a database, the parts of a letter.
Prints a line for each file, and ends with 1 if any differs.
"""

import email
import io
import os
import re
import sqlite3
import sys
import tempfile
import zipfile
from email import policy

TIMES = [
    r"\d{4}-\d\d-\d\d[T_ ]\d\d:?\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?",
    r"\d{4}年\d+月\d+日 \d+:\d+",
    r"\d{4}-\d\d-\d\d",
    r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d{4} [\d:]{8} [+-]\d{4}",
    # How much room a disk has.
    r"\d+ MB",
    # Beside a time stands the digest of what holds it.
    r"\b[0-9a-f]{64}\b",
    r"校验码 [0-9a-f]{12}\b",
    # Where the folder of the results is, as each system writes it.
    r"([A-Z]:)?[/\\][^|\n]{0,200}?[/\\]out[/\\]",
]


def without_times(data: bytes) -> bytes:
    text = data.decode("utf-8", "surrogateescape")
    for time in TIMES:
        text = re.sub(time, "⏲", text)
    return text.encode("utf-8", "surrogateescape")


def rows(data: bytes) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".sqlite") as file:
        file.write(data)
        file.flush()
        found = []
        connection = sqlite3.connect(f"file:{file.name}?mode=ro&immutable=1", uri=True)
        connection.text_factory = bytes
        for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"):
            found.append(sql or b"")
            for row in connection.execute(f'SELECT * FROM "{name.decode()}"'):
                cells = [content(cell) if isinstance(cell, bytes) else repr(cell).encode() for cell in row]
                found.append(b"|".join(cells))
        return b"\n".join(found)


STRINGS = "xl/sharedStrings.xml"


def parts(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        found = {name: container.read(name) for name in container.namelist()}
    # A text that stands in two cells is kept once; two times in one minute are one text, a second later they are two.
    # So every cell is compared with its own.
    texts = re.findall(b"<si>.*?</si>", found.pop(STRINGS, b""), re.DOTALL)
    for name in found:
        if texts and name.startswith("xl/worksheets/"):
            found[name] = re.sub(rb't="s"><v>(\d+)</v>', lambda cell: texts[int(cell[1])], found[name])
    # Kept files are named by their digests, and so stand in another order.
    return b"\n".join(sorted(without_times(name.encode()) + b"\n" + content(part) for name, part in found.items()))


def letter(data: bytes) -> bytes:
    message = email.message_from_bytes(data, policy=policy.default)
    heads = [(name, value) for name, value in message.items() if name not in ("Content-Type", "Message-ID")]
    found = [without_times(f"{name}: {value}".encode()) for name, value in heads]
    for part in message.walk():
        if not part.is_multipart():
            found.append((part.get_filename() or "").encode() + b"\n" + content(part.get_payload(decode=True)))
    return b"\n".join(found)


def content(data: bytes) -> bytes:
    if data.startswith(b"PK\x03\x04"):
        return parts(data)
    if data.startswith("山城月报交接文件".encode()):
        return parts(data[data.index(b"PK\x03\x04"):])
    if data.startswith(b"SQLite format 3\x00"):
        return rows(data)
    return without_times(data)


def files(folder: str) -> dict:
    """The files of a folder. Of those that differ by a time or a digest in their name, each has a number by its content."""
    alike = {}
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            alike.setdefault(without_times(os.path.relpath(path, folder).encode()).decode(), []).append(path)
    found = {}
    for name, paths in alike.items():
        paths.sort(key=lambda path: content(read(path)))
        found.update({name if number == 0 else f"{name} {number + 1}": path for number, path in enumerate(paths)})
    return found


def read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def main(one: str, other: str) -> int:
    ours, theirs = files(one), files(other)
    wrong = 0
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in ours or name not in theirs:
            print(f"✗ {name}：只有一边有")
            wrong += 1
            continue
        a, b = read(ours[name]), read(theirs[name])
        take = letter if name.endswith(".eml") else content
        if a == b:
            print(f"✓ {name}：{len(a)} 字节，一字不差")
        elif take(a) == take(b):
            print(f"✓ {name}：除了时间，一字不差")
        else:
            print(f"✗ {name}：不一样")
            at = next(i for i, (x, y) in enumerate(zip(take(a) + b"\0", take(b) + b"\1")) if x != y)
            print(f"    {take(a)[max(0, at - 60):at + 60]!r}\n    {take(b)[max(0, at - 60):at + 60]!r}")
            wrong += 1
    print(f"{len(ours)} 个文件，{wrong} 个不一样")
    return 1 if wrong or not ours else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
