"""What the room's pages and operations read, each in a constant number of queries."""
