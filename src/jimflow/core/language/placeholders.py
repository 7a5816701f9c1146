"""The {placeholders} in texts that people write: only those a text may use, and no brace alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from jimflow.core.language.phrases import meant
from jimflow.core.mistakes import Said, did_you_mean

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def misused(words: str, allowed: Collection[str]) -> Iterator[tuple[Said, Said]]:
    """(what, suggestion) for every placeholder that is not allowed and every brace that is part of none."""
    for match in _BRACES.finditer(words):
        if match[1] is None:
            what = Said(f"klammern {match[0]} står ensam", f"the brace {match[0]} stands alone")
            yield what, Said("klamrar hör till platshållare", "braces belong to placeholders")
        elif match[1] not in allowed:
            what = Said(f"okänd platshållare {match[0]}", f"unknown placeholder {match[0]}")
            yield what, _meant(match[1], allowed)


def _meant(name: str, allowed: Collection[str]) -> Said:
    close = did_you_mean(name, allowed)
    if close:
        return meant(f"{{{close}}}")
    known = ", ".join(f"{{{name}}}" for name in allowed)
    if known:
        return Said(f"här kan stå {known}", f"known here: {known}")
    return Said("här finns inga platshållare", "there are no placeholders here")
