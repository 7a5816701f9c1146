"""What a person does with mails from the command line."""

from __future__ import annotations

from collections.abc import Sequence

from jimflow.actions.bounces import bounced
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.mail_review import a_policy, review_of, set_review
from jimflow.actions.mail_stops import hold_all, let_go
from jimflow.actions.mails import release, retry
from jimflow.actions.unwritten import write_again
from jimflow.cli.desk import Desk
from jimflow.cli.values import a_number
from jimflow.store.queries.mail import mail, waiting
from jimflow.store.queries.outbox import Stop, stops, to_review
from jimflow.store.transaction import read
from jimflow.texts.outbox_words import stop_words
from jimflow.texts.words import REVIEW, word


def released(desk: Desk, numbers: Sequence[str], actor: str | None, *, every: bool) -> None:
    """Lets held intents go: those of the numbers, or all."""
    if every == bool(numbers):
        raise BadInput("Ange nummer, eller --all.", "Give numbers, or --all.")
    wanted = [a_number(n, "ID") for n in numbers]
    with read(desk.runtime.engine) as tx:
        held = {i.id for i in waiting(tx, held=True)}
    if missing := [n for n in wanted if n not in held]:
        raise NotFound(
            f"Nr {missing[0]} hålls inte. Det som hålls visas med: jimflow mail list --held",
            f"No. {missing[0]} is not held. See what is with: jimflow mail list --held",
        )
    count = release(desk.runtime, None if every else wanted, desk.actor(actor))
    desk.say(f"Släppta: {count}. De går i sin egen tid.", f"Released: {count}. They go at their own time.")


def retried(desk: Desk, number: str | None, actor: str | None, *, unwritten: bool) -> None:
    """Makes a mail due again, or everything that could not be written."""
    if unwritten == (number is not None):
        raise BadInput("Ange numret, eller --unwritten.", "Give the number, or --unwritten.")
    if number is None:
        count = write_again(desk.runtime)
        desk.say(f"Skrivs vid nästa slag: {count}.", f"Written at the next beat: {count}.")
        return
    wanted = a_number(number, "ID")
    retry(desk.runtime, wanted, desk.actor(actor))
    desk.say(
        f"Mejl nr {wanted} skickas vid nästa slag: jimflow tick",
        f"Mail no. {wanted} goes at the next beat: jimflow tick",
    )


def came_back(desk: Desk, number: str, actor: str | None) -> None:
    """Marks the address of a mail as one that does not work."""
    wanted = a_number(number, "ID")
    with read(desk.runtime.engine) as tx:
        row = mail(tx, wanted)
    if row is None:
        raise NotFound(f"Mejl nr {wanted} finns inte.", f"There is no mail no. {wanted}.")
    marked = bounced(desk.runtime, wanted, desk.actor(actor))
    if marked:
        desk.say(
            f"{row.address} är antecknad som en adress som inte fungerar. Samordnaren får veta det.",
            f"{row.address} is noted as an address that does not work. The coordinator is told.",
        )
    else:
        desk.say(f"{row.address} innehar ingen funktion nu.", f"{row.address} holds no function now.")


def reviewed(desk: Desk, round_code: str, policy: str | None, actor: str | None) -> None:
    """Sets which mails of the round wait for somebody, or says which do."""
    of = desk.round(round_code)
    if policy is None:
        with read(desk.runtime.engine) as tx:
            now, count = review_of(tx, of.id), to_review(tx, of.id)
    else:
        now = a_policy(policy)
        count = set_review(desk.runtime, of.id, now, desk.actor(actor))
    desk.line(f"{of.code}: {word(REVIEW, now, desk.lang)}.")
    if count:
        desk.say(
            f"{count} väntar på att släppas: jimflow mail list --held",
            f"{count} wait to be released: jimflow mail list --held",
        )


def stopped(desk: Desk, round_code: str | None, reason: str, actor: str | None) -> None:
    """Stops the mail of a round, or all."""
    of = desk.round(round_code).id if round_code is not None else None
    held = hold_all(desk.runtime, of, reason, desk.actor(actor))
    count = held.unwritten + held.mails
    desk.say(f"Mejlen är stoppade. {count} väntar.", f"The mail is stopped. {count} waiting.")
    if held.leaving:
        desk.say(
            f"{held.leaving} mejl höll just på att tas emot av mejlservern och kan komma fram.",
            f"{held.leaving} mails were just being taken by the mail server and may arrive.",
        )
    desk.say("Häv stoppet med: jimflow mail let-go", "Lift the stop with: jimflow mail let-go")


def lifted(desk: Desk, round_code: str | None, actor: str | None) -> None:
    """Lets the mail of a round go, or all."""
    of = desk.round(round_code).id if round_code is not None else None
    waited = let_go(desk.runtime, of, desk.actor(actor))
    count = waited.unwritten + waited.mails
    desk.say(
        f"Stoppet är hävt. {count} väntade: det som fortfarande gäller går i sin egen tid.",
        f"The stop is lifted. {count} waited: what still holds goes at its own time.",
    )
    with read(desk.runtime.engine) as tx:
        left = stops(tx, of)
    desk.lines([stopped_words(desk, stop) for stop in left])


def stopped_words(desk: Desk, stop: Stop) -> str:
    """That mail is stopped, since when and why."""
    since, today = desk.local(stop.since).date(), desk.local(desk.now()).date()
    return stop_words(stop.code, since, stop.reason, desk.lang, today)
