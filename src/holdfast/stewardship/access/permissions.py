"""What can be permitted, what each role brings, in words that the permissions page shows."""

from enum import Enum, StrEnum


class Permission(Enum):
    """One thing that a person may do; the value is its plain description."""

    SEE_PARTNERSHIP = "See the partnership's agencies, boards, groups and the people in them"
    MANAGE_PARTNERSHIP = "Add and change agencies, boards and groups"
    MANAGE_PEOPLE = "Add people, change their details, record that they have left"
    MANAGE_ACCOUNTS = "Invite people, lock accounts, give and take away roles"
    SEE_TRAIL = "Read the trail of who did and saw what"
    SEE_GROUP = "See a group: its seats, offices, terms and attendance"
    MANAGE_SEATS = "Appoint people to seats and offices, name standing deputies"
    DRAFT_TERMS = "Upload and check terms of reference, and propose them"
    APPROVE_TERMS = "Sign terms of reference and put them in force"
    REVIEW_TERMS = "Open a review of the terms, settle comments, write and propose amendments"
    COMMENT_ON_TERMS = "Comment on a group's terms while they are reviewed"
    SEE_MEETINGS = "See a group's meetings and their agendas"
    SEE_PAPERS = "Read the papers of a meeting"
    SEE_MINUTES = "Read minutes and decisions"
    ARRANGE_MEETINGS = "Propose and confirm dates, draft agendas, add papers, send invitations"
    CONFIRM_AGENDA = "Confirm the agenda as chair"
    ANSWER_INVITATION = "Send apologies or name a deputy"
    ATTEND = "Take part in a meeting: own notes, declarations, votes"
    RUN_MEETING = "Record attendance, notes, decisions and actions in the meeting room"
    CHAIR_MEETING = "Open and close, override, cancel, adjourn and reconvene"
    TAKE_MINUTES = "Write and correct the minutes"
    CHECK_MINUTES = "Check the draft minutes as chair, and record their approval"
    SEE_ACTIONS = "See a group's actions"
    ALLOCATE_ACTIONS = "Give, reassign and redate a group's actions"
    ANSWER_ACTIONS = "Acknowledge, query, progress and complete one's own actions"
    SEE_AGENCY_ACTIONS = "See and answer for every action of one's own agency"
    SEE_OWED = "See what a group owes, to whom, by when, and whether it was kept"
    CHASE = "Chase what is owed to a group, and record that it was done"
    WAIVE = "Waive what a group owes, with a reason"
    SEE_CONCERNS = "Read the concerns, requests, learning and tasks that a group sends and receives"
    SEE_BOARD_CONCERNS = "Read the concerns and requests that groups send to a Board, and what it sends them"
    SEND_CONCERN = "Send a concern, request, learning or task from a group to another; withdraw or close it"
    ANSWER_CONCERN = "Acknowledge and answer what other groups send to a group"
    PUBLISH_GROUP = "Let other partnerships find a group by its name and write to it"
    SEE_ESCALATION = "See what a group has taken up an agency's ladder, and what was answered"
    ESCALATE = "Decide what goes up the ladder, and write to the Independent Chair"
    OPEN_CASEWORK = "Say that a group discusses children, and that it no longer does"
    SEE_CHILDREN = "See every child's record that is not restricted"
    SEE_CASES = "See the children one's agency works with, and those on an issued case list"
    KEEP_CHILDREN = "Add children, keep their records, restrict a record"
    RECORD_ON_CHILD = "Record episodes, the child's own words and who works with a child one may see"
    MERGE_CHILDREN = "Merge two records of one child, and undo it"
    GUARD_CHILDREN = "Keep restricted records: record on them, say who may see them, review emergency access"
    SHARE_CHILDREN = "Share a child with another partnership, and end it"
    HOLD_INTERVIEWS = "Hold return interviews and record them"
    MANAGE_INTERVIEWS = "See every return interview and give it to somebody"
    SUBMIT_SCREENING = "Submit a screening tool on a child, and read one's own"
    KEEP_SCREENING = "See what was submitted, match it to a child, invite others to submit"
    ASSESS_RISK = "Assess a child's risk; agree plans and record them"
    KEEP_LIST = "Keep the exploitation list"
    CONFIRM_LEVEL = "Confirm or change a level of risk"
    REFER = "Refer a child, and hear what came of it"
    KEEP_REFERRALS = "Triage referrals, and keep interventions and services"
    RUN_CASES = "Build the case list, run the discussion, send the feedback"
    ANSWER_CASES = "Say for one's agency what it knows and proposes"
    IMPORT_CASEWORK = "Import and export episodes and children"
    SEE_CASEWORK_FIGURES = "See figures of the casework, never a child"


class Role(StrEnum):
    """A standing that a person holds in a partnership, or in one group of it."""

    SYSTEM_ADMINISTRATOR = "system-administrator"
    BUSINESS_MANAGER = "business-manager"
    CHAIR = "chair"
    MEMBER = "member"
    DEPUTY = "deputy"
    INVITEE = "invitee"
    MINUTE_TAKER = "minute-taker"
    AGENCY_LEAD = "agency-lead"
    BOARD_VIEWER = "board-viewer"
    AUDITOR = "auditor"
    COORDINATOR = "coordinator"
    CASE_COORDINATOR = "case-coordinator"
    CASE_CHAIR = "case-chair"
    CASE_MEMBER = "case-member"
    INTERVIEW_PROVIDER = "interview-provider"
    PRACTITIONER = "practitioner"
    GUARDIAN = "guardian"

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.value.replace("-", " ").capitalize()


P = Permission

_READING = {P.SEE_GROUP, P.SEE_MEETINGS, P.SEE_PAPERS, P.SEE_MINUTES, P.SEE_ACTIONS, P.SEE_OWED}
_READING |= {P.SEE_CONCERNS}
_TAKING_PART = {P.ANSWER_INVITATION, P.ATTEND, P.ANSWER_ACTIONS}
_CORRESPONDING = {P.SEND_CONCERN, P.ANSWER_CONCERN, P.PUBLISH_GROUP}
_RUNNING = {P.RUN_MEETING, P.TAKE_MINUTES, P.ARRANGE_MEETINGS, P.ALLOCATE_ACTIONS}
_CHASING = {P.CHASE, P.SEE_ESCALATION}
_WITH_CHILDREN = {
    P.SEE_PARTNERSHIP,
    P.SEE_CASES,
    P.RECORD_ON_CHILD,
    P.SUBMIT_SCREENING,
    P.REFER,
    P.ASSESS_RISK,
}
_KEEPING_CASES = _WITH_CHILDREN | {P.SEE_CHILDREN, P.KEEP_CHILDREN, P.SHARE_CHILDREN, P.MANAGE_INTERVIEWS}
_KEEPING_CASES |= {P.KEEP_SCREENING, P.CONFIRM_LEVEL, P.KEEP_REFERRALS, P.RUN_CASES, P.SEE_CASEWORK_FIGURES}

ROLE_DESCRIPTIONS: dict[Role, str] = {
    Role.SYSTEM_ADMINISTRATOR: "Keeps people, accounts and the system. Sees no meeting, paper or case.",
    Role.BUSINESS_MANAGER: "Runs the partnership's groups: seats, terms, meetings, papers, chasing.",
    Role.CHAIR: "Chairs a group: confirms agendas, runs the meeting, checks minutes, signs terms.",
    Role.MEMBER: "Holds a seat in a group: takes part, takes actions, reads papers and minutes.",
    Role.DEPUTY: "Stands in for a member of a group and sees what that member would see.",
    Role.INVITEE: "Invited to single items: sees that item and its papers, does not vote.",
    Role.MINUTE_TAKER: "Records a group's meetings and writes the minutes.",
    Role.AGENCY_LEAD: "Answers for an agency: sees its seats and every action it owns.",
    Role.BOARD_VIEWER: "Sits on a Board: reads groups' terms, attendance, minutes and what they owe.",
    Role.AUDITOR: "Reads everything about how groups are run, and the trail. Changes nothing.",
    Role.COORDINATOR: "Keeps the exploitation list and the children's records, runs the case meeting.",
    Role.CASE_COORDINATOR: "Keeps a group that discusses children: reads its meetings, minutes and actions.",
    Role.CASE_CHAIR: "Chairs a group that discusses children: sees every record that is not restricted.",
    Role.CASE_MEMBER: "Sits where children are discussed: sees those of its agency, and those on the list.",
    Role.INTERVIEW_PROVIDER: "Holds return interviews: sees the children to be interviewed.",
    Role.PRACTITIONER: "Works with children outside the group: refers, submits screenings, hears back.",
    Role.GUARDIAN: "Keeps restricted records: says who may see them and reviews emergency access.",
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.SYSTEM_ADMINISTRATOR: frozenset({P.SEE_PARTNERSHIP, P.MANAGE_PEOPLE, P.MANAGE_ACCOUNTS}),
    Role.BUSINESS_MANAGER: frozenset(
        _READING
        | _RUNNING
        | _CORRESPONDING
        | {P.SEE_PARTNERSHIP, P.MANAGE_PARTNERSHIP, P.MANAGE_PEOPLE, P.MANAGE_ACCOUNTS, P.SEE_BOARD_CONCERNS}
        | {P.MANAGE_SEATS, P.DRAFT_TERMS, P.REVIEW_TERMS, P.COMMENT_ON_TERMS, P.ANSWER_ACTIONS}
        | {P.OPEN_CASEWORK}
        | _CHASING
    ),
    Role.CHAIR: frozenset(
        _READING
        | _TAKING_PART
        | _CORRESPONDING
        | {P.SEE_PARTNERSHIP, P.APPROVE_TERMS, P.CONFIRM_AGENDA, P.RUN_MEETING, P.CHAIR_MEETING}
        | {P.REVIEW_TERMS, P.COMMENT_ON_TERMS}
        | {P.CHECK_MINUTES, P.ALLOCATE_ACTIONS, P.WAIVE, P.ESCALATE}
        | _CHASING
    ),
    Role.MEMBER: frozenset(_READING | _TAKING_PART | {P.SEE_PARTNERSHIP, P.COMMENT_ON_TERMS}),
    Role.DEPUTY: frozenset(_READING | _TAKING_PART | {P.SEE_PARTNERSHIP, P.COMMENT_ON_TERMS}),
    Role.INVITEE: frozenset({P.ANSWER_INVITATION, P.ATTEND}),
    Role.MINUTE_TAKER: frozenset(_READING | _RUNNING | _CHASING | {P.SEE_PARTNERSHIP, P.ANSWER_ACTIONS}),
    Role.AGENCY_LEAD: frozenset({P.SEE_PARTNERSHIP, P.SEE_AGENCY_ACTIONS, P.ANSWER_ACTIONS}),
    Role.BOARD_VIEWER: frozenset(
        {P.SEE_PARTNERSHIP, P.SEE_GROUP, P.SEE_MINUTES, P.SEE_OWED, P.SEE_BOARD_CONCERNS}
        | {P.SEE_CASEWORK_FIGURES}
    ),
    Role.AUDITOR: frozenset(
        _READING
        | {P.SEE_PARTNERSHIP, P.SEE_TRAIL, P.SEE_BOARD_CONCERNS, P.SEE_ESCALATION, P.SEE_CASEWORK_FIGURES}
    ),
    Role.COORDINATOR: frozenset(
        _KEEPING_CASES | {P.MERGE_CHILDREN, P.KEEP_LIST, P.IMPORT_CASEWORK, P.ANSWER_ACTIONS}
    ),
    Role.CASE_COORDINATOR: frozenset(_READING),
    Role.CASE_CHAIR: frozenset(_KEEPING_CASES),
    Role.CASE_MEMBER: frozenset(_WITH_CHILDREN | {P.ANSWER_CASES}),
    Role.INTERVIEW_PROVIDER: frozenset({P.HOLD_INTERVIEWS}),
    Role.PRACTITIONER: frozenset({P.SUBMIT_SCREENING, P.REFER}),
    Role.GUARDIAN: frozenset({P.SEE_PARTNERSHIP, P.SEE_CASES, P.GUARD_CHILDREN}),
}

# What an invitee, or a deputy named for one meeting, may do there: the role's other permissions stay away.
AT_ONE_MEETING = frozenset({P.SEE_MEETINGS, P.SEE_PAPERS, P.SEE_MINUTES, *_TAKING_PART})

# Roles that are given by name on the accounts page; the others follow from a seat, an office, a deputyship
# or an invitation, and end with it.
GRANTED_ROLES = (
    Role.SYSTEM_ADMINISTRATOR,
    Role.BUSINESS_MANAGER,
    Role.MINUTE_TAKER,
    Role.AGENCY_LEAD,
    Role.BOARD_VIEWER,
    Role.AUDITOR,
    Role.COORDINATOR,
    Role.INTERVIEW_PROVIDER,
    Role.PRACTITIONER,
    Role.GUARDIAN,
)
