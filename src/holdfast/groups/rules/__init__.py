"""What may be done with groups, seats, offices and terms: pure functions that answer with a finding."""
