"""How names are compared: 'Vice Chair', 'vice-chair' and 'vice_chair' are one name."""

import re
from functools import lru_cache


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name as it is compared: small letters, hyphens for spaces and underscores."""
    return re.sub(r"[\s_-]+", "-", name.strip().casefold())


@lru_cache(maxsize=4096)
def spoken(name: str) -> str:
    """A key as it is said: 'local-authority' is 'local authority'."""
    return re.sub(r"[_-]+", " ", name.strip())


def a(noun: str) -> str:
    """A noun with its article: 'a member', 'an agency'."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def lowered(title: str) -> str:
    """A title inside a sentence: 'Chair' is 'chair', but 'Independent Chair' keeps its capitals."""
    first, *rest = title.split(" ")
    if first[1:2].isupper() or any(word[:1].isupper() for word in rest):
        return title
    return title[:1].lower() + title[1:]
