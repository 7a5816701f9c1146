"""The database as a whole: made, missing, broken, copied, put back, looked over; and the settings."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from jimflow.store.engine import sqlite_driver
from tests.cli.console import Console
from tests.smtp import Sink


def test_init_makes_a_database_and_again_changes_nothing(empty: Console) -> None:
    key = "Nyckeln jimflow.key är gjord. Förvara den skild från säkerhetskopiorna.\n"
    assert empty("init").out == f"Databasen jimflow.db är klar.\n{key}Nästa: jimflow round load FIL\n"
    assert empty("init").out == "Databasen jimflow.db var redan klar.\n"
    assert empty.sql("SELECT name, demo, clock_offset FROM installation") == [("jimflow", 0, 0)]


def test_a_missing_database_says_how_to_make_one(empty: Console) -> None:
    for words in (("why", "csn"), ("round", "show"), ("tick",), ("audit", "verify"), ("backup", "copy.db")):
        assert empty(*words, code=3).err == "Databasen jimflow.db finns inte. Skapa den med: jimflow init\n"
    assert list(empty.folder.iterdir()) == []


def test_a_database_may_be_named_in_the_call(console: Console, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    found = Console(folder)("why", "csn", "--json", "--database", str(console.database)).json
    assert found["organisation"] == "csn"


def test_a_database_of_another_kind_is_refused(empty: Console) -> None:
    assert empty("round", "show", "--database", "mysql://localhost/x", code=2).err.endswith(
        "Skriv sqlite:///FIL eller postgresql://…\n"
    )


def test_a_file_without_the_schema_asks_for_init(empty: Console) -> None:
    sqlite3.connect(empty.database).close()
    empty.database.touch()
    said = "Databasens schema är inte den här versionens. Kör: jimflow init\n"
    assert empty("round", "show", code=3).err == said


def test_a_database_of_another_version_asks_for_init(console: Console) -> None:
    console.sql("UPDATE alembic_version SET version_num = '0000'")
    assert console("round", "show", code=3).err.startswith("Databasens schema är inte den här versionens.")


def test_a_database_of_a_later_version_is_left_alone(console: Console) -> None:
    console.sql("UPDATE alembic_version SET version_num = '9999'")
    answer = console("init", code=3)
    assert answer.err.splitlines()[0] == "Databasen är gjord av en senare jimflow. Använd den versionen."
    assert console.sql("SELECT version_num FROM alembic_version") == [("9999",)]


def test_a_folder_that_cannot_be_written_is_named_plainly(empty: Console) -> None:
    answer = empty("init", "--database", "/proc/jimflow/jimflow.db", code=3)
    assert answer.err.splitlines()[0] == (
        "Databasen kan inte öppnas eller skrivas. Kontrollera att mappen finns och att du får skriva i den."
    )
    assert answer.err.splitlines()[1].startswith("Detaljerna kunde inte sparas i /proc/jimflow/jimflow.log (")


def test_a_read_only_database_is_read_but_not_written(console: Console) -> None:
    console("why", "csn")
    url = f"sqlite:///file:{console.database}?mode=ro&uri=true"
    assert console("why", "csn", "--database", url, "--json").json["organisation"] == "csn"
    answer = console("do", "csn", "invite", "--database", url, code=3)
    assert answer.err.splitlines()[0].startswith("Databasen kan inte öppnas eller skrivas.")


def test_a_busy_database_is_said_so_and_nothing_is_half_done(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jimflow.store.engine.SQLITE_SETTINGS", ("PRAGMA busy_timeout=50",))
    other = sqlite_driver().connect(console.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = console("do", "csn", "invite", code=3)
    other.execute("ROLLBACK")
    other.close()
    assert answer.err.splitlines()[0] == (
        "Databasen är upptagen: ett annat program skriver. Vänta en stund och försök igen."
    )
    assert console.sql("SELECT count(*) FROM participation WHERE state = 'invited'") == [(0,)]


def test_a_full_disk_is_said_so_and_nothing_is_half_done(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    (pages,) = console.sql("PRAGMA page_count")[0]
    monkeypatch.setattr("jimflow.store.engine.SQLITE_SETTINGS", (f"PRAGMA max_page_count={pages}",))
    reason = "x" * 100_000
    answer = console("do", "csn", "invite", "--reason", reason, code=3)
    assert answer.err.splitlines()[0] == "Disken är full. Inget sparades. Frigör utrymme och försök igen."
    assert console.sql("SELECT count(*) FROM participation WHERE state = 'invited'") == [(0,)]


def test_a_server_that_is_down_is_one_sentence_without_the_password(empty: Console) -> None:
    answer = empty("round", "show", "--database", "postgresql://ada:hemligt@127.0.0.1:1/jimflow", code=3)
    assert answer.err.splitlines()[0] == (
        "Databasen svarar inte. Kontrollera adressen (database) och att servern är igång."
    )
    assert "hemligt" not in answer.err + (empty.folder / "jimflow.log").read_text(encoding="utf-8")


def test_a_fault_of_our_own_is_one_sentence_and_a_trace_in_the_log(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> object:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("jimflow.actions.why.why", broken)
    answer = console("why", "csn", code=3)
    assert answer.err == "Det blev fel i jimflow (ZeroDivisionError).\nDetaljer finns i jimflow.log\n"
    assert "ZeroDivisionError: a bug" in (console.folder / "jimflow.log").read_text(encoding="utf-8")


def test_the_log_goes_where_the_settings_say(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIMFLOW_LOG_FILE", str(console.folder / "logs" / "here.log"))
    monkeypatch.setattr("jimflow.cli.board.board_of", lambda *_: 1 // 0)
    assert console("round", "show", code=3).err.splitlines()[1].endswith("logs/here.log")
    assert (console.folder / "logs" / "here.log").is_file()


def test_a_setting_that_will_not_do_is_named(empty: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIMFLOW_SMTP_CONNECTIONS", "9")
    assert empty("init", code=2).err.startswith("Inställningen smtp_connections är fel (")


def test_a_misspelt_setting_in_the_file_is_named(empty: Console) -> None:
    (empty.folder / "jimflow.toml").write_text("smtp_hots = 'x'\n", encoding="utf-8")
    assert "smtp_hots" in empty("init", code=2).err
    (empty.folder / "jimflow.toml").write_text("smtp_host = \n", encoding="utf-8")
    assert empty("init", code=2).err.startswith("jimflow.toml kan inte läsas:")


def test_a_real_database_refuses_an_example_clock(real: Console) -> None:
    real.sql("UPDATE installation SET clock_offset = 60")
    assert real("why", "csn", code=3).err == "Databasen har en exempelklocka men är ingen demo. Den används inte.\n"


def test_a_demo_says_its_example_clock_in_every_answer(console: Console) -> None:
    console.travel("2021-10-27T08:00")
    for words in (("round", "show"), ("round", "list"), ("mail", "list"), ("audit", "verify"), ("why", "csn")):
        assert console(*words).out.splitlines()[0] == "exempelklocka 27 okt 2021 · påhittat exempel"
        assert console("--lang", "en", *words).out.splitlines()[0] == "example clock 27 Oct 2021 · invented example"


def test_what_is_invented_about_a_real_agency_is_labelled_in_a_real_database_too(real: Console) -> None:
    for words in (("round", "show"), ("why", "csn"), ("assignment", "list", "csn"), ("function", "list", "csn")):
        assert real(*words).out.splitlines()[0] == "påhittat exempel"


def test_a_copy_is_whole_and_goes_to_a_new_file_only(console: Console) -> None:
    assert console("backup", "copy.db").out.startswith("Kopian copy.db är hel (")
    assert console("backup", "copy.db", code=2).err == "copy.db finns redan. Välj ett annat namn.\n"
    assert console("audit", "verify", "--database", "copy.db", "--json").json["ok"] is True


def test_restoring_puts_the_copy_back_and_holds_all_mail(console: Console) -> None:
    console("do", "csn", "invite")
    console("backup", "copy.db")
    console("do", "csn", "accept")
    before = console.database.read_bytes()
    assert console("restore", "copy.db", code=2).err == (
        "Databasen jimflow.db finns redan. Inget ändrades. Ersätt den så här, så sparas den gamla bredvid: "
        "jimflow restore copy.db --replace\n"
    )
    assert console.database.read_bytes() == before
    out = console("restore", "copy.db", "--replace", "--actor", "Ada").out
    assert "Den gamla databasen finns kvar som jimflow.db.before-restore." in out
    assert "2 nya mejl hålls" in out
    assert console("why", "csn", "--json").json["state"] == "invited"
    assert len(console("mail", "list", "--held", "--json").json["waiting"]) == 2
    last = console("audit", "list", "--limit", "1", "--json").json["entries"][0]["payload"]
    assert (last["kind"], last["actor"]["name"], last["file"]) == ("restored", "Ada", "copy.db")
    assert console("audit", "verify", "--json").json["ok"] is True


def test_what_fell_due_since_the_copy_is_held_too(console: Console) -> None:
    console("do", "csn", "invite")
    console("do", "csn", "accept")
    console("backup", "copy.db")
    console.travel("2021-06-01T08:00")
    copy = Console(console.folder)
    later = copy.sql("SELECT clock_offset FROM installation")[0][0]
    connection = sqlite_driver().connect(console.folder / "copy.db")
    connection.execute("UPDATE installation SET clock_offset = ?", (later,))
    connection.commit()
    connection.close()
    console("restore", "copy.db", "--replace")
    held = {i["template"] for i in console("mail", "list", "--held", "--json").json["waiting"]}
    assert "overdue" in held
    assert console.sql("SELECT count(*) FROM intent WHERE status = 'pending' AND NOT held") == [(0,)]


def test_folders_may_be_called_anything(console: Console) -> None:
    folder = console.folder / "mapp med å, # & 100 %"
    folder.mkdir()
    there = str(folder / "kopia.db")
    console("backup", there)
    console("restore", there, "--replace")
    assert console("why", "csn", "--json", "--database", there).json["organisation"] == "csn"


def test_a_copy_that_is_none_is_not_restored(console: Console) -> None:
    (console.folder / "bad.db").write_bytes(b"SQLite format 3\x00" + b"\x00" * 4000)
    assert console("restore", "bad.db", "--replace", code=3).err.strip()
    assert console("restore", "gone.db", "--replace", code=2).err == "gone.db finns inte.\n"
    assert console("why", "csn", "--json").json["organisation"] == "csn"


def test_postgresql_is_copied_with_its_own_tools(empty: Console) -> None:
    url = ("--database", "postgresql://127.0.0.1/jimflow")
    assert "pg_dump --format=custom" in empty("backup", "copy", *url, code=2).err
    assert "pg_restore --clean" in empty("restore", "copy", *url, code=2).err


def test_the_doctor_finds_everything_in_place(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIMFLOW_LINK_KEY", "k" * 32)
    with Sink() as sink:
        monkeypatch.setenv("JIMFLOW_SMTP_PORT", str(sink.port))
        monkeypatch.setenv("JIMFLOW_SMTP_TLS", "none")
        found = console("doctor", "--json").json
    assert found["ok"] is True
    assert {c["name"]: c["ok"] for c in found["checks"]} == dict.fromkeys(
        ("driver", "templates", "disk", "log", "database", "calendar", "outbox", "links", "relay"), True
    )


def test_the_doctor_names_what_is_missing_and_how_to_mend_it(empty: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIMFLOW_SMTP_PORT", "1")
    folder = empty.folder / "texts"
    (folder / "open").mkdir(parents=True)
    (folder / "open" / "subject.txt.sv").write_text("x", encoding="utf-8")
    monkeypatch.setenv("JIMFLOW_NOTIFICATIONS", str(folder))
    lines = empty("doctor", code=3).out.splitlines()
    wrong = [line for line in lines if line.startswith("[FEL]")]
    assert len(wrong) == 3
    assert wrong[0].startswith(f"[FEL] Mallar saknas i {folder}: open/subject.txt.en, ")
    assert wrong[1] == "[FEL] Databasen jimflow.db finns inte. Skapa den med: jimflow init"
    assert wrong[2].startswith("[FEL] Mejlservern 127.0.0.1:1 svarar inte (")
    assert sorted(p.name for p in empty.folder.iterdir()) == ["texts"]


def test_the_doctor_refuses_an_sqlite_that_may_lose_data(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = sqlite_driver()
    monkeypatch.setattr(driver, "sqlite_version", "3.45.1")
    found = {c["name"]: c for c in console("doctor", "--json", code=3).json["checks"]}
    assert found["driver"]["ok"] is False
    assert "3.45.1" in found["driver"]["text"]["sv"]


def test_the_tests_leave_the_settings_of_this_machine_alone() -> None:
    assert not [
        name for name in os.environ if name.startswith("JIMFLOW_") and "TEST" not in name and "ROUNDS" not in name
    ]
