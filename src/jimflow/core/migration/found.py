"""What stands in the way of moving a case, and what a person should know before it is moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from jimflow.core.migration.names import ENDS
from jimflow.core.mistakes import Said, did_you_mean

Weight = Literal["refused", "decide", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`refused`: history would become false. `decide`: a person must say what it becomes. `note`: nothing stops.

    `code` is a word for programs; `mend` says what can be done, or written. `ways` are the pairs `kind:old=new` of
    which one decides it, the likeliest first.
    """

    weight: Weight
    code: str
    what: Said
    mend: Said | None = None
    ways: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        """True when the case cannot be moved with this."""
        return self.weight != "note"


def refused(code: str, sv: str, en: str, mend: Said | None = None) -> Finding:
    """History would become false."""
    return Finding("refused", code, Said(sv, en), mend)


def note(code: str, sv: str, en: str) -> Finding:
    """Worth knowing."""
    return Finding("note", code, Said(sv, en))


@dataclass(frozen=True, slots=True)
class Asked:
    """How a person is asked what becomes of something that the new definition lacks.

    `back`: the way is back to what was, where nothing can be chosen.
    """

    was: frozenset[str]
    will: frozenset[str]
    kind: str
    back: bool = False

    def of(self, code: str, name: str, sv: str, en: str, *, may_end: bool = False) -> Finding:
        """The finding, with the words to write."""
        what = Said(sv, en)
        if self.back:
            return Finding("refused", code, what, _KEEP)
        new = sorted(self.will - self.was)
        likely = [did_you_mean(name, new) or new[0]] if new else []
        ends = [ENDS] if may_end else []
        if not new and not ends:
            return Finding("decide", code, what, _KEEP)
        stem = f"{self.kind}:{name}="
        sv_or, en_or = (f" {word} ".join(f"--map {stem}{n}" for n in likely + ends) for word in ("eller", "or"))
        ways = tuple(f"{stem}{n}" for n in dict.fromkeys([*likely, *new, *ends]))
        return Finding("decide", code, what, Said(f"skriv {sv_or}", f"write {en_or}"), ways)


_KEEP = Said("behåll det i den nya definitionen", "keep it in the new definition")


def listed(names: Iterable[str]) -> str:
    """Names as they stand in the definition, in order, each once."""
    return ", ".join(dict.fromkeys(names))
