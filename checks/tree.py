"""What the checks read: the project's own files, and its Python modules parsed."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Module:
    """One Python file: where it stands below the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return self.text.count("\n")


def files(root: Path) -> list[str]:
    """Every file of the project: committed ones and new ones that git does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return sorted({name for name in listed if name and (root / name).is_file()})


def modules(root: Path, below: str = "") -> Iterator[Module]:
    """The project's Python modules whose path starts with `below`. Raises SyntaxError for a broken one."""
    for name in files(root):
        if name.endswith(".py") and name.startswith(below):
            text = (root / name).read_text(encoding="utf-8")
            yield Module(name, text, ast.parse(text, filename=name))


def dotted(node: ast.AST) -> str:
    """`a.b.c` for such an expression, `?` for whatever else the name starts from."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"
