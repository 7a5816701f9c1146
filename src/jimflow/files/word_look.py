"""How our Word files look: A4, few styles under the names that Word and screen readers know, and their language."""

from __future__ import annotations

from typing import Any

INK, ACCENT, QUIET, LINE, TINT = "1F1B2E", "4A2F8A", "655F6E", "8A8494", "F6F4FA"
"""Colours as Word writes them. On TINT the contrast of QUIET is 5:1, on white that of LINE 3:1 (WCAG 1.4.3, 1.4.11)."""
FONT = "Calibri"
ANSWER, FACT, HINT, CHOICE, NOTICE, PLACEHOLDER = (
    "Svar",
    "Uppgift",
    "Ledtext",
    "Val",
    "Upplysning",
    "Placeholder Text",
)
"""The names of styles that are not Word's own, and of one that is."""
_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
_NOT_OURS = ("/thumbnail", "/stylesWithEffects", "/customXml")
_LONGEST_PROPERTY = 255  # characters, of the file format


def blank(title: str, lang: str) -> Any:
    """An empty document of python-docx that looks like ours and says its title and language."""
    from docx import Document  # it takes longer to load than most commands to run

    document = Document()
    for rels in (document.part.rels, document.part.package.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith(_NOT_OURS)]:
            del rels[name]  # of the library's template: a picture of another document, styles kept for Word 2010
    _say(document, title, _LANGUAGES[lang])
    _measure(document)
    _dress(document.styles)
    return document


def _say(document: Any, title: str, language: str) -> None:
    said = document.core_properties
    said.title, said.language = title[:_LONGEST_PROPERTY], language
    said.author = said.last_modified_by = said.comments = said.keywords = said.subject = ""
    default = document.styles.element.find(f"{_w('docDefaults')}/{_w('rPrDefault')}/{_w('rPr')}")
    _font(default)
    places = (default, document.styles["Normal"].element.get_or_add_rPr())
    for place in places:
        _within(place, "lang", val=language, eastAsia=language)
    _within(document.settings.element, "themeFontLang", val=language)


def _measure(document: Any) -> None:
    from docx.shared import Cm

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin, page.bottom_margin = Cm(2.6), Cm(2.2)
    page.header_distance = page.footer_distance = Cm(1.1)


def _dress(styles: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm, RGBColor

    for style in [s for s in styles if s.type == WD_STYLE_TYPE.TABLE and s.name != "Normal Table"]:
        style.delete()
    _paragraphs(styles["Normal"], 11, INK, after=6, line=1.15)
    for rule in styles["Title"].element.pPr.findall(_w("pBdr")):
        styles["Title"].element.pPr.remove(rule)
    _paragraphs(styles["Title"], 24, INK, after=2, bold=True)
    _paragraphs(styles["Subtitle"], 13, QUIET, after=14)
    _paragraphs(styles["Heading 1"], 16, ACCENT, before=22, after=6, bold=True)
    _paragraphs(styles["Heading 2"], 12, INK, before=16, after=3, bold=True)
    for name in ("Header", "Footer"):
        _paragraphs(styles[name], 9, QUIET)
        tabs = styles[name].paragraph_format.tab_stops
        tabs.clear_all()
        tabs.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    fact = _paragraphs(_new(styles, FACT), 11, INK, after=3)
    fact.left_indent, fact.first_line_indent = Cm(4), Cm(-4)
    fact.tab_stops.add_tab_stop(Cm(4))
    _paragraphs(_new(styles, HINT), 10, QUIET, after=4).keep_with_next = True
    choice = _paragraphs(_new(styles, CHOICE), 11, INK, after=3)
    choice.left_indent, choice.first_line_indent = Cm(0.8), Cm(-0.8)
    choice.tab_stops.add_tab_stop(Cm(0.8))
    notice = _boxed(_new(styles, NOTICE), "left", size=24, color=ACCENT)
    _paragraphs(notice, 10.5, INK, before=10, after=8).left_indent = Cm(0.3)
    answer = _boxed(_new(styles, ANSWER), "top", "left", "bottom", "right", size=6, color=LINE)
    box = _paragraphs(answer, 11, INK, before=4, after=4, line=1.15)
    box.left_indent = box.right_indent = Cm(0.25)
    greyed = styles.add_style(PLACEHOLDER, WD_STYLE_TYPE.CHARACTER, builtin=True)
    greyed.font.color.rgb = RGBColor.from_string(QUIET)


def _new(styles: Any, name: str) -> Any:
    from docx.enum.style import WD_STYLE_TYPE

    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = styles["Normal"], True
    return style


def _paragraphs(
    style: Any, size: float, color: str, *, before: float = 0, after: float = 0, line: float = 1.0, bold: bool = False
) -> Any:
    """Sizes in points; the format of the style's paragraphs, for what else is to be said of them."""
    from docx.shared import Pt, RGBColor

    letters = style.element.get_or_add_rPr()
    for said in [said for said in letters if said.tag != _w("lang")]:
        letters.remove(said)  # the template spaces out, slants and underlines
    _font(letters)
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(color)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line
    form.widow_control = True
    return form


def _boxed(style: Any, *sides: str, size: int, color: str) -> Any:
    """A new style with a frame in eighths of a point around its paragraphs, on a faint ground.

    What a paragraph is said to be has an order in the file, and the frame stands before all that is said later.
    """
    properties = style.element.get_or_add_pPr()
    frame = _within(properties, "pBdr")
    for side in sides:
        _within(frame, side, val="single", sz=str(size), space="6", color=color)
    _within(properties, "shd", val="clear", color="auto", fill=TINT)
    return style


def _font(properties: Any) -> None:
    found = properties.get_or_add_rFonts()
    found.attrib.clear()  # a font of the theme would win
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        found.set(_w(kind), FONT)


def _within(parent: Any, tag: str, **attributes: str) -> Any:
    """The child of that tag, made at the end where there is none, with these attributes."""
    from docx.oxml.parser import OxmlElement

    child = parent.find(_w(tag))
    if child is None:
        child = OxmlElement(f"w:{tag}")
        parent.append(child)
    for name, value in attributes.items():
        child.set(_w(name), value)
    return child


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
