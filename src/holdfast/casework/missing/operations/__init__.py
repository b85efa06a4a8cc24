"""What is done with episodes and return interviews."""
