"""The append-only record of who did, saw or changed what."""
