"""Pieces of a Word file that python-docx has no name for: places to write in, boxes to tick, fields and links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jimflow.files.word_look import ANSWER, CHOICE, PLACEHOLDER

_LONGEST_NAME = 64
"""Characters of a control's name and key; Word takes a file with longer ones for damaged."""
_BOXES = "MS Gothic"
"""The font that Word itself draws its boxes in."""


def place_to_write(document: Any, name: str, key: str, paragraphs: Sequence[str], prompt: str) -> None:
    """A box that grows as one writes, with what stands in it, or the prompt, which goes away at the first letter."""
    content = _made("w:sdtContent")
    for text in paragraphs or [prompt]:
        paragraph = document.add_paragraph(style=ANSWER)
        run = paragraph.add_run(text)
        if not paragraphs:
            run.style = PLACEHOLDER
        content.append(paragraph._p)
    control = _control(name, key, *([] if paragraphs else [_made("w:showingPlcHdr")]))
    control.append(content)
    document.element.body.insert_element_before(control, "w:sectPr")


def box_to_tick(document: Any, name: str, key: str, text: str, *, ticked: bool, last: bool) -> None:
    """☐ and what is chosen by it, ☒ when it is. One clicks on it in Word; `last` of those that hold together."""
    paragraph = document.add_paragraph(style=CHOICE)
    paragraph.paragraph_format.keep_with_next = not last
    box = _made("w14:checkbox")
    box.append(_made("w14:checked", {"w14:val": str(int(ticked))}))
    for state, sign in (("checkedState", "☒"), ("uncheckedState", "☐")):
        box.append(_made(f"w14:{state}", {"w14:val": f"{ord(sign):X}", "w14:font": _BOXES}))
    control, content = _control(name, key, box), _made("w:sdtContent")
    run = paragraph.add_run("☒" if ticked else "☐")
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(_qn(f"w:{kind}"), _BOXES)
    fonts.set(_qn("w:hint"), "eastAsia")
    content.append(run._r)
    control.append(content)
    paragraph._p.append(control)
    paragraph.add_run("\t" + text)


def field(paragraph: Any, name: str) -> None:
    """What Word counts itself, as PAGE and NUMPAGES."""
    counted = _made("w:fldSimple", {"w:instr": f" {name} "})
    run = paragraph.add_run("1")
    counted.append(run._r)
    paragraph._p.append(counted)


def link(paragraph: Any, address: str) -> None:
    """An address to click on, spelled out."""
    name = paragraph.part.relate_to(
        address, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
    )
    there = _made("w:hyperlink", {"r:id": name})
    run = paragraph.add_run(address)
    run.underline = True
    there.append(run._r)
    paragraph._p.append(there)


def _control(name: str, key: str, *more: Any) -> Any:
    """A place that may be filled in; the name is what a screen reader says of it."""
    control, properties = _made("w:sdt"), _made("w:sdtPr")
    properties.append(_made("w:alias", {"w:val": _short(name)}))
    properties.append(_made("w:tag", {"w:val": _short(key)}))
    for one in more:
        properties.append(one)
    control.append(properties)
    return control


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"


def _made(tag: str, attributes: dict[str, str] | None = None) -> Any:
    from docx.oxml.parser import OxmlElement

    return OxmlElement(tag, {_qn(name): value for name, value in (attributes or {}).items()})


def _qn(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))
