"""The forms of referrals and what follows from them."""
