"""The text of a table: UTF-8, UTF-16, or the code page of Korean Windows."""

from __future__ import annotations

from cnncount.errors import Problem, SpecError
from cnncount.spec.files import data_of

MAX_BYTES = 32 * 1024 * 1024


def table_text(path: str) -> str:
    """The text of a file, or of standard input for ``-``.

    Raises:
        SpecError: it cannot be read, is too large, or is no text.
    """
    data = data_of(path, MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise SpecError([Problem(f"{path}: larger than {MAX_BYTES // 1024**2} MiB")])
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise SpecError([Problem(f"{path}: not text in UTF-8, UTF-16 or cp949")])


def _encodings(data: bytes) -> tuple[str, ...]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    head = data[:2000]
    if head.count(0) > len(head) // 10:  # the high bytes of digits, letters and commas
        return ("utf-16-le",) if head[1::2].count(0) > head[::2].count(0) else ("utf-16-be",)
    return ("utf-8-sig", "cp949")
