"""What invented people write and say: minutes, decisions, actions, reasons. No child is named."""

TALK = (
    "Members went through the paper and agreed that it describes the position well.",
    "The figures were compared with those of the last meeting. The rise comes from better recording.",
    "Police told the meeting what has changed since last time. Two locations are quieter, one is busier.",
    "Health asked that school nurses are told earlier. This was accepted.",
    "Education described what schools see. Part-time timetables remain a worry.",
    "Return interviews are offered in time for most; take-up is lowest among sixteen year olds.",
    "There was a long discussion. Members see it differently and will come back to it with figures.",
    "The voluntary sector described a waiting list of three weeks for one to one support.",
    "Members noted the paper. Thanks were given to those who wrote it.",
    "The lead described good practice in one school that others could follow.",
    "Members were reminded that concerns about immediate harm go to the front door at once.",
    "Information was shared on the basis stated on the paper; agencies will put it on their own systems.",
)
DECISIONS = (
    "The paper is agreed and goes to the Board.",
    "The group adopts the checklist from the first of next month.",
    "Each agency names a single point of contact.",
    "The audit is repeated in six months with the same questions.",
    "The leaflet for parents and carers is approved.",
    "Training for taxi drivers is offered twice a year.",
    "The risk is entered in the register and owned by the police.",
    "The weekly list is shared with the youth justice service.",
    "The figures are reported by ward from the next quarter.",
    "The campaign runs in the school holidays.",
    "Visits to the places named are made jointly.",
    "The protocol on return interviews is extended to care leavers.",
)
QUESTIONS = (
    "That the group asks the Board for two more hours of analyst time a week",
    "That the meeting moves to the mornings",
    "That the protocol is signed by all agencies by the end of the quarter",
)
ACTIONS = (
    "Send the revised checklist to all schools",
    "Visit the two locations named and report back",
    "Bring figures on repeat missing episodes by ward",
    "Confirm that the flag is on the health system",
    "Write to the hotel chain about late arrivals",
    "Find out why return interviews were declined",
    "Arrange a briefing for foster carers",
    "Update the contact list for out of hours",
    "Ask the licensing team for the list of revoked licences",
    "Draft a paragraph on trends for the Board's report",
    "Check that plans of all on the list are on both systems",
    "Share the problem profile with neighbouring areas",
    "Book a room and trainer for the autumn course",
    "Speak with the college about attendance on Fridays",
    "Collect what young people say about the drop-in",
    "Review the information sharing agreement",
)
PROGRESS = (
    "Emailed on Monday, waiting for a reply.",
    "Half done; the rest follows next week.",
    "Met the team. They will send the figures.",
    "Delayed by leave, now under way.",
)
DONE = (
    "Sent to all, list of recipients attached to the minutes.",
    "Visited on two evenings. Nothing of concern was seen.",
    "Figures were sent to the chair.",
    "Confirmed by email from the system's owner.",
    "Done; the reply is with the business manager.",
    "The meeting took place and its notes were shared.",
)
QUERIES = (
    "Is this for all schools or only secondary ones?",
    "Who pays for the room?",
    "Does the agreement let us share this with the college?",
)
REPLIES = ("Secondary schools first.", "The partnership's budget.", "Yes, under part three of it.")
REDATED = (
    "The data team cannot run the report before then.",
    "The person who must agree is on leave.",
    "Depends on another action that is late.",
)
WITHDRAWN = ("Overtaken by the new protocol.", "Taken on by the Board's own group.")
INTERESTS = (
    "Sits on the board of the charity that is bidding.",
    "A member of the family works for the provider.",
    "Managed the service until last spring.",
)
OVERRIDES = (
    "The paper for the Board cannot wait; those absent were asked by telephone beforehand and agree.",
    "Date for the funding decision falls before the next meeting.",
)
CORRECTIONS = (
    ("figures were compared", "figures of both quarters were compared", "Asked for by the analyst."),
    ("agreed that", "agreed by consensus that", "To make plain how it was agreed."),
    ("Police told", "The police inspector told", "Asked for by the police."),
)
CANCELLED = (
    "Snow closed the building and most of the county's schools.",
    "Critical incident: police and social care could not release anybody.",
    "The terms do not let the group go on without a quorum.",
)
EXTRAORDINARY = "A serious incident review asks for the group's view before its next meeting."
PAPERS = {
    "Figures": ("Figures for the meeting", "csv"),
    "Report": ("Report of the coordinator", "docx"),
    "Profile": ("Problem profile", "pdf"),
    "Plan": ("Action plan", "docx"),
}
