"""Accounts from the command line: a password is asked for or sent, never written in the call or shown."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from jimflow.actions import passwords
from tests.actions.signing import PASSWORD, small
from tests.cli.console import Answer, Console

EVA = ("user", "add", "Eva.Ek", "--name", "Eva Påhittad", "--role", "coordinator")


@pytest.fixture
def office(empty: Console, monkeypatch: pytest.MonkeyPatch) -> Console:
    """A real database, with nobody who may sign in."""
    small(monkeypatch)
    empty("init")
    return empty


@pytest.fixture
def eva(office: Console) -> Console:
    """The same with Eva's account."""
    office(*EVA, "--password-stdin", stdin=f"{PASSWORD}\n")
    return office


def kept(console: Console) -> str:
    ((found,),) = console.sql("SELECT password FROM account")
    return str(found)


def at_a_terminal(console: Console, *words: str, typed: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """A call at a real terminal, where each prompt is answered when it is there; its exit code and the whole screen."""
    ours, theirs = os.openpty()
    call = [sys.executable, "-m", "jimflow", *words]
    own = {"stdin": theirs, "stdout": theirs, "stderr": theirs, "start_new_session": True}
    running = subprocess.Popen(call, cwd=console.folder, **own)
    os.close(theirs)
    screen = b""
    try:
        for prompt, answer in typed:
            while not screen.endswith(prompt.encode()):
                screen += os.read(ours, 1000)
            os.write(ours, f"{answer}\n".encode())
        with contextlib.suppress(OSError):  # how Linux says that nobody holds the other end any more
            while more := os.read(ours, 1000):
                screen += more
        return running.wait(20), screen.decode()
    finally:
        running.kill()
        running.wait()
        os.close(ours)


def test_an_account_is_made_with_the_first_line_of_standard_input_as_its_password(office: Console) -> None:
    answer = office(*EVA, "--password-stdin", stdin=f"{PASSWORD}\r\nen rad till\n")
    assert answer == Answer(0, "eva.ek kan nu logga in som samordnare.\n", "")
    assert passwords.fits(kept(office), PASSWORD)


def test_at_a_terminal_the_password_is_asked_for_twice_and_not_shown(office: Console) -> None:
    typed = [("Password, at least 12 characters: ", PASSWORD), ("Once more: ", PASSWORD)]
    code, screen = at_a_terminal(office, *EVA, "--lang", "en", typed=typed)
    assert (code, screen.split()[-7:]) == (0, "eva.ek can now sign in as coordinator.".split())
    assert PASSWORD not in screen
    assert kept(office).startswith("$argon2id$")


def test_two_that_differ_make_no_account(office: Console) -> None:
    typed = [("Lösenord, minst 12 tecken: ", PASSWORD), ("En gång till: ", f"{PASSWORD}!")]
    code, screen = at_a_terminal(office, *EVA, typed=typed)
    assert (code, screen.splitlines()[-1]) == (2, "Lösenorden är inte lika. Inget ändrades; försök igen.")
    assert office.sql("SELECT * FROM account") == []


def test_without_a_terminal_the_way_to_send_it_is_told(office: Console) -> None:
    answer = office(*EVA, "--lang", "en", code=2)
    assert answer.err.endswith("Send it on standard input: --password-stdin\n")
    assert office.sql("SELECT * FROM account") == []


def test_the_exit_code_tells_a_taken_login_from_words_that_will_not_do(eva: Console) -> None:
    taken = eva("user", "add", "EVA.EK", *EVA[3:], "--password-stdin", stdin=f"{PASSWORD}\n", code=1)
    assert taken.err.startswith("Inloggningsnamnet eva.ek är upptaget.")
    short = eva("user", "add", "per", *EVA[3:], "--password-stdin", stdin="kort\n", code=2)
    assert short.err == "Lösenordet är för kort: det ska ha minst 12 tecken. En mening går bra.\n"
    role = eva("user", "role", "eva.ek", "auditer", code=2)
    assert role.err == "Rollen auditer finns inte. Menade du auditor?\n"


def test_the_list_tells_who_there_is_and_nothing_of_the_passwords(eva: Console) -> None:
    heads, _, row = eva("user", "list").out.splitlines()
    assert heads.split() == ["Inloggning", "Namn", "Roll", "Senast", "inne"]
    assert row.split() == ["eva.ek", "Eva", "Påhittad", "samordnare", "–"]
    (told,) = eva("user", "list", "--json").json["accounts"]
    assert told.pop("made_at").endswith("+00:00")
    assert told == {
        "id": 1,
        "login": "eva.ek",
        "name": "Eva Påhittad",
        "role": "coordinator",
        "language": "sv",
        "disabled_at": None,
        "seen_at": None,
    }


def test_an_empty_list_tells_how_to_make_the_first(office: Console) -> None:
    assert office("user", "list").out == "Inga konton än. Gör ett med: jimflow user add\n"


def test_a_new_password_takes_the_place_of_the_old_one(eva: Console) -> None:
    answer = eva("user", "password", "eva.ek", "--password-stdin", stdin="ännu ett lösenord\n")
    assert answer.out == "eva.ek har ett nytt lösenord.\nIngen var inloggad.\n"
    assert [passwords.fits(kept(eva), word) for word in (PASSWORD, "ännu ett lösenord")] == [False, True]


def test_an_account_is_changed_disabled_enabled_and_removed_and_the_audit_tells_it(eva: Console) -> None:
    assert eva("user", "role", "eva.ek", "auditor").out == "eva.ek är nu granskare.\n"
    assert eva("user", "sign-out", "eva.ek").out == "Ingen var inloggad.\n"
    assert eva("user", "disable", "eva.ek").out == "eva.ek är avstängt.\nIngen var inloggad.\n"
    assert "granskare, avstängt" in eva("user", "list").out
    assert eva("user", "disable", "eva.ek", code=1).err == "eva.ek är redan avstängt.\n"
    assert eva("user", "enable", "eva.ek").out == "eva.ek kan logga in igen.\n"
    assert eva("user", "remove", "eva.ek").out.startswith("Namn, lösenord och inloggningar för eva.ek är raderade.")
    assert "(raderad)" in eva("user", "list").out
    listed = [line for line in eva("audit", "list").out.splitlines() if "konto" in line]
    assert [line.split("  ")[3] for line in listed] == [
        *("konto borttaget", "konto öppnat igen", "konto avstängt", "konto utloggat", "konto fick en annan roll"),
        "konto gjort",
    ]
    assert eva("audit", "verify").code == 0


def test_no_password_stands_in_the_file_or_on_the_screen(eva: Console, tmp_path: Path) -> None:
    said = eva("user", "list", "--json").out + eva("audit", "list", "--json").out
    assert PASSWORD not in said and kept(eva) not in said
    assert PASSWORD.encode() not in b"".join(f.read_bytes() for f in tmp_path.glob("jimflow.db*"))


def test_erasing_a_person_tells_that_there_is_an_account_of_the_same_name(
    joined: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(monkeypatch)
    joined("function", "set", "kriminalvarden", "finance", "--name", "Eva Påhittad", "--mail", "eva@example.org")
    joined(*EVA, "--password-stdin", stdin=f"{PASSWORD}\n")
    look = joined("person", "erase", "eva@example.org", "--dry-run", "--json").json
    (found,) = [k for k in look["kept"] if k["code"] == "accounts"]
    assert (found["count"], found["what"]["en"]) == (1, "account to sign in with, of the same name: eva.ek")
    joined("user", "remove", "eva.ek")
    look = joined("person", "erase", "eva@example.org", "--dry-run", "--json").json
    assert "accounts" not in [k["code"] for k in look["kept"]]
