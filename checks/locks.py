"""The pinned packages agree: what the tests run with is what people are given."""

import re
from collections.abc import Iterator
from pathlib import Path

TESTED = "requirements-dev.txt"
GIVEN = ("requirements.txt", "requirements-tools.txt")
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)


def complaints(root: Path) -> Iterator[str]:
    tested = _pins(root / TESTED)
    for name in GIVEN:
        for package, versions in sorted(_pins(root / name).items()):
            if package in tested and tested[package] != versions:
                yield (
                    f"{name}: {package} {', '.join(sorted(versions))}, but {TESTED} has "
                    f"{', '.join(sorted(tested[package]))}; run make lock"
                )


def _pins(path: Path) -> dict[str, set[str]]:
    pins: dict[str, set[str]] = {}
    for package, version in PIN.findall(path.read_text(encoding="utf-8")):
        pins.setdefault(package, set()).add(version)
    return pins
