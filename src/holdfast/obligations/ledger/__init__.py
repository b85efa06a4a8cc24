"""The ledger: one row for every promise on every occasion, kept in line with the facts by operations."""
