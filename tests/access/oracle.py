"""What each role may ask of each address: written by hand, importing no policy of the product.

A role that is not named is refused. `get` and `post` list roles by name; ANYONE includes the anonymous.
"""

from __future__ import annotations

from tests.access.oracle_of_rights import OTHER_CHILDREN, RIGHTS
from tests.access.risk_oracle import RISK
from tests.access.rows import Row, both

EVERYONE = "admin manager chair member deputy invitee clerk lead board auditor elsewhere nobody"
ANYONE = f"anonymous {EVERYONE}"
# Where those who work with children walk too.
ALL = f"{ANYONE} coordinator casechair casemember provider practitioner guardian"
# Whoever holds a place in the partnership that lets them see its directory.
DIRECTORY = "admin manager chair member deputy clerk lead board auditor elsewhere"
MANAGER = "manager"
ACCOUNTS = "admin manager"
# Whoever may see the group itself, its seats and terms.
GROUP = "manager chair member deputy clerk board auditor"
# ... and its meetings, papers, drafts and actions.
INSIDE = "manager chair member deputy clerk auditor"


# Where one word in an address stands for another kind of thing, or for another state of it.
OTHER_NAMES: dict[str, dict[str, str]] = {
    "panel:withdrawal": {"decision_id": "case_decision_id"},
    **{
        f"groups:{name}": {"terms_id": "proposed_terms_id"}
        for name in ("sign-terms", "record-signature", "put-in-force", "link-agencies")
    },
    "groups:remove-board-date": {"meeting_id": "board_meeting_id"},
    **{
        f"concerns:{name}": {"matter_id": "received_matter_id"}
        for name in ("receipt", "acceptance", "refusal", "answer")
    },
    "actions:evidence": {"action_id": "finished_action_id"},
    "actions:reopening": {"action_id": "finished_action_id"},
    "escalation:letter-file": {"kind": "document_kind"},
    **{
        f"minutes:{name}": {"meeting_id": "past_meeting_id", "kind": "document_kind"}
        for name in ("minutes", "file", "section", "check", "approval", "distribution")
    },
    "terms_review:file": {"kind": "document_kind"},
    **{f"exchange:{name}": {"row_id": "held_row_id"} for name in ("held-row", "held-dismissal")},
    **{
        f"panel:{name}": {"meeting_id": "case_meeting_id"}
        for name in (
            "list",
            "building",
            "issue",
            "addition",
            "answers",
            "nothing-of-the-rest",
            "next",
            "practice-of-meeting",
            "left",
            "carrying-all",
            "check",
            "figures",
        )
    },
    "panel:live": {"region": "case_region"},
    "panel:bundles": {"meeting_id": "held_case_meeting_id"},
    **{f"panel:{name}": {"bundle_id": "given_bundle_id"} for name in ("feedback", "acknowledgement")},
    "risk:update": {"meeting_id": "list_meeting_id"},
    "risk:recorders": {"group_id": "casework_group_id"},
    **{f"children:{name}": {"group_id": "casework_group_id"} for name in ("discussing", "discussing-end")},
    **OTHER_CHILDREN,
    **{f"links:{name}": {"secret": "screening_secret"} for name in ("door", "code", "code-request")},
    **{
        f"screening:{name}": {"secret": "screening_secret"}
        for name in ("outside", "outside-autosave", "saved-outside")
    },
    **{f"screening:{name}": {"submission_id": "draft_submission_id"} for name in ("form", "autosave")},
    "screening:putting-back": {"submission_id": "aside_submission_id"},
    **{f"links:{name}": {"link_id": "screening_link_id"} for name in ("again", "withdrawal")},
}

ALLOCATING = "manager chair clerk"
# The action belongs to Jo, the member, of health; the lead leads for health.
ACTION = f"{INSIDE} lead"
CHASING = "manager chair clerk"
ANSWERING = "manager chair clerk member lead"
ESCALATION = "manager chair clerk auditor"
WRITING = "manager clerk"
ARRANGING = "manager clerk"
RUNNING = "manager clerk chair"
CHAIRING = "chair"
REVIEWING = "manager chair"
COMMENTING = "manager chair member deputy"
MINUTES = f"{INSIDE}"
REFERRING = "coordinator casechair casemember practitioner"
KEEPING = "coordinator casechair"

# What an address must be asked with to be more than an empty form.
QUERIES: dict[str, str] = {
    "exchange:missing-file": "?year=2025/26",
    "groups:compare-terms": "?old={terms_id}&new={proposed_terms_id}",
    **{
        f"terms_review:{name}": "?clause=mace/quorum"
        for name in ("clause", "remove-clause", "restore-clause")
    },
}

# A concern from the group to its sibling, of which somebody elsewhere is a member; and one that has come.
CORRESPONDING = "manager chair"

# Whoever sees the child that health works with: by keeping all records, sitting there for health, or named.
WITH_CHILDREN = "coordinator casechair casemember guardian"
# ... and whoever keeps children's records.
KEEPING_CHILDREN = "coordinator casechair"
# ... whoever records on a child that they see, and whoever holds or arranges return interviews.
RECORDING = "coordinator casechair casemember"
HOLDING = "coordinator casechair provider"
# ... and the members of the case meeting besides.
IN_CASES = "coordinator casechair casemember"

ORACLE: dict[str, Row] = {
    "home": Row(EVERYONE),
    # Signing in.
    "account_login": both(ANYONE),
    "account_logout": Row(post=ANYONE),
    # Nobody is between two factors here, and no link was sent: each leads back to the beginning.
    "account_second_factor": Row(),
    "account_set_up": Row(),
    "account_set_password": Row(),
    # A link to a screening, sent to somebody outside; without its code first it leads to its door.
    "links:sent": Row(KEEPING),
    "links:again": Row(post=KEEPING),
    "links:withdrawal": Row(post=KEEPING),
    "links:door": Row(ALL),
    "links:code": both(ALL),
    "links:code-request": Row(post=ALL),
    "screening:outside": both(ALL),
    "screening:outside-autosave": Row(post=ALL),
    "screening:saved-outside": Row(ALL),
    # Nobody has just sent one.
    "screening:received-outside": Row(),
    "account_reset_password": both(ANYONE),
    "account_link_sent": Row(ANYONE),
    "session": Row(ANYONE),
    # Referrals: the practitioner's own, of a child that health works with; the keepers' all.
    "referrals:list": Row(REFERRING),
    "referrals:new": both(REFERRING),
    "referrals:draft": Row(post=REFERRING),
    "referrals:discarded-draft": Row(post=REFERRING),
    "referrals:referral": Row(REFERRING),
    "referrals:front-door": both(REFERRING),
    **{f"referrals:{name}": both(KEEPING) for name in ("triage", "child", "decision", "outcome")},
    # Screening: the submission is the practitioner's, on a child whom health works with.
    "screening:own": Row(REFERRING),
    "screening:new": both(REFERRING),
    "screening:of-child": Row("coordinator casechair casemember"),
    "screening:submission": Row(REFERRING),
    "screening:guarded": both("guardian"),
    "screening:form": both("practitioner"),
    "screening:autosave": Row(post="practitioner"),
    "screening:front-door": both("coordinator casechair practitioner"),
    **{f"screening:{name}": Row(KEEPING) for name in ("queue", "tools", "tool", "tool-file")},
    **{
        f"screening:{name}": both(KEEPING)
        for name in ("confirmation", "setting-aside", "matching", "invitations", "import", "new-tool")
    },
    **{
        f"screening:{name}": Row(post=KEEPING)
        for name in (
            "putting-back", "match", "shipped-tool", "use-tool", "end-tool",
        )
    },
    # Referrals, what follows from them, and what no link was sent for.
    "referrals:likely": Row(post=KEEPING),
    "referrals:import": both("coordinator"),
    "referrals:invitation": both(KEEPING),
    **{f"referrals:{name}": Row() for name in ("by-link", "sent-by-link", "outcome-by-link")},
    **{f"referrals:{name}": Row(WITH_CHILDREN) for name in ("provisions", "provision", "health")},
    **{f"referrals:{name}": Row(WITH_CHILDREN) for name in ("intervention", "mechanism", "of-child")},
    **{
        f"referrals:{name}": both(KEEPING)
        for name in (
            "new-provision", "provision-details", "step", "offer", "missing", "to-mechanism", "clocks",
            "reasonable", "conclusive", "withdrawal",
        )
    },
    **{
        f"referrals:{name}": both(IN_CASES)
        for name in ("seen", "not-seen", "procedure", "to-health", "new-procedure")
    },
    # Imports: the coordinator's; rows about guarded records are the guardian's.
    **{
        f"exchange:{name}": Row("coordinator")
        for name in ("runs", "run", "progress", "tray", "exports", "missing-file")
    },
    **{
        f"exchange:{name}": both("coordinator")
        for name in ("new-return", "new-list", "columns", "application", "discarding", "row", "dismissal")
    },
    "exchange:held": Row("guardian"),
    **{f"exchange:{name}": both("guardian") for name in ("held-row", "held-dismissal")},
    # The way to the front door.
    "frontdoor:route": Row(REFERRING),
    "frontdoor:details": both(KEEPING),
    # One's own account.
    **{
        name: Row(EVERYONE)
        for name in ("account_own", "account_recovery_codes", "stewardship:own-permissions")
    },
    **{
        name: both(EVERYONE)
        for name in (
            "account_reauthenticate", "account_change_password", "account_replace_app",
            "account_add_passkey", "stewardship:partnerships",
        )
    },
    "account_end_other_sessions": Row(post=EVERYONE),
    # The directory, and who keeps it.
    **{f"stewardship:{name}": Row(DIRECTORY) for name in ("permissions", "person", "agencies")},
    "stewardship:people": both(DIRECTORY),
    **{
        f"stewardship:{name}": both(MANAGER)
        for name in ("new-agency", "change-agency", "end-agency")
    },
    **{
        f"stewardship:{name}": both(ACCOUNTS)
        for name in (
            "invitation", "lock", "unlock", "access-limit", "new-role", "end-role",
            "new-person", "change-person", "end-person",
        )
    },
    "stewardship:trail": Row("auditor"),
    "stewardship:trail-export": Row("auditor"),
    # Boards and groups.
    **{f"groups:{name}": Row(DIRECTORY) for name in ("partnership", "board")},
    "groups:vacancies": Row(f"{GROUP} elsewhere"),
    **{
        f"groups:{name}": both(MANAGER)
        for name in (
            "new-board", "change-board", "board-dates", "remove-board-date", "new-group", "change-group",
            "end-group", "resume-group", "coopt", "give-office", "end-office", "appoint", "name-deputy",
            "end-appointment", "correct-appointment", "withdraw-appointment", "end-deputyship",
            "propose-terms", "link-agencies", "record-signature",
        )
    },
    **{
        f"groups:{name}": Row(GROUP)
        for name in (
            "group", "members", "seat", "terms", "compare-terms", "read-terms", "terms-source", "try-terms",
        )
    },
    "groups:sign-terms": both("chair"),
    "groups:put-in-force": both("manager chair"),
    # Notices.
    "notices:preference": both(EVERYONE),
    "notices:undelivered": Row(ACCOUNTS),
    "notices:send-again": Row(post=ACCOUNTS),
    # Concerns: the first was sent by the group to its sibling, the second came from there.
    "concerns:list": Row(f"{INSIDE} board elsewhere"),
    "concerns:of-group": Row(INSIDE),
    "concerns:of-board": Row("manager board auditor"),
    "concerns:concern": Row(f"{INSIDE} elsewhere"),
    **{
        f"concerns:{name}": both(CORRESPONDING)
        for name in ("new", "publication", "date", "withdrawal", "answer", "refusal")
    },
    "concerns:new-from-board": both(MANAGER),
    **{
        f"concerns:{name}": Row(post=CORRESPONDING)
        for name in ("end-publication", "receipt", "acceptance", "closure")
    },
    # Actions.
    "actions:list": Row(EVERYONE),
    "actions:export": Row(EVERYONE),
    "actions:new": both(ALLOCATING),
    "actions:action": Row(ACTION),
    "actions:evidence": Row(ACTION),
    "actions:acknowledgement": Row(post=ANSWERING),
    **{f"actions:{name}": both(ANSWERING) for name in ("query", "progress", "completion")},
    **{
        f"actions:{name}": both(ALLOCATING)
        for name in (
            "query-answer", "reopening", "withdrawal", "owner", "due-date", "wording", "follow-on",
        )
    },
    # What is owed: the obligation is Jo's action.
    "ledger:owed": Row(EVERYONE),
    "ledger:obligation": Row(ACTION),
    **{f"ledger:{name}": both(ANSWERING) for name in ("statement", "statement-withdrawal")},
    **{f"ledger:{name}": both("chair") for name in ("waiver", "waiver-end")},
    **{f"ledger:{name}": Row(CHASING) for name in ("all", "export")},
    "ledger:reminders": Row(post=CHASING),
    "ledger:of-group": Row(GROUP),
    # Escalation: a step about the member's action waits for the chair.
    **{f"escalation:{name}": Row(ESCALATION) for name in ("group", "step", "letter-file", "ladders")},
    **{f"escalation:{name}": both("chair") for name in ("direct", "sending", "declining", "closing")},
    "escalation:letter": both("chair"),
    "escalation:proposal": Row(post="chair"),
    **{f"escalation:{name}": both("manager chair clerk") for name in ("acknowledgement", "reply")},
    "escalation:letters": Row(MANAGER),
    **{
        f"escalation:{name}": both(MANAGER)
        for name in ("new-chair", "new-rung", "rung", "rung-end", "wording")
    },
    "escalation:own-words": Row(post=MANAGER),
    # Minutes: the draft of the past meeting, which a Board viewer reads once it is approved.
    "minutes:list": Row(f"{MINUTES} board elsewhere"),
    "minutes:minutes": Row(MINUTES),
    "minutes:file": Row(MINUTES),
    "minutes:section": both(WRITING),
    "minutes:check": Row(post="chair"),
    "minutes:approval": both("chair"),
    "minutes:distribution": both(WRITING),
    # Meetings before the room.
    **{f"meetings:{name}": Row(EVERYONE) for name in ("mine", "calendar")},
    "meetings:make-feed": Row(post=EVERYONE),
    "meetings:revoke-feed": Row(post=EVERYONE),
    "meetings:feed": Row(ANYONE),
    "meetings:of-group": Row(INSIDE),
    **{
        f"meetings:{name}": both(ARRANGING)
        for name in (
            "series", "add", "move", "answer-for", "invite", "add-paper", "pin-paper", "replace-paper",
        )
    },
    **{
        f"meetings:{name}": Row(post=ARRANGING)
        for name in ("confirm-series", "drop", "withdraw-invitation", "withdraw-paper")
    },
    "meetings:call": both(f"{ARRANGING} chair"),
    "meetings:cancel": both(f"{ARRANGING} chair"),
    "meetings:carry": Row(post=f"{ARRANGING} chair"),
    **{f"meetings:{name}": Row(f"{INSIDE} invitee") for name in ("meeting", "invitation")},
    "meetings:agenda": Row(f"{ARRANGING} chair"),
    "meetings:answer": both("chair member deputy invitee"),
    "meetings:take-back": Row(post="chair member deputy invitee"),
    "meetings:confirm-agenda": Row(post="chair"),
    **{f"meetings:{name}": both(f"{ARRANGING} chair") for name in ("add-item", "change-item")},
    **{f"meetings:{name}": Row(post=f"{ARRANGING} chair") for name in ("place-item", "remove-item")},
    # The paper is of the first item; the invitee is invited to the second.
    "meetings:paper": Row(INSIDE),
    # The room.
    **{f"room:{name}": Row(f"{INSIDE} invitee") for name in ("room", "live")},
    "room:quorum": Row(INSIDE),
    **{
        f"room:{name}": both(RUNNING)
        for name in ("opening", "closing", "somebody-else", "correction", "votes")
    },
    **{
        f"room:{name}": both(CHAIRING)
        for name in ("adjournment", "cancellation", "continuation", "override")
    },
    **{
        f"room:{name}": Row(post=RUNNING)
        for name in (
            "nominations", "arrivals", "departure", "place", "striking-out", "beginning", "ending",
            "minute", "holding", "decisions", "actions", "vote-closing",
        )
    },
    **{f"room:{name}": both(RUNNING) for name in ("withdrawal", "vote-withdrawal", "exclusion-end")},
    "room:override-end": Row(post=CHAIRING),
    "room:casting-vote": Row(post=CHAIRING),
    # The item is the first, to which the invitee is not invited; the ballot is that of another.
    "room:note": Row(post="chair member deputy clerk manager"),
    "room:declaration": both("chair member deputy clerk manager"),
    "room:nothing-to-declare": Row(post=RUNNING),
    "room:ballots": Row(post=RUNNING),
    # The review of the terms that is open for comments.
    **{f"terms_review:{name}": Row(GROUP) for name in ("list", "review", "file", "comments", "amendments")},
    **{
        f"terms_review:{name}": both(REVIEWING)
        for name in (
            "open", "end", "record-comment", "close-comments", "settle", "clause", "new-clause",
            "remove-clause", "restore-clause", "whole-text", "propose", "take-back",
        )
    },
    **{f"terms_review:{name}": both(COMMENTING) for name in ("comment", "answer")},
    "terms_review:nothing-to-add": Row(post=COMMENTING),
    "terms_review:check": Row(post=REVIEWING),
    "terms_review:carries": Row(GROUP, REVIEWING),
    "attendance:attendance": Row(GROUP),
    "attendance:export": Row(GROUP),
    # Assurance: whoever sees what a group owes; one who sees only another group's finds that one there.
    **{f"compliance:{name}": Row(GROUP) for name in ("group", "file", "meetings")},
    **{
        f"compliance:{name}": Row(f"{GROUP} elsewhere")
        for name in ("across", "across-file", "rows", "rows-file")
    },
    # The case meeting: a list of the child that health works with.
    "panel:meetings": Row(WITH_CHILDREN),
    "panel:list": Row(IN_CASES),
    "panel:building": Row(post=KEEPING_CHILDREN),
    "panel:issue": both(KEEPING_CHILDREN),
    "panel:addition": both(KEEPING_CHILDREN),
    "panel:deferral": both(KEEPING_CHILDREN),
    "panel:return": Row(post=KEEPING_CHILDREN),
    "panel:place": Row(post=KEEPING_CHILDREN),
    "panel:answers": Row("casemember"),
    "panel:nothing-of-the-rest": Row(post="casemember"),
    "panel:answer": Row(post="casemember"),
    "panel:nothing-known": Row(post="casemember"),
    "panel:next": Row(post=KEEPING_CHILDREN),
    "panel:left": Row(KEEPING_CHILDREN),
    "panel:carrying-all": Row(post=KEEPING_CHILDREN),
    "panel:unchanged": Row(post=KEEPING_CHILDREN),
    "panel:carrying": Row(post=KEEPING_CHILDREN),
    "panel:case": Row(IN_CASES),
    "panel:live": Row(IN_CASES),
    "panel:beginning": Row(post=KEEPING_CHILDREN),
    "panel:contributions": Row(post=KEEPING_CHILDREN),
    "panel:nothing-to-add": Row(post=KEEPING_CHILDREN),
    "panel:record": Row(post=KEEPING_CHILDREN),
    "panel:confirmation": Row(post=KEEPING_CHILDREN),
    "panel:actions": Row(post=KEEPING_CHILDREN),
    "panel:decisions": both(KEEPING_CHILDREN),
    "panel:withdrawal": both(KEEPING_CHILDREN),
    "panel:conflicts": both(IN_CASES),
    "panel:practice-of-case": both(IN_CASES),
    "panel:disclosures-of-case": both(KEEPING_CHILDREN),
    "panel:of-child": Row(WITH_CHILDREN),
    "panel:practice": Row(WITH_CHILDREN),
    "panel:resolution": both(KEEPING_CHILDREN),
    "panel:disclosures": Row(KEEPING_CHILDREN),
    "panel:practice-of-meeting": both(IN_CASES),
    # Posting the check is for whoever chairs.
    "panel:check": Row(KEEPING_CHILDREN, "casechair"),
    "panel:figures": Row("board auditor coordinator casechair"),
    "panel:bundles": Row(KEEPING_CHILDREN),
    "panel:bundle": Row(KEEPING_CHILDREN),
    "panel:part": Row(post=KEEPING_CHILDREN),
    "panel:giving": both(KEEPING_CHILDREN),
    "panel:setting-aside": both(KEEPING_CHILDREN),
    "panel:feedback": Row("casemember"),
    "panel:acknowledgement": Row(post="casemember"),
    # Behind a link that is not there.
    "panel:feedback-outside": Row(),
    # Missing: a return of that child, with an interview that the provider holds.
    **{f"missing:{name}": Row(WITH_CHILDREN) for name in ("now", "of-child", "episode")},
    **{
        f"missing:{name}": both(RECORDING)
        for name in (
            "new", "correction", "return", "grade", "withdrawal", "restoration", "episode-passage",
        )
    },
    "missing:interviews": Row(HOLDING),
    **{f"missing:{name}": Row(f"{WITH_CHILDREN} provider") for name in ("interview", "interview-for")},
    **{
        f"missing:{name}": both(HOLDING)
        for name in (
            "offer", "acceptance", "refusal", "carers", "attempt", "content", "returns", "passage",
        )
    },
    **{f"missing:{name}": Row(post=HOLDING) for name in ("draft", "take-back")},
    **{
        f"missing:{name}": both(KEEPING_CHILDREN)
        for name in ("rules", "holder", "cancellation", "reopening")
    },
    # Children: the one that health works with.
    "children:list": Row(WITH_CHILDREN),
    # Who says that a group discusses children sees none by it.
    "children:discussing": both(MANAGER),
    "children:discussing-end": both(MANAGER),
    **{f"children:{name}": Row(WITH_CHILDREN) for name in ("child", "details", "history")},
    "children:search": both(WITH_CHILDREN),
    "children:new": both(KEEPING_CHILDREN),
    **{
        f"children:{name}": both(KEEPING_CHILDREN)
        for name in (
            "identity", "circumstances", "new-name", "end-name", "new-number", "end-number", "new-address",
            "end-address", "characteristics",
        )
    },
    **{f"children:{name}": both("coordinator") for name in ("others", "others-merge", "undo-merge")},
    **RISK,
    # Who may see a record, sharing, who and what is around the child.
    **{name: Row(*who) for name, who in RIGHTS.items()},
}  # fmt: skip
