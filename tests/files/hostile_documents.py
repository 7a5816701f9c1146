"""Documents that run something, hold something or fetch something, and files that are not what their name says."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

from tests.files.good_files import (
    KINDS,
    RELATIONS,
    chunk,
    good,
    jpeg,
    open_document,
    packed,
    pdf,
    png,
    related,
    segment,
    typed,
    unpacked,
    with_parts,
)

BROKEN, MACROS = "är skadad eller ingen riktig .{kind}-fil", "innehåller makron"
OBJECTS, FETCHES = "innehåller inbäddade objekt eller program", "hämtar innehåll från en annan plats när den öppnas"
LINKS = "har länkar som startar något annat än en webbsida, ett mejl eller en fil"
DTD, PASSWORD = "innehåller en dokumenttyp (DTD)", "är skyddad med lösenord"
SCRIPTS, FILES = "innehåller skript eller startar program", "har andra filer inbäddade"
OLD, MORE = "är sparad i ett äldre format eller med lösenord", "har något mer efter bilden, till exempel en film"
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
FIELD = '<w:p xmlns:w="w"><w:r><w:instrText xml:space="preserve"> {}</w:instrText></w:r></w:p>'
Made = tuple[Callable[[str], bytes], str]


def said(kind: str, content_type: str) -> bytes:
    return typed(kind, "</Types>", f'<Override PartName="/x.bin" ContentType="{content_type}"/></Types>')


def with_macros(kind: str) -> bytes:
    return typed(kind, "main+xml", "macroEnabled.main+xml")


def inside(kind: str, name: str, octets: bytes) -> bytes:
    return with_parts(kind, {f"{MAIN[kind].partition('/')[0]}/embeddings/{name}": octets})


NOISE = random.Random(7).randbytes(20_000)
"""So that a part which packs well does not make the whole pack too well."""


def part_of(kind: str, xml: str) -> bytes:
    return with_parts(kind, {f"{MAIN[kind].partition('/')[0]}/more.xml": xml.encode()})


def without(kind: str, name: str) -> bytes:
    return packed({n: octets for n, octets in unpacked(good(kind)).items() if n != name})


def two_mains(kind: str) -> bytes:
    rels = unpacked(good(kind))["_rels/.rels"].decode()
    one = f'<Relationship Id="two" Type="{RELATIONS}/officeDocument" Target="word/other.xml"/></Relationships>'
    return with_parts(kind, {"_rels/.rels": rels.replace("</Relationships>", one).encode()})


OFFICE: dict[str, Made] = {
    "a project of macros": (lambda k: with_parts(k, {"word/vbaProject.bin": b"x"}), MACROS),
    "a project of macros in capitals": (lambda k: with_parts(k, {"WORD/VBAPROJECT.BIN": b"x"}), MACROS),
    "a main part with macros": (with_macros, MACROS),
    "macros by another name": (lambda k: said(k, "application/vnd.ms-office.vbaProject"), MACROS),
    "a sheet of old macros": (lambda k: said(k, "application/vnd.ms-excel.macrosheet+xml"), MACROS),
    "a control": (lambda k: said(k, "application/vnd.ms-office.activeX+xml"), MACROS),
    "a relation to macros": (lambda k: related(k, f"{MICROSOFT}/vbaProject", "m.bin", external=False), MACROS),
    "an object of another program": (lambda k: said(k, "application/vnd.openxmlformats.oleObject"), OBJECTS),
    "a relation to an object": (lambda k: related(k, f"{RELATIONS}/oleObject", "o.dat", external=False), OBJECTS),
    "an object elsewhere": (lambda k: related(k, f"{RELATIONS}/oleObject", "file:///C:/o.doc"), OBJECTS),
    "a relation to a control": (lambda k: related(k, f"{RELATIONS}/control", "c.xml", external=False), OBJECTS),
    "a page that Word takes in": (lambda k: related(k, f"{RELATIONS}/aFChunk", "c.mht", external=False), OBJECTS),
    "a template on the web": (lambda k: related(k, f"{RELATIONS}/attachedTemplate", "https://x.test/t.dotm"), FETCHES),
    "a template on a server": (lambda k: related(k, f"{RELATIONS}/attachedTemplate", r"\\x.test\t\t.dotm"), FETCHES),
    "a template on a server as a file": (
        lambda k: related(k, f"{RELATIONS}/attachedTemplate", "file://x.test/t.dotm"),
        FETCHES,
    ),
    "a template on a server in disguise": (
        lambda k: related(k, f"{RELATIONS}/attachedTemplate", "file:///%5C%5Cx.test/t.dotm"),
        FETCHES,
    ),
    "a template on a server with more strokes": (
        lambda k: related(k, f"{RELATIONS}/attachedTemplate", "file://///x.test/t.dotm"),
        FETCHES,
    ),
    "a picture on the web": (lambda k: related(k, f"{RELATIONS}/image", "http://x.test/i.png"), FETCHES),
    "a frame on the web": (lambda k: related(k, f"{RELATIONS}/frame", "https://x.test/f"), FETCHES),
    "a workbook on a server": (lambda k: related(k, f"{RELATIONS}/externalLinkPath", "//x.test/b.xlsx"), FETCHES),
    "a link that runs a script": (lambda k: related(k, f"{RELATIONS}/hyperlink", "javascript:run()"), LINKS),
    "a link that starts a program": (lambda k: related(k, f"{RELATIONS}/hyperlink", "ms-msdt:/id x"), LINKS),
    "a link that starts one in disguise": (lambda k: related(k, f"{RELATIONS}/hyperlink", " %6ds-msdt:/id"), LINKS),
    "entities": (lambda k: with_parts(k, {MAIN[k]: ENTITIES.encode()}), DTD),
    "entities in UTF-16": (lambda k: with_parts(k, {MAIN[k]: ENTITIES.encode("utf-16")}), DTD),
    "entities where the parts are named": (lambda k: with_parts(k, {"[Content_Types].xml": ENTITIES.encode()}), BROKEN),
    "no names of its parts": (lambda k: without(k, "[Content_Types].xml"), BROKEN),
    "no first relation": (lambda k: without(k, "_rels/.rels"), BROKEN),
    "no main part": (lambda k: without(k, MAIN[k]), BROKEN),
    "two main parts": (two_mains, BROKEN),
    "a main part of another kind": (lambda k: typed(k, "main+xml", "template.main+xml"), BROKEN),
    "names of its parts that are no XML": (lambda k: with_parts(k, {"[Content_Types].xml": b"<Types"}), BROKEN),
    "relations that are no XML": (lambda k: with_parts(k, {"x/_rels/y.rels": b"\xff\xfe<"}), BROKEN),
    "more relations than one can read": (
        lambda k: with_parts(k, {"x/_rels/y.rels": b"<r>" + b"<a/>" * 200_001 + b"</r>", "noise": NOISE}),
        BROKEN,
    ),
    "a field that starts a program": (lambda k: part_of(k, FIELD.format("DDEAUTO c:\\\\cmd.exe")), FETCHES),
    "such a field in small letters": (lambda k: part_of(k, FIELD.format('"dde" cmd')), FETCHES),
    "such a field in one piece": (lambda k: part_of(k, '<w:fldSimple xmlns:w="w" w:instr=" DDE cmd "/>'), FETCHES),
    "a link to another program": (lambda k: part_of(k, '<ddeLink ddeService="cmd"/>'), FETCHES),
    "a formula that calls the web": (lambda k: part_of(k, '<x><f>WEBSERVICE("https://x.test")</f></x>'), FETCHES),
    "a formula that fetches a picture": (lambda k: part_of(k, '<x><f>_xlfn.IMAGE("https://x.test")</f></x>'), FETCHES),
    "a question put to a database": (lambda k: part_of(k, '<connection id="1" refreshOnLoad="1"/>'), FETCHES),
    "a file with macros in it": (lambda k: inside(k, "b.xlsm", good("xlsx")), OBJECTS),
    "a workbook in it that has macros": (
        lambda k: inside(k, "b.xlsx", OFFICE["a main part with macros"][0]("xlsx")),
        MACROS,
    ),
    "a file in a file in it": (lambda k: inside(k, "b.docx", inside("docx", "b.xlsx", good("xlsx"))), OBJECTS),
    "a file in it that is another": (lambda k: inside(k, "b.docx", good("xlsx")), OBJECTS),
}


def odf(content: str = "", manifest: str = "") -> Callable[[str], bytes]:
    return lambda kind: packed(open_document(kind, content, manifest))


def laid(kind: str, *, first: str = "", stored: bool = True, media: bytes | None = None) -> bytes:
    """An OpenDocument file whose word for its kind stands elsewhere, is packed, or is another."""
    parts = open_document(kind)
    parts["mimetype"] = parts["mimetype"] if media is None else media
    order = sorted(parts, key=lambda name: name != first) if first else list(parts)
    return packed({name: parts[name] for name in order}, ("mimetype",) if stored else ())


def loads(tag: str, target: str) -> Made:
    return odf(f'<{tag} xlink:type="simple" xlink:href="{target}"/>'), FETCHES


OPEN_DOCUMENTS: dict[str, Made] = {
    "macros": (lambda k: packed({**open_document(k), "Basic/Standard/Module1.xml": b"<m/>"}), MACROS),
    "scripts": (lambda k: packed({**open_document(k), "Scripts/python/run.py": b"x"}), MACROS),
    "something that runs when it is opened": (
        odf('<script:event-listener script:event-name="dom:load" xlink:href="x"/>'),
        MACROS,
    ),
    "a link to a macro": (odf('<text:a xlink:href="vnd.sun.star.script:x$y?language=Basic"/>'), MACROS),
    "a link to an old macro": (odf('<text:a xlink:href="macro:///x"/>'), MACROS),
    "a link that runs a script": (odf('<text:a xlink:href="javascript:x"/>'), LINKS),
    "a link that runs one in disguise": (odf('<text:a xlink:href="java&#115;cript:x"/>'), LINKS),
    "a password": (odf(manifest='<manifest:encryption-data manifest:checksum="x"/>'), PASSWORD),
    "a picture on the web": loads("draw:image", "https://x.test/i.png"),
    "a picture on a server": loads("draw:image", "//x.test/i.png"),
    "an object on the web": loads("draw:object", "http://x.test/o.odt"),
    "a frame on the web": loads("draw:floating-frame", "http://x.test/"),
    "a section on the web": loads("text:section-source", "http://x.test/s.odt"),
    "a table on the web": loads("table:table-source", "http://x.test/t.ods"),
    "a template on the web": loads("meta:template", "http://x.test/t.ott"),
    "a small program": (odf('<draw:applet draw:code="X.class"/>'), OBJECTS),
    "a plug-in": (odf('<draw:plugin xlink:href="x.swf"/>'), OBJECTS),
    "a link to another program": (odf('<office:dde-source office:dde-application="cmd"/>'), FETCHES),
    "a formula for another program": (odf('<table:table-cell table:formula="of:=DDE(&quot;c&quot;)"/>'), FETCHES),
    "a formula that calls the web": (odf('<table:table-cell table:formula="of:=WEBSERVICE(1)"/>'), FETCHES),
    "entities": (lambda k: packed({**open_document(k), "content.xml": ENTITIES.encode()}), DTD),
    "no word for its kind": (lambda k: packed({n: o for n, o in open_document(k).items() if n != "mimetype"}), BROKEN),
    "its kind not first": (lambda k: laid(k, first="content.xml"), BROKEN),
    "its kind packed": (lambda k: laid(k, stored=False), BROKEN),
    "its kind a template": (lambda k: laid(k, media=open_document(k)["mimetype"] + b"-template"), BROKEN),
    "its kind with a line end": (lambda k: laid(k, media=open_document(k)["mimetype"] + b"\n"), BROKEN),
    "no content": (lambda k: packed({n: o for n, o in open_document(k).items() if n != "content.xml"}), BROKEN),
    "no list of its parts": (lambda k: packed({n: o for n, o in open_document(k).items() if "META" not in n}), BROKEN),
}
EMPTY_END = b"PK\x05\x06" + bytes(18)

PDFS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a script": (lambda: pdf("<</S/JavaScript/JS(app.alert(1))>>"), SCRIPTS),
    "a script whose name is written in numbers": (lambda: pdf("<</S/J#61va#53cript/X(1)>>"), SCRIPTS),
    "a script in a rendition": (lambda: pdf("<</S/Rendition/JS (run()) >>"), SCRIPTS),
    "a script elsewhere": (lambda: pdf("<</S/Rendition/JS 9 0 R>>"), SCRIPTS),
    "a script in hexadecimal": (lambda: pdf("<</S/Rendition/#4AS<72756E>>>"), SCRIPTS),
    "a program that it starts": (lambda: pdf("<</S/Launch/F(cmd.exe)>>"), SCRIPTS),
    "a film that runs": (lambda: pdf("<</Subtype/RichMedia>>"), SCRIPTS),
    "a file in it": (lambda: pdf("<</Type/EmbeddedFile/Length 0>>stream\n\nendstream"), FILES),
    "a list of files in it": (lambda: pdf("<</Names<</EmbeddedFiles 9 0 R>>>>"), FILES),
    "a page of the web at its head": (lambda: pdf(head="%PDF-1.4\n%<html><script>1</script>\n"), BROKEN),
    "a drawing that runs at its head": (lambda: pdf(head="%PDF-1.4\n%<svg onload=x>\n"), BROKEN),
    "something before it": (lambda: b"\n" + good("pdf"), BROKEN),
    "a program before it": (lambda: b"MZ" + good("pdf"), BROKEN),
    "a page of the web before it": (lambda: b"<html>" + good("pdf"), BROKEN),
    "a page of the web after it": (lambda: pdf(tail="<html></html>"), BROKEN),
    "a package after it": (lambda: good("pdf") + good("docx"), BROKEN),
    "a package after it with the PDF's end as its comment": (
        lambda: good("pdf") + EMPTY_END[:-2] + b"\x1a\x00" + b"\nstartxref\n12345678\n%%EOF\n",
        BROKEN,
    ),
    "its end cut off": (lambda: good("pdf")[:-20], BROKEN),
    "its beginning cut off": (lambda: good("pdf")[5:], BROKEN),
    "only its first and last line": (lambda: b"%PDF-1.4\nstartxref\n0\n%%EOF\n", BROKEN),
    "another version": (lambda: pdf(head="%PDF-9.9\n"), BROKEN),
    "PostScript": (lambda: b"%!PS-Adobe-3.0\n%%EOF", BROKEN),
}
PNGS: dict[str, tuple[Callable[[], bytes], str]] = {
    "something after it": (lambda: good("png") + b"<script>1</script>", MORE),
    "a package after it": (lambda: good("png") + good("docx"), BROKEN),
    "much of nothing after it": (lambda: good("png") + bytes(17), MORE),
    "its end cut off": (lambda: good("png")[:-12], BROKEN),
    "half of it": (lambda: good("png")[:40], BROKEN),
    "a wrong sum": (lambda: good("png")[:-5] + b"x" + good("png")[-4:], BROKEN),
    "a chunk that nobody knows": (lambda: png(more=chunk(b"CgBI", b"")), BROKEN),
    "a chunk without a name": (lambda: png(more=chunk(b"\0\0\0\0", b"")), BROKEN),
    "a chunk longer than it": (lambda: good("png")[:8] + struct.pack(">I", 0x7FFFFFFF) + good("png")[12:], BROKEN),
    "two heads": (lambda: png(more=chunk(b"IHDR", bytes(13))), BROKEN),
    "no colours": (lambda: good("png")[:33] + chunk(b"IEND", b""), BROKEN),
    "no width": (lambda: png(0), BROKEN),
    "a side of twenty thousand and one": (lambda: png(20_001), "är 20001 × 2 bildpunkter"),
    "a height of four thousand million": (lambda: png(2, 0xFFFFFFFF), "är 2 × 4294967295 bildpunkter"),
    "colours of no kind": (lambda: png(colour=5), BROKEN),
    "a depth of no kind": (lambda: png(depth=3), BROKEN),
    "more chunks than a picture has": (lambda: png(more=chunk(b"tEXt", b"") * 20_001), BROKEN),
    "only its sign": (lambda: b"\x89PNG\r\n\x1a\n", BROKEN),
}
JPEGS: dict[str, tuple[Callable[[], bytes], str]] = {
    "something after it": (lambda: good("jpeg") + b"<?php run(); ?>", MORE),
    "a package after it": (lambda: good("jpeg") + good("docx"), BROKEN),
    "half a picture after it": (lambda: good("jpeg") + good("jpeg")[:30], BROKEN),
    "its end cut off": (lambda: good("jpeg")[:-2], BROKEN),
    "half of it": (lambda: good("jpeg")[:30], BROKEN),
    "no frame": (lambda: b"\xff\xd8" + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\xd9", BROKEN),
    "no colours": (lambda: b"\xff\xd8" + segment(0xC0, b"\x08\x00\x02\x00\x02\x01") + b"\xff\xd9", BROKEN),
    "nothing": (lambda: b"\xff\xd8\xff\xd9", BROKEN),
    "a piece longer than it": (lambda: b"\xff\xd8\xff\xe0\xff\xff" + good("jpeg")[20:], BROKEN),
    "a piece shorter than its length": (lambda: b"\xff\xd8\xff\xe0\x00\x01" + good("jpeg")[20:], BROKEN),
    "no width": (lambda: jpeg(0), BROKEN),
    "a side of twenty thousand and one": (lambda: jpeg(20_001), "är 20001 × 2 bildpunkter"),
    "a frame cut short": (lambda: b"\xff\xd8" + segment(0xC0, b"\x08") + b"\xff\xd9", BROKEN),
    "something between its pieces": (lambda: jpeg(more=b"<script>"), BROKEN),
    "more pieces than a picture has": (lambda: jpeg(more=segment(0xFE, b"") * 20_001), BROKEN),
    "a page of the web with its sign": (lambda: b"\xff\xd8\xff<html></html>", BROKEN),
}

OTHERS = {
    "a page of the web": b"<!doctype html><html><script>alert(1)</script></html>",
    "a drawing that runs": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a program": b"MZ\x90\0\x03" + bytes(200),
    "a script": b"#!/bin/sh\nrm -rf /\n",
    "text": "Här är våra svar.".encode(),
    "zeros": bytes(4096),
    "a picture that moves": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    "an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "an archive": packed({"run.exe": b"MZ"}),
    "one byte": b"P",
}
ENDINGS = """exe com scr bat cmd ps1 vbs js jse wsf hta msi msix lnk url jar sh py html htm xhtml mhtml svg svgz xml
    swf doc xls ppt dot xlt pps rtf docm dotx dotm xlsm xltx xltm xlsb xlam pptm potx potm ppsx ppsm sldm ott ots otp
    odg odf zip 7z rar gz tar iso img dmg cab eml msg gif bmp tif tiff webp heic ico pdfx txt csv""".split()
NAMES = {
    "a second ending": "rapport.pdf.exe",
    "a mark that turns the reading": "rapport\u202efdp.exe",
    "a NUL before what is taken": "rapport.exe\0",
    "a NUL in the ending": "rapport.pdf\0.exe",
    "a point at its end": "rapport.exe.",
    "points and spaces at its end": "rapport.pdf.exe . .",
    "a stream of Windows": "rapport.pdf:rapport.exe",
    "no ending": "rapport",
    "nothing": "",
    "only points": "...",
    "only a folder": "../../pdf/",
    "a space in the ending": "rapport.p df",
    "an ending of other letters": "rapport.рdf",
    "a wide ending": "rapport.ｐｄｆ",
    "an ending without end": "rapport." + "pdf" * 300,
}


def wrong_kinds() -> dict[str, tuple[str, bytes]]:
    """Every kind with the content of every other, and of what is no kind of ours."""
    found = {}
    for kind in KINDS:
        for other in KINDS:
            if {kind, other} != {"jpg", "jpeg"} and kind != other:
                found[f"{other} as {kind}"] = (kind, good(other))
        for name, octets in OTHERS.items():
            found[f"{name} as {kind}"] = (kind, octets)
    return found
