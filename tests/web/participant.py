"""Somebody who takes part, at a browser without scripts."""

from __future__ import annotations

from jimflow.web.cookies import called
from tests.demo_site import Installation
from tests.participants import holder, session_of
from tests.web.person import Person


class Participant(Person):
    """Whoever holds a function at an agency: signed in, or, with `mail`, having typed the code of that mail."""

    def __init__(
        self,
        made: Installation,
        agency: str = "formas",
        function: str = "gm_coordinator",
        *,
        mail: int | None = None,
        lang: str = "sv",
    ) -> None:
        super().__init__(made, None, lang)
        self.number = holder(made, agency, function)
        self.client.cookies.set(called("person", secure=False), session_of(made, self.number, mail=mail))
