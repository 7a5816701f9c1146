"""The mail texts as Python, kept while the program runs: whoever reads a folder anew compiles only what has changed."""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps what a text became by where it lies, for as long as it reads the same."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket when its text is the one that was compiled."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what was compiled, in place of what the file said before."""
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


COMPILED = Compiled()
