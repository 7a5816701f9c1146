"""The name by which calendars know a meeting for ever, whatever happens to its date."""

from __future__ import annotations


def meeting_uid(round_code: str, cluster: str, step: str, domain: str) -> str:
    """`round.cluster.step@domain` in ASCII: calendars take nothing else. Different meetings never share one."""
    return ".".join(_ascii(word) for word in (round_code, cluster, step)) + f"@{domain}"


def _ascii(word: str) -> str:
    return word if word.isascii() else "xn--" + word.encode("punycode").decode("ascii")
