"""The forms of groups: parsing and field errors only; what may be done is for rules and operations."""
