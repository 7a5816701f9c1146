"""`make bench`: every figure in one run, medians and ratios. Takes about two minutes."""

from __future__ import annotations

from bench import advance, board, check, heartbeat, pages, size, verify


def main() -> None:
    """One advance, the heartbeat, the audit, the check of a definition."""
    print("One advance, SQLite, synchronous=FULL, one commit each")
    advance.main()
    size.main()
    print("\nThe heartbeat")
    heartbeat.main()
    print("\nThe audit")
    verify.main()
    print("\nThe check of a definition")
    check.main()
    print("\nThe pages")
    board.main()
    pages.main()


if __name__ == "__main__":
    main()
