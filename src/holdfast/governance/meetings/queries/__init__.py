"""What the pages of meetings print: one function a page."""
