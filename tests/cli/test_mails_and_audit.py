"""The outbox and the audit from the command line, on a real relay of the tests' own."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jimflow.core.canonical import canonical
from jimflow.files.shipped import shipped
from jimflow.files.workflows import load_workflow
from jimflow.mail.sections import APART, TOGETHER
from tests.cli.console import Console, copied
from tests.smtp import Sink, closed_port


@pytest.fixture
def relay() -> Iterator[Sink]:
    with Sink() as running:
        yield running


@pytest.fixture(scope="module")
def due_once(filled: Console, tmp_path_factory: pytest.TempPathFactory) -> Console:
    """Kriminalvården invited on Monday 11 January 2021 and its letters due on Tuesday. Not to be changed."""
    console = copied(filled, tmp_path_factory.mktemp("due"))
    console("do", "kriminalvarden", "invite")
    console.travel("2021-01-12T09:00")
    return console


@pytest.fixture
def due(due_once: Console, tmp_path: Path) -> Console:
    return copied(due_once, tmp_path)


@pytest.fixture
def sending(due: Console, relay: Sink, monkeypatch: pytest.MonkeyPatch) -> Console:
    """The same with a relay that takes mail."""
    _use(relay.port, monkeypatch)
    return due


def test_a_tick_says_what_it_did_and_a_second_says_nothing_twice(sending: Console, relay: Sink) -> None:
    first = sending("tick", "--json").json
    assert (first["sent"], first["failed"]) == (len(relay.mails), 0)
    assert sorted(m.rcpt.partition(".")[0] for m in relay.mails) == ["agency_head", "gm_coordinator"]
    assert sending("tick").out.splitlines()[1] == "Förfallet: 0. Skrivet: 0. Skickade mejl: 0."


def test_a_relay_that_is_down_is_one_sentence_and_the_mail_waits(due: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    port = closed_port()
    _use(port, monkeypatch)
    answer = due("tick", code=3)
    assert answer.err.startswith(f"2 mejl kunde inte skickas genom 127.0.0.1:{port} (")
    assert answer.err.endswith("De väntar på nästa försök.\n")
    assert {m["status"] for m in due("mail", "list", "--json").json["mails"]} == {"pending"}


def test_a_demo_talks_to_this_machine_only(due: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIMFLOW_SMTP_HOST", "mail.example.org")
    said = "En demo skickar bara till den egna datorn, inte till mail.example.org. Ställ in smtp_host = 127.0.0.1.\n"
    assert due("tick", code=2).err == said
    assert due("worker", code=2).err == said


def test_only_a_demo_looks_ahead(due: Console, real: Console) -> None:
    assert real("tick", "--at", "2099-01-01T08:00", code=2).err == (
        "--at: den tiden har inte kommit. Framåt går det bara i en demo.\n"
    )
    assert due("tick", "--at", "klockan åtta", code=2).err == (
        "--at: klockan åtta är ingen tid. Skriv så här: 2021-06-01T08:00.\n"
    )


def test_a_demo_ticks_at_the_time_it_is_told(console: Console, relay: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    _use(relay.port, monkeypatch)
    console("do", "csn", "invite")
    assert console("tick", "--json").json["sent"] == 0
    assert console("tick", "--at", "2021-01-12T09:00", "--json").json["sent"] == 2


def test_a_mail_is_shown_as_it_went(sending: Console) -> None:
    sending("tick")
    mails = sending("mail", "list", "--json").json["mails"]
    letter = next(m for m in mails if m["to"] == "gm_coordinator.kriminalvarden@example.org")
    assert (letter["status"], letter["items"]) == ("sent", ["letter:invitation"])
    out = sending("mail", "show", str(letter["id"])).out
    assert f"Subject: {letter['subject']}\n" in out
    assert "From: Samordningen för JiM+, Jämställdhetsmyndigheten <" in out
    assert "Hej!" in out
    document = sending("mail", "show", str(letter["id"]), "--json").json
    assert (document["subject"], "Hej!" in document["text"]) == (letter["subject"], True)
    assert "Subject:" in sending("mail", "show", str(letter["id"]), "--raw").out


def test_a_mail_that_is_not_there_says_so(due: Console) -> None:
    assert due("mail", "show", "9", code=2).err == "Mejl nr 9 finns inte.\n"
    assert due("mail", "retry", "9", code=2).err == "Mejl nr 9 finns inte.\n"
    assert due("mail", "bounced", "9", code=2).err == "Mejl nr 9 finns inte.\n"
    assert due("mail", "show", "nio", code=2).err == "ID: nio är inget heltal.\n"
    assert due("mail", "list", "--status", "sänt", code=2).err.startswith(
        "--status: sänt finns inte. Välj bland pending"
    )


def test_mail_that_cannot_be_written_is_told_with_its_reason_and_goes_when_the_text_is_mended(
    sending: Console, relay: Sink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = tmp_path / "notifications"
    shutil.copytree(shipped("notifications"), texts)
    monkeypatch.setenv("JIMFLOW_NOTIFICATIONS", str(texts))
    bad = texts / "invitation" / "body.txt.sv"
    before = bad.read_text(encoding="utf-8")
    bad.write_text("{{ missing }}", encoding="utf-8")
    why = f"Mejlmallen {bad} går inte att använda: 'missing' is undefined. Rätta filen."
    said = f"2 kunde inte skrivas och väntar (jimflow mail list --waiting). {why}\n"
    assert sending("tick", code=3).err == said
    assert "2 kunde inte skrivas. Skälet visas med: jimflow mail list --waiting\n" in sending("mail", "list").out
    waiting = sending("mail", "list", "--waiting", "--json").json["waiting"]
    assert [i["unwritten"]["tries"] for i in waiting] == [1, 1]
    assert {i["unwritten"]["text"]["sv"] for i in waiting} == {why}
    assert f"Nr {waiting[0]['id']} kunde inte skrivas (1 försök): {why}\n" in sending("mail", "list", "--waiting").out
    checks = sending("doctor", "--json", code=3).json["checks"]
    (outbox,) = [c for c in checks if c["name"] == "outbox"]
    stuck = f"Utkorgen: mejl till 2 adresser kan inte skrivas (mail list --waiting). {why}"
    assert (outbox["ok"], outbox["text"]["sv"]) == (False, stuck)
    bad.write_text(before, encoding="utf-8")
    assert sending("mail", "retry", code=2).err == "Ange numret, eller --unwritten.\n"
    assert sending("mail", "retry", "--unwritten").out.splitlines()[1] == "Skrivs vid nästa slag: 2."
    assert sending("tick", "--json").json["sent"] == len(relay.mails) == 2


def test_held_mail_goes_when_it_is_released(sending: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIMFLOW_REVIEW_HOLD", "true")
    sending("do", "csn", "invite")
    held = sending("mail", "list", "--held", "--json").json["waiting"]
    assert [i["template"] for i in held] == ["invitation", "invitation"]
    assert sending("mail", "release", code=2).err == "Ange nummer, eller --all.\n"
    assert sending("mail", "release", "999", code=2).err.startswith("Nr 999 hålls inte.")
    assert sending("mail", "release", str(held[0]["id"])).out.splitlines()[1].startswith("Släppta: 1.")
    assert sending("mail", "release", "--all").out.splitlines()[1].startswith("Släppta: 1.")
    assert sending("mail", "list", "--held").out.splitlines()[1] == "Inget väntar."


def test_a_mail_that_came_back_marks_its_address(sending: Console) -> None:
    sending("tick")
    letter = next(
        m for m in sending("mail", "list", "--json").json["mails"] if m["to"].startswith("agency_head.kriminalvarden")
    )
    out = sending("mail", "bounced", str(letter["id"])).out.splitlines()
    assert out[1] == (
        "agency_head.kriminalvarden@example.org är antecknad som en adress som inte fungerar. Samordnaren får veta det."
    )
    people = sending("function", "list", "krim", "--json").json["appointments"]
    assert [p["function"] for p in people if p["undeliverable"]] == ["agency_head"]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("sent", "Mejl nr 1 är redan skickat."),
        ("claimed", "Mejl nr 1 är på väg just nu."),
        ("handing_over", "Mejl nr 1 är på väg just nu."),
        ("cancelled", "Mejl nr 1 är inställt och skickas inte."),
    ],
)
def test_a_mail_that_needs_no_retry_says_why_in_words(sending: Console, status: str, said: str) -> None:
    sending("tick")
    sending.sql("UPDATE mail SET status = ? WHERE id = 1", status)
    assert sending("mail", "retry", "1", code=2).err == f"{said}\n"


WORKFLOW = load_workflow(shipped("workflows") / "jim-plus.yaml")
OF_THE_ROUND = sorted({*TOGETHER, *APART, *(letter.template for letter in WORKFLOW.letters)} - {"party", "receipt"})
"""What is said in the round: every template but the letters of other programmes, what only parties hear, and the
receipt, which there is none of before somebody has handed in."""


@pytest.mark.parametrize("template", OF_THE_ROUND)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_template_is_shown_with_real_facts(console: Console, template: str, lang: str) -> None:
    console("do", "kriminalvarden", "invite")
    console("do", "kriminalvarden", "accept")
    before = console.sql("SELECT (SELECT count(*) FROM intent), (SELECT count(*) FROM audit_entry)")
    out = console("mail", "preview", template, "kriminalvarden", "--lang", lang).out
    assert "Subject: " in out
    assert "{{" not in out
    assert console.sql("SELECT (SELECT count(*) FROM intent), (SELECT count(*) FROM audit_entry)") == before


def test_an_unknown_template_gets_the_closest_one_and_the_list_has_them_all(console: Console) -> None:
    assert console("mail", "preview", "invitaton", "csn", code=2).err == (
        "Det finns ingen mall invitaton. Menade du invitation?\n"
    )
    listed = console("mail", "preview").out.splitlines()
    assert "  invitation" in listed
    assert "  morning" in listed


def test_the_audit_tells_who_did_what(sending: Console) -> None:
    sending("tick")
    sending("do", "kriminalvarden", "accept", "--actor", "Ada")
    out = sending("audit", "list", "kriminalvarden").out
    assert "mejl skickat" in out
    assert "jimflow, av sig självt" in out
    assert "invited → preparation" in out
    kinds = [e["payload"]["kind"] for e in sending("audit", "list", "krim", "--kind", "move", "--json").json["entries"]]
    assert kinds == ["move", "move"]
    assert sending("audit", "list", "--kind", "moved", code=2).err == "--kind: moved finns inte. Menade du move?\n"


def test_an_empty_answer_of_the_audit_says_so_and_an_entry_without_a_source_begins_with_its_place(
    sending: Console,
) -> None:
    assert sending("audit", "list", "krim", "--kind", "waiver").out.splitlines()[1:] == [
        "Inga sådana poster i granskningsloggen."
    ]
    assert sending("audit", "list", "krim", "--kind", "waiver", "--json").json == {"entries": []}
    assert sending("audit", "list", "krim", "--kind", "proposed").out.splitlines()[-1] == (
        "      proposed · jim-plus-2021-2022"
    )


@pytest.mark.parametrize("as_text", [True, False])  # SQLite's own shell would leave text where bytes were
def test_a_changed_byte_is_found_and_named(console: Console, as_text: bool) -> None:
    console("do", "csn", "invite")
    for (name,) in console.sql("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_payload'"):
        console.sql(f"DROP TRIGGER {name}")
    (entry,) = console.sql("SELECT max(entry) FROM audit_payload")[0]
    changed = "UPDATE audit_payload SET payload = replace(payload, 'invited', 'Invited') WHERE entry = ?"
    console.sql(
        changed if as_text else changed.replace("replace(", "CAST(replace(").replace(") WHERE", ") AS BLOB) WHERE"),
        entry,
    )
    answer = console("audit", "verify", code=1)
    assert answer.out.splitlines()[1] == "Granskningsloggen är bruten: csn, post nr 2: innehållet är ändrat."
    found = console("audit", "verify", "--json", code=1).json
    assert (found["ok"], set(found)) == (False, {"ok", "chains", "entries", "first_bad"})
    assert (found["first_bad"]["organisation"], found["first_bad"]["seq"]) == ("csn", 2)


def test_an_export_can_be_verified_by_anyone(console: Console) -> None:
    console("do", "csn", "invite")
    lines = [json.loads(line) for line in console("audit", "export").out.splitlines()]
    assert len(lines) == 16
    previous: dict[int, bytes] = {}
    for entry in lines:
        leaf = hashlib.sha256(bytes.fromhex(entry["salt"]) + canonical(entry["payload"])).digest()
        link = hashlib.sha256(previous.get(entry["chain"], bytes(32)) + leaf).digest()
        assert (leaf.hex(), link.hex()) == (entry["leaf"], entry["link"])
        previous[entry["chain"]] = link


def test_an_export_goes_to_a_new_file_only(console: Console) -> None:
    assert console("audit", "export", "--out", "trail.jsonl").out == "15 poster i trail.jsonl.\n"
    assert console("audit", "export", "--out", "trail.jsonl", code=2).err.endswith(
        "trail.jsonl finns redan. Välj ett annat namn.\n"
    )


def test_one_entry_is_shown_whole(console: Console) -> None:
    console("do", "csn", "invite", "--actor", "Ada")
    entry = console("audit", "show", "csn", "2").json
    assert (entry["organisation"], entry["seq"], entry["payload"]["actor"]["name"]) == ("csn", 2, "Ada")
    assert console("audit", "show", "0", "1").json["payload"]["kind"] == "definition_stored"
    assert console("audit", "show", "csn", "99", code=2).err.endswith("csn har ingen post nr 99.\n")


def _use(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIMFLOW_SMTP_PORT", str(port))
    monkeypatch.setenv("JIMFLOW_SMTP_TLS", "none")
