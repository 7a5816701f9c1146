"""The links of mails from the command line: which are good, and revoking them."""

from __future__ import annotations

import pytest

from jimflow.files.link_key import make_key
from tests.cli.console import Console, copied
from tests.smtp import Sink


@pytest.fixture(scope="module")
def invited_once(filled: Console, tmp_path_factory: pytest.TempPathFactory) -> Console:
    """Kriminalvården in preparation, with a key and its first mails sent. Not to be changed."""
    console = copied(filled, tmp_path_factory.mktemp("linked"))
    make_key(console.folder / "jimflow.key")
    console("do", "kriminalvarden", "invite")
    console("do", "kriminalvarden", "accept")
    console.travel("2021-01-19T08:00")
    with Sink() as sink, pytest.MonkeyPatch.context() as patch:
        patch.setenv("JIMFLOW_SMTP_PORT", str(sink.port))
        patch.setenv("JIMFLOW_SMTP_TLS", "none")
        console("tick")
    return console


@pytest.fixture
def invited(invited_once: Console) -> Console:
    return invited_once


WHO = "gm_coordinator.kriminalvarden@example.org"


def test_links_are_listed_by_person_and_none_shows_the_link_itself(invited: Console) -> None:
    found = invited("link", "list", WHO, "--json").json["links"]
    assert found and {row["to"] for row in found} == {WHO}
    assert "/l/" not in invited("link", "list").out
    assert f"{found[0]['mail']}" in invited("link", "list", WHO).out


def test_revoking_ends_the_links_of_one_person_with_the_reason_in_the_audit(invited: Console) -> None:
    others = len(invited("link", "list", "--json").json["links"])
    mine = len(invited("link", "list", WHO, "--json").json["links"])
    answer = invited("link", "revoke", WHO, "--reason", "mejlet kom fel", "--actor", "ada")
    assert "gäller inte längre" in answer.out
    assert len(invited("link", "list", "--json").json["links"]) == others - mine
    assert invited("link", "revoke", WHO).out.endswith("\nIngen länk gällde.\n")
    everything = invited("link", "list", WHO, "--all", "--json").json["links"]
    assert len(everything) == mine and all(row["revoked_at"] for row in everything)
    assert "länkar i mejl drogs tillbaka" in invited("audit", "list", "--kind", "links_revoked").out


def test_what_cannot_be_revoked_is_told(invited: Console) -> None:
    said = "Ange en person eller --mail NUMMER, inte båda.\n"
    assert invited("link", "revoke", code=2).err == said
    assert invited("link", "revoke", WHO, "--mail", "1", code=2).err == said
    assert invited("link", "revoke", "nobody@example.org", code=2).err == (
        "Ingen person hittades för nobody@example.org.\n"
    )
    assert invited("link", "revoke", "--mail", "9999", code=2).err == "Mejl nr 9999 har ingen länk.\n"
