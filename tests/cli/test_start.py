"""The program starts light: a call imports what it needs and nothing else."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.console import Console

HEAVY = (
    "holidays",
    "icalendar",
    "aiosmtplib",
    "jinja2",
    "apscheduler",
    "alembic",
    "babel",
    "psycopg",
    "openpyxl",
    "docx",
)


def imported(console: Console, *words: str) -> set[str]:
    """The top-level modules that a call imports."""
    script = (
        "import sys\nfrom jimflow.cli.main import main\ncode = main(sys.argv[1:])\n"
        "sys.stderr.write('\\n'.join(sorted({m.partition('.')[0] for m in sys.modules})))\nsys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words], cwd=console.folder, capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_the_version_needs_no_library(empty: Console) -> None:
    assert imported(empty, "--version").isdisjoint({"typer", "pydantic", "sqlalchemy", "rich", "yaml"})


def test_help_opens_no_database(empty: Console) -> None:
    assert imported(empty, "why", "--help").isdisjoint({"sqlalchemy", "sqlmodel", "pydantic_settings", "yaml"})


def test_why_imports_nothing_it_does_not_use(console: Console) -> None:
    found = imported(console, "why", "csn")
    assert sorted(found & {*HEAVY, "rich", "yaml"}) == []


@pytest.mark.parametrize("words", [("advance", "csn", "--json"), ("round", "show")])
def test_reads_and_moves_bring_no_mail_and_no_migrations(console: Console, words: tuple[str, ...]) -> None:
    script = "from jimflow.cli.main import main; import sys; main(sys.argv[1:]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, *words], cwd=console.folder, capture_output=True, text=True, check=True
    )
    modules = {m.partition(".")[0] for m in done.stdout.split()}
    assert sorted(modules & {"holidays", "icalendar", "aiosmtplib", "jinja2", "apscheduler", "alembic"}) == []
