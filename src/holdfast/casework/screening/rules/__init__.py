"""What a screening tool is, how its file is read, and how a filled one is scored: no database, no clock."""
