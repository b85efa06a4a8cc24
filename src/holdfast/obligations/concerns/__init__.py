"""Concerns, requests, learning and tasks that one group sends to another, and what comes back."""
