"""The forms of children's records."""
