"""How beats are made from the command line, once or until stopped, and what is told of them."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from datetime import datetime

from jimflow.actions.errors import BadInput
from jimflow.actions.heartbeat import Beat, tick
from jimflow.cli.desk import Desk
from jimflow.cli.errors import CannotWork
from jimflow.cli.logbook import kept_in, log_path
from jimflow.cli.mail_acts import stopped_words
from jimflow.cli.open import LazySender, relay_of
from jimflow.cli.values import a_moment
from jimflow.runtime import Runtime
from jimflow.scheduler import beat_until, stopped_by_signal
from jimflow.store.faults import driver_error
from jimflow.store.queries.mail import UnwrittenRow, unwritten
from jimflow.store.queries.outbox import Stop, stops
from jimflow.store.transaction import read

log = logging.getLogger("jimflow.worker")


def once(desk: Desk, at: str | None) -> None:
    """One beat. Raises CannotWork when something could not be written, or the relay did not take what was due."""
    sender, runtime = checked(desk), desk.runtime
    if at is not None:
        runtime = _at(desk, a_moment(at, "--at"))
    with kept_in(log_path(desk.runtime.settings)):
        done = tick(runtime)
    sent, failed = sender.tally["sent"], sender.tally["temporary"] + sender.tally["unknown"]
    stuck = _unwritten(runtime)
    if desk.document:
        counted = {"swept": done.swept, "composed": done.composed, "claimed": done.delivered, "sent": sent}
        stopped = [{"round": s.code, "since": s.since.isoformat(), "reason": s.reason} for s in _stops(runtime)]
        desk.answer({**counted, "failed": failed, "unwritten": len(stuck), "stopped": stopped})
    else:
        desk.say(
            f"Förfallet: {done.swept}. Skrivet: {done.composed}. Skickade mejl: {sent}.",
            f"Due: {done.swept}. Written: {done.composed}. Mails sent: {sent}.",
        )
        desk.lines([stopped_words(desk, s) for s in _stops(runtime)])
    if stuck:
        raise CannotWork(
            f"{len(stuck)} kunde inte skrivas och väntar (jimflow mail list --waiting). {stuck[0].sv}",
            f"{len(stuck)} could not be written and wait (jimflow mail list --waiting). {stuck[0].en}",
        )
    if failed:
        settings = desk.runtime.settings
        where = f"{settings.smtp_host}:{settings.smtp_port}"
        raise CannotWork(
            f"{failed} mejl kunde inte skickas genom {where} ({sender.last_reply}). De väntar på nästa försök.",
            f"{failed} mails could not be sent through {where} ({sender.last_reply}). They wait for the next attempt.",
        )


def work(desk: Desk) -> None:
    """Beats until SIGTERM or Ctrl-C; a beat that fails is noted in the log and the next one tries again."""
    sender, runtime = checked(desk), desk.runtime
    stop, path = threading.Event(), log_path(runtime.settings)
    seconds = runtime.settings.heartbeat_seconds
    desk.say(
        f"Arbetar, ett slag var {seconds}:e sekund. Logg: {path}. Avsluta med Ctrl-C.",
        f"At work, a beat every {seconds} seconds. Log: {path}. End with Ctrl-C.",
    )
    desk.at_once()
    with kept_in(path), stopped_by_signal(stop):
        beat_until(stop, lambda: beat(desk, sender), seconds)
    desk.say("Avslutat.", "Ended.")


def beat(desk: Desk, sender: LazySender) -> None:
    """One beat whose faults are told and logged, never raised."""
    try:
        done = tick(desk.runtime)
    except Exception as error:
        log.exception("a beat failed")
        what = type(driver_error(error) or error).__name__
        desk.say(
            f"Ett slag misslyckades ({what}); nästa försöker igen.",
            f"A beat failed ({what}); the next one tries again.",
        )
        desk.at_once()
        return
    if done != Beat(0, 0, 0):
        counted = sender.taken()
        failed = counted["temporary"] + counted["unknown"]
        now = f"{desk.local(desk.now()):%Y-%m-%d %H:%M}"
        desk.say(
            f"{now} Förfallet: {done.swept}. Skrivet: {done.composed}. Skickade: {counted['sent']}. Väntar: {failed}.",
            f"{now} Due: {done.swept}. Written: {done.composed}. Sent: {counted['sent']}. Waiting: {failed}.",
        )
        if stuck := _unwritten(desk.runtime):
            desk.say(
                f"{len(stuck)} kunde inte skrivas. {stuck[0].sv}", f"{len(stuck)} could not be written. {stuck[0].en}"
            )
        desk.at_once()


def _tell_stops(desk: Desk, told: set[Stop]) -> None:
    """Says once that mail is stopped, and once that it is not any more."""
    now = set(_stops(desk.runtime))
    for stop in sorted(now - told, key=lambda s: s.since):
        desk.line(stopped_words(desk, stop))
    if told and not now:
        desk.say("Inga mejl är stoppade längre.", "No mail is stopped any more.")
    if now != told:
        desk.at_once()
        told.clear()
        told.update(now)


def _stops(runtime: Runtime) -> list[Stop]:
    with read(runtime.engine) as tx:
        return stops(tx)


def _unwritten(runtime: Runtime) -> list[UnwrittenRow]:
    with read(runtime.engine) as tx:
        return unwritten(tx)


def checked(desk: Desk) -> LazySender:
    """The sender, once it is known that its settings can be used."""
    relay_of(desk.runtime.settings, demo=desk.opened.demo)
    sender = desk.runtime.sender
    assert isinstance(sender, LazySender)
    return sender


def _at(desk: Desk, moment: datetime) -> Runtime:
    if moment > desk.now() and not desk.opened.demo:
        raise BadInput(
            "--at: den tiden har inte kommit. Framåt går det bara i en demo.",
            "--at: that time has not come. Only a demo can look ahead.",
        )
    return replace(desk.runtime, clock=lambda: moment)
