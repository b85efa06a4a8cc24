"""The commented charter that `holdfast charter new` prints: valid as it stands."""

STARTER = """\
# The terms of reference of one group. Lines that begin with # are notes to you.
# Change what is here, then:  holdfast charter check FILE    (all mistakes at once)
#                             holdfast charter explain FILE  (everything back in plain English)
# docs/charter-language.md explains every rule with an example.

key = "example-group"                # a short name of your own
title = "Example exploitation subgroup"
level = "strategic"                  # strategic, tactical, operational
version = "1.0"
boards = "partnership-board"         # the boards it belongs to: one, or ["one", "two"]
reports_to = "partnership-board"     # who it reports to

# Boards, other groups and offices outside this group that the terms name.
[[body]]
key = "partnership-board"
name = "Example Safeguarding Children Partnership"
kind = "board"                       # board, group, executive or office

# The agencies that send people.
[[agency]]
key = "police"
name = "Example Police"
sector = "police"
statutory = true

[[agency]]
key = "council"
name = "Example Council"
sector = "local authority"
statutory = true

[[agency]]
key = "health"
name = "Example Integrated Care Board"
sector = "health"
statutory = true

[[agency]]
key = "charity"
name = "Example Children's Charity"
sector = "voluntary"

# Every clause has its number, its wording, and beneath it the rule that keeps it.
[[clause]]
id = "1.1"
says = "The members are the police, the council's social care, health and the charity."
[[clause.seat]]
key = "detective-inspector"
role = "Detective Inspector"
agency = "police"
[[clause.seat]]
key = "service-manager"
role = "Social care service manager"
agency = "council"
[[clause.seat]]
key = "designated-nurse"
role = "Designated nurse"
agency = "health"
[[clause.seat]]
key = "charity-lead"
role = "Children's charity lead"
agency = "charity"
# [[clause.seat]]                    # someone who attends without a vote and does not count
# key = "business-manager"
# role = "Business manager"
# status = "in attendance"

[[clause]]
id = "1.2"
says = "A member who cannot come sends a deputy."
[clause.deputies]
expected = true
count = true                         # they count to the quorum for the seat
vote = true

[[clause]]
id = "2.1"
says = "The Detective Inspector chairs; the service manager is vice chair and chairs in the chair's absence."
[[clause.office]]
key = "chair"
held_by = { seat = "detective-inspector" }
[[clause.office]]
key = "vice-chair"
held_by = { seat = "service-manager" }
[clause.chairing]
in_absence = ["vice-chair", "nomination"]

[[clause]]
id = "3.1"
says = "The quorum is three members, among them someone each from police, health and the local authority."
[clause.quorum]
all = [
  { members = 3 },
  { sectors = ["police", "health", "local authority"] },
]
# Other ways: { share = "50%", of = "filled seats" }, { distinct_agencies = 3 }, { office = "chair" },
# any = [ ... ], at_least = 2 with of = [ ... ].

[[clause]]
id = "3.2"
says = "Without a quorum the meeting is adjourned and meets again within 10 working days."
[clause.inquorate]
then = "adjourned"
within = "10 working days"

[[clause]]
id = "4.1"
says = "The group meets every two months, on the second Tuesday; papers go out five working days before."
[clause.schedule]
every = "2 months"
weekday = "Tuesday"
week = "second"
starts = "10:00"
duration = "2 hours"
[clause.papers]
before = "5 working days"

[[clause]]
id = "5.1"
says = "Members attend 80% of meetings; after two absences in a row with no deputy the chair writes."
[clause.attendance]
at_least = "80%"
over = "12 months"
[clause.absences]
consecutive = 2
then = "The chair writes to the agency and asks the reason"

[[clause]]
id = "6.1"
says = "The terms are reviewed bi-annually."
[[clause.reading]]
of = "bi-annually"
chosen = "every two years"
others = "twice a year"
[clause.review]
of = "the terms of reference"
by = "group"
every = "2 years"

[[clause]]
id = "7.1"
says = "Members work openly and with respect for each other."
[clause.attested]                    # what only people can do
by = "members"
when = ["appointment", "review"]
"""
