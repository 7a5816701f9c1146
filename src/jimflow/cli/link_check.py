"""The doctor's look at the pages of those who take part: the key of links, and the address that links lead to."""

from __future__ import annotations

from urllib.parse import urlsplit

from jimflow.cli.finding import Finding
from jimflow.cli.open import open_doors
from jimflow.config import Settings
from jimflow.core.mistakes import Said
from jimflow.files.link_key import wrong_mode
from jimflow.runtime import link_key_file

LONGEST_BASE = 50
"""With the path and the secret part of a link a line of it stays within the 75 signs that a mail carries whole."""


def links(settings: Settings, *, demo: bool) -> Finding:
    """Whether mails carry links, and whether the key and the address are as they should be. Raises CannotWork."""
    path, address = link_key_file(settings), settings.base_url
    in_settings = bool(settings.link_key.get_secret_value())
    if not in_settings and not path.exists():
        return Finding(
            "links",
            None,
            Said(
                f"Nyckeln {path} finns inte, så deltagare svarar på mejlen. Gör den med: jimflow init",
                f"There is no key {path}, so those who take part answer the mails. Make it with: jimflow init",
            ),
        )
    doors = open_doors(settings, demo=demo)
    if doors is None:
        return Finding(
            "links",
            None,
            Said(
                f"{address} når bara den här datorn, så mejlen har inga länkar. Ställ in base_url.",
                f"Only this machine reaches {address}, so mails have no links. Set base_url.",
            ),
        )
    if not in_settings and (open_to_others := wrong_mode(path)) is not None:
        return Finding("links", False, open_to_others)
    if not demo and urlsplit(address).scheme != "https":
        return Finding(
            "links",
            False,
            Said(
                f"Länkarna i mejlen går till {address} utan kryptering. Ställ in base_url med https://.",
                f"The links in mails lead to {address} without encryption. Set base_url with https://.",
            ),
        )
    if len(address) > LONGEST_BASE:
        return Finding(
            "links",
            False,
            Said(
                f"{address} är för lång för mejlens länkar. Välj en adress på högst {LONGEST_BASE} tecken.",
                f"{address} is too long for the links in mails. Choose one of at most {LONGEST_BASE} characters.",
            ),
        )
    if urlsplit(address).scheme == "https" and not settings.web_proxies:
        return Finding(
            "links",
            None,
            Said(
                f"{address} nås genom en proxy, men web_proxies är tomt: alla räknas som en enda plats, så någras fel "
                "koder kan stänga ute alla en stund. Ange proxyns adress i web_proxies.",
                f"{address} is reached through a proxy, but web_proxies is empty: everybody counts as one place, so "
                "wrong codes of some may shut all out for a while. Give the proxy's address in web_proxies.",
            ),
        )
    where = "link_key" if in_settings else str(path)
    return Finding(
        "links",
        True,
        Said(f"Mejlens länkar går till {address} ({where}).", f"The links in mails lead to {address} ({where})."),
    )
