"""Runs every check over the checkout and says what is wrong, where, and how to mend it."""

import sys
from pathlib import Path

from checks import docstrings, locks, module_length, no_machine, one_clock, one_commit, pure_core

CHECKS = (module_length, docstrings, pure_core, one_clock, one_commit, no_machine, locks)


def main(root: Path) -> int:
    """The exit code: 0 when no check complains, else 1."""
    found = [complaint for check in CHECKS for complaint in check.complaints(root)]
    for complaint in found:
        print(complaint, file=sys.stderr)
    print(module_length.note(root))
    print(f"{len(CHECKS)} house rules, {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent))
