"""Terms of reference as typed, frozen data, and the rules over them. No Django.

A map of what others call:

- read a charter file: `reading.load(text, name) -> Document`, `reading.load_file(path)`; or `FaultyCharter`
- the five that ship: `shelf.shipped() -> tuple[str, ...]`, `shelf.load_shipped(name) -> Document`
- who is in the room: `room.Room`, `room.Presence`, `room.RoomOverride`; `room_file.read_room(text, name)`
- is there a quorum: `quorum.assess_quorum(charter, room, item=None, kind=None) -> QuorumFinding`
- who chairs: `chairing.derive_chair(charter, room, item=None) -> ChairFinding`
- votes: `deciding.assess_vote_right`, `assess_candidate`, `assess_decision`, `assess_election`
- when to meet: `calendar.propose_meetings(charter, start, count, ...) -> tuple[ProposedMeeting, ...]`
- an extra meeting: `calling.assess_extraordinary(charter, ...) -> Finding`
- when a promise falls due: `deadlines.due(charter, clause_id, start) -> Due`
- who attended, what follows: `attendance.assess_attendance(charter, history, as_of=...)`
- the terms in plain English: `plain.explain(charter) -> tuple[ClauseReading, ...]`
- what changed: `comparing.diff(old, new) -> tuple[Change, ...]`

Every finding has `met` (None where the terms state no rule), `reason`, `clauses`, `missing`, and `require()`.
People are named by `Presence.person`; seats, offices, agencies and bodies by their `key`, which
is compared without regard to capitals, spaces, hyphens and underscores (`words.plain`).
"""
