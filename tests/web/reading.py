"""Reads a page as a browser would, and says what makes it no valid HTML.

The reader that knows every rule, html5lib, takes longer than all else in a test of pages. Whether it objects
to a page of which every element is closed hangs on what stands within what. So it reads a page only if that
page is not written so plainly, or has something within something that it was not yet asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from xml.etree.ElementTree import Element, ParseError, fromstring

import html5lib

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# What these hold is not read as markup, or is moved elsewhere.
UNLIKE_XML = frozenset(
    ["style", "iframe", "noembed", "noframes", "plaintext", "xmp", "template", "svg", "math"]
)
_DOCTYPE = re.compile(r"\s*<!doctype html>", re.IGNORECASE)
_TAG = re.compile(
    r"<(/?)([a-z][a-z0-9-]*)((?:\s+[^\s=>/\"'<]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)\s*(/?)>"
)
_ATTRIBUTE = re.compile(r"([^\s=>/\"'<]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_NAMED = re.compile(r"&([A-Za-z0-9]+;)")
# What no page should hold as a character, and references by number that are no plain character's.
_PLANES = "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_STRANGE = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff{_PLANES}]"
    r"|&#(?!(?:3[2-9]|[4-9][0-9]|1[01][0-9]|12[0-6]);)"
)
_known: set[str] = set()


def read(text: str) -> tuple[Element, list[str]]:
    """The page's root, and each way in which it is not valid."""
    plain = _read_plainly(text)
    within = set(_within(plain, "")) if plain is not None else set()
    if plain is not None and within <= _known:
        return plain, []
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(text)
    found = [f"not valid: {kind} {detail} at {where}" for where, kind, detail in parser.errors]
    if plain is not None and not found and _same(plain, root):
        _known.update(within)
    return root, found


def _read_plainly(text: str) -> Element | None:
    """The root, if the page is written so plainly that it can be read as XML."""
    begun = _DOCTYPE.match(text)
    if begun is None or _STRANGE.search(text):
        return None
    try:
        as_xml = _TAG.sub(_closed, _NAMED.sub(_by_number, text[begun.end() :]))
        root = fromstring(as_xml)  # noqa: S314
    except (ParseError, _NotPlain):
        return None
    if [child.tag for child in root] != ["head", "body"]:
        return None
    for element in [*root.iter("textarea"), *root.iter("pre")]:
        element.text = (element.text or "").removeprefix("\n")
    return root


class _NotPlain(Exception):
    """The page says something that XML has no word for."""


def _closed(found: re.Match[str]) -> str:
    """A tag with its attributes in quotation marks, and closed if it never has an end."""
    end, name, attributes, slash = found.groups()
    has_content = name == "script" and not end and not found.string.startswith("</script>", found.end())
    if name in UNLIKE_XML or has_content or (slash and name not in VOID):
        raise _NotPlain
    if end:
        return f"</{name}>"
    quoted = "".join(_quoted(each) for each in _ATTRIBUTE.finditer(attributes))
    return f"<{name}{quoted}{'/' if name in VOID else ''}>"


def _quoted(found: re.Match[str]) -> str:
    name = found[1]
    if name != name.lower():
        raise _NotPlain
    value = next((group for group in found.groups()[1:] if group is not None), "")
    for character, written in (("<", "&lt;"), ('"', "&quot;"), ("\n", "&#10;"), ("\t", "&#9;")):
        value = value.replace(character, written)
    return f' {name}="{value}"'


def _by_number(found: re.Match[str]) -> str:
    name = found[1]
    if name in ("amp;", "lt;", "gt;", "quot;"):
        return found[0]
    if name not in html5:
        raise _NotPlain
    return "".join(f"&#{ord(character)};" for character in html5[name])


def _within(element: Element, outside: str) -> Iterator[str]:
    """What stands within what: the way from the root to each element and to each piece of text."""
    way = f"{outside}/{element.tag}"
    yield way
    if (element.text and element.text.strip()) or any(child.tail and child.tail.strip() for child in element):
        yield f"{way}/words"
    for child in element:
        yield from _within(child, way)


def _same(one: Element, other: Element) -> bool:
    """Whether two trees say the same; comments and white space round the head and the body apart."""
    return list(_told(one)) == list(_told(other))


def _told(element: Element) -> Iterator[object]:
    yield element.tag, dict(element.attrib)
    yield from (element.text or "").split()
    for child in element:
        if isinstance(child.tag, str):
            yield from _told(child)
        yield from (child.tail or "").split()
    yield "end"
