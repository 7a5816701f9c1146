"""Why a mail did not arrive, in words a coordinator can act on."""

from __future__ import annotations

from datetime import date

import pytest

from jimflow.actions.upkeep import HELD_AFTER_RESTORE
from jimflow.texts.outbox_words import stop_words, why_not


@pytest.mark.parametrize(
    ("code", "reply", "said"),
    [
        (550, "5.1.1 <x@example.org>: Recipient address rejected", "Adressen finns inte"),
        (550, "No such user here", "Adressen finns inte"),
        (550, "5.1.2 Bad destination system address", "Det som står efter @"),
        (552, "5.2.2 Mailbox full", "Brevlådan är full"),
        (452, "4.2.2 Over quota", "Brevlådan är full"),
        (552, "5.3.4 Message too big", "Mejlet är för stort"),
        (550, "5.7.1 Delivery not authorized", "släpper inte in mejl från oss"),
        (550, "5.7.26 Unauthenticated email", "SPF, DKIM eller DMARC"),
        (451, "4.7.1 Greylisted, try again later", "bad oss att försöka senare"),
        (450, "Try again later", "bad oss att försöka senare"),
        (535, "5.7.8 Authentication credentials invalid", "godtog inte inloggningen"),
        (554, "Transaction failed", "avvisade mejlet"),
        (None, "connection refused", "svarade inte"),
        (None, HELD_AFTER_RESTORE, "när databasen återställdes"),
        (550, "version 15.1.1.2 refuses", "Adressen finns inte"),
    ],
)
def test_a_relays_answer_is_said_in_plain_words(code: int | None, reply: str, said: str) -> None:
    assert said in why_not(code, reply).sv
    assert why_not(code, reply).en


def test_a_stop_is_said_with_its_day_and_its_reason() -> None:
    today = date(2021, 3, 15)
    assert stop_words("mini", date(2021, 3, 12), "Fel text", "sv", today) == (
        "Mejlen i mini är stoppade sedan 12 mars: Fel text"
    )
    assert stop_words(None, date(2021, 3, 12), "Fel text", "en", today) == (
        "All mail has been stopped since 12 March: Fel text"
    )
