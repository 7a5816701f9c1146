"""Amounts in words: days, effort, things listed one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from jimflow.core.moments import HOURS_A_DAY, Effort
from jimflow.texts.catalogue import counted, tr

_WORDS = {
    "sv": "noll en två tre fyra fem sex sju åtta nio tio elva tolv".split(),
    "en": "zero one two three four five six seven eight nine ten eleven twelve".split(),
}
_DAY = 60 * HOURS_A_DAY


def number(n: int, lang: str) -> str:
    """Small numbers as words, as in running text: två, tolv, 13."""
    words = _WORDS["en" if lang == "en" else "sv"]
    return words[n] if 0 <= n < len(words) else str(n)


def days(n: int, lang: str) -> str:
    """`1 dag`, `5 dagar`: of the calendar, as people count."""
    return counted(lang, n, "{n} dag", "{n} dagar")


def effort(amount: Effort, lang: str) -> str:
    """`ungefär en halv dag`, `about two days`; a day is eight hours."""
    return tr(lang, "ungefär {amount}", amount=_work(amount.minutes, lang))


def _work(minutes: int, lang: str) -> str:
    if minutes % (_DAY // 2) == 0:
        halves = minutes // (_DAY // 2)
        if halves == 1:
            return tr(lang, "en halv dag")
        if halves == 3:
            return tr(lang, "en och en halv dag")
        whole = halves // 2
        if halves % 2:
            return tr(lang, "{n} och en halv dagar", n=number(whole, lang))
        return tr(lang, "en dag") if whole == 1 else tr(lang, "{n} dagar", n=number(whole, lang))
    if minutes == 30:
        return tr(lang, "en halvtimme")
    if minutes % 60 == 0:
        whole = minutes // 60
        return tr(lang, "en timme") if whole == 1 else tr(lang, "{n} timmar", n=number(whole, lang))
    return counted(lang, minutes, "{n} minut", "{n} minuter")


def listed(parts: Sequence[str], lang: str) -> str:
    """`a`, `a och b`, `a, b och c`; `samt` where a part has an `och` of its own."""
    if len(parts) < 2:
        return "".join(parts)
    values = {"first": ", ".join(parts[:-1]), "last": parts[-1]}
    if any(tr(lang, " och ") in part for part in parts):
        return tr(lang, "{first} samt {last}", **values)
    return tr(lang, "{first} och {last}", **values)
