"""Files that people send us: good ones are taken, and of some eight hundred hostile ones not a single one."""

from __future__ import annotations

import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jimflow.files.attachments import BOUNDS, ENDINGS, LIMIT, MEDIA_TYPES, Accepted, inspect
from jimflow.files.packages import Bounds, OverfullPackage, Room, parts_of, room_for
from jimflow.files.packages import unpacked as unpacked_part
from jimflow.files.places import BadFile
from tests.files.good_files import (
    KINDS,
    OPEN,
    PACKAGES,
    RELATIONS,
    good,
    jpeg,
    open_document,
    packed,
    pdf,
    png,
    related,
    segment,
    unpacked,
    with_parts,
)
from tests.files.hostile_documents import (
    ENDINGS as OTHER_ENDINGS,
)
from tests.files.hostile_documents import (
    JPEGS,
    NAMES,
    OFFICE,
    OPEN_DOCUMENTS,
    PDFS,
    PNGS,
    wrong_kinds,
)
from tests.files.hostile_packages import TRICKS

AT_MOST = 3.0
"""Seconds, on a machine that others use as well."""
TAKEN = "pdf, docx, xlsx, pptx, odt, ods, odp, png, jpg, jpeg"
Hostile = tuple[str, Callable[[], bytes], str]


def hostile() -> Iterator[tuple[str, Hostile]]:
    """What is wrong with it, and the ending it comes under, how it is made, why it is to be refused."""
    of_packages = (
        (TRICKS, PACKAGES),
        (OFFICE, ("docx", "xlsx", "pptx")),
        (OPEN_DOCUMENTS, tuple(OPEN)),
    )
    for tricks, kinds in of_packages:
        for what, (make, why) in tricks.items():
            for kind in kinds:
                yield f"{kind} with {what}", (kind, lambda make=make, kind=kind: make(kind), why.format(kind=kind))
    for kind, few in (("pdf", PDFS), ("png", PNGS), ("jpeg", JPEGS)):
        for what, (made, why) in few.items():
            yield f"{kind} with {what}", (kind, made, why.format(kind=kind))


HOSTILE = dict(hostile())
WRONG = wrong_kinds()


def why_not(name: str, content: bytes) -> str:
    """The reason for a refusal, between the name and what to do instead; "" where the file is taken."""
    try:
        inspect(name, content)
    except BadFile as bad:
        (line,) = bad.lines()
        what, mend = line.removeprefix(f"{line.partition(':')[0]}: ").split(" – ")
        assert mend
        return what
    return ""


def test_there_are_more_than_three_hundred_hostile_files() -> None:
    assert len(HOSTILE) + len(WRONG) + len(OTHER_ENDINGS) + len(NAMES) > 800


@pytest.mark.parametrize("what", HOSTILE)
def test_no_hostile_file_is_taken(what: str) -> None:
    ending, make, why = HOSTILE[what]
    assert why_not(f"fil.{ending}", make()) == why


@pytest.mark.parametrize("what", WRONG)
def test_a_file_is_what_its_name_says(what: str) -> None:
    ending, content = WRONG[what]
    assert why_not(f"fil.{ending}", content) in (
        f"är skadad eller ingen riktig .{ending}-fil",
        "är sparad i ett äldre format eller med lösenord",
    )


@pytest.mark.parametrize("ending", OTHER_ENDINGS)
def test_another_ending_is_refused_whatever_the_content(ending: str) -> None:
    old = {"doc", "xls", "ppt"}
    why = "är sparad i ett äldre format" if ending in old else f".{ending}-filer kan vi inte ta emot"
    assert [why_not(f"fil.{ending}", good(kind)) for kind in KINDS] == [why] * len(KINDS)


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_the_last_ending_counts_once_what_cannot_be_seen_is_gone(name: str) -> None:
    assert why_not(name, good("pdf")).endswith("kan vi inte ta emot")


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_file_of_each_kind_is_taken(kind: str) -> None:
    known = ENDINGS[kind]
    assert inspect(f"Våra svar.{kind.upper()}", good(kind)) == Accepted(f"Våra svar.{kind}", known, MEDIA_TYPES[known])


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_file_is_refused_as_that(kind: str) -> None:
    assert why_not(f"fil.{kind}", b"") == "är tom"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_more_than_twenty_five_megabytes_is_refused_as_that(kind: str) -> None:
    assert why_not(f"fil.{kind}", good(kind) + bytes(LIMIT)) == "är större än 25 MB"


def test_a_file_of_twenty_five_megabytes_is_taken() -> None:
    filling = random.Random(1).randbytes(LIMIT)
    content = pdf(f"<</Length {LIMIT}>>stream\n\nendstream")
    at = content.index(b"\nendstream")
    content = content[:at] + filling[: LIMIT - len(content)] + content[at:]
    assert (len(content), inspect("fil.pdf", content).kind) == (LIMIT, "pdf")


def test_the_words_of_a_refusal_say_what_and_how_to_mend_it_in_both_languages() -> None:
    with pytest.raises(BadFile) as bad:
        inspect("../rapport.pdf.exe", good("pdf"))
    assert bad.value.lines("sv") == [
        "rapport.pdf.exe: .exe-filer kan vi inte ta emot – spara som PDF och försök igen; vi tar emot " + TAKEN
    ]
    assert bad.value.lines("en") == [
        "rapport.pdf.exe: we do not take .exe files – save as PDF and try again; we take " + TAKEN
    ]


LONG = "å" * 300
CLEANED = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Users\\eva\\Svar.PDF": "Svar.pdf",
    "a\x00b\x1fc\x7fd\x9fe.pdf": "ab cde.pdf",
    "rapport\u202efdp.exe.pdf": "rapportfdp.exe.pdf",
    "sv\u200bar\u2066\ufeff.pdf": "svar.pdf",
    "rad\r\nSet-Cookie: x.pdf": "rad Set-Cookie_ x.pdf",
    "  många \t mellanslag\u2028här .pdf  ": "många mellanslag här.pdf",
    'a<b>c:d"e|f?g*h.pdf': "a_b_c_d_e_f_g_h.pdf",
    "CON.pdf": "_CON.pdf",
    "nul.svar.pdf": "_nul.svar.pdf",
    "lpt¹.pdf": "_lpt¹.pdf",
    "console.pdf": "console.pdf",
    ".pdf": "fil.pdf",
    "...pdf": "fil.pdf",
    "svar..pdf": "svar.pdf",
    "svar.pdf. .": "svar.pdf",
    "a\u030a.pdf": "å.pdf",
    "\ud800halv.pdf": "halv.pdf",
    f"{LONG}.pdf": f"{'å' * 115}.pdf",
    f"{'👩' * 300}.pdf": f"{'👩' * 58}.pdf",
}


@pytest.mark.parametrize("name", CLEANED, ids=repr)
def test_a_name_is_cleaned_so_that_it_can_be_shown_and_saved(name: str) -> None:
    shown = inspect(name, good("pdf")).name
    assert shown == CLEANED[name]
    assert len(shown) <= 120
    assert len(shown.encode()) <= 240


@given(st.text(max_size=200), st.sampled_from(["pdf", "PDF", "pDf"]))
@settings(max_examples=200, deadline=None)
def test_no_name_is_shown_with_folders_or_unseen_signs(stem: str, ending: str) -> None:
    shown = inspect(f"{stem}.{ending}", good("pdf")).name
    assert shown.endswith(".pdf")
    assert shown.isprintable()
    assert not set(shown) & set('/\\<>:"|?*')
    assert shown[0] not in ". "
    assert len(shown) <= 120
    assert inspect(shown, good("pdf")).name == shown


@pytest.mark.parametrize("before", range(65_520, 65_540, 3))
def test_what_is_looked_for_is_found_where_two_pieces_meet(before: int) -> None:
    noise = random.Random(before).randbytes(before).translate(bytes(97 + n % 26 for n in range(256)))
    content = with_parts("xlsx", {"xl/more.xml": noise + b'<ddeLink ddeService="cmd"/>' + noise})
    assert why_not("fil.xlsx", content) == "hämtar innehåll från en annan plats när den öppnas"


WELL_MEANT = {
    "a link to the web": lambda: related("docx", f"{RELATIONS}/hyperlink", "https://www.example.se/"),
    "a link to a mail": lambda: related("xlsx", f"{RELATIONS}/hyperlink", "mailto:eva@example.org"),
    "a link to a file of their own": lambda: related("docx", f"{RELATIONS}/hyperlink", "file:///G:/gemensam/x.docx"),
    "a template on their own disk": lambda: related("docx", f"{RELATIONS}/attachedTemplate", "file:///C:/m/brev.dotx"),
    "a template beside it": lambda: related("docx", f"{RELATIONS}/attachedTemplate", "brev.dotx"),
    "a chart's workbook in it": lambda: with_parts("docx", {"word/embeddings/Book1.xlsx": good("xlsx")}),
    "words about programs": lambda: with_parts("docx", {"word/more.xml": b"<w>DDE, WEBSERVICE( och javascript:</w>"}),
    "settings of a printer": lambda: with_parts("xlsx", {"xl/printerSettings1.bin": b"P\0r\0i\0n\0t\0"}),
    "an empty part": lambda: with_parts("pptx", {"ppt/empty.xml": b""}),
}


@pytest.mark.parametrize("what", WELL_MEANT)
def test_what_honest_office_files_hold_is_taken(what: str) -> None:
    content = WELL_MEANT[what]()
    kind = next(k for k in ("docx", "xlsx", "pptx") if unpacked(good(k)).keys() <= unpacked(content).keys())
    assert why_not(f"fil.{kind}", content) == ""


@pytest.mark.parametrize(
    "content",
    [
        '<text:a xlink:href="https://www.example.se/">här</text:a>',
        '<text:a xlink:href="mailto:eva@example.org">här</text:a>',
        '<draw:image xlink:href="Pictures/1.png"/>',
        '<draw:object xlink:href="./Object 1"/>',
        "<text:p>DDE(1), vnd.sun.star och macro:</text:p>",
    ],
)
@pytest.mark.parametrize("kind", OPEN)
def test_what_honest_open_documents_hold_is_taken(kind: str, content: str) -> None:
    folders = {"Configurations2/": b"", "Pictures/1.png": good("png"), "META-INF/documentsignatures.xml": b"<a/>"}
    assert why_not(f"fil.{kind}", packed({**open_document(kind, content), **folders})) == ""


def test_what_honest_pdfs_hold_is_taken() -> None:
    said = ["<</S/URI/URI(https://www.example.se)>>", "<</OpenAction[3 0 R/Fit]>>", "(/JS och /Starta)", "<</JSON 1>>"]
    assert [why_not("fil.pdf", pdf(one)) for one in said] == [""] * 4
    ends = ["\n", "\r\n", "\0", "  \n"]
    assert [why_not("fil.pdf", good("pdf") + end.encode()) for end in ends] == [""] * 4


def test_pictures_from_cameras_are_taken() -> None:
    followed = good("jpeg") + good("jpeg") + b"\0\0"
    assert [why_not("fil.jpg", one) for one in (followed, jpeg(more=segment(0xE1, b"Exif\0\0")))] == ["", ""]
    assert why_not("fil.jpg", jpeg(more=b"\xff\xff" + segment(0xFE, b"med utfyllnad")[1:])) == ""
    assert why_not("fil.png", png(20_000, 20_000) + bytes(16)) == ""


def test_a_package_whose_sizes_stand_after_the_contents_is_taken() -> None:
    class OneWay:
        """A file that one cannot go back in, as a program that streams it has."""

        def __init__(self) -> None:
            self.written = b""

        def write(self, octets: bytes) -> int:
            self.written += bytes(octets)
            return len(octets)

        def flush(self) -> None:
            pass

    file = OneWay()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:  # type: ignore[call-overload]
        for name, octets in unpacked(good("docx")).items():
            package.writestr(name, octets)
    assert b"PK\x07\x08" in file.written
    assert why_not("fil.docx", file.written) == ""


def test_what_says_more_than_it_may_is_refused_before_anything_is_unpacked() -> None:
    content = with_parts("docx", {"big.bin": b"\0" * 60_000_000})
    tracemalloc.start()
    began = time.perf_counter()
    assert why_not("fil.docx", content) == "packas upp till mer än vad som är tillåtet"
    took, peak = time.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (took < 0.5, peak < 2_000_000) == (True, True)


def test_a_file_may_unpack_to_a_hundred_times_its_size_and_never_to_more_than_two_hundred_and_fifty_megabytes() -> None:
    small, large = bytes(1000), bytes(3_000_000)
    assert [room_for(content, BOUNDS).left for content in (small, large)] == [100_000, 250 * 1024 * 1024]


def test_nothing_is_unpacked_beyond_the_room_that_is_left() -> None:
    content = packed({"a": b"\0" * 1_000_000})
    (part,) = parts_of(content, Bounds(1, 1_000_000))
    room, given_out = Room(300_000), 0
    with pytest.raises(OverfullPackage):
        for piece in unpacked_part(content, part, room):
            given_out += len(piece)
    assert given_out <= 300_000


def test_packages_in_a_package_share_its_room() -> None:
    block = random.Random(3).randbytes(500_000)
    one = with_parts("xlsx", {"xl/noise.bin": block, "xl/zeros.bin": b"\0" * 40_000_000})
    assert why_not("fil.xlsx", one) == ""
    several = {f"word/embeddings/{n}.xlsx": one for n in range(7)}
    assert why_not("fil.docx", with_parts("docx", several)) == "packas upp till mer än vad som är tillåtet"


SLOW = {
    "fields without end": ("docx", lambda: stored("word/more.xml", b"<w:instrText" * 1_600_000)),
    "fields in spaces": ("docx", lambda: stored("word/more.xml", b"<w:instrText>" + b" " * 20_000_000)),
    "formulas without end": ("odt", lambda: stored("more.xml", b'formula="dde' * 1_600_000, "odt")),
    "pictures without end": ("odt", lambda: stored("more.xml", b"<draw:image :href" * 1_200_000, "odt")),
    "scripts in spaces": ("pdf", lambda: pdf("/JS" + " " * 10_000_000 + "/JS" * 3_000_000)),
    "names without end": ("pdf", lambda: pdf("/J#61" * 4_000_000)),
    "marks without end": ("jpeg", lambda: good("jpeg")[:-2] + b"\xff\x00" * 10_000_000 + b"\xff\xd9"),
    "filling without end": ("jpeg", lambda: b"\xff\xd8" + b"\xff" * 20_000_000 + b"\xd9"),
}


def stored(name: str, octets: bytes, kind: str = "docx") -> bytes:
    return packed({**unpacked(good(kind)), name: octets}, ("mimetype", name))


@pytest.mark.parametrize("what", SLOW)
def test_no_content_takes_long_to_judge(what: str) -> None:
    ending, make = SLOW[what]
    content = make()
    began = time.perf_counter()
    why_not(f"fil.{ending}", content)
    assert time.perf_counter() - began < AT_MOST


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, bytes]:
    """A good file with a few changes, in its bytes or in what it packs."""
    kind = draw(st.sampled_from(KINDS))
    if kind in PACKAGES and draw(st.booleans()):
        parts = unpacked(good(kind))
        name = draw(st.sampled_from(sorted(parts)))
        return kind, packed({**parts, name: _edited(draw, parts[name])})
    return kind, _edited(draw, good(kind))


def _edited(draw: st.DrawFn, octets: bytes) -> bytes:
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(octets)))
        upto = draw(st.integers(at, min(len(octets), at + 8)))
        octets = octets[:at] + draw(st.binary(max_size=6)) + octets[upto:]
    return octets


@given(changed())
@settings(max_examples=300, deadline=None)
def test_a_changed_file_is_taken_or_refused_in_words_and_never_more(made: tuple[str, bytes]) -> None:
    kind, content = made
    assert "\n" not in why_not(f"fil.{kind}", content)
