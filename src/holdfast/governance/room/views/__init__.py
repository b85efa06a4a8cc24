"""The pages of the room and what they post."""
