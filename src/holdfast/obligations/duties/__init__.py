"""What a group owes by its terms alone: reports, reviews, elections, appointments, attestations."""
