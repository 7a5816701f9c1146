"""Placeholders in texts that people write: `{name}` and nothing more; a text can ask only for what it is given."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAME = re.compile(r"\{([a-z_]+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with each `{name}` of `values` replaced; any other brace stays as it is written.

    Not a template language: no expressions, no attributes, and a value is never read again for placeholders.
    """
    if "{" not in text:
        return text
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def capital(text: str) -> str:
    """`text` with a capital first letter, for a sentence that begins with a filled-in name."""
    return text[:1].upper() + text[1:]
