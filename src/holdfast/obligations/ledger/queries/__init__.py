"""What the pages of what is owed show: one function a page, a constant number of queries."""
