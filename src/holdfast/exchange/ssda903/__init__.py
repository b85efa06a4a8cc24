"""The `Missing` file of an SSDA903 return, its header and care episodes: read, judged, written. No Django."""
