"""Links on the screen, and revoking them."""

from __future__ import annotations

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.going_out import revoke_links
from jimflow.cli.desk import Desk
from jimflow.cli.screen import table
from jimflow.core.mistakes import Said
from jimflow.store.queries.addresses import people_known_as
from jimflow.store.queries.links import LinkRow, links
from jimflow.store.queries.seats import PersonRow
from jimflow.store.transaction import read


def listed(desk: Desk, who: str | None, *, every: bool) -> None:
    """The links that are good, or all; a document names no address that the screen does not."""
    person = _person(desk, who).id if who else None
    with read(desk.runtime.engine) as tx:
        found = links(tx, person, after=None if every else desk.now())
    if not every:
        found = [row for row in found if row.revoked_at is None and _of_this_key(desk, row)]
    if desk.document:
        desk.answer({"links": [_document(desk, row) for row in found]})
        return
    if not found:
        desk.say("Inga länkar gäller.", "No links are good.")
        return
    heads = Said("Mejl|Till|Ämne|Gäller till", "Mail|To|Subject|Good until").in_(desk.lang).split("|")
    table(heads, [[str(r.mail), r.address, r.subject, _until(desk, r)] for r in found])


def revoked(desk: Desk, who: str | None, mail: int | None, reason: str, actor: str | None) -> None:
    """Revokes, and says how many were good."""
    if (who is None) == (mail is None):
        raise BadInput(
            "Ange en person eller --mail NUMMER, inte båda.", "Give a person or --mail NUMBER, and not both."
        )
    person = _person(desk, who).id if who else None
    count = revoke_links(desk.runtime, desk.actor(actor), person=person, mail=mail, reason=reason)
    if count == 0:
        desk.say("Ingen länk gällde.", "No link was good.")
    elif count == 1:
        desk.say("En länk gäller inte längre.", "One link is no longer good.")
    else:
        desk.say(f"{count} länkar gäller inte längre.", f"{count} links are no longer good.")


def _person(desk: Desk, who: str) -> PersonRow:
    """The one who is meant. Raises NotFound and BadInput."""
    with read(desk.runtime.engine) as tx:
        found = people_known_as(tx, who.strip())
    if not found:
        raise NotFound(f"Ingen person hittades för {who}.", f"No person was found for {who}.")
    if len(found) > 1:
        several = ", ".join(f"{p.id} ({p.name})" for p in found)
        raise BadInput(f"{who} är flera: {several}. Ange numret.", f"{who} is several: {several}. Give the number.")
    return found[0]


def _of_this_key(desk: Desk, row: LinkRow) -> bool:
    doors = desk.runtime.doors
    return doors is not None and doors.key_id == row.key_id


def _until(desk: Desk, row: LinkRow) -> str:
    day = f"{desk.local(row.ends_at):%Y-%m-%d}"
    if row.revoked_at is not None:
        return f"{day} ({Said('tillbakadragen', 'revoked').in_(desk.lang)})"
    if not _of_this_key(desk, row):
        return f"{day} ({Said('av en annan nyckel', 'of another key').in_(desk.lang)})"
    return day


def _document(desk: Desk, row: LinkRow) -> dict[str, object]:
    return {
        "mail": row.mail,
        "to": row.address,
        "subject": row.subject,
        "made_at": row.made_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
        "of_this_key": _of_this_key(desk, row),
    }
