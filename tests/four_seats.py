"""Four agencies with a seat each: how the charters of several tests begin."""

_AGENCIES = """
[[agency]]
key = "police"
sector = "police"
statutory = true

[[agency]]
key = "health"
sector = "health"
statutory = true

[[agency]]
key = "social-care"
sector = "local-authority"
statutory = true

[[agency]]
key = "charity"
sector = "voluntary"
"""
_SEATS = """
[[clause.seat]]
key = "police"
role = "Police"
agency = "police"

[[clause.seat]]
key = "health"
role = "Health"
agency = "health"

[[clause.seat]]
key = "social-care"
role = "Social care"
agency = "social-care"

[[clause.seat]]
key = "charity"
role = "Voluntary sector"
agency = "charity"
"""
SECTORS = {
    "police": "police",
    "health": "health",
    "social-care": "local-authority",
    "charity": "voluntary",
}


def four_seats(clause: str) -> str:
    """The agencies, and a clause of this id by which each has its seat."""
    return f'{_AGENCIES}\n[[clause]]\nid = "{clause}"\nsays = "The members."\n{_SEATS}\n'
