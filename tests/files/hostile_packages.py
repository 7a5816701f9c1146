"""Zip packages that show one thing to whoever checks them and another to whoever opens them, or hold too much."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.files.good_files import DIRECTORY, good, packed, unpacked, with_parts

END, LOCAL = b"PK\x05\x06", b"PK\x03\x04"


def with_member(kind: str, name: str, octets: bytes = b"x", **said: int) -> bytes:
    """The good file with one more member under a name that no program would give it."""
    file = io.BytesIO(good(kind))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        part = zipfile.ZipInfo("harmless-name")
        part.filename = part.orig_filename = name
        for key, value in said.items():
            setattr(part, key, value)
        package.writestr(part, octets)
    return file.getvalue()


def listed(kind: str, at: int, form: str, value: int, *, everywhere: bool = False) -> bytes:
    """The good file with another value in the list's last line, and in the part itself where that is asked for."""
    data = bytearray(good(kind))
    line = data.rindex(DIRECTORY)
    struct.pack_into(form, data, line + at, value)
    if everywhere:
        (local,) = struct.unpack_from("<I", data, line + 42)
        struct.pack_into(form, data, local + at - 2, value)
    return bytes(data)


def in_part(kind: str, at: int, form: str, value: int) -> bytes:
    """The good file with another value at the head of its last part, where the list says what it said."""
    data = bytearray(good(kind))
    (local,) = struct.unpack_from("<I", data, data.rindex(DIRECTORY) + 42)
    struct.pack_into(form, data, local + at, value)
    return bytes(data)


def renamed_in_part(kind: str) -> bytes:
    data = bytearray(good(kind))
    (local,) = struct.unpack_from("<I", data, data.rindex(DIRECTORY) + 42)
    data[local + 30] ^= 1
    return bytes(data)


def hidden(kind: str) -> bytes:
    """With a part between the last one and the list, which the list does not name."""
    data = good(kind)
    start = struct.unpack_from("<I", data, len(data) - 6)[0]
    secret = packed({"word/vbaProject.bin": b"run"})
    one = secret[: secret.index(DIRECTORY)]
    laid = bytearray(data[:start] + one + data[start:])
    struct.pack_into("<I", laid, len(laid) - 6, start + len(one))
    return bytes(laid)


def hidden_between(kind: str) -> bytes:
    """With bytes between two parts, the list saying rightly where every part begins."""
    data, secret = good(kind), b"<script>1</script>"
    second = data.index(LOCAL, 4)
    (start,) = struct.unpack_from("<I", data, len(data) - 6)
    laid = bytearray(data[:second] + secret + data[second:])
    struct.pack_into("<I", laid, len(laid) - 6, start + len(secret))
    line = start + len(secret)
    while laid.startswith(DIRECTORY, line):
        (at,) = struct.unpack_from("<I", laid, line + 42)
        struct.pack_into("<I", laid, line + 42, at + len(secret) if at >= second else at)
        line += 46 + sum(struct.unpack_from("<3H", laid, line + 28))
    return bytes(laid)


def in_drops(kind: str) -> bytes:
    """With a program whose first letter is unpacked from the first 64 kB, and the rest from what follows."""
    program = b"MZ\x90\0" + bytes(60)
    rest = program[1:]
    drops = b"\0\0\0\xff\xff" * 13_106 + b"\0\x01\0\xfe\xff" + program[:1]
    raw = drops + b"\x01" + struct.pack("<HH", len(rest), len(rest) ^ 0xFFFF) + rest
    data = bytearray(packed({**unpacked(good(kind)), "image.png": raw}, ("mimetype", "image.png")))
    line = data.rindex(DIRECTORY)
    (local,) = struct.unpack_from("<I", data, line + 42)
    for at in (line + 10, local + 8):
        struct.pack_into("<H", data, at, zipfile.ZIP_DEFLATED)
    for at in (line + 16, local + 14):
        struct.pack_into("<3I", data, at, zlib.crc32(program), len(raw), len(program))
    return bytes(data)


def overlapping(kind: str) -> bytes:
    """With two lines of the list for the same bytes."""
    data = good(kind)
    last = data.rindex(DIRECTORY)
    end = len(data) - 22
    line = data[last:end]
    laid = bytearray(data[:end] + line + data[end:])
    count, size = (n + more for n, more in zip(struct.unpack_from("<HI", data, end + 10), (1, len(line)), strict=True))
    struct.pack_into("<HHI", laid, end + len(line) + 8, count, count, size)
    return bytes(laid)


def with_method(kind: str, method: int) -> bytes:
    parts = unpacked(good(kind))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for number, (name, octets) in enumerate(parts.items()):
            package.writestr(name, octets, zipfile.ZIP_STORED if number == 0 else method)
    return file.getvalue()


def liar(kind: str) -> bytes:
    """Thirty million bytes in a part that says everywhere that it has ten."""
    data = bytearray(with_parts(kind, {"zeros.bin": b"\0" * 30_000_000}))
    line = data.rindex(DIRECTORY)
    (local,) = struct.unpack_from("<I", data, line + 42)
    struct.pack_into("<I", data, line + 24, 10)
    struct.pack_into("<I", data, local + 22, 10)
    return bytes(data)


def counted(kind: str, count: int) -> bytes:
    data = bytearray(good(kind))
    struct.pack_into("<HH", data, len(data) - 14, count, count)
    return bytes(data)


def damaged(kind: str) -> bytes:
    """With one packed byte of its last part turned over."""
    data = bytearray(good(kind))
    data[data.index(DIRECTORY) - 3] ^= 0xFF
    return bytes(data)


BROKEN, OVERFULL = "är skadad eller ingen riktig .{kind}-fil", "packas upp till mer än vad som är tillåtet"
PASSWORD, OBJECTS = "är skyddad med lösenord", "innehåller inbäddade objekt eller program"
LINK = (stat.S_IFLNK | 0o777) << 16

TRICKS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "a page before it": (lambda k: b"<html><script>1</script>" + good(k), BROKEN),
    "a PDF before it": (lambda k: b"%PDF-1.4\n" + good(k), BROKEN),
    "a program before it": (lambda k: b"MZ" + b"\0" * 510 + good(k), BROKEN),
    "a script before it": (lambda k: b"#!/bin/sh\nexit\n" + good(k), BROKEN),
    "something after it": (lambda k: good(k) + b"<script>1</script>", BROKEN),
    "a comment at its end": (lambda k: good(k)[:-2] + b"\x05\x00HELLO", BROKEN),
    "a comment that it promises": (lambda k: good(k)[:-2] + b"\x05\x00", BROKEN),
    "another package after it": (lambda k: good(k) + good(k), BROKEN),
    "its end cut off": (lambda k: good(k)[:-30], BROKEN),
    "its beginning cut off": (lambda k: good(k)[30:], BROKEN),
    "only its list": (lambda k: good(k)[good(k).index(DIRECTORY) :], BROKEN),
    "no part at all": (lambda k: END + bytes(18), BROKEN),
    "a member at the root of the disk": (lambda k: with_member(k, "/etc/passwd"), BROKEN),
    "a member above the package": (lambda k: with_member(k, "../../etc/passwd"), BROKEN),
    "a member above it in the middle": (lambda k: with_member(k, "word/../../x"), BROKEN),
    "a member of a Windows folder": (lambda k: with_member(k, "..\\..\\x"), BROKEN),
    "a member on a drive": (lambda k: with_member(k, "C:x"), BROKEN),
    "a member with a NUL": (lambda k: with_member(k, "a.xml\0.exe"), BROKEN),
    "a member without a name": (lambda k: with_member(k, "a//b"), BROKEN),
    "a member twice": (lambda k: with_member(k, next(reversed(unpacked(good(k)))).upper()), BROKEN),
    "a link to elsewhere": (lambda k: with_member(k, "l", b"/etc", create_system=3, external_attr=LINK), BROKEN),
    "an encrypted member": (lambda k: listed(k, 8, "<H", 1, everywhere=True), PASSWORD),
    "a member encrypted in the part only": (lambda k: in_part(k, 6, "<H", 1), PASSWORD),
    "another name in the part": (renamed_in_part, BROKEN),
    "another way of packing in the part": (lambda k: in_part(k, 8, "<H", 0), BROKEN),
    "another sum in the part": (lambda k: in_part(k, 14, "<I", 1), BROKEN),
    "another packed size in the part": (lambda k: in_part(k, 18, "<I", 1), BROKEN),
    "another size in the part": (lambda k: in_part(k, 22, "<I", 1), BROKEN),
    "sizes after the contents in the part only": (lambda k: in_part(k, 6, "<H", 8), BROKEN),
    "sizes promised after the contents": (lambda k: listed(k, 8, "<H", 8, everywhere=True), BROKEN),
    "another size everywhere": (lambda k: listed(k, 24, "<I", 1, everywhere=True), BROKEN),
    "another sum everywhere": (lambda k: listed(k, 16, "<I", 1, everywhere=True), BROKEN),
    "another place in the list": (lambda k: listed(k, 42, "<I", 7), BROKEN),
    "a hidden part": (hidden, BROKEN),
    "something hidden between two parts": (hidden_between, BROKEN),
    "two parts in the same bytes": (overlapping, BROKEN),
    "fewer parts than the list has": (lambda k: counted(k, 0), BROKEN),
    "a damaged byte": (damaged, BROKEN),
    "a part packed by bzip2": (lambda k: with_method(k, zipfile.ZIP_BZIP2), BROKEN),
    "a part packed by LZMA": (lambda k: with_method(k, zipfile.ZIP_LZMA), BROKEN),
    "thirty million zeros": (lambda k: with_parts(k, {"zeros.bin": b"\0" * 30_000_000}), OVERFULL),
    "thirty million zeros that say ten": (liar, BROKEN),
    "a size larger than there is": (lambda k: listed(k, 24, "<I", 0xFFFFFFF0, everywhere=True), OVERFULL),
    "a thousand and one parts": (
        lambda k: with_parts(k, {f"p/{n}": b"" for n in range(1001)}),
        OVERFULL,
    ),
    "a program of Windows in it": (lambda k: with_parts(k, {"media/image1.png": b"MZ\x90\0" + bytes(60)}), OBJECTS),
    "a program in drops": (in_drops, OBJECTS),
    "a program of Linux in it": (lambda k: with_parts(k, {"media/image1.png": b"\x7fELF" + bytes(60)}), OBJECTS),
    "a program of Java in it": (lambda k: with_parts(k, {"x.class": b"\xca\xfe\xba\xbe" + bytes(9)}), OBJECTS),
    "a script in it": (lambda k: with_parts(k, {"x.sh": b"#!/bin/sh\n"}), OBJECTS),
    "an old object in it": (lambda k: with_parts(k, {"x.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}), OBJECTS),
    "rich text in it": (lambda k: with_parts(k, {"x.doc": b"{\\rtf1 }"}), OBJECTS),
    "a package in it": (lambda k: with_parts(k, {"x.zip": packed({"x.exe": b"x"})}), OBJECTS),
    "a good file in it by another name": (lambda k: with_parts(k, {"x.jar": good("docx")}), OBJECTS),
}
