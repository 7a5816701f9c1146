"""The core imports itself, `transitions` and the part of the standard library that touches nothing."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from checks.tree import modules

TOUCHES_THE_WORLD = frozenset(
    """
    asyncio concurrent ctypes fcntl glob http io locale logging mmap multiprocessing os pathlib pdb random
    secrets select selectors shelve shutil signal smtplib socket socketserver sqlite3 ssl subprocess tempfile
    threading time urllib webbrowser
    """.split()
)
ALLOWED = (frozenset(sys.stdlib_module_names) - TOUCHES_THE_WORLD) | {"transitions"}


def complaints(root: Path) -> Iterator[str]:
    for module in modules(root, "src/jimflow/core/"):
        for node in ast.walk(module.tree):
            for name in _imported(node):
                own = f"{name}.".startswith("jimflow.core.")
                if not own and name.split(".")[0] not in ALLOWED:
                    yield f"{module.path}: imports {name}; the core decides and does not reach out"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    if node.level:  # one dot stays inside the core, two leave it
        return ["jimflow"] if node.level > 1 else []
    if node.module == "jimflow":
        return [f"jimflow.{alias.name}" for alias in node.names]
    return [str(node.module)]
