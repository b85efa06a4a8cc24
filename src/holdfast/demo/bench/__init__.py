"""Measures the pages, the findings and the documents against what they cannot be faster than."""
