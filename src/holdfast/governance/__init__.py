"""Meetings, their papers, minutes and actions: how a group governs itself."""
