"""Meetings from schedule to agenda: who is called, to what, with which papers."""
