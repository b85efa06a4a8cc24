"""The meeting that discusses children: its list, what agencies know, the discussion, and the feedback."""
