"""Only src/jimflow/clock.py reads the wall clock; elsewhere in the program time is an argument."""

import ast
from collections.abc import Iterator
from pathlib import Path

from checks.tree import Module, dotted, modules

CLOCK = "src/jimflow/clock.py"
READERS = {
    *(f"{name}.{reader}" for name in ("datetime", "date") for reader in ("now", "utcnow", "today")),
    *(f"time.{reader}" for reader in ("time", "time_ns", "localtime", "gmtime", "ctime", "asctime")),
    "func.now",
    "func.current_timestamp",
}
SQL = ("current_timestamp", "datetime('now'", "clock_timestamp(")


def complaints(root: Path) -> Iterator[str]:
    for module in modules(root, "src/"):
        if module.path != CLOCK:
            for line, what in sorted(_readings(module)):
                yield f"{module.path}:{line}: {what} reads the clock; take the time as an argument"


def _readings(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            name = ".".join(dotted(node).split(".")[-2:])
            if name in READERS:
                yield node.lineno, name
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            for alias in node.names:
                if f"time.{alias.name}" in READERS:
                    yield node.lineno, f"time.{alias.name}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            for word in SQL:
                if word in node.value.lower():
                    yield node.lineno, word
