"""Referrals in and what becomes of them, services by the charter's pathway, the NRM, other procedures."""
