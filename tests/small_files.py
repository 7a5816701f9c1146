"""Small files of kinds that are taken, to hand in."""

from __future__ import annotations


def pdf(words: str, size: int = 0) -> bytes:
    """A PDF that differs from others by its words; padded to `size` bytes."""
    head = f"%PDF-1.4\n1 0 obj\n<< /Title ({words.encode('utf-16-be').hex()}) >>\nendobj\n".encode()
    tail = b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
    return head + b"%" * max(0, size - len(head) - len(tail) - 1) + b"\n" * (size > 0) + tail
