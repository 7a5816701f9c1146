"""The outbox from the command line: what comes, what waits for somebody, what is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.console import Console, copied
from tests.smtp import Sink


@pytest.fixture(scope="module")
def invited_once(filled: Console, tmp_path_factory: pytest.TempPathFactory) -> Console:
    """Kriminalvården invited on Monday 11 January 2021; its letters are due on Tuesday. Not to be changed."""
    console = copied(filled, tmp_path_factory.mktemp("outbox"))
    console("do", "kriminalvarden", "invite")
    return console


@pytest.fixture
def invited(invited_once: Console, tmp_path: Path) -> Console:
    return copied(invited_once, tmp_path)


ROUND = "jim-plus-2021-2022"


def to_agencies(relay: Sink) -> list[str]:
    """Whom mail went to, by function; the host's overview goes on."""
    return sorted(m.rcpt.partition(".")[0] for m in relay.mails if not m.rcpt.startswith("samordning"))


def test_what_comes_is_listed_by_day_in_words_and_as_a_document(invited: Console) -> None:
    assert invited("mail", "coming").out.splitlines()[-2:] == [
        "2021-01-12  2  samlat mejl",
        "      brev: ”Inbjuden”",
    ]
    (line,) = invited("mail", "coming", "--days", "2", "--json").json["lines"]
    assert (line["day"], line["item"], line["held"], len(line["to"])) == ("2021-01-12", "letter:invitation", False, 2)


def test_a_rounds_mail_waits_for_somebody_and_goes_when_it_is_released(
    invited: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = invited("mail", "review", ROUND, "first")
    assert answer.out.splitlines()[-2:] == [
        f"{ROUND}: det första mejlet av varje utskick väntar, och resten med det.",
        "2 väntar på att släppas: jimflow mail list --held",
    ]
    assert f"{ROUND}: the first mail of each batch waits" in invited("--lang", "en", "mail", "review", ROUND).out
    invited.travel("2021-01-12T09:00")
    with Sink() as relay:
        monkeypatch.setenv("JIMFLOW_SMTP_PORT", str(relay.port))
        monkeypatch.setenv("JIMFLOW_SMTP_TLS", "none")
        invited("tick")
        assert to_agencies(relay) == []
        number = invited("mail", "list", "--held", "--json").json["waiting"][0]["id"]
        assert "Släppta: 2." in invited("mail", "release", str(number)).out
        invited("tick")
        assert to_agencies(relay) == ["agency_head", "gm_coordinator"]
    assert "mejlen går av sig själva" in invited("mail", "review", ROUND, "none").out
    assert invited("mail", "review", ROUND, "some", code=2).err == "some finns inte. Välj none, all eller first.\n"


def test_the_brake_stops_all_mail_and_everybody_who_looks_is_told(
    invited: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert invited("mail", "hold", code=2).err == "Skriv varför mejlen stoppas.\n"
    said = invited("mail", "hold", ROUND, "--reason", "Fel text i inbjudan").out
    assert "Mejlen är stoppade. 2 väntar." in said
    invited.travel("2021-01-12T09:00")
    with Sink() as relay:
        monkeypatch.setenv("JIMFLOW_SMTP_PORT", str(relay.port))
        monkeypatch.setenv("JIMFLOW_SMTP_TLS", "none")
        (stop,) = invited("tick", "--json").json["stopped"]
        assert (stop["round"], stop["reason"]) == (ROUND, "Fel text i inbjudan")
        assert f"Mejlen i {ROUND} är stoppade sedan 11 januari: Fel text i inbjudan" in invited("tick").out
        assert "är stoppade sedan 11 januari: Fel text i inbjudan 2 väntar." in invited("doctor", code=None).out
        assert invited("mail", "hold", ROUND, "--reason", "Igen", code=1).err == "Mejlen är redan stoppade.\n"
        assert to_agencies(relay) == []
        assert "Stoppet är hävt. 2 väntade" in invited("mail", "let-go", ROUND).out
        invited("tick")
        assert to_agencies(relay) == ["agency_head", "gm_coordinator"]
    assert invited("mail", "let-go", code=1).err == "Mejlen är inte stoppade.\n"
