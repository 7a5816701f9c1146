"""The same commands on a PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import URL

from tests.cli.console import ROUND, Console


def test_a_round_is_set_up_and_moved_on_postgresql(empty: Console, pg_database: Callable[..., URL]) -> None:
    url = ("--database", pg_database().set(drivername="postgresql").render_as_string(hide_password=False))
    assert empty("round", "show", *url, code=3).err == (
        "Databasens schema är inte den här versionens. Kör: jimflow init\n"
    )
    assert empty("init", *url).out.startswith("Databasen postgresql")
    assert empty("init", *url).out.endswith("var redan klar.\n")
    empty("round", "load", str(ROUND), *url)
    empty("do", "csn", "invite", *url)
    assert empty("advance", "csn", "--json", *url, code=1).json["results"][0]["ok"] is False
    assert empty("why", "csn", "--json", *url).json["state"] == "invited"
    assert len(empty("round", "show", "--json", *url).json["clusters"]) == 3
    assert empty("mail", "list", "--waiting", "--json", *url).json["waiting"][0]["template"] == "invitation"
    assert empty("audit", "verify", "--json", *url).json == {
        "ok": True,
        "chains": 14,
        "entries": 17,
        "first_bad": None,
    }
    assert len(empty("audit", "export", *url).out.splitlines()) == 17
