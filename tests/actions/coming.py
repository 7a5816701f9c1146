"""The mini round with doors: mails that went to people, their links, and the codes that were sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert

from jimflow.actions.asked_codes import Asked, ask_for_code, type_sign_in_code
from jimflow.actions.coming_in import Choice, Refused, Session, type_mail_code
from jimflow.core.doors import LINK_LIFE, Doors
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write
from tests.actions.going import Going, going

KEY = b"a key that nobody but the tests knows"
HOME, AWAY = "192.0.2.7", "198.51.100.9"
BROWSER = "the secret of a browser"
WRONG = Refused()


@dataclass(frozen=True)
class Doorstep:
    """A round whose mails carry links."""

    round: Going

    @property
    def runtime(self) -> Runtime:
        return self.round.runtime

    @property
    def doors(self) -> Doors:
        assert self.runtime.doors is not None
        return self.runtime.doors

    def at(self, local: str) -> None:
        self.round.clock.set(local)

    def person(self, mail: str) -> int:
        (found,) = self.round.rows(t.Person, "id", mail=mail)
        return int(found[0])

    def code_of(self, mail: int) -> str:
        return self.doors.code(mail)

    def type(self, mail: int, code: str, origin: str = HOME, **rest: object) -> Session | Choice | Refused:
        return type_mail_code(self.runtime, self.doors.token(mail), code, origin, **rest)  # type: ignore[arg-type]

    def ask(self, address: str, origin: str = HOME, browser: str = BROWSER) -> Asked | Refused:
        return ask_for_code(self.runtime, address, browser, origin)

    def sent(self) -> str:
        """The code that was asked for last."""
        return self.doors.sign_in_code(self.round.rows(t.SignInCode, "id")[-1][0])

    def enter(
        self, code: str, origin: str = HOME, browser: str = BROWSER, **rest: object
    ) -> Session | Choice | Refused:
        return type_sign_in_code(self.runtime, browser, code, origin, **rest)  # type: ignore[arg-type]


def doorstep(
    engine: Engine, folder: Path, now: str = "2021-01-18 09:00", base_url: str = "https://jim.example"
) -> Doorstep:
    """The round just loaded, with a key."""
    found = going(engine, folder, now)
    here = replace(found.here, runtime=replace(found.runtime, doors=Doors(KEY, base_url)))
    return Doorstep(replace(found, here=here))


def inside(found: object) -> Session:
    """Somebody came in."""
    assert isinstance(found, Session), found
    return found


def a_mail(step: Doorstep, agency: str, *held: tuple[str, str], address: str | None = None) -> int:
    """A mail with a link to the holders of these (agency, function), as if it had been composed now."""
    now = step.runtime.clock()
    appointments = [step.round.appointment(*one) for one in held or [(agency, "coordinator")]]
    rows = {n: row for n, *row in step.round.rows(t.Appointment, "id", "address", "function", "round")}
    first = rows[appointments[0]]
    number = len(step.round.rows(t.Mail, "id")) + 1
    with write(step.runtime.engine) as tx:
        mail: dict[str, Any] = {
            "key": f"test:{number}",
            "message_id": f"<test{number}@x>",
            "mail_class": "digest",
            "round": first[2],
        }
        mail |= {"address": address or first[0], "envelope_from": "", "language": "sv", "subject": "", "raw": b""}
        mail |= {"composed_at": now, "next_at": now}
        made = tx.connection.execute(insert(table(t.Mail)).values(**mail).returning(table(t.Mail).c.id)).scalar_one()
        for appointment in appointments:
            told: dict[str, Any] = {
                "key": f"test:{made}:{appointment}",
                "mail_class": "digest",
                "template": "open",
                "item": "open:x",
            }
            told |= {"participation": step.round.agencies[agency], "appointment": appointment, "facts": "{}"}
            told |= {"function": rows[appointment][1], "address": mail["address"], "language": "sv"}
            told |= {"made_at": now, "send_at": now, "status": "composed", "mail": made}
            tx.connection.execute(insert(table(t.Intent)).values(**told))
        link: dict[str, Any] = {"mail": made, "key_id": step.doors.key_id, "made_at": now, "ends_at": now + LINK_LIFE}
        tx.connection.execute(insert(table(t.MailLink)).values(**link))
    return int(made)
