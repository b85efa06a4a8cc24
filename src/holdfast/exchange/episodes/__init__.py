"""Lists of missing episodes in plain spreadsheets, read by a map of their columns. No Django."""
