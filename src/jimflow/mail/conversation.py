"""One connection to the relay and one mail at a time over it: which step it reached decides what became of it."""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import Enum

import aiosmtplib
from aiosmtplib.protocol import SMTPProtocol

from jimflow.core.address import AddressError, parse_address
from jimflow.mail.relay import Kind, Outcome, Outgoing, Relay, outcome

log = logging.getLogger(__name__)

Permit = Callable[[int, int], Awaitable[bool]]
"""Asked with (id, fence) between RCPT and DATA; False keeps the mail here. Does not raise."""

MAX_STRIKES = 3
"""So many mails in a row lost before their recipient was named say that the relay is ill, not the mails."""

_LINE_END = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"^\.", re.M)
_ABOUT_THE_RELAY = frozenset({500, 502, 503, 530, 534, 535, 538})
"""Refusals that blame the conversation or our sign-in, so they say nothing about the recipient."""


class RelayDown(Exception):  # noqa: N818 - a state of the relay
    """No conversation can be had now. `code` is the relay's own, if it gave one."""

    def __init__(self, code: int | None, reply: str) -> None:
        self.code = code
        self.reply = reply
        super().__init__(reply)


class _OutOfStep(Exception):  # noqa: N818 - a state of the conversation
    """The relay said something no command asked for: nothing more it says can be trusted."""


class _Client(aiosmtplib.SMTP):
    """Closes by cutting: a polite close would go on sending what is buffered, after we called it lost."""

    def close(self) -> None:
        transport = self.transport
        super().close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()


class Step(Enum):
    """How far a mail has come; the value names what still waits for its answer."""

    SENDER = "MAIL"
    RECIPIENT = "RCPT"
    LEAVE = "the claim"
    DATA = "DATA"
    CONTENT = "the content"


def kind_of_refusal(step: Step, code: int) -> Kind:
    """What an answer other than yes means for the mail: a pure table of step and code."""
    if 400 <= code <= 499:
        return "temporary"
    if 500 <= code <= 599:
        about_the_relay = step is Step.SENDER or (step is not Step.CONTENT and code in _ABOUT_THE_RELAY)
        return "temporary" if about_the_relay else "permanent"
    return kind_of_silence(step)


def kind_of_silence(step: Step) -> Kind:
    """What it means that no answer came: only once content has left us may the relay have the mail."""
    return "unknown" if step is Step.CONTENT else "temporary"


class Conversation:
    """A connection that is opened when it is needed and kept from mail to mail. For one task at a time."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._client: _Client | None = None
        self._used = 0.0
        self._strikes = 0

    @property
    def is_open(self) -> bool:
        """Whether a connection stands, as far as we have heard."""
        return self._client is not None and self._client.is_connected

    async def open(self) -> None:
        """See that the relay listens to us. Raises RelayDown, and leaves no connection, when it does not."""
        if self._strikes >= MAX_STRIKES:
            self._strikes = 0
            raise RelayDown(None, f"the relay broke off {MAX_STRIKES} times before a recipient was named")
        clock = asyncio.get_running_loop()
        if self.is_open and clock.time() - self._used < self._relay.timeouts.idle:
            return
        await self.quit()
        try:
            self._client = await _connected(self._relay)
        except aiosmtplib.SMTPAuthenticationError as refused:
            raise RelayDown(refused.code, f"the relay refused our sign-in: {refused.message}") from refused
        except aiosmtplib.SMTPResponseException as refused:
            code = refused.code if refused.code > 0 else None
            raise RelayDown(code, f"the relay takes no mail now: {refused.message}") from refused
        except (aiosmtplib.SMTPException, OSError, ValueError, _OutOfStep) as error:
            raise RelayDown(None, f"no contact with the relay: {str(error) or type(error).__name__}") from error
        self._used = clock.time()

    async def deliver(self, mail: Outgoing, permit: Permit) -> Outcome:
        """Send one mail over the open connection. Never raises: a cancelled task gets its outcome and must end."""
        attempt = _attempt(mail)
        if isinstance(attempt, Outcome):
            return attempt
        try:
            result = await self._talk(attempt, permit)
        except aiosmtplib.SMTPResponseException as refused:
            result = attempt.refused(refused.code, refused.message)
            await self._begin_anew(refused.code)
        except (aiosmtplib.SMTPException, OSError, _OutOfStep) as error:
            self.drop()
            result = attempt.lost(str(error))
        except asyncio.CancelledError:
            self.drop()
            return attempt.stopped()
        except Exception:
            log.exception("mail %s met a fault in jimflow", mail.id)
            self.drop()
            result = attempt.lost("a fault in jimflow, see its log")
        self._used = asyncio.get_running_loop().time()
        self._strikes = self._strikes + 1 if attempt.step is Step.SENDER and not self.is_open else 0
        return result

    async def quit(self) -> None:
        """Say goodbye and close; what the relay makes of it is of no account."""
        if self._client is not None:
            with suppress(aiosmtplib.SMTPException, OSError):
                await self._client.quit(timeout=self._relay.timeouts.closing)
        self.drop()

    def drop(self) -> None:
        """Cut the connection, if there is one."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    async def _talk(self, attempt: _Attempt, permit: Permit) -> Outcome:
        client, mail, wait = self._client, attempt.mail, self._relay.timeouts
        if client is None:
            raise aiosmtplib.SMTPServerDisconnected("no connection")
        await client.mail(attempt.sender)
        _in_step(client)
        attempt.step = Step.RECIPIENT
        try:
            await client.rcpt(attempt.recipient)
        except aiosmtplib.SMTPRecipientRefused as answer:
            if answer.code // 100 != 2:  # the library knows 250 and 251; the first digit decides (RFC 5321 §4.3.2)
                raise
        _in_step(client)
        attempt.step = Step.LEAVE
        if not await permit(mail.id, mail.fence):
            await self._begin_anew()
            return outcome(mail, "released", None, "taken back by jimflow before the content was sent")
        attempt.step = Step.DATA
        # Not client.data(): it does not tell a drop before the content from one after it.
        leave = await client.execute_command(b"DATA", timeout=wait.data)
        if leave.code != aiosmtplib.SMTPStatus.start_input:
            raise aiosmtplib.SMTPDataError(leave.code, leave.message)
        protocol = _in_step(client)
        protocol.write(_as_data(mail.raw))
        attempt.step = Step.CONTENT
        code, reply = await protocol.read_response(timeout=wait.content)
        if code // 100 != 2:
            raise aiosmtplib.SMTPDataError(code, reply)
        if protocol._buffer:
            self.drop()
        return outcome(mail, "sent", code, reply)

    async def _begin_anew(self, code: int = 0) -> None:
        """Clear the envelope for the next mail; a relay that spoke out of turn is left.

        Swallows a cancellation: the mail's outcome is known by now and must not be lost.
        """
        try:
            if self._client is None or not (code == 0 or 400 <= code <= 599):
                raise _OutOfStep
            _in_step(self._client)
            await self._client.rset(timeout=self._relay.timeouts.closing)
            _in_step(self._client)
        except (aiosmtplib.SMTPException, OSError, _OutOfStep, asyncio.CancelledError):
            self.drop()


class _Attempt:
    """One mail on its way and the step it has reached."""

    def __init__(self, mail: Outgoing, sender: str, recipient: str) -> None:
        self.mail = mail
        self.sender = sender
        self.recipient = recipient
        self.step = Step.SENDER

    def refused(self, code: int, message: str) -> Outcome:
        at = "" if self.step is Step.CONTENT else f" ({self.step.value})"
        known = code if 200 <= code <= 599 else None
        return outcome(self.mail, kind_of_refusal(self.step, code), known, message + at)

    def lost(self, reason: str) -> Outcome:
        reply = f"{reason} (waiting for {self.step.value})"
        return outcome(self.mail, kind_of_silence(self.step), None, reply)

    def stopped(self) -> Outcome:
        kind: Kind = "unknown" if self.step is Step.CONTENT else "released"
        return outcome(self.mail, kind, None, f"jimflow was stopped (waiting for {self.step.value})")


def _attempt(mail: Outgoing) -> _Attempt | Outcome:
    try:
        recipient = parse_address(mail.recipient)
    except AddressError as unfit:
        return outcome(mail, "permanent", None, str(unfit))
    try:
        sender = mail.envelope_from and parse_address(mail.envelope_from)
    except AddressError as unfit:
        return outcome(mail, "temporary", None, f"our own envelope sender: {unfit}")
    return _Attempt(mail, sender, recipient)


async def _connected(relay: Relay) -> _Client:
    client = _Client(
        hostname=relay.host,
        port=relay.port,
        local_hostname=relay.helo or "localhost",
        use_tls=relay.tls == "implicit",
        start_tls=False,  # ours to ask for: by default the library goes on in the clear when TLS is not offered
        tls_context=None if relay.tls == "none" else _trusting(relay.ca_file),
        timeout=relay.timeouts.command,
    )
    try:
        await client.connect(timeout=relay.timeouts.connect)
        if relay.helo is None:
            own = client.get_transport_info("sockname")[0]
            client.local_hostname = f"[IPv6:{own}]" if ":" in own else f"[{own}]"
        await _greet(client)
        if relay.tls == "starttls":
            await client.starttls()
            await _greet(client)
        if relay.username is not None:
            await client.login(relay.username, relay.password or "")
        _in_step(client)
    except BaseException:
        client.close()
        raise
    return client


def _trusting(ca_file: str | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise RelayDown(None, f"the certificates in {ca_file} cannot be read: {error.strerror}") from error


async def _greet(client: _Client) -> None:
    try:
        await client.ehlo()
    except aiosmtplib.SMTPHeloError as refused:
        if refused.code // 100 != 5:
            raise
        await client.helo()


def _in_step(client: _Client) -> SMTPProtocol:
    """The protocol, when all the relay has said has been asked for and read."""
    protocol = client.protocol
    if protocol is None:
        raise aiosmtplib.SMTPServerDisconnected("Connection lost")
    # A leftover answer would be taken for the answer to the next command; the library has no public look at it.
    if protocol._buffer:
        raise _OutOfStep("the relay gave an answer nobody had asked for")
    return protocol


def _as_data(raw: bytes) -> bytes:
    """`raw` as it crosses the wire (RFC 5321 §4.5.2): CRLF throughout, leading dots doubled, a final dot."""
    lines = _LINE_END.sub(b"\r\n", raw)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    return _LEADING_DOT.sub(b"..", lines) + b".\r\n"
