"""What holds in the room, as pure functions: who is there when, what that means, what a typed line says."""
