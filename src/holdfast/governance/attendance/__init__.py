"""Attendance over the meetings of a group, against the share that its terms expect."""
