"""What may become of a referral, which service takes whom, and how outside decisions are timed. Pure."""
