"""What the pages of children show: one function a page, a constant number of queries."""
