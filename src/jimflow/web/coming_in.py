"""What the page asks that lets those who take part come in: the code of a mail, or one that is sent to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jimflow.web.visit import Visit


def asked_in(
    visit: Visit, place: str, *, kept: Sequence[tuple[str, str]] = (), problem: str = "", address: str = ""
) -> dict[str, Any]:
    """The values of `in.html`. `place` is where the browser goes on to, `kept` what was typed before it had to ask."""
    return {"next": place, "kept": list(kept), "problem": problem, "address": address, "linked": visit.guest}
