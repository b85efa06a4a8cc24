"""Compliance with the terms of reference: clause by clause, what was promised, what was kept, how we know."""
