"""Who may see a record, share a child, and record who and what is around one: the oracle's rows, by hand.

Each is (who may get it, who may post to it). The child is one that health works with and the guardian was
named for; a guardian's own pages are of another, which nobody else sees.
"""

from __future__ import annotations

_SEEING = "coordinator casechair casemember guardian"
_KEEPING = "coordinator casechair"
_RECORDING = f"{_KEEPING} casemember"

OTHER_CHILDREN: dict[str, dict[str, str]] = {
    **{f"children:{name}": {"child_id": "guarded_child_id"} for name in ("restriction-end", "guardian")},
    "children:taking-over": {"child_id": "abandoned_child_id"},
}

RIGHTS: dict[str, tuple[str, str]] = {
    **{
        f"children:{name}": (_SEEING, "")
        for name in ("around", "chronology", "sharing", "share", "turning-18")
    },
    **{
        f"children:{name}": (_RECORDING, _RECORDING)
        for name in (
            "new-voice", "areas", "new-professional", "professional", "professional-end", "emergency-access",
        )
    },
    **{
        f"children:{name}": (_KEEPING, _KEEPING)
        for name in (
            "restriction", "new-grant", "new-share", "share-end", "new-placement", "placement", "host-told",
            "authorities", "received-record", "received-end",
        )
    },
    **{f"children:{name}": (_KEEPING, "") for name in ("rights", "received", "received-child")},
    **{f"children:{name}": ("", _KEEPING) for name in ("grant-end", "authority-end")},
    **{
        f"children:{name}": ("guardian", "guardian")
        for name in ("restriction-end", "guardian", "match", "taking-over", "emergency")
    },
    "children:guarded": ("guardian", ""),
    "children:emergency-end": ("", "guardian"),
}  # fmt: skip
