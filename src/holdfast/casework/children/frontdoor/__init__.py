"""The front door: where immediate harm goes at once, and the record that somebody went there."""
