"""What may be wrong with any page, found by reading it as a browser would."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from django.conf import settings
from django.urls import Resolver404, resolve

Check = Callable[[Element], Iterator[str]]
_REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers")
_UNLABELLED_KINDS = ("hidden", "submit", "button", "reset", "image")
# What a template prints when it is handed an object and not words.
_LEAKS = ("object at 0x", "UUID('", "datetime.date", "{{", "}}", "{%", "Undefined", "<bound method")


def elements(root: Element, *tags: str) -> Iterator[Element]:
    """Every element of these tags, in the order of the page."""
    return (element for element in root.iter() if isinstance(element.tag, str) and element.tag in tags)


def words_of(element: Element) -> str:
    """The text inside, with its white space made single."""
    return " ".join("".join(element.itertext()).split())


def ids(root: Element) -> Counter[str]:
    """Every id and how often it occurs."""
    return Counter(element.attrib["id"] for element in root.iter() if "id" in element.attrib)


def titles_and_headings(root: Element) -> Iterator[str]:
    """A title, one h1, and no level of heading skipped."""
    title = next(elements(root, "title"), None)
    if title is None or not words_of(title).removesuffix("– Holdfast").strip():
        yield "the page has no title"
    levels = [int(h.tag[1]) for h in elements(root, "h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1:
        yield f"the page has {levels.count(1)} h1 headings, and needs one"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"an h{after} follows an h{before}"
    yield from (f"an {h.tag} is empty" for h in elements(root, "h1", "h2", "h3", "h4") if not words_of(h))


def identifiers(root: Element) -> Iterator[str]:
    """No id twice, and no reference to one that is not there."""
    known = ids(root)
    yield from (f"the id {name!r} occurs {count} times" for name, count in known.items() if count > 1)
    for element in root.iter():
        for attribute in _REFERENCES:
            for name in element.attrib.get(attribute, "").split():
                if name not in known:
                    yield f"{element.tag} {attribute}={name!r} leads to no element"


def fields(root: Element) -> Iterator[str]:
    """Every field has a label, every button and image its words."""
    labelled = {label.attrib["for"] for label in elements(root, "label") if "for" in label.attrib}
    wrapped = {child for label in elements(root, "label") for child in label.iter()}
    for element in elements(root, "input", "select", "textarea"):
        if element.attrib.get("type") in _UNLABELLED_KINDS or element in wrapped:
            continue
        named = element.attrib.get("aria-label") or element.attrib.get("aria-labelledby")
        if not named and element.attrib.get("id") not in labelled:
            yield f"the field {element.attrib.get('name')!r} has no label"
    for button in elements(root, "button", "a"):
        if not words_of(button) and not button.attrib.get("aria-label") and not button.findall(".//img"):
            yield f"a {button.tag} says nothing: {button.attrib}"
    yield from (
        f"the image {i.attrib.get('src')} has no alt" for i in elements(root, "img") if "alt" not in i.attrib
    )


def scripts_and_styles(root: Element) -> Iterator[str]:
    """Nothing inline that the content policy would refuse."""
    for element in root.iter():
        if element.tag == "style" or (element.tag == "script" and "src" not in element.attrib):
            yield f"inline {element.tag}"
        for name, value in element.attrib.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f"{element.tag} has the attribute {name}={value!r}"
            if name in ("href", "src", "action") and value.strip().lower().startswith(
                ("javascript:", "data:")
            ):
                yield f"{element.tag} {name}={value!r}"


def addresses(root: Element) -> Iterator[str]:
    """Every form's action and every link inside the site leads to a page; none leaves it unasked."""
    known = ids(root)
    attributes = ("href", "src", "action", "formaction", "hx-get", "hx-post")
    for element in root.iter():
        for attribute in attributes:
            address = element.attrib.get(attribute)
            if address is not None and not _leads_somewhere(address, known):
                yield f"{element.tag} {attribute}={address!r} leads nowhere"


def _leads_somewhere(address: str, known: Counter[str]) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return parts.scheme in ("mailto", "tel", "webcal", "http", "https")
    if not parts.path:
        return not parts.fragment or parts.fragment in known
    if not parts.path.startswith("/"):
        return False
    if parts.path == "/" or parts.path.startswith("/static/"):
        return True
    return _is_answered(parts.path, settings.ROOT_URLCONF)


@cache
def _is_answered(path: str, addresses: str) -> bool:
    """Whether the site has a page of that address: most links are on most pages."""
    try:
        resolve(path, addresses)
    except Resolver404:
        return False
    return True


def posted_forms(root: Element) -> Iterator[str]:
    """A form that is posted carries a token against forgery and one against being sent twice."""
    for form in elements(root, "form"):
        names = {field.attrib.get("name") for field in form.iter()}
        if form.attrib.get("method", "get").lower() != "post":
            continue
        for name in ("csrfmiddlewaretoken", "submission"):
            if name not in names:
                yield f"the form to {form.attrib.get('action', 'this page')!r} lacks {name}"
        has_file = any(field.attrib.get("type") == "file" for field in form.iter())
        if has_file and form.attrib.get("enctype") != "multipart/form-data":
            yield "a form with a file lacks enctype"


def leaks(root: Element) -> Iterator[str]:
    """Words of the program in place of words for people."""
    text = " ".join(root.itertext())
    yield from (f"the page says {leak!r}" for leak in _LEAKS if leak in text)


FRAGMENT_CHECKS: tuple[Check, ...] = (fields, scripts_and_styles, posted_forms, leaks)
PAGE_CHECKS: tuple[Check, ...] = (*FRAGMENT_CHECKS, titles_and_headings, identifiers, addresses)
