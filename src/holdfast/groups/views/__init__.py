"""The pages of Boards, groups, seats and terms."""
