"""What is owed, to whom, by when and with what evidence; escalation, notices, concerns."""
