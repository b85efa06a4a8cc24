"""A child's record: who the child is, who works with the child, and who may see it."""
