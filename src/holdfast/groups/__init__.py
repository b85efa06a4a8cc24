"""Boards, groups in their tree, terms in force, seats, appointments and offices."""
