"""Every module says in its first lines what lives there."""

import ast
from collections.abc import Iterator
from pathlib import Path

from checks.tree import modules


def complaints(root: Path) -> Iterator[str]:
    for module in modules(root):
        if not ast.get_docstring(module.tree):
            yield f"{module.path}:1: no docstring; say in one sentence what lives here"
