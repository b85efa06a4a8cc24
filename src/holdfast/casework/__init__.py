"""The operational work with children: records, episodes, risk, referrals, the weekly case meeting."""
