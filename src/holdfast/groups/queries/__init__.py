"""What each page of groups shows: one function a page, in a constant number of queries."""
