"""No committed file knows the machine it was written on, or where packages are fetched from."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from checks.tree import files

PACKAGE_SOURCES = (
    r"(?<!emit-)(extra-)?index[-_]url",
    r"pypi\.(org|python)",
    r"files\.pythonhosted",
    r"registry\.npmjs",
    r'"resolved": *"http',
    r"https?://\S+/simple\b",
)
HOMES = (r"/root/", r"/home/[a-z]\w*/", r"/Users/\w+/")


def complaints(root: Path) -> Iterator[str]:
    forbidden = re.compile("|".join([*PACKAGE_SOURCES, *(rf"(?<![\w.~/-]){place}" for place in _places(root))]))
    for name in files(root):
        if name == "checks/no_machine.py":
            continue
        text = (root / name).read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if found := forbidden.search(line):
                yield f"{name}:{number}: «{found[0]}» holds on one machine only; leave it out"


def _places(root: Path) -> list[str]:
    """The homes people have, this checkout, and the folder it stands in unless that is a passing one."""
    here = root.resolve()
    passing = Path(tempfile.gettempdir()).resolve()
    own = [here] if here.parent in (passing, Path("/")) else [here, here.parent]
    return [*HOMES, *(re.escape(f"{folder}/") for folder in [*own, Path.home()])]
