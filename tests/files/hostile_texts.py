"""Hostile and broken YAML texts, with the lines and reasons they are refused for or the data they are."""

import gzip
import json
from typing import Any

TAG = "taggar (som börjar med !) är inte tillåtna"
ANCHOR = "namngivna värden (&) är inte tillåtna"
ALIAS = "hänvisningar till värden (*) är inte tillåtna"
MERGE = "nyckeln << är inte tillåten"
DIRECTIVE = "rader som börjar med % är inte tillåtna"
SEVERAL = "filen rymmer mer än ett dokument"
TAB = "tabb används som indrag"
KEY = "en nyckel måste vara text"
MISSING = "värdet saknas"
NO_VALUE = "ett värde saknas"
EMPTY = "filen är tom"
NO_KEYS = "filen består inte av nycklar och värden"
QUOTE = "ett citattecken öppnas här men stängs aldrig"
START = "ett värde kan inte börja med det tecknet"
COLON = "ett kolon står där inget kan stå"
NO_COLON = "raden saknar kolon efter nyckeln"
HERE = "en lista eller nyckel kan inte börja här"
INDENT = "raden passar inte in: fel indrag"
AFTER = "raden fortsätter efter att värdet har tagit slut"
NOT_LISTED = "raden hör inte till listan"
ESCAPE = r"koden efter \ går inte att tolka"
DIGITS = "talet har fler än 18 siffror"
BLOCK = "efter | eller > kan ingen text stå på samma rad"
DEEP = "mer än 20 nivåer ligger inuti varandra"
UTF16 = "är sparad som UTF-16"


def twice(key: str, line: int) -> str:
    return f"nyckeln ”{key}” finns redan på rad {line}"


def hidden(name: str) -> str:
    return f"osynligt tecken ({name})"


def not_utf8(byte: int, value: str) -> str:
    return f"byte {byte} i filen (0x{value}) är inte UTF-8"


REFUSED: dict[str, tuple[str | bytes, list[tuple[int, str]]]] = {
    # values that name or repeat each other
    "alias bomb": (
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        [(1, ANCHOR), (2, ANCHOR), (2, ALIAS), (3, ANCHOR), (3, ALIAS)],
    ),
    "a list inside itself": ("a: &a [*a]\n", [(1, ANCHOR), (1, ALIAS)]),
    "an alias to nothing": ("x: y\na: *b\n", [(2, ALIAS)]),
    "an alias as key": ("a: &x b\n*x : c\n", [(1, ANCHOR), (2, ALIAS)]),
    "an anchor without value": ("a: &a\n", [(1, ANCHOR)]),
    "an anchor on a key": ("&a a: b\n", [(1, ANCHOR)]),
    "an anchor on everything": ("&a\na: b\n", [(1, ANCHOR)]),
    "an anchor without name": ("a: &\n", [(1, ANCHOR)]),
    "an alias without name": ("a: *\n", [(1, ALIAS)]),
    "a merge key": ("a: b\nd:\n  <<: {b: c}\n", [(3, MERGE)]),
    "a merge of an alias": ("a: &a {b: c}\nd:\n  <<: *a\n", [(1, ANCHOR), (3, MERGE), (3, ALIAS)]),
    "a merge of a list": ("<<: [{a: b}]\n", [(1, MERGE)]),
    # types that would run something
    "os.system": ("a: b\nc: !!python/object/apply:os.system [id]\n", [(2, TAG)]),
    "a Python name": ("a: !!python/name:os.system\n", [(1, TAG)]),
    "a Python module": ("a: !!python/module:os\n", [(1, TAG)]),
    "a Python object": ("!!python/object/new:type\nargs: [x, [], {}]\n", [(1, TAG)]),
    "a verbatim tag": ("a: !<tag:yaml.org,2002:python/name:os.system> x\n", [(1, TAG)]),
    "an include": ("a: !include /etc/passwd\n", [(1, TAG)]),
    "an environment variable": ("a: !ENV ${HOME}\n", [(1, TAG)]),
    "a tag without a name": ("a: ! b\n", [(1, TAG)]),
    "a tag through a handle": (
        "%TAG ! tag:yaml.org,2002:python/\n---\na: !name:os.system x\n",
        [(1, DIRECTIVE), (3, TAG)],
    ),
    "an undefined handle": ("a: !e!x y\n", [(1, TAG)]),
    "an unfinished tag": ("a: !<x y\n", [(1, TAG)]),
    "a tag on a key": ("!!str a: b\n", [(1, TAG)]),
    "a tag without value": ("a: !!null\n", [(1, TAG)]),
    "binary": ("a: !!binary aGVq\n", [(1, TAG)]),
    "text made of a number by tag": ("a: !!str 1\n", [(1, TAG)]),
    "a set": ("!!set\n? a\n", [(1, TAG), (2, MISSING)]),
    # directives and documents
    "a version directive": ("%YAML 1.1\n---\na: b\n", [(1, DIRECTIVE)]),
    "a version that does not exist": ("%YAML 3.0\n---\na: b\n", [(1, DIRECTIVE)]),
    "an unknown directive": ("# x\n%RUN rm\n---\na: b\n", [(2, DIRECTIVE)]),
    "two documents": ("a: b\n---\nc: d\n", [(2, SEVERAL)]),
    "more after the end": ("a: b\n...\nc: d\n", [(3, SEVERAL)]),
    "two empty documents": ("---\n---\n", [(2, EMPTY), (2, SEVERAL)]),
    "nothing": ("", [(1, EMPTY)]),
    "only a mark": ("---", [(1, EMPTY)]),
    "only a question mark": ("?", [(1, KEY), (1, MISSING)]),
    "only a dash": ("x:\n-", [(2, MISSING)]),
    "only a comment": ("# a: b\n", [(1, EMPTY)]),
    "one word": ("hej\n", [(1, NO_KEYS)]),
    # keys
    "a key twice": ("a: b\nc: d\na: e\n", [(3, twice("a", 1))]),
    "a key twice, deep down": ("a:\n  b: 1\n  c: 1\n  b: 2\n", [(4, twice("b", 2))]),
    "a key twice in braces": ("a: {b: 1, b: 2}\n", [(1, twice("b", 1))]),
    "a key twice in disguise": ("a: 1\n'a': 2\n\"\\x61\": 3\n", [(2, twice("a", 1)), (3, twice("a", 1))]),
    "a number as key": ("1: a\n", [(1, KEY)]),
    "true as key": ("a:\n  true: a\n", [(2, KEY)]),
    "nothing as key": ("~: a\n", [(1, KEY)]),
    "a list as key": ("? [a]\n: b\n", [(1, KEY)]),
    "braces as key": ("{a: b}: c\n", [(1, KEY)]),
    "no key": (": a\n", [(1, INDENT)]),
    "a template as value": ("a: b\nc: {{7*7}}\n", [(2, KEY), (2, MISSING)]),
    "a key nobody can tell from another": ("a\u200b: b\n", [(1, hidden("U+200B ZERO WIDTH SPACE"))]),
    "a hard space before a key": (
        "a:\n\u00a0b: c\n",
        [(1, MISSING), (2, hidden("U+00A0 NO-BREAK SPACE"))],
    ),
    # values
    "no value": ("a: b\nc:\n", [(2, MISSING)]),
    "null": ("a: null\n", [(1, "null är inget värde")]),
    "nulls in a list": ("a: [~, NULL]\n", [(1, "~ är inget värde"), (1, "NULL är inget värde")]),
    "an empty list item": ("a:\n  - b\n  -\n", [(3, MISSING)]),
    "a comma in unquoted text": ("a: {sv: Hej, du, en: Hi}\n", [(1, MISSING)]),
    "five thousand digits": ("a: " + "9" * 5000 + "\n", [(1, DIGITS)]),
    "a number no database holds": ("a: -1234567890123456789\n", [(1, DIGITS)]),
    # characters
    "right-to-left": ("a: b\nc: x\u202ey\n", [(2, hidden("U+202E RIGHT-TO-LEFT OVERRIDE"))]),
    "right-to-left in a comment": ("a: b # \u202e\n", [(1, hidden("U+202E RIGHT-TO-LEFT OVERRIDE"))]),
    "right-to-left as an escape": ('a: b\nc: "\\u202e"\n', [(2, hidden("U+202E RIGHT-TO-LEFT OVERRIDE"))]),
    "right-to-left as an escaped key": ('"\\u202e": b\n', [(1, hidden("U+202E RIGHT-TO-LEFT OVERRIDE"))]),
    "isolates": (
        "a: \u2066x\u2069\n",
        [(1, hidden("U+2066 LEFT-TO-RIGHT ISOLATE")), (1, hidden("U+2069 POP DIRECTIONAL ISOLATE"))],
    ),
    "a mark in a key": ("a\u200f: b\n", [(1, hidden("U+200F RIGHT-TO-LEFT MARK"))]),
    "NUL": ("a: b\0c\n", [(1, hidden("U+0000"))]),
    "NUL as an escape": ('a: "\\0"\n', [(1, hidden("U+0000"))]),
    "a terminal command": ("a: b\nc: \x1b[2J\n", [(2, hidden("U+001B"))]),
    "a terminal command as an escape": ('a: "\\e[2J"\n', [(1, hidden("U+001B"))]),
    "a terminal command in one byte": ("a: \x9b31m\n", [(1, hidden("U+009B"))]),
    "a bell": ("a: \x07\n", [(1, hidden("U+0007"))]),
    "delete": ("a: \x7f\n", [(1, hidden("U+007F"))]),
    "a next-line character": ("a: b\x85c: d\n", [(1, hidden("U+0085"))]),
    "a line separator": ("a: b\u2028c: d\n", [(1, hidden("U+2028 LINE SEPARATOR"))]),
    "a lone carriage return": ("a: b\rc: d\n", [(1, hidden("U+000D"))]),
    "a byte order mark inside": ("a: b\n\ufeffc: d\n", [(2, hidden("U+FEFF ZERO WIDTH NO-BREAK SPACE"))]),
    "a lone surrogate": ("a: \ud800\n", [(1, hidden("U+D800"))]),
    "a non-character": ("a: \ufffe\n", [(1, hidden("U+FFFE"))]),
    "an escape beyond Unicode": ('a: b\nc: "\\U00110000"\n', [(2, ESCAPE)]),
    "an escape far beyond Unicode": ('a: b\nc: "\\UFFFFFFFF"\n', [(2, ESCAPE)]),
    "a Windows path in quotes": ('a: "C:\\Windows"\n', [(1, ESCAPE)]),
    # bytes
    "UTF-16": ("a: b\n".encode("utf-16"), [(0, UTF16)]),
    "UTF-32": ("a: b\n".encode("utf-32"), [(0, UTF16)]),
    "Latin-1": ("a: b\nc: å\n".encode("latin-1"), [(2, not_utf8(9, "E5"))]),
    "an overlong byte sequence": (b"a: \xc0\x80\n", [(1, not_utf8(4, "C0"))]),
    "a surrogate in bytes": (b"a: \xed\xa0\x80\n", [(1, not_utf8(4, "ED"))]),
    "bad bytes after a byte order mark": (b"\xef\xbb\xbfa: b\nc: \xff\n", [(2, not_utf8(12, "FF"))]),
    "a compressed file": (gzip.compress(b"a: b"), [(1, not_utf8(2, "8B"))]),
    # tabs, brackets, quotes, indentation
    "a tab as indentation": ("a:\n\tb: c\n", [(2, TAB)]),
    "a tab first": ("\ta: b\n", [(1, TAB)]),
    "a tab before a folded text": ("a: >\n\tb\n", [(2, TAB)]),
    "a quote never closed": ("a: b\nc: 'd\ne: f\n", [(2, QUOTE)]),
    "a double quote never closed": ('a: b\nc: "d\ne: f\n', [(2, QUOTE)]),
    "a quote closed after the end": ("a: 'b\n---\nc'\n", [(1, QUOTE)]),
    "text after a quote": ("a: 'b' c\n", [(1, AFTER)]),
    "a list never closed": ("a: [b\nc: d\n", [(2, "listan [ … ] från rad 1 stängs inte eller saknar ett kommatecken")]),
    "a brace never closed": ("a: {b: c\nd: e\n", [(2, "{ … } från rad 1 stängs inte eller saknar ett kommatecken")]),
    "a bracket never opened": ("a: ]\n", [(1, NO_VALUE)]),
    "two commas": ("a: [b,, c]\n", [(1, NO_VALUE)]),
    "a backtick": ("a: `id`\n", [(1, START)]),
    "an at sign": ("a: @x\n", [(1, START)]),
    "a per cent sign": ("a: %d\n", [(1, START)]),
    "two colons": ("a: b: c\n", [(1, COLON)]),
    "no colon": ("a: b\nc\nd: e\n", [(2, NO_COLON)]),
    "no space after the colon": ("a:b\nc: d\n", [(1, NO_KEYS), (2, COLON)]),
    "a list on the line of its key": ("a: - b\n", [(1, HERE)]),
    "half an indentation": ("a:\n    b: c\n  d: e\n", [(3, INDENT)]),
    "a list where keys stand": ("a: b\n- c\n", [(2, INDENT)]),
    "a key where a list stands": ("- a\nb: c\n", [(2, NOT_LISTED)]),
    "a text less indented": ("a: |\n    b\n  c\n", [(3, INDENT)]),
    "text after a block sign": ("a: b\nc: | d\n", [(2, BLOCK)]),
    "an impossible block sign": ("a: |0\n b\n", [(1, BLOCK)]),
    "half an escape": ('a: "\\x4"\n', [(1, ESCAPE)]),
    # depth
    "21 levels": ("".join("  " * n + "a:\n" for n in range(20)) + "  " * 20 + "a: b\n", [(21, DEEP)]),
    "10 000 lists": ("a: " + "[" * 10_000, [(1, DEEP)]),
    "10 000 closed lists": ("a: " + "[" * 10_000 + "]" * 10_000, [(1, DEEP)]),
    "10 000 braces": ("{a: " * 10_000, [(1, DEEP)]),
    "10 000 dashes": ("- " * 10_000 + "a\n", [(1, DEEP)]),
    "10 000 question marks": ("? " * 10_000 + "a\n", [(1, KEY), (1, DEEP)]),
}  # fmt: skip

HARMLESS: dict[str, tuple[str | bytes, Any]] = {
    "a template in quotes": ("a: '{{7*7}}'\n", {"a": "{{7*7}}"}),
    "a template inside text": ("a: x {{7*7}} {% for i in x %}\n", {"a": "x {{7*7}} {% for i in x %}"}),
    "a shell variable": ("a: ${HOME} $(id)\n", {"a": "${HOME} $(id)"}),
    "a format string": ("a: '%s %n {0.__class__}'\n", {"a": "%s %n {0.__class__}"}),
    "a script": ("a: <script>alert(1)</script>\n", {"a": "<script>alert(1)</script>"}),
    "SQL": ('a: "\'; DROP TABLE x; --"\n', {"a": "'; DROP TABLE x; --"}),
    "a spreadsheet formula": ("a: =cmd|' /C calc'!A0\n", {"a": "=cmd|' /C calc'!A0"}),
    "line ends in an escape": ('a: "x\\nBcc: y"\n', {"a": "x\nBcc: y"}),
    "Windows line ends": ("a: b\r\nc: |\r\n  d\r\n  e\r\n", {"a": "b", "c": "d\ne\n"}),
    "a byte order mark": (b"\xef\xbb\xbfa: b\n", {"a": "b"}),
    "dunder keys": ("__class__: a\n__proto__: b\n", {"__class__": "a", "__proto__": "b"}),
    "a quoted merge key": ("'<<': a\n", {"<<": "a"}),
    "an emoji": ("a: \U0001f600\n", {"a": "\U0001f600"}),
    "a soft hyphen and Arabic": ("a: jäm\u00adställd مساواة\n", {"a": "jäm\u00adställd مساواة"}),
    "an anchor inside text": ("a: b & c * d ! e\n", {"a": "b & c * d ! e"}),
    "a path": ("a: ../../etc/passwd\n", {"a": "../../etc/passwd"}),
    "JSON": ('{"a": ["b", 1, true]}', {"a": ["b", 1, True]}),
    "20 levels": ("a: " + "[" * 19 + "]" * 19, {"a": json.loads("[" * 19 + "]" * 19)}),
}
