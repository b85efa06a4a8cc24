"""Signed links: one page of the product for one person without an account, for a time, behind a code."""
