"""Sign-in accounts, invitations and sessions."""
