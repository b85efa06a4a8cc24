"""What comes in from other systems' files, and what goes out to them."""
