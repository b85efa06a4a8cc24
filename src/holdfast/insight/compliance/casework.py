"""What a clause on the work with children is about, and how the product keeps it. Pure.

Terms say such things in their own words, under mechanisms that hold a sentence and a list of items. By
words of these it is known what is meant; a clause whose words nothing here knows is not measured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from holdfast.casework.children.rules.placing import PLACED
from holdfast.casework.screening.rules.promised import CONFIRMING
from holdfast.charter.promises import Undertaking


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that clauses of one mechanism ask; `name` is also what a kind of obligation says it keeps."""

    name: str
    mechanism: str
    words: str
    how: str

    def is_of(self, mechanism: Undertaking) -> bool:
        """Whether the clause speaks of it."""
        said = " ".join((mechanism.what, *mechanism.items)).casefold()
        return mechanism.kind == self.mechanism and re.search(self.words, said) is not None


# The first that fits is meant.
SUBJECTS = (
    Subject(
        "casework: referrals",
        "casework",
        r"\breferral|triage",
        "A referral stays on the list until a meeting or triage has dealt with it, with a reason, and its"
        " referrer was told; how long each step took is measured.",
    ),
    Subject(
        "casework: screenings",
        "casework",
        CONFIRMING,
        "Whatever tool comes in waits in a queue that only a meeting, or a reason, takes it out of.",
    ),
    Subject(
        "casework: placed",
        "casework",
        PLACED,
        "Two lists show the children placed away and those placed here by others, with their open actions and"
        " the notices to the other area; both bring children onto the case list.",
    ),
    Subject(
        "casework: plans",
        "casework",
        r"\bplans?\b",
        "Every child at high risk or frequently missing is on a list of what their safety plan wants.",
    ),
    Subject(
        "casework: assessments",
        "casework",
        r"\bassessments?\b",
        "An assessment of risk asks for its framework and is not saved without the child's view, or why there"
        " is none.",
    ),
    Subject(
        "voice: discussions",
        "voice",
        r"discussion of a child|discussions? of children",
        "The child's own words stand first in each discussion; one that rests on none is marked at the close."
        " The outcome sought last time is asked about at the next.",
    ),
    Subject(
        "sharing: recorded",
        "sharing",
        r"recorded on our system|is on their system",
        "Each agency is asked under which reference it recorded what was shared, agreed or planned.",
    ),
    Subject(
        "sharing: disclosures",
        "sharing",
        r"\bdisclosures?\b",
        "What somebody outside is told is entered with its purpose, its basis and its content.",
    ),
    Subject(
        "register: practice",
        "register",
        r"good practice|\bbarriers?\b",
        "Good practice, issues, barriers and stuck cases are noted where they arise, with how they were"
        " resolved.",
    ),
    Subject(
        "register: watching",
        "register",
        r"\bwatch",
        "A child on a watching brief has a date on which a meeting looks again, and is on its list then.",
    ),
    Subject(
        "measure: gone from",
        "measure",
        r"missing from\b.*\b(home|care|education)|(home|care|education)\b.*\bmissing from",
        "Each missing episode asks whether the child went from home, care or education.",
    ),
    Subject(
        "measure: missing and placed",
        "measure",
        r"missing children.*placed|placed.*missing children",
        "Each child's episodes and placements are kept, child by child and in these figures.",
    ),
    Subject(
        "measure: health",
        "measure",
        r"\bhealth\b.*\bappointment|\bappointment.*\bhealth\b",
        "For each child referred to health, when the child was seen and whether the service fitted are kept.",
    ),
    Subject(
        "measure: first help",
        "measure",
        r"first concern.*first intervention",
        "The day of each concern and of each service's start is kept, and so the time between the first two.",
    ),
    Subject(
        "measure: several areas",
        "measure",
        r"more than one of the areas",
        "Each child's areas of risk are kept, and since when.",
    ),
)
FREQUENT, PATHWAY = "flag", "pathway"
BY_NAME = {
    FREQUENT: "It is answered anew, for each child, in the moment in which an episode is saved or changed.",
    PATHWAY: "A service is offered by this pathway, and another only with a reason.",
}
HOW = BY_NAME | {one.name: one.how for one in SUBJECTS}


def subject_of(mechanism: object) -> str:
    """The name of what an undertaking asks of the work with children; empty where nothing here knows it."""
    if not isinstance(mechanism, Undertaking):
        return ""
    return next((one.name for one in SUBJECTS if one.is_of(mechanism)), "")
