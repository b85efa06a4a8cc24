"""The ground every app stands on: tenancy, accounts, access and the trail."""
