"""Fernshire's case meeting by terms that name whose systems hold a plan, and a list kept up to date."""

from __future__ import annotations

import pytest

from tests.casework.town import CHARTER, CaseTown, case_town

TERMS = """
[[clause]]
id = "meog/list"
says = "The social care member enters each new case and each rise or fall in risk in the list."

[clause.register]
what = "An update of the exploitation list is owed after each meeting."
items = ["new case", "level raised", "level lowered"]
by = "social-care"
after_each_meeting = true

[[clause]]
id = "meog/plans"
says = "Plans are settled, kept to, and written into the systems of police and social care."

[clause.casework]
what = "A monitoring list has each child with the state of the plan in each agency's system."
items = ["agreed", "followed", "recorded in the police system", "recorded in the social care system"]
by = "group"
each_meeting = true

[[clause]]
id = "meog/sharing"
says = "What is new finds its way into the systems where it belongs."

[clause.sharing]
what = "Agencies confirm with a reference that it is on their system."
items = ["information", "action", "recorded on our system", "reference"]
by = "members"
"""


@pytest.fixture
def town() -> CaseTown:
    return case_town(charter=CHARTER + TERMS)
