"""How large a file is, in the words of a page."""

from __future__ import annotations

KILO, MEGA = 1000, 1_000_000


def size_words(octets: int, lang: str) -> str:
    """`340 kB`, `2,4 MB`, `25 MB`: at most two figures that say something."""
    if octets < KILO:
        return f"{octets} byte" if lang != "en" or octets == 1 else f"{octets} bytes"
    if octets < MEGA - KILO // 2:
        return f"{round(octets / KILO)} kB"
    mega = octets / MEGA
    said = f"{mega:.0f}" if mega >= 10 or f"{mega:.1f}".endswith("0") else f"{mega:.1f}"
    return f"{said if lang == 'en' else said.replace('.', ',')} MB"
