"""Notices: who is told what is due, by email, in a morning digest or at once; no names, no details."""
