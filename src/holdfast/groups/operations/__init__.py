"""What people do with groups: each function one act, checked, atomic and written in the trail."""
