"""What people do with a child's record; one verb each."""
