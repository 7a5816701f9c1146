"""kill -9 at every named point between BEGIN and "sent": nothing confirmed and no mail is lost, all works after."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.crash import oracles
from tests.crash.victims import PHASES, ROUNDS, SEAMS, DeadlySink, another_round, installed, kill_at, recover

WINDOW = frozenset({"taken", "mail-answered"})
"""Where the relay has what was handed over and we have not recorded it: there, and only there, a repeat is honest."""


@pytest.mark.parametrize("point", [*SEAMS, *PHASES])
def test_a_kill_loses_nothing_that_was_confirmed_and_no_mail(engine: Engine, tmp_path: Path, point: str) -> None:
    at = installed(engine, tmp_path)
    honest = 0
    with DeadlySink() as sink:
        for n in range(1, ROUNDS + 1):
            crime = kill_at(at, another_round(at, n), sink, point)
            assert crime.died, f"the point {point} was never reached"
            oracles.nothing_half_done(crime)
            oracles.nothing_confirmed_lost(crime)
            oracles.audit_holds(crime)
            honest += oracles.unanswered(crime) if point in WINDOW else 0
            recover(at, sink)
            oracles.every_mail_arrived(crime, sink)
            oracles.repeats_only_in_the_window(crime, sink, honest)
            oracles.it_works_afterwards(crime, sink)
            oracles.audit_holds(crime)
