"""Partnerships, their agencies and their people."""
