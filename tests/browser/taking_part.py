"""The same sites for somebody who takes part: `who` of a visit is agency and function, as `formas finance`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jimflow.web.cookies import called
from tests.browser.visits import Served
from tests.participants import holder, session_of


@dataclass(frozen=True)
class TakingPart:
    """An installation whose visitors are signed in as holders of functions."""

    served: Served

    @property
    def address(self) -> str:
        """Without a slash at its end."""
        return self.served.address

    def cookies(self, who: str | None, lang: str) -> Mapping[str, str]:
        """The chosen language, and the session of whoever holds the function at the agency."""
        found = {called("lang", secure=False): lang}
        if who:
            made = self.served.installation
            found[called("person", secure=False)] = session_of(made, holder(made, *who.split()))
        return found
