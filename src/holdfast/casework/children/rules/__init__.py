"""What is judged of a child's record from plain values: likeness, births, identifiers, merging."""
