"""No module is longer than 400 lines; the median of the program's modules is shown."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from checks.tree import modules

LONGEST = 400


def complaints(root: Path) -> Iterator[str]:
    for module in modules(root):
        if module.lines > LONGEST:
            yield f"{module.path}: {module.lines} lines, more than {LONGEST}; split it by subject"


def note(root: Path) -> str:
    """How long the program's modules are, in one line."""
    lines = sorted((module.lines, module.path) for module in modules(root, "src/"))
    length, path = lines[-1]
    return f"{len(lines)} modules, median {median(n for n, _ in lines):.0f} lines, longest {length} ({path})"
