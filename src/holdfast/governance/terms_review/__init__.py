"""Reviews of a group's terms of reference: comments, amendments, signatures, and what they lead to."""
