"""The record of a meeting: drafted at its close, checked by the chair, approved at the next."""
