"""Only actions commit: nothing outside src/jimflow/actions/ opens or ends a transaction of its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

from checks.tree import modules

# Besides the actions: the transaction they open, and what changes the schema before any action can run.
MAY_COMMIT = (
    "src/jimflow/actions/",
    "src/jimflow/store/transaction.py",
    "src/jimflow/store/migrate.py",
    "src/jimflow/store/migrations/",
)


def complaints(root: Path) -> Iterator[str]:
    for module in modules(root, "src/"):
        if module.path.startswith(MAY_COMMIT):
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = node.func.attr
                if called in ("commit", "begin"):
                    yield f"{module.path}:{node.lineno}: .{called}() outside the actions; let an action do it"
