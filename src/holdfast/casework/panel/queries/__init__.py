"""One function for each page of the case meeting."""
