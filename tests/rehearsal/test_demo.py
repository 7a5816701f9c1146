"""`jimflow demo` from an empty folder to the commands it says to try."""

from __future__ import annotations

import re
import shlex
import threading
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from jimflow.rehearsal import demo
from tests.cli.console import Answer, Console
from tests.demo_site import installation
from tests.web.person import Person


def threads() -> set[str]:
    return {t.name for t in threading.enumerate() if t.name.startswith("jimflow")}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Console, Answer]:
    """A demo that was played once, and what the screen said."""
    outside = Console(tmp_path_factory.mktemp("demo"))
    return Console(outside.folder / "demo"), outside("demo")


def test_the_board_the_reason_three_mails_and_the_audit_are_shown(shown: tuple[Console, Answer]) -> None:
    inside, said = shown
    assert said.err == ""
    for words in (
        "exempelklocka 27 okt 2021 · påhittat exempel",
        "Kriminalvården                 Fördjupning",
        "2. Varför Formas inte kan gå vidare (påhittat exempel)",
        "[stopp] Ingen av deltagarna från Formas på träff 3 (Jämställdhetsbudgetering)",
        "Granskningsloggen är hel: 14 kedjor,",
    ):
        assert words in said.out
    files = re.findall(r"^  (demo/mail/\S+\.eml)$", said.out.partition("4. Granskningsloggen")[0], re.MULTILINE)
    assert len(files) == 3
    assert all((inside.folder.parent / file).is_file() for file in files)


def test_every_mail_went_over_smtp_as_the_outbox_knows_it(shown: tuple[Console, Answer]) -> None:
    inside, said = shown
    files = sorted((inside.folder / "mail").rglob("*.eml"))
    counted = re.search(r"3\. Tre av (\d+) mejl", said.out)
    assert counted is not None
    assert int(counted[1]) == len(files) > 600
    mails = [message_from_bytes(f.read_bytes()) for f in files]
    assert len({m["Message-ID"] for m in mails}) == len(mails)
    assert {f.parent.name for f in files} < {f"2021-{m:02}-{d:02}" for m in range(1, 11) for d in range(1, 32)}
    assert {str(m["To"]).rpartition("@")[2] for m in mails} == {"example.org"}


def test_three_of_five_meetings_have_been_held(shown: tuple[Console, Answer]) -> None:
    inside, _ = shown
    held = inside.sql("SELECT step, count(*) FROM meeting WHERE status = 'held' GROUP BY step ORDER BY min(day)")
    assert held == [("start", 3), ("problem_formulation", 3), ("budgeting", 3)]


def test_the_commands_it_names_work_as_they_stand(shown: tuple[Console, Answer]) -> None:
    inside, said = shown
    last = said.out.partition("5. Prova vidare")[2].partition("6. Öppna sidorna")[0]
    calls = [line.strip() for line in last.splitlines() if line.startswith("  ") and not line.startswith("   ")]
    assert calls[0].startswith("cd ")
    commands = [shlex.split(line.partition("jimflow ")[2]) for line in calls[1:]]
    assert [c[0] for c in commands] == ["why", "assignment", "advance", "meeting", "audit"]
    for command in commands:
        inside(*command)
    assert inside("why", "formas", "--json").json["state"] == "deepening"


def test_it_says_how_to_open_the_pages_and_who_may_sign_in(shown: tuple[Console, Answer]) -> None:
    inside, said = shown
    last = said.out.partition("6. Öppna sidorna")[2]
    assert "jimflow serve" in last and f"Lösenordet är {demo.PASSWORD} för alla." in last
    made = inside.sql("SELECT login, role FROM account ORDER BY id")
    assert made == [(login, role) for login, _, role in demo.ACCOUNTS]


def test_it_leads_to_the_mail_of_somebody_who_takes_part_and_its_code_opens_the_task(
    shown: tuple[Console, Answer], tmp_path: Path
) -> None:
    inside, said = shown
    last = said.out.partition("7. Svara som deltagare")[2]
    (file,), (link,), (code,) = (
        re.findall(pattern, last) for pattern in (r"  (\S+\.eml)\n", r"127\.0\.0\.1:8021(/l/\S+)\n", r"koden (\d+ \d+)")
    )
    mail = message_from_bytes((inside.folder.parent / file).read_bytes(), policy=policy.default)
    text = mail.get_body(("plain",))
    assert text is not None and {link, code} <= set(re.findall(r"/l/\S+|\d{3} \d{3}", str(text.get_content())))
    with installation(inside.folder / demo.DATABASE, tmp_path) as made:
        guest = Person(made, None)
        guest.see(link)
        task = guest.path
        assert task.startswith("/my/tasks/")
        guest.see(f"/in?next={task}")
        guest.press("/in/mail-code", {"code": code})
        assert (guest.path, "Skicka in min del" in guest.page.words) == (task, True)
    assert last.rstrip().endswith("jimflow demo --dir . --listen")


def test_nothing_is_left_running(shown: tuple[Console, Answer]) -> None:
    assert threads() == set()


def test_a_folder_with_anything_else_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    mine = tmp_path / "demo" / "mail" / "2021-10-27" / "brev.eml"
    mine.parent.mkdir(parents=True)
    mine.write_text("mitt", encoding="utf-8")
    refused = Console(tmp_path)("demo", code=1)
    assert refused.err == ("I mappen demo ligger annat än en demo. Inget ändrades. Välj en annan mapp: --dir\n")
    assert [f.name for f in tmp_path.rglob("*") if f.is_file()] == ["brev.eml"]


def test_making_a_demo_anew_removes_what_a_demo_made_and_nothing_else(tmp_path: Path) -> None:
    demo.prepare(tmp_path)
    mails = tmp_path / "mail" / "2021-10-27"
    mails.mkdir(parents=True)
    for name in ("jimflow.db", "jimflow.db-wal", "jimflow.toml", "anteckningar.txt", "mail/2021-10-27/0001_a@b.se.eml"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    demo.prepare(tmp_path)
    assert sorted(str(f.relative_to(tmp_path)) for f in tmp_path.rglob("*")) == [
        "anteckningar.txt",
        "jimflow-demo.json",
        "mail",
    ]


def test_listening_needs_a_demo(tmp_path: Path) -> None:
    refused = Console(tmp_path)("demo", "--listen", "--lang", "en", code=1)
    assert refused.err == "There is no demo in demo. Make it with: jimflow demo\n"
