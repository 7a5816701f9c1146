"""What a person does with mails from the command line."""

from __future__ import annotations

from collections.abc import Sequence

from jimflow.actions.bounces import bounced
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.mails import release, retry
from jimflow.actions.unwritten import write_again
from jimflow.cli.desk import Desk
from jimflow.cli.values import a_number
from jimflow.store.queries.mail import mail, waiting
from jimflow.store.transaction import read


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
