"""The wording of letters: the product's own, or the partnership's; blanks are filled from a fixed list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from holdfast.kernel.finding import Finding
from holdfast.obligations.escalation.models import LetterTemplate

_BLANK = re.compile(r"\[([a-z ]+)\]")

BLANKS = {
    "addressee": "the name of whom it goes to",
    "agency": "the agency's name",
    "group": "the group's name",
    "what": "what was owed",
    "due": "the day by which it was due",
    "how late": "how late it is, in words",
    "clause": "the number of the clause",
    "wording": "the wording of the clause",
    "earlier steps": "what was sent before about the same, and when",
    "reply by": "the day by which a reply is asked for",
    "chair": "the name of the group's chair",
    "today": "the day on which it is written",
}


@dataclass(frozen=True)
class Wording:
    """A subject and a body, with blanks such as [agency]."""

    subject: str
    body: str

    def filled(self, values: Mapping[str, str]) -> Wording:
        """With the blanks filled; one that has nothing to say is left out."""
        body = "\n".join(_filled(line, values) for line in self.body.splitlines())
        return Wording(_filled(self.subject, values)[:200], re.sub(r"\n{3,}", "\n\n", body).strip())


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda found: values.get(found[1], found[0]), text)


@dataclass(frozen=True)
class Letter:
    """A kind of letter: its name on the page, when it is used, and the product's own wording."""

    title: str
    used: str
    wording: Wording


_MANAGER = """Dear [addressee],

[what]

This was due by [due] under the terms of reference of [group] ([clause]) and is [how late].

[earlier steps]

Please see that it is done, or tell me what stands in the way, by [reply by].

[chair]
Chair, [group]"""

_ABSENCE = """Dear [addressee],

[agency] has twice running not been represented at [group], and nobody came in its place.

[what]

The terms of reference ([clause]) say: [wording]

Please let me know the reason by [reply by], and how [agency] will be represented from now on.

[chair]
Chair, [group]"""

_REPRESENTATION = """Dear [addressee],

I wrote to [agency] before about its attendance at [group].

[earlier steps]

I now ask [agency] to think again about who represents it ([clause]: [wording]), and to tell me by [reply by].

[chair]
Chair, [group]"""

_DIRECT = """Dear [addressee],

I write to you directly on behalf of [group].

[what]

Please let me have your answer by [reply by].

[chair]
Chair, [group]"""

LETTERS: dict[str, Letter] = {
    "reminder": Letter(
        "To a manager",
        "When something owed was missed, to the line manager and then to a higher manager.",
        Wording("[group]: not done by [due]", _MANAGER),
    ),
    "board-member": Letter(
        "To the agency's Board member",
        "When managers were told and it is still not done.",
        Wording("[group]: still not done, due by [due]", _MANAGER),
    ),
    "absence": Letter(
        "After absences",
        "The chair's letter to the Board member of an agency that was absent twice running.",
        Wording("[group]: [agency] absent twice running", _ABSENCE),
    ),
    "representation": Letter(
        "To review representation",
        "When the letter after absences was not enough.",
        Wording("[group]: who represents [agency]", _REPRESENTATION),
    ),
    "direct": Letter(
        "To the Independent Chair",
        "The direct route, and the last step of every ladder.",
        Wording("[group]: for your attention", _DIRECT),
    ),
}
OF_STEP = {1: "reminder", 2: "reminder", 3: "board-member", 4: "direct"}


def wording_of(key: str, partnership_id: UUID) -> Wording:
    """The partnership's wording of a letter, or the product's."""
    row = LetterTemplate.objects.filter(key=key, partnership_id=partnership_id).first()
    return Wording(row.subject, row.body) if row else LETTERS[key].wording


def assess_wording(subject: str, body: str) -> Finding:
    """Whether every blank is one that can be filled."""
    unknown = sorted({found for text in (subject, body) for found in _BLANK.findall(text)} - set(BLANKS))
    if unknown:
        named = ", ".join(f"[{one}]" for one in unknown)
        return Finding(
            met=False, reason=f"There is no blank called {named}. Use those listed, or other words."
        )
    return Finding(met=True, reason="Every blank can be filled.")
