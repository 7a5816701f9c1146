"""Words of a coordinator's own in a mail: instead of what a template says of one thing, or in addition to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jimflow.core.address import UNPRINTABLE
from jimflow.core.canonical import digest
from jimflow.mail.mime import SLOT
from jimflow.mail.voice import Item

if TYPE_CHECKING:
    from markupsafe import Markup

OWN, ADDED = "own_words", "addition"
"""Where they stand among an intent's facts."""

_RULE = re.compile(r"[-=]{3,}")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A subject and a text in place of the template's. `basis` tells the facts they were written on; `stale`: those
    have changed, so that somebody must look again."""

    subject: str
    text: str
    basis: str
    stale: bool = False

    def facts(self) -> dict[str, object]:
        """As they stand among an intent's facts."""
        return {"subject": self.subject, "text": self.text, "basis": self.basis, "stale": self.stale}


def own_words(facts: Mapping[str, object]) -> OwnWords | None:
    """The words that stand in place of the template's, if there are any."""
    found = facts.get(OWN)
    if not isinstance(found, Mapping):
        return None
    return OwnWords(str(found["subject"]), str(found["text"]), str(found["basis"]), bool(found["stale"]))


def own_of(items: Sequence[Item]) -> OwnWords | None:
    """The words in place of what a section would say: a thing that has such is a section of its own."""
    return own_words(items[0].facts) if len(items) == 1 else None


def additions(items: Sequence[Item], lang: str) -> str:
    """What was added to a section's things, each once."""
    found = (item.facts.get(ADDED) for item in items)
    return "\n\n".join(dict.fromkeys(str(one[lang]) for one in found if isinstance(one, Mapping)))


def bare(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts without anybody's own words."""
    return {name: value for name, value in facts.items() if name not in (OWN, ADDED)}


def basis(facts: Mapping[str, object]) -> str:
    """Tells the facts from any others, whatever has been written about them."""
    return digest(bare(facts))


def clean(written: str, before: str = "") -> str:
    """Several lines as a person typed them, harmless for a mail. Only the slots of the text `before` stay slots."""
    slots = set(SLOT.findall(before))
    lines = (UNPRINTABLE.sub(" ", line).rstrip() for line in written.splitlines())
    pieces = SLOT.split("\n".join(lines).strip("\n"))
    return "".join(p if p in slots else p.replace("[[", "[ [") for p in pieces)


def as_html(text: str) -> Markup:
    """The same words as HTML: paragraphs, line breaks, headings that were underlined, addresses as links."""
    from jinja2.utils import urlize
    from markupsafe import Markup

    paragraphs = [p.splitlines() for p in re.split(r"\n\s*\n", text) if p.strip()]
    return Markup("\n").join(Markup("<p>{}</p>").format(_lines(p, lambda s: Markup(urlize(s)))) for p in paragraphs)


def _lines(lines: Sequence[str], linked: Callable[[str], Markup]) -> Markup:
    from markupsafe import Markup

    made: list[Markup] = []
    for line in lines:
        if _RULE.fullmatch(line.strip()) and made:
            made[-1] = Markup("<strong>{}</strong>").format(made[-1])
        else:
            made.append(linked(line))
    return Markup("<br>\n").join(made)
