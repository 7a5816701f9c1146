"""Reads a form from a request within bounds, and refuses one that came from another site."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Message, Receive

from jimflow.core.address import UNPRINTABLE
from jimflow.web.forms import Form, Upload

FIELDS, FILES = 2000, 4

PASSED_BY, PATIENCE = 256 << 20, 30
"""Bytes, and seconds, of what is too large that are still read, so that the browser comes to the words that say so."""

_INSTEAD = {"\t": "\t", "\r": "\r", "\n": "\n", "\u2028": "\n", "\u2029": "\n"}


class TooLarge(Exception):  # noqa: N818 - reads as what it is
    """More was sent than the form may have; `more` is still to come."""

    def __init__(self, *, more: bool) -> None:
        self.more = more
        super().__init__()


async def read_form(request: Request, largest: int) -> Form:
    """The fields and files of a request. Raises TooLarge, and Starlette's own errors for what is no form."""
    bounded = Request(request.scope, _bounded(request.receive, largest))
    fields: dict[str, list[str]] = defaultdict(list)
    files: dict[str, Upload] = {}
    async with bounded.form(max_fields=FIELDS, max_files=FILES, max_part_size=largest) as sent:
        for name, value in sent.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files[_storable(name)] = Upload(value.filename, await value.read())
            else:
                fields[_storable(name)].append(_storable(value))
    return Form(fields, files)


async def pass_by(request: Request) -> None:
    """Reads the rest of what is too large and keeps nothing of it: a browser listens only when it has sent it all."""
    taken = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while taken <= PASSED_BY:
                message = await request.receive()
                taken += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return


def same_site(request: Request, base_url: str) -> bool:
    """False when the browser says that another site sent the form; one that says nothing is told by the proof.

    Browsers say it in `Sec-Fetch-Site`, old ones and those that reach us without HTTPS only in `Origin`.
    """
    told = request.headers.get("sec-fetch-site")
    if told is not None:
        return told in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or _host(origin) in {request.headers.get("host", "").casefold(), _host(base_url)}


def _host(address: str) -> str:
    return urlsplit(address).netloc.casefold() or address


def _storable(sent: str) -> str:
    """Without the signs that nobody types: those of control, half characters, and those that turn text around."""
    return UNPRINTABLE.sub(lambda sign: _INSTEAD.get(sign[0], ""), sent)


def _bounded(receive: Receive, largest: int) -> Receive:
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > largest:
            raise TooLarge(more=bool(message.get("more_body", False)))
        return message

    return bounded
