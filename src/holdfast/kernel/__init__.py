"""What every part stands on: findings, clocks, working days and identifiers. No Django."""
