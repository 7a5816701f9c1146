"""The frame holds: each house rule sees the fault it is there for, and so do the import contracts."""

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from checks import docstrings, locks, module_length, no_machine, one_clock, one_commit, pure_core

ROOT = Path(__file__).resolve().parent.parent

PLANTED: list[tuple[ModuleType, str, str, list[str]]] = [
    (module_length, "src/jimflow/long.py", "x = 1\n" * 400, []),
    (
        module_length,
        "src/jimflow/long.py",
        "x = 1\n" * 401,
        ["src/jimflow/long.py: 401 lines, more than 400; split it by subject"],
    ),
    (docstrings, "tests/test_x.py", '"""What is tested here."""\n', []),
    (
        docstrings,
        "tests/test_x.py",
        "x = 1\n",
        ["tests/test_x.py:1: no docstring; say in one sentence what lives here"],
    ),
    (one_clock, "src/jimflow/clock.py", "import datetime\nnow = datetime.datetime.now()\n", []),
    (
        one_clock,
        "src/jimflow/mail/late.py",
        "import datetime, time\n"
        "a = datetime.datetime.now()\n"
        "b = time.time\n"
        "from time import time_ns\n"
        "c = 'select CURRENT_TIMESTAMP'\n"
        "d = time.monotonic()\n",
        [
            "src/jimflow/mail/late.py:2: datetime.now reads the clock; take the time as an argument",
            "src/jimflow/mail/late.py:3: time.time reads the clock; take the time as an argument",
            "src/jimflow/mail/late.py:4: time.time_ns reads the clock; take the time as an argument",
            "src/jimflow/mail/late.py:5: current_timestamp reads the clock; take the time as an argument",
        ],
    ),
    (one_commit, "src/jimflow/actions/advance.py", "connection.commit()\n", []),
    (
        one_commit,
        "src/jimflow/store/save.py",
        "connection.commit()\nengine.begin()\n",
        [
            "src/jimflow/store/save.py:1: .commit() outside the actions; let an action do it",
            "src/jimflow/store/save.py:2: .begin() outside the actions; let an action do it",
        ],
    ),
    (
        pure_core,
        "src/jimflow/core/rules.py",
        "import json, os.path\nimport transitions\nfrom jimflow.core import model\nfrom . import model\n"
        "from jimflow import clock\nfrom ..store import tables\nfrom sqlmodel import SQLModel\n",
        [
            "src/jimflow/core/rules.py: imports os.path; the core decides and does not reach out",
            "src/jimflow/core/rules.py: imports jimflow.clock; the core decides and does not reach out",
            "src/jimflow/core/rules.py: imports jimflow; the core decides and does not reach out",
            "src/jimflow/core/rules.py: imports sqlmodel; the core decides and does not reach out",
        ],
    ),
    (no_machine, "docs/guide.md", "Save it in ~/jimflow or /srv/jimflow/.\n", []),
    (
        no_machine,
        "docs/guide.md",
        f"cd {Path.home()}/x\nLook in {'/home'}/anna/x\npip install --{'index'}-url=x\n",
        [
            f"docs/guide.md:1: «{Path.home()}/» holds on one machine only; leave it out",
            f"docs/guide.md:2: «{'/home'}/anna/» holds on one machine only; leave it out",
            f"docs/guide.md:3: «{'index'}-url» holds on one machine only; leave it out",
        ],
    ),
]


@pytest.mark.parametrize(("check", "path", "text", "complaints"), PLANTED)
def test_a_check_names_the_place_of_each_fault_and_nothing_else(
    check: ModuleType, path: str, text: str, complaints: list[str], tmp_path: Path
) -> None:
    write(tmp_path / path, text)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    assert list(check.complaints(tmp_path)) == complaints


def test_a_package_pinned_differently_for_people_than_for_tests_is_named(tmp_path: Path) -> None:
    for name, pins in [
        ("requirements-dev.txt", "jinja2==3.1.6 \\\nrich==14.0 \\\n"),
        ("requirements.txt", "jinja2==3.1.7 \\\n"),
        ("requirements-tools.txt", "rich==14.0 \\\nuv==0.13.9 \\\n"),
    ]:
        write(tmp_path / name, pins)
    assert list(locks.complaints(tmp_path)) == [
        "requirements.txt: jinja2 3.1.7, but requirements-dev.txt has 3.1.6; run make lock"
    ]


ALLOWED_IMPORTS = [
    ("__main__", "cli"),
    ("cli", "web"),
    ("web", "actions"),
    ("rehearsal", "actions"),
    ("actions", "runtime"),
    ("runtime", "store"),
    ("store", "core"),
    ("mail", "texts"),
    ("texts", "core"),
    ("runtime", "config"),
    ("runtime", "clock"),
]
FORBIDDEN_IMPORTS = [
    ("actions", "web"),
    ("clock", "config"),
    ("config", "core"),
    ("core", "texts"),
    ("files", "store"),
    ("mail", "store"),
    ("scheduler", "web"),
    ("store", "actions"),
]


def test_the_import_contracts_keep_the_layers_apart(tmp_path: Path) -> None:
    assert contract_faults(tmp_path / "good", ALLOWED_IMPORTS) == (0, [])
    assert contract_faults(tmp_path / "bad", FORBIDDEN_IMPORTS) == (1, FORBIDDEN_IMPORTS)


def test_a_module_outside_the_layers_is_noticed(tmp_path: Path) -> None:
    assert contract_faults(tmp_path / "listed", [("texts", "core")])[0] == 0
    assert contract_faults(tmp_path / "stray", [("stray", "core")])[0] == 1


def contract_faults(folder: Path, imports: list[tuple[str, str]]) -> tuple[int, list[tuple[str, str]]]:
    """The exit code and the broken layers of a package with just these imports, under our contracts."""
    lines: dict[str, list[str]] = {name: [] for pair in [("core", ""), *imports] for name in pair if name}
    for importer, imported in imports:
        lines[importer].append(f"import jimflow.{imported}\n")
    write(folder / "jimflow/__init__.py", "")
    for name, text in lines.items():
        write(folder / f"jimflow/{name}.py", "".join(text))
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = re.findall(r"jimflow\.(\w+) is not allowed to import jimflow\.(\w+):", done.stdout)
    return done.returncode, sorted(said)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
