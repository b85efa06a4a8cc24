"""The demonstration: an invented world, and a way in without passwords; in no other settings."""
