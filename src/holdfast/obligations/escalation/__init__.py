"""Escalation: ladders of each agency, drafted letters and messages, what came of them."""
