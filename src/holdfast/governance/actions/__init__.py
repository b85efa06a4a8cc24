"""What people undertook to do, and what came of it."""
