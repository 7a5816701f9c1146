"""The outbox in words: that mail is stopped, and why one did not arrive. The codes are those of RFC 3463 and 5321."""

from __future__ import annotations

import re
from datetime import date

from jimflow.core.mistakes import Said
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import short_day

_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")

_NO_ADDRESS = Said(
    "Adressen finns inte hos mottagaren. Ta reda på rätt adress.",
    "The recipient has no such address. Find out the right one.",
)
_NO_DOMAIN = Said(
    "Det som står efter @ finns inte eller tar inte emot mejl. Ta reda på rätt adress.",
    "What stands after the @ does not exist or takes no mail. Find out the right address.",
)
_FULL = Said("Brevlådan är full. Ring mottagaren.", "The mailbox is full. Phone the recipient.")
_LARGE = Said("Mejlet är för stort för mottagaren.", "The mail is too large for the recipient.")
_UNREACHABLE = Said(
    "Mottagarens mejlserver gick inte att nå. Försök igen senare.",
    "The recipient's mail server could not be reached. Try again later.",
)
_REFUSED = Said(
    "Mottagarens mejlserver släpper inte in mejl från oss. Be den som sköter mejlen att fråga dem varför.",
    "The recipient's mail server lets no mail from us in. Ask whoever runs the mail to find out why.",
)
_SENDER = Said(
    "Mottagaren kunde inte se att mejlet kommer från oss (SPF, DKIM eller DMARC). Be den som sköter mejlen rätta det.",
    "The recipient could not see that the mail is ours (SPF, DKIM or DMARC). Ask whoever runs the mail to mend it.",
)
_LATER = Said(
    "Mottagarens mejlserver bad oss att försöka senare. Försök igen.",
    "The recipient's mail server asked us to try later. Try again.",
)
_SIGN_IN = Said(
    "Vår egen mejlserver godtog inte inloggningen. Be den som sköter jimflow att rätta den.",
    "Our own mail server did not accept the sign-in. Ask whoever runs jimflow to correct it.",
)
_SILENT = Said(
    "Mejlservern svarade inte. Försök igen, och be den som sköter jimflow att se över den om det inte hjälper.",
    "The mail server did not answer. Try again, and ask whoever runs jimflow to look at it if that does not help.",
)
_RESTORED = Said(
    "Det hölls kvar när databasen återställdes och kan ha skickats förut. Ta reda på det innan du skickar igen.",
    "It was kept back when the database was restored and may have been sent before. Find out before you send again.",
)
_TURNED_DOWN = Said("Mejlservern avvisade mejlet.", "The mail server turned the mail down.")

_BY_STATUS = {
    "1.1": _NO_ADDRESS,
    "1.2": _NO_DOMAIN,
    "1.3": Said("Adressen är felskriven. Rätta den.", "The address is misspelt. Correct it."),
    "1.6": Said(
        "Brevlådan har flyttat. Ta reda på den nya adressen.", "The mailbox has moved. Find out the new address."
    ),
    "1.10": _NO_ADDRESS,
    "2.1": Said("Brevlådan är avstängd. Ta reda på rätt adress.", "The mailbox is closed. Find out the right address."),
    "2.2": _FULL,
    "2.3": _LARGE,
    "3.4": _LARGE,
    **dict.fromkeys(("4.1", "4.2", "4.4", "4.6", "4.7"), _UNREACHABLE),
    "7.1": _REFUSED,
    "7.8": _SIGN_IN,
    **dict.fromkeys((f"7.{n}" for n in range(20, 28)), _SENDER),
}
_BY_CODE = {
    **dict.fromkeys((421, 450, 451), _LATER),
    452: _FULL,
    **dict.fromkeys((530, 534, 535), _SIGN_IN),
    **dict.fromkeys((550, 551, 553), _NO_ADDRESS),
    552: _FULL,
    556: _NO_DOMAIN,
}


def why_not(code: int | None, reply: str) -> Said:
    """Why a mail did not arrive, by the relay's last code and words, and what to do about it.

    What is told more exactly in the words (5.2.2) goes before the code. The relay's own words should stand beside it.
    """
    if reply.startswith("held after a restore"):
        return _RESTORED
    if (found := _ENHANCED.search(reply)) is not None:
        kind, subject, detail = found.groups()
        if (kind, subject) == ("4", "7"):  # a policy that may let it in later: greylisting
            return _LATER
        if (said := _BY_STATUS.get(f"{subject}.{detail}")) is not None:
            return said
    if code is None:
        return _SILENT
    return _BY_CODE.get(code, _LATER if 400 <= code < 500 else _TURNED_DOWN)


def stop_words(code: str | None, since: date, reason: str, lang: str, today: date) -> str:
    """That the mail of the round `code`, or all, is stopped since when, and why."""
    day = short_day(since, lang, today)
    if code is None:
        return tr(lang, "All post är stoppad sedan {day}: {reason}", day=day, reason=reason)
    return tr(lang, "Mejlen i {code} är stoppade sedan {day}: {reason}", code=code, day=day, reason=reason)
